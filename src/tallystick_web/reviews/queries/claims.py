"""Reading what narratives claim and promise, and what was decided about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.db.models import Q, QuerySet, prefetch_related_objects

from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import checking
from tallystick_web.reviews.models import Assessment, ClaimDecision, Coverage, OpenContradiction, Promise, Round
from tallystick_web.reviews.queries import held, kept
from tallystick_web.reviews.queries.rounds import covered

PROMISE_STATES: Final = {"open": "Open", "overdue": "Overdue", "kept": "Kept", "dropped": "No longer said"}


@dataclass(frozen=True)
class Checked:
    """A narrative with its claims and the decisions on them. `signs` say of each claim what lists choose by (`checking.Claim.signs`)."""

    assessment: Assessment
    narrative: str
    found: tuple[checking.Claim, ...] | kept.Kept
    decisions: Mapping[str, ClaimDecision]
    priorities: Sequence[Priority] = ()

    @cached_property
    def claims(self) -> tuple[checking.Claim, ...]:
        return self.found.claims if isinstance(self.found, kept.Kept) else self.found

    @property
    def signs(self) -> tuple[str, ...]:
        return self.found.signs if isinstance(self.found, kept.Kept) else tuple(one.signs for one in self.found)

    @property
    def open(self) -> list[checking.Claim]:
        """The contradictions that nobody has set aside."""
        return [self.claims[place] for place, signs in enumerate(self.signs) if "o" in signs]


def checked(assessment: Assessment, narrative: str | None = None) -> Checked:
    """An assessment's claims: of its narrative as it is kept, or of a text that is being written."""
    text = assessment.narrative if narrative is None else narrative
    decisions = _decisions([assessment]).get(assessment.pk, {})
    names = held.catalogue(assessment.council)
    ids = names.named(text) | kept.linked(decisions)
    some = held.of_those(names, held.values_held(names, ids, assessment.round.end), ids)
    return Checked(assessment, text, checking.claims_of(text, assessment.round.period, some, decisions), decisions)


def checked_round(round: Round) -> list[Checked]:
    """The claims of every narrative of a round, in the order of the plans. The number of queries does not grow with them."""
    rows = Assessment.objects.filter(round=round).exclude(narrative="").defer("suggested_reasons")
    found = {one.pk: one for one in rows}
    decisions = _decisions(found.values())
    claims = kept.claims(round, list(found.values()), decisions)
    of = covered(found.values())
    prefetch_related_objects([one for each in of.values() for one in each], "theme")
    for one in found.values():
        one.round, one.council = round, round.council
    return [
        Checked(found[id], found[id].narrative, claims[id], decisions.get(id, {}), of.get(id, ()))
        for id in dict.fromkeys((*of, *found))
    ]


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
