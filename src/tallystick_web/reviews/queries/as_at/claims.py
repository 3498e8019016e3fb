"""The claims of a round as they stood at the end of a day: its narratives, the measures' values and the decisions of then."""

from datetime import date

from django.db.models import QuerySet

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.measures.models import Measure
from tallystick_web.reviews import checking
from tallystick_web.reviews.models import Assessment, ClaimDecision, Round
from tallystick_web.reviews.queries import held
from tallystick_web.reviews.queries.as_at.assessments import assessments
from tallystick_web.reviews.queries.claims import Checked

Decisions = dict[int, dict[str, ClaimDecision]]
CHOICES = {f"claim.{one}": one for one in ClaimDecision.Choice}
TAKEN_BACK = "claim.taken_back"


def checked_round(round: Round, on: date) -> list[Checked]:
    """The claims of every narrative, in the order of the plans. The number of queries does not grow with them."""
    told = checked([one for one in assessments(round, on) if one.narrative], round, on)
    return sorted(
        told, key=lambda one: [(each.theme.plan.order, each.theme.order, each.order) for each in one.priorities]
    )


def checked(found: list[Assessment], round: Round, on: date) -> list[Checked]:
    """The claims of some assessments of a round, given as they stood then, in the order in which they come."""
    decided, names = decisions(round, on), held.catalogue(round.council)
    ids = {row[1]: id for id, row in names.rows.items()}
    named = {}
    for one in found:
        every = decided.get(one.pk, {}).values()
        chosen = {ids[each.measure.reference] for each in every if each.measure and each.measure.reference in ids}
        named[one.pk] = names.named(one.narrative) | chosen
    values = held.values_held(names, frozenset[int]().union(*named.values()), round.end, on)
    told = []
    for one in found:
        mine, some = decided.get(one.pk, {}), held.of_those(names, values, named[one.pk])
        claims = checking.claims_of(one.narrative, round.period, some, mine)
        told.append(Checked(one, one.narrative, claims, mine, [each.priority for each in one.coverage.all()]))
    return told


def decisions(round: Round, on: date) -> Decisions:
    """For each assessment's id and claim's key, the decision that stood. Three queries.

    A row that nobody has touched since stood then as it stands now. Of others the log tells; of events that do not name their claim, it
    cannot be told, and the page says how many (`untold`).
    """
    found: Decisions = {}
    rows = ClaimDecision.objects.filter(assessment__round=round, at__lt=ends(on)).select_related("by", "measure")
    for one in rows:
        found.setdefault(one.assessment_id, {})[one.key] = one
    changed = _changed_since(round, on)
    for event in _events(round).filter(at__lt=ends(on), target_id__in=changed).order_by("id"):
        if key := event.detail.get("key") or changed[event.target_id or 0]:
            _put(found, event, key)
    return found


def _events(round: Round) -> QuerySet[Event]:
    ids = list(round.assessments.values_list("pk", flat=True))
    return Event.objects.filter(
        council=round.council.slug,
        verb__in=[*CHOICES, TAKEN_BACK],
        target_kind="claimdecision",
        detail__assessment__in=ids,
    )


def _changed_since(round: Round, on: date) -> dict[int, str]:
    """The decisions that were changed or taken back after the day, with the keys of their claims where they are known."""
    since = _events(round).filter(at__gte=ends(on)).order_by("id").values_list("target_id", "detail")
    found: dict[int, str] = {}
    for id, detail in since:
        found[id or 0] = found.get(id or 0) or detail.get("key", "")
    held = ClaimDecision.objects.filter(pk__in=found).values_list("pk", "key")
    return found | dict(held)


def _put(found: Decisions, event: Event, key: str) -> None:
    """One event of the log as the decision that it made."""
    mine = found.setdefault(event.detail["assessment"], {})
    if event.verb == TAKEN_BACK:
        mine.pop(key, None)
        return
    reference = event.detail.get("measure", "")
    measure = Measure(reference=reference) if reference else None
    mine[key] = ClaimDecision(
        assessment_id=event.detail["assessment"], key=key, choice=CHOICES[event.verb], text=event.target,
        reason=event.detail.get("reason", ""), measure=measure, by=User(name=event.by), at=event.at,
    )  # fmt: skip


def untold(round: Round, on: date) -> int:
    """How many decisions were changed or taken back since, of which the log does not name the claim."""
    return sum(not key for key in _changed_since(round, on).values())
