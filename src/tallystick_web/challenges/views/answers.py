"""One point: its words, the answer to it, the steps that may be taken now, and the closing that waits."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.challenges import actions, forms, queries, rules, workflows
from tallystick_web.challenges.models import Closing, Point, Thread
from tallystick_web.challenges.queries import statement
from tallystick_web.challenges.views import asked
from tallystick_web.common import workflow
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest

HINTS = {
    "deliver": ("What was done?", "Whether it helped is asked afterwards."),
    "find_none": ("What follows from it?", "What was found, and what will be done instead."),
    "supersede": ("By what is it superseded, and why?", ""),
    "reopen": ("Why is it reopened?", ""),
    "resume": ("What will be done differently?", ""),
}


def point(request: CouncilRequest, council: str, reference: str, point: str) -> HttpResponse:
    """A point with its answer, evidence, impact and history."""
    found, thread, standing = asked.point(request, reference, point)
    entry = statement.entries([found], standing.on)[0]
    closing = standing.closing
    return render(request, "challenges/point.html", {
        "point": found, "challenge": found.challenge, "entry": entry, "standing": standing, "steps": _steps(request, thread),
        "history": statement.history(standing), "closing": closing,
        "decisions": _decisions(request, closing) if closing else (),
        "may_respond": not rules.why_not_answer(thread, request.user), "declined": standing.declined,
        "why_not_evidence": rules.why_not_bring_evidence(thread, request.user),
        "may_serve": not rules.why_not_serve(thread, request.user),
        "may_expect": not rules.why_not_expect(thread, request.user),
        "may_link": not rules.why_not_link(request.council, request.user),
    })  # fmt: skip


def _steps(request: CouncilRequest, thread: Thread) -> list[tuple[workflow.Transition, str]]:
    """The steps that the state and the person allow, each with what it still lacks."""
    who = rules.who(thread, request.user)
    steps = workflow.allowed(workflows.ANSWER, state=thread.state, who=who)
    if thread.is_quick:
        steps = (*workflow.allowed(workflows.QUICK_WIN, state=thread.state, who=who), *steps)
    return [(one, _lacks(thread, one.verb, request)) for one in steps if one.verb != "respond"]


def _lacks(thread: Thread, verb: str, request: CouncilRequest) -> str:
    why = rules.why_not_close if verb in workflows.CLOSING_STEPS else rules.why_not_step
    return why(thread, verb, request.user) or ""


def _decisions(request: CouncilRequest, closing: Closing) -> tuple[workflow.Transition, ...]:
    who = rules.who(closing.thread, request.user, closing=closing)
    return workflow.allowed(workflows.CLOSING, state=closing.state, who=who)


def respond(request: CouncilRequest, council: str, reference: str, point: str) -> HttpResponse:
    """Give the answer, or a new version of it."""
    found, thread, standing = asked.point(request, reference, point)
    data = request.POST if request.method == "POST" else None
    people = asked.workers(request, thread.response.officer_id if thread.response else None)
    form = forms.RespondForm(data, people=people, response=thread.response, version=thread.version)
    context: dict[str, Any] = {"point": found, "challenge": found.challenge, "standing": standing, "form": form}
    if data is not None and form.is_valid():
        try:
            if asked.done(form, lambda: _respond(request, thread, form)):
                messages.success(request, f"The answer to {found.name} was kept.")
                return redirect("challenges:point", council, reference, point)
        except actions.Stale as stale:
            again = forms.RespondForm(people=people, response=stale.current, version=stale.version, own=_own(form))
            return render(
                request, "challenges/respond.html", {**context, "form": again, "theirs": stale.current}, status=409
            )
    context["why_not"] = rules.why_not_answer(thread, request.user)
    return render(request, "challenges/respond.html", context)


def _own(form: forms.RespondForm) -> dict[str, Any]:
    """What the person typed stays in the form, now made from the newest version."""
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _respond(request: CouncilRequest, thread: Thread, form: forms.RespondForm) -> None:
    cleaned = form.cleaned_data
    officer = councils.person_at(request.council, cleaned["officer"]) if cleaned["officer"] else None
    actions.respond(
        thread=thread, by=request.user, on=cleaned["on"], version=cleaned["version"], officer=officer, **form.content()
    )  # fmt: skip


def step(request: CouncilRequest, council: str, reference: str, point: str, verb: str) -> HttpResponse:
    """Take a step, or propose the closing that a second person has to agree to."""
    found, thread, standing = asked.point(request, reference, point)
    taken = next((one for one in workflows.of(verb).transitions if one.verb == verb and verb != "respond"), None)
    if taken is None:
        raise Http404(f"There is no step {verb}.")
    closing = verb in workflows.CLOSING_STEPS
    data = request.POST if request.method == "POST" else None
    label, hint = HINTS.get(verb, ("Is there anything to be said of it?", ""))
    form: Any = (
        forms.ClosingForm(data)
        if closing
        else forms.StepForm(data, label=label, hint=hint, required=taken.needs_reason)
    )
    if (
        data is not None
        and form.is_valid()
        and asked.done(form, lambda: _take(request, thread, verb, form.cleaned_data))
    ):
        said = (
            "A second person has to agree to the closing."
            if closing
            else f"{found.name.capitalize()}: {workflows.ANSWER.words(taken.target)}."
        )
        messages.success(request, said)
        return redirect("challenges:point", council, reference, point)
    return render(request, "challenges/step.html", {
        "point": found, "challenge": found.challenge, "standing": standing, "step": taken, "form": form, "closing": closing,
        "why_not": _lacks(thread, verb, request),
    })  # fmt: skip


def _take(request: CouncilRequest, thread: Thread, verb: str, cleaned: dict[str, Any]) -> None:
    if verb in workflows.CLOSING_STEPS:
        actions.propose_closing(thread=thread, verb=verb, by=request.user, **cleaned)
    else:
        actions.step(thread=thread, verb=verb, by=request.user, **cleaned)


def closing(request: CouncilRequest, council: str, reference: str, point: str) -> HttpResponse:
    """Decide the closing that waits: agree, send back, or take back."""
    found, _, standing = asked.point(request, reference, point)
    waiting = standing.closing
    if waiting is None:
        messages.info(request, "No closing waits: it has been decided meanwhile.")
        return redirect("challenges:point", council, reference, point)
    form = forms.DecisionForm(request.POST if request.method == "POST" else None)
    steps = _decisions(request, waiting)
    verb = request.POST.get("do", "")
    chosen = next((one for one in workflows.CLOSING.transitions if one.verb == verb), None)
    if request.method == "POST" and chosen and form.is_valid():
        answer = form.cleaned_data["answer"]
        if asked.done(
            form, lambda: actions.decide(closing=waiting, verb=verb, by=request.user, answer=answer), "answer"
        ):
            messages.success(request, f"The closing was {workflows.CLOSING.words(chosen.target)}.")
            return redirect("challenges:point", council, reference, point)
    entry = statement.entries([found], standing.on)[0]
    return render(request, "challenges/closing.html", {
        "point": found, "challenge": found.challenge, "standing": standing, "entry": entry, "closing": waiting, "form": form,
        "decisions": steps, "becomes": workflows.ANSWER.words(workflow.target(workflows.ANSWER, waiting.verb, standing.state)),
        "own": waiting.proposed_by_id == request.user.pk,
    })  # fmt: skip


def together(request: CouncilRequest, council: str, reference: str, point: str) -> HttpResponse:
    """Answer other points together with this one, or this one by itself again."""
    found, thread, standing = asked.point(request, reference, point)
    apart = request.POST.get("do") == "apart"
    data = request.POST if request.method == "POST" else None
    linking = forms.LinkForm(None if apart else data, points=queries.linkable(request.council, thread))
    unlinking = forms.UnlinkForm(data if apart else None, auto_id="apart_%s")  # two forms on one page ask for a reason
    form: Any = unlinking if apart else linking
    if data is not None and form.is_valid() and asked.done(form, lambda: _link(request, found, thread, form, apart)):
        messages.success(
            request, "It is answered by itself again." if apart else "They are answered together from today."
        )
        return redirect("challenges:point", council, reference, point)
    return render(request, "challenges/together.html", {
        "point": found, "challenge": found.challenge, "standing": standing, "linking": linking, "unlinking": unlinking,
        "form": form, "why_not": rules.why_not_link(request.council, request.user),
    })  # fmt: skip


def _link(request: CouncilRequest, found: Point, thread: Thread, form: Any, apart: bool) -> None:
    reason = form.cleaned_data["reason"]
    if apart:
        actions.unlink(point=found, reason=reason, by=request.user)
    else:
        actions.link(thread=thread, points=form.cleaned_data["points"], reason=reason, by=request.user)
