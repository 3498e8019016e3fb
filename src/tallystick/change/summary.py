"""The latest figure beside all that it may fairly be compared with."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tallystick.change import charted, comparing, intervals
from tallystick.change.model import Change, ChangeError, Changes, Comparison, Figure, NotCompared, Terms
from tallystick.periods import Frequency, Period, PeriodError, containing
from tallystick.series import Observation, RollUp, Series
from tallystick.status import Polarity

# How many periods make a year.
IN_A_YEAR = charted.CYCLES
CUMULATIVE = (Frequency.YEAR_TO_DATE, Frequency.ROLLING_YEAR)


def summary(series: Series, polarity: Polarity, *, on: Period | None = None, terms: Terms | None = None) -> Changes:
    """The changes of a series as of a period, by default the latest that has a value.

    Later observations are not looked at. Raises `ChangeError` for a series without a value, or a period without one.
    """
    terms = terms or Terms()
    period = on or (series.latest.period if series.latest else None)
    if period is None:
        raise ChangeError("the series has no value: there is nothing to compare")
    now = comparing.figure(comparing.valued(series, period))
    series = series.until(period)
    background = charted.background(series, polarity)

    def compared(comparison: Comparison, earlier: Figure | str, later: Figure | str = now) -> Change | NotCompared:
        if isinstance(later, str):
            return NotCompared(comparison, later)
        if isinstance(earlier, str):
            return NotCompared(comparison, earlier)
        return comparing.made(comparison, earlier, later, series, background, polarity, terms)

    previous = series.before(period)
    return Changes(
        period=period,
        polarity=polarity,
        terms=terms,
        previous=compared(Comparison.PREVIOUS, _previous(series, period)),
        like_period=compared(Comparison.LIKE_PERIOD, _like_period(series, period)),
        year_to_date=compared(Comparison.YEAR_TO_DATE, *_pair(series, period, terms.roll_up, so_far(period))),
        rolling_year=compared(Comparison.ROLLING_YEAR, *_pair(series, period, terms.roll_up, year_of(period))),
        before_that=_change_of(compared(Comparison.PREVIOUS, *_pair_before(series, previous))),
        seasonal=background.seasonal,
    )


def _change_of(compared: Change | NotCompared) -> Change | None:
    return compared if isinstance(compared, Change) else None


def _previous(series: Series, period: Period) -> Figure | str:
    if period.frequency is Frequency.YEAR_TO_DATE:
        return "the year to date builds on the periods before it: compare it with the like period"
    found = series.before(period)
    if found is None:
        return "there is no earlier value"
    if period.frequency is not Frequency.WAVE and found.period.ordinal != period.ordinal - _stride(series):
        return f"the value before it is that for {found.period.within}, which is not the period before"
    return comparing.figure(found)


def _stride(series: Series) -> int:
    """How many steps lie between neighbours: rolling years and years to date may be drawn quarterly or yearly."""
    if series.frequency not in CUMULATIVE:
        return 1
    numbers = [period.ordinal for period in series.periods]
    return min(later - earlier for earlier, later in pairwise(numbers))


def _like_period(series: Series, period: Period) -> Figure | str:
    try:
        like = period.year_before()
    except PeriodError as error:
        return str(error)
    found = series.at(like)
    if found is None or found.value is None:
        return f"there is no value for {like}"
    if found is series.before(period):
        return "the like period is the previous one"
    return comparing.figure(found)


def _pair_before(series: Series, previous: Observation | None) -> tuple[Figure | str, Figure | str]:
    if previous is None:
        return "there is no earlier value", "there is no earlier value"
    return _previous(series.until(previous.period), previous.period), comparing.figure(previous)


def so_far(period: Period) -> list[Period] | str:
    """The periods of the financial year as far as this one."""
    if period.frequency not in IN_A_YEAR:
        return f"a series of {period.frequency.words} values has no shorter periods to add up"
    year = containing(period.start, Frequency.FINANCIAL_YEAR)
    steps = [period.step(-number) for number in range(IN_A_YEAR[period.frequency] - 1, -1, -1)]
    found = [step for step in steps if year.contains(step)]
    return found if len(found) > 1 else "it is the first period of the year"


def year_of(period: Period) -> list[Period] | str:
    """The periods of the year that ends with this one."""
    if period.frequency not in IN_A_YEAR:
        return f"a series of {period.frequency.words} values has no shorter periods to add up"
    return [period.step(-number) for number in range(IN_A_YEAR[period.frequency] - 1, -1, -1)]


def _pair(
    series: Series, period: Period, how: RollUp | None, periods: Sequence[Period] | str
) -> tuple[Figure | str, Figure | str]:
    """The figures of so many periods a year before, and of them now; or why there is none."""
    if isinstance(periods, str):
        return periods, periods
    if how is RollUp.LAST:
        why = "what the measure counts is a stock: its periods do not add up"
        return why, why
    now, before = ([series.at(one) for one in found] for found in (periods, [one.year_before() for one in periods]))
    return added_up(before, how), added_up(now, how)


def added_up(parts: Sequence[Observation | None], how: RollUp | None) -> Figure | str:
    """Several observations as one figure: counts add, rates are the sum of numerators over that of denominators; or why not."""
    found = [part for part in parts if part is not None and part.value is not None]
    if len(found) < len(parts):
        return "not every one of its periods has a value"
    if how is RollUp.SUM:
        return _joined(found, float(sum(part.value or 0 for part in found)))
    if not all(part.numerator is not None and part.denominator for part in found):
        return "how its periods add up is not known" if how is None else "a numerator or a denominator is missing"
    stated = {intervals.multiplier(comparing.figure(part)) for part in found if part.numerator}
    if len(stated) > 1 or None in stated:
        return "its values are not their numerators over their denominators"
    numerator = float(sum(part.numerator or 0 for part in found))
    denominator = float(sum(part.denominator or 0 for part in found))
    per = next(iter(stated), None) or 1.0
    return replace(_joined(found, per * numerator / denominator), numerator=numerator, denominator=denominator)


def _joined(parts: Sequence[Observation], value: float) -> Figure:
    first, last = parts[0].period, parts[-1].period
    return Figure(
        name=f"{first} to {last}",
        first=first,
        last=last,
        value=value,
        provisional=any(comparing.figure(part).provisional for part in parts),
        points=len(parts),
    )
