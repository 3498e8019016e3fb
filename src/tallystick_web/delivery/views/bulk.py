"""Changing several actions, milestones, risks or projects at once: choose, look at what would happen to each, then do it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.common import bulk as several
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.models import Council
from tallystick_web.delivery.actions import bulk as doing
from tallystick_web.delivery.forms import bulk as forms
from tallystick_web.delivery.queries import projects, risks, steps, work
from tallystick_web.delivery.rules import bulk as rules


@dataclass(frozen=True, slots=True)
class Bulk:
    """One kind of record: how the chosen are found, what is asked, and what would become of each."""

    noun: str
    back_name: str
    back: str
    find: Callable[[Council, list[str]], list[Any]]
    form: type[forms.BulkForm]
    plan: Callable[..., several.Planned]
    key: str = "reference"


ACTIONS = Bulk("action", "Actions", "delivery:actions", work.chosen, forms.BulkActions, rules.plan_action)
MILESTONES = Bulk(
    "milestone", "Milestones", "delivery:milestones", steps.chosen, forms.BulkMilestones, rules.plan_milestone, "pk"
)
RISKS = Bulk("risk", "Risks", "delivery:risks", risks.chosen, forms.BulkRisks, rules.plan_risk)
PROJECTS = Bulk("project", "Projects", "delivery:projects", projects.chosen, forms.BulkProjects, rules.plan_project)


@require_POST
def actions(request: CouncilRequest, council: str) -> HttpResponse:
    """Give several actions another owner, state or due date."""
    return _page(request, ACTIONS)


@require_POST
def milestones(request: CouncilRequest, council: str) -> HttpResponse:
    """Move several milestones, or mark them as reached."""
    return _page(request, MILESTONES)


@require_POST
def risks_(request: CouncilRequest, council: str) -> HttpResponse:
    """Give several risks another owner, state or day of review."""
    return _page(request, RISKS)


@require_POST
def projects_(request: CouncilRequest, council: str) -> HttpResponse:
    """Give several projects another manager, state or end."""
    return _page(request, PROJECTS)


def _page(request: CouncilRequest, of: Bulk) -> HttpResponse:
    today, back = timezone.localdate(), reverse(of.back, args=[request.council.slug])
    found = of.find(request.council, request.POST.getlist("chosen"))
    form = of.form(several.bound(request), council=request.council)
    kind = several.Kind(of.noun, lambda one: getattr(one, of.key), lambda one: [str(one)], back, of.back_name)

    def change(records: list[Any]) -> int:
        return doing.change(records=records, change=form.change(), today=today, by=request.user)

    return several.page(
        request, kind, found, form, lambda: [of.plan(one, form.change(), today, request.user) for one in found], change
    )  # fmt: skip
