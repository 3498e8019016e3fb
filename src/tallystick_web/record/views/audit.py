"""Who did what when."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tallystick_web.common import exports, keys
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.record import forms
from tallystick_web.record.queries import trail


def log_page(request: CouncilRequest, council: str) -> HttpResponse:
    """The log of the council, or of one of its records, newest first."""
    filters = forms.log_filters(request.GET, request.council)
    wanted = filters.asked()
    found = trail.trail(request.council, wanted, _number(request, "before"), _number(request, "after"))
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    filtered = any(query.get(name) for name in filters.fields)
    context = {"trail": found, "form": filters, "filtered": filtered, "narrowed": query.urlencode()}
    return render(request, "record/audit.html", context)


def log_file(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same, all of it, as a file."""
    filters = forms.log_filters(request.GET, request.council)
    wanted = filters.asked()
    if filters.errors or form not in exports.FORMS:
        raise Http404("There is no such export: check the dates.")
    return exports.response(trail.file(request.council, wanted), form, f"{council}-log")


def _number(request: CouncilRequest, name: str) -> int | None:
    return keys.key(request.GET.get(name, ""))
