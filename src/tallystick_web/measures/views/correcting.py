"""Another figure for a period that has one, or none where it was recorded by mistake. The old one stays in the history, and whoever relied on it is told."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tallystick.series import Missing, Vintage
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.measures import actions, queries, rules
from tallystick_web.measures.actions import NewObservation
from tallystick_web.measures.forms.values import CorrectForm, WithdrawForm
from tallystick_web.measures.models import Due, Observation

CHANGED = (
    "Somebody else changed this figure meanwhile. Look at the one that is held now, above, before you take it back."
)


def correct(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Correct or revise the value of a period, or take it back, with the reason."""
    measure = queries.measure_at(request.council, reference)
    if measure is None:
        raise Http404("The council has no such measure.")
    refuse_if(rules.why_not_record(request.council, [measure], request.user))
    held = queries.own_values(measure)
    found = next((one for one in held if one.period.slug == request.GET.get("period", "")), held[0] if held else None)
    if found is None:
        raise Http404("The measure has no value that could be corrected.")
    withdrawal = WithdrawForm(request.POST if _takes_back(request) else None)
    form = _correction(request, found)
    if _withdrawn(request, found, withdrawal) or _corrected(request, found, form):
        return redirect("record:measure", council, reference)
    others = [(one.period.slug, str(one.period)) for one in held]
    context = {
        "measure": measure, "held": found, "form": form, "withdrawal": withdrawal, "others": others, "here": found.period.slug,
    }  # fmt: skip
    return render(request, "measures/correct.html", context)


def _takes_back(request: CouncilRequest) -> bool:
    return request.POST.get("then") == "withdraw"


def _correction(request: CouncilRequest, held: Observation) -> CorrectForm:
    """The form of a value that is asked for; nobody asked for this one, so its due is never saved."""
    measure = held.measure
    due = Due(pk=held.pk, measure=measure, frequency=held.frequency, start=held.start, end=held.end)
    parts = bool(measure.numerator and measure.denominator) or held.numerator is not None
    return CorrectForm(None if _takes_back(request) else request.POST or None, due=due, held=held, parts=parts)


def _withdrawn(request: CouncilRequest, held: Observation, form: WithdrawForm) -> bool:
    """Take back the figure that the page showed, unless another stands there by now."""
    if not form.is_valid():
        return False
    try:
        refuse_if(None if request.POST.get("shown") == str(held.pk) else CHANGED)
        actions.withdraw_observation(observation=held, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    _tell(request, held, "taken back. It")
    return True


def _corrected(request: CouncilRequest, held: Observation, form: CorrectForm) -> bool:
    """Put another figure in front of the one that is held."""
    if not form.is_valid():
        return False
    try:
        actions.correct(held=held, by=request.user, to=_new(held, form))
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    _tell(request, held, "changed. The earlier one")
    return True


def _tell(request: CouncilRequest, held: Observation, done: str) -> None:
    figure = f"The figure of {held.measure.reference} for {held.period}"
    messages.success(request, f"{figure} was {done} stays in the history, and whoever relied on it is told.")


def _new(held: Observation, form: CorrectForm) -> NewObservation:
    typed = form.cleaned_data
    return NewObservation(
        held.measure, held.area, held.period, Vintage(typed["vintage"]), typed["figure"],
        Missing(typed["missing"]) if typed["missing"] else None, typed["numerator"], typed["denominator"],
        markers=typed["markers"], source=held.source or held.measure.source, note=typed["note"].strip(),
    )  # fmt: skip
