"""What the page of a priority shows: the judgement, its narrative and evidence, and the rounds before."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from tallystick import judgement
from tallystick.judgement import Rating, Suggestion
from tallystick.status import Direction, Status
from tallystick_web.councils.models import Council
from tallystick_web.measures.reading import sentences
from tallystick_web.plans import as_at as plans
from tallystick_web.plans import evidence
from tallystick_web.plans.evidence import Piece
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries import delivering
from tallystick_web.record.queries.delivering import Doing
from tallystick_web.record.queries.home import chosen
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Assessment, Coverage, ExternalGrade, Question, Round
from tallystick_web.reviews.queries import as_at

STRIP = 8


@dataclass(frozen=True, slots=True)
class Grade:
    """What another body said, under the colour that it names, if it names one."""

    value: str
    by: str
    words: str

    @property
    def colour(self) -> str:
        return str(sentences.graded(self.value) or "")


@dataclass(frozen=True)
class PriorityPage:
    """A priority in a round. `by_round` holds what was said of it in each round, by the round's id.

    `newest` is the newest round that asks about it: not that of the council, where its plan has ended.
    """

    priority: Priority
    rounds: list[Round]
    round: Round | None
    before: Round | None
    by_round: dict[int, Assessment]
    companions: list[tuple[str, str]]
    grades: list[Grade]
    evidence: list[Piece]
    suggestion: Suggestion | None
    doing: Doing
    carried: str = ""
    questions: list[Question] = field(default_factory=list)
    newest: Round | None = None

    @property
    def assessment(self) -> Assessment | None:
        return self.by_round.get(self.round.pk) if self.round else None

    @property
    def then(self) -> Assessment | None:
        """What was said of it in the round before."""
        return self.by_round.get(self.before.pk) if self.before else None

    @property
    def heading(self) -> str:
        """How it stands: `ENV-1 is judged amber in Q2 2009/10, from green in Q1 2009/10; 1 of 3 measures is off track`."""
        judged = sentences.judged(
            self.assessment.rating if self.assessment else "", self.round.period if self.round else None,
            self.then.rating if self.then else "", self.before.period if self.before else None,
        )  # fmt: skip
        off = sum(any(one.status is Status.OFF_TRACK for one in piece.reading.standings) for piece in self.evidence)
        return f"{self.priority.reference} {judged}{sentences.off_track(off, len(self.evidence))}"

    @property
    def tint(self) -> str:
        """The ground of the judgement."""
        said = self.assessment
        return said.rating.replace("_", "-") if said and said.rating else "none"

    @property
    def opening(self) -> str:
        """The first sentences of the narrative."""
        return sentences.opening(self.assessment.narrative) if self.assessment else ""

    @property
    def exceptions(self) -> list[Piece]:
        """The measures that are off track or expected to be, miss a target within tolerance, or are getting worse."""
        return [one for one in self.evidence if _is_exception(one)]

    @property
    def is_newest(self) -> bool:
        return self.round is not None and self.round == self.newest

    @property
    def movement(self) -> reviews.Movement | None:
        """How the rating moved since the round before; nothing where either is missing."""
        now, then = self.assessment, self.then
        if not (now and then and now.rating and then.rating):
            return None
        return reviews.movement(now.rating, then.rating)

    @property
    def moved_from_made_up(self) -> bool:
        """Whether the rating before, with which this one is compared, was generated."""
        return bool(self.then and self.then.illustrative)

    @cached_property
    def last_rounds(self) -> list[Round]:
        """The last eight rounds of the same frequency up to this one, oldest first."""
        if self.round is None:
            return []
        same = [one for one in self.rounds if one.frequency == self.round.frequency and one.end <= self.round.end]
        return same[:STRIP][::-1]

    @property
    def strip(self) -> list[tuple[str, str]]:
        """The last rounds' ratings under short labels: `Q2`."""
        found = ((one, self.by_round.get(one.pk)) for one in self.last_rounds)
        return [(str(one.period).split(" ")[0], said.rating if said else "") for one, said in found]

    @property
    def made_up_rounds(self) -> str:
        """Which ratings of the strip were generated, in words."""
        generated = [one for one in self.last_rounds if one.pk in self.by_round and self.by_round[one.pk].illustrative]
        if not generated:
            return ""
        return f"{generated[0]} to {generated[-1]}" if len(generated) > 1 else str(generated[0])

    @property
    def compared(self) -> bool:
        """Whether any measure is known of another area."""
        return any(one.reading.elsewhere for one in self.evidence)

    @property
    def marks(self) -> list[str]:
        """Every mark that the evidence shows, for the notes beneath it."""
        found = [mark for one in self.evidence if one.reading.latest for mark in one.reading.latest.marks]
        return [*found, *(one.outlook.mark for one in self.evidence if one.outlook.mark)]

    @property
    def elsewhen(self) -> list[tuple[Round, Assessment]]:
        """The other rounds in which something was said, newest first."""
        return [(one, self.by_round[one.pk]) for one in self.rounds if one != self.round and one.pk in self.by_round]

    @property
    def difference(self) -> str:
        """What was judged beside what the evidence suggests, in words."""
        said = self.assessment
        judged = Rating(said.rating) if said and said.rating else None
        return judgement.difference(judged, self.suggestion) if self.suggestion else ""

    @property
    def suggested_from_made_up(self) -> bool:
        """Whether the suggestion rests on a figure that was generated."""
        return self.doing.weight.made_up or any(one.finding.made_up for one in self.evidence)

    @property
    def made_up(self) -> bool:
        """Whether anything on the page was generated."""
        said = any(assessment.illustrative for assessment in self.by_round.values())
        measured = (one.reading for one in self.evidence)
        return said or any(one.measure.illustrative or any(v.illustrative for v in one.values) for one in measured)


WORRYING = frozenset({Status.OFF_TRACK, Status.WITHIN_TOLERANCE})


def _is_exception(piece: Piece) -> bool:
    now = {one.status for one in piece.reading.standings}
    expected = {status for status, _ in piece.year_end}
    return bool((now | expected) & WORRYING) or piece.reading.direction is Direction.WORSENING


def page(council: Council, reference: str, slug: str, on: date | None = None) -> PriorityPage | None:
    """The page of a priority; None where the council has no such priority or had none yet, or never had the round.

    `on` shows it as it stood at the end of a day (`reviews.queries.as_at` says what that can tell). Its questions are shown then only:
    at other times they stand beside the text that is being written.
    """
    rounds, round, before = chosen(council, slug, on)
    priority = _priority(council, reference)
    if on and priority:
        priority = next(iter(plans.put_back([priority], plans.since(council, on))), None)
    if priority is None or (slug and round is None and on is None):
        return None
    by_round = as_at.said_of(priority, on) if on else {one.round_id: one.assessment for one in _said_of(priority)}
    newest = next((one for one in rounds if one.pk in by_round or priority.runs_in(one.start, one.end)), None)
    if not slug and newest:
        round, before = newest, reviews.before(rounds, newest)
    assessment = by_round.get(round.pk) if round else None
    until = round.end if round and rounds and round != rounds[0] else None
    grades = _grades(assessment) if assessment else []
    said = [(one.value, one.by, one.words) for one in grades]
    pieces = evidence.pieces(council, priority, until, round.end if round else None, on)
    doing = delivering.doing(council, priority) if on is None and until is None else delivering.NOTHING
    weight = doing.weight
    return PriorityPage(
        priority, rounds, round, before, by_round,
        companions=_companions(assessment, priority) if assessment else [],
        grades=grades, evidence=pieces, doing=doing,
        suggestion=evidence.suggestion(council, pieces, said, weight.actions, weight.risks) if round else None,
        carried=as_at.carried(round, on).get(priority.pk, "") if round else "",
        questions=as_at.questions(assessment, on) if on and assessment else [], newest=newest,
    )  # fmt: skip


def _priority(council: Council, reference: str) -> Priority | None:
    rows = Priority.objects.filter(council=council, reference=reference)
    return rows.select_related("theme__plan", "accountable_officer", "accountable_director", "service").first()


def _said_of(priority: Priority) -> QuerySet[Coverage]:
    people = ("assessment__rated_by", "assessment__agreed_by", "assessment__agreed_for")
    return Coverage.objects.filter(priority=priority).select_related(*people).order_by()


def _grades(assessment: Assessment) -> list[Grade]:
    rows = ExternalGrade.objects.filter(assessment=assessment).order_by("id")
    return [Grade(*row) for row in rows.values_list("value", "by", "words")]


def _companions(assessment: Assessment, priority: Priority) -> list[tuple[str, str]]:
    """The other priorities that the same text covers: reference and title."""
    rows = Coverage.objects.filter(assessment=assessment).exclude(priority=priority)
    return list(rows.values_list("priority__reference", "priority__title"))
