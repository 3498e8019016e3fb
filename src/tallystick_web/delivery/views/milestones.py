"""The list of the milestones of all actions, and as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tallystick_web.common import exports
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.delivery import tables
from tallystick_web.delivery.forms.work import MilestoneFilters
from tallystick_web.delivery.queries import steps, work

A_PAGE = 50


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The milestones of a council: those not reached first, by date."""
    today, wanted = timezone.localdate(), MilestoneFilters.wanted(request.GET)
    found = steps.narrowed(request.council, today, wanted, request.GET.get("sort", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown: Any = page.object_list
    rows = steps.rows(shown, today)
    total, late = steps.counts(request.council, today)
    context = {
        "page": page, "rows": rows, "made_up": any(one.illustrative for one in rows), "found": page.paginator.count,
        "total": total, "late": late, "filters": MilestoneFilters(request.GET, choices=steps.offered(request.council)),
        "filtered": any(wanted.values()), "may_change": request.may_open("delivery:bulk_milestones"),
    }  # fmt: skip
    return render(request, "delivery/milestones.html", context)


def export(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The milestones of every action as a file, in the columns in which they come back in."""
    if form not in exports.FORMS:
        raise Http404("There is no such export.")
    return exports.response(tables.milestones(work.milestones(request.council)), form, f"{council}-milestones")
