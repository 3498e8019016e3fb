"""Opening and closing rounds."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.reviews import actions, forms, presentation, queries, rules
from tallystick_web.reviews.models import Round
from tallystick_web.reviews.views.found import the_round


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
    found = the_round(request, round)
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
