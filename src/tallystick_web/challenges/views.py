"""Reading what challenges said."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tallystick_web.challenges import queries
from tallystick_web.councils.access import CouncilRequest


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The challenges of a council, newest first."""
    return render(request, "challenges/index.html", {"challenges": queries.challenges(request.council)})


def challenge(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """One challenge with its lists, each apart."""
    found = queries.challenge_at(request.council, reference)
    if found is None:
        raise Http404(f"{request.council} has no challenge {reference}.")
    return render(request, "challenges/challenge.html", {"challenge": found, "lists": queries.lists(found)})
