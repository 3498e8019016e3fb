"""Which priorities a council had at the end of a day, how each was kept, and which measures spoke of them: as the log has it.

Priorities are changed in place, and the log keeps what each field was before. Changes that were written down before it did so cannot be
taken back: such priorities are named, and the pages say how many they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils import as_at as councils
from tallystick_web.councils.models import Council, Unit
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Plan, Priority

PEOPLE: Final = ("accountable_officer", "accountable_director")
DAYS: Final = ("begins", "ends")


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a council's priorities after a day. `was` has what each changed field was at its end, by the priority's id."""

    council: Council
    added: frozenset[int] = frozenset()
    was: dict[int, dict[str, str]] = field(default_factory=dict)
    untold: frozenset[int] = frozenset()


def since(council: Council, on: date) -> Since:
    """What was added or changed after the day. One query."""
    events = Event.objects.filter(
        council=council.slug, verb__in=("priority.added", "priority.changed"), at__gte=ends(on)
    ).order_by("id")
    added, was, untold = set[int](), dict[int, dict[str, str]](), set[int]()
    for id, verb, detail in events.values_list("target_id", "verb", "detail"):
        if verb == "priority.added":
            added.add(id or 0)
        elif "changed" not in detail:
            untold.add(id or 0)
        else:
            was[id or 0] = {name: pair[0] for name, pair in detail["changed"].items()} | was.get(id or 0, {})
    return Since(council, frozenset(added), was, frozenset(untold - added))


def put_back(found: Iterable[Priority], later: Since) -> list[Priority]:
    """The priorities that there were, each with the title, service and people that it had. Changed in place, never to be saved.

    People are found by the names that the log has of them, one query; whoever the council does not know any more is a name alone.
    """
    there = [one for one in found if one.pk not in later.added]
    names = {was[name] for was in later.was.values() for name in PEOPLE if was.get(name)}
    people = councils.named(later.council, names) if names else {}
    for one in there:
        for name, before in later.was.get(one.pk, {}).items():
            _put(one, name, before, people)
    return there


def _put(priority: Priority, name: str, before: str, people: dict[str, User]) -> None:
    if name in PEOPLE:
        person: Any = people.get(before) or User(name=before) if before else None
        setattr(priority, name, person)
    elif name == "service":
        priority.service = Unit(name=before) if before else None
    elif name in ("title", "ends_reason"):
        setattr(priority, name, before)
    elif name == "ends":
        priority.ends = day(before)


def with_days_of(council: Council, plans: Iterable[Plan], on: date) -> list[Plan]:
    """Plans with the first and last days that they had at the end of a day. Changed in place, never to be saved. One query."""
    found = {one.pk: one for one in plans}
    events = Event.objects.filter(council=council.slug, verb="plan.changed", at__gte=ends(on)).order_by("-id")
    for id, detail in events.values_list("target_id", "detail"):
        for name, (before, _) in detail.get("changed", {}).items():
            if name in DAYS and id in found:
                setattr(found[id], name, day(before))
    return list(found.values())


def ends_of_priorities(council: Council, on: date) -> dict[int, date | None]:
    """The last days that priorities had at the end of a day, of those whose last day was changed since. One query."""
    return {id: day(was["ends"]) for id, was in since(council, on).was.items() if "ends" in was}


def day(said: str) -> date | None:
    """A day as the log has it."""
    return date.fromisoformat(said) if said else None


def measures_of_priorities(council: Council, on: date) -> dict[int, list[Measure]]:
    """For each priority's id, the measures that spoke of it, in their order; every choice is written down whole. Two queries."""
    said = Event.objects.filter(council=council.slug, verb="priority.evidence_set", at__lt=ends(on)).order_by("id")
    chosen: dict[int | None, list[str]] = {
        id: detail["measures"] for id, detail in said.values_list("target_id", "detail")
    }
    held = {one.reference: one for one in Measure.objects.filter(council=council).select_related("owner", "service")}
    return {id: [held[one] for one in some if one in held] for id, some in chosen.items() if id is not None}
