"""A measure's rows as the evidence that a report shows: the latest value of the round, its targets, and the periods before.

A report speaks of a round, so values after the round's end are left out however late it is made; and it may leave the house,
so a value marked confidential is withheld here, once, for the page, the PDF and the publication alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from tallystick import periods, series, status
from tallystick.periods import Frequency, Period, PeriodError
from tallystick.series import Marker, Missing
from tallystick.status import Due, Polarity, Status, TargetError
from tallystick_web.common import words
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Observation, Target
from tallystick_web.measures.reading import outlook, readings, sentences
from tallystick_web.reports.values import Aim, Evidence, Point, Year

SHOWN = 12  # periods: as many as the small chart draws
LACKING = (Missing.LATE, Missing.NOT_COLLECTED)


def evidence(
    measure: Measure, observations: Sequence[Observation], targets: Sequence[Target], *, end: date, on: date
) -> Evidence:
    """What a report of a round that ends on `end`, made on the day `on`, shows of a measure."""
    held = _of_the_round(measure, observations, end)
    when = {str(one.period): one.period.when for one in held}
    points = [_point(measure, one, targets) for one in held[-SHOWN:]]
    newest = next((one for one in reversed(held) if _value(one) is not None), None)
    latest = _point(measure, newest, targets) if newest else None
    aims = _aims(measure, newest, targets) if newest else ()
    before = _year_before(measure, newest, held) if newest else ""
    lacking, late = _lacking(measure, held, end, on)
    year = _year(measure, held, newest, targets, end)
    return Evidence(
        reference=measure.reference, title=measure.title, unit=measure.unit, polarity=measure.polarity,
        source=newest.source if newest and newest.source else measure.source,
        latest=latest, year_before=before, aims=aims, points=tuple(points),
        line=tuple(point.value for point in points), target=aims[0].value if aims else None, trend=_trend(points, aims, when),
        sentence=_sentence(measure, latest, aims, before, when, year), lacking=lacking, late=late, year=year,
        illustrative=measure.illustrative or any(one.illustrative for one in points) or any(one.illustrative for one in aims)
        or bool(year and year.illustrative),
    )  # fmt: skip


def _of_the_round(measure: Measure, observations: Iterable[Observation], end: date) -> list[Observation]:
    """Those as far as the round's end, in the measure's own frequency where it has any."""
    known = [one for one in observations if one.end <= end]
    return [one for one in known if one.frequency == measure.frequency] or known


def _value(one: Observation) -> Decimal | None:
    return None if Marker.CONFIDENTIAL in _letters(one) else one.value


def _letters(one: Observation) -> tuple[Marker, ...]:
    return series.parse_markers(one.markers)


def _shown(measure: Measure, value: Decimal) -> str:
    return words.figure(value, measure.unit, measure.decimals)


def _point(measure: Measure, one: Observation, targets: Iterable[Target]) -> Point:
    value = _value(one)
    withheld = one.value is not None and value is None
    missing = Missing.SUPPRESSED.value if withheld else one.missing
    aims = _aims(measure, one, targets)
    return Point(
        period=str(one.period), value=_exact(value),
        shown=words.MISSING[missing] if value is None else _shown(measure, value),
        missing=missing, vintage=one.vintage, markers=tuple(str(letter) for letter in _letters(one)),
        numerator=None if withheld else _exact(one.numerator),
        denominator=None if withheld else _exact(one.denominator),
        source=one.source or measure.source, illustrative=measure.illustrative or one.illustrative,
        status=aims[0].status if aims else "",
    )  # fmt: skip


def _exact(value: Decimal | None) -> str | None:
    """The number in full, without the zeros that the database adds."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _aims(measure: Measure, one: Observation, targets: Iterable[Target]) -> tuple[Aim, ...]:
    return tuple(
        _aim(measure, target, _status(measure, one, target))
        for target in measures.target_for(measure, one.period, targets, one.value)
    )


def _aim(measure: Measure, target: Target, status: str) -> Aim:
    shown = _shown(measure, target.value)
    if target.upper_value is not None:
        shown = f"{shown} to {_shown(measure, target.upper_value)}"
    return Aim(target.name, _exact(target.value) or "", shown, status, target.illustrative)


def _year(
    measure: Measure, held: Sequence[Observation], newest: Observation | None, targets: Sequence[Target], end: date
) -> Year | None:
    """The round's year beside its targets; None where it has none, or where the latest value is the year's own and has them already.

    Of a year with a confidential figure the targets alone are told: its sum would give the figure away.
    """
    year = periods.containing(end, Frequency.FINANCIAL_YEAR)
    aims = [one for one in targets if one.start <= year.start and one.end == year.end]
    if not aims or (newest and newest.start <= year.start and newest.end == year.end):
        return None
    withheld = any(one.end >= year.start and Marker.CONFIDENTIAL in _letters(one) for one in held)
    read = readings.read(measure, [] if withheld else [readings.value_of(one) for one in held])
    looked = outlook.look(read, aims, year=year)
    found = looked.outturn.expected if looked.outturn else None
    if found is None and newest:
        shown = measures.target_for(measure, newest.period, targets, newest.value)
        aims = [one for one in aims if one not in shown]
    if not aims:
        return None
    said = {} if found is None else {one.target.pk: str(one.status or "") for one in looked.chances}
    return Year(
        str(year), "" if found is None else sentences.expected(found, measure.unit, measure.decimals), looked.complete, looked.mark,
        tuple(_aim(measure, one, said.get(one.pk, "")) for one in aims), looked.made_up,
    )  # fmt: skip


def _status(measure: Measure, one: Observation, target: Target) -> str:
    """No status where the target cannot be used: a wrong colour would be worse than none."""
    percent = target.tolerance_kind == Target.ToleranceKind.PERCENT
    try:
        aim = status.Target(target.value, target.tolerance, percent, target.upper_value)
    except TargetError:
        return ""
    missing = Missing(one.missing) if one.missing else None
    return status.against(_value(one), aim, Polarity(measure.polarity), missing) or ""


def _year_before(measure: Measure, newest: Observation, held: Iterable[Observation]) -> str:
    """The value of the like period a year earlier, with the period: a quarter is compared with the same quarter."""
    try:
        like = newest.period.year_before()
    except PeriodError:
        return ""
    found = next((one for one in held if one.period == like and _value(one) is not None), None)
    return f"{_shown(measure, _value(found) or Decimal(0))} {like.when}" if found else ""


def expected(frequency: Frequency, end: date) -> Period | None:
    """The last period of a frequency that a round ending on this day should have a value for; surveys come when they come."""
    if frequency is Frequency.WAVE:
        return None
    period = periods.containing(end, frequency)
    return period if period.end <= end else period.step(-1)


def _lacking(measure: Measure, held: Sequence[Observation], end: date, on: date) -> tuple[str, bool]:
    """What has not come and whether it should have: the words, empty where nothing lacks."""
    wanted = expected(Frequency(measure.frequency), end)
    if wanted is None:
        return ("", False) if held else ("no value yet", True)
    found = next((one for one in held if one.period == wanted), None)
    if found is not None:
        stated = "" if found.value is not None else f"{wanted}: {words.MISSING[found.missing]}"
        return stated, found.missing in LACKING
    day = status.due_date(wanted, measure.lag_days)
    if status.due(wanted, measure.lag_days, on) is Due.NOT_DUE:
        return f"{wanted} is due on {words.day(day)}", False
    return f"{wanted} was due on {words.day(day)}", True


def _trend(points: Sequence[Point], aims: Sequence[Aim], when: Mapping[str, str]) -> str:
    """The small chart in words; `when` has periods with the word that leads to each in a sentence."""
    known = [point for point in points if point.value is not None]
    if not known:
        return "No figures yet"
    first, last = known[0], known[-1]
    aim = f"; target {aims[0].shown}" if aims else ""
    if first is last:
        return f"{last.shown} {when[last.period]}{aim}"
    return f"From {first.shown} {when[first.period]} to {last.shown} {when[last.period]}{aim}"


def _sentence(
    measure: Measure, latest: Point | None, aims: Sequence[Aim], before: str, when: Mapping[str, str], year: Year | None
) -> str:
    """The figure as a sentence that stands on its own when it is quoted."""
    if latest is None:
        return f"{measure.title}: no figure yet."
    doubts = [latest.vintage] if latest.vintage in ("provisional", "estimated") else []
    doubts += ["illustrative"] if latest.illustrative else []
    aside = f" ({', '.join(doubts)})" if doubts else ""
    parts = [f"{measure.title}: {latest.shown} {when[latest.period]}{aside}"]
    parts += [f"after {before}"] if before else []
    parts += [f"{_named(aim)} {aim.shown}{_said(aim)}" for aim in aims]
    if year:
        parts += [f"{year.shown} {'in' if year.complete else 'expected for'} {year.period}"] if year.shown else []
        parts += [f"{_named(aim)} for {year.period} {aim.shown}{_said(aim)}" for aim in year.aims]
    return "; ".join(parts) + "."


def _named(aim: Aim) -> str:
    return "target" if aim.name.strip().lower() == "target" else f"target ({aim.name})"


def _said(aim: Aim) -> str:
    return f", {Status(aim.status).words}" if aim.status else ""
