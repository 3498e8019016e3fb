"""Writing rounds and assessments: opened, written, submitted, challenged, agreed, closed; and what narratives claim and promise."""

from tallystick_web.reviews.actions.claims import decide, keep_promise, read_promises, reopen_promise, take_back
from tallystick_web.reviews.actions.meetings import note_meeting
from tallystick_web.reviews.actions.reporting import report
from tallystick_web.reviews.actions.rounds import (
    carry,
    carry_no_more,
    close_round,
    open_past_round,
    open_round,
    reopen_round,
    set_timetable,
)
from tallystick_web.reviews.actions.steps import (
    agree,
    answer,
    challenge,
    extend,
    reassign,
    reopen,
    submit,
    withdraw,
)
from tallystick_web.reviews.actions.writing import (
    Stale,
    begin,
    cover,
    discard_draft,
    judge,
    keep_assessment,
    keep_draft,
)

__all__ = [
    "Stale",
    "agree",
    "answer",
    "begin",
    "carry",
    "carry_no_more",
    "challenge",
    "close_round",
    "cover",
    "decide",
    "discard_draft",
    "extend",
    "judge",
    "keep_assessment",
    "keep_draft",
    "keep_promise",
    "note_meeting",
    "open_past_round",
    "open_round",
    "read_promises",
    "reassign",
    "reopen",
    "reopen_promise",
    "reopen_round",
    "report",
    "set_timetable",
    "submit",
    "take_back",
    "withdraw",
]
