"""Reading an assessment as others do, asking and answering beside its text, its steps, and every version that it had."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tallystick_web.common import keys
from tallystick_web.councils import looking_back
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.reviews import actions, forms, presentation, queries, rules, suggesting
from tallystick_web.reviews.models import Assessment, OpenContradiction, Version
from tallystick_web.reviews.queries import as_at
from tallystick_web.reviews.queries.as_at import claims as claims_then
from tallystick_web.reviews.views.editor import around, say_what_is_open, version_sent
from tallystick_web.reviews.views.found import the_assessment
from tallystick_web.reviews.workflows import ASSESSMENT

DOING: dict[str, Callable[..., Any]] = {
    "submit": lambda assessment, reason, by: actions.submit(assessment=assessment, by=by),
    "withdraw": lambda assessment, reason, by: actions.withdraw(assessment=assessment, by=by),
    "reopen": lambda assessment, reason, by: actions.reopen(assessment=assessment, reason=reason, by=by),
}
DONE = {"submit": "Submitted to the director", "withdraw": "Taken back", "reopen": "Open again"}


@looking_back.allowed
def assessment_page(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """The text with its thread, what changed since last round, and what this person may do now; or as it stood at the end of a day."""
    found, day = the_assessment(request, assessment), request.days.day
    return _read_back(request, found, day) if day else _read(request, found)


def agree(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Agree a rating as the accountable director or a deputy, with what is open in its narrative in view."""
    found = the_assessment(request, assessment)
    if request.method != "POST":
        return _read(request, found)
    actions.agree(assessment=found, by=request.user)
    messages.success(request, f"You agreed the rating of {found.references} for {found.round}.")
    say_what_is_open(request, found, OpenContradiction.Occasion.AGREED)
    return redirect("reviews:agreeing", council)


def _read(request: CouncilRequest, found: Assessment, asking: forms.QuestionForm | None = None) -> HttpResponse:
    around_it = around(found, request)
    marks = presentation.marks(queries.checked(found))
    may_ask = rules.why_not_challenge(found, "?", request.user) is None
    context = {
        **around_it, "days": getattr(request, "days", None), "why_not": around_it["why_not_agree"], "tally": presentation.tally(marks),
        "open": [mark for mark in marks if mark.claim.is_open],
        "aside": [mark for mark in marks if mark.tone == "aside"], "may_write": rules.why_not_write(found, request.user) is None,
        "form": asking or (forms.QuestionForm() if may_ask else None), "theirs": None,
    }  # fmt: skip
    return render(request, "reviews/assessment.html", context)


def _read_back(request: CouncilRequest, found: Assessment, day: date) -> HttpResponse:
    """The same of a past day: nothing can be done there."""
    then = as_at.assessment_then(found, day)
    if then is None:
        return looking_back.not_there_yet(request, "The assessment had not been begun")
    [checked] = claims_then.checked([then], found.round, day)
    marks, pieces = presentation.marks(checked), suggesting.pieces(then, day)
    context = {
        "assessment": then, "days": request.days, "why_not": "It is past.", "last": as_at.last_assessment(then, day),
        "priorities": [coverage.priority for coverage in then.coverage.all()], "questions": as_at.questions(then, day),
        "evidence": pieces, "suggestion": suggesting.suggestion(then, pieces, today=False),
        "compared": any(one.reading.elsewhere for one in pieces), "measures": reverse("record:measures", args=[found.council.slug]),
        "marks_of_evidence": suggesting.marks(pieces), "made_up": any(one.finding.made_up for one in pieces),
        "tally": presentation.tally(marks), "open": [mark for mark in marks if mark.claim.is_open],
        "aside": [mark for mark in marks if mark.tone == "aside"],
        "form": None,
    }  # fmt: skip
    return render(request, "reviews/assessment.html", context)


@require_POST
def ask(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Ask a question about a submitted assessment."""
    found = the_assessment(request, assessment)
    form = forms.QuestionForm(request.POST)
    if not form.is_valid():
        return _read(request, found, form)
    actions.challenge(
        assessment=found, question=form.cleaned_data["question"], quote=form.cleaned_data["quote"], by=request.user
    )
    messages.success(
        request, f"Your question about {found.references} was asked. Its author can change the text and answers it."
    )
    return redirect("reviews:assessment", council, found.pk)


@require_POST
def answer(request: CouncilRequest, council: str, assessment: int, question: int) -> HttpResponse:
    """Answer a question. What else was typed on the page is kept as a draft."""
    found = the_assessment(request, assessment)
    asked = queries.question_at(found, question)
    if asked is None:
        raise Http404(f"{found} has no such question.")
    if "narrative" in request.POST and not rules.why_not_write(found, request.user):
        actions.keep_draft(
            assessment=found, fields=forms.drafted(request.POST, found),
            version=version_sent(request, found), by=request.user,
        )  # fmt: skip
    words = request.POST.get(f"answer-{asked.pk}", "").strip()
    if words:
        actions.answer(question=asked, words=words, by=request.user)
        editor = reverse("reviews:assess", args=[council, found.pk])
        messages.success(request, "Your answer stands beside the text.", extra_tags=editor)
    else:
        refuse_if(rules.why_not_answer(asked, "…", request.user))
        messages.error(request, f"Enter your answer to: {asked.text}")
    return redirect("reviews:assess", council, found.pk)


def step(request: CouncilRequest, council: str, assessment: int, verb: str) -> HttpResponse:
    """Take one of the steps that need no page of their own; ask for the reason first where one is needed."""
    found = the_assessment(request, assessment)
    if verb not in DOING:
        raise Http404("There is no such step.")
    wanted = next(one for one in ASSESSMENT.transitions if one.verb == verb)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None) if wanted.needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            DOING[verb](found, form.cleaned_data["reason"] if form else "", request.user)
            messages.success(request, f"{DONE[verb]}: {found.references}, {found.round}.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("reviews:assess", council, found.pk)
    context = {"assessment": found, "form": form, "step": wanted, "verb": verb}
    return render(request, "reviews/step.html", context)


def versions(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Every version of an assessment, and the difference between any two."""
    found = the_assessment(request, assessment)
    every = queries.versions(found)
    numbered = list(enumerate(every, 1))
    old, new = _chosen(request, every)
    context = {"assessment": found, "versions": numbered[::-1], "old": old, "new": new, "workflow": ASSESSMENT}
    return render(request, "reviews/versions.html", context)


def _chosen(request: CouncilRequest, every: list[Version]) -> tuple[Version | None, Version | None]:
    """The two versions that the address names, the older first."""
    places = sorted(
        place for place in keys.keys((request.GET.get("from", ""), request.GET.get("to", "")))
        if 0 < place <= len(every)
    )  # fmt: skip
    return (every[places[0] - 1], every[places[1] - 1]) if len(places) == 2 else (None, None)


def version(request: CouncilRequest, council: str, assessment: int, number: int) -> HttpResponse:
    """An assessment as it was after one step."""
    found = the_assessment(request, assessment)
    every = queries.versions(found)
    if not 0 < number <= len(every):
        raise Http404(f"{found} has no such version.")
    context = {"assessment": found, "version": every[number - 1], "number": number, "last": len(every)}
    return render(request, "reviews/version.html", context)
