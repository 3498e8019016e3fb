"""What the addresses of the reviews name, found in their council or not found."""

from django.http import Http404
from django.urls import reverse

from tallystick_web.councils.access import CouncilRequest
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import Assessment, Round


def the_round(request: CouncilRequest, slug: str) -> Round:
    found = queries.round_at(queries.rounds(request.council), slug)
    if found is None:
        raise Http404(f"{request.council} has no round {slug}.")
    return found


def the_assessment(request: CouncilRequest, key: int) -> Assessment:
    found = queries.assessment_at(request.council, key)
    if found is None:
        raise Http404(f"{request.council} has no such assessment.")
    return found


def priority_page(found: Assessment, council: str) -> str:
    first = found.coverage.all()[0].priority
    return reverse("record:priority", args=[council, first.reference]) + f"?round={found.round.slug}"
