"""Who may do what to an action and its milestones."""

from datetime import date
from typing import Any

from tallystick_web.common import workflow
from tallystick_web.common.workflow import Who
from tallystick_web.delivery.models import Action, Milestone
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.workflows import ACTION

CLOSED = (Action.State.DONE, Action.State.STOPPED)


def who(action: Action, by: Any, known: common.Person | None = None) -> Who:
    """What a person is to an action."""
    return common.who(action.council, by, known=known, owner=action.owner_id)


def why_not_change(action: Action, by: Any, known: common.Person | None = None) -> str | None:
    """An open action is changed by its owner or their deputy, the performance team and those accountable."""
    if action.state in CLOSED:
        return f"This action is {ACTION.words(action.state)}. Reopen it first."
    found = who(action, by, known)
    if found is None or found & {"owner", *common.KEEPERS}:
        return None
    return f"Only the owner of the action or their deputy, {workflow.people(set(common.KEEPERS))} can do this."


def why_not_step(action: Action, verb: str, by: Any, reason: str | None = None) -> str | None:
    """The table says who takes which step; an action is done when every milestone is reached, and agreed when it has an owner and a date."""
    if refused := workflow.why_not(ACTION, verb, state=action.state, who=who(action, by), reason=reason):
        return refused
    if verb == "finish":
        left = [one.title for one in action.milestones.all() if one.done_on is None]
        listed = workflow.joined([f"“{title}”" for title in left])
        return f"Mark {listed} as reached first, or take the milestone away." if left else None
    if verb == "agree" and (action.owner_id is None or action.due is None):
        return "An action is agreed when it says who does it by when: give it an owner and a due date first."
    return None


def why_not_redate(action: Action, now: date | None, reason: str, by: Any) -> str | None:
    """A date moves for a reason, and no action is due before it starts."""
    if refused := why_not_change(action, by):
        return refused
    if now is None:
        return "An action that was given a due date keeps one."
    if action.start is not None and now < action.start:
        return f"The action starts on {action.start:%d %B %Y}: a date before that cannot be its due date."
    if not reason.strip():
        return "Say why the date moves. The old date and the reason stay on the record."
    return None


def why_not_redate_milestone(milestone: Milestone, reason: str, by: Any) -> str | None:
    """A milestone that was reached keeps its date."""
    if milestone.done_on is not None:
        return "This milestone was reached. Its date is kept as it is."
    if not reason.strip():
        return "Say why the date moves. The old date and the reason stay on the record."
    return why_not_change(milestone.action, by)


def why_not_reach(milestone: Milestone, on: date, today: date, by: Any) -> str | None:
    """A milestone is reached once, and not in the future."""
    if milestone.done_on is not None:
        return "This milestone is marked as reached already."
    if on > today:
        return "A milestone cannot be reached on a day that has not come yet."
    return why_not_change(milestone.action, by)


def why_not_take_back(milestone: Milestone, by: Any) -> str | None:
    """Only what is marked as reached can be taken back."""
    return "This milestone is open." if milestone.done_on is None else why_not_change(milestone.action, by)


def why_not_remove(milestone: Milestone, by: Any) -> str | None:
    """A milestone that was reached or moved is part of the record and stays."""
    if milestone.done_on is not None or milestone.redatings.exists():
        return "This milestone was reached or its date was moved: it is part of the record and stays."
    return why_not_change(milestone.action, by)
