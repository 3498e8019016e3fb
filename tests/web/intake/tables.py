"""Tables of delivery as people change them, and what a proposal says of a row."""

import csv
import io
from datetime import date, timedelta

from django.utils import timezone

from tallystick_web.intake import queries
from tallystick_web.intake.models import Item, Proposal, State

Rows = list[dict[str, str]]
ADDRESSES = {
    "projects": "/leeds/delivery/projects.{}",
    "benefits": "/leeds/delivery/benefits.{}",
    "actions": "/leeds/delivery/actions.{}",
    "milestones": "/leeds/delivery/milestones.{}",
    "risks": "/leeds/delivery/risks.{}",
}
KINDS = tuple(ADDRESSES)


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def rows_of(data: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def as_csv(rows: Rows) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def changed(data: bytes, at: int = 0, **cells: str) -> bytes:
    """An export with some cells of one row changed. `done_on` stands for the column `done on`."""
    rows = rows_of(data)
    rows[at] |= {name.replace("_", " "): text for name, text in cells.items()}
    return as_csv(rows)


def waiting(proposal: Proposal) -> list[Item]:
    return list(queries.items(proposal, state=State.WAITING))


def only(proposal: Proposal) -> Item:
    (item,) = waiting(proposal)
    return item


def place(data: bytes, reference: str) -> int:
    return [row.get("reference") or row["title"] for row in rows_of(data)].index(reference)
