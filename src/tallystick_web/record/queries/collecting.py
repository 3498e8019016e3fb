"""What stands beside the field in which a value is entered: the measure as it reads now, its limits and targets, and what is being
written about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tallystick import deadlines
from tallystick.deadlines import DueState, Standing
from tallystick_web.councils.models import Council
from tallystick_web.measures import asking_why
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due, Measure, Target
from tallystick_web.measures.reading import readings, sentences, values
from tallystick_web.measures.reading.readings import Reading, Value
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.queries import asking

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A value that is asked for, with what it is held against. `not_known` is the measure's not-known rate, where it has one.

    `closed` is the round that asked for it, where that is closed: what was agreed is locked, and a value given now is told beside it.
    """

    due: Due
    reading: Reading
    targets: tuple[Target, ...]
    standing: Standing
    narratives: tuple[str, ...]
    not_known: Reading | None
    closed: str = ""

    @property
    def measure(self) -> Measure:
        return self.due.measure

    @property
    def late(self) -> str:
        """How late it is, in words; nothing while it is not."""
        return sentences.overdue(self.standing) if self.standing.state is DueState.OVERDUE else ""

    @property
    def last(self) -> tuple[Value, ...]:
        """The last eight periods, oldest first."""
        return self.reading.values[-SHOWN:]

    @property
    def parts(self) -> bool:
        """Whether the measure is made of a numerator and a denominator, as it is defined or as it was given."""
        return bool(self.measure.numerator and self.measure.denominator) or (readings.has_parts(self.reading.series) and bool(self.reading.latest))  # fmt: skip

    def known(self, typed: asking.Typed) -> asking_why.Known:
        """What a value is held against; `typed` are the figures of the same page, a not-known rate perhaps among them."""
        return asking.held_against(self.reading, self.due.period, self.narratives, self.not_known, typed)


def rows(council: Council, dues: Sequence[Due], on: date) -> list[Row]:
    """Each due with what stands beside it. Six queries, however many."""
    found = {due.measure_id: due.measure for due in dues}
    read = {one.measure.pk: one for one in values.own_readings(list(asking.with_rates(council, found).values()))}
    targets, said = measures.targets(found.values()), asking.narratives(council, found)
    closed = reviews.closed_rounds(council, {due.collection_id for due in dues})
    return [
        Row(
            due, read[due.measure_id],
            tuple(measures.target_for(due.measure, due.period, targets.get(due.measure_id, ()))),
            deadlines.standing(due.due_on, on, due.available_on), tuple(said.get(due.measure_id, ())),
            read.get(due.measure.not_known_id or 0), str(closed.get(due.collection_id, "")),
        )
        for due in dues
    ]  # fmt: skip
