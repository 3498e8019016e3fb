"""What would become public of a council's answers to a challenge: the position statement, without anything confidential."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from tallystick import publication as bundles
from tallystick_web.challenges import exports
from tallystick_web.challenges.models import Challenge
from tallystick_web.challenges.queries import statement, telling
from tallystick_web.common import words
from tallystick_web.common.exports import csv_lines
from tallystick_web.publishing import queries
from tallystick_web.publishing.drafts import REPORT, Draft
from tallystick_web.reports import pdf

PDF: Final = "position.pdf"
TABLE: Final = "position.csv"


def draft(challenge: Challenge, *, on: date) -> Draft:
    """What would be public of a challenge on a day. Confidential evidence is not read at all."""
    told = statement.statement(challenge, on)
    report = telling.as_data(told)
    title = f"What came of {challenge}"[:300]
    return Draft(challenge, title, report, queries.substance(report), tuple(_warnings(told, report)))


def _warnings(told: statement.Statement, report: dict[str, Any]) -> Iterator[str]:
    entries = [one for part in report["lists"] for one in part["entries"]]
    waiting = sum(not one["answer"] for one in entries)
    if waiting:
        yield f"{words.count(waiting, 'point is', 'points are')} not answered yet, and will be shown so."
    bare = sum(one.is_delivered and not one.standing.evidence for one in told.entries)
    if bare:
        yield f"{words.count(bare, 'point says', 'points say')} that it is delivered and shows no evidence that may be public."
    yield "The accountable officers and those who vouch for evidence are named."
    if report["illustrative"]:
        yield "Some answers are illustrative. They are marked, but they are made up: do not publish them as fact."


def files(draft: Draft) -> dict[str, bytes]:
    """The files of a draft by name. Raises `pdf.Unprintable` when the PDF cannot be made."""
    made = f"Published as it stood on {draft.report['made_on_words']}"
    return {
        PDF: pdf.position(draft.report, made=made, footing=made),
        REPORT: bundles.canonical_json(draft.report),
        TABLE: b"".join(csv_lines(exports.of_told(draft.report))),
    }
