"""Which way a measure or a theme is going, by what is better and not by what is higher.

Two values cannot show whether a change is more than chance: this says what they show and, where they show nothing, why. The
statistical answer takes a series.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tallystick.status import Direction, Polarity


@dataclass(frozen=True, slots=True)
class Travel:
    """A direction; where it is not known, the reason."""

    direction: Direction
    reason: str = ""


def unknown(reason: str) -> Travel:
    """A direction that cannot be told."""
    return Travel(Direction.NOT_KNOWN, reason)


def between(
    now: Decimal | None,
    before: Decimal | None,
    polarity: Polarity,
    *,
    aim: tuple[Decimal, Decimal] | None = None,
    broken: bool = False,
) -> Travel:
    """The direction from the value before to the value now. `aim` is the range in which a near-is-best measure should lie.

    `broken` says that the series was defined anew between the two, so that they must not be compared.
    """
    if polarity is Polarity.NONE:
        return unknown("For this measure neither way is better, so it is never called better or worse.")
    if now is None or before is None:
        return unknown("There are not yet two values to compare." if now is not None else "There is no value yet.")
    if broken:
        return unknown("The series has a break here: the value before it was counted in another way.")
    if polarity is Polarity.NEAR_IS_BEST:
        if aim is None:
            return unknown("Nearer is better, but no target says nearer to what.")
        return _travel(distance(before, aim) - distance(now, aim))
    gain = now - before
    return _travel(gain if polarity is Polarity.HIGHER_IS_BETTER else -gain)


def distance(value: Decimal, aim: tuple[Decimal, Decimal]) -> Decimal:
    """How far a value lies outside a range; nothing within it."""
    low, high = aim
    return max(low - value, value - high, Decimal(0))


def _travel(gain: Decimal) -> Travel:
    if gain > 0:
        return Travel(Direction.IMPROVING)
    return Travel(Direction.WORSENING if gain < 0 else Direction.STEADY)


def overall(directions: Iterable[Direction]) -> Direction:
    """The direction of several together: which way more of them went; not known where none is known."""
    found = [one for one in directions if one is not Direction.NOT_KNOWN]
    if not found:
        return Direction.NOT_KNOWN
    net = found.count(Direction.IMPROVING) - found.count(Direction.WORSENING)
    return Direction.IMPROVING if net > 0 else Direction.WORSENING if net < 0 else Direction.STEADY
