"""Deadlines: working days, notice of meetings, when values fall due, the ladder of reminders, and the clocks that a peer
challenge starts.

Days come in and days go out; what today is, the caller says. See `docs/methods/deadlines.md`.
"""

from tallystick.deadlines.collection import DueState, Standing, due_date, standing
from tallystick.deadlines.ladder import LADDER, Rung, next_rung, reached
from tallystick.deadlines.notices import Days, first_meeting_after, last_day_for
from tallystick.deadlines.readings import ClockState, Reading, Row, add_months, clocks, side_by_side
from tallystick.deadlines.rule_packs import Anchor, Clock, Pack, Word, pack, pack_for, packs, read_packs
from tallystick.deadlines.working_days import (
    DeadlineError,
    Region,
    add_working_days,
    bank_holiday,
    clear_days,
    clear_working_days,
    is_working_day,
    working_days_between,
)

__all__ = [
    "LADDER",
    "Anchor",
    "Clock",
    "ClockState",
    "Days",
    "DeadlineError",
    "DueState",
    "Pack",
    "Reading",
    "Region",
    "Row",
    "Rung",
    "Standing",
    "Word",
    "add_months",
    "add_working_days",
    "bank_holiday",
    "clear_days",
    "clear_working_days",
    "clocks",
    "due_date",
    "first_meeting_after",
    "is_working_day",
    "last_day_for",
    "next_rung",
    "pack",
    "pack_for",
    "packs",
    "reached",
    "read_packs",
    "side_by_side",
    "standing",
    "working_days_between",
]
