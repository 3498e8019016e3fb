"""The page on which a record is added or changed, the same for every kind that has a version."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions.rows import Stale


def keeping_page(
    request: CouncilRequest, form: Any, found: Any, *, kind: str, keep: Callable[..., Any], at: Callable[[Any], str]
) -> HttpResponse:
    """Keep what was typed and go to the record, or show the form again with why not.

    A form that was made from an older version is made anew from the newest, and what was typed stays in it.
    """
    stale = False
    if form.is_valid():
        try:
            kept = keep(council=request.council, by=request.user, **form.cleaned_data)
        except Stale as error:
            typed, stale = request.POST.copy(), True
            typed["version"] = str(error.current.version)
            form = type(form)(typed, council=request.council, **{kind: error.current})
            form.add_error(None, str(error))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Saved: {kept}.")
            return redirect(at(kept))
    context = {"form": form, kind: found, "stale": stale}
    return render(request, f"delivery/{kind}_form.html", context, status=409 if stale else 200)
