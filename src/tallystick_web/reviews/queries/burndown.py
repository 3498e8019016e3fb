"""What was left of a round at the end of each working day, told by what was recorded: nobody keeps a tally by hand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from django.db.models import Subquery
from django.utils import timezone

from tallystick import deadlines
from tallystick.charts import SeriesChart
from tallystick.charts.values import Line
from tallystick_web.audit.models import Event
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due
from tallystick_web.reviews.models import Carried, Coverage, Round, State, Version
from tallystick_web.reviews.queries.rounds import asked_about

MOST_DAYS: Final = 60
SETTLED: Final = {State.AGREED, State.LOCKED}


@dataclass(frozen=True, slots=True)
class Burndown:
    """For each working day, how many values were not given and how many priorities neither agreed nor carried."""

    days: list[date]
    values: list[int]
    priorities: list[int]

    @property
    def labels(self) -> list[str]:
        return [f"{day.day} {day:%b}" for day in self.days]

    @property
    def lines(self) -> list[Line]:
        """The priorities, and the values where any were asked for."""
        values = [Line("values not given", self.values)] if any(self.values) else []
        return [Line("priorities not agreed", self.priorities), *values]

    @property
    def charts(self) -> list[SeriesChart]:
        """One for each line: a round has many more values than priorities, and on one axis the fewer would lie flat."""
        return [
            SeriesChart(f"{one.label.capitalize()}, day by day", self.labels, one, from_zero=True) for one in self.lines
        ]

    @property
    def table(self) -> SeriesChart:
        """All lines together, to be written as a table."""
        first, *others = self.lines
        return SeriesChart("What is left of the round", self.labels, first, comparators=others)

    @property
    def sentence(self) -> str:
        """The chart in words."""
        first, last = self.days[0], self.days[-1]
        said = f"From {first.day} {first:%B} to {last.day} {last:%B} {last.year} the priorities not agreed went from {self.priorities[0]} to {self.priorities[-1]}"
        return (
            f"{said}, the values not given from {self.values[0]} to {self.values[-1]}."
            if any(self.values)
            else f"{said}."
        )


def burndown(round: Round, today: date) -> Burndown | None:
    """From the round's opening to today, or to its closing; the last sixty working days of it. Six queries."""
    opened, closed = _event(round, "round.opened"), _event(round, "round.closed")
    last = min(closed, today) if closed and round.state == Round.State.CLOSED else today
    first = max(opened or last, last - timedelta(days=2 * MOST_DAYS))
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    days = [day for day in span if deadlines.is_working_day(day) or day in (first, last)][-MOST_DAYS:]
    if len(days) < 2:
        return None
    asked, given = _values(round)
    total = asked_about(round).count()
    return Burndown(days, _left(asked, given, days), _left(total, _settled(round), days))


def _event(round: Round, verb: str) -> date | None:
    """The day of the newest event of a kind; a round is opened once, and closed once more after it was opened again."""
    events = Event.objects.filter(council=round.council.slug, target_kind="round", target_id=round.pk, verb=verb)
    found = events.order_by("-id").values_list("at", flat=True).first()
    return timezone.localtime(found).date() if found else None


def _values(round: Round) -> tuple[int, list[tuple[date, int]]]:
    """How many values were asked for, and the days on which each was first given."""
    if round.collection_id is None:
        return 0, []
    first = measures.answer_of().order_by("recorded_at").values("recorded_at")[:1]
    rows = Due.objects.filter(collection=round.collection_id).order_by().annotate(given_at=Subquery(first))
    given = list(rows.values_list("given_at", flat=True))
    return len(given), list(Counter(timezone.localtime(at).date() for at in given if at).items())


def _settled(round: Round) -> Iterator[tuple[date, int]]:
    """When priorities became settled, and when they were opened again: a day and how many."""
    covers = Counter(Coverage.objects.filter(round=round).order_by().values_list("assessment_id", flat=True))
    carried = dict(Carried.objects.filter(round=round).values_list("priority", "at"))
    rows = Version.objects.filter(assessment__round=round).order_by("id").values_list("assessment_id", "at", "state")
    now: dict[int, bool] = {}
    for key, at, state in rows:
        is_settled = state in SETTLED
        if is_settled != now.get(key, False):
            now[key] = is_settled
            yield timezone.localtime(at).date(), covers[key] if is_settled else -covers[key]
    agreed = set(
        Coverage.objects.filter(round=round, assessment__in=[key for key, yes in now.items() if yes])
        .order_by()
        .values_list("priority", flat=True)
    )
    yield from ((timezone.localtime(at).date(), 1) for priority, at in carried.items() if priority not in agreed)


def _left(total: int, settled: Iterable[tuple[date, int]], days: list[date]) -> list[int]:
    """What was left at the end of each day; what was settled on no working day counts on the next."""
    counted: Counter[int] = Counter()
    for day, number in settled:
        place = next((at for at, end in enumerate(days) if day <= end), None)
        if place is not None:
            counted[place] += number
    return [max(total - done, 0) for done in accumulate(counted[at] for at in range(len(days)))]
