"""Which target holds for a period and which for the year's end, and how the year comes of its periods.

A table seldom says. What is assumed is the cautious reading, it is printed with the forecast, and `--year-end` overrules it.
"""

from decimal import Decimal
from statistics import fmean

from tallystick.cli.gathering import Given, Measure
from tallystick.forecast import Makeup
from tallystick.periods import Period
from tallystick.status import Aim, Target

# A yearly target of more than this share of a year's worth of values is meant for their total.
AS_LARGE_AS_A_YEAR = 0.6


def makeup_of(measure: Measure) -> Makeup:
    """Years to date are cumulative; what has numerators and denominators is a rate; counts with a target of a year's size add up.

    Anything else stands for itself: a stock or a survey wrongly added up would mislead more than a count that is not.
    """
    series, known = measure.series, measure.series.known
    if series.frequency and series.frequency.value == "year_to_date":
        return Makeup.CUMULATIVE
    if known and all(one.numerator is not None and one.denominator for one in known):
        return Makeup.RATE
    per_year = (series.frequency.per_year if series.frequency else None) or 1
    recent = [float(one.value or 0) for one in known[-per_year:]]
    yearly = [given for given in measure.targets if _is_for_a_year(given.period, measure)]
    if per_year > 1 and recent and fmean(recent) > 0 and measure.unit != "%" and yearly:
        large = float(yearly[-1].value) / fmean(recent) > AS_LARGE_AS_A_YEAR * per_year
        return Makeup.TOTAL if large else Makeup.LAST
    return Makeup.LAST


def now(measure: Measure, period: Period, makeup: Makeup, tolerance: Decimal, percent: bool) -> list[Aim]:
    """The targets, by name, that a period is held against. The target of a whole year holds for its periods only where none is added up."""
    adds_up = makeup in (Makeup.TOTAL, Makeup.CUMULATIVE)
    found: dict[str, Given] = {}
    for given in measure.targets:
        exact = given.period == period
        wider = given.period is None or given.period.contains(period)
        holds = exact or (wider and not (adds_up and _is_for_a_year(given.period, measure)))
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


def _is_for_a_year(period: Period | None, measure: Measure) -> bool:
    """Whether a target is meant for more than the periods of the measure: without a period it may be either."""
    longest = max((one.period.days for one in measure.series), default=0)
    return period is None or (period.days >= 365 and longest < 365)
