"""A day as people say it: `1 April 2010`, `spring 2010`, `Q4 2009/10`."""

from datetime import date

from tallystick import periods
from tallystick.claims.promises import times
from tallystick.periods import Period


def last_day(typed: str, on: Period) -> date | None:
    """The day that is named, or the last day of the period; without a year as seen from a round. None where it cannot be told."""
    words = " ".join(typed.split())
    for mention in times.mentions(f"by {words}"):
        found = times.resolved(mention, on)
        if found is not None:
            return found.end
    try:
        return periods.parse(words).end
    except periods.PeriodError:
        return None
