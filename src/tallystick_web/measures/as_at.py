"""Which targets a measure had at the end of a day: those of today, with what the log tells of later changes undone.

Rows of targets are changed in place, and the log keeps what each field was before. A target that was set for the first time after the
day is left out: its value had been nothing.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import begins
from tallystick_web.councils.models import Council
from tallystick_web.measures import queries
from tallystick_web.measures.models import Measure, Target

NUMBERS: Final = ("value", "upper_value", "tolerance")
NOTHING: Final = "None"


def targets(council: Council, measures: Iterable[Measure], on: date) -> dict[int, list[Target]]:
    """For each measure's id, its targets as they were. Two queries."""
    found = list(measures)
    now = queries.targets(found)
    later = Event.objects.filter(
        council=council.slug, target_kind="measure", target_id__in=[one.pk for one in found],
        verb="target.set", at__gte=begins(on + timedelta(days=1)),
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
