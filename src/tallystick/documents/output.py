"""What was recognised, as one JSON object and as lines for a person.

The JSON is the promise (`docs/read.schema.json`); the summary is made from it, so that nothing is shown that is not also given.
Values are JSON numbers with the digits of the source, since that is what spreadsheets and other programs take them for; a reader that
must keep every digit of a very long one can parse them as decimals.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

from tallystick.documents.model import Document, Place

Json = dict[str, Any]

MOST_LISTED = 40
LONGEST_QUOTE = 100
LISTS = (
    ("recommendations", "recommendation", ""),
    ("quick_wins", "quick win", ""),
    ("notable_practice", "item of notable practice", "items of notable practice"),
    ("signposting", "signpost", ""),
    ("themes", "theme", ""),
    ("scope", "scope question", ""),
    ("team", "peer", ""),
)


def as_json(result: Any, document: Document | None = None) -> Json:
    """A recognised result as plain values, ready for `json.dumps`; with the document, also how it was read."""
    value: Json = plain(result)
    source = {} if document is None else {"document": source_of(document)}
    return {"kind": value.pop("kind"), **value, **source}


def of_all(document: Document, results: tuple[Any, ...]) -> Json:
    """All that was recognised in a document: the first form, the others beside it, and what none of them holds."""
    from tallystick.documents import leftover

    value = as_json(results[0], document)
    value["document"]["also"] = [as_json(other) for other in results[1:]]
    value["document"]["left_over"] = plain(leftover.of(document, results))
    return value


def source_of(document: Document) -> Json:
    """How a file was read."""
    return {
        "format": document.format,
        "encoding": document.encoding,
        "pages": document.pages,
        "blocks": len(document.blocks),
        "notes": list(document.notes),
    }


def plain(value: Any) -> Any:
    """Any value of a result in the words of JSON. What prints itself, such as a period, is given as it prints."""
    if isinstance(value, Place):
        return place(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return str(value)


def place(value: Place) -> Json:
    """The parts of a place that are known, and the whole as people say it."""
    parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return {"text": str(value), **{name: part for name, part in parts.items() if part is not None}}


def number(value: Decimal) -> int | float:
    """A JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def summary(result: Json) -> str:
    """What was recognised, in lines for a person."""
    lines = itertools.chain(form(result), *(("", *form(other)) for other in others(result)))
    return "\n".join(
        printable(line) for line in itertools.chain(lines, notes(result), doubts(result), left_over(result))
    )


def others(result: Json) -> list[Json]:
    """The other forms in the same document."""
    found: list[Json] = result.get("document", {}).get("also", [])
    return found


def form(result: Json) -> Iterator[str]:
    return SUMMARIES.get(result["kind"], unknown)(result)


def printable(line: str) -> str:
    """The line without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def action_tracker(result: Json) -> Iterator[str]:
    """The plans with their themes and priorities, each with its rating."""
    assessments = {reference: one for one in result["assessments"] for reference in one["references"]}
    priorities = sum(len(theme["priorities"]) for plan in result["plans"] for theme in plan["themes"])
    shared = sum(len(one["references"]) > 1 for one in result["assessments"])
    yield f"{result['title'] or 'Without a title'} (action tracker)"
    yield f"Period: {result['period']}" if result["period"] else "Period: not stated"
    yield (
        f"{counted(len(result['plans']), 'plan')}, {counted(priorities, 'priority', 'priorities')}, "
        f"{counted(len(result['assessments']), 'assessment')} ({shared} shared by several priorities)"
    )
    yield f"Ratings: {ratings(result['assessments'])}"
    for plan in result["plans"]:
        yield from ("", plan["title"] or "Plan without a title")
        for theme in plan["themes"]:
            yield f"  {theme['title'] or 'No theme'}"
            yield from (f"    {priority_line(priority, assessments)}" for priority in theme["priorities"])


def ratings(assessments: list[Json]) -> str:
    """How many assessments have each rating."""
    counts = Counter(one["rating"]["value"].replace("_", "-") for one in assessments if one["rating"])
    unrated = len(assessments) - counts.total()
    return ", ".join(f"{count} {name}" for name, count in [*counts.most_common(), ("not stated", unrated)])


def priority_line(priority: Json, assessments: dict[str, Json]) -> str:
    """One priority: reference, title, rating, and what other bodies graded it."""
    assessment = assessments.get(priority["reference"])
    words = f"{priority['reference']}  {short(priority['title'] or 'title not stated')}"
    if assessment is None:
        return f"{words}  [no assessment]"
    rating = assessment["rating"]
    marks = [rating["value"].replace("_", "-")] if rating else []
    marks += [f"external grade {grade['value']}" for grade in assessment["external_grades"]]
    return f"{words}  [{'; '.join(marks)}]" if marks else words


def peer_challenge(result: Json) -> Iterator[str]:
    """The council, the dates, how much of everything there is, and the recommendations."""
    yield f"{result['council'] or 'Council not stated'} (peer challenge)"
    yield f"On site: {result['visit']['words'] if result['visit'] else 'not stated'}"
    yield ", ".join(counted(len(result[name]), one, several) for name, one, several in LISTS)
    for title, expected in (("Follow-up", result["follow_up"]), ("Next challenge", result["next_challenge"])):
        yield f"{title}: {expected['words'] if expected else 'not stated'}"
    yield from ("", "Recommendations")
    yield from (f"  {one['number']}. {one['title']}" for one in result["recommendations"])


def measure_table(result: Json) -> Iterator[str]:
    """How many rows, of which measures, over which periods."""
    rows = result["rows"]
    titles = Counter(row["title"] or row["reference"] for row in rows)
    periods = list(dict.fromkeys(row["period"] for row in rows if row["period"]))
    missing = sum(row["value"] is None for row in rows)
    yield f"Table of measures: {counted(len(rows), 'row')}, {counted(len(titles), 'measure')}, {missing} without a value"
    yield f"Periods: {listed(periods)}" if periods else "Periods: not stated"
    yield ""
    for title, count in itertools.islice(titles.items(), MOST_LISTED):
        yield f"  {short(title)}  ({counted(count, 'value')})"
    if len(titles) > MOST_LISTED:
        yield f"  and {len(titles) - MOST_LISTED:,} more"


def register(result: Json) -> Iterator[str]:
    name = f"Tallystick’s own table of {result['records']}" if result["own"] else f"Table of {result['records']}"
    yield f"{name}: {counted(len(result['rows']), 'row')}"
    if not result["own"]:
        yield ""
        yield from (f"  {short(row['cells']['title'])}" for row in result["rows"][:MOST_LISTED])


def unknown(result: Json) -> Iterator[str]:
    yield f"Not a form that is known: {counted(result['blocks'], 'block')} of text and tables. Nothing was taken from it."


SUMMARIES = {
    "action_tracker": action_tracker,
    "peer_challenge": peer_challenge,
    "measure_table": measure_table,
    "register": register,
}


def notes(result: Json) -> Iterator[str]:
    """What was left out of the file, if anything."""
    said = result.get("document", {}).get("notes", [])
    if said:
        yield from ("", *said)


def doubts(result: Json) -> Iterator[str]:
    """What a person should look at, with the place and the reason."""
    found = [doubt for one in (result, *others(result)) for doubt in one["doubts"]]
    yield from ("", f"{counted(len(found), 'doubt')} to look at" if found else "No doubts")
    for doubt in found[:MOST_LISTED]:
        yield f"  {doubt['place']['text']}: {doubt['why']}"
        if doubt["words"]:
            yield f"    “{short(doubt['words'])}”"
    if len(found) > MOST_LISTED:
        yield f"  and {len(found) - MOST_LISTED:,} more (--json lists all)"


def left_over(result: Json) -> Iterator[str]:
    """The passages that no reading holds."""
    found = result.get("document", {}).get("left_over", [])
    if found:
        yield from ("", f"{counted(len(found), 'passage')} not taken")
    for passage in found[:MOST_LISTED]:
        yield f"  {passage['place']['text']}"
        yield f"    “{short(passage['words'])}”"
    if len(found) > MOST_LISTED:
        yield f"  and {len(found) - MOST_LISTED:,} more (--json lists all)"


def counted(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def listed(texts: list[str]) -> str:
    """All of a few, the first and last of many."""
    return ", ".join(texts) if len(texts) <= 6 else f"{texts[0]} to {texts[-1]} ({len(texts)} in all)"


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
