"""Whom a measure belongs to and which service it is of, as an ordinary table names them: exactly one, or nobody and a doubt.

A name that cannot be matched keeps neither the measure nor its values waiting. It is told once, with what was written and the measures
that got nothing by it, however many rows repeat it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tallystick.documents.doubts import Doubt
from tallystick.documents.measures import MeasureRow, names
from tallystick.documents.model import Place
from tallystick_web.common import words
from tallystick_web.common.workflow import joined
from tallystick_web.councils.models import Unit
from tallystick_web.intake.queries.held import Held, same
from tallystick_web.intake.records.desk import Payload
from tallystick_web.intake.records.measures import why_not_own
from tallystick_web.intake.understanding.sources import Source
from tallystick_web.measures.models import Measure

NOBODY = frozenset({"", "n a", "na", "none", "tbc", "tba"})
FIELDS = ("owner", "service")
LISTED = 5
Told = dict[tuple[str, str], tuple[Place, list[str]]]
"""The measures that got nothing, and where the first stands, by what was written and why it says nothing."""


@dataclass(slots=True)
class Said:
    """What the rows of one measure say, each with the place where it was first said."""

    owner: dict[str, Place] = field(default_factory=dict)
    service: dict[str, Place] = field(default_factory=dict)

    def note(self, row: MeasureRow) -> None:
        if row.owner:
            self.owner.setdefault(row.owner, row.place)
        if row.service:
            self.service.setdefault(row.service, row.place)


def stated(said: Said, measure: Measure | None, name: str, held: Held, told: Told) -> Payload:
    """The fields of a payload that differ from what is held; what says nothing is noted in `told`."""
    found: Payload = {}
    for which in FIELDS:
        written: dict[str, Place] = getattr(said, which)
        distinct = {same(text): text for text in written if names.plain(text) not in NOBODY}
        if not distinct:
            continue
        text, why = " / ".join(distinct.values()), several(distinct, which)
        value, why = ("", why) if why else READ[which](text, measure, held)
        if why:
            told.setdefault((text, why), (next(iter(written.values())), []))[1].append(name)
        elif value:
            found[which] = value
    return found


def several(distinct: Mapping[str, str], which: str) -> str:
    if len(distinct) == 1:
        return ""
    return f"the rows of one measure name {joined([f'“{one}”' for one in distinct.values()])} as its {which}: keep one of them"


def owner(text: str, measure: Measure | None, held: Held) -> tuple[str, str]:
    """The address of exactly one person who may own measures, or why it names none; neither where they own it already."""
    head = None if same(text) in held.people else held.head_of(text)
    person = head or held.people.get(same(text))
    if person is not None and measure is not None and measure.owner_id == person.pk:
        return "", ""
    why = why_not_own(head.email if head else text, held, OR)
    return (person.email, "") if person is not None and not why else ("", why)


def service(text: str, measure: Measure | None, held: Held) -> tuple[str, str]:
    """The name of exactly one unit that is open, or why it names none; neither where the measure's service is it or part of it."""
    unit = held.units.get(same(text))
    if unit is None:
        return (
            "",
            f"{held.council} has no directorate or service “{text}”: add it among the directorates and services, {OR}",
        )
    if measure is not None and unit in line(measure.service, held):
        return "", ""
    if unit.closed_on:
        return "", f"“{unit}” is closed: name one that is open, or open it again among the directorates and services"
    return unit.name, ""


OR = "or write one that is there, and bring the file in again once nothing of it waits"
READ = {"owner": owner, "service": service}


def line(unit: Unit | None, held: Held) -> Iterator[Unit]:
    """A unit and those above it."""
    while unit is not None:
        yield unit
        unit = held.units_by_id.get(unit.parent_id) if unit.parent_id else None


def doubts(told: Told, source: Source) -> Iterator[Doubt]:
    """Each name that says nothing, at the cell where it first stands."""
    for (text, why), (place, measures) in told.items():
        yield Doubt(source.cell_with(text, place), text, f"{why}. Nothing was taken from it for {listed(measures)}")


def listed(measures: Iterable[str]) -> str:
    """The measures by name, or how many they are."""
    every = list(measures)
    return joined(every) if len(every) <= LISTED else words.count(len(every), "measure")
