"""Reading what the overall summaries of a round say. A constant number of queries, however many priorities and measures."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tallystick.status import Direction
from tallystick_web.common import words
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import as_at as measures_as_at
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import as_at as plans_as_at
from tallystick_web.plans import queries as plans
from tallystick_web.plans.models import Evidence as Link
from tallystick_web.plans.models import Priority
from tallystick_web.reports import overview, values
from tallystick_web.reports.evidence import evidence
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Assessment, Round
from tallystick_web.reviews.queries import as_at
from tallystick_web.reviews.queries.as_at.assessments import assessments


def round_of(council: Council, slug: str) -> Round | None:
    """The round that an address names."""
    return reviews.round_at(reviews.rounds(council), slug)


def links(council: Council) -> dict[int, list[Measure]]:
    """For each priority's id, the measures that speak of it, in their order. One query."""
    found: dict[int, list[Measure]] = {}
    for link in Link.objects.filter(priority__council=council).select_related("measure"):
        found.setdefault(link.priority_id, []).append(link.measure)
    return found


def summaries(round: Round, *, on: date, looking_back: bool = False) -> values.Summaries:
    """The overall summaries of a round on a day. `on` decides what is late, and stands on the report.

    `looking_back` tells what was said and known at the end of that day, instead of what is now.
    """
    council = round.council
    asked = reviews.asked_about(round, on if looking_back else None)
    priorities = list(plans.priorities(council).filter(pk__in=asked.values("pk")))
    if looking_back:
        priorities = plans_as_at.put_back(priorities, plans_as_at.since(council, on))
    before, was = _before(round, on if looking_back else None)
    told = Telling(round, on, priorities, was, looking_back)
    sections = _plans(told)
    return overview.complete(
        sections, _counts(told), moved_from=str(before) if before else "", was={p.reference: was.get(p.pk, "") for p in priorities},
        council=council.name, council_slug=council.slug, gss_code=council.gss_code, round=str(round), round_slug=round.slug,
        made_on=on.isoformat(), made_on_words=words.day(on), illustrative=round.illustrative,
    )  # fmt: skip


def _before(round: Round, then: date | None) -> tuple[Round | None, dict[int, str]]:
    """The round before, and each priority's rating in it by the priority's id: of now, or of the end of a day."""
    every = reviews.rounds(round.council)
    before = reviews.before(as_at.rounds(round.council, every, then) if then else every, round)
    if before is None:
        return None, {}
    if then is None:
        return before, reviews.ratings_by_priority([before])[before.pk]
    return before, {
        coverage.priority_id: one.rating
        for one in assessments(before, then, texts=False)
        for coverage in one.coverage.all()
    }


class Telling:
    """What has been read once for a whole report, found again for each priority."""

    def __init__(
        self, round: Round, on: date, priorities: Sequence[Priority], was: dict[int, str], looking_back: bool = False
    ) -> None:
        self.round, self.on, self.priorities, self.was = round, on, priorities, was
        self.anchors = _anchors(priorities)
        self.carried = as_at.carried(round, on if looking_back else None)
        said = assessments(round, on) if looking_back else reviews.assessments(round)
        self.assessments = {coverage.priority_id: one for one in said for coverage in one.coverage.all()}
        self.links = plans_as_at.measures_of_priorities(round.council, on) if looking_back else links(round.council)
        every = {measure.pk: measure for found in self.links.values() for measure in found}
        if looking_back:
            measures_as_at.put_back(round.council, every.values(), on)
        self.series = measures.current_series(every.values(), on if looking_back else None)
        self.targets = (
            measures_as_at.targets(round.council, every.values(), on)
            if looking_back
            else measures.targets(every.values())
        )

    def evidence(self, priorities: Iterable[Priority]) -> tuple[values.Evidence, ...]:
        """The measures of some priorities, each once."""
        found = {measure.pk: measure for priority in priorities for measure in self.links.get(priority.pk, [])}
        return tuple(self._evidence(measure) for measure in found.values())

    def _evidence(self, measure: Measure) -> values.Evidence:
        own = [one for one in self.series.get(measure.pk, []) if one.area.kind == Area.Kind.OWN]
        return evidence(
            measure, own[0].observations if own else (), self.targets.get(measure.pk, []),
            end=self.round.end, on=self.on,
        )  # fmt: skip

    def covered(self, assessment: Assessment) -> list[Priority]:
        """The priorities that an assessment speaks of, in the order of the report."""
        ids = {coverage.priority_id for coverage in assessment.coverage.all()}
        return [priority for priority in self.priorities if priority.pk in ids]

    def named(self, priority: Priority, text: str = "") -> values.Named:
        """A priority, where it is told of, and the people who answer for it or other words; why it is carried as missing, if it is."""
        words, reason = text or _accountable(priority), self.carried.get(priority.pk, "")
        told = (f"{words.removesuffix('.')}. " if words else "") + f"Carried as missing: {reason}" if reason else words
        return values.Named(priority.reference, priority.title, self.anchors[priority.pk], told)


def _anchors(priorities: Iterable[Priority]) -> dict[int, str]:
    """An address on the page for each priority: its reference, in letters that an address can hold, and no two alike."""
    taken: set[str] = set()
    found = {}
    for priority in priorities:
        anchor = plain = re.sub(r"[^A-Za-z0-9]+", "-", priority.reference).strip("-") or "priority"
        while anchor.lower() in taken:
            anchor = f"{plain}-{len(taken)}"
        taken.add(anchor.lower())
        found[priority.pk] = anchor
    return found


def _accountable(priority: Priority) -> str:
    people = [("officer", priority.accountable_officer), ("director", priority.accountable_director)]
    named = [f"{person} ({role})" for role, person in people if person]
    return f"Accountable: {', '.join(named)}" if named else ""


def _plans(told: Telling) -> tuple[values.PlanSection, ...]:
    """Plans, themes and entries in the order of the priorities; a shared assessment stands at the first of them."""
    tree: dict[int, tuple[Any, dict[int, tuple[Any, list[Priority]]]]] = {}
    for priority in told.priorities:
        _, themes = tree.setdefault(priority.theme.plan_id, (priority.theme.plan, {}))
        themes.setdefault(priority.theme_id, (priority.theme, []))[1].append(priority)
    seen: set[int] = set()
    return tuple(
        values.PlanSection(
            plan.title, f"plan-{plan.pk}",
            tuple(_theme(told, theme, priorities, seen) for theme, priorities in themes.values()),
        )
        for plan, themes in tree.values()
    )  # fmt: skip


def _theme(told: Telling, theme: Any, priorities: Sequence[Priority], seen: set[int]) -> values.ThemeSection:
    entries, elsewhere = [], []
    for priority in priorities:
        assessment = told.assessments.get(priority.pk)
        if assessment is None:
            entries.append(_unassessed(told, priority))
        elif assessment.pk not in seen:
            seen.add(assessment.pk)
            entries.append(_entry(told, assessment))
        elif told.covered(assessment)[0].theme_id != theme.pk:
            elsewhere.append(_pointer(told, priority, assessment))
    return values.ThemeSection(theme.title, f"theme-{theme.pk}", tuple(entries), tuple(elsewhere))


def _counts(told: Telling) -> tuple[values.ThemeCounts, ...]:
    """How each theme's own priorities are rated, in the order of the plan, wherever they are told of."""
    counts: dict[Any, Counter[str]] = {}
    for priority in told.priorities:
        found = told.assessments.get(priority.pk)
        counts.setdefault(priority.theme, Counter())[found.rating if found else ""] += 1
    return tuple(
        values.ThemeCounts(theme.plan.title, theme.title, f"theme-{theme.pk}", dict(ratings))
        for theme, ratings in counts.items()
    )


def _pointer(told: Telling, priority: Priority, assessment: Assessment) -> values.Named:
    """A priority that is told of with one of another theme: the reader is sent there."""
    first = told.covered(assessment)[0]
    return values.Named(priority.reference, priority.title, told.anchors[first.pk], f"told with {first.reference}")


def _unassessed(told: Telling, priority: Priority) -> values.Entry:
    return values.Entry(
        anchor=told.anchors[priority.pk], references=priority.reference, priorities=(told.named(priority),),
        assessed=False, narrative="", rating="", was=told.was.get(priority.pk, ""), direction=Direction.NOT_KNOWN,
        reason="", rated=None, agreed=None, grades=(), evidence=told.evidence([priority]), source="", illustrative=False,
    )  # fmt: skip


def _entry(told: Telling, one: Assessment) -> values.Entry:
    covered = told.covered(one)
    was = told.was.get(covered[0].pk, "")
    return values.Entry(
        anchor=told.anchors[covered[0].pk], references=", ".join(priority.reference for priority in covered),
        priorities=tuple(told.named(priority) for priority in covered), assessed=True, narrative=one.narrative,
        rating=one.rating, was=was, direction=reviews.movement(one.rating, was).direction, reason=one.rating_reason,
        rated=_signature(one.rated_by, one.rated_at) if one.rating else None,
        agreed=_signature(one.agreed_by, one.agreed_at, one.agreed_for),
        grades=tuple(values.Grade(grade.value, grade.by, grade.words) for grade in one.external_grades.all()),
        evidence=told.evidence(covered), source=one.source, illustrative=one.illustrative,
    )  # fmt: skip


def _signature(person: Any, at: datetime | None, stood_in_for: Any = None) -> values.Signature | None:
    """None where nobody is known to have signed: a rating that a document states has no giver here. A deputy signs for somebody."""
    if person is None or at is None:
        return None
    day = timezone.localdate(at)
    name = f"{person} for {stood_in_for}" if stood_in_for else str(person)
    return values.Signature(name, day.isoformat(), f"{name} on {words.day(day)}")
