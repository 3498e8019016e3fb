"""The kinds of record that a document can bring: how each is compared with what is held, what it needs, and who writes it."""

from collections.abc import Iterable

from tallystick_web.intake.models import Record
from tallystick_web.intake.records.answers import RESPONSE
from tallystick_web.intake.records.assessments import ASSESSMENT
from tallystick_web.intake.records.benefits import BENEFIT
from tallystick_web.intake.records.challenges import CHALLENGE, POINT
from tallystick_web.intake.records.desk import Desk, Identity, Kind, Payload, Standing
from tallystick_web.intake.records.measures import AREA, MEASURE, TARGET
from tallystick_web.intake.records.observations import OBSERVATION
from tallystick_web.intake.records.plans import PLAN, PRIORITY, THEME
from tallystick_web.intake.records.projects import PROJECT
from tallystick_web.intake.records.risks import RISK
from tallystick_web.intake.records.work import ACTION, MILESTONE

__all__ = ["KINDS", "ORDER", "Desk", "Identity", "Kind", "Payload", "Standing", "missing"]

KINDS: dict[str, Kind] = {
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


def missing(needs: Iterable[Identity], desk: Desk) -> list[Identity]:
    """Of the records that an item needs, those that the council does not hold."""
    return [(record, key) for record, key in needs if KINDS[record].find(key, desk) is None]
