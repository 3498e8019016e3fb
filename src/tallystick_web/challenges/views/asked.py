"""What the views of challenges have in common: the record that an address names, or that there is none."""

from collections.abc import Callable

from django import forms
from django.http import Http404
from django.utils import timezone

from tallystick_web.challenges import queries, rules
from tallystick_web.challenges.models import Challenge, Point, Thread
from tallystick_web.challenges.queries import Standing
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused


def sees(request: CouncilRequest) -> bool:
    """Whether confidential rows are read for this person at all."""
    return rules.may_see_confidential(request.council, request.user)


def challenge(request: CouncilRequest, reference: str) -> Challenge:
    found = queries.challenge_at(request.council, reference)
    if found is None:
        raise Http404(f"{request.council} has no challenge {reference}.")
    return found


def point(request: CouncilRequest, reference: str, slug: str) -> tuple[Point, Thread, Standing]:
    """The point of an address with its answer as it stands today."""
    found = queries.point_at(request.council, reference, slug, confidential=sees(request))
    if found is None or found.thread is None:
        raise Http404(f"{request.council} has no point {slug} in {reference}.")
    standing = queries.standing(found, timezone.localdate())
    if standing is None:
        raise Http404(f"{slug} was received after today.")
    return found, found.thread, standing


def people(request: CouncilRequest) -> list[tuple[int, str]]:
    """Everybody with a role in the council, for choosing one."""
    return [(person.pk, str(person)) for person, _ in councils.people(request.council)]


def workers(request: CouncilRequest, held: int | None = None) -> list[tuple[int, str]]:
    """Who can be asked to answer or to do something, and who is named already."""
    return [(person.pk, str(person)) for person in councils.can_be_given_work(request.council, held)]


def done(form: forms.BaseForm, act: Callable[[], object], field: str | None = None) -> bool:
    """Whether an action was let through; its refusal becomes an error of the form."""
    try:
        act()
    except Refused as refusal:
        form.add_error(field, str(refusal))
        return False
    return True
