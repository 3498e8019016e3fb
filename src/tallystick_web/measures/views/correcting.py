"""Another figure for a period that has one, or none where it was recorded by mistake. The old one stays in the history, and whoever relied on it is told."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tallystick.series import Missing, Vintage
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.measures import actions, queries, rules
from tallystick_web.measures.actions import NewObservation
from tallystick_web.measures.forms import CorrectForm, WithdrawForm
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
    # The form is that of a value that is asked for; nobody asked for this one, so its due is never saved.
    due = Due(pk=found.pk, measure=measure, frequency=found.frequency, start=found.start, end=found.end)
    takes_back = request.POST.get("then") == "withdraw"
    withdrawal = WithdrawForm(request.POST if takes_back else None)
    if withdrawal.is_valid():
        try:
            refuse_if(None if request.POST.get("shown") == str(found.pk) else CHANGED)
            actions.withdraw_observation(observation=found, reason=withdrawal.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            withdrawal.add_error(None, str(refused))
        else:
            messages.success(
                request,
                f"The figure of {measure.reference} for {found.period} was taken back. It stays in the history, and whoever relied on it is told.",
            )
            return redirect("record:measure", council, reference)
    form = CorrectForm(
        None if takes_back else request.POST or None,
        due=due,
        held=found,
        parts=bool(measure.numerator and measure.denominator) or found.numerator is not None,
    )
    if form.is_valid():
        try:
            actions.correct(held=found, by=request.user, to=_new(found, form))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                f"The figure of {measure.reference} for {found.period} was changed. The earlier one stays in the history, and whoever relied on it is told.",
            )
            return redirect("record:measure", council, reference)
    others = [(one.period.slug, str(one.period)) for one in held]
    context = {
        "measure": measure,
        "held": found,
        "form": form,
        "withdrawal": withdrawal,
        "others": others,
        "here": found.period.slug,
    }
    return render(request, "measures/correct.html", context)


def _new(held: Observation, form: CorrectForm) -> NewObservation:
    typed = form.cleaned_data
    return NewObservation(
        held.measure, held.area, held.period, Vintage(typed["vintage"]), typed["figure"],
        Missing(typed["missing"]) if typed["missing"] else None, typed["numerator"], typed["denominator"],
        markers=typed["markers"], source=held.source or held.measure.source, note=typed["note"].strip(),
    )  # fmt: skip
