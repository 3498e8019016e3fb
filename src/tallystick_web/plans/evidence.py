"""The measures that speak of a priority as its evidence, and what they suggest beside the judgement.

The page of a priority, the editor of its assessment and the reports say the same of it because they ask here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tallystick.judgement import Actions, Risks, Suggestion
from tallystick.status import Status
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import begins
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import as_at as as_they_were
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Target
from tallystick_web.measures.reading import company as companies
from tallystick_web.measures.reading import findings, outlook, readings, sentences, values
from tallystick_web.measures.reading.company import Company
from tallystick_web.measures.reading.findings import Finding
from tallystick_web.measures.reading.outlook import Outlook
from tallystick_web.measures.reading.readings import Reading, Value
from tallystick_web.measures.reading.usual import with_ranges
from tallystick_web.measures.reading.values import Areas
from tallystick_web.plans.models import Priority

COMPARED = (Area.Kind.OWN, Area.Kind.NATION, Area.Kind.REGION, Area.Kind.GROUP, Area.Kind.PEER)


@dataclass(frozen=True, slots=True)
class Piece:
    """A measure in the table of evidence: as it reads, how it compares, where the year will end, and what it says of the priority."""

    reading: Reading
    company: Company | None
    outlook: Outlook
    finding: Finding

    @property
    def year_end(self) -> list[tuple[Status, str]]:
        """The statuses that are expected at the year's end, each once with the targets that it is against."""
        named: dict[Status, list[str]] = {}
        for one in self.outlook.chances:
            if one.status:
                named.setdefault(one.status, []).append(one.target.name)
        return [(status, sentences.series(names)) for status, names in named.items()]


def pieces(
    council: Council, priority: Priority, until: date | None, on: date | None, as_at: date | None = None
) -> list[Piece]:
    """The evidence of a priority, of values up to a day, as it is looked at on another. Five queries.

    `as_at` shows it as it was known at the end of a day: the measures chosen by then, their values and targets.
    """
    found = _chosen(council, priority, as_at)
    areas = values.areas(council)
    held = values.current([one.pk for one in found], *COMPARED, as_at=as_at)
    targets = as_they_were.targets(council, found, as_at) if as_at else measures.targets(found)
    read = [_piece(one, held.get(one.pk, []), targets.get(one.pk, []), areas, until, on) for one in found]
    ranged = with_ranges(piece.reading for piece in read)
    return [replace(piece, reading=reading) for piece, reading in zip(read, ranged, strict=True)]


def _chosen(council: Council, priority: Priority, as_at: date | None) -> list[Measure]:
    """The measures that speak of a priority; those of a day as the log has it, which writes every choice down whole."""
    if as_at is None:
        return list(Measure.objects.filter(evidence__priority=priority).order_by("evidence__order", "reference"))
    said = Event.objects.filter(
        council=council.slug, target_kind="priority", target_id=priority.pk, verb="priority.evidence_set",
        at__lt=begins(as_at + timedelta(days=1)),
    ).order_by("-id")  # fmt: skip
    detail = said.values_list("detail", flat=True).first()
    references: list[str] = detail["measures"] if detail else []
    held = {one.reference: one for one in Measure.objects.filter(council=council, reference__in=references)}
    return [held[one] for one in references if one in held]


def _piece(
    measure: Measure, held: list[Value], targets: list[Target], areas: Areas, until: date | None, on: date | None
) -> Piece:
    known = [one for one in held if until is None or one.end <= until]
    reading = readings.read(measure, known, targets, areas)
    company, looked = companies.company(reading, known, areas), outlook.look(reading, targets)
    return Piece(reading, company, looked, findings.finding(reading, looked, company, on))


def suggestion(
    council: Council,
    evidence: Sequence[Piece],
    grades: Iterable[tuple[str, str, str]],
    actions: Actions | None = None,
    risks: Risks | None = None,
) -> Suggestion:
    """What the evidence suggests, with what other bodies said (value, by, words), and with actions and risks where they are known."""
    said = [findings.grade(value, by, words) for value, by, words in grades]
    found = (one.finding for one in evidence)
    return findings.suggest(found, said, five=council.uses_five_ratings, actions=actions, risks=risks)
