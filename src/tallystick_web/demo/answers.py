"""What a council might have answered to a challenge, with actions, evidence and what came of it. All of it is illustrative."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tallystick import periods
from tallystick.periods import Frequency
from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Challenge, Evidence, Expectation, Point, Thread
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.queries import work as delivery
from tallystick_web.demo.data import Table
from tallystick_web.demo.delivery import day, on
from tallystick_web.demo.people import Cast
from tallystick_web.measures.models import Measure

FIELDS = ("answer", "reason", "interpretation", "different", "beneficiaries", "portfolio_holder")


def keep(cast: Cast, challenges: list[Challenge], described: Table, measures: dict[str, Measure]) -> None:
    """Give the answers of a file to the points of its challenge."""
    challenge = next(one for one in challenges if one.reference == described["challenge"])
    points = {point.slug: point for point in challenge.points.select_related("thread", "challenge__council")}
    for one in described["answers"]:
        point = points[one["point"]]
        if point.thread:
            _keep_one(cast, one, point, point.thread, [points[slug] for slug in one.get("with", [])], measures)


def _keep_one(
    cast: Cast, one: Table, point: Point, thread: Thread, others: list[Point], measures: dict[str, Measure]
) -> None:
    if others:
        actions.link(thread=thread, points=others, reason=one["with_reason"], by=cast.officer, on=one["on"])
    officer = cast.people[one["officer"]]
    said: dict[str, Any] = {name: one[name] for name in FIELDS if name in one}
    actions.respond(thread=thread, by=cast.officer, on=one["on"], officer=officer, illustrative=True, **said)
    for expected in one.get("expects", []):
        _expect(thread, expected, measures[expected["measure"]], one["on"], officer)
    for planned in one.get("actions", []):
        _plan(cast, thread, planned, one)
    begun = [step for step in one.get("steps", []) if step["verb"] == "begin"]
    rest = [step for step in one.get("steps", []) if step["verb"] != "begin"]
    _take(thread, begun, officer, cast)
    for proof in one.get("evidence", []):
        _prove(cast, thread, proof, measures)
    _take(thread, rest, officer, cast)
    _close(cast, one, thread)


def _take(thread: Thread, steps: list[Table], officer: Any, cast: Cast) -> None:
    for step in steps:
        by = cast.officer if step["verb"] == "supersede" else officer
        actions.step(thread=thread, verb=step["verb"], reason=step.get("reason", ""), on=step["on"], by=by)


def _expect(thread: Thread, expected: Table, measure: Measure, on: date, by: Any) -> None:
    frequency = Frequency(measure.frequency)
    actions.expect(
        thread=thread, measure=measure, way=Expectation.Way(expected["way"]), amount=Decimal(expected["amount"]),
        period=periods.parse(expected["period"], frequency), base=periods.parse(expected["base"], frequency), on=on, by=by,
    )  # fmt: skip


def _plan(cast: Cast, thread: Thread, planned: Table, one: Table) -> None:
    done, start = planned.get("done_on"), on(planned["start"])
    action = actions.plan_action(
        thread=thread, council=cast.council, reference=delivery.next_reference(cast.council), title=planned["title"],
        owner=cast.people[planned["owner"]], service=cast.units[planned["service"]], purpose=one.get("different", ""),
        start=start, due=day(planned["due"]), done_on=done, state="done" if done else planned["state"],
        illustrative=True, by=cast.officer, on=min(start, timezone.localdate()),
    )  # fmt: skip
    for step in planned.get("milestones", []):
        kept = work.keep_milestone(action=action, title=step["title"], due=on(step["due"]), by=cast.officer)
        if "done_on" in step:
            work.reach_milestone(milestone=kept, on=step["done_on"], today=timezone.localdate(), by=cast.officer)


def _prove(cast: Cast, thread: Thread, proof: Table, measures: dict[str, Measure]) -> None:
    by = cast.people[proof["by"]]
    actions.add_evidence(
        thread=thread, kind=Evidence.Kind(proof["kind"]), words=proof["words"], on=proof["on"], kept_on=proof["on"],
        decision=proof.get("decision", ""), measure=measures[proof["measure"]] if "measure" in proof else None,
        confidential=proof.get("confidential", False), vouched_by=by, by=by,
    )  # fmt: skip


def _close(cast: Cast, one: Table, thread: Thread) -> None:
    """A closing that two people agreed to, one that became business as usual, or one that waits to be decided."""
    if closing := one.get("closing"):
        _closed(cast, thread, closing["verb"], closing, None)
    if settled := one.get("settled"):
        _closed(cast, thread, "settle", settled, timezone.localdate() + timedelta(days=365))
    if waiting := one.get("waiting"):
        by = cast.people[waiting["by"]]
        actions.propose_closing(thread=thread, verb=waiting["verb"], words=waiting["words"], by=by)


def _closed(cast: Cast, thread: Thread, verb: str, said: Table, review: date | None) -> None:
    proposed = actions.propose_closing(
        thread=thread, verb=verb, words=said["words"], review_date=review, by=cast.people[said["by"]]
    )  # fmt: skip
    actions.decide(closing=proposed, verb="agree", by=cast.people[said["second"]], on=said["on"])
    thread.refresh_from_db()
