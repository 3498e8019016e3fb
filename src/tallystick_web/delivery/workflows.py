"""The tables of the states that delivery's records go through. `docs/workflows/delivery.md` is printed from them."""

from typing import Final

from tallystick_web.common.workflow import Transition, Workflow
from tallystick_web.councils.models import Role
from tallystick_web.delivery.models import Action, Risk

OWNER: Final = "owner"

TEAM, OFFICER, DIRECTOR = Role.PERFORMANCE_TEAM, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR

_ACTION = Action.State
ACTION: Final = Workflow(
    "action", "Actions", _ACTION.choices,
    (
        Transition(
            "agree", "Agree", {_ACTION.PROPOSED}, _ACTION.AGREED, {TEAM, OFFICER, DIRECTOR},
            why="It will be done, by this person and by this date.",
        ),
        Transition("start", "Start work", {_ACTION.AGREED}, _ACTION.IN_PROGRESS, {OWNER, TEAM, OFFICER}, why="Work has begun."),
        Transition(
            "finish", "Mark as done", {_ACTION.AGREED, _ACTION.IN_PROGRESS}, _ACTION.DONE, {OWNER, TEAM, OFFICER},
            why="Every milestone is reached.",
        ),
        Transition(
            "stop", "Stop", {_ACTION.PROPOSED, _ACTION.AGREED, _ACTION.IN_PROGRESS}, _ACTION.STOPPED, {TEAM, DIRECTOR},
            needs_reason=True, why="It will not be done.",
        ),
        Transition(
            "reopen", "Reopen", {_ACTION.DONE, _ACTION.STOPPED}, _ACTION.IN_PROGRESS, {OWNER, TEAM, OFFICER, DIRECTOR},
            needs_reason=True, why="It was not finished after all.",
        ),
    ),
)  # fmt: skip

_RISK = Risk.State
RISK: Final = Workflow(
    "risk", "Risks", _RISK.choices,
    (
        Transition(
            "accept", "Accept", {_RISK.OPEN}, _RISK.ACCEPTED, {DIRECTOR}, needs_reason=True,
            why="The council lives with it as it stands after controls.",
        ),
        Transition(
            "close", "Close", {_RISK.OPEN, _RISK.ACCEPTED}, _RISK.CLOSED, {OWNER, TEAM, OFFICER, DIRECTOR}, needs_reason=True,
            why="It can no longer happen, or it has happened.",
        ),
        Transition(
            "reopen", "Reopen", {_RISK.ACCEPTED, _RISK.CLOSED}, _RISK.OPEN, {OWNER, TEAM, OFFICER, DIRECTOR}, needs_reason=True,
            why="It threatens again.",
        ),
    ),
)  # fmt: skip
