"""Reading councils and who holds which role."""

from typing import Any

from django.db.models import QuerySet

from tallystick_web.councils.models import Area, Council, Membership, Role


def roles(*, person: Any, council: Council | None) -> frozenset[Role]:
    """The roles that a person holds in a council; none for a visitor or without a council."""
    if council is None or not person.is_authenticated:
        return frozenset()
    held = Membership.objects.filter(person=person, council=council).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def councils_of(person: Any) -> QuerySet[Council]:
    """The councils in which a person holds a role."""
    if not person.is_authenticated:
        return Council.objects.none()
    return Council.objects.filter(memberships__person=person).distinct()


def council_at(slug: str) -> Council | None:
    """The council that an address names."""
    return Council.objects.filter(slug=slug).first()


def councils() -> QuerySet[Council]:
    """All councils of this installation."""
    return Council.objects.all()


def own_area(council: Council) -> Area:
    """The area for which the council's own values stand."""
    return Area.objects.get(council=council, kind=Area.Kind.OWN)
