"""The kinds of record that a document can bring: how each is compared with what is held, what it needs, and who writes it."""

from collections.abc import Iterable, Mapping

from tallystick_web.intake.models import Item, Record
from tallystick_web.intake.records.answers import RESPONSE
from tallystick_web.intake.records.assessments import ASSESSMENT
from tallystick_web.intake.records.benefits import BENEFIT
from tallystick_web.intake.records.challenges import CHALLENGE, POINT
from tallystick_web.intake.records.desk import Desk, Identity, Kind, Payload, Standing
from tallystick_web.intake.records.measures import AREA, MEASURE, TARGET
from tallystick_web.intake.records.observations import OBSERVATION
from tallystick_web.intake.records.people import PERSON
from tallystick_web.intake.records.plans import PLAN, PRIORITY, THEME
from tallystick_web.intake.records.projects import PROJECT
from tallystick_web.intake.records.risks import RISK
from tallystick_web.intake.records.units import DEEPEST, UNIT
from tallystick_web.intake.records.work import ACTION, MILESTONE

__all__ = ["KINDS", "Desk", "Identity", "Kind", "Payload", "Standing", "in_order", "missing"]

KINDS: dict[str, Kind] = {
    Record.PERSON: PERSON,
    Record.UNIT: UNIT,
    Record.AREA: AREA,
    Record.MEASURE: MEASURE,
    Record.PLAN: PLAN,
    Record.THEME: THEME,
    Record.PRIORITY: PRIORITY,
    Record.CHALLENGE: CHALLENGE,
    Record.ASSESSMENT: ASSESSMENT,
    Record.TARGET: TARGET,
    Record.POINT: POINT,
    Record.RESPONSE: RESPONSE,
    Record.PROJECT: PROJECT,
    Record.BENEFIT: BENEFIT,
    Record.ACTION: ACTION,
    Record.MILESTONE: MILESTONE,
    Record.RISK: RISK,
    Record.OBSERVATION: OBSERVATION,
}
ORDER = {record: place for place, record in enumerate(Record.values)}


def in_order(items: Iterable[Item], others: Mapping[Identity, Item]) -> list[Item]:
    """Items in the order in which they can be written: what others of its kind need comes before them, whatever the order of the file."""
    return sorted(items, key=lambda one: (ORDER[one.record], _steps(one, others), one.position))


def _steps(item: Item, others: Mapping[Identity, Item]) -> int:
    """How many of its kind stand above an item: the directorate of a service, the measure that holds a not-known rate."""
    for steps in range(DEEPEST):
        needs = [
            others[one] for one in KINDS[item.record].needs(item.payload) if one[0] == item.record and one in others
        ]
        if not needs:
            return steps
        item = needs[0]
    return DEEPEST


def missing(needs: Iterable[Identity], desk: Desk) -> list[Identity]:
    """Of the records that an item needs, those that the council does not hold."""
    return [(record, key) for record, key in needs if KINDS[record].find(key, desk) is None]
