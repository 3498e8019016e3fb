"""The overall summaries and the position statement as tagged PDF. Made from plain data, so that a frozen one can be set again."""

import json
import subprocess
import sys
from typing import Any, Final

from tallystick import charts
from tallystick_web.common import words
from tallystick_web.reports.blocks import blocks

TIME_LIMIT: Final = 60  # seconds; a hundred priorities with charts take about two
TITLE: Final = "Overall summaries"
MOVES: Final = {
    "worsening": "got worse",
    "improving": "got better",
    "newly_judged": "newly judged",
    "no_longer_judged": "no longer judged",
    "steady": "unchanged",
    "not_known": "",
}
MARKS: Final = {"on_track": "✓", "within_tolerance": "≈", "off_track": "✗", "no_data": "–", "not_due": "–"}
_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{}</svg>'


class Unprintable(Exception):
    """The PDF could not be made; the message says what to do."""


def summaries(report: dict[str, Any], *, made: str = "", footing: str = "") -> bytes:
    """The PDF of a report given as data (`values.as_data`). `made` says how it came about, `footing` stands on every page."""
    data = {
        "report": _drawn(report), "look": look(), "title": TITLE, "footing": footing,
        "marks": list(dict.fromkeys(words.marker(name) for name in report["marks"])),
        "made": made or f"Made on {report['made_on_words']}",
    }  # fmt: skip
    return _typeset("summaries", data)


def position(told: dict[str, Any], *, made: str = "", footing: str = "") -> bytes:
    """The PDF of a position statement given as data (`challenges.queries.telling.as_data`)."""
    data = {"report": told, "footing": footing, "made": made or f"As it stood on {told['made_on_words']}"}
    return _typeset("position", data)


def look() -> dict[str, Any]:
    """Words, shapes and colours of ratings and statuses: the same as those of the pages."""
    colours = charts.RATING_COLOURS
    shapes = {
        name: _SVG.format(drawn.replace("currentColor", colours[name])) for name, drawn in charts.RATING_SHAPES.items()
    }
    return {
        "order": list(words.RATINGS), "words": words.RATINGS, "colours": colours, "shapes": shapes,
        "statuses": words.STATUSES, "marks": MARKS, "moves": MOVES,
    }  # fmt: skip


def _drawn(report: dict[str, Any]) -> dict[str, Any]:
    """The report with each narrative as blocks and each series as a chart."""
    return report | {
        "plans": [
            plan
            | {"themes": [theme | {"entries": [_entry(one) for one in theme["entries"]]} for theme in plan["themes"]]}
            for plan in report["plans"]
        ]
    }


def _entry(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"blocks": blocks(one["narrative"]), "evidence": [_evidence(each) for each in one["evidence"]]}


def _evidence(one: dict[str, Any]) -> dict[str, Any]:
    known = any(value is not None for value in one["line"])
    target = float(one["target"]) if one["target"] else None
    line = [None if value is None else float(value) for value in one["line"]]
    chart = charts.sparkline(line, target=target, text=one["trend"], width=150, height=36) if known else ""
    return one | {"chart": chart, "mark": _mark(one["latest"])}


def _mark(latest: dict[str, Any] | None) -> str:
    """[p] and the like, once each."""
    if latest is None:
        return ""
    letters = [words.marker(name)[0] for name in (latest["vintage"], *latest["markers"])]
    return "".join(f"[{letter}]" for letter in dict.fromkeys(letters) if letter)


def _typeset(name: str, data: dict[str, Any]) -> bytes:
    """Set a document in a process of its own, with a time limit."""
    command = [sys.executable, "-m", "tallystick_web.reports.typesetter"]
    given = json.dumps({"name": name, "data": data}).encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=TIME_LIMIT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise Unprintable(
            f"The PDF took longer than {TIME_LIMIT} seconds and was stopped. Use the page instead, or shorten the narratives."
        ) from error
    if done.returncode:
        raise Unprintable(f"The PDF could not be made: {_last_line(done.stderr)}. Use the page instead.")
    return done.stdout


def _last_line(errors: bytes) -> str:
    return (errors.decode(errors="replace").strip().splitlines() or ["no reason was given"])[-1][:300]
