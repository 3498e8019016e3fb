"""What the measures of a priority say together: each as a piece of evidence, and what they suggest beside the judgement.

A suggestion is arithmetic by a table of rules (`tallystick.judgement`). It stands beside the rating with its reasons and never replaces it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tallystick import judgement
from tallystick.comparison import Standing
from tallystick.judgement import Actions, Evidence, Figures, Grade, Quality, Rating, Risks, Suggestion
from tallystick.status import Direction, Status
from tallystick_web.measures.reading import outlook, sentences
from tallystick_web.measures.reading.company import Company
from tallystick_web.measures.reading.outlook import Outlook
from tallystick_web.measures.reading.readings import Reading, Value

THREE: Final = (Rating.GREEN, Rating.AMBER, Rating.RED)
UNSETTLED: Final = re.compile(r"\b(provisional|draft|appeal\w*|subject to|likely|not (yet )?final)\b", re.IGNORECASE)
QUALITIES: Final = {"provisional": Quality.PROVISIONAL, "estimated": Quality.ESTIMATED}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The small line of a measure: its last periods with the target and the usual range. Floats, because many are kept and none is told."""

    title: str
    reference: str
    points: tuple[float | None, ...]
    target: float | None
    usual: tuple[float, float] | None
    made_up: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure as evidence, with the sentences of what worries: blank where it does not.

    `forecast` says whether the year's end was forecast, and `made_up` whether it rests on a figure that was generated.
    """

    evidence: Evidence
    behind: str = ""
    year_end: str = ""
    forecast: bool = False
    made_up: bool = False
    drawn: Drawn | None = None


def finding(reading: Reading, looked: Outlook | None, beside: Company | None, on: date | None) -> Finding:
    """What a measure says on a day; `looked` is None where its year's end has not been forecast."""
    measure, changes = reading.measure, reading.changes
    evidence = Evidence(
        measure=measure.title, reference=measure.reference,
        status=outlook.worst(one.status for one in reading.standings),
        forecast_status=looked.status if looked else None,
        direction=reading.direction, comparison=beside.standing if beside else None,
        quality=quality(reading.latest, measure.lag_days, on),
        figures=Figures(now=_now(reading), year_end=_year_end(looked, reading), comparison=beside.sentence if beside else ""),
    )  # fmt: skip
    worse = evidence.comparison is Standing.WORSE and evidence.direction is Direction.WORSENING
    moved = sentences.moved(changes, measure.decimals) if changes else ""
    off = evidence.forecast_status is Status.OFF_TRACK
    return Finding(
        evidence,
        behind=sentences.behind(measure.title, beside.comparator, moved) if worse and beside else "",
        year_end=sentences.off_at_year_end(measure.title, evidence.figures.year_end) if off else "",
        forecast=looked is not None,
        made_up=bool(reading.told_with_made_up_values or (looked and looked.made_up) or (beside and beside.made_up)),
        drawn=_drawn(reading) if reading.latest else None,
    )


def _drawn(reading: Reading) -> Drawn:
    points = tuple(None if one is None else float(one) for one in reading.points)
    target = None if reading.aim is None else float(reading.aim)
    measure = reading.measure
    return Drawn(measure.title, measure.reference, points, target, reading.usual, reading.drawn_from_made_up_values)


def _now(reading: Reading) -> str:
    """The latest figure beside the target that it does worst against: `10.3% against a target of 9.6%`; that of a year names the year.

    A yearly figure is known months after the year, when the judgement is of the next one.
    """
    found = outlook.worst(one.status for one in reading.standings)
    said = next((one.sentence for one in reading.standings if found and one.status is found), "")
    figure, against, aim = said.rpartition(": ")[0].partition(" against ")
    period = reading.period
    when = f" {period.when}" if period and period.frequency in outlook.YEARS and against else ""
    return f"{figure}{when}{against}{aim}"


def _year_end(looked: Outlook | None, reading: Reading) -> str:
    if looked is None or looked.when is None or looked.outturn is None or looked.outturn.expected is None:
        return ""
    expected = sentences.expected(looked.outturn.expected, reading.measure.unit, reading.measure.decimals)
    return f"{expected} {looked.when.when}" if looked.complete else f"{expected} expected for {looked.when.within}"


def quality(latest: Value | None, lag_days: int, on: date | None) -> Quality:
    """How far a figure can be relied on: old is one of whose period two more should be known by now."""
    if latest is None:
        return Quality.SOUND
    if "u" in latest.markers:
        return Quality.UNRELIABLE
    length = latest.end - latest.start
    if on and latest.end + 2 * length + timedelta(days=lag_days + 92) < on:
        return Quality.OLD
    return QUALITIES.get(latest.vintage, Quality.SOUND)


def grade(value: str, by: str, words: str) -> Grade:
    """What another body said, and whether it is settled: words such as `draft` or `under appeal` say that it is not."""
    settled = not UNSETTLED.search(f"{value} {words}")
    return Grade(by or "Another body", value, judgement.rating_of_grade(value), settled)


def suggest(
    found: Iterable[Finding],
    grades: Sequence[Grade],
    *,
    five: bool,
    actions: Actions | None = None,
    risks: Risks | None = None,
) -> Suggestion:
    """The suggested rating of a priority, on the scale that its council uses."""
    scale = tuple(Rating) if five else THREE
    return judgement.suggest([one.evidence for one in found], actions, grades, risks=risks, scale=scale)
