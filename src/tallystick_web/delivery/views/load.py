"""Who carries how much, what could be done about it, what comes first, and the best set within limits."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from tallystick import portfolio as library
from tallystick.portfolio import Goal, Limits, NoSetFits, PortfolioError
from tallystick_web.common import exports
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if, why_not_with
from tallystick_web.delivery import tables
from tallystick_web.delivery.actions import load as doing
from tallystick_web.delivery.forms import load as forms
from tallystick_web.delivery.models import PortfolioProposal, ProposedChange
from tallystick_web.delivery.queries import portfolio, projects
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import load as rules

A_PAGE = 40


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The load of people or services, the over-committed first."""
    by, span = request.GET.get("by", ""), request.GET.get("span", "")
    found = portfolio.load_page(request.council, timezone.localdate(), by=by, span=span)
    page = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "load": found, "page": page, "query": request.GET.urlencode(), "filters": forms.LoadFilters(request.GET), "by_service": by == "service", "spells": found.spells[:10],
        "more_spells": max(0, len(found.spells) - 10),
        "may_set": rules.why_not_set_capacity(request.council, request.user) is None,
        "made_up": portfolio.made_up(request.council),
    }  # fmt: skip
    return render(request, "delivery/load.html", context)


def load_file(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same as a file, of everybody."""
    by, span = request.GET.get("by", ""), request.GET.get("span", "")
    found = portfolio.load_page(request.council, timezone.localdate(), by=by, span=span)
    return exports.response(tables.load(found, "service" if by == "service" else "person"), form, f"{council}-load")


def capacity(request: CouncilRequest, council: str) -> HttpResponse:
    """Say how many hours a week somebody has for projects."""
    refuse_if(rules.why_not_set_capacity(request.council, request.user))
    form = forms.CapacityForm(request.POST or None, council=request.council)
    if form.is_valid():
        kept = doing.set_capacity(council=request.council, by=request.user, **form.cleaned_data)
        messages.success(request, f"{kept}.")
        return redirect("delivery:load", council)
    context = {
        "form": form, "heading": "How much can somebody work on projects?", "button": "Save", "list": "delivery:load",
        "list_name": "Load", "record": "Without an entry, a person has a full week of 37 hours",
        "back": reverse("delivery:load", args=[council]),
    }  # fmt: skip
    return render(request, "delivery/ask.html", context)


def trial(request: CouncilRequest, council: str) -> HttpResponse:
    """Stop, delay or merge projects to see what would become of the load; keep it as a proposal. Nothing happens to the projects."""
    asked = any(request.GET.get(name) for name in ("stop", "delay", "merge", "weeks", "saving"))
    form = forms.TrialForm(request.GET if asked else None, council=request.council)
    keeping = forms.KeepingForm(
        request.POST if request.method == "POST" else None, initial={"title": request.GET.get("title", "")}
    )
    found = _tried(request, form) if asked and form.is_valid() else None
    touched = [one for name in ("stop", "delay", "merge") for one in form.cleaned_data[name]] if found else []
    if request.method == "POST" and found is not None and keeping.is_valid():
        typed = form.cleaned_data
        kept = doing.keep_proposal(
            council=request.council, title=keeping.cleaned_data["title"], said=found.comparison.sentence, by=request.user,
            stop=typed["stop"], delay=typed["delay"], weeks=typed["weeks"] or 0, merge=typed["merge"], saving=typed["saving"] or Decimal(0),
        )  # fmt: skip
        messages.success(request, f"Kept: {kept}. Nothing has happened to the projects.")
        return redirect("delivery:proposals", council)
    context = {
        "form": form, "keeping": keeping, "trial": found, "touched": touched, "query": request.GET.urlencode(),
        "may_keep": rules.why_not_propose(request.council, request.user) is None,
        "projects": portfolio.project_names(request.council),
        "made_up": portfolio.made_up(request.council),
    }  # fmt: skip
    return render(request, "delivery/trial.html", context)


def _tried(request: CouncilRequest, form: forms.TrialForm) -> portfolio.Trial | None:
    typed = form.cleaned_data
    references = {name: [one.reference for one in typed[name]] for name in ("stop", "delay", "merge")}
    changes = portfolio.changes_of(**references, weeks=typed["weeks"] or 0, saving=typed["saving"] or Decimal(0))
    try:
        return portfolio.trial(request.council, changes, timezone.localdate())
    except PortfolioError as error:
        form.add_error(None, f"{capfirst(str(error))}.")
        return None


def proposals(request: CouncilRequest, council: str) -> HttpResponse:
    """What was tried and kept; each leads to what it would come to today."""
    rows = [
        (one, f"{reverse('delivery:trial', args=[council])}?{_query(one)}")
        for one in portfolio.proposals(request.council)
    ]
    may_keep = rules.why_not_propose(request.council, request.user) is None
    context = {"proposals": rows, "may_keep": may_keep, "made_up": portfolio.made_up(request.council)}
    return render(request, "delivery/proposals.html", context)


def _query(proposal: PortfolioProposal) -> str:
    kinds: dict[str, list[str]] = {}
    for one in proposal.changes.all():
        kinds.setdefault(one.kind, []).append(one.project.reference)
    weeks = next((one.weeks for one in proposal.changes.all() if one.kind == ProposedChange.Kind.DELAY), None)
    query = {kind: ", ".join(references) for kind, references in kinds.items()}
    if weeks:
        query["weeks"] = str(weeks)
    if proposal.saving:
        query["saving"] = str(proposal.saving)
    return urlencode({**query, "title": proposal.title})


@require_POST
def drop_proposal(request: CouncilRequest, council: str, proposal: int) -> HttpResponse:
    """Take a proposal away."""
    found = portfolio.proposals(request.council).filter(pk=proposal).first()
    if found is None:
        raise Http404("There is no such proposal.")
    doing.drop_proposal(proposal=found, by=request.user)
    messages.success(request, f"Taken away: {found}.")
    return redirect("delivery:proposals", council)


def order(request: CouncilRequest, council: str) -> HttpResponse:
    """The projects in order by the council's criteria, and how far that order hangs on the weights."""
    form = forms.CriterionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = doing.keep_criterion(council=request.council, by=request.user, **form.cleaned_data)
        messages.success(request, f"{kept} weighs {kept.weight}.")
        return redirect("delivery:order", council)
    found = portfolio.order(request.council)
    names = {str(one.pk): one.title for one in found.criteria}
    spreads = {one.key: one for one in found.sensitivity.spreads} if found.sensitivity else {}
    total = sum((one.weight for one in found.criteria), Decimal(0))
    page = Paginator(found.places, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "order": found, "form": form, "may_weigh": rules.why_not_weigh(request.council, request.user) is None,
        "shares": [(one, one.weight / total * 100) for one in found.criteria] if total else [],
        "first": found.places[0][0] if found.places else "", "page": page,
        "narrowly": bool(found.places) and _narrowly(spreads.get(found.places[0][1].key)),
        "places": [(title, one, spreads.get(one.key), [one.parts[key] * 100 for key in names], one.score * 100) for title, one in page],
        "turns": _turns(found, names), "made_up": portfolio.made_up(request.council),
    }  # fmt: skip
    return render(request, "delivery/order.html", context)


def _narrowly(spread: Any) -> bool:
    """Whether the first would not be first if one weight were a little other."""
    return spread is not None and spread.one_weight[1] > 1


def _turns(found: portfolio.Order, names: dict[str, str]) -> list[str]:
    if found.sensitivity is None:
        return []
    titles = {one.key: title for title, one in found.places}
    return [
        f"{names[one.criterion]}: {titles.get(one.then or '', one.then)} comes first when its share of the weight goes from {one.weight:.0%} to {one.nearest:.0%}."
        if one.nearest is not None
        else f"{names[one.criterion]}: no weight of it puts another project first."
        for one in found.sensitivity.turns
    ]


def scores(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Score a project by every criterion."""
    found = projects.project_at(request.council, reference)
    if found is None:
        raise Http404(f"{request.council} has no project {reference}.")
    refuse_if(rules.why_not_score(request.council, request.user))
    form = forms.ScoresForm(
        request.POST or None, criteria=list(portfolio.criteria(request.council)), scores=portfolio.scores_of(found)
    )
    if form.is_valid() and form.criteria:
        doing.score_project(project=found, scores=form.scores, by=request.user)
        messages.success(request, f"Scored: {found}.")
        return redirect("delivery:order", council)
    context = {
        "form": form, "heading": "How does it do by each criterion?", "button": "Save the scores", "record": found,
        "back": reverse("delivery:project", args=[council, reference]), "list": "delivery:order", "list_name": "Order",
    }  # fmt: skip
    return render(request, "delivery/ask.html", context)


def best(request: CouncilRequest, council: str) -> HttpResponse:
    """The best set of projects within limits of money and effort, found exactly."""
    asked = bool(request.GET)
    form = forms.LimitsForm(request.GET if asked else None, council=request.council)
    context: dict[str, Any] = {"form": form, "made_up": portfolio.made_up(request.council)}
    if asked and form.is_valid():
        context |= _chosen(request, form.cleaned_data)
    return render(request, "delivery/best.html", context)


def _chosen(request: CouncilRequest, typed: dict[str, Any]) -> dict[str, Any]:
    candidates = portfolio.candidates(request.council, timezone.localdate(), typed["must"])
    if not any(one.value for one in candidates):
        return {"valueless": True}
    limits = Limits(
        money=None if typed["money"] is None else float(typed["money"]),
        effort={} if typed["days"] is None else {"days": float(typed["days"])},
        least_value=None if typed["least"] is None else float(typed["least"]),
    )
    try:
        found = library.best_set(candidates, limits, Goal(typed["goal"] or Goal.HIGHEST_VALUE), seconds=5)
    except NoSetFits as error:
        return {"obstacles": [one.words for one in error.obstacles], "alone": error.alone}
    except PortfolioError as error:
        return {"obstacles": [str(error)], "alone": True}
    titles = dict(portfolio.project_names(request.council))
    named = [(one, titles.get(one.key, one.key)) for one in candidates]
    return {
        "best": found, "chosen": [pair for pair in named if pair[0].key in found.chosen],
        "left": [pair for pair in named if pair[0].key not in found.chosen], "unknown": portfolio.unmeasured(request.council),
        "may_keep": not why_not_with(common.KEEPERS, council=request.council, by=request.user),
    }  # fmt: skip
