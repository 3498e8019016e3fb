"""The list of the milestones of all actions, and as a file."""

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
    every = steps.rows(request.council, timezone.localdate())
    wanted = MilestoneFilters.wanted(request.GET)
    found = steps.narrowed(every, wanted, request.GET.get("sort", ""))
    owners = {(one.owner_id, one.owner) for one in every if one.owner_id}
    services = {(one.service_id, one.service) for one in every if one.service_id}
    choices = {
        "owner": sorted(owners, key=lambda pair: pair[1]), "service": sorted(services, key=lambda pair: pair[1]),
    }  # fmt: skip
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "made_up": any(one.illustrative for one in page), "found": len(found), "total": len(every),
        "filters": MilestoneFilters(request.GET, choices=choices), "filtered": any(wanted.values()),
        "late": sum(one.late > 0 for one in every), "may_change": request.may_open("delivery:bulk_milestones"),
    }  # fmt: skip
    return render(request, "delivery/milestones.html", context)


def export(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The milestones of every action as a file, in the columns in which they come back in."""
    if form not in exports.FORMS:
        raise Http404("There is no such export.")
    return exports.response(tables.milestones(work.milestones(request.council)), form, f"{council}-milestones")
