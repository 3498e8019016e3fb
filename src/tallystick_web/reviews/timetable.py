"""The days of a round: by when values are wanted, assessments submitted, challenged and agreed. Counted in working days."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tallystick import deadlines
from tallystick.periods import Period

# Working days after the end of the period. Ten to collect, five to write, five until the challenge meeting, five to agree.
COLLECT: Final = 10
SUBMIT: Final = 15
MEETING: Final = 20
AGREE: Final = 25


@dataclass(frozen=True, slots=True)
class Timetable:
    """The deadlines of a round, in order."""

    collect_by: date
    submit_by: date
    meeting_on: date | None
    agree_by: date

    def words(self) -> dict[str, str]:
        """As the log keeps it."""
        return {
            "collect_by": str(self.collect_by), "submit_by": str(self.submit_by),
            "meeting_on": str(self.meeting_on or ""), "agree_by": str(self.agree_by),
        }  # fmt: skip


def usual(period: Period) -> Timetable:
    """The deadlines of a round unless others are given: working days of England and Wales after the period's end."""
    collect_by, submit_by, meeting_on, agree_by = (
        deadlines.add_working_days(period.end, count) for count in (COLLECT, SUBMIT, MEETING, AGREE)
    )
    return Timetable(collect_by, submit_by, meeting_on, agree_by)


def why_not(days: Timetable) -> str | None:
    """The days follow one another."""
    order = [days.collect_by, days.submit_by, *filter(None, [days.meeting_on]), days.agree_by]
    if order != sorted(order):
        return "The days must follow one another: values, then assessments, then the meeting, then agreement."
    return None
