"""Writing, checking and judging one assessment. What is typed is kept as a draft until it is saved: no text is ever lost."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick.judgement import Rating
from tallystick_web.common import keys, timing, words, workflow
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.reviews import actions, forms, queries, rules, suggesting
from tallystick_web.reviews.models import Assessment, Departure, Draft, OpenContradiction, Round
from tallystick_web.reviews.queries import corrections, reporting
from tallystick_web.reviews.views.claims import beside, done
from tallystick_web.reviews.views.found import priority_page, the_assessment, the_round
from tallystick_web.reviews.views.reporting import with_leave
from tallystick_web.reviews.workflows import ASSESSMENT


def assess(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Write the narrative and give the rating; whoever may not is led to where it is read."""
    found = the_assessment(request, assessment)
    if request.method != "POST":
        if rules.why_not_write(found, request.user):
            return redirect("reviews:assessment", council, found.pk)
        return _editor(request, found)
    if why_not := rules.why_not_write(found, request.user):
        return _not_saved(request, found, why_not)
    _answer(request, found)
    submitting = request.POST.get("then") == "submit"
    suggested = suggesting.suggestion(found).rating if submitting else None
    form = forms.AssessmentForm(request.POST, assessment=found, suggested=suggested or "", submitting=submitting)
    if not form.is_valid():
        return _editor(request, found, form)
    try:
        saved = _judge(request, found, form)
    except actions.Stale as stale:
        return _both_texts(request, stale.current, form)
    except Refused as refused:
        return _not_saved(request, found, str(refused))
    messages.success(request, _saved(request, saved, submitting), extra_tags=request.get_full_path())
    say_what_is_open(request, saved, OpenContradiction.Occasion.SAVED)
    return redirect(priority_page(saved, council))


def _answer(request: CouncilRequest, found: Assessment) -> None:
    """Keep the answers that were typed beside the text, whichever button was pressed and whatever becomes of the text."""
    for question in queries.questions(found):
        words = request.POST.get(f"answer-{question.pk}", "").strip()
        if words and not rules.why_not_answer(question, words, request.user):
            actions.answer(question=question, words=words, by=request.user)


def _not_saved(request: CouncilRequest, found: Assessment, why_not: str) -> HttpResponse:
    """It was submitted, agreed or given to somebody else meanwhile: what was typed is shown again, to be copied."""
    context = {"assessment": found, "reason": why_not, "typed": forms.narrative(request.POST)}
    return render(request, "reviews/not_saved.html", context, status=403)


def _judge(request: CouncilRequest, found: Assessment, form: forms.AssessmentForm) -> Assessment:
    typed = form.cleaned_data
    queries.checked(found, typed["narrative"])  # kept for the action, so that nobody waits for it while rows are held
    weighed = suggesting.weighed(found)
    actions.judge(
        assessment=found, weighed=weighed, narrative=typed["narrative"], rating=Rating(typed["rating"]) if typed["rating"] else None,
        reason=typed["rating_reason"], version=typed["version"], by=request.user, judge_after=typed["judge_after"],
        departure=Departure(typed["departure"]) if typed["departure"] else None,
        partial=form.partial, priorities=typed["priorities"], taken=timing.taken(request.POST),
    )  # fmt: skip
    return the_assessment(request, found.pk)


def _saved(request: CouncilRequest, saved: Assessment, submitting: bool) -> str:
    """Save, then submit: a step that is refused in between leaves the text saved, and says why."""
    about = f"{saved.references}, {saved.round}"
    if not submitting:
        return f"Saved for {about}."
    try:
        actions.submit(assessment=saved, by=request.user)
    except Refused as refused:
        return f"Saved for {about}, but not submitted. {refused}"
    return f"Saved and submitted to the director: {about}."


def _editor(
    request: CouncilRequest, found: Assessment, form: forms.AssessmentForm | None = None, **more: Any
) -> HttpResponse:
    """The page: with what was just typed, else with the draft, else with what is held."""
    around_it = around(found, request)
    suggested = around_it["suggestion"].rating or ""
    draft = queries.draft_of(found, request.user) if form is None else None
    if draft is not None and draft.version != found.version:
        form = _form(found, draft.fields, suggested)
        return _compared(request, found, form, around_it, draft)
    form = form or _form(found, draft.fields if draft else {}, suggested)
    text = forms.narrative(request.POST) if form.is_bound else form["narrative"].value()
    context = {"form": form, "draft": draft, **around_it, **beside(found, text), **more}
    return render(request, "reviews/assess.html", context)


def _form(found: Assessment, fields: Any, suggested: str, version: int | None = None) -> forms.AssessmentForm:
    typed = forms.from_draft(fields) | ({"version": version} if version else {})
    return forms.AssessmentForm(assessment=found, suggested=suggested, initial=typed)


def _both_texts(request: CouncilRequest, current: Assessment, form: forms.AssessmentForm) -> HttpResponse:
    """Somebody was quicker: the person's own text is kept as a draft and stays in the form, now made from the newest version."""
    current = the_assessment(request, current.pk)
    fields = forms.drafted(request.POST, current)
    actions.keep_draft(assessment=current, fields=fields, version=form.cleaned_data["version"], by=request.user)
    around_it = around(current, request)
    again = _form(current, fields, around_it["suggestion"].rating or "")
    return _compared(request, current, again, around_it, queries.draft_of(current, request.user), status=409)


def _compared(
    request: CouncilRequest, found: Assessment, form: forms.AssessmentForm, around_it: dict[str, Any],
    draft: Draft | None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Both texts side by side, with what differs marked in each."""
    mine = str(form["narrative"].value())
    theirs = next(reversed(queries.versions(found)), None)
    context = {"form": form, "draft": draft, "theirs": theirs, "mine": mine, **around_it, **beside(found, mine)}
    return render(request, "reviews/assess.html", context, status=status)


@require_POST
def check_text(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Check a text that is being written and do what a button beside it says. The text itself is not saved."""
    found = the_assessment(request, assessment)
    refuse_if(rules.why_not_write(found, request.user))
    outcome = done(request, found, forms.narrative(request.POST))
    context = {"assessment": found, **beside(found, outcome.text, outcome, request.POST)}
    if request.headers.get("HX-Request"):
        return render(request, "reviews/_claims.html", {**context, "alone": True})
    typed = {**forms.drafted(request.POST, found), "narrative": outcome.text}
    around_it = around(found, request)
    form = _form(found, typed, around_it["suggestion"].rating or "", version_sent(request, found))
    return render(request, "reviews/assess.html", {**context, **around_it, "form": form})


def version_sent(request: CouncilRequest, found: Assessment) -> int:
    """That of the form which was sent."""
    version = keys.key(request.POST.get("version", ""))
    return found.version if version is None else version


@require_POST
def draft(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Keep what has been typed so far. The answer says when, and who else is writing."""
    found = the_assessment(request, assessment)
    refuse_if(rules.why_not_write(found, request.user))
    kept = actions.keep_draft(
        assessment=found,
        fields=forms.drafted(request.POST, found),
        version=version_sent(request, found),
        by=request.user,
    )
    others = queries.others_at_work(found, request.user, timezone.now())
    stale = kept is not None and kept.version != found.version
    return render(request, "reviews/_draft.html", {"kept": kept, "others": others, "stale": stale, "answer": True})


@require_POST
def discard(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Throw one's own draft away; the log keeps its words."""
    found = the_assessment(request, assessment)
    kept = queries.draft_of(found, request.user)
    if kept is not None:
        actions.discard_draft(draft=kept, by=request.user)
        told = "Your draft was discarded. The log keeps its words for the performance team."
        messages.success(request, told, extra_tags=reverse("reviews:assess", args=[council, found.pk]))
    return redirect("reviews:assess", council, found.pk)


def around(found: Assessment, request: CouncilRequest) -> dict[str, Any]:
    """What an author and a director see around the text: last round, the evidence, what it suggests, the thread, the steps."""
    pieces = suggesting.pieces(found)
    today, covered = timezone.localdate(), [coverage.priority for coverage in found.coverage.all()]
    due = reporting.due_for(found.round, covered, today) if found.round.state == Round.State.OPEN else []
    return {
        "assessment": found, "last": queries.last_assessment(found),
        "why_not_agree": rules.why_not_agree(found, request.user),
        "priorities": covered,
        "progress_due": with_leave(request, due),
        "progress_said": reporting.said_for(found.round, covered),
        "measure_names": queries.measure_names(found.council), "measures": reverse("record:measures", args=[found.council.slug]),
        "evidence": pieces, "suggestion": suggesting.suggestion(found, pieces),
        "compared": any(one.reading.elsewhere for one in pieces),
        "marks_of_evidence": suggesting.marks(pieces),
        "made_up": any(one.finding.made_up for one in pieces), "questions": queries.questions(found),
        "others": queries.others_at_work(found, request.user, timezone.now()),
        "corrections": corrections.of_assessment(found),
        "buttons": buttons(found, request), "due_on": found.due_on or found.round.submit_by,
    }  # fmt: skip


def buttons(found: Assessment, request: CouncilRequest) -> list[workflow.Transition]:
    """The steps that this person may take now by a button of their own: agreeing and asking have a page and a form."""
    allowed = workflow.allowed(ASSESSMENT, state=found.state, who=rules.who(found, request.user))
    return [one for one in allowed if one.verb in ("submit", "withdraw", "reopen") and found.round.state == "open"]


def say_what_is_open(request: CouncilRequest, found: Assessment, occasion: OpenContradiction.Occasion) -> None:
    """Saving and agreeing are never blocked; what was open is said, and stays on the record."""
    left = queries.open_at(found, occasion)
    if left:
        listed = " ".join(one.working for one in left[:5])
        more = f" And {len(left) - 5} more." if len(left) > 5 else ""
        told = words.count(len(left), "contradiction is", "contradictions are")
        messages.warning(request, f"{told} open and on the record with this version. {listed}{more}")


@require_POST
def begin(request: CouncilRequest, council: str, round: str, reference: str) -> HttpResponse:
    """Begin the assessment of a priority that has none in a round."""
    found = the_round(request, round)
    priority = queries.priority_at(request.council, reference)
    if priority is None:
        raise Http404(f"{request.council} has no priority {reference}.")
    kept = actions.begin(round=found, priority=priority, by=request.user)
    return redirect("reviews:assess", council, kept.pk)
