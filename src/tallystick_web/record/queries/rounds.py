"""What the list of rounds and the page of one round show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models.functions import Left

from tallystick.judgement import Rating
from tallystick.periods import Period
from tallystick.status import Direction
from tallystick_web.common import lists
from tallystick_web.councils.models import Council
from tallystick_web.measures.reading import sentences
from tallystick_web.plans import as_at as plans
from tallystick_web.plans import queries as kept
from tallystick_web.plans.models import Priority, lasts
from tallystick_web.record.queries import standing
from tallystick_web.record.queries.home import chosen
from tallystick_web.record.queries.standing import Line
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Assessment, Coverage, Round
from tallystick_web.reviews.queries import as_at
from tallystick_web.reviews.queries.as_at import Told

OPENING = 400


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list: how far it has come."""

    round: Round
    counts: dict[str, int]
    agreed: int

    @property
    def judged(self) -> int:
        return sum(number for rating, number in self.counts.items() if rating)

    @property
    def total(self) -> int:
        """How many priorities it asks about."""
        return sum(self.counts.values())


def heading(lines: list[RoundLine], *, past: bool = False) -> str:
    """The list in words: how far the newest round has come, or had on a past day."""
    newest = lines[0]
    state = "open" if newest.round.state == Round.State.OPEN else "closed"
    return f"{sentences.round_words(newest.round.period)} {'was' if past else 'is'} {state}: {sentences.share(newest.judged, newest.total, 'judged')}"


def listed(council: Council, on: date | None = None) -> list[RoundLine]:
    """Every round with the ratings of the priorities it asks about, now or as at the end of a day. Four queries; seven then."""
    if on is not None:
        return _listed_then(council, on)
    rounds = reviews.rounds(council)
    rows = Coverage.objects.filter(round__in=rounds).order_by()
    columns = ("round_id", "priority_id", "assessment__rating", "assessment__agreed_by_id")
    said = ((round, priority, rating, by is not None) for round, priority, rating, by in rows.values_list(*columns))
    return _lines(council, rounds, said)


def _listed_then(council: Council, on: date) -> list[RoundLine]:
    rounds = as_at.rounds(council, reviews.rounds(council), on)
    later, told = plans.since(council, on), as_at.told(rounds, on)
    rows = Coverage.objects.filter(round__in=rounds).exclude(priority__in=later.added).order_by()
    said = (
        (round, priority, then.rating, bool(then.agreed_by))
        for round, priority, assessment in rows.values_list("round_id", "priority_id", "assessment_id")
        if (then := told.get(assessment))
    )
    return _lines(council, rounds, said, later.added, on)


def _lines(
    council: Council, rounds: list[Round], said: Iterable[tuple[int, int, str, bool]],
    added: frozenset[int] = frozenset(), on: date | None = None,
) -> list[RoundLine]:  # fmt: skip
    """The rounds with their counts; what a round asks about and nobody assessed is among the not judged. Two queries or three."""
    ratings: dict[int, dict[int, str]] = {round.pk: {} for round in rounds}
    agreed: Counter[int] = Counter()
    for round, priority, rating, by in said:
        ratings[round][priority] = rating
        agreed[round] += by
    of = list(
        Priority.objects.filter(council=council)
        .exclude(pk__in=added)
        .order_by()
        .values_list("pk", "theme__plan", "ends")
    )
    every, had = kept.with_days(council, on), plans.ends_of_priorities(council, on) if on else {}
    ends = {priority: had.get(priority, day) for priority, _, day in of}
    found = []
    for one in rounds:
        running = {plan.pk for plan in every if plan.runs_in(one.start, one.end)}
        asked = {priority: "" for priority, plan, _ in of if plan in running and lasts(ends[priority], one.start)}
        found.append(RoundLine(one, dict(Counter((asked | ratings[one.pk]).values())), agreed[one.pk]))
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """An assessment in the table of a round, with the priorities that it covers."""

    id: int
    lines: tuple[Line, ...]
    opening: str
    rated_by: str
    agreed_by: str
    agreed_for: str
    source: str
    carried: str = ""

    @property
    def line(self) -> Line:
        """The first of its priorities: rating, movement and grades are those of the assessment."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round. `shown` are all assessments in the order of the plan, or the exceptions only."""

    round: Round
    before: Round | None
    lines: list[Line]
    said: list[Said]
    exceptions: bool
    carried: dict[int, str]
    sort: str = ""

    @property
    def exceptional(self) -> list[Said]:
        """Amber and red only, as scrutiny has long been given them; amber-green is no exception."""
        return [one for one in self.said if one.line.now.rating in EXCEPTIONS]

    @property
    def shown(self) -> list[Said]:
        return lists.ordered(self.exceptional if self.exceptions else self.said, ORDERS, self.sort)

    @property
    def judged(self) -> bool:
        """Whether any priority has a rating."""
        return any(line.now.rating for line in self.lines)

    @property
    def by_theme(self) -> list[tuple[str, list[Said]]]:
        """The assessments shown under each plan and theme; under none where another order is asked for."""
        if self.sort.removeprefix("-") in ORDERS:
            return [("", self.shown)] if self.shown else []
        titled = groupby(self.shown, key=lambda one: (one.line.plan, one.line.theme))
        return [(f"{plan}: {theme}", list(found)) for (plan, theme), found in titled]

    @property
    def missing(self) -> list[tuple[Line, str]]:
        """The same with the reasons for which they are carried as missing, where one was given."""
        return [(line, self.carried.get(line.id, "")) for line in self.silent]

    @property
    def carried_lines(self) -> list[Line]:
        """The priorities that are carried as missing, whatever was said of them."""
        return [line for line in self.lines if line.id in self.carried]

    @property
    def silent(self) -> list[Line]:
        """The priorities of which nothing was said."""
        return [line for line in self.lines if not line.now.spoken_of]

    @property
    def counts(self) -> dict[str, int]:
        return standing.counts(self.lines)

    @property
    def heading(self) -> str:
        """The heading that answers in words."""
        period: Period = self.round.period
        if self.exceptions and not self.judged:
            return f"{sentences.round_words(period)}: nothing is judged yet"
        if self.exceptions:
            number = sum(len(one.lines) for one in self.exceptional)
            answer = f"{number or 'no'} {'priority is' if number == 1 else 'priorities are'} amber or red"
            return f"{sentences.round_words(period)}: {answer}"
        covered = len(self.lines) - len(self.silent)
        return f"{sentences.round_words(period)}: {sentences.share(covered, len(self.lines), 'assessed')}"

    @property
    def made_up(self) -> bool:
        """Whether anything on the page was generated."""
        return any(line.now.illustrative or line.was.illustrative for line in self.lines)


DIRECTIONS = (Direction.WORSENING, Direction.STEADY, Direction.IMPROVING)
ORDERS: dict[str, Callable[[Said], Any]] = {
    "priority": lambda one: one.line.reference.casefold(),
    "rating": lambda one: standing.RATINGS.get(one.line.now.rating, len(standing.RATINGS)),
    "direction": lambda one: (
        DIRECTIONS.index(one.line.direction) if one.line.direction in DIRECTIONS else len(DIRECTIONS)
    ),
    "by": lambda one: (not one.rated_by, one.rated_by.casefold()),
}
EXCEPTIONS = {Rating.AMBER, Rating.AMBER_RED, Rating.RED}


def page(council: Council, slug: str, *, exceptions: bool, on: date | None = None, sort: str = "") -> RoundPage | None:
    """A round of the council, as it stands or as it stood at the end of a day; None where it never had it, or not yet."""
    _, round, before = chosen(council, slug, on)
    if round is None:
        return None
    if on is None:
        lines = standing.lines(council, round, before)
        said = _said(round, lines)
    else:
        lines = standing.lines_then(council, round, before, on)
        said = _said_then(round, lines, as_at.told([round], on))
    carried = as_at.carried(round, on)
    said = [replace(one, carried=carried.get(one.line.id, "")) for one in said] if carried else said
    return RoundPage(round, before, lines, said, exceptions, carried, sort)


def _said(round: Round, lines: list[Line]) -> list[Said]:
    """Each assessment once, where the first of its priorities stands in the plan. One query; openings only, not the texts."""
    rows = Assessment.objects.filter(round=round).annotate(opening=Left("narrative", OPENING)).order_by()
    columns = ("id", "opening", "rated_by__name", "agreed_by__name", "agreed_for__name", "source")
    texts = {
        id: (sentences.opening(text), *[word or "" for word in words])
        for id, text, *words in rows.values_list(*columns)
    }
    return _by_assessment(lines, texts)


def _said_then(round: Round, lines: list[Line], told: Mapping[int, Told]) -> list[Said]:
    """The same as it was told on a day. One query, for where each comes from."""
    sources = dict(Assessment.objects.filter(round=round).values_list("id", "source"))
    texts = {
        id: (sentences.opening(one.opening), one.rated_by, one.agreed_by, one.agreed_for, sources[id])
        for id, one in told.items()
        if id in sources
    }
    return _by_assessment(lines, texts)


def _by_assessment(lines: list[Line], texts: Mapping[int, tuple[str, ...]]) -> list[Said]:
    covered: dict[int, list[Line]] = {}
    for line in lines:
        if line.now.assessment:
            covered.setdefault(line.now.assessment, []).append(line)
    return [Said(id, tuple(found), *texts[id]) for id, found in covered.items() if id in texts]
