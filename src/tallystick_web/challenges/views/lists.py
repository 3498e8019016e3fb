"""All the points that the council answers, as a list to filter and sort, as a file, and changed many at once."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick_web.challenges import actions, exports, forms, queries, rules
from tallystick_web.challenges.queries import register
from tallystick_web.challenges.views import asked
from tallystick_web.common import exports as files
from tallystick_web.common import words
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest

ON_A_PAGE = 100


def points(request: CouncilRequest, council: str) -> HttpResponse:
    """The points that the filters leave, in the order asked for."""
    rows = register.rows(request.council, timezone.localdate(), confidential=asked.sees(request))
    shown = register.ordered(register.narrowed(rows, request.GET.dict()), request.GET.get("sort", ""))
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "challenges/points.html", {
        "page": page, "total": len(rows), "shown": len(shown), "waiting": register.waiting(rows),
        "filters": forms.Filters(request.GET, choices=register.choices(rows)), "query": request.GET.urlencode(),
        "filtered": any(request.GET.get(name) for name in register.TESTS), "may_edit": request.may_open("challenges:bulk"),
    })  # fmt: skip


def points_file(request: CouncilRequest, council: str, format: str) -> HttpResponseBase:
    """The same list as a file, in the columns in which it comes back in."""
    rows = register.rows(request.council, timezone.localdate(), confidential=asked.sees(request))
    shown = register.ordered(register.narrowed(rows, request.GET.dict()), request.GET.get("sort", ""))
    return files.response(exports.of_points(shown), format, f"{council}-recommendations")


def bulk(request: CouncilRequest, council: str) -> HttpResponse:
    """Change officer, portfolio holder, date of review or state of many: first what would happen, then it is done."""
    chosen = [int(key) for key in request.POST.getlist("thread") if key.isdecimal()]
    threads = queries.threads_at(request.council, chosen)
    if request.method != "POST" or not threads:
        messages.info(request, "Tick the points in the list that are to be changed.")
        return redirect("challenges:points", council)
    begun = "do" in request.POST
    form = forms.BulkForm(request.POST if begun else None, people=asked.people(request))
    plan = rules.bulk_plan(threads, form.change(), request.user) if begun and form.is_valid() else []
    if request.POST.get("do") == "save" and plan:
        officer = form.cleaned_data["officer"]
        person = councils.person_at(request.council, int(officer)) if officer else None
        outcome = actions.change_many(threads=threads, change=form.change(), officer=person, by=request.user)
        messages.success(request, f"{words.count(outcome, 'answer was', 'answers were')} changed.")
        return redirect("challenges:points", council)
    context: dict[str, Any] = {"threads": threads, "form": form, "plan": plan, "begun": begun}
    return render(request, "challenges/bulk.html", context)
