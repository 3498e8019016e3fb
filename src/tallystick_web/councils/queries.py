"""Reading councils and who holds which role."""

from typing import Any

from django.db.models import QuerySet

from tallystick_web.accounts.models import User
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


def people(council: Council) -> list[tuple[User, list[Membership]]]:
    """Everybody with a role in a council, and the roles. One query."""
    held: dict[User, list[Membership]] = {}
    for membership in (
        Membership.objects.filter(council=council).select_related("person").order_by("person__name", "role")
    ):
        held.setdefault(membership.person, []).append(membership)
    return list(held.items())


def membership_at(council: Council, key: int) -> Membership | None:
    """One role of one person in a council."""
    return Membership.objects.filter(council=council, pk=key).select_related("person", "council").first()


def others_with(membership: Membership) -> bool:
    """Whether somebody else holds the same role in the council."""
    same = Membership.objects.filter(council=membership.council, role=membership.role)
    return same.exclude(pk=membership.pk).exists()
