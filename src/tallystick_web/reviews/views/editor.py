"""Writing, checking and judging one assessment."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tallystick.judgement import Rating
from tallystick_web.common import words
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.reviews import actions, forms, queries, rules
from tallystick_web.reviews.models import Assessment, OpenContradiction
from tallystick_web.reviews.views.claims import beside, done
from tallystick_web.reviews.views.found import priority_page, the_assessment, the_round


def assess(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Write the narrative and give the rating. A stale form is answered with both texts, and nothing is lost."""
    found = the_assessment(request, assessment)
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
        say_what_is_open(request, saved, OpenContradiction.Occasion.SAVED)
        return redirect(priority_page(found, council))
    text = forms.narrative(request.POST) if request.method == "POST" else found.narrative
    context = {"assessment": found, "form": form, **around(found, request), **beside(found, text)}
    return render(request, "reviews/assess.html", context)


def _both_texts(
    request: CouncilRequest, found: Assessment, form: forms.AssessmentForm, current: Assessment
) -> HttpResponse:
    """The person's own text stays in the form, now made from the newest version; the other's stands beside it."""
    again = forms.AssessmentForm(assessment=current, initial={**form.cleaned_data, "version": current.version})
    context = {"assessment": found, "form": again, "theirs": current, **around(found, request)}
    context |= beside(found, form.cleaned_data["narrative"])
    return render(request, "reviews/assess.html", context, status=409)


@require_POST
def check_text(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Check a text that is being written and do what a button beside it says. The text itself is not saved."""
    found = the_assessment(request, assessment)
    refuse_if(rules.why_not_write(found, request.user))
    outcome = done(request, found, forms.narrative(request.POST))
    context = {"assessment": found, **beside(found, outcome.text, outcome, request.POST)}
    if request.headers.get("HX-Request"):
        return render(request, "reviews/_claims.html", {**context, "alone": True})
    typed = {**request.POST.dict(), "narrative": outcome.text}
    form = forms.AssessmentForm(assessment=found, initial=typed)
    return render(request, "reviews/assess.html", {**context, **around(found, request), "form": form})


def around(found: Assessment, request: CouncilRequest) -> dict[str, object]:
    return {
        "last": queries.last_assessment(found),
        "why_not_agree": rules.why_not_agree(found, request.user),
        "priorities": [coverage.priority for coverage in found.coverage.all()],
        "measures": queries.measure_names(found.council),
    }


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
    kept = queries.assessments_by_priority(found).get(priority.pk)
    kept = kept or actions.keep_assessment(
        round=found, priorities=[priority], narrative="", rating=None, reason="", grades=[], by=request.user
    )
    return redirect("reviews:assess", council, kept.pk)
