"""What the rules of every record of delivery begin with: who somebody is to it, and that nothing is of another council."""

from collections.abc import Iterable
from typing import Any

from tallystick_web.accounts.models import User
from tallystick_web.common.workflow import Who
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with

WRITERS = (Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)
KEEPERS = (Role.PERFORMANCE_TEAM, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)


def who(council: Council, by: Any, **parties: int | None) -> Who:
    """What a person is to a record: roles held, and the parties (by name, with the id of whoever it is). None: the machine itself."""
    if by is None:
        return None
    roles = {str(role.value) for role in councils.roles(person=by, council=council)}
    return roles | ({name for name, key in parties.items() if key == by.pk} if roles else set())


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
