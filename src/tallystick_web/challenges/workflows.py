"""How an answer moves from received to what came of it, and how a closing is agreed.

Delivered says what was done; impact evidenced says that it helped. The steps in `CLOSING_STEPS` are proposed by one person with
evidence on the record and taken when a second one agrees.
"""

from typing import Final

from tallystick_web.challenges.models import Closing, Thread
from tallystick_web.common.workflow import Transition, Workflow
from tallystick_web.councils.models import Role

NAMED_OFFICER: Final = "named officer"
PROPOSER: Final = "person who proposed it"

_S, _C = Thread.State, Closing.State
CARRY: Final = frozenset({NAMED_OFFICER, Role.DIRECTOR, Role.PERFORMANCE_TEAM})
_DECIDE = frozenset({Role.DIRECTOR, Role.PERFORMANCE_TEAM})
_BEFORE_AN_END = frozenset({_S.RECEIVED, _S.RESPONDED, _S.IN_DELIVERY, _S.DELIVERED, _S.NOT_EVIDENCED, _S.REOPENED})

ANSWER: Final = Workflow(
    "point",
    "Answers to recommendations, quick wins and suggestions",
    _S.choices,
    (
        Transition("respond", "Respond", {_S.RECEIVED, _S.REOPENED}, _S.RESPONDED, CARRY,
                   why="The council says whether it accepts, who answers for it and what will be different."),
        Transition("begin", "Begin delivery", {_S.RESPONDED}, _S.IN_DELIVERY, CARRY,
                   why="What was declined has no delivery."),
        Transition("deliver", "Say that it is delivered", {_S.IN_DELIVERY}, _S.DELIVERED, CARRY, needs_reason=True,
                   why="The reason says what was done. Whether it helped is another fact."),
        Transition("evidence_impact", "Propose: impact evidenced", {_S.DELIVERED, _S.NOT_EVIDENCED}, _S.IMPACT_EVIDENCED,
                   CARRY, needs_reason=True, why="Needs evidence, and a second person who agrees."),
        Transition("find_none", "Say that impact is not evidenced", {_S.DELIVERED}, _S.NOT_EVIDENCED, CARRY,
                   needs_reason=True, why="The reason says what follows from it."),
        Transition("resume", "Take delivery up again", {_S.NOT_EVIDENCED}, _S.IN_DELIVERY, CARRY, needs_reason=True,
                   why="What was done did not help yet."),
        Transition("settle", "Propose: business as usual", {_S.IMPACT_EVIDENCED, _S.NOT_EVIDENCED}, _S.BUSINESS_AS_USUAL,
                   CARRY, needs_reason=True, why="Needs evidence, a date of review, and a second person who agrees."),
        Transition("supersede", "Say that it is superseded", _BEFORE_AN_END, _S.SUPERSEDED, _DECIDE, needs_reason=True,
                   why="The reason says by what."),
        Transition("reopen", "Reopen", {_S.IMPACT_EVIDENCED, _S.BUSINESS_AS_USUAL, _S.SUPERSEDED, _S.DELIVERED}, _S.REOPENED,
                   _DECIDE, needs_reason=True),
    ),
)  # fmt: skip
QUICK_WIN: Final = Workflow(
    "quick win",
    "Quick wins, which take one step fewer",
    _S.choices,
    (
        Transition("finish", "Say that it is done", {_S.RESPONDED}, _S.DELIVERED, CARRY, needs_reason=True,
                   why="Only where every point that is answered together is a quick win. Closing needs what it needs for others."),
    ),
)  # fmt: skip
CLOSING_STEPS: Final = frozenset({"evidence_impact", "settle"})


def of(verb: str) -> Workflow:
    """The table that knows a step of answers."""
    return QUICK_WIN if verb in {one.verb for one in QUICK_WIN.transitions} else ANSWER


CLOSING: Final = Workflow(
    "closing",
    "Closings, which a second person agrees to",
    _C.choices,
    (
        Transition("agree", "Agree", {_C.WAITING}, _C.AGREED, _DECIDE, never={PROPOSER},
                   why="The answer then takes the step that was proposed."),
        Transition("send_back", "Send back", {_C.WAITING}, _C.SENT_BACK, _DECIDE, needs_reason=True, never={PROPOSER}),
        Transition("take_back", "Take back", {_C.WAITING}, _C.TAKEN_BACK, {PROPOSER}),
    ),
)  # fmt: skip
