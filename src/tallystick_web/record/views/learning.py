"""What the council learns: what measures cost and who uses them, and what one's own work cost."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.common import exports, words
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures import actions as measures
from tallystick_web.measures import queries as known
from tallystick_web.measures import rules
from tallystick_web.record.forms import learning as forms
from tallystick_web.record.forms import wanted
from tallystick_web.record.queries import burden, outturns

A_PAGE = 50
FILTERS = ("q", "service", "proposal")


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """Where the pages are from which the council learns."""
    return render(request, "record/learning.html", {
        "may_read_log": request.may_open("record:audit"), "may_correct": request.may_open("record:mine"),
    })  # fmt: skip


def burden_page(request: CouncilRequest, council: str) -> HttpResponse:
    """What each measure costs, who uses it, and what is proposed of it."""
    found = burden.burden(request.council, timezone.localdate())
    asked = wanted(request.GET, FILTERS)
    lines = burden.narrowed(found.lines, asked, request.GET.get("sort", ""))
    filters = forms.BurdenFilters(request.GET, choices={
        "service": [(one.name, one.name) for one in found.services if one.measures], "proposal": burden.PROPOSALS.items(),
    })  # fmt: skip
    context = {
        "burden": found, "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")), "filters": filters,
        "filtered": any(asked.values()), "query": request.GET.urlencode(), "found": len(lines),
        "may_decide": request.may_open("record:decide_burden"), "idle": found.idle[:20],
    }  # fmt: skip
    return render(request, "record/burden.html", context)


def burden_file(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same as a file."""
    found = burden.burden(request.council, timezone.localdate())
    lines = burden.narrowed(found.lines, wanted(request.GET, FILTERS), request.GET.get("sort", ""))
    return exports.response(burden.file(lines), form, f"{council}-burden")


def decide(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Accept what is proposed of a measure, or decide otherwise, with a reason; take one that is retired up again."""
    measure = known.measure_at(request.council, reference)
    if measure is None:
        raise Http404("The council has no such measure.")
    refuse_if(rules.why_not_define(request.council, request.user))
    if measure.retired_on and request.POST.get("then") == "take_up":
        measures.take_up_again(measure=measure, by=request.user)
        messages.success(request, f"{measure.reference} is taken up again, and asked for from the next round.")
        return redirect("record:measure", council, reference)
    found = burden.burden(request.council, timezone.localdate())
    line = next((one for one in found.lines if one.measure.pk == measure.pk), None)
    form = forms.BurdenForm(
        request.POST or None, measure=measure, by=request.user, proposal=line.proposal if line else ""
    )
    if line and form.is_valid():
        decision = measures.decide_burden(measure=measure, by=request.user, **form.decided)
        messages.success(request, f"Decided about {measure.reference}: {decision.get_choice_display().lower()}.")
        return redirect("record:burden", council)
    context = {"measure": measure, "line": line, "form": form, "decisions": burden.decisions(measure), "burden": found}
    return render(request, "record/decide_burden.html", context)


def judgement_page(request: CouncilRequest, council: str) -> HttpResponse:
    """How often ratings and forecasts of each quarter came true at the year's end."""
    found = outturns.judged(request.council, timezone.localdate())
    return render(request, "record/judgement.html", {"truth": found, "chart": found.chart})


def judgement_file(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same as a file."""
    found = outturns.judged(request.council, timezone.localdate())
    return exports.response(outturns.file(found), form, f"{council}-judgement-against-outturn")


def mine(request: CouncilRequest, council: str) -> HttpResponse:
    """What this person's own work cost them, theirs alone to see and to correct."""
    rows = list(burden.mine(request.council, request.user))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "record/mine.html", {"page": page, "minutes": sum(one.seconds for one in rows) // 60})


def correct(request: CouncilRequest, council: str, spent: int) -> HttpResponse:
    """Say how long it really took."""
    found = burden.spent_at(request.council, request.user, spent)
    if found is None:
        raise Http404("You have no such entry.")
    form = forms.MinutesForm(request.POST or None, spent=found, by=request.user)
    if form.is_valid():
        minutes: Any = form.cleaned_data["minutes"]
        audit.correct_minutes(spent=found, minutes=minutes, by=request.user)
        messages.success(request, f"Corrected to {words.count(minutes, 'minute')}: {found.record}.")
        return redirect("record:mine", council)
    return render(request, "record/correct.html", {"spent": found, "form": form})
