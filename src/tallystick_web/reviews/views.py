"""Opening and closing rounds, writing and agreeing assessments."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tallystick.judgement import Rating
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.reviews import actions, forms, queries, rules
from tallystick_web.reviews.models import Assessment, Round


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
    form = None if closing else forms.ReopeningForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        if form is None:
            actions.close_round(round=found, by=request.user)
        else:
            actions.reopen_round(round=found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"The round {found} is {found.get_state_display().lower()}.")
        return redirect("record:round", council, found.slug)
    context = {"round": found, "form": form, "missing": queries.unassessed(found), "closing": closing}
    return render(request, "reviews/round_state.html", context)


def assess(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Write the narrative and give the rating. A stale form is answered with both texts, and nothing is lost."""
    found = _assessment(request, assessment)
    refuse_if(rules.why_not_write(found.round, request.user))
    form = forms.AssessmentForm(request.POST or None, assessment=found)
    if form.is_valid():
        try:
            actions.judge(
                assessment=found, narrative=form.cleaned_data["narrative"],
                rating=Rating(form.cleaned_data["rating"]) if form.cleaned_data["rating"] else None,
                reason=form.cleaned_data["rating_reason"], version=form.cleaned_data["version"], by=request.user,
            )  # fmt: skip
        except actions.Stale as stale:
            return _both_texts(request, found, form, stale.current)
        messages.success(request, f"Saved for {found.references}, {found.round}.")
        return redirect(_priority_page(found, council))
    return render(request, "reviews/assess.html", {"assessment": found, "form": form, **_around(found, request)})


def _both_texts(
    request: CouncilRequest, found: Assessment, form: forms.AssessmentForm, current: Assessment
) -> HttpResponse:
    """The person's own text stays in the form, now made from the newest version; the other's stands beside it."""
    again = forms.AssessmentForm(assessment=current, initial={**form.cleaned_data, "version": current.version})
    context = {"assessment": found, "form": again, "theirs": current, **_around(found, request)}
    return render(request, "reviews/assess.html", context, status=409)


@require_POST
def agree(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Agree a rating as the accountable director."""
    found = _assessment(request, assessment)
    actions.agree(assessment=found, by=request.user)
    messages.success(request, f"You agreed the rating of {found.references} for {found.round}.")
    return redirect(_priority_page(found, council))


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
    }


def _priority_page(found: Assessment, council: str) -> str:
    first = found.coverage.all()[0].priority
    return reverse("record:priority", args=[council, first.reference]) + f"?round={found.round.slug}"
