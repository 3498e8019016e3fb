"""Reading councils and who holds which role."""

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.common import lists
from tallystick_web.councils.models import OFFICERS, Area, Council, Deputy, Membership, Role, Unit


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


def councils(slugs: Iterable[str] = ()) -> QuerySet[Council]:
    """The councils that some addresses name; all of this installation where none is named."""
    wanted = list(slugs)
    return Council.objects.filter(slug__in=wanted) if wanted else Council.objects.all()


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


Held = tuple[User, list[Membership]]
ORDERS: Final[dict[str, Callable[[Held], Any]]] = {
    "name": lambda one: str(one[0]).casefold(), "email": lambda one: one[0].email, "roles": lambda one: (-len(one[1]), one[1][0].role),
}  # fmt: skip


def narrowed(people: Iterable[Held], text: str, role: str, sort: str = "") -> list[Held]:
    """Those whose name or address has a text and who hold a role, by name unless another order is asked for."""
    kept = (
        one for one in people
        if text.casefold() in f"{one[0].name} {one[0].email}".casefold()
        and (not role or any(membership.role == role for membership in one[1]))
    )  # fmt: skip
    return lists.ordered(kept, ORDERS, sort)


def membership_at(council: Council, key: int) -> Membership | None:
    """One role of one person in a council."""
    return Membership.objects.filter(council=council, pk=key).select_related("person", "council").first()


def others_with(membership: Membership) -> bool:
    """Whether somebody else holds the same role in the council."""
    same = Membership.objects.filter(council=membership.council, role=membership.role)
    return same.exclude(pk=membership.pk).exists()


def others_in_the_team(council: Council, person: User) -> bool:
    """Whether somebody besides a person is of the performance team."""
    team = Membership.objects.filter(council=council, role=Role.PERFORMANCE_TEAM)
    return team.exclude(person=person).exists()


def stands_for(*, person: Any, council: Council, on: date) -> frozenset[int]:
    """The ids of those whose work a person may do on a day: their own, and of those whose deputy they are."""
    if not person.is_authenticated:
        return frozenset()
    held = in_office(council, on).filter(deputy=person).values_list("person", flat=True)
    return frozenset({person.pk, *held})


def stood_in_for(*, person: Any, council: Council, whose: Iterable[int | None], on: date) -> User | None:
    """Whose place somebody takes on a day in what belongs to some people; nobody where it is their own, or they are no deputy."""
    ids = {key for key in whose if key is not None}
    if person is None or not ids or person.pk in ids:
        return None
    first = in_office(council, on).filter(deputy=person, person__in=ids).first()
    return first.person if first else None


def in_office(council: Council, on: date) -> QuerySet[Deputy]:
    """Who stands in for whom on a day."""
    ended = Q(ended_on=None) | Q(ended_on__gt=on)
    return Deputy.objects.filter(ended, council=council, start__lte=on, end__gte=on).select_related("person", "deputy")


def deputies(council: Council, on: date) -> QuerySet[Deputy]:
    """Who stands in for whom, now or later; the past is left out."""
    ended = Q(ended_on=None) | Q(ended_on__gt=on)
    return Deputy.objects.filter(ended, council=council, end__gte=on).select_related("person", "deputy", "council")


def deputy_at(council: Council, key: int) -> Deputy | None:
    """One standing-in of a council."""
    return Deputy.objects.filter(council=council, pk=key).select_related("person", "deputy", "council").first()


def members(council: Council) -> QuerySet[User]:
    """Everybody who holds a role in a council, by name."""
    return User.objects.filter(memberships__council=council).distinct().order_by("name", "email")


def belongs(person: User, council: Council) -> bool:
    """Whether somebody holds a role in a council."""
    return person.memberships.filter(council=council).exists()


def stranger_at(council: Council, email: str) -> User | None:
    """Whoever has an account with this e-mail address and holds no role in this council."""
    found = User.objects.filter(email=email.strip().lower()).exclude(memberships__council=council)
    return found.first()


def member_ids(council: Council) -> frozenset[int]:
    """The ids of everybody who holds a role in a council: whoever owns something and is not among them has left."""
    return frozenset(Membership.objects.filter(council=council).values_list("person", flat=True))


def person_at(council: Council, key: int) -> User | None:
    """Somebody who holds a role in a council."""
    return User.objects.filter(memberships__council=council, pk=key).distinct().first()


def units(council: Council) -> QuerySet[Unit]:
    """The directorates and services of a council with who heads them, the closed ones too."""
    return Unit.objects.filter(council=council).select_related("council", "parent", "head")


def open_units(council: Council, held: int | None = None) -> QuerySet[Unit]:
    """The units that can be chosen: all but the closed, and the one that is `held` already."""
    return units(council).filter(Q(closed_on=None) | Q(pk=held))


def unit_at(council: Council, key: int) -> Unit | None:
    """One of the council's units."""
    return units(council).filter(pk=key).first()


def hold_unit(unit: Unit) -> Unit:
    """A unit as it is now, held until the transaction ends by whoever closes it: nothing is given to it meanwhile."""
    return Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def share_unit(unit: Unit) -> Unit:
    """A unit as it is now, held until the transaction ends by whoever gives something to it: it is not closed meanwhile.

    Others may give to it at the same time, so that two who give to several units in other orders do not wait for each other for ever.
    """
    if not connection.features.has_select_for_update:
        return Unit.objects.get(pk=unit.pk)
    return Unit.objects.raw("SELECT * FROM councils_unit WHERE id = %s FOR SHARE", [unit.pk])[0]


def unit_seen(unit: Unit) -> int:
    """The number of the newest event about a unit: a form made from an older one is stale."""
    found = Event.objects.filter(council=unit.council.slug, target_kind="unit", target_id=unit.pk)
    return found.order_by("-id").values_list("id", flat=True).first() or 0


def beneath(unit: Unit) -> frozenset[int]:
    """The ids of a unit and of all that stand beneath it. One query."""
    above = dict(Unit.objects.filter(council=unit.council_id).values_list("pk", "parent"))
    found = {unit.pk}
    while more := {key for key, parent in above.items() if parent in found} - found:
        found |= more
    return frozenset(found)


def workers(council: Council) -> QuerySet[User]:
    """Everybody who holds a role that comes with work, by name: whoever can head a unit."""
    return members(council).filter(memberships__role__in=OFFICERS, is_active=True)


def nobodys(council: Council, person: str = "owner") -> Q:
    """What holds of what nobody looks after, by the field that names who does: it names nobody, or somebody who works here no more."""
    return Q(**{person: None}) | ~Q(**{f"{person}__in": workers(council).order_by()})


def can_be_given_work(council: Council, *held: int | None) -> QuerySet[User]:
    """Who can be named for something that has to be done, by name: whoever holds a role that comes with work, and who is `held` already."""
    able = workers(council).order_by().values("pk")
    return User.objects.filter(Q(pk__in=able) | Q(pk__in=[key for key in held if key])).order_by("name", "email")


def headed_above(units: Mapping[int, Unit], key: int | None, among: Container[int | None]) -> Unit | None:
    """The nearest of a unit and those it stands beneath that is headed by somebody `among` those who are asked for."""
    unit = units.get(key or 0)
    while unit is not None and unit.head_id not in among:
        unit = units.get(unit.parent_id or 0)
    return unit


def hold(council: Council) -> None:
    """Hold the council's row until the transaction ends: of two who decide at once, the second sees what the first did.

    Whoever changes many of its records in an order of their own (that of a file, of a list on a page) holds it before the first of them:
    two who held the records one by one in other orders would wait for each other for ever.
    """
    Council.objects.select_for_update(no_key=True).values_list("pk").get(pk=council.pk)
