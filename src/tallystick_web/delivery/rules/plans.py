"""Who may do what to a service plan: a team proposes its own, the management team challenges and agrees."""

from typing import Any

from tallystick_web.common import workflow
from tallystick_web.common.workflow import Who
from tallystick_web.councils.models import Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.delivery.models import PlanQuestion, ServicePlan
from tallystick_web.delivery.queries import plans
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.workflows import PROPOSER, SERVICE_PLAN


def who(plan: ServicePlan, by: Any) -> Who:
    """What a person is to a plan."""
    found = common.who(plan.council, by, owner=plan.owner_id)
    return found if found is None else found | common.asked(PROPOSER, plan.proposed_by_id, by)


def why_not_change(plan: ServicePlan, by: Any) -> str | None:
    """A plan is worked on while it is being drafted, by those who write."""
    if plan.state != ServicePlan.State.DRAFTING:
        return (
            f"This plan is {SERVICE_PLAN.words(plan.state)}. It has to be sent back or reopened before it can change."
        )
    return common.why_not_keep(plan.council, by)


def why_not_ask(plan: ServicePlan, text: str, by: Any) -> str | None:
    """The management team asks about a plan that is proposed or challenged."""
    if plan.state not in (ServicePlan.State.PROPOSED, ServicePlan.State.CHALLENGED):
        return f"This plan is {SERVICE_PLAN.words(plan.state)}: questions are asked when it is proposed."
    return why_not_with([Role.DIRECTOR, Role.PERFORMANCE_TEAM], council=plan.council, by=by) or (
        None if text.strip() else "Enter the question."
    )


def why_not_answer(question: PlanQuestion, text: str, by: Any) -> str | None:
    """A question is answered once, by those who write, before the plan is agreed."""
    if question.answer:
        return "This question is answered already."
    if question.plan.state == ServicePlan.State.AGREED:
        return "This plan is agreed. Reopen it first."
    return common.why_not_keep(question.council, by) or (None if text.strip() else "Enter the answer.")


def why_not_step(plan: ServicePlan, verb: str, by: Any, reason: str | None = None) -> str | None:
    """The table says who takes which step; an empty plan is not proposed, nor agreed with questions left, nor challenged without a word."""
    if refused := workflow.why_not(SERVICE_PLAN, verb, state=plan.state, who=who(plan, by), reason=reason):
        return refused
    if verb == "propose" and not plan.entries.exists():
        return "The plan says nothing yet: add at least one thing that the team takes on."
    if verb == "challenge" and reason is not None and not reason.strip() and not plan.questions.exists():
        return "Ask a question first, or say why there was nothing to ask."
    left = len(plans.unanswered(plan)) if verb == "agree" else 0
    return f"{left} question{'s are' if left > 1 else ' is'} not answered yet." if left else None
