"""What the addresses of the reviews name, found in their council or not found."""

from django.http import Http404
from django.urls import reverse

from tallystick_web.councils.access import CouncilRequest
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import Assessment, Round
from tallystick_web.reviews.queries import as_at


def the_round(request: CouncilRequest, slug: str) -> Round:
    found = queries.round_at(queries.rounds(request.council), slug)
    if found is None:
        raise Http404(f"{request.council} has no round {slug}.")
    return found


def the_round_then(request: CouncilRequest, slug: str) -> Round | None:
    """The same, as it was on the day that is looked back at; None where it had not been opened by then."""
    found, day = the_round(request, slug), request.days.day
    return as_at.round_then(found, day) if day else found


def the_assessment(request: CouncilRequest, key: int) -> Assessment:
    found = queries.assessment_at(request.council, key)
    if found is None:
        raise Http404(f"{request.council} has no such assessment.")
    return found


def priority_page(found: Assessment, council: str) -> str:
    first = found.coverage.all()[0].priority
    return reverse("record:priority", args=[council, first.reference]) + f"?round={found.round.slug}"
