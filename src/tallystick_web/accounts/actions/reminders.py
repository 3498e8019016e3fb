"""Keeping a row of every reminder: begun before it is handed to the post, closed with what the post answered.

Begun first, so that two runs at the same moment, or a run that is killed and started again, send nobody the same letter twice.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tallystick_web.accounts.models import Reminder, User
from tallystick_web.audit import actions as audit

Items = Sequence[dict[str, str]]


@transaction.atomic
def begin_reminder(*, council: str, person: User, day: date, rung: str, items: Items, by: Any) -> Reminder | None:
    """The row of a day's letter that is about to be sent; None where the person has had it. One that could not be delivered is taken up again."""
    letters = Reminder.objects.filter(~Q(rung=Reminder.CHASED)).select_for_update()
    reminder, new = letters.get_or_create(
        council=council, person_id=person.pk, day=day, defaults={"rung": rung, "person": str(person)}
    )
    if not new and reminder.state != Reminder.State.NOT_DELIVERED:
        return None
    _begin(reminder, person, rung, items)
    audit.record(by=by, verb="reminder.begun", target=reminder, items=[one["words"] for one in items])
    return reminder


@transaction.atomic
def begin_chase(*, council: str, person: User, day: date, items: Items, by: Any) -> Reminder:
    """The row of a letter that the performance team sends, beside the letter of the day."""
    reminder = Reminder(council=council, person_id=person.pk, day=day)
    _begin(reminder, person, Reminder.CHASED, items)
    audit.record(by=by, verb="reminder.begun", target=reminder, items=[one["words"] for one in items])
    return reminder


def _begin(reminder: Reminder, person: User, rung: str, items: Items) -> None:
    reminder.rung, reminder.items = rung, list(items)
    reminder.person, reminder.email = str(person), person.email
    reminder.state, reminder.attempts, reminder.at = Reminder.State.SENDING, reminder.attempts + 1, timezone.now()
    reminder.save()


@transaction.atomic
def close_reminder(*, reminder: Reminder, failure: str, by: Any) -> None:
    """Note what became of a letter: sent, or why it could not be delivered."""
    reminder.state = Reminder.State.NOT_DELIVERED if failure else Reminder.State.SENT
    reminder.failure, reminder.at = failure, timezone.now()
    reminder.save(update_fields=["state", "failure", "at"])
    audit.record(by=by, verb="reminder.not_delivered" if failure else "reminder.sent", target=reminder, failure=failure)
