"""From what the library recognised to drafts of records; nothing here writes, and nothing is made up."""

from typing import Any

from tallystick.documents.model import Document
from tallystick_web.intake.models import Kind
from tallystick_web.intake.queries.held import Held
from tallystick_web.intake.understanding import belonging, challenges, doubts, measures, registers, trackers
from tallystick_web.intake.understanding.drafts import Draft
from tallystick_web.intake.understanding.sources import Source

__all__ = ["Draft", "drafts"]


def drafts(
    document: Document, result: Any, held: Held, when: str, frequency: str
) -> tuple[list[Draft], list[dict[str, str]]]:
    """What a document says, one record each, and the doubts that speak of none of them."""
    source = Source(document)
    found: list[Draft] = []
    told: belonging.Told = {}
    match result.kind:
        case Kind.ACTION_TRACKER:
            found = list(trackers.drafts(result, source, when, frequency))
        case Kind.PEER_CHALLENGE:
            found = list(challenges.drafts(result, source, held.council))
        case Kind.MEASURE_TABLE:
            found = list(measures.drafts(result, source, held, told))
        case Kind.REGISTER:
            found = list(registers.drafts(result, source, held))
    if result.kind in (Kind.MEASURE_TABLE, Kind.REGISTER):
        left = doubts.attach_by_place(found, result.doubts, by_row=result.kind == Kind.REGISTER)
        return found, [*left, *map(doubts.plain, belonging.doubts(told, source))]
    return found, doubts.attach(found, result.doubts)
