"""A page as it stood at the end of a day, `?as_at=2009-11-12`: one way for every page that can be looked back at.

The address stays the same, so whoever may open the page today may look back at it and nobody else. Nothing is written in the past: a
form that is sent to such an address is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from tallystick_web.audit import queries as audit
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.forms import DayForm

View = Callable[..., HttpResponseBase]


def allowed(view: View) -> View:
    """Let a page be looked back at. The view finds the day that is asked for in `request.days.day`, None for today's page."""

    @wraps(view)
    def looked(request: CouncilRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        asked = "as_at" in request.GET
        first = audit.first_day(request.council.slug) if asked else None
        request.days = DayForm(request.GET, first=first, today=timezone.localdate())
        if asked and request.method == "POST":
            return HttpResponseNotAllowed(["GET"])
        if request.days.errors:
            return render(request, "common/no_such_day.html", {"form": request.days})
        return view(request, *args, **parts)

    return looked


def not_opened_yet(request: CouncilRequest) -> HttpResponse:
    """The page of a round on a day before it was opened."""
    return not_there_yet(request, "The round had not been opened")


def not_there_yet(request: CouncilRequest, what: str) -> HttpResponse:
    """A page on a day before there was anything to show; `what` begins the sentence that says so."""
    return render(request, "common/not_there_yet.html", {"day": request.days.day, "what": what})
