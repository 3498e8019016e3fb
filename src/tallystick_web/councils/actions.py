"""Writing councils, their units and areas, and who holds which role."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import Reminder, User
from tallystick_web.accounts.post import Post
from tallystick_web.audit import actions as audit
from tallystick_web.councils import digests, queries, rules
from tallystick_web.councils.models import Area, Council, CouncilType, Deputy, Membership, Role, Unit

OWN_ADDRESSES = {"accessibility", "accounts", "static", "styleguide"}


class Stale(Exception):
    """The unit was changed by somebody else since the form was made; it has been brought up to date."""


@transaction.atomic
def add_council(*, slug: str, name: str, gss_code: str, type: CouncilType, by: Any = None) -> Council:
    """Add a council with its own area. Only a command on the machine itself adds councils (`by` None)."""
    rules.refuse_if(None if by is None else "Councils are added on the command line of the installation.")
    rules.refuse_if(f"/{slug}/ is an address of Tallystick itself. Choose another." if slug in OWN_ADDRESSES else None)
    rules.refuse_if(rules.why_not_a_gss_code(gss_code) or rules.why_not_call_a_council(slug, name, gss_code))
    council = Council(slug=slug, name=name, gss_code=gss_code, type=type)
    council.full_clean()
    council.save()
    Area.objects.create(council=council, code=gss_code, name=name, kind=Area.Kind.OWN)
    audit.record(by=by, verb="council.added", target=council)
    return council


@transaction.atomic
def add_person(*, council: Council, name: str, email: str, roles: Sequence[Role], by: Any) -> User:
    """Add a person to a council with roles. One who is known here already keeps their name and gets the roles; one who has an
    account in another council is added by that name only, so that no address gives a name away.
    """
    rules.refuse_if(rules.why_not_add(council, name, email, by))
    person = accounts.add_person(email=email, name=name, by=by)
    for role in roles:
        give_role(council=council, person=person, role=role, by=by)
    audit.record(by=by, verb="person.welcomed", target=council, person=person.email)
    return person


@transaction.atomic
def give_role(*, council: Council, person: User, role: Role, by: Any) -> Membership:
    """Give a person a role; giving it twice changes nothing."""
    rules.refuse_if(rules.why_not_manage(council, by))
    membership, added = Membership.objects.get_or_create(council=council, person=person, role=role)
    if added:
        audit.record(by=by, verb="role.given", target=membership)
    return membership


@transaction.atomic
def take_role(*, membership: Membership, by: Any) -> None:
    """Take a role from a person."""
    queries.hold(membership.council)
    rules.refuse_if(rules.why_not_take_role(membership, by))
    audit.record(by=by, verb="role.taken", target=membership)
    membership.delete()


@transaction.atomic
def add_unit(
    *, council: Council, name: str, kind: str, parent: Unit | None = None, head: User | None = None, by: Any
) -> Unit:
    """Add a directorate or a service; one that exists is returned unchanged."""
    rules.refuse_if(rules.why_not_manage(council, by))
    queries.hold(council)
    unit = Unit.objects.filter(council=council, name=name).first()
    if unit is None:
        _refresh(parent)
        rules.refuse_if(rules.why_not_name_unit(council, name) or rules.why_not_stand(council, kind, parent))
        unit = Unit(council=council, name=name, kind=kind, parent=parent)
        unit.save()
        audit.record(by=by, verb="unit.added", target=unit, kind=kind, parent=str(parent or ""))
        set_head(unit=unit, head=head, by=by)
    return unit


@transaction.atomic
def change_unit(
    *, unit: Unit, name: str, kind: str, parent: Unit | None, head: User | None, by: Any, seen: int | None = None
) -> None:
    """Rename a unit, move it beneath another, or say who heads it; the same again writes nothing. The log keeps what it was.

    `seen` is the event that was the unit's newest when the form was made (`queries.unit_seen`): a later one makes it `Stale`.
    """
    queries.hold(unit.council)
    unit.refresh_from_db()
    _refresh(parent)
    if seen is not None and seen != queries.unit_seen(unit):
        raise Stale
    rules.refuse_if(
        rules.why_not_change_unit(unit, by)
        or rules.why_not_name_unit(unit.council, name, unit)
        or rules.why_not_stand(unit.council, kind, parent, unit)
    )
    becomes = {"name": name, "kind": kind, "parent": parent}
    changed = {}
    for field, value in becomes.items():
        if (was := getattr(unit, field)) != value:
            changed[field] = [str(was or ""), str(value or "")]
            setattr(unit, field, value)
    if changed:
        unit.save(update_fields=list(changed))
        audit.record(by=by, verb="unit.changed", target=unit, changed=changed)
    set_head(unit=unit, head=head, by=by)


def _refresh(parent: Unit | None) -> None:
    """Bring what a unit is to stand beneath up to date: it may have been closed since the page was opened."""
    if parent is not None:
        parent.refresh_from_db()


@transaction.atomic
def close_unit(*, unit: Unit, hangs: Callable[[], Sequence[str]], by: Any) -> None:
    """Close a unit that is no longer used. Nothing is deleted; it is offered no more.

    `hangs` reads what open still hangs on it. It is asked once the council and the unit are held: what was given to it since the page was
    made counts, and what is being given at this very moment is waited for.
    """
    queries.hold(unit.council)
    unit.closed_on = queries.hold_unit(unit).closed_on
    rules.refuse_if(rules.why_not_close_unit(unit, hangs(), by))
    unit.closed_on = timezone.localdate()
    unit.save(update_fields=["closed_on"])
    audit.record(by=by, verb="unit.closed", target=unit)


@transaction.atomic
def reopen_unit(*, unit: Unit, by: Any) -> None:
    """Open a closed unit again where it stood."""
    queries.hold(unit.council)
    unit.refresh_from_db()
    rules.refuse_if(rules.why_not_reopen_unit(unit, by))
    unit.closed_on = None
    unit.save(update_fields=["closed_on"])
    audit.record(by=by, verb="unit.reopened", target=unit)


@transaction.atomic
def set_head(*, unit: Unit, head: User | None, by: Any) -> None:
    """Say who heads a directorate or a service; nobody, where it is not known."""
    rules.refuse_if(rules.why_not_manage(unit.council, by))
    if unit.head_id == (head.pk if head else None):
        return
    rules.refuse_if(rules.why_not_head(unit, head, by))
    was, unit.head = str(unit.head or ""), head
    unit.save(update_fields=["head"])
    audit.record(by=by, verb="unit.head_set", target=unit, head=str(head or ""), was=was)


@transaction.atomic
def add_area(*, council: Council, code: str, name: str, kind: Area.Kind, by: Any) -> Area:
    """Add an area that values can be for; one that exists is returned unchanged."""
    rules.refuse_if(rules.why_not_manage(council, by))
    area, added = Area.objects.get_or_create(council=council, code=code, defaults={"name": name, "kind": kind})
    if added:
        audit.record(by=by, verb="area.added", target=area)
    return area


@transaction.atomic
def name_deputy(*, council: Council, person: User, deputy: User, start: date, end: date, by: Any) -> Deputy:
    """Let somebody stand in for a person from one day to another, both included."""
    rules.refuse_if(rules.why_not_name_deputy(council, person, deputy, start, end, by))
    named = Deputy(council=council, person=person, deputy=deputy, start=start, end=end)
    named.save()
    audit.record(by=by, verb="deputy.named", target=named, start=str(start), end=str(end))
    return named


@transaction.atomic
def end_deputy(*, deputy: Deputy, by: Any) -> None:
    """Take a standing-in back from today. What was done meanwhile stays as it was done."""
    rules.refuse_if(rules.why_not_end_deputy(deputy, by))
    deputy.ended_on = timezone.localdate()
    deputy.save(update_fields=["ended_on"])
    audit.record(by=by, verb="deputy.ended", target=deputy)


@transaction.atomic
def chase(*, council: Council, person: User, lines: Sequence[digests.Line], by: Any) -> Reminder:
    """Remind a person of their work at once. The letter goes out when the row of it is safe; then its `state` says what became of it."""
    day = timezone.localdate()
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # a double click is one letter
    rules.refuse_if(rules.why_not_chase(council, person, lines, day, by))
    digest = digests.Digest(council, person, day, tuple(lines), chased_by=str(by or ""))
    items = [one.as_kept() for one in lines]
    reminder = accounts.begin_chase(council=council.slug, person=person, day=day, items=items, by=by)
    audit.record(by=by, verb="person.chased", target=council, person=str(person), items=[one.words for one in lines])
    transaction.on_commit(lambda: _send(digest, reminder, by))
    return reminder


def _send(digest: digests.Digest, reminder: Reminder, by: Any) -> None:
    reply_to = [by.email] if by else []
    with Post() as post:
        failure = post.send(digests.letter(digest, reminder, reply_to))
    accounts.close_reminder(reminder=reminder, failure=failure, by=by)


@transaction.atomic
def leave(*, council: Council, person: User, by: Any) -> None:
    """Take every role of a person who leaves, and end their standing in for others. What they own stays, and shows as nobody's."""
    queries.hold(council)
    rules.refuse_if(rules.why_not_leave(council, person, by))
    today = timezone.localdate()
    for deputy in queries.deputies(council, today):
        if person.pk in (deputy.deputy_id, deputy.person_id):
            deputy.ended_on = today
            deputy.save(update_fields=["ended_on"])
            audit.record(by=by, verb="deputy.ended", target=deputy)
    held = Membership.objects.filter(council=council, person=person)
    taken = [membership.get_role_display() for membership in held]
    held.delete()
    audit.record(by=by, verb="person.left", target=council, person=person.email, roles=taken)
