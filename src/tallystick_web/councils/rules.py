"""May this person do this, and if not why not. Every app's rules begin from these."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from tallystick_web.accounts import queries as accounts
from tallystick_web.common.workflow import joined
from tallystick_web.councils import digests, queries
from tallystick_web.councils.models import OFFICERS, Council, Deputy, Membership, Role, Unit

SLUG = re.compile(r"[\w-]{1,40}", re.ASCII)
GSS_CODE = re.compile(r"[EWSN]\d{8}", re.ASCII)


class Refused(Exception):
    """An action was refused; the message says why, in words for the person who asked."""


def refuse_if(why_not: str | None) -> None:
    """Raise `Refused` with the reason, when there is one."""
    if why_not:
        raise Refused(why_not)


def why_no_council(slug: str) -> str | None:
    """What a command says that names a council which is not here."""
    known = [one.slug for one in queries.councils()]
    if slug in known:
        return None
    if not known:
        return "There is no council here yet. Add one with tallystick add-council."
    return (
        f"There is no council “{slug}” here, only {joined(known)}. Write it so, or add it with tallystick add-council."
    )


def why_not_with(roles: Iterable[Role], *, council: Council, by: Any) -> str | None:
    """None when `by` holds one of the roles; `by` None is a command given on the machine itself, which may do anything."""
    if by is None or queries.roles(person=by, council=council) & set(roles):
        return None
    names = " or ".join(Role(role).label.lower() for role in roles)
    return f"Only people with the role {names} of {council} can do this. Ask the performance team for the role."


def why_not_a_gss_code(code: str) -> str | None:
    """Codes of official statistics have one form; open data and comparisons find the council by its own."""
    if GSS_CODE.fullmatch(code):
        return None
    return (
        f"“{code}” is not a GSS code. Give the council’s code in official statistics: "
        "one of the letters E, W, S and N, then eight digits, as in E08000035."
    )


def why_not_call_a_council(slug: str, name: str, code: str) -> str | None:
    """A council is told from the others by its address and by its code."""
    if not SLUG.fullmatch(slug):
        return (
            f"“{slug}” cannot stand in an address. Use at most 40 letters, digits and hyphens, such as north-yorkshire."
        )
    if not name.strip():
        return 'A council needs a name. Give it after its address, in quotation marks: "Leeds City Council".'
    if (other := queries.council_at(slug)) is not None:
        return f"{other} has the address /{slug}/ already. If it is the same council, go on with tallystick add-person {slug}; otherwise choose another address."
    if (other := queries.councils().filter(gss_code=code).first()) is not None:
        return f"{other}, at /{other.slug}/, has the GSS code {code} already. Go on with that council, or check the code of this one."
    return None


def why_not_manage(council: Council, by: Any) -> str | None:
    """Units, areas, people and roles are kept by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_add(council: Council, name: str, email: str, by: Any) -> str | None:
    """The performance team adds people. Who has an account in another council is added by the name they go by, which is not told here."""
    if by is None:
        return None
    if why_not := why_not_manage(council, by):
        return why_not
    known = queries.stranger_at(council, email)
    if known is None or known.name.casefold().split() == name.casefold().split():
        return None
    return (
        f"{email} already signs in to Tallystick under a name that is not written as you typed it. Ask this person how their name "
        "is written at the top of their pages, and enter it so."
    )


def why_not_name_unit(council: Council, name: str, unit: Unit | None = None) -> str | None:
    """Two units of one name could not be told apart; a closed one keeps its name."""
    other = queries.units(council).filter(name__iexact=name).first()
    if other is None or other == unit:
        return None
    closed = " It is closed: open it again if it is the same." if other.closed_on else ""
    return f"{council} has a {str(other.get_kind_display()).lower()} called {other} already.{closed} Otherwise choose another name."


def why_not_stand(council: Council, kind: str, parent: Unit | None, unit: Unit | None = None) -> str | None:
    """Units make a tree: directorates at the top, services beneath them or beneath each other."""
    if parent is None:
        return None
    if parent.council_id != council.pk:
        return f"{parent} is not of {council}. Choose one of its own directorates or services."
    if parent.closed_on:
        return f"{parent} is closed. Open it again first, or choose another."
    if unit is not None and parent.pk in queries.beneath(unit):
        return f"{unit} cannot stand beneath itself. Choose another."
    if kind == Unit.Kind.DIRECTORATE and parent.kind == Unit.Kind.SERVICE:
        return f"{parent} is a service, and a directorate stands above those. Choose a directorate, or nothing."
    return None


def why_not_change_unit(unit: Unit, by: Any) -> str | None:
    """A closed unit stays as it was."""
    if unit.closed_on:
        return f"{unit} is closed. Open it again first."
    return why_not_manage(unit.council, by)


def why_not_head(unit: Unit, head: Any, by: Any) -> str | None:
    """Whoever heads a unit hears of its risks and late work, so they must hold a role that comes with work."""
    if head is not None and not queries.roles(person=head, council=unit.council) & OFFICERS:
        return (
            f"{head} holds no role in {unit.council} that comes with work. Give them one on the page of people first."
        )
    return why_not_change_unit(unit, by)


def why_not_give(unit: Unit | None, had: int | None = None) -> str | None:
    """Nothing more is given to a unit that is closed, or was since the page was made; what it `had` it keeps."""
    if unit is None or unit.pk == had or not queries.share_unit(unit).closed_on:
        return None
    return f"{unit} is closed. Open it again among the directorates and services first, or choose another."


def why_not_close_unit(unit: Unit, hangs: Sequence[str], by: Any) -> str | None:
    """A unit is closed once nothing open hangs on it; `hangs` says in words what does."""
    if unit.closed_on:
        return f"{unit} is closed already."
    below = [one.name for one in queries.open_units(unit.council).filter(parent=unit)]
    if below:
        return f"{', '.join(below)} still stand{'s' if len(below) == 1 else ''} beneath {unit}. Move or close what stands beneath it first."
    if hangs:
        return f"{unit} still has {', '.join(hangs)}. Give them to another service, or finish them, first."
    return why_not_manage(unit.council, by)


def why_not_reopen_unit(unit: Unit, by: Any) -> str | None:
    """A unit is opened again where it stood, so that must be open."""
    if not unit.closed_on:
        return f"{unit} is open."
    if unit.parent is not None and unit.parent.closed_on:
        return f"{unit} stands beneath {unit.parent}, which is closed. Open {unit.parent} again first."
    return why_not_manage(unit.council, by)


def why_not_take_role(membership: Membership, by: Any) -> str | None:
    """A council never loses its last performance officer: nobody could then let anybody in."""
    if membership.role == Role.PERFORMANCE_TEAM and not queries.others_with(membership):
        return f"{membership.person} is the only person of the performance team. Give the role to somebody else first."
    return why_not_manage(membership.council, by)


def why_not_leave(council: Council, person: Any, by: Any) -> str | None:
    """Somebody who holds a role leaves; never the last performance officer."""
    held = queries.roles(person=person, council=council)
    if not held:
        return f"{person} holds no role in {council}."
    if Role.PERFORMANCE_TEAM in held and not queries.others_in_the_team(council, person):
        return f"{person} is the only person of the performance team. Give the role to somebody else first."
    return why_not_manage(council, by)


def why_not_name_deputy(council: Council, person: Any, deputy: Any, start: date, end: date, by: Any) -> str | None:
    """A person names their own deputy, the performance team anybody's; both hold a role here, the deputy one that comes with work."""
    if end < start:
        return "The last day comes before the first. Enter a last day on or after the first."
    if person.pk == deputy.pk:
        return "Choose somebody else as deputy: nobody stands in for themselves."
    strangers = [one for one in (person, deputy) if not queries.roles(person=one, council=council)]
    if strangers:
        return f"{strangers[0]} holds no role in {council}. Give them one on the page of people first."
    if not queries.roles(person=deputy, council=council) & OFFICERS:
        return f"{deputy} holds no role in {council} that comes with work, and could do nothing for {person}. Choose somebody else as deputy."
    if by is None or by.pk == person.pk:
        return None
    return why_not_manage(council, by)


def why_not_end_deputy(deputy: Deputy, by: Any) -> str | None:
    """Whoever may name a deputy may take that back."""
    if deputy.ended_on:
        return f"{deputy} has ended already."
    if by is None or by.pk == deputy.person_id:
        return None
    return why_not_manage(deputy.council, by)


def why_not_chase(council: Council, person: Any, lines: Sequence[digests.Line], day: date, by: Any) -> str | None:
    """The performance team chases somebody of the council for something, once a day for the same."""
    if not lines:
        return f"There is nothing to remind {person} of."
    if not person.is_active or not queries.roles(person=person, council=council):
        return f"{person} holds no role in {council} any more. Give what is asked for to somebody else."
    asked = {one.as_kept()["key"] for one in lines}
    for earlier in accounts.chased_today(council.slug, person.pk, day):
        if asked <= {item["key"] for item in earlier.items}:
            return f"{person} was reminded of this today already, at {timezone.localtime(earlier.at):%H:%M}."
    return digests.why_not_link() or why_not_manage(council, by)
