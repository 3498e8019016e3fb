"""The list of points and the position statement as tables."""

from collections.abc import Iterable
from typing import Final

from tallystick_web.challenges.queries import telling
from tallystick_web.challenges.queries.statement import Statement
from tallystick_web.challenges.queries.threads import Row
from tallystick_web.common.exports import Cell, Table

POINTS: Final = (
    "challenge", "list", "number", "title", "text", "state", "response", "response reason", "interpretation",
    "what will be different", "for whom", "accountable officer", "portfolio holder", "review date",
)  # fmt: skip
STATEMENT: Final = (
    "list", "number", "theme", "title", "text", "state", "since", "response", "response reason", "interpretation",
    "accountable officer", "portfolio holder", "what will be different", "for whom", "what was done", "evidence", "impact",
    "what was not done and why", "answered together with", "illustrative",
)  # fmt: skip
AND: Final = "; "


def of_points(rows: Iterable[Row]) -> Table:
    """The points that a list shows, in the columns in which they come back in."""
    return Table("Recommendations", POINTS, (_point(row) for row in rows))


def _point(row: Row) -> list[Cell]:
    point, standing = row
    answer = standing.response
    said: list[Cell] = [point.challenge.reference, point.list.replace("_", " "), point.number, point.title, point.text]
    if answer is None:
        return [*said, standing.words, *[""] * 8]
    return [
        *said, standing.words, answer.get_answer_display(), answer.reason, answer.interpretation, answer.different,
        answer.beneficiaries, answer.officer.email if answer.officer else "", answer.portfolio_holder,
        answer.review_date.isoformat() if answer.review_date else "",
    ]  # fmt: skip


def of_statement(statement: Statement) -> Table:
    """The position statement, a row for each point."""
    return of_told(telling.as_data(statement))


def of_told(told: telling.Told) -> Table:
    """The same from the plain data of a statement."""
    rows = (_entry(part["name"], one) for part in told["lists"] for one in part["entries"])
    return Table("Position statement", STATEMENT, rows)


def _entry(name: str, one: telling.Told) -> list[Cell]:
    return [
        name, one["number"], one["theme"], one["title"], one["text"], one["state"], one["since"], one["answer"], one["reason"],
        one["interpretation"], one["officer"], one["portfolio_holder"], one["different"], one["beneficiaries"],
        AND.join(filter(None, [one["delivered"], *one["actions"]])), AND.join(one["evidence"]),
        AND.join(filter(None, [one["helped"], *one["checks"]])), one["not_done"], AND.join(one["together"]),
        "yes" if one["illustrative"] else "no",
    ]  # fmt: skip
