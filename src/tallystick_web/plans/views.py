"""Who answers for a priority, which measures speak of it, and how long plans and priorities run: changed by the performance team. The log keeps what it was."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.plans import actions, queries, rules
from tallystick_web.plans.forms import AnswersForm, DaysForm, EndForm
from tallystick_web.plans.models import Priority

STALE_PLAN = "Somebody else changed this plan while you had it open. The page of plans shows what it is now; if yours is right, save it again."
STALE = "Somebody else changed this priority while you had it open. Look at its page for what it is now; if yours is right, save it again."


def answers(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Name the officer, the director and the service of a priority, and choose its measures. A search among them saves nothing."""
    priority = _the_priority(request, reference)
    form, stale = _form(request, priority)
    if stale:
        form.add_error(None, STALE)
    elif "search" not in request.POST and form.is_valid():
        _keep(request, reference, form)
        messages.success(
            request, f"Who answers for {reference}, and its measures, are saved. The log keeps what was before."
        )
        return redirect("record:priority", council, reference)
    return render(request, "plans/answers.html", {"priority": priority, "form": form})


def plan_days(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Say from when to when a plan runs: a round asks about its priorities only where they do."""
    plan = queries.plan_at(request.council, reference)
    if plan is None:
        raise Http404("The council has no such plan.")
    refuse_if(rules.why_not_keep(request.council, request.user))
    seen = queries.plan_seen(plan)
    posted, stale = _posted(request, seen)
    form = DaysForm(posted, initial={"begins": plan.begins, "ends": plan.ends, "seen": seen})
    if stale:
        form.add_error(None, STALE_PLAN)
    elif form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("begins", "ends")}
        actions.keep_plan(council=request.council, reference=reference, by=request.user, **days)
        messages.success(request, f"The days of {plan} are saved. The log keeps what was before.")
        return redirect("record:plans", council)
    return render(request, "plans/days.html", {"plan": plan, "form": form})


def priority_end(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Say that a priority ends before its plan does, and why: rounds of later periods do not ask about it."""
    priority = _the_priority(request, reference)
    seen = queries.priority_seen(priority)
    posted, stale = _posted(request, seen)
    form = EndForm(posted, initial={"ends": priority.ends, "ends_reason": priority.ends_reason, "seen": seen})
    if stale:
        form.add_error(None, STALE)
    elif form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("ends", "ends_reason")}
        actions.keep_priority(council=request.council, reference=reference, by=request.user, **said)
        messages.success(request, f"The last day of {reference} is saved. The log keeps what was before.")
        return redirect("record:priority", council, reference)
    return render(request, "plans/end.html", {"priority": priority, "form": form})


def _the_priority(request: CouncilRequest, reference: str) -> Priority:
    """The priority of an address, if the person may change it."""
    priority = queries.priorities(request.council).filter(reference=reference).first()
    if priority is None:
        raise Http404("The council has no such priority.")
    refuse_if(rules.why_not_keep(request.council, request.user))
    return priority


def _posted(request: CouncilRequest, seen: int) -> tuple[QueryDict | None, bool]:
    """What was typed, beside the newest change, and whether the form was made before that."""
    if request.method != "POST":
        return None, False
    posted = request.POST.copy()
    stale = posted.get("seen") != str(seen)
    posted["seen"] = str(seen)
    return posted, stale


def _form(request: CouncilRequest, priority: Priority) -> tuple[AnswersForm, bool]:
    """The form, and whether it was made before the newest change."""
    seen = queries.priority_seen(priority)
    posted, stale = _posted(request, seen)
    form = AnswersForm(
        posted, priority=priority, seen=seen, chosen=queries.evidence_ids(priority),
        measures=queries.can_speak_of(priority),
        people=councils.can_be_given_work(
            request.council, priority.accountable_officer_id, priority.accountable_director_id
        ),
        services=councils.open_units(request.council, priority.service_id),
    )  # fmt: skip
    return form, stale


@transaction.atomic
def _keep(request: CouncilRequest, reference: str, form: AnswersForm) -> None:
    kept = actions.keep_priority(council=request.council, reference=reference, by=request.user, **form.who())
    actions.set_evidence(priority=kept, measures=form.evidence(), by=request.user)
