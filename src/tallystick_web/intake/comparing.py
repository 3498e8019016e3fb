"""Drafts beside what is held: each becomes an item that says how it stands, or is left out because nothing is new about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tallystick_web.intake import asking, queries
from tallystick_web.intake.models import Change, Item, Record, State
from tallystick_web.intake.records import KINDS, Desk, Standing
from tallystick_web.intake.understanding import Draft

Decided = dict[tuple[str, str, str], Item]


class Line(NamedTuple):
    """One item as it is stored. A plain tuple: of 100,000 rows the model's own objects would take longer than all the rest."""

    position: int
    record: str
    key: str
    payload: dict[str, Any]
    original: dict[str, Any] | None
    held: dict[str, Any] | None
    change: str
    certain: bool
    why: str
    place: str
    words: str
    state: str


@dataclass(slots=True)
class Tally:
    """How many items were new or changed, were as held, or had been refused when the same file came before."""

    waiting: int = 0
    unchanged: int = 0
    refused_before: int = 0
    kept: list[Line] = field(default_factory=list)


def desk_of(desk: Desk, drafts: Iterable[Draft]) -> None:
    """Let the desk know the records that others may need."""
    for draft in drafts:
        if draft.record not in queries.BULK:
            desk.others[draft.record, draft.key] = draft.payload


def recall(drafts: Iterable[Draft], decided: Decided, tally: Tally) -> Iterator[tuple[Draft, dict[str, Any] | None]]:
    """The drafts to compare, each with what was first read where a person corrected the same reading before."""
    for draft in drafts:
        before = decided.get((draft.record, draft.key, queries.canonical(draft.payload))) if decided else None
        if before is None:
            yield draft, None
        elif before.state == State.REFUSED:
            tally.refused_before += 1
        else:
            original, draft.payload = draft.payload, before.payload
            yield draft, original


def compare(drafts: list[Draft], desk: Desk, decided: Decided) -> Tally:
    """Every draft as an item of the proposal, numbered in the order of the file. Values that are as held are only counted."""
    tally = Tally()
    chosen = list(recall(drafts, decided, tally))
    desk_of(desk, (draft for draft, _ in chosen))
    for position, (draft, original) in enumerate(chosen, start=1):
        standing = KINDS[draft.record].standing(draft.payload, desk)
        if standing.change == Change.UNCHANGED:
            tally.unchanged += 1
            if draft.record == Record.OBSERVATION:
                continue
        else:
            tally.waiting += 1
        tally.kept.append(as_line(position, draft, original, standing))
    return tally


def as_line(position: int, draft: Draft, original: dict[str, Any] | None, standing: Standing) -> Line:
    """A draft as it is stored; what is unchanged needs no decision and carries no doubt."""
    unchanged = standing.change == Change.UNCHANGED
    doubt = "" if standing.doubt in draft.why else standing.doubt
    certain = draft.certain and not standing.doubt and standing.change != Change.DOUBTFUL
    return Line(
        position, draft.record, draft.key, draft.payload, original, standing.held, standing.change,
        unchanged or certain, "" if unchanged else f"{draft.why} {doubt}".strip(), draft.place[:200], draft.words,
        State.HELD if unchanged else State.WAITING,
    )  # fmt: skip


def values(lines: Iterable[Line]) -> dict[int, dict[str, Any]]:
    """The payloads of the values that wait, by position."""
    return {
        one.position: one.payload for one in lines if one.record == Record.OBSERVATION and one.state == State.WAITING
    }


def doubting(lines: list[Line], asked: asking.Reasons) -> list[Line]:
    """The lines with a doubt on those about which a word is asked."""
    if not asked:
        return lines
    return [
        one._replace(certain=False, why=f"{one.why} {asking.told(asked[one.position])}".strip())
        if one.position in asked
        else one
        for one in lines
    ]


def measure_ids(drafts: Iterable[Draft], desk: Desk) -> set[int]:
    """The measures whose held values have to be read, to compare with those of a file."""
    keys = {draft.payload["measure"] for draft in drafts if draft.record == Record.OBSERVATION}
    found = (KINDS[Record.MEASURE].find(key, desk) for key in keys)
    return {measure.pk for measure in found if measure}
