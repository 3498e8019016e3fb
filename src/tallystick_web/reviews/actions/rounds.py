"""Opening, closing and opening again: what a round asks for, and what it is closed with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.periods import Period
from tallystick_web.audit import actions as audit
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures import actions as measures
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import queries, rules, timetable
from tallystick_web.reviews.actions.registers import _hold_round, _keep_versions, _record_open
from tallystick_web.reviews.models import Assessment, Carried, OpenContradiction, Round, State


@transaction.atomic
def open_round(
    *,
    council: Council,
    period: Period,
    by: Any,
    illustrative: bool = False,
    days: timetable.Timetable | None = None,
    asking: bool = True,
    known_by: date | None = None,
) -> Round:
    """Open the round of a period and ask for the values that are due in it; one that exists is returned unchanged.

    `days` are its deadlines, the usual ones unless given; `known_by` is the day by which a figure must be knowable to be asked for, that
    of the deadline unless given; without `asking` no values are asked for (a round of the past).
    """
    refuse_if(rules.why_not_run_rounds(council, by))
    days = days or timetable.usual(period)
    round, opened = Round.objects.get_or_create(
        council=council, frequency=period.frequency, end=period.end,
        defaults={
            "start": period.start, "illustrative": illustrative,
            "submit_by": days.submit_by, "meeting_on": days.meeting_on, "agree_by": days.agree_by,
        },
    )  # fmt: skip
    if opened and asking:
        round.collection = measures.ask(
            council=council, period=period, deadline=days.collect_by, known_by=known_by, by=by
        )
        round.save(update_fields=["collection"])
    if opened:
        audit.record(by=by, verb="round.opened", target=round, **days.words())
    return round


@transaction.atomic
def open_past_round(*, council: Council, period: Period, by: Any) -> Round:
    """Open the round of a period whose days had passed when a document told of it: it has no days and asks nobody for anything, until it is given some."""
    refuse_if(rules.why_not_run_rounds(council, by))
    round, opened = Round.objects.get_or_create(
        council=council, frequency=period.frequency, end=period.end, defaults={"start": period.start}
    )
    if opened:
        audit.record(by=by, verb="round.opened", target=round)
    return round


@transaction.atomic
def set_timetable(*, round: Round, submit_by: date, meeting_on: date | None, agree_by: date, by: Any) -> None:
    """Move the days by which assessments are wanted, challenged and agreed. The log keeps those before."""
    refuse_if(rules.why_not_set_timetable(round, submit_by, meeting_on, agree_by, by))
    was = {name: str(getattr(round, name)) for name in ("submit_by", "meeting_on", "agree_by")}
    round.submit_by, round.meeting_on, round.agree_by = submit_by, meeting_on, agree_by
    round.save(update_fields=["submit_by", "meeting_on", "agree_by"])
    audit.record(by=by, verb="round.timetable_set", target=round, was=was)


@transaction.atomic
def carry(*, round: Round, reasons: Mapping[Priority, str], by: Any) -> None:
    """Say of priorities that are not agreed why the round is closed without them; a later reason replaces an earlier."""
    _hold_round(round)
    now = timezone.now()
    for priority, reason in reasons.items():
        refuse_if(rules.why_not_carry(round, priority, reason, by))
        Carried.objects.update_or_create(
            round=round, priority=priority, defaults={"reason": reason.strip(), "by": by, "at": now}
        )
        audit.record(
            by=by, verb="priority.carried_as_missing", target=priority, round=str(round), reason=reason.strip()
        )


@transaction.atomic
def carry_no_more(*, round: Round, priority: Priority, by: Any) -> None:
    """Take back that a priority is carried as missing; the log keeps that it was, and why."""
    _hold_round(round)
    refuse_if(rules.why_not_carry_no_more(round, priority, by))
    Carried.objects.filter(round=round, priority=priority).delete()
    audit.record(by=by, verb="priority.carried_no_more", target=priority, round=str(round))


@transaction.atomic
def close_round(*, round: Round, by: Any, carrying: str = "") -> None:
    """Close a round: what was agreed is locked, and nothing of it can be changed.

    `carrying` is the reason for which everything that is not agreed is carried as missing; without it each must be agreed, or have been
    carried before.
    """
    councils.hold(round.council)
    _hold_round(round)
    list(Assessment.objects.select_for_update(no_key=True).filter(round=round).order_by("pk"))  # no step meanwhile
    if carrying:
        carry(round=round, reasons=dict.fromkeys(queries.not_settled(round), carrying), by=by)
    refuse_if(rules.why_not_close(round, by))
    _step_all(round, State.AGREED, State.LOCKED, "locked", by)
    round.state = Round.State.CLOSED
    round.save(update_fields=["state"])
    if round.collection:
        measures.stop_asking(collection=round.collection, by=by)
    open_claims = [_record_open(one.assessment, one.open, OpenContradiction.Occasion.CLOSED, by)
                   for one in queries.checked_round(round)]  # fmt: skip
    carried = Carried.objects.filter(round=round).count()
    audit.record(by=by, verb="round.closed", target=round, open_contradictions=sum(open_claims), carried=carried)


def _step_all(round: Round, source: State, target: State, verb: str, by: Any) -> None:
    """Take every assessment of a round from one state to another, each with its version."""
    moved = list(Assessment.objects.filter(round=round, state=source))
    for one in moved:
        one.state = target
    Assessment.objects.filter(round=round, state=source).update(state=target)
    _keep_versions(moved, verb, by)


@transaction.atomic
def reopen_round(*, round: Round, reason: str, by: Any) -> None:
    """Open a closed round again, with a reason that the log keeps. What was locked is agreed, as it was before."""
    refuse_if(rules.why_not_run_rounds(round.council, by))
    refuse_if(None if reason.strip() else "Say why the round is opened again.")
    councils.hold(round.council)
    _hold_round(round)
    round.state = Round.State.OPEN
    round.save(update_fields=["state"])
    if round.collection:
        measures.ask_again(collection=round.collection, by=by)
    _step_all(round, State.LOCKED, State.AGREED, "unlocked", by)
    audit.record(by=by, verb="round.reopened", target=round, reason=reason)
