"""Projects with their benefits, actions, milestones and risks as drafts, from our own tables: cells put in the form of payloads, and nothing judged.

What a cell cannot be is said when the draft is compared, so that it is said again of a correction.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from tallystick_web.delivery.actions.risks import SCORES
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import Payload
from tallystick_web.intake.records.fields import LISTS
from tallystick_web.intake.understanding.cells import Cells, several
from tallystick_web.intake.understanding.drafts import Draft

WORKED_OUT: Final = (
    "now",
    "period",
    "so far",
    "size",
    "timing",
    "days",
    "dates moved",
    "score after",
    "above appetite",
    "escalated to",
)
DAYS: Final = ("start", "due", "done_on", "review_due", "closed_on", "to_be_seen_by", "realised_as_at")
FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


def project(cells: Cells) -> Iterator[Draft]:
    payload = _payload(cells)
    yield Draft(Record.PROJECT, payload["reference"] or f"title: {payload['title']}", payload)


def benefit(cells: Cells) -> Iterator[Draft]:
    payload = _payload({{"benefit": "title"}.get(name, name): text for name, text in cells.items()})
    yield Draft(Record.BENEFIT, f"{payload['project']} · {payload['title']}", payload)


def action(cells: Cells) -> Iterator[Draft]:
    payload = _payload(cells)
    yield Draft(Record.ACTION, payload["reference"] or f"title: {payload['title']}", payload)


def milestone(cells: Cells) -> Iterator[Draft]:
    payload = _payload(cells)
    yield Draft(Record.MILESTONE, f"{payload['action']} · {payload['title']}", payload)


def risk(cells: Cells) -> Iterator[Draft]:
    payload = _payload(cells)
    yield Draft(Record.RISK, payload["reference"] or f"title: {payload['title']}", payload)


def _payload(cells: Cells) -> Payload:
    """The columns that say something of their own; the others are worked out from them."""
    return {name.replace(" ", "_"): _cell(name, text) for name, text in cells.items() if name not in WORKED_OUT}


def _cell(column: str, text: str) -> str | list[str]:
    name = column.replace(" ", "_")
    if name in LISTS:
        return several(text)
    if name in DAYS:
        return _day(text)
    if name in SCORES:
        return text.removesuffix(".0")
    if name == "state":
        return same(text).replace(" ", "_")
    if name == "illustrative":
        return "yes" if same(text) in ("yes", "true", "1", "illustrative") else ""
    return text


def _day(text: str) -> str:
    """A day as payloads hold it; what is none stays as it stands, to be told."""
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return text
