"""Keep a file that was read, and propose what it says. Nothing of the council changes by it."""

import json
from collections import Counter
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from tallystick import periods
from tallystick.periods import Period, PeriodError
from tallystick_web.audit import actions as audit
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.intake import asking, comparing, queries, reading, rules, understanding
from tallystick_web.intake.actions.counting import _count
from tallystick_web.intake.models import CHANGED_SINCE, Item, Kind, Proposal, Record, State, Upload
from tallystick_web.intake.queries.held import Held
from tallystick_web.intake.reading import Reading
from tallystick_web.intake.records import KINDS, Desk
from tallystick_web.intake.understanding import Draft


@transaction.atomic
def propose(*, council: Council, reading: Reading, by: Any, period: Period | None = None) -> Proposal:
    """Propose what a file says, as far as it is not held. The same file again gives the proposal that still waits, its doubts looked at anew.

    `period` is the round of a tracker, where a person names it; else what the document states, or was chosen for it before.
    """
    refuse_if(rules.why_not_bring_in_kind(council, reading.result, by))
    upload = _kept(council, reading, by)
    records = getattr(reading.result, "records", "")
    if (open_one := queries.waiting(upload, reading.result.kind, records, period)) is not None:
        if settled := _look_again(open_one, reading, by):
            audit.record(by=by, verb="proposal.compared_again", target=open_one, items=settled)
        return open_one
    proposal = _begun(upload, reading, period, by)
    desk, drafts, left = _understood(proposal, reading, by)
    desk.held.read_observations(comparing.measure_ids(drafts, desk))
    tally = comparing.compare(drafts, desk, queries.decided(upload))
    tally.kept = comparing.doubting(tally.kept, asking.reasons(comparing.values(tally.kept), desk))
    if tally.waiting:
        _store(proposal, tally.kept)
        proposal.outline["items"] = dict(Counter(str(line.record) for line in tally.kept))
    proposal.doubts = left
    proposal.waiting, proposal.unchanged, proposal.refused_before = tally.waiting, tally.unchanged, tally.refused_before
    proposal.save()
    audit.record(
        by=by, verb="proposal.made", target=proposal, file=reading.name, sha256=reading.sha256,
        waiting=tally.waiting, unchanged=tally.unchanged,
    )  # fmt: skip
    return proposal


def _understood(proposal: Proposal, reading: Reading, by: Any) -> tuple[Desk, list[Draft], list[dict[str, str]]]:
    """What a file says of the council as it is now, and the doubts that speak of no item."""
    council = proposal.council
    words = (str(proposal.period), proposal.frequency) if proposal.period else ("", "")
    desk = Desk(Held(council), source=reading.name, by=by, whose=rules.whose(council, by))
    drafts, left = understanding.drafts(reading.document, reading.result, desk.held, *words)
    comparing.desk_of(desk, drafts)
    return desk, drafts, left


def _look_again(proposal: Proposal, reading: Reading, by: Any) -> int:
    """Compare what is doubtful with what is held by now: its head may have been let in since, its service added. How many differ.

    Values are left alone, and so is what a person has corrected, and what has changed meanwhile: a person looks at that as it was proposed.
    """
    doubtful = Item.objects.filter(proposal=proposal, state=State.WAITING, certain=False, original__isnull=True)
    items = list(doubtful.exclude(record=Record.OBSERVATION).exclude(why=CHANGED_SINCE).order_by("position"))
    if not items:
        return 0
    desk, drafts, _ = _understood(proposal, reading, by)
    desk.others |= {key: one.payload for key, one in queries.needed(proposal).items() if one.original is not None}
    by_identity = {(draft.record, draft.key): draft for draft in drafts}
    settled = 0
    for item in items:
        draft = by_identity.get(item.identity)
        if draft is None:
            continue
        line = comparing.as_line(item.position, draft, None, KINDS[item.record].standing(draft.payload, desk))
        changed_meanwhile = line.held != item.held and line.state != State.HELD
        if line.why != item.why and not changed_meanwhile:
            item.payload, item.held, item.change, item.certain = line.payload, line.held, line.change, line.certain
            item.why, item.state = line.why, State.SUPERSEDED if line.state == State.HELD else State.WAITING
            item.save(update_fields=["payload", "held", "change", "certain", "why", "state"])
            settled += 1
    _count(proposal)
    return settled


def _kept(council: Council, reading: Reading, by: Any) -> Upload:
    """The file, kept once by its digest."""
    if (upload := Upload.objects.filter(council=council, sha256=reading.sha256).first()) is not None:
        return upload
    path = f"documents/{council.slug}/{reading.sha256[:2]}/{reading.sha256}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(reading.data))
    return Upload.objects.create(
        council=council, sha256=reading.sha256, name=reading.name, size=len(reading.data), path=path, by=by
    )


def _begun(upload: Upload, read: Reading, period: Period | None, by: Any) -> Proposal:
    proposal = Proposal(
        council=upload.council, upload=upload, name=read.name, kind=read.result.kind, by=by,
        title=reading.title(read), outline=reading.outline(read), notes=list(read.document.notes),
        period_words=str(getattr(read.result, "period", None) or "")[:200],
    )  # fmt: skip
    if proposal.kind == Kind.ACTION_TRACKER:
        chosen = period or queries.last_period(upload) or _stated(proposal.period_words)
        if chosen is not None:
            proposal.frequency, proposal.start, proposal.end = chosen.frequency, chosen.start, chosen.end
    proposal.save()
    return proposal


def _stated(words: str) -> Period | None:
    try:
        return periods.parse(words) if words else None
    except PeriodError:
        return None


def _store(proposal: Proposal, lines: list[comparing.Line]) -> None:
    """Insert the items row by row in one statement: `bulk_create` spends five seconds of 100,000 rows on making objects."""
    columns = ("proposal_id", *comparing.Line._fields)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    rows: Any = (
        (
            proposal.pk, line.position, str(line.record), line.key, _json(line.payload), _json(line.original),
            _json(line.held), str(line.change), line.certain, line.why, line.place, line.words, str(line.state),
        )
        for line in lines
    )  # fmt: skip
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(Item._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - names of ours only


def _json(value: dict[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value)
