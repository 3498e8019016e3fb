"""Writing measures, observations and targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.periods import Period
from tallystick.series import Missing, Vintage
from tallystick_web.audit import actions as audit
from tallystick_web.common.timing import Taken
from tallystick_web.councils.models import Area, Council
from tallystick_web.councils.rules import refuse_if, why_not_give
from tallystick_web.measures import queries, rules
from tallystick_web.measures.models import TARGET_FIELDS, Measure, Observation, Target, Withdrawal

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class NewObservation:
    """A value to record; without a value `missing` says why."""

    measure: Measure
    area: Area
    period: Period
    vintage: Vintage
    value: Decimal | None
    missing: Missing | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    markers: str = ""
    source: str = ""
    note: str = ""
    illustrative: bool = False

    @property
    def content(self) -> queries.Content:
        return queries.content(
            measure_id=self.measure.pk, area_id=self.area.pk, period=self.period, vintage=self.vintage,
            value=self.value, missing=self.missing or "", numerator=self.numerator,
            denominator=self.denominator, markers=self.markers,
        )  # fmt: skip


@transaction.atomic
def keep_measure(*, council: Council, reference: str, by: Any, **fields: Any) -> Measure:
    """Add a measure, or change the named fields of the one with this reference; nothing new writes nothing."""
    refuse_if(rules.why_not_define(council, by))
    measure = Measure.objects.select_for_update(no_key=True).filter(council=council, reference=reference).first()
    measure = measure or Measure(council=council, reference=reference)
    before = {name: getattr(measure, name) for name in fields}
    if measure.pk and before == fields:
        return measure
    if (owner := fields.get("owner")) and owner != before["owner"]:
        refuse_if(rules.why_not_own(measure, owner))
    refuse_if(why_not_give(fields.get("service"), measure.service_id))
    verb = "measure.changed" if measure.pk else "measure.added"
    for name, value in fields.items():
        setattr(measure, name, value)
    refuse_if(rules.why_not_rest_on(measure, measure.not_known) or rules.why_not_rely(measure.not_known_limit))
    refuse_if(rules.why_not_make_up(measure.year_is, measure.frequency))
    measure.full_clean()
    measure.save()
    changed = {name: [str(before[name]), str(value)] for name, value in fields.items() if before[name] != value}
    audit.record(by=by, verb=verb, target=measure, changed=changed)
    return measure


@transaction.atomic
def record_observations(
    *, council: Council, observations: Sequence[NewObservation], by: Any, taken: Taken | None = None
) -> int:
    """Record values in one go, all or none; those already held with the same content are passed over.

    Returns how many were new. One event of the log stands for the whole, with the count and the references. `taken` is what the page
    on which they were entered cost that person: its rows are those of the measures, by their numbers.
    """
    measures = {one.measure.pk: one.measure for one in observations}
    refuse_if(rules.why_not_record(council, measures.values(), by))
    queries.hold(measures)
    held = queries.held_contents(council, measures)
    now = timezone.now()
    new: dict[queries.Content, Observation] = {}
    for one in observations:
        for figure in (one.value, one.numerator, one.denominator):
            refuse_if(rules.why_not_hold(figure))
        key = one.content
        if key not in held and key not in new:
            new[key] = _row(one, by, now)
    Observation.objects.bulk_create(new.values(), batch_size=BATCH)
    if new:
        references = sorted({measure.reference for measure in measures.values()})
        audit.record(by=by, verb="observations.recorded", target=council, count=len(new), measures=references[:50])
        written = {one.measure_id for one in new.values()}
        audit.spent(by=by, taken=taken, records={str(key): one for key, one in measures.items() if key in written})
    return len(new)


def _row(one: NewObservation, by: Any, now: Any) -> Observation:
    return Observation(
        measure=one.measure, area=one.area,
        frequency=one.period.frequency, start=one.period.start, end=one.period.end,
        vintage=one.vintage, value=queries.held_figure(one.value), missing=one.missing or "",
        numerator=queries.held_figure(one.numerator), denominator=queries.held_figure(one.denominator), markers=one.markers,
        source=one.source, note=one.note, illustrative=one.illustrative,
        recorded_by=by, recorded_at=now,
    )  # fmt: skip


def _content_of(held: Observation) -> queries.Content:
    return queries.content(
        measure_id=held.measure_id, area_id=held.area_id, period=held.period, vintage=held.vintage, value=held.value,
        missing=held.missing, numerator=held.numerator, denominator=held.denominator, markers=held.markers,
    )  # fmt: skip


@transaction.atomic
def correct(*, held: Observation, to: NewObservation, by: Any) -> None:
    """Put another figure in front of one that counts, because it was wrong or its source gave it again. The log keeps both."""
    queries.hold([held.measure_id])
    refuse_if(rules.why_not_correct(held, to.note, by))
    for figure in (to.value, to.numerator, to.denominator):
        refuse_if(rules.why_not_hold(figure))
    if to.content == _content_of(held):
        refuse_if("This is the figure that is held already. Nothing would change.")
    # A figure that was held before may come back: unlike a file that is brought in twice, somebody says so.
    _row(to, by, timezone.now()).save()
    audit.record(
        by=by, verb="figure.corrected", target=held.measure, period=str(held.period), kind=str(to.vintage),
        was=str(held.missing or held.value), now=str(to.missing or to.value), why=to.note,
    )  # fmt: skip


@transaction.atomic
def withdraw_observation(*, observation: Observation, reason: str, by: Any) -> None:
    """Take an observation back. It stays in the history; the value before it is current again."""
    measure = observation.measure
    queries.hold([measure.pk])
    refuse_if(rules.why_not_withdraw(observation, reason, by))
    Withdrawal.objects.create(observation=observation, by=by, reason=reason.strip())
    audit.record(by=by, verb="observation.withdrawn", target=measure, observation=str(observation), reason=reason)


@transaction.atomic
def set_target(*, measure: Measure, name: str, period: Period, by: Any, **fields: Any) -> Target:
    """Set the target of this name for a period, or change its fields; the log keeps what it was before."""
    refuse_if(rules.why_not_define(measure.council, by))
    queries.hold([measure.pk])
    key = {"measure": measure, "name": name, "frequency": period.frequency, "end": period.end}
    target = Target.objects.filter(**key).first() or Target(**key, start=period.start)
    before = {field: getattr(target, field) for field in fields}
    if target.pk and before == fields:
        return target
    for field, value in fields.items():
        setattr(target, field, value)
    target.full_clean()
    target.save()
    changed = {field: [str(before[field]), str(value)] for field, value in fields.items() if before[field] != value}
    audit.record(by=by, verb="target.set", target=measure, target_name=name, period=str(period), changed=changed)
    return target


@transaction.atomic
def take_target_away(*, target: Target, by: Any) -> None:
    """Take away a target that was set by mistake. The log keeps what it was, and pages as of earlier days show it."""
    measure = target.measure
    refuse_if(rules.why_not_define(measure.council, by))
    queries.hold([measure.pk])
    refuse_if(rules.why_not_take_away(target))
    target.refresh_from_db()
    was = {name: str(getattr(target, name)) for name in TARGET_FIELDS}
    name, period = target.name, str(target.period)
    target.delete()
    audit.record(by=by, verb="target.taken_away", target=measure, target_name=name, period=period, was=was)
