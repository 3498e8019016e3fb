"""Reading the log: the events of a council, narrowed, newest first, a page at a time by their number and never by counting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from tallystick_web.audit.models import Event

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the log of a council is narrowed. `record` needs `kind`: numbers are of one kind. `also` adds events about the same."""

    person: str = ""
    verb: str = ""
    kind: str = ""
    record: int | None = None
    q: str = ""
    start: date | None = None
    end: date | None = None
    also: Q | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, newest first. `older` is the number before which the next page begins, `newer` the one after which the last ended."""

    events: list[Event]
    older: int | None
    newer: int | None


def events(council: str, wanted: Wanted) -> QuerySet[Event]:
    """A council's events, newest first."""
    found = Event.objects.filter(council=council)
    same = {"by": wanted.person, "verb": wanted.verb}
    found = found.filter(**{name: value for name, value in same.items() if value})
    if wanted.kind:
        target = Q(target_kind=wanted.kind, **({"target_id": wanted.record} if wanted.record is not None else {}))
        found = found.filter(target | wanted.also if wanted.also else target)
    if wanted.q:
        found = found.filter(target__icontains=wanted.q)
    if wanted.start:
        found = found.filter(at__gte=begins(wanted.start))
    if wanted.end:
        found = found.filter(at__lt=begins(wanted.end + timedelta(days=1)))
    return found.order_by("-id")


def begins(day: date) -> datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def ends(day: date) -> datetime:
    """The moment at which a day has ended here."""
    return begins(day + timedelta(days=1))


def first_day(council: str) -> date | None:
    """The day on which a council's log begins: before it nothing can be told."""
    at = Event.objects.filter(council=council).order_by("id").values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


def extended(council: str, kind: str, on: date) -> dict[int, tuple[str, str]]:
    """By when records of a kind were wanted at the end of a day, and why, by their ids; only of those that were given more time after it.

    It is what the last extension up to then gave, else what the first one after it found. The days are as the log has them. One query.
    """
    found = Event.objects.filter(council=council, verb=f"{kind}.extended", target_kind=kind).order_by("id")
    end, last, then = ends(on), dict[int, tuple[str, str]](), dict[int, tuple[str, str]]()
    for id, at, detail in found.values_list("target_id", "at", "detail"):
        if at < end:
            last[id or 0] = (detail["until"], detail["reason"])
        else:
            then.setdefault(id or 0, last.get(id or 0, (detail["was"], "")))
    return then


def page(found: QuerySet[Event], before: int | None = None, after: int | None = None) -> Page:
    """The page before (or just after) the event of a number. One query, as quick on the last page as on the first."""
    if after is not None:
        rows = list(found.filter(id__gt=after).order_by("id")[: A_PAGE + 1])
        shown = rows[:A_PAGE][::-1]
        return Page(shown, after + 1 if shown else None, shown[0].pk if len(rows) > A_PAGE else None)
    rows = list((found.filter(id__lt=before) if before is not None else found)[: A_PAGE + 1])
    shown = rows[:A_PAGE]
    newer = shown[0].pk if before is not None and shown else None
    return Page(shown, shown[-1].pk if len(rows) > A_PAGE else None, newer)


def streamed(found: QuerySet[Event]) -> Iterator[Event]:
    """Every event of a narrowed log, read as it is written."""
    return found.iterator(chunk_size=1_000)


def people(council: str) -> list[str]:
    """The names under which anything was done."""
    return sorted(set(Event.objects.filter(council=council).order_by().values_list("by", flat=True).distinct()))


def kinds(council: str) -> list[str]:
    """The kinds of record to which anything was done."""
    return list(Event.objects.filter(council=council).order_by().values_list("target_kind", flat=True).distinct())


def verbs(council: str) -> list[str]:
    """What was done at all."""
    return list(Event.objects.filter(council=council).order_by().values_list("verb", flat=True).distinct())
