"""The measures that speak of a priority as its evidence, and what they suggest beside the judgement.

The page of a priority, the editor of its assessment and the reports say the same of it because they ask here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.judgement import Suggestion
from tallystick.status import Status
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Target
from tallystick_web.measures.reading import company as companies
from tallystick_web.measures.reading import findings, outlook, readings, sentences, values
from tallystick_web.measures.reading.company import Company
from tallystick_web.measures.reading.findings import Finding
from tallystick_web.measures.reading.outlook import Outlook
from tallystick_web.measures.reading.readings import Reading, Value
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


def pieces(council: Council, priority: Priority, until: date | None, on: date | None) -> list[Piece]:
    """The evidence of a priority, of values up to a day, as it is looked at on another. Five queries."""
    found = list(Measure.objects.filter(evidence__priority=priority).order_by("evidence__order", "reference"))
    areas = values.areas(council)
    held = values.current([one.pk for one in found], *COMPARED)
    targets = measures.targets(found)
    return [_piece(one, held.get(one.pk, []), targets.get(one.pk, []), areas, until, on) for one in found]


def _piece(
    measure: Measure, held: list[Value], targets: list[Target], areas: Areas, until: date | None, on: date | None
) -> Piece:
    known = [one for one in held if until is None or one.end <= until]
    reading = readings.read(measure, known, targets, areas)
    company, looked = companies.company(reading, known, areas), outlook.look(reading, targets)
    return Piece(reading, company, looked, findings.finding(reading, looked, company, on))


def suggestion(council: Council, evidence: Sequence[Piece], grades: Iterable[tuple[str, str, str]]) -> Suggestion:
    """What the evidence suggests, with what other bodies said: (value, by, words)."""
    said = [findings.grade(value, by, words) for value, by, words in grades]
    return findings.suggest((one.finding for one in evidence), said, five=council.uses_five_ratings)
