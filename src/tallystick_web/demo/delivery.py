"""What a council does: actions with milestones and dates that moved, and risks. Days that are invented are counted from today.

A day in the files is either a date, which the council's document states, or a number of days from the day of loading: nobody learns
anything from work that is years overdue. What is made up, in whole or in part, is marked illustrative.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tallystick_web.delivery.actions import risks, work
from tallystick_web.delivery.models import Action, Project, Risk, RiskAppetite
from tallystick_web.demo.data import Table
from tallystick_web.demo.people import Cast
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

Known = dict[str, Any]
SCORES = ("likelihood", "impact", "likelihood_after", "impact_after")


def day(value: date | int | None) -> date | None:
    """A day of a file."""
    return timezone.localdate() + timedelta(days=value) if isinstance(value, int) else value


def on(value: date | int) -> date:
    """A day that a file has to give."""
    return day(value) or timezone.localdate()


def known(cast: Cast, one: Table) -> Known:
    """What most records of delivery say alike: title, service, and whether it is made up."""
    fields: Known = {"title": one["title"], "illustrative": one.get("illustrative", True)}
    if "service" in one:
        fields["service"] = cast.units[one["service"]]
    return fields


def keep_actions(
    cast: Cast, described: list[Table], priorities: dict[str, Priority], measures: dict[str, Measure],
    projects: dict[str, Project],
) -> dict[str, Action]:  # fmt: skip
    """Keep a council's actions; by reference."""
    return {one["reference"]: _keep_action(cast, one, priorities, measures, projects) for one in described}


def _keep_action(
    cast: Cast, one: Table, priorities: dict[str, Priority], measures: dict[str, Measure], projects: dict[str, Project]
) -> Action:
    moved = one.get("moved", [])
    action = work.keep_action(
        council=cast.council, reference=one["reference"], by=cast.officer, **known(cast, one),
        purpose=one.get("purpose", ""), owner=cast.people[one["owner"]], project=projects.get(one.get("project", "")),
        start=day(one.get("start")), due=day(moved[0]["from"] if moved else one.get("due")),
        state=one.get("state", Action.State.IN_PROGRESS),
        priorities=[priorities[each] for each in one["priorities"]],
        measures=[measures[each] for each in one.get("measures", [])],
    )  # fmt: skip
    _keep_milestones(cast, action, one.get("milestones", []))
    _move(cast, action, one)
    if "note" in one:
        work.note_progress(action=action, text=one["note"], by=action.owner)
    if "done_on" in one:
        work.take_step(action=action, verb="finish", on=on(one["done_on"]), by=cast.officer)
    if "stopped" in one:
        work.take_step(action=action, verb="stop", on=timezone.localdate(), reason=one["stopped"], by=cast.officer)
    return action


def _keep_milestones(cast: Cast, action: Action, described: list[Table]) -> None:
    today = timezone.localdate()
    for one in described:
        kept = work.keep_milestone(action=action, title=one["title"], due=on(one["due"]), by=cast.officer)
        if "done_on" in one:
            work.reach_milestone(milestone=kept, on=on(one["done_on"]), today=today, by=cast.officer)


def _move(cast: Cast, action: Action, one: Table) -> None:
    """Each move goes to where the next begins, and the last to the date that the action has now."""
    moved = one.get("moved", [])
    dates = [*(each["from"] for each in moved), one.get("due")]
    for move, to in zip(moved, dates[1:], strict=True):
        work.redate_action(action=action, now=on(to), reason=move["reason"], by=action.owner)


def keep_appetites(cast: Cast, described: list[Table]) -> dict[str, RiskAppetite]:
    """How much risk of each category the council is content with; by category."""
    return {
        one["category"]: risks.keep_appetite(
            council=cast.council, category=one["category"], limit=one["limit"], words=one["words"], by=cast.officer
        )
        for one in described
    }


def keep_risks(
    cast: Cast, described: list[Table], appetites: dict[str, RiskAppetite], priorities: dict[str, Priority],
    measures: dict[str, Measure], actions: dict[str, Action],
) -> dict[str, Risk]:  # fmt: skip
    """Keep a council's risks; by reference. An earlier score is kept first, so that the page shows where the risk came from."""
    kept = {}
    for one in described:
        scores = dict(zip(SCORES, one["scores"], strict=True))
        earlier = dict(zip(SCORES, one["earlier"], strict=True)) if "earlier" in one else scores
        risk = risks.keep_risk(
            council=cast.council, reference=one["reference"], by=cast.officer, **known(cast, one), **earlier,
            cause=one["cause"], event=one["event"], effect=one["effect"], controls=one.get("controls", ""),
            category=appetites[one["category"]], owner=cast.people[one["owner"]], review_due=day(one["review_due"]),
            priorities=[priorities[each] for each in one.get("priorities", [])],
            measures=[measures[each] for each in one.get("measures", [])],
            actions=[actions[each] for each in one.get("actions", [])],
        )  # fmt: skip
        if "earlier" in one:
            risks.review_risk(
                risk=risk, text=one["reviewed"], next_review=day(one["review_due"]), by=risk.owner, **scores
            )
        if "closed" in one:
            risks.take_step(risk=risk, verb="close", reason=one["closed"], by=cast.officer)
        kept[risk.reference] = risk
    return kept
