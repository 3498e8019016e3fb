"""What each measure costs, who uses it, and what is proposed of it. The rules are data: `record/data/burden.toml`."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, Sum

from tallystick.periods import Frequency
from tallystick_web.audit.models import Reading, Spent
from tallystick_web.audit.queries import begins
from tallystick_web.common import lists, words
from tallystick_web.common.exports import Table
from tallystick_web.councils.models import Council, Membership, Role
from tallystick_web.measures import queries as measures
from tallystick_web.measures import rules
from tallystick_web.measures.models import BurdenDecision, Measure
from tallystick_web.plans.models import Priority
from tallystick_web.record.definition import A_YEAR
from tallystick_web.record.queries import citing
from tallystick_web.record.queries.citing import Citations, Cited
from tallystick_web.reviews.models import Coverage

YEAR: Final = timedelta(days=365)
TIMES: Final = {**A_YEAR, Frequency.ROLLING_YEAR: 4, Frequency.YEAR_TO_DATE: 4, Frequency.WAVE: 1}
FEW: Final = 5  # people of a role; of fewer the readings are not shown by themselves
PROPOSALS: Final = {str(choice.value): str(choice.label) for choice in BurdenDecision.Choice}


@dataclass(frozen=True, slots=True)
class Cost:
    """Minutes a year, and how they are known: `measured`, `estimated` (both from saves), `stated` by somebody, or not at all."""

    minutes: int | None
    how: str = ""

    @property
    def words(self) -> str:
        if self.minutes is None:
            return "not known"
        return words.count(self.minutes, "minute") if self.minutes < 120 else f"{self.minutes / 60:.1f} hours"


@dataclass(frozen=True, slots=True)
class Readings:
    """How often its page was opened in a year. `councillors` is None where so few hold the role that it would name them."""

    total: int = 0
    councillors: int | None = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in use with what it costs, who uses it, what is proposed, and what was last decided."""

    measure: Measure
    cost: Cost
    readings: Readings
    cited: Cited
    proposal: str
    because: str
    decision: BurdenDecision | None

    @property
    def proposed(self) -> str:
        return PROPOSALS[self.proposal]

    @property
    def idle(self) -> bool:
        """Whether it costs time and serves nobody: nothing cites it."""
        return not self.cited.total and self.proposal != "keep"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    proposal: str
    because: str
    citations_at_most: int | None = None
    readings_at_most: int | None = None
    minutes_at_least: int | None = None
    can_be_asked_less_often: bool = False
    read_less_often_than_asked: bool = False

    def fits(self, measure: Measure, cost: Cost, readings: Readings, cited: Cited) -> bool:
        asked = TIMES.get(measure.frequency, 1)
        return not (
            (self.citations_at_most is not None and cited.total > self.citations_at_most)
            or (self.readings_at_most is not None and readings.total > self.readings_at_most)
            or (self.minutes_at_least is not None and (cost.minutes or 0) < self.minutes_at_least)
            or (self.can_be_asked_less_often and not rules.less_often(measure.frequency))
            or (self.read_less_often_than_asked and readings.total >= asked)
        )


@cache
def table() -> tuple[Rule, ...]:
    """The rules, the first that fits first."""
    path = Path(__file__).parent.parent / "data" / "burden.toml"
    return tuple(Rule(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["rules"])


def proposed(measure: Measure, cost: Cost, readings: Readings, cited: Cited) -> Rule:
    """The first rule that fits; the last fits everything."""
    return next(rule for rule in table() if rule.fits(measure, cost, readings, cited))


@dataclass(frozen=True, slots=True)
class Service:
    """What the measures and narratives of a service cost in a year."""

    name: str
    measures: int
    minutes: int
    narratives: int

    @property
    def hours(self) -> str:
        return f"{(self.minutes + self.narratives) / 60:.1f}"


@dataclass(frozen=True)
class Burden:
    """Every measure in use, the dearest first. `counted_since` is the day on which readings were first counted."""

    lines: list[Line]
    services: list[Service]
    citations: Citations
    counted_since: date | None
    on: date

    @cached_property
    def idle(self) -> list[Line]:
        return [line for line in self.lines if line.idle]

    @property
    def minutes(self) -> int:
        return sum(line.cost.minutes or 0 for line in self.idle)

    @property
    def young(self) -> bool:
        """Whether readings were counted for less than a quarter: then few readings say little."""
        return self.counted_since is None or (self.on - self.counted_since).days < 91

    @property
    def heading(self) -> str:
        if not self.lines:
            return "No measure is in use"
        if not self.idle:
            return "Something rests on every measure"
        cost = Cost(self.minutes).words
        told = words.count(len(self.idle), "measure serves", "measures serve")
        return f"{told} nobody that we know of" + (f", at {cost} a year" if self.minutes else "")


def burden(council: Council, on: date) -> Burden:
    """What every measure costs and who uses it. The number of queries does not grow with the measures."""
    found = list(measures.in_use(council).prefetch_related("service"))  # not joined: they have few services
    costs, readings = _costs(council, on), _readings(council, on)
    cited = citing.citations(council, {one.reference: one.pk for one in found})
    decided = _decided(council)
    lines = []
    for one in found:
        cost, read, rests = _cost(one, costs), readings.get(one.pk, Readings()), cited.of(one.pk)
        rule = proposed(one, cost, read, rests)
        lines.append(Line(one, cost, read, rests, rule.proposal, rule.because, decided.get(one.pk)))
    lines.sort(key=lambda line: (-(line.cost.minutes or 0), line.measure.reference))
    since = Reading.objects.filter(council=council.slug).aggregate(first=Min("day"))["first"]
    return Burden(lines, _services(council, lines, on), cited, since, on)


def _costs(council: Council, on: date, only: int | None = None) -> dict[int, tuple[int, int, bool]]:
    """For each measure's id: seconds, how many saves, and whether any of them is a guess. One query."""
    rows = Spent.objects.filter(council=council.slug, kind="measure", at__gte=begins(on - YEAR)).order_by()
    rows = rows.filter(record_id=only) if only is not None else rows
    told = rows.values("record_id").annotate(
        seconds=Sum("seconds"), saves=Count("id"), guesses=Count("id", filter=Q(how=Spent.How.ESTIMATED))
    )
    return {one["record_id"]: (one["seconds"], one["saves"], one["guesses"] > 0) for one in told}


def _cost(measure: Measure, costs: Mapping[int, tuple[int, int, bool]]) -> Cost:
    """What one save took on average, as often as it is asked for in a year; else what somebody stated."""
    times = TIMES.get(measure.frequency, 1)
    if measure.pk in costs:
        seconds, saves, guessed = costs[measure.pk]
        return Cost(round(seconds / saves / 60 * times), "estimated" if guessed else "measured")
    if measure.collection_minutes is None:
        return Cost(None)
    return Cost(measure.collection_minutes * times, "stated")


def _readings(council: Council, on: date, only: int | None = None) -> dict[int, Readings]:
    """For each measure's id how often its page was opened. Two queries."""
    held = Membership.objects.filter(council=council, role=Role.COUNCILLOR).count()
    rows = Reading.objects.filter(council=council.slug, kind="measure", day__gt=on - YEAR).order_by()
    rows = rows.filter(record_id=only) if only is not None else rows
    told = rows.values("record_id").annotate(
        total=Sum("opened"), councillors=Sum("opened", filter=Q(role=Role.COUNCILLOR), default=0)
    )
    return {one["record_id"]: Readings(one["total"], one["councillors"] if held >= FEW else None) for one in told}


def _decided(council: Council) -> dict[int, BurdenDecision]:
    """The newest decision about each measure. One query."""
    newest = BurdenDecision.objects.filter(measure__council=council).order_by().values("measure")
    ids = newest.annotate(newest=Max("id")).values("newest")
    return {one.measure_id: one for one in BurdenDecision.objects.filter(pk__in=ids).select_related("by", "measure")}


def _services(council: Council, lines: Iterable[Line], on: date) -> list[Service]:
    """Minutes a year by service: those of its measures, and those spent on narratives of its priorities. Three queries."""
    measured: dict[str, list[int]] = {}
    for line in lines:
        measured.setdefault(str(line.measure.service or "no service"), []).append(line.cost.minutes or 0)
    narrated = _narrated(council, on)
    found = []
    for name in sorted({*measured, *narrated}):
        minutes = measured.get(name, [])
        found.append(Service(name, len(minutes), sum(minutes), round(narrated.get(name, 0) / 60)))
    return sorted(found, key=lambda one: -(one.minutes + one.narratives))


def _narrated(council: Council, on: date) -> dict[str, int]:
    """Seconds spent on narratives, by the service of the first priority that each covers. Three queries."""
    rows = Spent.objects.filter(council=council.slug, kind="assessment", at__gte=begins(on - YEAR)).order_by()
    spent = dict(rows.values("record_id").annotate(seconds=Sum("seconds")).values_list("record_id", "seconds"))
    first: dict[int, int] = {}
    covered = Coverage.objects.filter(assessment__in=spent).order_by("id")
    for assessment, priority in covered.values_list("assessment_id", "priority_id"):
        first.setdefault(assessment, priority)
    services = dict(Priority.objects.filter(pk__in=first.values()).values_list("pk", "service__name"))
    found: dict[str, int] = {}
    for assessment, seconds in spent.items():
        name = services.get(first.get(assessment, 0)) or "no service"
        found[name] = found.get(name, 0) + seconds
    return found


SORTS: dict[str, Callable[[Line], Any]] = {
    "reference": lambda line: line.measure.reference, "minutes": lambda line: line.cost.minutes or 0,
    "readings": lambda line: line.readings.total, "citations": lambda line: line.cited.total,
}  # fmt: skip
CHECKS: dict[str, Callable[[Line, str], bool]] = {
    "q": lambda line, value: value.casefold() in str(line.measure).casefold(),
    "service": lambda line, value: str(line.measure.service or "") == value,
    "proposal": lambda line, value: line.proposal == value,
}


def narrowed(lines: Iterable[Line], wanted: Mapping[str, str], sort: str) -> list[Line]:
    """The lines that the filters leave, in the order that is asked for."""
    return lists.ordered(lists.kept(lines, CHECKS, wanted), SORTS, sort)


COLUMNS: Final = (
    "Reference", "Measure", "Service", "How often", "Minutes a year", "Known from", "Readings a year", "Assessments", "Agreeing claims",
    "Publications", "Actions, risks and answers", "Proposal", "Because", "Decided", "Reason", "Look again on",
)  # fmt: skip


def file(lines: Iterable[Line]) -> Table:
    """The same as a table."""
    return Table("burden", COLUMNS, (_row(line) for line in lines))


def _row(line: Line) -> Sequence[str | int | None]:
    one, decided = line.measure, line.decision
    return (
        one.reference, one.title, str(one.service or ""), one.get_frequency_display(), line.cost.minutes, line.cost.how,
        line.readings.total, line.cited.assessments, line.cited.claims, line.cited.publications, line.cited.decisions,
        line.proposed, line.because, decided.get_choice_display() if decided else "", decided.reason if decided else "",
        str(decided.look_again_on or "") if decided else "",
    )  # fmt: skip


def facts(council: Council, measure: Measure, on: date) -> list[tuple[str, str]]:
    """What entering a measure really took, and how often its page was opened, in words. Three queries."""
    found = []
    seconds, saves, guessed = _costs(council, on, measure.pk).get(measure.pk, (0, 0, False))
    if saves:
        each = words.count(max(1, round(seconds / saves / 60)), "minute")
        entries = words.count(saves, "entry", "entries")
        found.append(
            ("Took", f"{each} an entry, {entries} in the past year{', some of it estimated' if guessed else ''}.")
        )
    read = _readings(council, on, measure.pk).get(measure.pk, Readings())
    councillors = f", {read.councillors} by councillors" if read.councillors else ""
    found.append(("Opened", f"{words.count(read.total, 'time')} in the past year{councillors}."))
    return found


def decisions(measure: Measure) -> list[BurdenDecision]:
    """What was decided about a measure, newest first."""
    return list(BurdenDecision.objects.filter(measure=measure).select_related("by", "measure"))


def mine(council: Council, person: Any) -> Iterator[Spent]:
    """What a person spent, newest first."""
    return Spent.objects.filter(council=council.slug, person_id=person.pk).iterator()


def spent_at(council: Council, person: Any, key: int) -> Spent | None:
    """One of a person's own rows."""
    return Spent.objects.filter(council=council.slug, person_id=person.pk, pk=key).first()
