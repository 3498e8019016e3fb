"""What the rules of every record of delivery begin with: who somebody is to it, and that nothing is of another council."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.common.workflow import Who
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with

WRITERS = (Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)
KEEPERS = (Role.PERFORMANCE_TEAM, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody brings to every record of a council: the roles held, and whose work they may do today. Read once for many."""

    roles: frozenset[str]
    mine: frozenset[int]


def person(council: Council, by: Any, owners: Iterable[int | None] | None = None) -> Person | None:
    """What somebody brings; None: the machine itself. One query, and one more unless all `owners` are that person."""
    if by is None:
        return None
    roles = frozenset(str(role.value) for role in councils.roles(person=by, council=council))
    if not roles or (owners is not None and set(owners) <= {None, by.pk}):
        return Person(roles, frozenset({by.pk}))
    return Person(roles, councils.stands_for(person=by, council=council, on=timezone.localdate()))


def who(council: Council, by: Any, *, known: Person | None = None, **parties: int | None) -> Who:
    """What a person is to a record: roles held, and the parties (by name, with the id of whoever it is). None: the machine itself.

    Whose deputy somebody is today, they are too. Who asked for something is no such party: see `asked`.
    """
    brings = known or person(council, by, parties.values())
    if brings is None:
        return None
    return brings.roles | {name for name, key in parties.items() if key in brings.mine} if brings.roles else set()


def asked(name: str, key: int | None, by: Any) -> set[str]:
    """The party of whoever asked for something, which no deputy becomes: they are kept from deciding it themselves."""
    return {name} if by is not None and key == by.pk else set()


def stood_in_for(council: Council, by: Any, *owners: int | None) -> User | None:
    """In whose place somebody acts on a record of these people today."""
    return councils.stood_in_for(person=by, council=council, whose=owners, on=timezone.localdate())


def why_not_keep(council: Council, by: Any) -> str | None:
    """Records are added by those who write for the council."""
    return why_not_with(WRITERS, council=council, by=by)


def why_not_bring_in(council: Council, by: Any) -> str | None:
    """Records that have begun elsewhere are brought in, in the state that they are in, by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_own(council: Council, owner: User | None) -> str | None:
    """Whoever owns something must be of the council."""
    if owner is None or councils.belongs(owner, council):
        return None
    return f"{owner} holds no role in {council}. Ask the performance team to add them first."


def why_not_refer(council: Council, *records: Any) -> str | None:
    """Nothing refers to a record of another council."""
    other = next((one for one in _flat(records) if one is not None and one.council.pk != council.pk), None)
    return f"{other} belongs to another council." if other is not None else None


def _flat(records: Iterable[Any]) -> Iterable[Any]:
    for one in records:
        yield from one if isinstance(one, list | tuple | set) else [one]
