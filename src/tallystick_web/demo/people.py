"""The councils of the demonstration, their units and areas, and invented people of every role."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions, queries
from tallystick_web.councils.models import Area, Council, CouncilType, Role, Unit
from tallystick_web.demo.data import COUNCILS, Table

PASSWORD = "notched on both halves"  # noqa: S105 - known to everybody, and printed


@dataclass(frozen=True, slots=True)
class Cast:
    """A council and what its records name: people by their first name, units and areas by name or code."""

    council: Council
    people: dict[str, User]
    units: dict[str, Unit]
    areas: dict[str, Area]

    @property
    def officer(self) -> User:
        """Who keeps the council's records: the first of its people, who is of the performance team."""
        return next(iter(self.people.values()))


def settle(council: Table) -> Cast:
    """Add a council with its people, units and areas."""
    added = actions.add_council(
        slug=council["slug"], name=council["name"], gss_code=council["gss_code"], type=CouncilType(council["type"])
    )
    people = {one["name"].split()[0]: _add_person(added, one) for one in council["people"]}
    officer = next(iter(people.values()))
    cast = Cast(added, people, _add_units(added, council["units"], officer), _add_areas(added, council, officer))
    _stand_in(cast, council)
    return cast


def _stand_in(cast: Cast, council: Table) -> None:
    """Who heads which unit, and who stands in for whom from today."""
    for unit, head in council.get("heads", {}).items():
        actions.set_head(unit=cast.units[unit], head=cast.people[head], by=cast.officer)
    today = timezone.localdate()
    for one in council.get("deputies", []):
        actions.name_deputy(
            council=cast.council, person=cast.people[one["person"]], deputy=cast.people[one["deputy"]],
            start=today, end=today + timedelta(days=one["days"]), by=cast.officer,
        )  # fmt: skip


def _add_person(council: Council, one: Table) -> User:
    person = accounts.add_person(email=one["email"], name=one["name"], password=PASSWORD, by=None)
    for role in one["roles"]:
        actions.give_role(council=council, person=person, role=Role(role), by=None)
    return person


def _add_units(council: Council, directorates: dict[str, list[str]], officer: User) -> dict[str, Unit]:
    units = {}
    for name, services in directorates.items():
        top = actions.add_unit(council=council, name=name, kind=Unit.Kind.DIRECTORATE, by=officer)
        units[name] = top
        for service in services:
            units[service] = actions.add_unit(
                council=council, name=service, kind=Unit.Kind.SERVICE, parent=top, by=officer
            )
    return units


def _add_areas(council: Council, described: Table, officer: Any) -> dict[str, Area]:
    areas = {"own": queries.own_area(council)}
    for kind, named in described["areas"].items():
        for code, name in named.items():
            area = actions.add_area(council=council, code=code, name=name, kind=Area.Kind(kind), by=officer)
            areas[code] = areas[name] = area
    return areas


def sign_ins() -> list[tuple[Council, list[tuple[User, str]]]]:
    """Everybody of the demonstration's councils who can sign in, with their roles in words."""
    return [(council, _people_of(council)) for council in queries.councils() if council.slug in COUNCILS]


def _people_of(council: Council) -> list[tuple[User, str]]:
    found: dict[User, list[str]] = {}
    for membership in council.memberships.select_related("person").order_by("id"):
        found.setdefault(membership.person, []).append(membership.get_role_display().lower())
    return [(person, ", ".join(roles)) for person, roles in found.items()]
