"""The list of actions, one action, and what is done to it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.common import exports, lists, workflow
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.delivery import tables
from tallystick_web.delivery.actions import work as doing
from tallystick_web.delivery.forms import work as forms
from tallystick_web.delivery.models import Action, Milestone
from tallystick_web.delivery.queries import headings, listing, projects, work
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import work as rules
from tallystick_web.delivery.views.keeping import keeping_page
from tallystick_web.delivery.views.steps import step_page
from tallystick_web.delivery.workflows import ACTION

A_PAGE = 50


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The actions of a council, the late first."""
    today = timezone.localdate()
    every = listing.rows(request.council, today)
    wanted = forms.ActionFilters.wanted(request.GET)
    found = listing.narrowed(every, wanted, request.GET.get("sort", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    filters = forms.ActionFilters(request.GET, choices=_choices(every))
    context = {
        "page": page, "found": len(found), "total": len(every), "filters": filters, "filtered": any(wanted.values()),
        "late": sum(one.standing.timing.is_late for one in every), "today": today,
        "made_up": any(one.illustrative for one in page), "query": request.GET.urlencode(),
        "may_add": common.why_not_keep(request.council, request.user) is None,
        "may_change": request.may_open("delivery:bulk"),
    }  # fmt: skip
    return render(request, "delivery/actions.html", context)


def _choices(rows: list[listing.Row]) -> dict[str, list[tuple[Any, str]]]:
    """The owners, services and priorities that the actions have. No query."""
    owners = {(one.owner_id, one.owner) for one in rows if one.owner_id}
    services = {(one.service_id, one.service) for one in rows if one.service_id}
    priorities = {(reference, f"{reference} {title}"[:60]) for one in rows for reference, title in one.priorities}
    return {
        "owner": sorted(owners, key=lambda pair: pair[1]),
        "service": sorted(services, key=lambda pair: pair[1]),
        "priority": sorted(priorities),
    }


def export(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same list as a file."""
    if form not in exports.FORMS:
        raise Http404("There is no such export.")
    every = listing.rows(request.council, timezone.localdate())
    found = listing.narrowed(every, forms.ActionFilters.wanted(request.GET), request.GET.get("sort", ""))
    return exports.response(tables.actions(listing.whole(request.council, found)), form, f"{council}-actions")


def action(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """One action: what it is for, its milestones, how it stands, and its history."""
    found = _action(request, reference)
    today = timezone.localdate()
    line = work.line(found, today)
    context = {
        "line": line, "today": today, "outlived": work.outlived(found, today), "heading": headings.of_action(line), "action": found, "history": work.history(found),
        "buttons": workflow.allowed(ACTION, state=found.state, who=rules.who(found, request.user)),
        "may_change": rules.why_not_change(found, request.user) is None,
    }  # fmt: skip
    return render(request, "delivery/action.html", context)


def add(request: CouncilRequest, council: str) -> HttpResponse:
    """Add an action."""
    refuse_if(common.why_not_keep(request.council, request.user))
    within = request.GET.get("project", "")
    start = {
        "reference": work.next_reference(request.council), "priorities": request.GET.get("priority", ""),
        "project": projects.projects_by_reference(request.council, [within]).get(within),
    }  # fmt: skip
    form = forms.ActionForm(request.POST or None, council=request.council, initial=start)
    return _kept(request, form, None)


def change(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Change an action. A form made from an older version is refused, with what was typed kept."""
    found = _action(request, reference)
    refuse_if(rules.why_not_change(found, request.user))
    form = forms.ActionForm(request.POST or None, council=request.council, action=found)
    return _kept(request, form, found)


def _kept(request: CouncilRequest, form: forms.ActionForm, found: Action | None) -> HttpResponse:
    return keeping_page(request, form, found, kind="action", keep=doing.keep_action, at=_at)


def step(request: CouncilRequest, council: str, reference: str, verb: str) -> HttpResponse:
    """Take an action to another state."""
    found, today = _action(request, reference), timezone.localdate()
    return step_page(
        request, flow=ACTION, verb=verb, record=found, back=_at(found),
        take=lambda reason: doing.take_step(action=found, verb=verb, by=request.user, on=today, reason=reason),
    )  # fmt: skip


def add_milestone(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Add a milestone to an action."""
    found = _action(request, reference)
    refuse_if(rules.why_not_change(found, request.user))
    form = forms.MilestoneForm(request.POST or None)
    if form.is_valid() and any(one.title == form.cleaned_data["title"] for one in found.milestones.all()):
        form.add_error("title", "The action has a milestone of these words already.")
    if form.is_valid():
        doing.keep_milestone(action=found, by=request.user, **form.cleaned_data)
        messages.success(request, f"Added the milestone “{form.cleaned_data['title']}”.")
        return redirect(_at(found))
    return _asked(request, form, "Add a milestone", "Add the milestone", found)


def redate(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Move the due date of an action."""
    found = _action(request, reference)
    form = forms.RedatingForm(request.POST or None, initial={"now": found.due})
    return _moved(request, form, found, f"Move the due date of {found.reference}?", found.due, None)


def redate_milestone(request: CouncilRequest, council: str, milestone: int) -> HttpResponse:
    """Move the date of a milestone."""
    found = _milestone(request, milestone)
    form = forms.RedatingForm(request.POST or None, initial={"now": found.due})
    return _moved(request, form, found.action, f"Move the date of “{found.title}”?", found.due, found)


def _moved(
    request: CouncilRequest,
    form: forms.RedatingForm,
    found: Action,
    heading: str,
    was: date | None,
    milestone: Milestone | None,
) -> HttpResponse:
    refuse_if(rules.why_not_change(found, request.user))
    if form.is_valid():
        typed = form.cleaned_data
        try:
            if milestone is None:
                doing.redate_action(action=found, by=request.user, **typed)
            else:
                doing.redate_milestone(milestone=milestone, by=request.user, **typed)
        except Refused as refused:
            form.add_error("now", str(refused))
        else:
            messages.success(request, "The date was moved. The old date and the reason stay on the record.")
            return redirect(_at(found))
    return _asked(request, form, heading, "Move the date", found, was=was)


def reach_milestone(request: CouncilRequest, council: str, milestone: int) -> HttpResponse:
    """Mark a milestone as reached."""
    found, today = _milestone(request, milestone), timezone.localdate()
    refuse_if(rules.why_not_change(found.action, request.user))
    form = forms.ReachedForm(request.POST or None, initial={"on": today})
    if form.is_valid():
        try:
            doing.reach_milestone(milestone=found, on=form.cleaned_data["on"], today=today, by=request.user)
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, f"Reached: {found.title}.")
            return redirect(_at(found.action))
    return _asked(request, form, f"Was “{found.title}” reached?", "Mark as reached", found.action)


@require_POST
def take_back_milestone(request: CouncilRequest, council: str, milestone: int) -> HttpResponse:
    """Open a milestone again, or take one away that never mattered."""
    found = _milestone(request, milestone)
    if found.done_on is None:
        doing.remove_milestone(milestone=found, by=request.user)
        messages.success(request, f"The milestone “{found.title}” was taken away.")
    else:
        doing.take_back_milestone(milestone=found, by=request.user)
        messages.success(request, f"“{found.title}” is open again.")
    return redirect(_at(found.action))


def dates(request: CouncilRequest, council: str) -> HttpResponse:
    """How often and how far dates move, service by service."""
    rows = _moves(request)
    context = {
        "rows": rows, "heading": headings.of_moves(rows), "made_up": any(one.made_up for one in rows), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "delivery/dates.html", context)


def dates_file(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same list as a file."""
    return exports.response(tables.moves(_moves(request)), form, f"{council}-dates")


def _moves(request: CouncilRequest) -> list[work.ServiceMoves]:
    return lists.ordered(work.moves_by_service(request.council), work.MOVES, request.GET.get("sort", ""))


def _asked(
    request: CouncilRequest, form: Any, heading: str, button: str, found: Action, **context: Any
) -> HttpResponse:
    return render(
        request, "delivery/ask.html",
        {"form": form, "heading": heading, "button": button, "record": found, "back": _at(found), "list": "delivery:actions",
         "list_name": "Actions", **context},
    )  # fmt: skip


def _action(request: CouncilRequest, reference: str) -> Action:
    found = work.action_at(request.council, reference)
    if found is None:
        raise Http404(f"{request.council} has no action {reference}.")
    return found


def _milestone(request: CouncilRequest, key: int) -> Milestone:
    found = work.milestone_at(request.council, key)
    if found is None:
        raise Http404(f"{request.council} has no such milestone.")
    return found


def _at(found: Action) -> str:
    return reverse("delivery:action", args=[found.council.slug, found.reference])
