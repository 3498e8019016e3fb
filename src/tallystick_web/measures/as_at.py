"""How a measure was defined at the end of a day, its targets, and which values were asked for: as today, with later changes undone by the log.

Rows of targets are changed in place, and the log keeps what each field was before. A target that was set for the first time after the
day is left out: its value had been nothing. One that was taken away after it is given back from the log.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Exists, QuerySet
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends, extended
from tallystick_web.councils import as_at as councils
from tallystick_web.councils.models import Council, Unit
from tallystick_web.measures import queries
from tallystick_web.measures.models import Collection, Due, Measure, Target

NUMBERS: Final = ("value", "upper_value", "tolerance")
DAYS: Final = ("start", "end")
NOTHING: Final = "None"


def targets(council: Council, measures: Iterable[Measure], on: date) -> dict[int, list[Target]]:
    """For each measure's id, its targets as they were. Two queries."""
    found = {one.pk: one for one in measures}
    held = {_key(one): one for of_one in queries.targets(found.values()).values() for one in of_one}
    later = Event.objects.filter(
        council=council.slug, target_kind="measure", target_id__in=found,
        verb__in=("target.set", "target.taken_away"), at__gte=ends(on),
    ).order_by("-id")  # fmt: skip
    for id, verb, detail in later.values_list("target_id", "verb", "detail"):
        key = (id or 0, detail["target_name"], detail["period"])
        if verb == "target.taken_away":
            held[key] = _given_back(found[key[0]], detail)
        elif key in held and not _undo(held[key], detail["changed"]):
            del held[key]
    then: dict[int, list[Target]] = {}
    for one in sorted(held.values(), key=lambda one: (one.end, one.name)):
        then.setdefault(one.measure_id, []).append(one)
    return then


def _key(target: Target) -> tuple[int, str, str]:
    return target.measure_id, target.name, str(target.period)


def _given_back(measure: Measure, detail: Mapping[str, Any]) -> Target:
    """A target that was taken away, as it was then."""
    return Target(
        measure=measure, name=detail["target_name"], **{name: _read(name, text) for name, text in detail["was"].items()}
    )


def _undo(target: Target, changed: Mapping[str, list[str]]) -> bool:
    """Take a change back; False where it set the target at all."""
    for name, (before, _) in changed.items():
        if name == "value" and before == NOTHING:
            return False
        setattr(target, name, _read(name, before))
    return True


def _read(name: str, text: str) -> Any:
    if name in NUMBERS:
        return None if text == NOTHING else Decimal(text)
    if name in DAYS:
        return date.fromisoformat(text)
    return text == "True" if name == "illustrative" else text


def dues(collection: Collection, on: date) -> list[Due]:
    """The values that had been asked for by the end of a day, each with `answered` and the day by which it was wanted then.

    None where the collection had not been opened. What had waited for measures that were retired since is not known any more
    (`retired_since`). Five queries.
    """
    if collection.opened_at >= ends(on):
        return []
    given = Exists(queries.standing(queries.answers(), on))
    rows = Due.objects.filter(collection=collection).annotate(answered=given)
    found = list(rows.select_related("measure__owner", "measure__service", "collection"))
    by_id = {one.pk: one for one in found}
    asked_later = _asked_by_hand_after(collection, on)
    for id, (day, reason) in extended(collection.council.slug, "due", on).items():
        if one := by_id.get(id):
            one.due_on, one.extension_reason = date.fromisoformat(day), reason
    put_back(collection.council, {one.measure_id: one.measure for one in found}.values(), on)
    return [one for one in found if (one.measure.reference, str(one.period)) not in asked_later]


def _asked_by_hand_after(collection: Collection, on: date) -> set[tuple[str, str]]:
    events = Event.objects.filter(
        council=collection.council.slug, verb="values.asked_for", target_kind="collection", target_id=collection.pk,
        at__gte=ends(on),
    )  # fmt: skip
    details = events.order_by().values_list("detail", flat=True)
    return {(one["measure"], one["period"]) for one in details if "measure" in one}


def retired_since(council: Council, on: date) -> list[Measure]:
    """The measures that are retired today and were not at the end of the day. One query."""
    return list(Measure.objects.filter(council=council, retired_on__gt=on))


def put_back(council: Council, found: Iterable[Measure], on: date) -> list[Measure]:
    """The measures that had been defined by the end of a day, each as it was then. Changed in place, never to be saved. Three queries.

    Owners are found by the names that the log has of them, services are those names. Which measure holds the not-known rate is not told where that changed.
    """
    by_id = {one.pk: one for one in found}
    events = Event.objects.filter(council=council.slug, target_kind="measure", target_id__in=by_id)
    later = events.filter(verb__in=("measure.added", "measure.changed", "measure.reassigned"), at__gte=ends(on))
    rows = list(later.order_by("-id").values_list("target_id", "verb", "detail"))
    owners = {detail["changed"]["owner"][0] for *_, detail in rows if "owner" in detail.get("changed", {})}
    people = councils.named(council, owners) if owners else {}
    for id, verb, detail in rows:
        if verb == "measure.added":
            by_id.pop(id or 0, None)
        elif id in by_id:
            _undo_definition(by_id[id], detail.get("changed", {}), people)
    _undo_retiring(by_id, events, on)
    return list(by_id.values())


def _undo_definition(one: Measure, changed: Mapping[str, list[str]], people: Mapping[str, User]) -> None:
    for name, (before, _) in changed.items():
        nothing = before in (NOTHING, "")
        if name == "owner":
            one.owner = None if nothing else people.get(before) or User(name=before)
        elif name == "service":
            one.service = None if nothing else Unit(name=before)
        elif name == "not_known":
            one.not_known = None
        elif name not in ("retired_on", "retired_reason"):
            field: Any = Measure._meta.get_field(name)
            setattr(one, name, None if before == NOTHING and field.null else field.to_python(before))


def _undo_retiring(by_id: Mapping[int, Measure], events: QuerySet[Event], on: date) -> None:
    """Whether each was retired at the day's end: as the last step up to it says, and not at all where the first step came later."""
    told: set[int] = set()
    rows = events.filter(verb__in=("measure.retired", "measure.taken_up_again")).order_by("-id")
    for id, verb, at, detail in rows.values_list("target_id", "verb", "at", "detail"):
        one = by_id.get(id or 0)
        if one is None or one.pk in told:
            continue
        one.retired_on, one.retired_reason = None, ""
        if at < ends(on):
            told.add(one.pk)
            if verb == "measure.retired":
                one.retired_on, one.retired_reason = timezone.localdate(at), detail["reason"]
