"""How a measure is defined: read and changed by the performance team. The log keeps what it was."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.measures import actions, queries, rules
from tallystick_web.measures.forms.defining import DefinitionForm

STALE = "Somebody else changed this measure while you had it open. Look at its page for what it is now; if yours is right, save it again."


def define(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Change the definition of a measure; a form made from an older one is shown again first."""
    measure = queries.measure_at(request.council, reference)
    if measure is None:
        raise Http404("The council has no such measure.")
    refuse_if(rules.why_not_define(request.council, request.user))
    seen = queries.definition_seen(measure)
    posted = request.POST.copy() if request.method == "POST" else None
    stale = posted is not None and posted.get("seen") != str(seen)
    if posted is not None:
        posted["seen"] = str(seen)
    services = councils.open_units(request.council, measure.service_id)
    form = DefinitionForm(posted, measure=measure, seen=seen, services=services)
    if stale:
        form.add_error(None, STALE)
    elif form.is_valid():
        try:
            actions.keep_measure(council=request.council, reference=reference, by=request.user, **form.definition())
        except Refused as refused:
            form.add_error("service", str(refused))  # closed since it was offered: all else the form has asked
        else:
            messages.success(request, f"The definition of {reference} is saved. The log keeps what it was.")
            return redirect("record:measure", council, reference)
    return render(request, "measures/define.html", {"measure": measure, "form": form})
