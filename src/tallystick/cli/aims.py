"""Which target holds for a period and which for the year's end, and how the year comes of its periods.

A table seldom says. What is assumed is the cautious reading, it is printed with the forecast, and `--year-end` overrules it.
"""

from dataclasses import replace
from decimal import Decimal
from statistics import fmean

from tallystick.change import comparing, intervals
from tallystick.cli.gathering import Given, Measure
from tallystick.forecast import Makeup, is_of_a_year
from tallystick.periods import Frequency, Period, containing
from tallystick.series import Observation
from tallystick.status import Aim, Target

YEAR = 365  # days


def makeup_of(measure: Measure) -> Makeup:
    """Years to date are cumulative; what has numerators and denominators is a rate; counts with a target of a year's size add up.

    Anything else stands for itself: a stock or a survey wrongly added up would mislead more than a count that is not.
    """
    known = measure.series.known
    if measure.series.frequency is Frequency.YEAR_TO_DATE:
        return Makeup.CUMULATIVE
    if known and all(_is_made_of_its_parts(one) for one in known):
        return Makeup.RATE
    yearly = [given for given in measure.targets if given.period is None or given.period.days >= YEAR]
    return Makeup.TOTAL if any(_is_of_a_years_size(given.value, measure) for given in yearly) else Makeup.LAST


def _is_made_of_its_parts(one: Observation) -> bool:
    """Whether the value is its numerator over its denominator."""
    if one.numerator == 0:
        return one.value == 0
    return (
        one.numerator is not None and bool(one.denominator) and intervals.multiplier(comparing.figure(one)) is not None
    )


def _is_of_a_years_size(value: Decimal, measure: Measure) -> bool:
    per_year = (measure.series.frequency.per_year if measure.series.frequency else None) or 1
    recent = [float(one.value or 0) for one in measure.series.known[-per_year:]]
    return measure.unit != "%" and bool(recent) and is_of_a_year(float(value), fmean(recent), measure.series.frequency)


def settled(measure: Measure) -> Measure:
    """The measure with the targets of a year that are repeated beside each of its periods told for what they are.

    A cumulative target grows through the year, so one that stays the same is the year's; for others the size tells.
    """
    cumulative = measure.series.frequency is Frequency.YEAR_TO_DATE
    together: dict[tuple[str, Period], list[Given]] = {}
    kept = []
    for given in measure.targets:
        if given.period is None or given.period.days >= YEAR:
            kept.append(given)
        else:
            year = containing(given.period.end, Frequency.FINANCIAL_YEAR)
            together.setdefault((given.name, year), []).append(given)
    for (name, year), found in together.items():
        same = len({given.value for given in found}) == 1
        if same and (_is_of_a_years_size(found[0].value, measure) or (cumulative and len(found) > 1)):
            kept.append(Given(name, year, found[0].value))
        else:
            kept += found
    return replace(measure, targets=tuple(kept))


def now(measure: Measure, period: Period, makeup: Makeup, tolerance: Decimal, percent: bool) -> list[Aim]:
    """The targets, by name, that a period is held against. The target of a whole year holds for its periods only where none is added up."""
    adds_up = makeup in (Makeup.TOTAL, Makeup.CUMULATIVE)
    found: dict[str, Given] = {}
    for given in measure.targets:
        exact = given.period == period
        wider = given.period is None or given.period.contains(period)
        holds = exact or (wider and not (adds_up and _is_for_a_year(given.period)))
        if holds and (exact or given.name not in found):
            found[given.name] = given
    return [aim(given, tolerance, percent) for given in found.values()]


def at_year_end(measure: Measure, year: Period, makeup: Makeup, tolerance: Decimal, percent: bool) -> Aim | None:
    """The target of the year; where no total is meant, else that of its last period or the newest there is."""
    known = [given for given in measure.targets if given.period is None or given.period.end <= year.end]
    of_year = [one for one in known if one.period is None or (one.period.end == year.end and one.period.contains(year))]
    if of_year:
        return aim(of_year[0], tolerance, percent)
    if makeup is Makeup.TOTAL or not known:
        return None
    last = [one for one in known if one.period is not None and one.period.end == year.end]
    if makeup is Makeup.CUMULATIVE:
        return aim(last[0], tolerance, percent) if last else None
    return aim(
        (last or sorted(known, key=lambda one: one.period.end if one.period else year.end))[-1], tolerance, percent
    )


def aim(given: Given, tolerance: Decimal, percent: bool) -> Aim:
    """The target with the tolerance that was asked for; none of a target of nought, of which a share is nothing."""
    if percent and given.value == 0:
        tolerance = Decimal(0)
    return Aim(given.name, Target(given.value, tolerance, percent))


def _is_for_a_year(period: Period | None) -> bool:
    """Whether a target is meant for a year: one without a period may be."""
    return period is None or period.days >= YEAR
