"""Significance from what two figures are made of: does the interval of their difference leave out nought?"""

from dataclasses import dataclass

from tallystick import rates
from tallystick.change.model import Figure, Kind, Terms
from tallystick.rates import Interval

# What values are stated in: a share, per cent, per thousand and so on.
MULTIPLIERS = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0)
# Values are published rounded: so far may they be from their numerator over their denominator, relatively, or in their own unit.
ROUNDED_BY, WHOLE_PER_CENT, ONE_DECIMAL = 0.02, 0.51, 0.051
NO_PARTS = "no numerator and denominator, or base, are known"


@dataclass(frozen=True, slots=True)
class Difference:
    """The interval of a difference in the measure's unit, or why there is none."""

    interval: Interval | None
    why: str = ""


def difference(earlier: Figure, later: Figure, terms: Terms) -> Difference:
    """The interval of later less earlier, where numerators and denominators, bases or counts tell it."""
    kind = terms.kind or kind_of(earlier, later, terms)
    if kind is None or kind is Kind.MEASURED:
        return Difference(None, NO_PARTS)
    per = stated_per(earlier, later, terms)
    try:
        before, after = (_interval(figure, kind, per, terms) for figure in (earlier, later))
        return Difference(rates.difference(after, before)) if before and after else Difference(None, NO_PARTS)
    except rates.RateError as error:
        return Difference(None, str(error))


def kind_of(earlier: Figure, later: Figure, terms: Terms) -> Kind | None:
    """What figures are made of, as far as their parts tell: None where they do not."""
    figures = (earlier, later)
    if any(not figure.denominator for figure in figures):
        return None
    if any(figure.numerator is None for figure in figures):
        return Kind.SURVEY if terms.in_points else None
    per = stated_per(earlier, later, terms)
    if per is None:
        return None
    parts = all((figure.numerator or 0.0) <= (figure.denominator or 0.0) for figure in figures)
    return Kind.PROPORTION if parts and per <= 100 else Kind.RATE


def stated_per(earlier: Figure, later: Figure, terms: Terms) -> float | None:
    """What both values are stated in: 100 where they are numerators over denominators in per cent; None where they are neither."""
    usual = 100.0 if terms.in_points else 1.0
    found = {multiplier(figure) for figure in (earlier, later) if figure.numerator}
    if len(found) > 1:
        return None
    return found.pop() if found else usual


def multiplier(figure: Figure) -> float | None:
    """What one value is stated in; None where it is not its numerator over its denominator, or is of nought, which fits any."""
    if not figure.numerator or not figure.denominator:
        return None
    share = figure.numerator / figure.denominator
    apart = {per: abs(figure.value - per * share) for per in MULTIPLIERS}
    fits = [
        (apart[per] / abs(per * share), per) for per in MULTIPLIERS if apart[per] <= _tolerance(per, abs(per * share))
    ]
    return min(fits)[1] if fits else None


def _tolerance(per: float, expected: float) -> float:
    rounding = {1.0: ONE_DECIMAL / 10, 100.0: WHOLE_PER_CENT}.get(per, ONE_DECIMAL)
    return max(ROUNDED_BY * expected, rounding)


def _interval(figure: Figure, kind: Kind, per: float | None, terms: Terms) -> Interval | None:
    if kind is Kind.COUNT:
        return rates.count(figure.value, terms.confidence)
    if figure.denominator is None or per is None:
        return None
    if kind is Kind.SURVEY:
        return rates.survey(
            figure.value,
            figure.denominator,
            design_effect=terms.design_effect,
            confidence=terms.confidence,
            multiplier=per,
        )
    if figure.numerator is None:
        return None
    make = rates.proportion if kind is Kind.PROPORTION else rates.rate
    return make(figure.numerator, figure.denominator, terms.confidence, per)
