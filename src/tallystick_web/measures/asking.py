"""Which periods of a measure a round asks for: those whose figures can first be known between the last deadline and this one.

So each figure is asked for once, in the first round by whose deadline it can be had: a figure with a long lag in a later round than one
without. Of a measure that was never asked for, such as a yearly one in a council's first round, the last figure that can be known is wanted.
Values in, values out; nothing is read here.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tallystick import periods
from tallystick.periods import Frequency, Period

AS_OFTEN_AS_ONE_LIKES = (Frequency.ROLLING_YEAR, Frequency.YEAR_TO_DATE)


def available_on(period: Period, lag_days: int) -> date:
    """The day from which the figure of a period can be known."""
    return period.end + timedelta(days=lag_days)


def asked(frequency: Frequency, lag_days: int, *, after: date, until: date) -> list[Period]:
    """The periods whose figures can first be known after one day and until another, oldest first.

    Waves of a survey are asked for by hand: their dates follow no rule. Rolling years and years to date, which could be drawn every
    month, are asked for at the end of each quarter.
    """
    if frequency is Frequency.WAVE:
        return []
    return sorted(_back_from(frequency, lag_days, after, until))


def last_available(frequency: Frequency, lag_days: int, *, until: date) -> Period | None:
    """The last period whose figure can be known by a day; None where no rule says so."""
    if frequency is Frequency.WAVE:
        return None
    return periods.containing(_last(frequency, lag_days, until).end, frequency)


def _last(frequency: Frequency, lag_days: int, until: date) -> Period:
    known = until - timedelta(days=lag_days)
    current = periods.containing(known, _stepping(frequency))
    return current if current.end <= known else current.step(-1)


def _stepping(frequency: Frequency) -> Frequency:
    return Frequency.QUARTER if frequency in AS_OFTEN_AS_ONE_LIKES else frequency


def _back_from(frequency: Frequency, lag_days: int, after: date, until: date) -> Iterator[Period]:
    current = _last(frequency, lag_days, until)
    while current.end > after - timedelta(days=lag_days):
        yield periods.containing(current.end, frequency)
        current = current.step(-1)


def next_available(frequency: Frequency, lag_days: int, *, after: date) -> date | None:
    """When a figure of the measure can next be known after a day; None where no rule says so."""
    if frequency is Frequency.WAVE:
        return None
    current = periods.containing(after - timedelta(days=lag_days), _stepping(frequency))
    return available_on(current if available_on(current, lag_days) > after else current.step(), lag_days)
