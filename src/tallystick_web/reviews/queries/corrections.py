"""Figures that were corrected after an assessment that rests on them was submitted or agreed: what it was, is now, and why.

An assessment rests on the values of the measures that speak of its priorities, of the periods that end within a year of its round's end.
Nothing is kept of it: history and log say when each figure was written down, so what stood when somebody put their name to a text can be
told at any time, and a correction that is itself corrected tells the newest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from tallystick.periods import Frequency, Period
from tallystick_web.common import words
from tallystick_web.councils.models import Area
from tallystick_web.measures.models import Observation
from tallystick_web.plans.models import Evidence
from tallystick_web.reviews.models import Assessment, State

A_YEAR: Final = timedelta(days=366)
RELIED_ON: Final = (State.SUBMITTED, State.CHALLENGED, State.AGREED, State.LOCKED)


@dataclass(frozen=True, slots=True)
class Reliance:
    """Something that rests on figures: the measures' ids, the end of its round, and when somebody put their name to it.

    From `late_from` on, a figure that was not there then is told too when it comes: of what is locked with its round.
    """

    key: int
    measures: frozenset[int]
    end: date
    since: datetime
    late_from: date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that is another now than it was, or was not there (`was` is empty). `at` is when the newest was written down."""

    reference: str
    title: str
    period: Period
    was: str
    now: str
    why: str
    at: datetime
    by: str

    @property
    def words(self) -> str:
        """`A figure this rests on was corrected on 3 May 2010: NI 195a for Q2 2009/10 was 11.75%, now 12.4%. Why: …`"""
        if not self.was:
            note = f" Note: {self.why}" if self.why else ""
            return (
                f"A figure that was missing when this was agreed came in on {words.day(self.at)}: {self.title} ({self.reference}) "
                f"for {self.period} is {self.now}.{note}"
            )
        reason = f" Why: {self.why}" if self.why else " No reason was given."
        return (
            f"A figure this rests on was corrected on {words.day(self.at)}: {self.title} ({self.reference}) for {self.period} "
            f"was {self.was}, now {self.now}.{reason}"
        )


def of_assessment(assessment: Assessment) -> list[Correction]:
    """What was corrected beneath one assessment. At most three queries."""
    return of_assessments([assessment]).get(assessment.pk, [])


def of_assessments(assessments: Iterable[Assessment]) -> dict[int, list[Correction]]:
    """For each assessment's id, what was corrected beneath it. Three queries, however many."""
    signed = {one.pk: one for one in assessments if one.state in RELIED_ON and (one.agreed_at or one.submitted_at)}
    rows = Evidence.objects.filter(priority__coverage__assessment__in=signed).order_by()
    found: dict[int, set[int]] = {}
    for key, measure in rows.values_list("priority__coverage__assessment", "measure"):
        found.setdefault(key, set()).add(measure)
    rests = [
        Reliance(key, frozenset(ids), signed[key].round.end, since, _late_from(signed[key]))
        for key, ids in found.items()
        if key in signed and (since := signed[key].agreed_at or signed[key].submitted_at)
    ]
    return beneath(rests)


def _late_from(assessment: Assessment) -> date | None:
    """A figure of the round itself that comes after its closing changes nothing that was agreed: so it is told."""
    return assessment.round.start if assessment.state == State.LOCKED else None


def beneath(rests: Iterable[Reliance]) -> dict[int, list[Correction]]:
    """What was corrected beneath some things that rest on figures, the newest first. Two queries, however many."""
    held = [one for one in rests if one.measures]
    if not held:
        return {}
    ids = frozenset[int]().union(*(one.measures for one in held))
    own = Observation.objects.filter(measure__in=ids, area__kind=Area.Kind.OWN)
    late = own.filter(recorded_at__gt=min(one.since for one in held), end__lte=max(one.end for one in held))
    changed = set(late.order_by().values_list("measure", "frequency", "end"))
    if not changed:
        return {}
    rows = own.filter(measure__in={key[0] for key in changed}, end__in={key[2] for key in changed})
    history: dict[tuple[int, str, date], list[Observation]] = {}
    for one in rows.select_related("measure", "recorded_by", "withdrawal").order_by("id"):
        history.setdefault((one.measure_id, one.frequency, one.end), []).append(one)
    found = {one.key: [_correction(history[key], one) for key in changed if _concerns(one, key)] for one in held}
    told = {
        key: sorted((each for each in all if each), key=lambda each: each.at, reverse=True)
        for key, all in found.items()
    }
    return {key: all for key, all in told.items() if all}


def _concerns(one: Reliance, key: tuple[int, str, date]) -> bool:
    return key[0] in one.measures and one.end - A_YEAR <= key[2] <= one.end


def _correction(versions: list[Observation], rests: Reliance) -> Correction | None:
    """What stood when somebody signed, beside what stands now, where the two differ."""
    since = rests.since
    before = [one for one in versions if one.recorded_at <= since and _stood(one, since)]
    standing = [one for one in versions if getattr(one, "withdrawal", None) is None]
    if not standing or standing[-1].recorded_at <= since:
        return None
    was, now = before[-1] if before else None, standing[-1]
    missing = was is None or was.value is None
    if missing and (rests.late_from is None or now.end < rests.late_from or now.value is None):
        return None
    if was and (was.value, was.missing) == (now.value, now.missing):
        return None
    return Correction(
        now.measure.reference, now.measure.title, Period(Frequency(now.frequency), now.start, now.end),
        "" if was is None or missing else _figure(was), _figure(now), now.note, now.recorded_at, str(now.recorded_by or "the installation"),
    )  # fmt: skip


def _stood(one: Observation, on: datetime) -> bool:
    withdrawal = getattr(one, "withdrawal", None)
    return withdrawal is None or withdrawal.at > on


def _figure(one: Observation) -> str:
    if one.value is None:
        return words.MISSING[one.missing]
    places = one.measure.decimals
    value: Decimal = one.value
    return words.figure(value, one.measure.unit, places)
