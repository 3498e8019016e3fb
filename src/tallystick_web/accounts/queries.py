"""Reading what people were reminded of."""

from datetime import date

from django.db.models import QuerySet

from tallystick_web.accounts.models import Reminder


def reminders(council: str, since: date) -> QuerySet[Reminder]:
    """The letters of a council from a day on, the oldest first."""
    return Reminder.objects.filter(council=council, day__gte=since).order_by("id")


def chased_today(council: str, person: int, day: date) -> list[Reminder]:
    """What the performance team sent a person on a day and could be delivered."""
    found = Reminder.objects.filter(council=council, person_id=person, day=day, rung=Reminder.CHASED)
    return list(found.exclude(state=Reminder.State.NOT_DELIVERED))
