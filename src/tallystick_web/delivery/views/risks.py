"""The register of risks, one risk, the heat map, and the council's appetite."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tallystick import charts
from tallystick_web.common import exports, workflow
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery import risking, tables
from tallystick_web.delivery.actions import risks as doing
from tallystick_web.delivery.forms import risks as forms
from tallystick_web.delivery.models import Risk
from tallystick_web.delivery.queries import headings, risks
from tallystick_web.delivery.queries.work import line as action_line
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import risks as rules
from tallystick_web.delivery.views.keeping import keeping_page
from tallystick_web.delivery.views.steps import step_page
from tallystick_web.delivery.workflows import RISK

A_PAGE = 50


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The register: those furthest above appetite first."""
    every = risks.lines(request.council, timezone.localdate())
    wanted = forms.RiskFilters.wanted(request.GET)
    found = risks.narrowed(every, wanted, request.GET.get("sort", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "found": len(found), "total": len(every), "filters": _filters(request, every),
        "filtered": any(wanted.values()), "above": sum(one.standing.above > 0 for one in every),
        "made_up": any(one.risk.illustrative for one in page), "query": request.GET.urlencode(),
        "may_add": common.why_not_keep(request.council, request.user) is None,
        "may_change": request.may_open("delivery:bulk_risks"),
    }  # fmt: skip
    return render(request, "delivery/risks.html", context)


def _filters(request: CouncilRequest, lines: list[risks.Line]) -> forms.RiskFilters:
    def offered(name: str) -> list[tuple[Any, str]]:
        held = {(one.pk, str(one)) for line in lines if (one := getattr(line.risk, name)) is not None}
        return sorted(held, key=lambda pair: pair[1])

    return forms.RiskFilters(request.GET, choices={name: offered(name) for name in ("category", "owner", "service")})


def export(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The register as a file, narrowed as the page was."""
    if form not in exports.FORMS:
        raise Http404("There is no such export.")
    every = risks.lines(request.council, timezone.localdate())
    found = risks.narrowed(every, forms.RiskFilters.wanted(request.GET), request.GET.get("sort", ""))
    return exports.response(tables.risks(found), form, f"{council}-risks")


def heat_map(request: CouncilRequest, council: str) -> HttpResponse:
    """Where the live risks stand after controls."""
    found = risks.lines(request.council, timezone.localdate())
    grid = risks.heat_map(found)
    live = sum(len(cell.lines) for row in grid for cell in row)
    chart = charts.HeatMap(
        "Risks with the controls in place",
        [[len(cell.lines) for cell in row] for row in reversed(grid)],
        bands=risking.bands(),
    )
    made_up = any(one.risk.illustrative for row in grid for cell in row for one in cell.lines)
    return render(request, "delivery/heat_map.html", {"grid": grid, "live": live, "chart": chart, "made_up": made_up})


def risk(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """One risk: its three parts, its scores and their history, what is done about it."""
    found, today = _risk(request, reference), timezone.localdate()
    line = risks.line(found, today)
    waits = line.standing.escalated_to and found.state == Risk.State.OPEN
    context = {
        "risk": found, "line": line, "heading": headings.of_risk(line), "told": risks.ladder(request.council).of(line) if waits else None, "reviews": risks.reviews(found),
        "against": [action_line(one, today) for one in found.actions.all()],
        "buttons": workflow.allowed(RISK, state=found.state, who=rules.who(found, request.user)),
        "may_change": rules.why_not_change(found, request.user) is None,
    }  # fmt: skip
    return render(request, "delivery/risk.html", context)


def add(request: CouncilRequest, council: str) -> HttpResponse:
    """Add a risk."""
    refuse_if(common.why_not_keep(request.council, request.user))
    start = {"reference": risks.next_reference(request.council), "priorities": request.GET.get("priority", "")}
    return _kept(request, forms.RiskForm(request.POST or None, council=request.council, initial=start), None)


def change(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Change what a risk says; its scores change by a review."""
    found = _risk(request, reference)
    refuse_if(rules.why_not_change(found, request.user))
    return _kept(request, forms.RiskForm(request.POST or None, council=request.council, risk=found), found)


def _kept(request: CouncilRequest, form: forms.RiskForm, found: Risk | None) -> HttpResponse:
    return keeping_page(request, form, found, kind="risk", keep=doing.keep_risk, at=_at)


def review(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Look at a risk again and give its scores."""
    found = _risk(request, reference)
    refuse_if(rules.why_not_change(found, request.user))
    scores = {name: getattr(found, name) for name in doing.SCORES}
    form = forms.ReviewForm(request.POST or None, initial=scores)
    if form.is_valid():
        doing.review_risk(risk=found, by=request.user, **form.cleaned_data)
        messages.success(request, f"Reviewed: {found}.")
        return redirect(_at(found))
    context = {
        "form": form, "heading": "Review this risk", "button": "Save the review", "record": found, "back": _at(found),
        "list": "delivery:risks", "list_name": "Risks",
    }  # fmt: skip
    return render(request, "delivery/ask.html", context)


def step(request: CouncilRequest, council: str, reference: str, verb: str) -> HttpResponse:
    """Take a risk to another state."""
    found = _risk(request, reference)
    return step_page(
        request, flow=RISK, verb=verb, record=found, back=_at(found),
        take=lambda reason: doing.take_step(risk=found, verb=verb, by=request.user, reason=reason),
    )  # fmt: skip


def appetites(request: CouncilRequest, council: str) -> HttpResponse:
    """How much risk of each category the council is content with."""
    may_set = rules.why_not_set_appetite(request.council, request.user) is None
    form = forms.AppetiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = doing.keep_appetite(council=request.council, by=request.user, **form.cleaned_data)
        messages.success(request, f"The appetite for {kept} is {kept.limit}.")
        return redirect("delivery:appetites", council)
    found = list(risks.appetites(request.council))
    context = {"appetites": found, "heading": headings.of_appetites(found), "form": form, "may_set": may_set}
    return render(request, "delivery/appetites.html", context)


def _risk(request: CouncilRequest, reference: str) -> Risk:
    found = risks.risk_at(request.council, reference)
    if found is None:
        raise Http404(f"{request.council} has no risk {reference}.")
    return found


def _at(found: Risk) -> str:
    return reverse("delivery:risk", args=[found.council.slug, found.reference])
