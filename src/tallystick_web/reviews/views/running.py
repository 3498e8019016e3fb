"""Opening and closing rounds, and setting their days."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick_web.councils import looking_back
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.reviews import actions, forms, presentation, queries, rules
from tallystick_web.reviews.models import Round
from tallystick_web.reviews.queries.as_at import claims as claims_as_at
from tallystick_web.reviews.queries.as_at import progress as as_at
from tallystick_web.reviews.views.found import the_round, the_round_then


def open_round(request: CouncilRequest, council: str) -> HttpResponse:
    """Open the round of a period, with its usual days or others."""
    refuse_if(rules.why_not_run_rounds(request.council, request.user))
    if request.method == "POST":
        form = forms.RoundForm(request.POST)
        if form.is_valid():
            days = form.cleaned_data["days"]
            round = actions.open_round(
                council=request.council, period=form.cleaned_data["period"], days=days, by=request.user
            )
            if queries.runs_on(round, days):
                messages.success(request, f"The round {round} is open.")
                return redirect("record:round", council, round.slug)
            mend = "Change its days on its page." if round.state == Round.State.OPEN else "Open it again on its page."
            state = round.get_state_display().lower()
            form.add_error("period", f"The round {round} is there already with days of its own, and {state}. {mend}")
        return render(request, "reviews/open_round.html", {"form": form})
    return render(request, "reviews/open_round.html", {"form": forms.RoundForm(initial=forms.begin(_wanted(request)))})


def _wanted(request: CouncilRequest) -> Period:
    """The period that the address names, else the one after the newest round, else the quarter that ended last."""
    try:
        return periods.parse(request.GET.get("period", ""))
    except periods.PeriodError:
        newest = next(iter(queries.rounds(request.council)), None)
        ended = periods.containing(timezone.localdate(), Frequency.QUARTER).step(-1)
        return newest.period.step() if newest and newest.period.frequency.per_year else ended


def timetable(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """Move the days of an open round."""
    found = the_round(request, round)
    form = forms.TimetableForm(request.POST or None, round=found)
    if form.is_valid():
        try:
            actions.set_timetable(round=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("submit_by", str(refused))
        else:
            messages.success(request, f"The days of {found} are set.")
            return redirect("reviews:progress", council, found.slug)
    return render(request, "reviews/timetable.html", {"round": found, "form": form})


@looking_back.allowed
def round_state(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """Close an open round, or open a closed one again with a reason; or look at what it would have been closed with on a day."""
    refuse_if(rules.why_not_run_rounds(request.council, request.user))
    if request.days.day:
        return _state_then(request, round, request.days.day)
    found = the_round(request, round)
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
        "round": found, "form": form, "missing": missing, "closing": closing, "carried": list(found.carried.select_related("priority")),
        "contradictions": presentation.narrowed(lines, "contradictions", ""), "days": request.days,
    }  # fmt: skip
    return render(request, "reviews/round_state.html", context)


def _state_then(request: CouncilRequest, slug: str, day: date) -> HttpResponse:
    round = the_round_then(request, slug)
    if round is None:
        return looking_back.not_opened_yet(request)
    every = as_at.lines(round, day)
    lines = presentation.lines(claims_as_at.checked_round(round, day))
    context = {
        "round": round, "days": request.days, "missing": [one.priority for one in every if not one.settled],
        "carried": [one for one in every if one.carried], "contradictions": presentation.narrowed(lines, "contradictions", ""),
    }  # fmt: skip
    return render(request, "reviews/round_state_then.html", context)
