"""Reading what narratives claim and promise, and what was decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.db.models import Q, QuerySet

from tallystick import series
from tallystick.claims.against import HeldMeasure, HeldValue
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.reviews import checking
from tallystick_web.reviews.models import Assessment, ClaimDecision, Coverage, OpenContradiction, Promise, Round
from tallystick_web.reviews.queries.rounds import assessments

YEARS_LOOKED_BACK: Final = timedelta(days=6 * 366)
PROMISE_STATES: Final = {"open": "Open", "overdue": "Overdue", "kept": "Kept", "dropped": "No longer said"}


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


def held_measures(council: Council, round: Round, as_at: date | None = None) -> checking.Held:
    """Every measure of the council with all that was ever written down for it, up to the end of a round, as values.

    `as_at` leaves what had been written down by the end of a day. Kept until the log has a newer event about a measure: while somebody types, the same thousands of values are asked for again.
    """
    kinds = ["measure", "observation", "area", "council"]
    newest = (
        Event.objects.filter(council=council.slug, target_kind__in=kinds)
        .order_by("-id")
        .values_list("id", "at")
        .first()
    )
    return _held_measures(council.pk, round.end, newest, as_at)


@lru_cache(maxsize=16)
def _held_measures(council_id: int, until: date, newest: object, as_at: date | None = None) -> checking.Held:
    known = {one.pk: one for one in Measure.objects.filter(council=council_id)}
    rows = Observation.objects.filter(
        measure__council=council_id, end__lte=until, end__gt=until - YEARS_LOOKED_BACK
    ).values_list(
        "measure_id", "area__name", "area__kind", "frequency", "start", "end", "vintage", "value", "missing",
        "recorded_at", "withdrawal__at",
    )  # fmt: skip
    rows = rows.filter(recorded_at__lt=ends(as_at)) if as_at else rows
    found: dict[tuple[int, str], list[HeldValue]] = {(key, ""): [] for key in known}
    for measure, area, kind, frequency, start, end, vintage, value, missing, recorded, withdrawn in rows.order_by("id"):
        period = Period(Frequency(frequency), start, end)
        observation = series.Observation(
            period, plain(value), vintage=Vintage(vintage), missing=Missing(missing) if missing else None
        )
        taken_back = withdrawn.date() if withdrawn and not (as_at and withdrawn >= ends(as_at)) else None
        place = "" if kind == Area.Kind.OWN else area
        found.setdefault((measure, place), []).append(HeldValue(observation, recorded.date(), taken_back))
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
