"""Who may do what to a risk."""

from typing import Any

from tallystick_web.common import workflow
from tallystick_web.common.workflow import Who
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.delivery.models import Risk
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.workflows import RISK


def who(risk: Risk, by: Any) -> Who:
    """What a person is to a risk."""
    return common.who(risk.council, by, owner=risk.owner_id)


def why_not_set_appetite(council: Council, by: Any) -> str | None:
    """How much risk the council is content with is set by directors, and written down by the performance team."""
    return why_not_with([Role.DIRECTOR, Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_change(risk: Risk, by: Any) -> str | None:
    """A live risk is changed and reviewed by its owner, the performance team and those accountable."""
    if risk.state == Risk.State.CLOSED:
        return "This risk is closed. Reopen it first."
    found = who(risk, by)
    if found is None or found & {"owner", *common.KEEPERS}:
        return None
    return f"Only {workflow.people({'owner', *common.KEEPERS})} can do this."


def why_not_review(risk: Risk, text: str, by: Any) -> str | None:
    """A review says what was looked at."""
    return why_not_change(risk, by) or (
        None if text.strip() else "Say what you looked at and why the scores are as they are."
    )


def why_not_step(risk: Risk, verb: str, by: Any, reason: str | None = None) -> str | None:
    """The table says who takes which step."""
    return workflow.why_not(RISK, verb, state=risk.state, who=who(risk, by), reason=reason)
