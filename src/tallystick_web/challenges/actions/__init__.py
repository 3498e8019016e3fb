"""Everything that is written about challenges. A step is dated by the day on which it was taken, and never before the last."""

from tallystick_web.challenges.actions.answering import Stale, link, respond, step, unlink
from tallystick_web.challenges.actions.bulk import change_many
from tallystick_web.challenges.actions.challenges import keep_challenge, keep_point, read_finding, set_met
from tallystick_web.challenges.actions.closing import decide, propose_closing
from tallystick_web.challenges.actions.proving import (
    add_evidence,
    drop_expectation,
    expect,
    withdraw_evidence,
)
from tallystick_web.challenges.actions.serving import plan_action, serve, stop_serving

__all__ = [
    "Stale",
    "add_evidence",
    "change_many",
    "decide",
    "drop_expectation",
    "expect",
    "keep_challenge",
    "keep_point",
    "link",
    "plan_action",
    "propose_closing",
    "read_finding",
    "respond",
    "serve",
    "set_met",
    "step",
    "stop_serving",
    "unlink",
    "withdraw_evidence",
]
