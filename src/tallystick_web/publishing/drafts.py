"""What would become public: the report as it would be frozen, its files, and what a person should think of before.

A draft is made by reading only, before the transaction that publishes it, so that typesetting holds up nobody who writes.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tallystick import publication as bundles
from tallystick_web.challenges.models import Challenge
from tallystick_web.common import words
from tallystick_web.publishing import queries
from tallystick_web.reports import pdf, values
from tallystick_web.reports import queries as reports
from tallystick_web.reviews.models import Round

PDF: Final = "overall-summaries.pdf"
REPORT: Final = "report.json"
OBSERVATIONS: Final = "observations.csv"
ASSESSMENTS: Final = "assessments.csv"
MANIFEST: Final = "manifest.json"
MOST_NAMED: Final = 12
MEDIA_TYPES: Final = {".pdf": "application/pdf", ".json": "application/json", ".csv": "text/csv; charset=utf-8"}

_OBSERVATION: Final = (
    *("measure", "title", "area", "area_code", "period", "value", "numerator", "denominator", "unit", "status"),
    *("vintage", "missing", "markers", "source", "illustrative"),
)
_NUMBERS: Final = ("value", "numerator", "denominator")
_ASSESSMENT: Final = (
    *("plan", "theme", "references", "priorities", "rating", "rating_before", "reason", "narrative"),
    *("given_by", "given_on", "agreed_by", "agreed_on", "external_grades", "source", "illustrative"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that could be published, of a round or of a challenge. `substance` is the digest of what it says."""

    subject: Round | Challenge
    title: str
    report: dict[str, Any]
    substance: str
    warnings: tuple[str, ...]


def draft(round: Round, *, on: date, judged_only: bool = False) -> Draft:
    """What would be public of a round on a day: everything, or only the assessments that carry a rating."""
    found = reports.summaries(round, on=on)
    found = values.judged_only(found) if judged_only else found
    report = values.as_data(found)
    return Draft(
        round, f"Overall summaries, {round}", report, queries.substance(report), tuple(_warnings(round, report))
    )


def _warnings(round: Round, report: dict[str, Any]) -> Iterator[str]:
    over = report["overview"]
    if round.state == Round.State.OPEN:
        yield "The round is still open: what is published now will not follow what is written later."
    for name, text in (
        ("unassessed", "without an assessment"),
        ("not_judged", "assessed but not judged"),
        ("not_agreed", "judged but not agreed by a director"),
    ):
        if over[name]:
            yield f"{words.count(len(over[name]), 'priority', 'priorities')} {text}: {_references(over[name])}."
    if over["late"]:
        yield f"{words.count(len(over['late']), 'measure')} late or without data: {_references(over['late'])}."
    if report["illustrative"]:
        yield "Some figures or judgements are illustrative. They are marked, but they are made up: do not publish them as fact."


def _references(named: list[dict[str, Any]]) -> str:
    shown = ", ".join(one["reference"] for one in named[:MOST_NAMED])
    return shown if len(named) <= MOST_NAMED else f"{shown} and {len(named) - MOST_NAMED} more"


def files(draft: Draft) -> dict[str, bytes]:
    """The files of a draft by name; its tables have the mark by which Excel knows UTF-8. Raises `pdf.Unprintable` when the PDF cannot be made."""
    report = draft.report
    made = f"Published as it stood on {report['made_on_words']}"
    return {
        PDF: pdf.summaries(report, made=made, footing=made),
        REPORT: bundles.canonical_json(report),
        OBSERVATIONS: BOM_UTF8 + bundles.table(_OBSERVATION, _observations(report), _NUMBERS),
        ASSESSMENTS: BOM_UTF8 + bundles.table(_ASSESSMENT, _assessments(report)),
    }


def media_type(name: str) -> str:
    """What a file is, by the end of its name."""
    return MEDIA_TYPES["." + name.rsplit(".", 1)[1]]


def _observations(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row a measure, area and period; a measure that speaks of several priorities has its rows once."""
    measures = {one["reference"]: one for _, _, entry in queries.entries(report) for one in entry["evidence"]}
    for reference, one in sorted(measures.items()):
        for point in one["points"]:
            yield {
                **point, "measure": reference, "title": one["title"], "unit": one["unit"],
                "area": report["council"], "area_code": report["gss_code"], "markers": " ".join(point["markers"]),
            }  # fmt: skip


def _assessments(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for plan, theme, entry in queries.entries(report):
        rated, agreed = entry["rated"] or {}, entry["agreed"] or {}
        grades = "; ".join(f"{grade['by']}: {grade['value']}" for grade in entry["grades"])
        yield {
            **entry, "plan": plan, "theme": theme, "rating_before": entry["was"], "external_grades": grades,
            "priorities": "; ".join(f"{one['reference']} {one['title']}" for one in entry["priorities"]),
            "given_by": rated.get("name"), "given_on": rated.get("on"),
            "agreed_by": agreed.get("name"), "agreed_on": agreed.get("on"),
        }  # fmt: skip
