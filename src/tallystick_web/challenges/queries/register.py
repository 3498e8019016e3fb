"""Every point that the council answers, as a list that is narrowed and put in order."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tallystick_web.challenges.models import ANSWERABLE, Response, Thread
from tallystick_web.challenges.queries import threads
from tallystick_web.challenges.queries.threads import Row
from tallystick_web.common import lists
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council

NOBODY, DECLINED = "none", "declined"


def rows(council: Council, on: date, *, confidential: bool = False) -> list[Row]:
    """The points that had been received on a day, with their answers. A constant number of queries."""
    points = threads.points(council, confidential=confidential)
    return [(point, found) for point in points if (found := threads.standing(point, on))]


def carried(council: Council) -> QuerySet[Thread]:
    """The answers with something still to do. Business as usual is among them, as it was agreed with a day on which somebody looks again."""
    found = Thread.objects.filter(council=council, points__isnull=False).distinct()
    found = found.exclude(state__in=(Thread.State.IMPACT_EVIDENCED, Thread.State.SUPERSEDED))
    return found.exclude(state=Thread.State.RESPONDED, response__answer=Response.Answer.DECLINED)


def nobodys(council: Council) -> QuerySet[Thread]:
    """Those of them that nobody carries: given to nobody, or to somebody who has left."""
    return carried(council).filter(councils.nobodys(council, "response__officer"))


def narrowed(council: Council, rows: Iterable[Row], wanted: Mapping[str, str]) -> list[Row]:
    """The rows that the filters of a list leave. One query where those of nobody are wanted."""
    tests = dict(TESTS)
    if wanted.get("officer") == NOBODY:
        left = set(nobodys(council).values_list("pk", flat=True))
        tests["officer"] = lambda row, _: row[1].thread.pk in left
    return lists.kept(rows, tests, wanted)


def ordered(rows: list[Row], sort: str) -> list[Row]:
    """In the order asked for, `-` for the other way round; the newest challenge first where none is asked for."""
    return lists.ordered(rows, ORDERS, sort, otherwise="point")


def waiting(rows: Iterable[Row]) -> int:
    """How many have no answer yet."""
    return sum(row[1].state == Thread.State.RECEIVED for row in rows)


def choices(rows: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: what the rows have."""
    named = {_officer(row): str(row[1].response.officer) for row in rows if _officer(row) and row[1].response}
    states = {_state(row): row[1].words for row in rows}
    order = [*Thread.State.values, DECLINED]
    return {
        "challenge": list(dict.fromkeys((row[0].challenge.reference, row[0].challenge.title) for row in rows)),
        "list": [(kind.value, str(kind.label)) for kind in ANSWERABLE],
        "state": sorted(states.items(), key=lambda one: order.index(one[0])),
        "officer": [
            (NOBODY, "Nobody, or somebody who left: not ended"),
            *sorted(named.items(), key=lambda one: one[1]),
        ],
    }


def _officer(row: Row) -> str:
    return str(row[1].response.officer_id or "") if row[1].response else ""


def _state(row: Row) -> str:
    return DECLINED if row[1].declined else row[1].state


def _list(row: Row) -> int:
    return [kind.value for kind in ANSWERABLE].index(row[0].list)


def _newest_first(row: Row) -> int:
    return -(row[0].challenge.last_day or date.min).toordinal()


def _review(row: Row) -> date:
    return (row[1].response and row[1].response.review_date) or date.max


TESTS: dict[str, Callable[[Row, str], bool]] = {
    "challenge": lambda row, value: row[0].challenge.reference == value,
    "list": lambda row, value: row[0].list == value,
    "state": lambda row, value: _state(row) == value,
    "officer": lambda row, value: _officer(row) == value,
    "q": lambda row, value: value.casefold() in f"{row[0].title} {row[0].text}".casefold(),
}
ORDERS: dict[str, Callable[[Row], Any]] = {
    "point": lambda row: (_newest_first(row), row[0].challenge_id, _list(row), row[0].number),
    "state": lambda row: ([*Thread.State.values, DECLINED].index(_state(row)), row[0].pk),
    "officer": lambda row: (
        str(row[1].response.officer) if _officer(row) and row[1].response else "\U0010ffff",
        row[0].pk,
    ),
    "since": lambda row: (row[1].change.on, row[0].pk),
    "review": lambda row: (_review(row), row[0].pk),
}
