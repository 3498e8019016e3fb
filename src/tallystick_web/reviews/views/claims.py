"""What narratives claim and promise: beside a text that is written, as the list of a round, as the register of promises."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from tallystick_web.common import exports as files
from tallystick_web.common import keys
from tallystick_web.councils import looking_back
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.reviews import actions, checking, exports, forms, presentation, queries, rules
from tallystick_web.reviews.models import Assessment, ClaimDecision
from tallystick_web.reviews.queries.as_at import claims as as_at
from tallystick_web.reviews.views.found import the_round_then

A_PAGE = 50
CHOICES = {
    "seen": ClaimDecision.Choice.SEEN,
    "set-aside": ClaimDecision.Choice.SET_ASIDE,
    "link": ClaimDecision.Choice.LINKED,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pressing a button beside a text did: the text before and after, what to say, and what was wrong where."""

    before: str
    text: str
    said: str = ""
    problems: dict[str, str] = field(default_factory=dict)


def beside(found: Assessment, text: str, outcome: Outcome | None = None, query: Any = None) -> dict[str, object]:
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


def done(request: CouncilRequest, found: Assessment, text: str) -> Outcome:
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
    named = keys.key(key)
    promise = None if named is None else queries.promise_at(request.council, named)
    if promise is None:
        return Outcome(text, text)
    said = forms.typed(request.POST, "words").get(key, "")
    if why_not := rules.why_not_keep_promise(promise, said, request.user):
        return Outcome(text, text, why_not, {key: why_not})
    actions.keep_promise(promise=promise, words=said, kept_in=found, by=request.user)
    return Outcome(text, text, f"On the record as kept: {promise}")


@looking_back.allowed
def claims_page(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """The contradictions and the unlinked claims of a round, or whichever claims the filters ask for."""
    found, day = the_round_then(request, round), request.days.day
    if found is None:
        return looking_back.not_opened_yet(request)
    lines = presentation.lines(as_at.checked_round(found, day) if day else queries.checked_round(found))
    show, theme = request.GET.get("show", ""), request.GET.get("theme", "")
    themes = list(dict.fromkeys(line.theme for line in lines if line.theme))
    filters = forms.ClaimFilters(
        request.GET, choices={"show": presentation.SHOWS.items(), "theme": [(one, one) for one in themes]}
    )
    shown = presentation.narrowed(lines, show, theme, request.GET.get("sort", ""))
    context = {
        "round": found, "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")), "total": len(lines), "filters": filters,
        "contradictions": len(presentation.narrowed(lines, "contradictions", "")),
        "unlinked": len(presentation.narrowed(lines, "unlinked", "")),
        "may_write": not day and not rules.why_not_begin(found, request.user), "query": request.GET.urlencode(),
        "days": request.days, "untold": as_at.untold(found, day) if day else 0,
    }  # fmt: skip
    return render(request, "reviews/claims.html", context)


@looking_back.allowed
def claims_file(request: CouncilRequest, council: str, round: str, format: str) -> HttpResponseBase:
    """The same list as a file."""
    found, day = the_round_then(request, round), request.days.day
    if found is None:
        return looking_back.not_opened_yet(request)
    lines = presentation.lines(as_at.checked_round(found, day) if day else queries.checked_round(found))
    shown = presentation.narrowed(lines, *(request.GET.get(name, "") for name in ("show", "theme", "sort")))
    return files.response(exports.of_claims(shown), format, f"{council}-{found.slug}-claims")


def promises_page(request: CouncilRequest, council: str) -> HttpResponse:
    """The register of promises as at a day: that of the newest round's end, unless the address says another."""
    filters, on, state = _register_filters(request)
    found = list(queries.promises(request.council, state, on))
    context = {
        "promises": presentation.register(found, on, request.GET.get("sort", "")), "on": on, "filters": filters, "filtered": bool(state),
        "counts": queries.promise_counts(request.council, on), "query": request.GET.urlencode(),
        "may_write": request.may_open("reviews:promise"),
    }  # fmt: skip
    return render(request, "reviews/promises.html", context)


def promises_file(request: CouncilRequest, council: str, format: str) -> HttpResponseBase:
    """The same register as a file."""
    _, on, state = _register_filters(request)
    shown = presentation.register(queries.promises(request.council, state, on), on, request.GET.get("sort", ""))
    return files.response(exports.of_promises(shown), format, f"{council}-promises")


def _register_filters(request: CouncilRequest) -> tuple[forms.PromiseFilters, date | None, str]:
    newest = next(iter(queries.rounds(request.council)), None)
    query = request.GET.copy()
    if newest and not query.get("on"):
        query["on"] = newest.end.isoformat()
    filters = forms.PromiseFilters(query, choices={"state": queries.PROMISE_STATES.items()})
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
