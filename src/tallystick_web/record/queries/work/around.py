"""What a person waits for from others, what they finished, and what comes next."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Min, Q
from django.utils import timezone

from tallystick.periods import Frequency, Period
from tallystick_web.audit.models import Event
from tallystick_web.common.context import address
from tallystick_web.common.words import count
from tallystick_web.measures import asking
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due
from tallystick_web.record.queries.work.items import Finished, Next, Waiting, Worker

LOOKED_BACK: Final = timedelta(days=30)
MOST_FINISHED: Final = 10
MOST_READ: Final = 200
Told = Callable[[list[Event]], str]


def waiting(who: Worker) -> Iterator[Waiting]:
    """For authors, the values that their assessments rest on; for the performance team, all that is still asked of others. Two queries."""
    home = address("record:measures", council=who.council.slug)
    asked = measures.unanswered(Due.objects.filter(measure__council=who.council, available_on__lte=who.on))
    evidence = (
        asked.filter(measure__evidence__priority__accountable_officer__in=who.mine)
        .exclude(measure__owner__in=who.mine)
        .values("pk").distinct().count()
    )  # fmt: skip
    if evidence:
        told = count(evidence, "value that your assessments rest on is", "values that your assessments rest on are")
        yield Waiting(f"{told} not in yet", home)
    if not who.in_the_team:
        return
    late = Count("pk", filter=Q(due_on__lt=who.on))
    rows = (
        asked.exclude(measure__owner__in=who.mine)
        .order_by("collection__end")
        .values_list("collection__frequency", "collection__start", "collection__end")
    )
    for frequency, start, end, number, overdue in rows.annotate(number=Count("pk"), overdue=late):
        period = Period(Frequency(frequency), start, end)
        page = address("measures:progress", council=who.council.slug, round=period.slug) or home
        told = count(number, "value of", "values of")
        yield Waiting(f"{told} {period} not given yet, {overdue or 'none'} overdue", page)


def finished(who: Worker) -> Iterator[Finished]:
    """What the log says the person did in the last days, newest first; values of the same measures on one day together. One query."""
    rows = Event.objects.filter(
        council=who.council.slug, by_id=who.person.pk, verb__in=FINISHED, at__date__gt=who.on - LOOKED_BACK
    )
    together: dict[object, list[Event]] = {}
    for event in rows[:MOST_READ]:
        values = event.verb == "observations.recorded"
        key = (timezone.localdate(event.at), tuple(_measures(event))) if values else event.pk
        together.setdefault(key, []).append(event)
    for events in list(together.values())[:MOST_FINISHED]:
        yield Finished(FINISHED[events[0].verb](events), events[0].at)


def _measures(event: Event) -> list[str]:
    return [str(one) for one in event.detail.get("measures", [])]


def _recorded(events: list[Event]) -> str:
    named, number = _measures(events[0]), sum(int(one.detail.get("count", 0)) for one in events)
    more = f" and {len(named) - 4} more" if len(named) > 4 else ""
    return f"You entered {count(number, 'value')} of {', '.join(named[:4])}{more}"


def _did(words: str) -> Told:
    return lambda events: f"You {words} {events[0].target}"


FINISHED: Final[dict[str, Told]] = {
    "observations.recorded": _recorded,
    "assessment.submitted": _did("submitted"),
    "assessment.agreed": _did("agreed"),
    "question.answered": _did("answered:"),
}


def coming(who: Worker) -> Next | None:
    """The next day on which a figure of the person's can be known: one asked for already, else by the calendar. Two queries."""
    asked: dict[str, Any] = Due.objects.filter(
        measure__council=who.council, measure__owner__in=who.mine, available_on__gt=who.on
    ).aggregate(on=Min("available_on"), number=Count("pk"))
    if asked["on"]:
        return Next("The next of your figures that a round asks for can be known", asked["on"], asked=True)
    rows = measures.in_use(who.council).filter(owner__in=who.mine).values_list("frequency", "lag_days").distinct()
    days = [asking.next_available(Frequency(frequency), lag, after=who.on) for frequency, lag in rows]
    known = [day for day in days if day]
    return Next("The next of your figures can be known", min(known)) if known else None
