"""Asking for values by a deadline, and what may become of it: more time, another owner, a measure that is no longer asked for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.periods import Period
from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.common.timing import Taken
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures import asking, queries, rules
from tallystick_web.measures.actions.keeping import NewObservation, record_observations
from tallystick_web.measures.models import Collection, Due, Measure

BATCH = 2_000


@transaction.atomic
def ask(*, council: Council, period: Period, deadline: date, by: Any, known_by: date | None = None) -> Collection:
    """Ask for every value that can be known by a day, the deadline unless given; asking again adds what is missing."""
    refuse_if(rules.why_not_define(council, by))
    collection, new = Collection.objects.get_or_create(
        council=council,
        frequency=period.frequency,
        end=period.end,
        defaults={"start": period.start, "deadline": deadline, "known_by": known_by or deadline},
    )
    dues = [
        due for measure, periods in queries.to_ask(collection).items() for due in _dues(collection, measure, periods)
    ]
    asked = _ask_once(dues)
    if new or asked:
        audit.record(by=by, verb="values.asked_for", target=collection, count=asked, deadline=str(collection.deadline))
    return collection


@transaction.atomic
def ask_for(*, collection: Collection, measure: Measure, period: Period, by: Any) -> None:
    """Ask for one value by hand, such as the wave of a survey."""
    refuse_if(rules.why_not_define(measure.council, by))
    if _ask_once(_dues(collection, measure, [period])):
        audit.record(
            by=by, verb="values.asked_for", target=collection, count=1, measure=measure.reference, period=str(period)
        )


@transaction.atomic
def stop_asking(*, collection: Collection, by: Any) -> None:
    """Ask for no more values than were asked for: the round is closed. They may still be given."""
    _say_closed(collection, True, by)
    audit.record(by=by, verb="values.asked_no_more", target=collection)


@transaction.atomic
def ask_again(*, collection: Collection, by: Any) -> None:
    """Let more values be asked for: the round is open again."""
    _say_closed(collection, False, by)
    audit.record(by=by, verb="values.asked_again", target=collection)


def _say_closed(collection: Collection, closed: bool, by: Any) -> None:
    refuse_if(rules.why_not_define(collection.council, by))
    collection.closed = closed
    collection.save(update_fields=["closed"])


def _dues(collection: Collection, measure: Measure, asked: Iterable[Period]) -> list[Due]:
    return [
        Due(
            collection=collection, measure=measure, frequency=period.frequency, start=period.start, end=period.end,
            available_on=asking.available_on(period, measure.lag_days),
            due_on=max(collection.deadline, asking.available_on(period, measure.lag_days)),
        )
        for period in asked
    ]  # fmt: skip


def _ask_once(dues: list[Due]) -> int:
    ids = {due.measure_id for due in dues}
    queries.hold(ids)
    held, retired = queries.asked_already(ids), queries.retired(ids)
    new = [
        due for due in dues if due.measure_id not in retired and (due.measure_id, due.frequency, due.end) not in held
    ]
    Due.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


@transaction.atomic
def give(*, council: Council, given: Mapping[Due, NewObservation], by: Any, taken: Taken | None = None) -> list[Due]:
    """Record the values that were asked for, all or none. Those that somebody gave otherwise meanwhile are left as they are, and returned."""
    queries.hold({due.measure_id for due in given})  # before what is asked of them, as whoever retires one does
    open_ids = queries.still_open(given)
    new = {due: one for due, one in given.items() if due.pk in open_ids}
    if new and record_observations(council=council, observations=list(new.values()), by=by, taken=taken):
        audit.record(by=by, verb="values.given", target=council, count=len(new), values=[str(due) for due in new][:50])
    held = queries.held_contents(council, {due.measure_id for due in given} if len(new) < len(given) else ())
    return [due for due, one in given.items() if due not in new and one.content not in held]


@transaction.atomic
def extend(*, due: Due, until: date, reason: str, by: Any) -> None:
    """Give more time for one value, with the reason; the log keeps the day that it was due before."""
    due.refresh_from_db(fields=["due_on", "extension_reason"], from_queryset=Due.objects.select_for_update(no_key=True))
    refuse_if(rules.why_not_extend(due, until, reason, by))
    before, due.due_on, due.extension_reason = due.due_on, until, reason.strip()
    due.save(update_fields=["due_on", "extension_reason"])
    audit.record(by=by, verb="due.extended", target=due, was=str(before), until=str(until), reason=due.extension_reason)


@transaction.atomic
def reassign(*, measures: Iterable[Measure], owner: User, by: Any) -> int:
    """Give measures another owner; how many changed hands."""
    changed = [measure for measure in queries.renew(measures) if measure.owner_id != owner.pk]
    for measure in changed:
        refuse_if(rules.why_not_reassign(measure, owner, by))
        before, measure.owner = measure.owner, owner
        measure.save(update_fields=["owner"])
        audit.record(
            by=by, verb="measure.reassigned", target=measure, changed={"owner": [str(before or ""), str(owner)]}
        )
    return len(changed)


@transaction.atomic
def retire(*, measure: Measure, reason: str, by: Any) -> None:
    """Ask for a measure no longer. Its definition and all its values stay."""
    queries.renew([measure])
    refuse_if(rules.why_not_retire(measure, reason, by))
    measure.retired_on, measure.retired_reason = timezone.localdate(), reason.strip()
    measure.save(update_fields=["retired_on", "retired_reason"])
    queries.unanswered(Due.objects.filter(measure=measure)).delete()
    audit.record(by=by, verb="measure.retired", target=measure, reason=measure.retired_reason)


@transaction.atomic
def take_up_again(*, measure: Measure, by: Any) -> None:
    """Ask for a retired measure again from the next round."""
    queries.renew([measure])
    refuse_if(rules.why_not_define(measure.council, by))
    refuse_if(None if measure.retired_on else f"{measure.reference} is not retired.")
    was, measure.retired_on, measure.retired_reason = measure.retired_reason, None, ""
    measure.save(update_fields=["retired_on", "retired_reason"])
    audit.record(by=by, verb="measure.taken_up_again", target=measure, was=was)
