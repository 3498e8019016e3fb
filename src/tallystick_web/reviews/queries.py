"""Reading rounds and their assessments, their claims and their promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from tallystick import series
from tallystick.claims.against import HeldMeasure, HeldValue
from tallystick.judgement import Rating
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage
from tallystick.status import Direction, Polarity
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import checking
from tallystick_web.reviews.models import (
    Assessment,
    Carried,
    ClaimDecision,
    Coverage,
    OpenContradiction,
    Promise,
    Round,
    State,
)

YEARS_LOOKED_BACK: Final = timedelta(days=6 * 366)
PROMISE_STATES: Final = {"open": "Open", "overdue": "Overdue", "kept": "Kept", "dropped": "No longer said"}


def rounds(council: Council) -> list[Round]:
    """The council's rounds, newest first."""
    return list(Round.objects.filter(council=council).select_related("council"))


def round_at(rounds: list[Round], slug: str) -> Round | None:
    """The round that an address names, of a council's rounds."""
    return next((round for round in rounds if round.slug == slug), None)


def before(rounds: list[Round], round: Round) -> Round | None:
    """The round of the same frequency that came before one, if the council held it."""
    earlier = [other for other in rounds if other.frequency == round.frequency and other.end < round.end]
    return max(earlier, key=lambda other: other.end, default=None)


def assessments(round: Round) -> QuerySet[Assessment]:
    """The assessments of a round with people, priorities and external grades. Three queries, however many."""
    return (
        Assessment.objects.filter(round=round)
        .select_related("rated_by", "agreed_by", "round", "council")
        .prefetch_related("external_grades", "coverage__priority__theme__plan")
    )


def assessments_by_priority(round: Round | None) -> dict[int, Assessment]:
    """For each priority's id, its assessment in a round, without narratives' relations. One query."""
    if round is None:
        return {}
    coverage = Coverage.objects.filter(round=round).select_related("assessment").order_by()
    return {one.priority_id: one.assessment for one in coverage}


def ratings_by_priority(rounds: list[Round]) -> dict[int, dict[int, str]]:
    """For each round's id, the rating of each priority's id ("" when not judged). One query, no narratives loaded."""
    found: dict[int, dict[int, str]] = {round.pk: {} for round in rounds}
    rows = Coverage.objects.filter(round__in=rounds).order_by()
    for round_id, priority_id, rating in rows.values_list("round_id", "priority_id", "assessment__rating"):
        found[round_id][priority_id] = rating
    return found


@dataclass(frozen=True, slots=True)
class Movement:
    """How a priority's rating moved from one round to the next."""

    now: str
    was: str
    direction: Direction


def movement(now: str, was: str) -> Movement:
    """Compare two ratings ("" is not judged): where one is not judged the direction is not known."""
    if not now or not was:
        return Movement(now, was, Direction.NOT_KNOWN)
    step = Rating(now).rank - Rating(was).rank
    return Movement(now, was, Direction.WORSENING if step > 0 else Direction.IMPROVING if step else Direction.STEADY)


def assessment_at(council: Council, key: int) -> Assessment | None:
    """One assessment of a council with its priorities and grades."""
    found = Assessment.objects.filter(council=council, pk=key).select_related(
        "rated_by", "agreed_by", "round", "council"
    )
    return found.prefetch_related("external_grades", "coverage__priority__theme__plan").first()


def last_assessment(assessment: Assessment) -> Assessment | None:
    """What was said of the first of the same priorities in the round before."""
    earlier = before(rounds(assessment.council), assessment.round)
    first = next((coverage.priority_id for coverage in assessment.coverage.all()), None)
    return assessments_by_priority(earlier).get(first) if earlier and first else None


def unassessed(round: Round) -> QuerySet[Priority]:
    """The priorities that nobody has judged in a round, in the order of the plans."""
    judged = Coverage.objects.filter(round=round).exclude(assessment__rating="").values("priority")
    return Priority.objects.filter(council=round.council).exclude(pk__in=judged).select_related("theme__plan")


def priority_at(council: Council, reference: str) -> Priority | None:
    """The priority that an address names."""
    return Priority.objects.filter(council=council, reference=reference).first()


@dataclass(frozen=True, slots=True)
class Checked:
    """A narrative with its claims and the decisions on them."""

    assessment: Assessment
    narrative: str
    claims: tuple[checking.Claim, ...]
    decisions: dict[str, ClaimDecision]

    @property
    def open(self) -> list[checking.Claim]:
        """The contradictions that nobody has set aside."""
        return [claim for claim in self.claims if claim.is_open]


def checked(assessment: Assessment, narrative: str | None = None) -> Checked:
    """An assessment's claims: of its narrative as it is kept, or of a text that is being written."""
    decisions = _decisions([assessment])
    held = held_measures(assessment.council, assessment.round)
    return _checked(assessment, assessment.narrative if narrative is None else narrative, decisions, held)


def checked_round(round: Round) -> list[Checked]:
    """The claims of every narrative of a round, in the order of the plans. The number of queries does not grow with them."""
    found = [one for one in assessments(round) if one.narrative]
    decisions, held = _decisions(found), held_measures(round.council, round)
    found.sort(
        key=lambda one: [
            (c.priority.theme.plan.order, c.priority.theme.order, c.priority.order) for c in one.coverage.all()
        ]
    )
    return [_checked(one, one.narrative, decisions, held) for one in found]


def _checked(
    assessment: Assessment, narrative: str, decisions: dict[int, dict[str, ClaimDecision]], held: checking.Held
) -> Checked:
    mine = decisions.get(assessment.pk, {})
    claims = checking.claims_of(narrative, assessment.round.period, held, mine)
    return Checked(assessment, narrative, claims, mine)


def held_measures(council: Council, round: Round) -> checking.Held:
    """Every measure of the council with all that was ever written down for it, up to the end of a round, as values.

    Kept until the log has a newer event about a measure: while somebody types, the same thousands of values are asked for again.
    """
    kinds = ["measure", "observation", "area", "council"]
    newest = (
        Event.objects.filter(council=council.slug, target_kind__in=kinds)
        .order_by("-id")
        .values_list("id", "at")
        .first()
    )
    return _held_measures(council.pk, round.end, newest)


@lru_cache(maxsize=16)
def _held_measures(council_id: int, until: date, newest: object) -> checking.Held:
    known = {one.pk: one for one in Measure.objects.filter(council=council_id)}
    rows = Observation.objects.filter(
        measure__council=council_id, end__lte=until, end__gt=until - YEARS_LOOKED_BACK
    ).values_list(
        "measure_id", "area__name", "area__kind", "frequency", "start", "end", "vintage", "value", "missing",
        "recorded_at", "withdrawal__at",
    )  # fmt: skip
    found: dict[tuple[int, str], list[HeldValue]] = {(key, ""): [] for key in known}
    for measure, area, kind, frequency, start, end, vintage, value, missing, recorded, withdrawn in rows.order_by("id"):
        period = Period(Frequency(frequency), start, end)
        observation = series.Observation(
            period, plain(value), vintage=Vintage(vintage), missing=Missing(missing) if missing else None
        )
        place = "" if kind == Area.Kind.OWN else area
        found.setdefault((measure, place), []).append(
            HeldValue(observation, recorded.date(), withdrawn.date() if withdrawn else None)
        )
    return tuple(
        HeldMeasure(
            known[key].reference,
            known[key].title,
            tuple(values),
            unit=known[key].unit,
            polarity=Polarity(known[key].polarity),
            area=area,
        )
        for (key, area), values in found.items()
    )


def plain(value: Decimal | None) -> Decimal | None:
    """A figure without the idle noughts of the database, whose number of decimals would say how exact it is."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _decisions(assessments: Iterable[Assessment]) -> dict[int, dict[str, ClaimDecision]]:
    found: dict[int, dict[str, ClaimDecision]] = {}
    for one in ClaimDecision.objects.filter(assessment__in=list(assessments)).select_related(
        "by", "measure", "assessment__round"
    ):
        found.setdefault(one.assessment_id, {})[one.key] = one
    return found


def measure_at(council: Council, reference: str) -> Measure | None:
    """The measure of a reference, as a person typed it."""
    return Measure.objects.filter(council=council, reference__iexact=reference.strip()).first()


def measure_names(council: Council) -> list[tuple[str, str]]:
    """Reference and title of every measure, to choose from."""
    return list(Measure.objects.filter(council=council).values_list("reference", "title"))


def decision_on(assessment: Assessment, key: str) -> ClaimDecision | None:
    """What was decided about one claim."""
    return (
        ClaimDecision.objects.filter(assessment=assessment, key=key)
        .select_related("assessment__round__council")
        .first()
    )


def open_at(assessment: Assessment, occasion: str) -> list[OpenContradiction]:
    """What was open when this version was saved or agreed."""
    return list(assessment.open_contradictions.filter(version=assessment.version, occasion=occasion))


def on_record(assessment: Assessment) -> list[OpenContradiction]:
    """What was open when an assessment was saved or agreed or its round closed, the newest first."""
    return list(assessment.open_contradictions.select_related("by").order_by("-at", "start"))


def promises(council: Council, state: str = "", on: date | None = None) -> QuerySet[Promise]:
    """The council's register of promises, by the day they fall due; `state` is one of `PROMISE_STATES` as at a day."""
    found = Promise.objects.filter(council=council).select_related("assessment__round", "kept_by", "kept_in__round")
    waiting = Q(kept_at=None, dropped=False)
    late = Q(due_end__lt=on) if on else Q(pk=None)
    states = {
        "open": waiting & ~late, "overdue": waiting & late, "kept": Q(kept_at__isnull=False),
        "dropped": Q(kept_at=None, dropped=True),
    }  # fmt: skip
    return found.filter(states.get(state, Q())).prefetch_related("assessment__coverage__priority")


def promise_counts(council: Council, on: date | None) -> dict[str, int]:
    """How many promises are in each state as at a day. One query."""
    found = dict.fromkeys(PROMISE_STATES, 0)
    for promise in Promise.objects.filter(council=council).only("kept_at", "dropped", "due_end"):
        found[promise_state(promise, on)] += 1
    return found


def promise_state(promise: Promise, on: date | None) -> str:
    """Kept; no longer said; overdue where its period has ended by the day; else open."""
    if promise.kept_at:
        return "kept"
    if promise.dropped:
        return "dropped"
    return "overdue" if on and promise.due_end and promise.due_end < on else "open"


def promise_at(council: Council, key: int) -> Promise | None:
    """One promise of a council."""
    return Promise.objects.filter(council=council, pk=key).select_related("council", "assessment__round").first()


def promises_to_answer(assessment: Assessment) -> list[Promise]:
    """What earlier rounds promised about the same priorities and nobody has kept: the prompts of an editor."""
    priorities = [coverage.priority_id for coverage in assessment.coverage.all()]
    found = Promise.objects.filter(
        assessment__in=Coverage.objects.filter(priority__in=priorities, round__end__lt=assessment.round.end).values("assessment"),
        kept_at=None, dropped=False,
    )  # fmt: skip
    return list(found.select_related("council", "assessment__round"))


@dataclass(frozen=True, slots=True)
class Accountable:
    """The ids of the people of an assessment: its author (chosen for this round, else the accountable officers) and its directors."""

    authors: frozenset[int]
    directors: frozenset[int]


def accountable(assessment: Assessment) -> Accountable:
    """Whose assessment it is to write and to agree. One query."""
    rows = Coverage.objects.filter(assessment=assessment).values_list(
        "priority__accountable_officer", "priority__accountable_director"
    )
    officers, directors = {row[0] for row in rows} - {None}, {row[1] for row in rows} - {None}
    return Accountable(frozenset({assessment.author_id} if assessment.author_id else officers), frozenset(directors))


def director_stood_in_for(assessment: Assessment, by: Any) -> User | None:
    """The accountable director in whose place a deputy acts; nobody where a director acts for themselves."""
    directors = accountable(assessment).directors
    if by is None or not directors or by.pk in directors:
        return None
    found = councils.in_office(assessment.council, timezone.localdate()).filter(deputy=by, person__in=directors)
    first = found.first()
    return first.person if first else None


def unanswered(assessment: Assessment) -> int:
    """How many questions wait for an answer."""
    return assessment.questions.filter(answered_at=None).count()


def covered_elsewhere(assessment: Assessment, priorities: Iterable[Priority]) -> list[str]:
    """The references of those priorities that another assessment of the same round covers."""
    found = Coverage.objects.filter(round=assessment.round_id, priority__in=list(priorities)).exclude(
        assessment=assessment
    )
    return list(found.values_list("priority__reference", flat=True))


def not_settled(round: Round) -> list[Priority]:
    """The priorities with which a round cannot be closed yet: neither agreed nor carried as missing. One query."""
    agreed = Coverage.objects.filter(round=round, assessment__state__in=[State.AGREED, State.LOCKED]).values("priority")
    carried = Carried.objects.filter(round=round).values("priority")
    found = Priority.objects.filter(council=round.council_id).exclude(pk__in=agreed).exclude(pk__in=carried)
    return list(found.select_related("theme__plan"))
