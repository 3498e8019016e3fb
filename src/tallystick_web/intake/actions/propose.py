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
from tallystick_web.intake.models import Item, Kind, Proposal, Upload
from tallystick_web.intake.queries.held import Held
from tallystick_web.intake.reading import Reading
from tallystick_web.intake.records import Desk


@transaction.atomic
def propose(*, council: Council, reading: Reading, by: Any, period: Period | None = None) -> Proposal:
    """Propose what a file says, as far as it is not held. The same file again gives the proposal that still waits.

    `period` is the round of a tracker, where a person names it; else what the document states, or was chosen for it before.
    """
    refuse_if(rules.why_not_bring_in_kind(council, reading.result, by))
    upload = _kept(council, reading, by)
    records = getattr(reading.result, "records", "")
    if (open_one := queries.waiting(upload, reading.result.kind, records, period)) is not None:
        return open_one
    proposal = _begun(upload, reading, period, by)
    held = Held(council)
    words = (str(proposal.period), proposal.frequency) if proposal.period else ("", "")
    drafts, left = understanding.drafts(reading.document, reading.result, held, *words)
    desk = Desk(held, source=reading.name, by=by, whose=rules.whose(council, by))
    comparing.desk_of(desk, drafts)
    held.read_observations(comparing.measure_ids(drafts, desk))
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
