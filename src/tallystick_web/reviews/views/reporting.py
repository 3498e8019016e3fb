"""Progress of actions in a round: who has not said how theirs come along, and saying it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tallystick_web.common import exports as files
from tallystick_web.common import keys
from tallystick_web.councils import looking_back
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.delivery.models import Action
from tallystick_web.delivery.queries import work
from tallystick_web.delivery.queries.work import Line
from tallystick_web.delivery.rules import work as may
from tallystick_web.delivery.rules.common import person
from tallystick_web.reviews import actions, exports, forms, queries
from tallystick_web.reviews.models import Assessment, Round
from tallystick_web.reviews.queries import reporting
from tallystick_web.reviews.queries.as_at import reporting as as_at
from tallystick_web.reviews.views.found import the_round_then

PAGE = 50


@looking_back.allowed
def actions_page(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """The actions of which nothing was said yet in a round, or by the end of a day; of everybody or of one owner."""
    found, day = the_round_then(request, round), request.days.day
    if found is None:
        return looking_back.not_opened_yet(request)
    on, sort = day or timezone.localdate(), request.GET.get("sort", "")
    told, filters, left = _left(request, found, on)
    sorts = sort.removeprefix("-") in reporting.ORDERS
    rows = reporting.lines(left, on, sort) if sorts else left  # else no more of thousands are read than a page shows
    page: Page[Any] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list) if sorts else reporting.lines(page.object_list, on)
    ended = work.outliving(request.council, on).filter(pk__in=[one.action.pk for one in shown])
    context = {
        "outlived": set(ended.values_list("pk", flat=True)), "query": request.GET.urlencode(),
        "round": found, "told": told, "page": page, "filters": filters, "filtered": bool(request.GET.get("owner")),
        "lines": [(one, False) for one in shown] if day else with_leave(request, shown), "days": request.days,
        "made_up": any(one.action.illustrative for one in shown),
    }  # fmt: skip
    return render(request, "reviews/actions.html", context)


@looking_back.allowed
def actions_file(request: CouncilRequest, council: str, round: str, format: str) -> HttpResponseBase:
    """The same list as a file."""
    found, day = the_round_then(request, round), request.days.day
    if found is None:
        return looking_back.not_opened_yet(request)
    on = day or timezone.localdate()
    _, _, left = _left(request, found, on)
    told = exports.of_unreported(found, reporting.lines(left, on, request.GET.get("sort", "")))
    return files.response(told, format, f"{council}-{found.slug}-actions")


def _left(
    request: CouncilRequest, round: Round, on: date
) -> tuple[reporting.Progress, forms.ReportingFilters, QuerySet[Action] | list[Action]]:
    """How far the reports are, the filters, and the actions without one that they leave."""
    day = request.days.day
    told, waiting = as_at.progress(round, on) if day else (reporting.progress(round, on), [])
    owners = sorted((owner for owner, _ in told.left if owner[0]), key=lambda one: one[1])
    filters = forms.ReportingFilters(request.GET, choices={"owner": owners})
    if day:
        return told, filters, filters.kept(waiting)
    return told, filters, reporting.with_steps(filters.narrow(reporting.left(round, on)))


def with_leave(request: CouncilRequest, found: Iterable[Line]) -> list[tuple[Line, bool]]:
    """Actions, and whether this person may say how each comes along. Two queries."""
    lines = list(found)
    known = person(request.council, request.user) if lines else None
    return [(one, may.why_not_change(one.action, request.user, known) is None) for one in lines]


def report(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Say how an action comes along: for the round of the assessment that is being written, else for the newest open round."""
    found = work.action_at(request.council, reference)
    if found is None:
        raise Http404(f"{request.council} has no action {reference}.")
    refuse_if(may.why_not_change(found, request.user))
    assessment = _assessment(request)
    round = assessment.round if assessment else reporting.current(request.council)
    form, back = forms.ReportForm(request.POST or None), _back(request, reference, assessment)
    if form.is_valid():
        try:
            actions.report(action=found, text=form.cleaned_data["text"], round=round, by=request.user)
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, f"Noted for {found}" + (f", {round}." if round else "."))
            return redirect(back)
    context = {
        "form": form, "action": found, "round": round, "back": back, "assessment": assessment,
        "outlived": work.outlived(found, timezone.localdate()), "may_change": True,
    }  # fmt: skip
    return render(request, "reviews/report.html", context)


def _assessment(request: CouncilRequest) -> Assessment | None:
    """The assessment from whose editor somebody came."""
    named = keys.key(request.POST.get("assessment") or request.GET.get("assessment", ""))
    return None if named is None else queries.assessment_at(request.council, named)


def _back(request: CouncilRequest, reference: str, assessment: Assessment | None) -> str:
    if assessment:
        return reverse("reviews:assess", args=[request.council.slug, assessment.pk]) + "#progress"
    return reverse("delivery:action", args=[request.council.slug, reference])
