"""Entering the values that are asked of somebody."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tallystick_web.common import words
from tallystick_web.common.context import address
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.record import collecting
from tallystick_web.record.views.pages import shown


def collect(request: CouncilRequest, council: str) -> HttpResponse:
    """Every value that is asked of this person on one page; one that is asked of another, for whoever may give it."""
    today = timezone.localdate()
    if request.method == "POST":
        asked = collecting.dues_of(request.council, request.POST.getlist("due"))
        outcome = collecting.received(request.council, asked, request.POST, today, request.user)
        _say_what_was_saved(request, outcome)
        if not outcome.errors:
            return redirect("record:collect", council)
        context: dict[str, Any] = {
            "entries": outcome.left,
            "total": len(outcome.left),
            "errors": outcome.errors,
            "timing_anew": bool(outcome.saved),
        }
    else:
        context = collecting.page(request.council, request.user, today, request.GET)
    context |= {
        "form": {"errors": context.get("errors")},
        "workbook": address("measures:workbook", council=council),
    }  # fmt: skip
    return shown(request, "record/collect.html", context)


def _say_what_was_saved(request: CouncilRequest, outcome: collecting.Outcome) -> None:
    if outcome.saved:
        listed = "; ".join(collecting.told(one) for one in outcome.saved[:8])
        more = f"; and {len(outcome.saved) - 8} more" if len(outcome.saved) > 8 else ""
        told = f"{words.count(len(outcome.saved), 'value')} saved. {listed}{more}."
        messages.success(request, told, extra_tags=request.get_full_path())
    for due in outcome.taken:
        messages.warning(
            request,
            f"Somebody gave {due} meanwhile, with another figure. Yours was not saved: if it is right, correct the one held on the page of the measure.",
        )
