"""Service and team plans: which are missing, unchallenged or out of date, and one plan with its challenge."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.common import exports, workflow
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery import tables
from tallystick_web.delivery.actions import plans as doing
from tallystick_web.delivery.actions.rows import Stale
from tallystick_web.delivery.forms import plans as forms
from tallystick_web.delivery.models import ServicePlan
from tallystick_web.delivery.queries import headings, plans
from tallystick_web.delivery.queries.plans import Lack
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import plans as rules
from tallystick_web.delivery.views.steps import step_page
from tallystick_web.delivery.workflows import SERVICE_PLAN

FILTERS = ("q", "lack")


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """Every service and its plan for a year, the worst first."""
    year, every, found = _lines(request)
    current = plans.year_of(timezone.localdate())
    context = {
        "lines": found, "total": len(every), "year": year, "period": _period(year), "query": request.GET.urlencode(),
        "filters": forms.PlanFilters(request.GET, choices={}), "filtered": any(request.GET.get(name) for name in FILTERS),
        "years": [(one, _period(one)) for one in plans.years(request.council, current)],
        "lacking": sum(one.lack is not Lack.NOTHING for one in every),
        "may_add": common.why_not_keep(request.council, request.user) is None,
    }  # fmt: skip
    return render(request, "delivery/plans.html", context)


def export(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same list as a file, with what each plan says and takes on."""
    year, _, found = _lines(request)
    return exports.response(tables.service_plans(found, _period(year)), form, f"{council}-service-plans-{year}")


def _lines(request: CouncilRequest) -> tuple[int, list[plans.Line], list[plans.Line]]:
    """The year that is asked for, its lines, and those that the filters leave."""
    typed = request.GET.get("year", "")
    known = typed.isdecimal() and len(typed) == 4 and 1974 <= int(typed) <= 2200
    year = int(typed) if known else plans.year_of(timezone.localdate())
    every = plans.lines(request.council, year)
    return year, every, plans.narrowed(every, request.GET.dict(), request.GET.get("sort", ""))


def _period(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


@require_POST
def begin(request: CouncilRequest, council: str, year: int, unit: int) -> HttpResponse:
    """Begin the plan of a service for a year."""
    found = councils.unit_at(request.council, unit)
    if found is None or not 1974 <= year <= 2200:
        raise Http404("There is no such service or year.")
    plan = doing.keep_service_plan(unit=found, year=year, by=request.user)
    return redirect(_at(plan))


def plan(request: CouncilRequest, council: str, plan: int) -> HttpResponse:
    """One plan: what the team takes on, the questions and answers."""
    found = _plan(request, plan)
    context = {
        "plan": found, "heading": headings.of_plan(found), "may_change": rules.why_not_change(found, request.user) is None,
        "may_ask": rules.why_not_ask(found, "?", request.user) is None,
        "may_answer": common.why_not_keep(request.council, request.user) is None and found.state != ServicePlan.State.AGREED,
        "buttons": workflow.allowed(SERVICE_PLAN, state=found.state, who=rules.who(found, request.user)),
    }  # fmt: skip
    return render(request, "delivery/plan.html", context)


def change(request: CouncilRequest, council: str, plan: int) -> HttpResponse:
    """Change what a plan says in front."""
    found = _plan(request, plan)
    refuse_if(rules.why_not_change(found, request.user))
    form, status = forms.PlanForm(request.POST or None, council=request.council, plan=found), 200
    if form.is_valid():
        try:
            doing.keep_service_plan(unit=found.unit, year=found.year, by=request.user, **form.cleaned_data)
        except Stale as error:
            typed = request.POST.copy()
            typed["version"], status = str(error.current.version), 409
            form = forms.PlanForm(typed, council=request.council, plan=error.current)
            form.add_error(None, f"{error} It says now: {error.current.words}")
        else:
            messages.success(request, f"Saved: {found}.")
            return redirect(_at(found))
    return _asked(request, form, "Change the plan", "Save", found, status)


def entry(request: CouncilRequest, council: str, plan: int) -> HttpResponse:
    """Add something the team takes on."""
    found = _plan(request, plan)
    refuse_if(rules.why_not_change(found, request.user))
    form = forms.EntryForm(request.POST or None, council=request.council)
    if form.is_valid():
        doing.keep_entry(plan=found, by=request.user, **form.cleaned_data)
        messages.success(request, "Added.")
        return redirect(_at(found))
    return _asked(request, form, "What does the team take on?", "Add it", found)


@require_POST
def remove_entry(request: CouncilRequest, council: str, entry: int) -> HttpResponse:
    """Take something out of a plan."""
    found = plans.entry_at(request.council, entry)
    if found is None:
        raise Http404("The plan has no such entry.")
    back, words = _at(found.plan), str(found)
    doing.remove_entry(entry=found, by=request.user)
    messages.success(request, f"Taken out: {words}.")
    return redirect(back)


def ask(request: CouncilRequest, council: str, plan: int) -> HttpResponse:
    """Ask about a plan."""
    found = _plan(request, plan)
    refuse_if(rules.why_not_ask(found, "?", request.user))
    form = forms.QuestionForm(request.POST or None)
    if form.is_valid():
        doing.ask(plan=found, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, "Asked.")
        return redirect(_at(found))
    return _asked(request, form, "Ask about this plan", "Ask", found)


def answer(request: CouncilRequest, council: str, question: int) -> HttpResponse:
    """Answer a question about a plan."""
    found = plans.question_at(request.council, question)
    if found is None:
        raise Http404("There is no such question.")
    refuse_if(rules.why_not_answer(found, "?", request.user))
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        doing.answer(question=found, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, "Answered.")
        return redirect(_at(found.plan))
    return _asked(request, form, found.text, "Answer", found.plan)


def step(request: CouncilRequest, council: str, plan: int, verb: str) -> HttpResponse:
    """Take a plan to another state."""
    found, today = _plan(request, plan), timezone.localdate()
    return step_page(
        request, flow=SERVICE_PLAN, verb=verb, record=found, back=_at(found),
        take=lambda reason: doing.take_step(plan=found, verb=verb, by=request.user, on=today, reason=reason),
    )  # fmt: skip


def _asked(
    request: CouncilRequest, form: Any, heading: str, button: str, found: ServicePlan, status: int = 200
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "button": button, "record": found, "back": _at(found), "list": "delivery:plans",
        "list_name": "Service plans",
    }  # fmt: skip
    return render(request, "delivery/ask.html", context, status=status)


def _plan(request: CouncilRequest, key: int) -> ServicePlan:
    found = plans.plan_at(request.council, key)
    if found is None:
        raise Http404(f"{request.council} has no such plan.")
    return found


def _at(found: ServicePlan) -> str:
    return reverse("delivery:plan", args=[found.council.slug, found.pk])
