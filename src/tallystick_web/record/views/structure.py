"""The council's directorates and services: the tree with what hangs on each, and closing one that is no longer used."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick_web.common import exports
from tallystick_web.councils import actions, rules
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.record.queries import structure


def structure_page(request: CouncilRequest, council: str) -> HttpResponse:
    """The tree of units, each with its head and what hangs on it; the closed ones apart."""
    every = structure.structure(request.council, timezone.localdate())
    lines = [one for one in every if not one.unit.closed_on]
    context = {
        "lines": lines, "closed": [one for one in every if one.unit.closed_on],
        "headless": sum(one.before is None for one in lines),
        "may_manage": rules.why_not_manage(request.council, request.user) is None,
    }  # fmt: skip
    return render(request, "record/structure.html", context)


def structure_file(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The units with their heads and what hangs on each, in the order of the tree, the closed ones too."""
    table = structure.table(structure.structure(request.council, timezone.localdate()))
    return exports.response(table, form, f"{council}-units")


def close_unit(request: CouncilRequest, council: str, unit: int) -> HttpResponse:
    """Close a unit, once it is seen what hangs on it."""
    every = structure.structure(request.council, timezone.localdate())
    line = next((one for one in every if one.unit.pk == unit), None)
    if line is None:
        raise Http404("The council has no such directorate or service.")
    if request.method == "POST":
        closing = line.unit
        actions.close_unit(unit=closing, hangs=lambda: structure.hanging(closing), by=request.user)
        messages.success(request, f"{line.unit} is closed. What was done in it still names it.")
        return redirect("record:structure", council)
    why_not = rules.why_not_close_unit(line.unit, [one.words for one in line.hangs], request.user)
    return render(request, "record/close_unit.html", {"line": line, "why_not": why_not})
