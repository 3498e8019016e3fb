"""Which targets a measure had at the end of a day, and which values were asked for: today's, with what the log tells of later changes undone.

Rows of targets are changed in place, and the log keeps what each field was before. A target that was set for the first time after the
day is left out: its value had been nothing.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Exists

from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Council
from tallystick_web.measures import queries
from tallystick_web.measures.models import Collection, Due, Measure, Target
from tallystick_web.measures.reading import values

NUMBERS: Final = ("value", "upper_value", "tolerance")
NOTHING: Final = "None"


def targets(council: Council, measures: Iterable[Measure], on: date) -> dict[int, list[Target]]:
    """For each measure's id, its targets as they were. Two queries."""
    found = list(measures)
    now = queries.targets(found)
    later = Event.objects.filter(
        council=council.slug, target_kind="measure", target_id__in=[one.pk for one in found],
        verb="target.set", at__gte=ends(on),
    ).order_by("-id")  # fmt: skip
    changes: dict[tuple[int | None, str, str], list[dict[str, list[str]]]] = {}
    for measure, detail in later.values_list("target_id", "detail"):
        changes.setdefault((measure, detail["target_name"], detail["period"]), []).append(detail["changed"])
    return {id: [one for one in held if _undo(one, changes.get(_key(one), []))] for id, held in now.items()}


def _key(target: Target) -> tuple[int, str, str]:
    return target.measure_id, target.name, str(target.period)


def _undo(target: Target, changes: Iterable[dict[str, list[str]]]) -> bool:
    """Take changes back, the newest first; False where the first of them set the target at all."""
    for changed in changes:
        for name, (before, _) in changed.items():
            if name == "value" and before == NOTHING:
                return False
            setattr(target, name, _read(name, before))
    return True


def _read(name: str, text: str) -> Any:
    if name in NUMBERS:
        return None if text == NOTHING else Decimal(text)
    return text == "True" if name == "illustrative" else text


def dues(collection: Collection, on: date) -> list[Due]:
    """The values that had been asked for by the end of a day, each with `answered` and the day by which it was wanted then.

    None where the collection had not been opened. What had waited for measures that were retired since is not known any more
    (`retired_since`). Three queries.
    """
    if collection.opened_at >= ends(on):
        return []
    given = Exists(values.standing_at(queries.answers(), on))
    rows = Due.objects.filter(collection=collection).annotate(answered=given)
    found = list(rows.select_related("measure__owner", "measure__service", "collection"))
    asked_later = _asked_by_hand_after(collection, on)
    _undo_extensions(collection.council, found, on)
    return [one for one in found if (one.measure.reference, str(one.period)) not in asked_later]


def _asked_by_hand_after(collection: Collection, on: date) -> set[tuple[str, str]]:
    events = Event.objects.filter(
        council=collection.council.slug, verb="values.asked_for", target_kind="collection", target_id=collection.pk,
        at__gte=ends(on),
    )  # fmt: skip
    details = events.order_by().values_list("detail", flat=True)
    return {(one["measure"], one["period"]) for one in details if "measure" in one}


def _undo_extensions(council: Council, found: Iterable[Due], on: date) -> None:
    """Put back the days that had been given by then: the last extension before the day's end, else what the first after it changed."""
    events = Event.objects.filter(council=council.slug, verb="due.extended", target_kind="due").order_by("id")
    end, last, undone = ends(on), dict[int | None, tuple[str, str]](), dict[int | None, str]()
    for id, at, detail in events.values_list("target_id", "at", "detail"):
        if at < end:
            last[id] = (detail["until"], detail["reason"])
        else:
            undone.setdefault(id, detail["was"])
    for one in found:
        if one.pk in undone:
            day, one.extension_reason = last.get(one.pk, (undone[one.pk], ""))
            one.due_on = date.fromisoformat(day)


def retired_since(council: Council, on: date) -> list[Measure]:
    """The measures that are retired today and were not at the end of the day. One query."""
    return list(Measure.objects.filter(council=council, retired_on__gt=on))
