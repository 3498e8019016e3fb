"""Made-up history, so that charts have something to show: the same at every load, and all of it illustrative.

A measure's file gives a path through a few periods; values follow it with a season and a wobble drawn from a fixed seed. Some come
late, some never, some are provisional or were revised, because real ones are so and the pages must show it.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage

SEED = 2009


@dataclass(frozen=True, slots=True)
class Point:
    """One value, or the reason why there is none, in one vintage."""

    period: Period
    vintage: Vintage
    value: Decimal | None = None
    missing: Missing | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def points(key: str, frequency: Frequency, decimals: int, history: dict[str, Any], taken: set[Period]) -> list[Point]:
    """The values of one history, but for the periods that are `taken` by figures that somebody states."""
    chance = Random(f"{SEED} {key}")  # noqa: S311 - for show, not for secrets
    made: list[Point] = []
    span = _along(frequency, history["path"])
    absent = {periods.parse(text, frequency): Missing(why) for text, why in history.get("missing", {}).items()}
    for place, (period, level) in enumerate(span):
        value = _drawn(chance, period, level, history)
        earlier = _drawn(chance, period, level, history)
        if period in taken:
            continue
        if why := absent.get(period):
            made.append(Point(period, Vintage.PROVISIONAL, missing=why))
            continue
        left = len(span) - 1 - place
        made += _vintages(period, value, earlier, left, decimals, history)
    return made


def _along(frequency: Frequency, path: dict[str, float]) -> list[tuple[Period, float]]:
    """Every period from the first of the path to its last, with the level there: straight lines between those given."""
    stops = [(periods.parse(text, frequency), float(level)) for text, level in path.items()]
    found = [stops[0]]
    for (first, low), (last, high) in pairwise(stops):
        steps = periods.between(first, last)[1:]
        found += [(period, low + (high - low) * (at + 1) / len(steps)) for at, period in enumerate(steps)]
    return found


def _drawn(chance: Random, period: Period, level: float, history: dict[str, Any]) -> float:
    season = history.get("season", [0.0])
    position = (period.start.month - 4) % 12 * len(season) // 12
    value = level + season[position] + chance.gauss(0, history.get("wobble", 0.0))
    return float(min(max(value, history.get("least", 0.0)), history.get("most", 1e12)))


def _vintages(
    period: Period, value: float, earlier: float, left: int, decimals: int, history: dict[str, Any]
) -> list[Point]:
    """The last few provisional, those before them first provisional and then revised, the older ones validated."""
    provisional = history.get("provisional", 0)
    if left < provisional:
        return [_point(period, value, Vintage.PROVISIONAL, decimals, history)]
    if left < provisional + history.get("revised", 0):
        return [
            _point(period, earlier, Vintage.PROVISIONAL, decimals, history),
            _point(period, value, Vintage.REVISED, decimals, history),
        ]
    return [_point(period, value, Vintage.VALIDATED, decimals, history)]


def _point(period: Period, value: float, vintage: Vintage, decimals: int, history: dict[str, Any]) -> Point:
    """Where a denominator is given the value is made of a whole numerator, so that it can be computed again."""
    of = history.get("denominator")
    if of is None:
        return Point(period, vintage, round(Decimal(value), decimals))
    per = history.get("per", 100)
    numerator = round(value * of / per)
    share = round(Decimal(numerator) * per / Decimal(of), decimals + 2)
    return Point(period, vintage, share, None, Decimal(numerator), Decimal(of))
