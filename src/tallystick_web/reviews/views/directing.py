"""Agreeing assessments as the accountable director, or in their place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.councils.access import CouncilRequest
from tallystick_web.reviews import actions, presentation, queries, rules
from tallystick_web.reviews.models import OpenContradiction
from tallystick_web.reviews.views.editor import around, say_what_is_open
from tallystick_web.reviews.views.found import priority_page, the_assessment


def agree(request: CouncilRequest, council: str, assessment: int) -> HttpResponse:
    """Agree a rating as the accountable director, with what is open in its narrative in view."""
    found = the_assessment(request, assessment)
    if request.method == "POST":
        actions.agree(assessment=found, by=request.user)
        messages.success(request, f"You agreed the rating of {found.references} for {found.round}.")
        say_what_is_open(request, found, OpenContradiction.Occasion.AGREED)
        return redirect(priority_page(found, council))
    marks = presentation.marks(queries.checked(found))
    context = {
        "assessment": found, **around(found, request), "why_not": rules.why_not_agree(found, request.user),
        "open": [mark for mark in marks if mark.claim.is_open], "tally": presentation.tally(marks),
        "aside": [mark for mark in marks if mark.tone == "aside"],
    }  # fmt: skip
    return render(request, "reviews/agree.html", context)
