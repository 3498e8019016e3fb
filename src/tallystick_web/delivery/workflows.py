"""The tables of the states that delivery's records go through. `docs/workflows/delivery.md` is printed from them."""

from typing import Final

from tallystick_web.common.workflow import Transition, Workflow
from tallystick_web.councils.models import Role
from tallystick_web.delivery.models import Action, Approval, Project, Risk, ServicePlan

OWNER: Final = "owner"
SPONSOR: Final = "sponsor"
MANAGER: Final = "manager"
ASKER: Final = "asker"
PROPOSER: Final = "proposer"

TEAM, OFFICER, DIRECTOR, WRITER = Role.PERFORMANCE_TEAM, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR, Role.CONTRIBUTOR

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

_PROJECT = Project.State
PROJECT: Final = Workflow(
    "project", "Projects", _PROJECT.choices,
    (
        Transition(
            "develop", "Work out a case", {_PROJECT.IDEA}, _PROJECT.CASE, {MANAGER, SPONSOR, TEAM, DIRECTOR},
            why="It is worth the time to find out what it would take.",
        ),
        Transition(
            "approve", "Approve", {_PROJECT.CASE}, _PROJECT.APPROVED, {DIRECTOR},
            why="It will be done. Taken by passing the gate that its size has to pass.",
        ),
        Transition(
            "begin", "Begin delivery", {_PROJECT.APPROVED}, _PROJECT.IN_DELIVERY, {MANAGER, TEAM, DIRECTOR}, why="Work has begun.",
        ),
        Transition(
            "close", "Close", {_PROJECT.IN_DELIVERY}, _PROJECT.CLOSED, {MANAGER, SPONSOR, TEAM, DIRECTOR},
            why="What was to be made is made; its benefits are followed from now on.",
        ),
        Transition(
            "stop", "Stop", {_PROJECT.IDEA, _PROJECT.CASE, _PROJECT.APPROVED, _PROJECT.IN_DELIVERY}, _PROJECT.STOPPED,
            {SPONSOR, TEAM, DIRECTOR}, needs_reason=True, why="It will not be done.",
        ),
        Transition(
            "reopen", "Reopen", {_PROJECT.CLOSED, _PROJECT.STOPPED}, _PROJECT.CASE, {TEAM, DIRECTOR}, needs_reason=True,
            why="It is looked at again, from its case onwards.",
        ),
    ),
)  # fmt: skip

_APPROVAL = Approval.State
APPROVAL: Final = Workflow(
    "request", "Requests to pass a gate", _APPROVAL.choices,
    (
        Transition(
            "approve", "Let it pass", {_APPROVAL.ASKED}, _APPROVAL.APPROVED, {DIRECTOR}, never={ASKER},
            why="The project takes the step behind the gate.",
        ),
        Transition(
            "refuse", "Send it back", {_APPROVAL.ASKED}, _APPROVAL.REFUSED, {DIRECTOR}, needs_reason=True, never={ASKER},
            why="Something is missing; it may be asked for again.",
        ),
    ),
)  # fmt: skip

_PLAN = ServicePlan.State
SERVICE_PLAN: Final = Workflow(
    "plan", "Service plans", _PLAN.choices,
    (
        Transition(
            "propose", "Propose to the management team", {_PLAN.DRAFTING}, _PLAN.PROPOSED, {OWNER, WRITER, TEAM, OFFICER, DIRECTOR},
            why="The team stands by it.",
        ),
        Transition(
            "challenge", "Record that it was challenged", {_PLAN.PROPOSED}, _PLAN.CHALLENGED, {DIRECTOR}, never={PROPOSER},
            why="The management team has asked, or has said why there was nothing to ask.",
        ),
        Transition(
            "agree", "Agree", {_PLAN.CHALLENGED}, _PLAN.AGREED, {DIRECTOR}, never={PROPOSER}, why="Every question is answered.",
        ),
        Transition(
            "return", "Send back to the team", {_PLAN.PROPOSED, _PLAN.CHALLENGED}, _PLAN.DRAFTING, {DIRECTOR, TEAM},
            needs_reason=True, why="It has to be worked on again.",
        ),
        Transition(
            "reopen", "Reopen", {_PLAN.AGREED}, _PLAN.DRAFTING, {OWNER, TEAM, OFFICER, DIRECTOR}, needs_reason=True,
            why="The year has turned out otherwise.",
        ),
    ),
)  # fmt: skip
