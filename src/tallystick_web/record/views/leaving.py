"""Somebody leaves the council: first what becomes nobody's, then the deed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tallystick_web.councils import actions, rules
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.record.queries import leaving
from tallystick_web.record.views.pages import shown


def leave(request: CouncilRequest, council: str, person: int) -> HttpResponse:
    """Take all roles of a person who leaves, once it is seen what they leave behind."""
    found = leaving.leaving(request.council, person, timezone.localdate())
    if found is None:
        raise Http404("Nobody of this council.")
    why_not = rules.why_not_leave(request.council, found.person, request.user)
    if request.method == "POST":
        refuse_if(why_not)
        actions.leave(council=request.council, person=found.person, by=request.user)
        messages.success(
            request,
            f"{found.person} holds no role here any more. What they looked after stands first on the page of owners.",
        )
        return redirect("measures:owners" if found.measures else "councils:people", council)
    return shown(request, "record/leave.html", {"leaving": found, "why_not": why_not})
