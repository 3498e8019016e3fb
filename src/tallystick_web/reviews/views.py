"""Opening and closing rounds, writing, checking and agreeing assessments, and what they claim and promise."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tallystick.judgement import Rating
from tallystick_web.common import exports as files
from tallystick_web.common import words
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.reviews import actions, checking, exports, forms, presentation, queries, rules
from tallystick_web.reviews.models import Assessment, ClaimDecision, OpenContradiction, Round

CHOICES = {
    "seen": ClaimDecision.Choice.SEEN,
    "set-aside": ClaimDecision.Choice.SET_ASIDE,
    "link": ClaimDecision.Choice.LINKED,
}


def open_round(request: CouncilRequest, council: str) -> HttpResponse:
    """Open the round of a period."""
    refuse_if(rules.why_not_run_rounds(request.council, request.user))
    form = forms.RoundForm(request.POST or None)
    if form.is_valid():
        round = actions.open_round(council=request.council, period=form.cleaned_data["period"], by=request.user)
        messages.success(request, f"The round {round} is open.")
        return redirect("record:round", council, round.slug)
    return render(request, "reviews/open_round.html", {"form": form})


def round_state(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """Close an open round, or open a closed one again with a reason."""
    found = _round(request, round)
    refuse_if(rules.why_not_run_rounds(request.council, request.user))
    closing = found.state == Round.State.OPEN
    missing = queries.not_settled(found) if closing else []
    kind = (forms.ClosingForm if missing else None) if closing else forms.ReopeningForm
    form = kind(request.POST if request.method == "POST" else None) if kind else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if closing:
            carrying = form.cleaned_data["carrying"] if form else ""
            actions.close_round(round=found, carrying=carrying, by=request.user)
        elif form:
            actions.reopen_round(round=found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"The round {found} is {found.get_state_display().lower()}.")
        return redirect("record:round", council, found.slug)
    lines = presentation.lines(queries.checked_round(found)) if closing else []
    context = {
        "round": found, "form": form, "missing": missing, "closing": closing,
        "contradictions": presentation.narrowed(lines, "contradictions", ""),
    }  # fmt: skip
    return render(request, "reviews/round_state.html", context)


def assess(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Write the narrative and give the rating. A stale form is answered with both texts, and nothing is lost."""
    found = _assessment(request, assessment)
    refuse_if(rules.why_not_write(found, request.user))
    form = forms.AssessmentForm(request.POST or None, assessment=found)
    if form.is_valid():
        try:
            saved = actions.judge(
                assessment=found, narrative=form.cleaned_data["narrative"],
                rating=Rating(form.cleaned_data["rating"]) if form.cleaned_data["rating"] else None,
                reason=form.cleaned_data["rating_reason"], version=form.cleaned_data["version"], by=request.user,
            )  # fmt: skip
        except actions.Stale as stale:
            return _both_texts(request, found, form, stale.current)
        messages.success(request, f"Saved for {found.references}, {found.round}.")
        _say_what_is_open(request, saved, OpenContradiction.Occasion.SAVED)
        return redirect(_priority_page(found, council))
    text = forms.narrative(request.POST) if request.method == "POST" else found.narrative
    context = {"assessment": found, "form": form, **_around(found, request), **_beside(found, text)}
    return render(request, "reviews/assess.html", context)


def _say_what_is_open(request: CouncilRequest, found: Assessment, occasion: OpenContradiction.Occasion) -> None:
    """Saving and agreeing are never blocked; what was open is said, and stays on the record."""
    left = queries.open_at(found, occasion)
    if left:
        listed = " ".join(one.working for one in left[:5])
        more = f" And {len(left) - 5} more." if len(left) > 5 else ""
        told = words.count(len(left), "contradiction is", "contradictions are")
        messages.warning(request, f"{told} open and on the record with this version. {listed}{more}")


def _beside(found: Assessment, text: str, outcome: "Outcome | None" = None, query: Any = None) -> dict[str, object]:
    """What stands beside a text: its marks, the text cut at them, what it promises and what was promised before."""
    checked = queries.checked(found, text)
    marks = presentation.marks(checked, presentation.drafts(query, outcome.problems if outcome else {}))
    return {
        "marks": marks, "pieces": presentation.pieces(text, marks), "tally": presentation.tally(marks),
        "text": text, "promised": checking.examined(text, found.round.period).promises,
        "prompts": presentation.prompts(queries.promises_to_answer(found), found, query, outcome.problems if outcome else {}),
        "said": outcome.said if outcome else "", "corrected": outcome is not None and outcome.text != outcome.before,
        "history": queries.on_record(found),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pressing a button beside a text did: the text before and after, what to say, and what was wrong where."""

    before: str
    text: str
    said: str = ""
    problems: dict[str, str] = field(default_factory=dict)


@require_POST
def check_text(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Check a text that is being written and do what a button beside it says. The text itself is not saved."""
    found = _assessment(request, assessment)
    refuse_if(rules.why_not_write(found, request.user))
    outcome = _done(request, found, forms.narrative(request.POST))
    context = {"assessment": found, **_beside(found, outcome.text, outcome, request.POST)}
    if request.headers.get("HX-Request"):
        return render(request, "reviews/_claims.html", {**context, "alone": True})
    typed = {**request.POST.dict(), "narrative": outcome.text}
    form = forms.AssessmentForm(assessment=found, initial=typed)
    return render(request, "reviews/assess.html", {**context, **_around(found, request), "form": form})


def _done(request: CouncilRequest, found: Assessment, text: str) -> Outcome:
    asked = forms.asked(request.POST)
    if asked.verb == "kept":
        return _promise_kept(request, found, text, asked.key)
    claim = (
        next((one for one in queries.checked(found, text).claims if one.key == asked.key), None) if asked.key else None
    )
    if claim is None:
        gone = "The text has changed since: the claim is no longer in it. Nothing was done."
        return Outcome(text, text, gone if asked.key else "")
    if asked.verb == "correct":
        said = f"{claim.finding.text} was replaced by {claim.proposed} in the text. It is not saved yet."
        return Outcome(text, checking.corrected(text, claim), said)
    if asked.verb == "take-back":
        decision = queries.decision_on(found, claim.key)
        if decision:
            actions.take_back(decision=decision, by=request.user)
        return Outcome(text, text, f"The decision on {claim.finding.text} was taken back.")
    return _decided(request, found, text, claim, CHOICES.get(asked.verb))


def _decided(
    request: CouncilRequest, found: Assessment, text: str, claim: checking.Claim, choice: ClaimDecision.Choice | None
) -> Outcome:
    if choice is None:
        return Outcome(text, text)
    linking, key = choice == ClaimDecision.Choice.LINKED, claim.key
    measure = (
        queries.measure_at(request.council, forms.typed(request.POST, "measure").get(key, "")) if linking else None
    )
    reason = forms.typed(request.POST, "reason").get(key, "") if choice == ClaimDecision.Choice.SET_ASIDE else ""
    if why_not := rules.why_not_decide(found, choice, reason, measure, request.user):
        return Outcome(text, text, why_not, {key: why_not})
    actions.decide(assessment=found, claim=claim, choice=choice, reason=reason, measure=measure, by=request.user)
    return Outcome(text, text, f"{claim.finding.text}: {choice.label.lower()}.")


def _promise_kept(request: CouncilRequest, found: Assessment, text: str, key: str) -> Outcome:
    promise = queries.promise_at(request.council, int(key)) if key.isdecimal() else None
    if promise is None:
        return Outcome(text, text)
    said = forms.typed(request.POST, "words").get(key, "")
    if why_not := rules.why_not_keep_promise(promise, said, request.user):
        return Outcome(text, text, why_not, {key: why_not})
    actions.keep_promise(promise=promise, words=said, kept_in=found, by=request.user)
    return Outcome(text, text, f"On the record as kept: {promise}")


def claims_page(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """The contradictions and the unlinked claims of a round, or whichever claims the filters ask for."""
    found = _round(request, round)
    lines = presentation.lines(queries.checked_round(found))
    show, theme = request.GET.get("show", ""), request.GET.get("theme", "")
    themes = list(dict.fromkeys(line.theme for line in lines if line.theme))
    filters = forms.ClaimFilters(request.GET, shows=presentation.SHOWS, themes=themes)
    shown = presentation.narrowed(lines, show, theme)
    context = {
        "round": found, "lines": shown, "total": len(lines), "filters": filters,
        "contradictions": len(presentation.narrowed(lines, "contradictions", "")),
        "unlinked": len(presentation.narrowed(lines, "unlinked", "")),
        "may_write": not rules.why_not_begin(found, request.user), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "reviews/claims.html", context)


def claims_file(request: CouncilRequest, council: str, round: str, format: str) -> HttpResponseBase:
    """The same list as a file."""
    found = _round(request, round)
    lines = presentation.lines(queries.checked_round(found))
    shown = presentation.narrowed(lines, request.GET.get("show", ""), request.GET.get("theme", ""))
    return files.response(exports.of_claims(shown), format, f"{council}-{found.slug}-claims")


def promises_page(request: CouncilRequest, council: str) -> HttpResponse:
    """The register of promises as at a day: that of the newest round's end, unless the address says another."""
    filters, on, state = _register_filters(request)
    found = list(queries.promises(request.council, state, on))
    context = {
        "promises": presentation.register(found, on), "on": on, "filters": filters, "filtered": bool(state),
        "counts": queries.promise_counts(request.council, on), "query": request.GET.urlencode(),
        "may_write": request.may_open("reviews:promise"),
    }  # fmt: skip
    return render(request, "reviews/promises.html", context)


def promises_file(request: CouncilRequest, council: str, format: str) -> HttpResponseBase:
    """The same register as a file."""
    _, on, state = _register_filters(request)
    shown = presentation.register(queries.promises(request.council, state, on), on)
    return files.response(exports.of_promises(shown), format, f"{council}-promises")


def _register_filters(request: CouncilRequest) -> tuple[forms.PromiseFilters, date | None, str]:
    newest = next(iter(queries.rounds(request.council)), None)
    query = request.GET.copy()
    if newest and not query.get("on"):
        query["on"] = newest.end.isoformat()
    filters = forms.PromiseFilters(query, states=queries.PROMISE_STATES)
    on = filters.cleaned_data.get("on") if filters.is_valid() else newest.end if newest else None
    return filters, on, request.GET.get("state", "")


def promise_page(request: CouncilRequest, council: str, promise: int) -> HttpResponse:
    """One promise: say with which words it was kept, or take that back."""
    found = queries.promise_at(request.council, promise)
    if found is None:
        raise Http404(f"{request.council} has no such promise.")
    form = None if found.kept_at else forms.KeepingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        if form is None:
            actions.reopen_promise(promise=found, by=request.user)
        else:
            actions.keep_promise(promise=found, words=form.cleaned_data["words"], by=request.user)
        messages.success(
            request, "The promise is open again." if form is None else "The promise is on the record as kept."
        )
        return redirect("reviews:promises", council)
    return render(request, "reviews/promise.html", {"promise": found, "form": form})


def _both_texts(
    request: CouncilRequest, found: Assessment, form: forms.AssessmentForm, current: Assessment
) -> HttpResponse:
    """The person's own text stays in the form, now made from the newest version; the other's stands beside it."""
    again = forms.AssessmentForm(assessment=current, initial={**form.cleaned_data, "version": current.version})
    context = {"assessment": found, "form": again, "theirs": current, **_around(found, request)}
    context |= _beside(found, form.cleaned_data["narrative"])
    return render(request, "reviews/assess.html", context, status=409)


def agree(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Agree a rating as the accountable director, with what is open in its narrative in view."""
    found = _assessment(request, assessment)
    if request.method == "POST":
        actions.agree(assessment=found, by=request.user)
        messages.success(request, f"You agreed the rating of {found.references} for {found.round}.")
        _say_what_is_open(request, found, OpenContradiction.Occasion.AGREED)
        return redirect(_priority_page(found, council))
    marks = presentation.marks(queries.checked(found))
    context = {
        "assessment": found, **_around(found, request), "why_not": rules.why_not_agree(found, request.user),
        "open": [mark for mark in marks if mark.claim.is_open], "tally": presentation.tally(marks),
        "aside": [mark for mark in marks if mark.tone == "aside"],
    }  # fmt: skip
    return render(request, "reviews/agree.html", context)


@require_POST
def begin(request: CouncilRequest, council: str, round: str, reference: str) -> HttpResponse:
    """Begin the assessment of a priority that has none in a round."""
    found = _round(request, round)
    priority = queries.priority_at(request.council, reference)
    if priority is None:
        raise Http404(f"{request.council} has no priority {reference}.")
    kept = queries.assessments_by_priority(found).get(priority.pk)
    kept = kept or actions.keep_assessment(
        round=found, priorities=[priority], narrative="", rating=None, reason="", grades=[], by=request.user
    )
    return redirect("reviews:assess", council, kept.pk)


def _round(request: CouncilRequest, slug: str) -> Round:
    found = queries.round_at(queries.rounds(request.council), slug)
    if found is None:
        raise Http404(f"{request.council} has no round {slug}.")
    return found


def _assessment(request: CouncilRequest, key: int) -> Assessment:
    found = queries.assessment_at(request.council, key)
    if found is None:
        raise Http404(f"{request.council} has no such assessment.")
    return found


def _around(found: Assessment, request: HttpRequest) -> dict[str, object]:
    return {
        "last": queries.last_assessment(found),
        "why_not_agree": rules.why_not_agree(found, request.user),
        "priorities": [coverage.priority for coverage in found.coverage.all()],
        "measures": queries.measure_names(found.council),
    }


def _priority_page(found: Assessment, council: str) -> str:
    first = found.coverage.all()[0].priority
    return reverse("record:priority", args=[council, first.reference]) + f"?round={found.round.slug}"
