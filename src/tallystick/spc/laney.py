"""p′ and u′ charts: proportions and rates whose denominators vary, after Laney.

With large denominators the binomial or Poisson limits of the older p and u charts are so narrow that every period looks special; an
XmR chart ignores that a small month varies more than a large one. Laney's charts scale the first by what neighbours actually vary.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tallystick.spc import limits as limits_of
from tallystick.spc.limits import Limits
from tallystick.spc.vocabulary import Floats, Places


class Kind(StrEnum):
    """What a numerator is of its denominator: some of the same things, or events among them."""

    PROPORTION = "proportion"
    RATE = "rate"


@dataclass(frozen=True, slots=True, eq=False)
class Fractions:
    """Numerators and denominators of a row of points, and what one is stated in: `per` 100 for per cent, 1,000 for a thousand."""

    numerators: Floats
    denominators: Floats
    kind: Kind
    per: float = 1.0

    @property
    def values(self) -> Floats:
        """The proportions or rates, as they are stated."""
        return self.per * limits_of.divided(self.numerators, self.denominators)

    @property
    def greatest(self) -> float:
        """The value that none can exceed."""
        return self.per if self.kind is Kind.PROPORTION else np.inf

    def part(self, points: slice) -> "Fractions":
        """Those of some of the points."""
        return Fractions(self.numerators[points], self.denominators[points], self.kind, self.per)

    def unusable(self, series: Places) -> dict[int, str]:
        """What is wrong with each series that cannot be used, by its number."""
        top, bottom = self.numerators, self.denominators
        with np.errstate(invalid="ignore"):
            faults = (
                (~np.isfinite(top) & ~np.isnan(top), "the numerator {0} is not finite"),
                (~np.isfinite(bottom) & ~np.isnan(bottom), "the denominator {1} is not finite"),
                (top < 0, "the numerator {0} is below nought"),
                (bottom <= 0, "the denominator {1} is not above nought: leave the period out as missing"),
                ((top > bottom) & (self.kind is Kind.PROPORTION), "the numerator {0} is above its denominator {1}"),
            )
        found: dict[int, str] = {}
        for wrong, words in faults:
            places = np.flatnonzero(wrong)
            numbers, first = np.unique(np.searchsorted(series, places, side="right") - 1, return_index=True)
            for number, at in zip(numbers.tolist(), places[first].tolist(), strict=True):
                found.setdefault(number, words.format(float(top[at]), float(bottom[at])))
        return found


def of_phases(
    fractions: Fractions, starts: Places, lengths: Places, *, fix_after: int | None, screen: bool
) -> tuple[Limits, Floats]:
    """The limits of each phase in units of each point's own spread, and that spread.

    The mean is the sum of numerators over that of denominators. The spread is the binomial or Poisson standard deviation at that
    mean, and the moving ranges are those of the values measured in it. A phase of which all numerators are nought (or full) has no
    spread, and so no limits.
    """
    values = fractions.values
    counted = limits_of.counted_points(values, starts, lengths, fix_after)
    top = np.add.reduceat(np.where(counted, fractions.numerators, 0.0), starts)
    bottom = np.add.reduceat(np.where(counted, fractions.denominators, 0.0), starts)
    mean = limits_of.divided(top, bottom)
    middle = np.repeat(mean, lengths)
    variance = middle * (1 - middle) if fractions.kind is Kind.PROPORTION else middle
    spread = fractions.per * np.sqrt(limits_of.divided(np.maximum(variance, 0.0), fractions.denominators))
    distances = limits_of.divided(values - fractions.per * middle, spread)
    usable = counted & ~np.isnan(distances)
    moving_range, _ = limits_of.mean_moving_ranges(distances, usable, starts, lengths, screen=screen)
    _, neighbours = limits_of.mean_moving_ranges(values, counted, starts, lengths, screen=False)
    known = np.add.reduceat(counted, starts, dtype=np.intp)
    return Limits(fractions.per * mean, moving_range, known, neighbours), spread
