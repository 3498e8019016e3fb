"""Who may publish and withdraw, and if not why not."""

from typing import Any

from tallystick_web.challenges.models import Challenge
from tallystick_web.councils.models import Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.publishing import queries
from tallystick_web.publishing.drafts import Draft
from tallystick_web.publishing.models import Publication


def why_not_publish(draft: Draft, by: Any) -> str | None:
    """The performance team publishes what says something, and nothing twice."""
    if refused := why_not_with([Role.PERFORMANCE_TEAM], council=draft.subject.council, by=by):
        return refused
    if empty := _why_empty(draft):
        return empty
    latest = queries.latest(draft.subject)
    if latest and not queries.withdrawal(latest) and queries.substance(latest.bundle) == draft.substance:
        return f"Publication {latest.number} says exactly this already. There is nothing new to publish."
    return None


def _why_empty(draft: Draft) -> str | None:
    """A round says something when a priority was assessed, a position statement when a point was answered."""
    if isinstance(draft.subject, Challenge):
        answered = any(entry["answer"] for part in draft.report["lists"] for entry in part["entries"])
        return None if answered else f"Nothing in {draft.subject} is answered yet. Respond to its points first."
    if any(entry["assessed"] for _, _, entry in queries.entries(draft.report)):
        return None
    lacks = "is judged" if draft.report["scope"] else "is assessed"
    return f"Nothing of {draft.subject} would be shown: no priority {lacks}. Write the assessments first."


def why_not_withdraw(publication: Publication, by: Any) -> str | None:
    """The performance team takes a publication back, once."""
    if queries.withdrawal(publication):
        return f"Publication {publication.number} is withdrawn already."
    return why_not_with([Role.PERFORMANCE_TEAM], council=publication.council, by=by)
