"""Where a visitor begins: the councils of this installation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.councils import queries


def start(request: HttpRequest) -> HttpResponse:
    """The councils here. A person of one council goes straight to its home."""
    mine = list(queries.councils_of(request.user))
    if len(mine) == 1:
        return redirect("record:home", council=mine[0].slug)
    return render(request, "councils/start.html", {"councils": queries.councils(), "mine": mine})
