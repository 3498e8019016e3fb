"""Who may publish and withdraw, and if not why not."""

from typing import Any

from tallystick_web.councils.models import Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.publishing import queries
from tallystick_web.publishing.drafts import Draft
from tallystick_web.publishing.models import Publication


def why_not_publish(draft: Draft, by: Any) -> str | None:
    """The performance team publishes a round in which something was assessed, and nothing twice."""
    if refused := why_not_with([Role.PERFORMANCE_TEAM], council=draft.round.council, by=by):
        return refused
    assessed = any(
        entry["assessed"] for plan in draft.report["plans"] for theme in plan["themes"] for entry in theme["entries"]
    )
    if not assessed:
        return f"Nothing of {draft.round} would be shown: no priority {_lacks(draft)}. Write the assessments first."
    latest = queries.latest(draft.round)
    if latest and not queries.withdrawal(latest) and queries.substance(latest.bundle) == draft.substance:
        return f"Publication {latest.number} says exactly this already. There is nothing new to publish."
    return None


def _lacks(draft: Draft) -> str:
    return "is judged" if draft.report["scope"] else "is assessed"


def why_not_withdraw(publication: Publication, by: Any) -> str | None:
    """The performance team takes a publication back, once."""
    if queries.withdrawal(publication):
        return f"Publication {publication.number} is withdrawn already."
    return why_not_with([Role.PERFORMANCE_TEAM], council=publication.council, by=by)
