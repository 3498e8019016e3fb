"""Writing the log. Called by every other action, inside its transaction, so that no change can be without its record.

Beside it: what a change cost the person who made it, and how often pages are read.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.db import OperationalError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from tallystick_web.audit import rules
from tallystick_web.audit.models import Event, Reading, Spent
from tallystick_web.common import timing
from tallystick_web.common.timing import Taken

THE_INSTALLATION: Final = "the installation"
LONGEST_WAIT: Final = 200  # milliseconds that a reader waits for the counter

logger = logging.getLogger(__name__)


def record(*, by: Any, verb: str, target: models.Model, **detail: Any) -> None:
    """Append one event. `by` is the person, or None for a command given on the machine itself."""
    council = target if target._meta.model_name == "council" else getattr(target, "council", None)
    Event.objects.create(
        council=council if isinstance(council, str) else getattr(council, "slug", ""),
        by_id=getattr(by, "pk", None),
        by=str(by)[:150] if by is not None else THE_INSTALLATION,
        verb=verb,
        target_kind=str(target._meta.model_name),
        target_id=target.pk,
        target=str(target)[:300],
        detail=detail,
    )


def spent(*, by: Any, taken: Taken | None, records: Mapping[str, models.Model]) -> None:
    """Write down what saving some records cost, each by the number of its row; nothing where no person saved, or no time is known."""
    if by is None or taken is None:
        return
    Spent.objects.bulk_create(
        Spent(
            council=getattr(getattr(records[row], "council", None), "slug", ""), kind=str(records[row]._meta.model_name),
            record_id=records[row].pk, record=str(records[row])[:300], person_id=by.pk, seconds=seconds, how=taken.how,
        )
        for row, seconds in timing.shares(taken, list(records)).items()
        if seconds
    )  # fmt: skip


@transaction.atomic
def correct_minutes(*, spent: Spent, minutes: int, by: Any) -> None:
    """Say how long it really took. The row keeps what was counted; the log says that it was corrected and not by how much."""
    rules.refuse(rules.why_not_correct(spent, minutes, by))
    spent.counted = spent.seconds if spent.counted is None else spent.counted
    spent.seconds, spent.how = minutes * 60, Spent.How.CORRECTED
    spent.save(update_fields=["seconds", "counted", "how"])
    record(by=by, verb="minutes.corrected", target=spent)


def read(*, council: str, role: str, target: models.Model, kind: str = "", detailed: bool = False) -> None:
    """Count that a page was opened, or that its detail was asked for. A count that would have to wait is lost: reading comes first.

    `kind` is what was read, where that is not the record itself: the report of a round.
    """
    key = {
        "council": council, "day": timezone.localdate(), "role": role,
        "kind": kind or str(target._meta.model_name), "record_id": target.pk,
    }  # fmt: skip
    name = "detailed" if detailed else "opened"
    more = {name: F(name) + 1}
    try:
        with _hardly_waiting(), transaction.atomic():
            if not Reading.objects.filter(**key).update(**more):
                Reading.objects.bulk_create([Reading(**key, record=str(target)[:300])], ignore_conflicts=True)
                Reading.objects.filter(**key).update(**more)
    except OperationalError:
        logger.info("A reading of %s was not counted: the database was busy.", target)


@contextmanager
def _hardly_waiting() -> Iterator[None]:
    """On SQLite a reader would wait for whoever writes, an import perhaps, only to be counted."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
