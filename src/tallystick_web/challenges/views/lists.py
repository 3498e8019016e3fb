"""All the points that the council answers, as a list to filter and sort, as a file, and changed many at once."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tallystick_web.challenges import actions, exports, forms, queries, rules
from tallystick_web.challenges.models import Thread
from tallystick_web.challenges.queries import register
from tallystick_web.challenges.views import asked
from tallystick_web.common import bulk as several
from tallystick_web.common import exports as files
from tallystick_web.common import keys
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest

ON_A_PAGE = 100


def points(request: CouncilRequest, council: str) -> HttpResponse:
    """The points that the filters leave, in the order asked for."""
    rows = register.rows(request.council, timezone.localdate(), confidential=asked.sees(request))
    shown = register.ordered(register.narrowed(request.council, rows, request.GET.dict()), request.GET.get("sort", ""))
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "challenges/points.html", {
        "page": page, "total": len(rows), "shown": len(shown), "waiting": register.waiting(rows),
        "filters": forms.PointFilters(request.GET, choices=register.choices(rows)), "query": request.GET.urlencode(),
        "filtered": any(request.GET.get(name) for name in register.TESTS), "may_edit": request.may_open("challenges:bulk"),
    })  # fmt: skip


def points_file(request: CouncilRequest, council: str, format: str) -> HttpResponseBase:
    """The same list as a file, in the columns in which it comes back in."""
    rows = register.rows(request.council, timezone.localdate(), confidential=asked.sees(request))
    shown = register.ordered(register.narrowed(request.council, rows, request.GET.dict()), request.GET.get("sort", ""))
    return files.response(exports.of_points(shown), format, f"{council}-recommendations")


def bulk(request: CouncilRequest, council: str) -> HttpResponse:
    """Change officer, portfolio holder, date of review or state of many: first what would happen, then it is done."""
    named = keys.keys(request.POST.getlist("chosen"))
    form = forms.BulkForm(several.bound(request), people=asked.workers(request))
    kind = several.Kind(
        "answer", lambda one: one.pk, _lines, reverse("challenges:points", args=[council]), "Recommendations"
    )
    found = queries.threads_at(request.council, named)

    def change(threads: list[Thread]) -> int:
        officer = form.cleaned_data["officer"]
        person = councils.person_at(request.council, int(officer)) if officer else None
        return actions.change_many(threads=threads, change=form.change(), officer=person, by=request.user)

    return several.page(
        request, kind, found, form, lambda: rules.bulk_plan(found, form.change(), request.user), change
    )  # fmt: skip


def _lines(thread: Thread) -> list[str]:
    return [f"{point.challenge}, {point.name}: {point.words}" for point in thread.points.all()]
