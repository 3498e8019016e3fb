"""People of the council with their roles. A file lets people in, gives roles and takes them away; it renames nobody and lets nobody leave."""

from collections.abc import Iterator
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tallystick_web.accounts.models import User
from tallystick_web.common.workflow import joined
from tallystick_web.councils import actions
from tallystick_web.councils.models import Role
from tallystick_web.councils.rules import refuse_if
from tallystick_web.intake.models import Change
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import Desk, Kind, Payload, Standing, compared

ROLES: Final = {same(words): Role(value) for value, label in Role.choices for words in (label, value)}
LONGEST_NAME: Final = 150
LONGEST_ADDRESS: Final = 254


def find_person(key: str, desk: Desk) -> User | None:
    """Who of the council signs in with this address."""
    return desk.held.people_by_address.get(same(key))


def person_standing(payload: Payload, desk: Desk) -> Standing:
    person = find_person(payload["email"], desk)
    if person is None:
        return compared(payload, None, " ".join(why_not(payload, None)))
    held = desk.held.roles_of(person)
    alike = roles(payload) == held
    stated = {
        "name": payload["name"] if same(payload["name"]) == same(person.name) else person.name,
        "roles": payload["roles"] if alike else [role.label for role in Role if role in held],
    }
    told = compared(payload, stated, " ".join(why_not(payload, person)))
    lost = [f"“{role.label}”" for role in Role if role in held - roles(payload)]
    if told.change is Change.UNCHANGED or told.doubt or not lost:
        return told
    return compared(payload, stated, f"Accepting takes {joined(lost)} away. Add it to “roles” if it is to stay.")


def roles(payload: Payload) -> set[Role]:
    return {ROLES[same(words)] for words in payload["roles"] if same(words) in ROLES}


def why_not(payload: Payload, person: User | None) -> Iterator[str]:
    """What is wrong with a row, each with its remedy."""
    yield from _why_no_address(payload["email"])
    if not payload["name"]:
        yield "The row names nobody. Write the person’s name."
    elif len(payload["name"]) > LONGEST_NAME:
        yield f"The name is longer than {LONGEST_NAME} characters. Shorten it."
    elif person is not None and same(payload["name"]) != same(person.name):
        yield f"{person.email} signs in as {person.name}, and no file changes a name. Write it so, or check the address."
    known = joined([f"“{role.label}”" for role in Role], "or")
    strange = [f"“{words}”" for words in payload["roles"] if same(words) not in ROLES]
    if strange:
        yield f"{joined(strange)} is no role. Write {known}; several are parted by semicolons."
    elif not payload["roles"] and person is None:
        yield f"The row gives no role. Write {known}."
    elif not payload["roles"]:
        yield f"The row leaves {person} without a role. Write one, or choose “Leaves the council” on the page of people."


def _why_no_address(text: str) -> Iterator[str]:
    try:
        validate_email(text)
    except ValidationError:
        yield f"“{text}” is no e-mail address. Write one such as alice@council.gov.uk: the person signs in with it."
        return
    if len(text) > LONGEST_ADDRESS:
        yield f"The e-mail address is longer than {LONGEST_ADDRESS} characters. Write another."


def write_person(payload: Payload, desk: Desk) -> None:
    council, person = desk.held.council, find_person(payload["email"], desk)
    refuse_if(next(why_not(payload, person), None))
    given = roles(payload)
    if person is None:
        person = actions.add_person(
            council=council, name=payload["name"], email=payload["email"], roles=sorted(given), by=desk.by
        )
    for role in sorted(given - desk.held.roles_of(person)):
        actions.give_role(council=council, person=person, role=role, by=desk.by)
    for membership in desk.held.memberships.get(person.pk, []):
        if membership.role not in given:
            actions.take_role(membership=membership, by=desk.by)
    desk.held.read_again(person)


PERSON = Kind(person_standing, lambda payload: [], find_person, write_person)
