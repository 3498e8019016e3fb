"""Targets of a measure: set, changed and taken away by the performance team. The log keeps what each was."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.common import keys
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures import actions, queries, rules
from tallystick_web.measures.forms.targeting import TargetForm
from tallystick_web.measures.models import Measure, Target


def target(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Set a target, or change the one that `?of=` names by its id, or take it away."""
    measure = queries.measure_at(request.council, reference)
    if measure is None:
        raise Http404("The council has no such measure.")
    refuse_if(rules.why_not_define(request.council, request.user))
    held = _named(measure, request.GET.get("of", ""))
    if held and request.POST.get("then") == "take_away":
        actions.take_target_away(target=held, by=request.user)
        messages.success(request, f"{held} was taken away. The log keeps what it was.")
        return redirect("record:measure", council, reference)
    form = TargetForm(request.POST or None, measure=measure, target=held)
    if form.is_valid():
        name, period = (held.name, held.period) if held else (form.cleaned_data["name"], form.cleaned_data["period"])
        kept = actions.set_target(
            measure=measure, name=name, period=period, by=request.user, illustrative=False, **form.figures()
        )
        messages.success(request, f"Saved: {kept}.")
        return redirect("record:measure", council, reference)
    return render(request, "measures/target.html", {"measure": measure, "held": held, "form": form})


def _named(measure: Measure, text: str) -> Target | None:
    if not text:
        return None
    key = keys.key(text)
    found = None if key is None else queries.target_at(measure, key)
    if found is None:
        raise Http404("The measure has no such target: it may have been taken away.")
    return found
