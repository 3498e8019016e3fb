"""The evidence of every priority of a council, worked out once and kept until something changes.

A home of two thousand measures cannot compute them all at every visit. What was worked out is kept in Django's cache under the newest
event of the audit log: every write of the application is an event, so nothing can change without it (docs/adr/0005-kept-evidence.md).
After a change only the measures with new figures, targets or definitions are read again. Forecasts are dear: a visit makes a few at a
time, `tallystick refresh` makes all, and the page says how many are not there.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from typing import Any, Final

from django.core.cache import cache
from django.db.models import Count, Max
from django.utils import timezone

from tallystick.judgement import Grade
from tallystick.status import Direction, Status
from tallystick_web.audit.models import Event
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Area, Council
from tallystick_web.delivery.queries import weighing
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Observation, Target
from tallystick_web.measures.reading import company, findings, outlook, readings, signs, values
from tallystick_web.measures.reading.findings import Finding
from tallystick_web.measures.reading.readings import Reading, Value
from tallystick_web.measures.reading.signs import Signs
from tallystick_web.measures.reading.usual import with_ranges
from tallystick_web.measures.reading.values import Areas
from tallystick_web.plans.models import Evidence
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Coverage, ExternalGrade, Round

FORECASTS_A_VISIT: Final = 100
A_FEW: Final = 200  # measures that are better asked for by name than all counted
VERSION: Final = version("tallystick")  # what another version kept may not fit
LONGEST_FILL: Final = 120  # seconds after which somebody else may try
# What these events tell of changes no figure, target, definition, link or external grade; any other event may, a new kind too.
WITHOUT_EVIDENCE: Final = (
    "assessment.judged", "assessment.agreed", "round.closed", "round.reopened", "publication.published", "publication.withdrawn",
    "proposal.made", "proposal.item_corrected", "proposal.notes_added", "proposal.item_refused", "proposal.item_reconsidered", "proposal.refused",
    "proposal.period_chosen", "proposal.compared_again", "person.added", "person.welcomed", "role.given", "role.taken", "challenge.point_added",
    "assessment.submitted", "assessment.withdrawn", "assessment.challenged", "assessment.reopened", "assessment.extended",
    "assessment.reassigned", "question.answered", "draft.begun", "draft.discarded", "round.timetable_set",
    "priority.carried_as_missing", "priority.carried_no_more", "deputy.named", "deputy.ended", "person.left", "unit.added", "unit.changed",
    "unit.closed", "unit.reopened", "unit.head_set", "values.asked_for", "values.asked_no_more", "values.asked_again", "values.given", "due.extended",
    "meeting.noted", "reminder.begun", "reminder.sent", "reminder.not_delivered", "person.chased",
    "measure.burden_decided", "minutes.corrected",
    "claim.seen", "claim.set_aside", "claim.linked", "claim.taken_back", "promise.kept", "promise.reopened", "promises.read",
    "proposal.dropped", "proposal.kept", "challenge.added", "challenge.changed", "challenge.finding_read", "challenge.met_set",
    "answer.expectation_added", "answer.expectation_dropped", "answer.linked", "answer.responded", "answer.unlinked", "answers.changed",
    "evidence.added", "evidence.withdrawn", "closing.proposed", "benefit.realised", "gate.asked", "gate.brought_in",
    "project.highlights_reported", "project.progress_reported", "project.scored", "service_plan.asked", "service_plan.answered",
    "plan_entry.removed", "action.progress_noted", "calendar_feed.renewed", "calendar_feed.closed",
)  # fmt: skip
COMPARED = (Area.Kind.OWN, Area.Kind.NATION, Area.Kind.REGION, Area.Kind.GROUP, Area.Kind.PEER)
Stamp = tuple[Any, ...]
Standing = tuple[Status | None, Direction]
"""The worst status of a measure among its targets, if any says something, and its direction."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The signs of each priority and the standing of each measure, by their ids.

    `waiting` of `measures` have no forecast yet; `older` says that they are worked out anew.
    """

    stamp: Stamp = ()
    signs: Mapping[int, Signs] | None = None
    standings: Mapping[int, Standing] = field(default_factory=dict)
    measures: int = 0
    waiting: int = 0
    older: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The finding of each measure by its id, with what it was made from. `on` and `areas` serve all of them."""

    on: date
    areas: Areas
    found: dict[int, tuple[Stamp, Finding]]


def kept(council: Council, round: Round) -> Kept:
    """The evidence as of now. While somebody else is working it out: as it was before, or none."""
    held: Kept = cache.get(key("signs", council), Kept())
    now = (round.pk, timezone.localdate(), *stamp(council))
    if held.stamp == now:
        return held
    if not cache.add(key("filling", council), True, LONGEST_FILL):
        return replace(held, older=True)
    try:
        return fill(council, round, FORECASTS_A_VISIT)
    finally:
        cache.delete(key("filling", council))


def standings(council: Council) -> Mapping[int, Standing]:
    """The status and the direction of every measure as of now, from what is kept for the home; before the first round, read anew."""
    newest = next(iter(reviews.rounds(council)), None)
    return kept(council, newest).standings if newest else _standings(_known(council, timezone.localdate(), 0))


def _standings(known: Known) -> dict[int, Standing]:
    return {id: (one.evidence.status, one.evidence.direction) for id, (_, one) in known.found.items()}


def fill(council: Council, round: Round, forecasts: int) -> Kept:
    """Work the evidence out and keep it, with so many new forecasts at most."""
    # before the figures are read: what comes in meanwhile makes it stale
    now = (round.pk, timezone.localdate(), *stamp(council))
    known = _known(council, round.end, forecasts)
    cache.set(key("evidence", council), known, None)
    waiting = sum(not one.forecast for _, one in known.found.values())
    found = Kept(now, _signs(council, round, known), _standings(known), len(known.found), waiting)
    cache.set(key("signs", council), found, None)
    return found


def refreshed(slugs: Iterable[str]) -> Iterator[str]:
    """Work out the evidence of councils with every forecast; a line for each. Of all councils where none is named."""
    for council in councils.councils(slugs):
        newest = next(iter(reviews.rounds(council)), None)
        if newest is None:
            yield f"{council}: no round has been opened yet"
            continue
        found = fill(council, newest, sys.maxsize)
        yield f"{council}: {found.measures} measures, every year’s end forecast that can be"


def key(what: str, council: Council) -> str:
    """Under which name something that was worked out of a council is kept."""
    return f"tallystick.record.{what}.{VERSION}.{council.pk}"


def stamp(council: Council, *but: str) -> Stamp:
    """The newest event that may touch the evidence, and how many there are: one that was committed late has a smaller number.

    `but` are kinds of event that are passed over as well.
    """
    events = Event.objects.filter(council=council.slug).exclude(verb__in=(*WITHOUT_EVIDENCE, *but))
    newest = events.order_by("-id").values_list("id", "at").first()
    return (newest, events.order_by().count())


def _known(council: Council, on: date, forecasts: int) -> Known:
    areas = values.areas(council)
    held: Known | None = cache.get(key("evidence", council))
    before = held.found if held and (held.on, held.areas) == (on, areas) else {}
    every = {one.pk: one for one in Measure.objects.filter(council=council)}
    targets = measures.targets(every.values())
    rests_on = made_of(council, every, targets)
    same = {id: pair for id, pair in before.items() if rests_on.get(id) == pair[0]}
    waiting = [id for id in every if id not in same or not same[id][1].forecast]
    asked = set(waiting[:forecasts])
    todo = [id for id in every if id not in same or id in asked]
    read = values.current(todo, *COMPARED) if todo else {}
    found = with_ranges(readings.read(every[id], read.get(id, []), targets.get(id, []), areas) for id in todo)
    new = {
        id: (rests_on[id], _finding(reading, read.get(id, []), targets.get(id, []), areas, on, id in asked))
        for id, reading in zip(todo, found, strict=True)
    }
    return Known(on, areas, same | new)


def made_of(
    council: Council, every: Mapping[int, Measure], targets: Mapping[int, list[Target]], until: date | None = None
) -> dict[int, Stamp]:
    """What the finding of each measure rests on: observations, up to a day if one is given, withdrawals, targets and definition. One query."""
    rows = Observation.objects.filter(measure__council=council, **({"end__lte": until} if until else {}))
    if len(every) < A_FEW:
        rows = rows.filter(measure__in=list(every))
    counted = (
        rows.order_by()
        .values("measure_id")
        .annotate(newest=Max("id"), number=Count("id"), withdrawn=Count("withdrawal"))
    )
    observed = {id: rest for id, *rest in counted.values_list("measure_id", "newest", "number", "withdrawn")}
    return {
        id: (*observed.get(id, ()), *_definition(one), *(_content(target) for target in targets.get(id, ())))
        for id, one in every.items()
    }


def _definition(one: Measure) -> Stamp:
    return (
        one.title,
        one.reference,
        one.unit,
        one.decimals,
        one.polarity,
        one.frequency,
        one.lag_days,
        one.year_is,
        one.illustrative,
    )


def _content(one: Target) -> Stamp:
    return (
        one.pk, one.name, one.start, one.end, one.frequency, one.value, one.upper_value, one.tolerance,
        one.tolerance_kind, one.illustrative,
    )  # fmt: skip


def _finding(
    reading: Reading, held: list[Value], targets: list[Target], areas: Areas, on: date, forecast: bool
) -> Finding:
    looked = outlook.look(reading, targets) if forecast else None
    return findings.finding(reading, looked, company.company(reading, held, areas), on)


def _signs(council: Council, round: Round, known: Known) -> dict[int, Signs]:
    """The signs of each priority that has evidence, with grades of others, and with actions and risks as of today. Five queries."""
    found: dict[int, list[Finding]] = {}
    rows = Evidence.objects.filter(priority__council=council).order_by("order", "id")
    for priority, measure in rows.values_list("priority_id", "measure_id"):
        if measure in known.found:
            found.setdefault(priority, []).append(known.found[measure][1])
    grades = _grades(round)
    five = council.uses_five_ratings
    weights = weighing.weights(council, timezone.localdate())
    nothing = weighing.Weight()
    return {
        id: signs.signs(
            some,
            grades.get(id, ()),
            five=five,
            actions=weights.get(id, nothing).actions,
            risks=weights.get(id, nothing).risks,
        )
        for id, some in found.items()
    }


def _grades(round: Round) -> dict[int, list[Grade]]:
    said: dict[int, list[Grade]] = {}
    for assessment, *words in (
        ExternalGrade.objects.filter(assessment__round=round)
        .order_by("id")
        .values_list("assessment_id", "value", "by", "words")
    ):
        said.setdefault(assessment, []).append(findings.grade(*words))
    covered: Iterable[tuple[int, int]] = (
        Coverage.objects.filter(round=round, assessment__in=said).order_by().values_list("priority_id", "assessment_id")
    )
    return {priority: said[assessment] for priority, assessment in covered}
