"""What a challenge meeting looks at: the exceptions of a round, the worst first, each with why it is one; and what was noted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tallystick.judgement import Rating
from tallystick.periods import Frequency, Period
from tallystick_web.common import words
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due
from tallystick_web.reviews.models import Assessment, MeetingNote, Round
from tallystick_web.reviews.queries.directing import Waiting, accountable_of, contradictions, last_of
from tallystick_web.reviews.queries.rounds import covered

WORST = (Rating.RED, Rating.AMBER_RED)


@dataclass(frozen=True, slots=True)
class Late:
    """A value that the assessment rests on and that was not given by its day."""

    measure: str
    period: str
    due_on: date


@dataclass(frozen=True)
class Exceptional:
    """An assessment that the meeting looks at. `late` are the figures that it lacks."""

    beside: Waiting
    late: tuple[Late, ...]

    @property
    def assessment(self) -> Assessment:
        return self.beside.assessment

    @property
    def suggested(self) -> str:
        """What the evidence suggests, in words."""
        return Rating(self.assessment.suggested).words if self.assessment.suggested else ""

    @cached_property
    def why(self) -> list[tuple[str, str]]:
        """Each reason to look at it: the tone of its mark and its words."""
        return list(self._why())

    def _why(self) -> Iterator[tuple[str, str]]:
        said, one = self.assessment, self.beside
        if one.greener_by > 0:
            yield (
                "off_track",
                f"Judged {Rating(said.rating).words}; the evidence suggests {Rating(said.suggested).words}",
            )
        if said.rating in WORST:
            yield "off_track", f"Judged {Rating(said.rating).words}"
        if one.moved and Rating(one.movement.now).rank > Rating(one.movement.was).rank:
            yield "off_track", f"Worse than last round: it was {Rating(one.movement.was).words}"
        if one.contradictions:
            yield (
                "off_track",
                f"{words.count(one.contradictions, 'figure in the text is', 'figures in the text are')} contradicted",
            )
        if self.late:
            named = ", ".join(dict.fromkeys(late.measure for late in self.late))
            yield "late", f"Data late: {named}"

    @property
    def order(self) -> tuple[int, int, tuple[object, ...]]:
        return (-self.beside.greener_by if self.beside.greener_by > 0 else 0, -len(self.why), self.beside.order)


def exceptions(round: Round, on: date) -> list[Exceptional]:
    """The exceptions of a round, as on a day. The number of queries does not grow with them."""
    rows = list(Assessment.objects.filter(round=round).defer("narrative", "suggested_reasons"))
    of = covered(rows)
    then, open_claims = last_of(round.council, rows, of, texts=False), contradictions(rows)
    late = late_values(round, on)
    every = []
    for one in rows:
        one.round = round
        priorities = of.get(one.pk, [])
        people = accountable_of(one, priorities)
        beside = Waiting(one, priorities, then.get(one.pk), people, 0, open_claims.get(one.pk, 0))
        every.append(Exceptional(beside, tuple(each for held in priorities for each in late.get(held.pk, ()))))
    return sorted((one for one in every if one.why), key=lambda one: one.order)


def late_values(round: Round, on: date) -> dict[int, list[Late]]:
    """For each priority's id, the figures of its evidence that were not given by their day. One query."""
    if round.collection_id is None:
        return {}
    rows = measures.unanswered(Due.objects.filter(collection=round.collection_id, due_on__lt=on))
    columns = ("measure__evidence__priority", "measure__title", "frequency", "start", "end", "due_on")
    linked = rows.filter(measure__evidence__isnull=False).order_by("due_on", "pk").values_list(*columns)
    found: dict[int, list[Late]] = {}
    for priority, title, frequency, start, end, due_on in linked:
        found.setdefault(priority, []).append(Late(title, str(Period(Frequency(frequency), start, end)), due_on))
    return found


def minutes(round: Round) -> list[MeetingNote]:
    """Everything that was noted, in the order in which it was said."""
    found = MeetingNote.objects.filter(round=round).select_related(
        "by", "question", "action__owner", "round__council", "assessment__round"
    )
    return list(found.prefetch_related("assessment__coverage__priority"))
