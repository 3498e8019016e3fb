"""A measure in company: its place among other councils, and the gap to the first comparator and whether it narrows.

Only figures of one and the same period are set beside each other. Where numerators and denominators tell how sure figures are, better
and worse are said beyond chance; else they are said of the figures as they stand, and that is said too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tallystick import comparison, rates
from tallystick.comparison import ComparisonError, Gap, Narrowing, Place, Side, Standing
from tallystick.periods import Period
from tallystick.rates import Interval, RateError
from tallystick.status import Polarity
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading import readings
from tallystick_web.measures.reading.readings import Reading, Value

FEWEST = 3
COMPARATORS = ("nation", "region", "group")
SIDES = {
    Side.AHEAD: Standing.BETTER, Side.BEHIND: Standing.WORSE, Side.LEVEL: Standing.SIMILAR,
    Side.HIGHER: Standing.HIGHER, Side.LOWER: Standing.LOWER,
}  # fmt: skip
Areas = Mapping[int, tuple[str, str]]
Found = dict[int, Value]


@dataclass(frozen=True, slots=True)
class Company:
    """How a measure compares in its latest period that others have too. `standing` is beside `comparator`."""

    period: Period
    place: Place | None
    comparator: str
    gap: Gap | None
    narrowing: Narrowing | None
    since: Period | None
    standing: Standing
    sentence: str
    made_up: bool


def company(reading: Reading, values: Iterable[Value], areas: Areas) -> Company | None:
    """How the latest value stands among others; None where no other area has a value for its period."""
    by_period: dict[Period, Found] = {}
    for one in values:
        if one.value is not None and areas[one.area_id][1] != "locality":
            by_period.setdefault(one.period, {})[one.area_id] = one
    period, own = reading.period, reading.latest
    if period is None or own is None or len(by_period.get(period, {})) < 2:
        return None
    now = by_period[period]
    peers = {id: one for id, one in now.items() if areas[id][1] in ("own", "peer")}
    other = next((id for kind in COMPARATORS for id in sorted(now) if areas[id][1] == kind), None)
    target = _aim(reading)
    place = _place(peers, own.area_id, reading.measure, target) if len(peers) >= FEWEST else None
    gap = _gap(now, own.area_id, other, reading.measure, target)
    since = _earlier(by_period, period, own.area_id, other) if gap else None
    before = _gap(by_period[since], own.area_id, other, reading.measure, target) if since else None
    narrowing = comparison.narrowing(before, gap) if before and gap else None
    if place is None and gap is None:
        return None
    name = areas[other][0] if other is not None else ""
    standing = (
        _standing(now[own.area_id], now[other], gap, reading.measure)
        if gap and other is not None
        else Standing.CANNOT_TELL
    )
    shown = [
        *(peers.values() if place else ()),
        *(
            found[id]
            for found in (now, by_period.get(since or period, {}))
            for id in (own.area_id, other)
            if id in found
        ),
    ]
    return Company(
        period, place, name, gap, narrowing, since, standing,
        _sentence(reading.measure, period, place, gap, narrowing, name, since), any(one.illustrative for one in shown),
    )  # fmt: skip


def _aim(reading: Reading) -> float | None:
    """Where near is best: what the figures should be near to."""
    aim = reading.changes.terms.target if reading.changes else None
    return float(aim.value) if aim else None


def _place(peers: Found, own: int, measure: Measure, target: float | None) -> Place | None:
    values = {str(id): float(one.value or 0) for id, one in peers.items()}
    try:
        return comparison.place(values, str(own), Polarity(measure.polarity), target=target)
    except ComparisonError:
        return None


def _gap(found: Found, own: int, other: int | None, measure: Measure, target: float | None) -> Gap | None:
    if other is None or own not in found or other not in found:
        return None
    figures = [_interval(found[id], measure) or float(found[id].value or 0) for id in (own, other)]
    if not all(isinstance(one, Interval) for one in figures):
        figures = [float(found[id].value or 0) for id in (own, other)]
    try:
        return comparison.gap(figures[0], figures[1], Polarity(measure.polarity), target=target)
    except ComparisonError:
        return None


def _interval(one: Value, measure: Measure) -> Interval | None:
    """The interval of a share in per cent, where its parts are known and give it."""
    if measure.unit != "%" or one.value is None or one.numerator is None or not one.denominator:
        return None
    try:
        found = rates.proportion(float(one.numerator), float(one.denominator), 0.95, 100.0)
    except RateError:
        return None
    return found if abs(found.value - float(one.value)) <= 0.51 else None


def _earlier(by_period: dict[Period, Found], period: Period, own: int, other: int | None) -> Period | None:
    """The like period a year before where both are known, else the last earlier one of the same length."""
    both = [one for one, found in by_period.items() if one < period and own in found and other in found]
    both = [one for one in both if one.frequency == period.frequency]
    like = [one for one in both if readings.is_like(one, period)]
    return max(like or both, default=None)


def _standing(own: Value, theirs: Value, gap: Gap, measure: Measure) -> Standing:
    """Better or worse beyond chance where the own figure has an interval; else by the figures as they stand."""
    interval = _interval(own, measure)
    if interval is None:
        return SIDES[gap.side]
    other = _interval(theirs, measure) or float(theirs.value or 0)
    return comparison.against(interval, other, Polarity(measure.polarity))


def _sentence(
    measure: Measure, period: Period, place: Place | None, gap: Gap | None, narrowing: Narrowing | None, name: str,
    since: Period | None,
) -> str:  # fmt: skip
    polarity, unit = Polarity(measure.polarity), "points" if measure.unit == "%" else measure.unit
    places = 1 if measure.decimals is None else measure.decimals
    parts = []
    if place:
        parts.append(comparison.place_sentence(place, "councils", polarity))
        parts += [comparison.quarter_sentence(place, polarity)] if place.quarter else []
    if gap:
        parts.append(comparison.gap_sentence(gap, name, unit=unit, decimals=places))
    if narrowing and since:
        parts.append(
            f"{comparison.narrowing_sentence(narrowing, name, unit=unit, decimals=places)} since {since.within}"
        )
    return f"In {period.within}: {'; '.join(parts)}."
