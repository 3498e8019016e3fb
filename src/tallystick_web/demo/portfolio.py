"""Projects with their case, the people who carry them, what they are judged by, and the plans of services."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tallystick_web.delivery.actions import load, plans, projects
from tallystick_web.delivery.models import Action, PortfolioProposal, Programme, Project, Risk
from tallystick_web.delivery.queries import plans as service_plans
from tallystick_web.delivery.queries import portfolio
from tallystick_web.delivery.queries import projects as project_queries
from tallystick_web.delivery.workflows import PROJECT
from tallystick_web.demo.data import Table
from tallystick_web.demo.delivery import day, known, on
from tallystick_web.demo.people import Cast
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

LIFE: tuple[str, ...] = ("idea", "case", "approved", "in_delivery", "closed")
DAYS_BEFORE = {"case": timedelta(days=120), "approved": timedelta(days=42), "in_delivery": timedelta(days=7)}
MONEY = ("cost", "spent", "forecast_cost", "effort")


def keep_projects(cast: Cast, described: Table, priorities: dict[str, Priority]) -> dict[str, Project]:
    """Keep programmes and projects, as bare as they are before actions and risks are there; by reference."""
    programmes = {one["reference"]: _keep_programme(cast, one) for one in described["programmes"]}
    return {one["reference"]: _keep_project(cast, one, programmes, priorities) for one in described["projects"]}


def _keep_programme(cast: Cast, one: Table) -> Programme:
    return projects.keep_programme(
        council=cast.council, reference=one["reference"], title=one["title"], purpose=one["purpose"],
        sponsor=cast.people[one["sponsor"]], illustrative=one.get("illustrative", True), by=cast.officer,
    )  # fmt: skip


def _keep_project(cast: Cast, one: Table, programmes: dict[str, Programme], priorities: dict[str, Priority]) -> Project:
    fields: dict[str, Any] = known(cast, one) | {name: Decimal(one[name]) for name in MONEY if name in one}
    moved = one.get("moved", [])
    project = projects.keep_project(
        council=cast.council, reference=one["reference"], by=cast.officer, **fields, purpose=one["purpose"],
        programme=programmes.get(one.get("programme", "")), sponsor=cast.people[one["sponsor"]],
        manager=cast.people[one["manager"]], start=day(one.get("start")), due=day(moved[0]["from"] if moved else one.get("due")),
        closed_on=day(one.get("closed_on")), state=one["state"],
        priorities=[priorities[each] for each in one.get("priorities", [])],
    )  # fmt: skip
    for move, after in zip(moved, [*moved[1:], {"from": one.get("due")}], strict=False):
        project = projects.keep_project(
            council=cast.council,
            reference=project.reference,
            due=day(after["from"]),
            reason=move["reason"],
            by=cast.officer,
        )
    return project


def keep_cases(
    cast: Cast, described: list[Table], kept: dict[str, Project], measures: dict[str, Measure], risks: dict[str, Risk]
) -> None:
    """What belongs to a case, who works on it, and the gate that somebody has asked to pass."""
    for one in described:
        project = kept[one["reference"]]
        if one.get("risks"):
            projects.keep_project(
                council=cast.council, reference=project.reference, by=cast.officer,
                risks=[risks[each] for each in one["risks"]],
            )  # fmt: skip
        _keep_case(cast, one, project, kept, measures)
        for person in one.get("people", []):
            load.keep_assignment(
                project=project, person=cast.people[person["who"]], role=person["role"], by=cast.officer,
                hours=Decimal(person["hours"]), first=on(person["first"]), last=on(person["last"]),
            )  # fmt: skip
        _keep_gates(cast, project)
        if "asks" in one:
            projects.ask_gate(project=project, gate=one["asks"], by=project.manager)


def _keep_gates(cast: Cast, project: Project) -> None:
    """The gates that a made-up project must have passed to be where it is, on days before it began and when it closed."""
    begun = project.start if project.illustrative and project.state != Project.State.STOPPED else None
    for stands in project_queries.gates(project) if begun else ():
        step = next(one for one in PROJECT.transitions if one.verb == stands.gate.before)
        if LIFE.index(project.state) < LIFE.index(step.target) or begun is None:
            continue
        day = (project.closed_on or begun) if step.target == Project.State.CLOSED else begun - DAYS_BEFORE[step.target]
        projects.keep_approval(
            project=project, gate=stands.gate.name, asked_by=project.manager, decided_by=project.sponsor,
            at=datetime.combine(day, time(14), timezone.get_current_timezone()), by=cast.officer,
        )  # fmt: skip


def _keep_case(
    cast: Cast, one: Table, project: Project, kept: dict[str, Project], measures: dict[str, Measure]
) -> None:
    for option in one.get("options", []):
        fields: dict[str, Any] = {**option, "cost": Decimal(option["cost"])}
        projects.keep_option(project=project, by=cast.officer, **fields)
    for benefit in one.get("benefits", []):
        _keep_benefit(cast, benefit, project, measures)
    for other in one.get("waits_for", []):
        projects.keep_dependency(project=project, on=kept[other["on"]], why=other["why"], by=cast.officer)
    for bargain in one.get("savings", []):
        money = {name: Decimal(bargain[name]) for name in ("cost", "threshold", "saved", "forecast")}
        projects.keep_savings(
            project=project, partner=bargain["partner"], parts=bargain["parts"], of=bargain["of"], as_at=day(0),
            by=cast.officer, **money,
        )  # fmt: skip


def _keep_benefit(cast: Cast, described: Table, project: Project, measures: dict[str, Measure]) -> None:
    figures = {
        name: Decimal(described[name]) for name in ("baseline", "expected", "planned") if name in described
    }  # fmt: skip
    benefit = projects.keep_benefit(
        project=project, title=described["title"], measure=measures.get(described.get("measure", "")), by=cast.officer,
        day=day(described["day"]), **figures,
    )  # fmt: skip
    for told in described.get("realised", []):
        projects.record_realised(
            benefit=benefit, amount=Decimal(told["amount"]), as_at=on(told["as_at"]), words=told["words"],
            today=timezone.localdate(), by=cast.officer,
        )  # fmt: skip


def keep_load(cast: Cast, described: Table, kept: dict[str, Project]) -> None:
    """How much each person can work, what projects are judged by and how they do, and what was thought of doing about it."""
    for one in described.get("capacities", []):
        load.set_capacity(
            council=cast.council, person=cast.people[one["who"]], hours=Decimal(one["hours"]),
            service=cast.units[one["service"]], by=cast.officer,
        )  # fmt: skip
    criteria = [
        load.keep_criterion(
            council=cast.council, title=one["title"], weight=Decimal(one["weight"]), by=cast.officer,
            higher_is_better=one.get("higher_is_better", True),
        )
        for one in described.get("criteria", [])
    ]  # fmt: skip
    for one in described["projects"]:
        if "scores" in one:
            scores = dict(zip(criteria, one["scores"], strict=True))
            load.score_project(project=kept[one["reference"]], scores=scores, by=cast.officer)
    for one in described.get("proposals", []):
        _propose(cast, one, kept)


def _propose(cast: Cast, one: Table, kept: dict[str, Project]) -> PortfolioProposal:
    """A proposal says what it came to on the day that it was kept."""
    stop, delay, weeks = one.get("stop", []), one.get("delay", []), one.get("weeks", 0)
    tried = portfolio.trial(
        cast.council, portfolio.changes_of(stop, delay, weeks, (), Decimal(0)), timezone.localdate()
    )
    return load.keep_proposal(
        council=cast.council, title=one["title"], said=tried.comparison.sentence, by=cast.people[one["by"]],
        stop=[kept[each] for each in stop], delay=[kept[each] for each in delay], weeks=weeks,
    )  # fmt: skip


def keep_plans(
    cast: Cast, described: list[Table], priorities: dict[str, Priority], measures: dict[str, Measure],
    actions: dict[str, Action],
) -> None:  # fmt: skip
    """The plans of services: of this financial year, or of as many years ago as the file says."""
    this_year = service_plans.year_of(timezone.localdate())
    for one in described:
        owner = cast.people[one["owner"]]
        plan = plans.keep_service_plan(
            unit=cast.units[one["unit"]], year=this_year - one.get("years_ago", 0), words=one["words"], owner=owner,
            illustrative=True, by=cast.officer,
        )  # fmt: skip
        for entry in one["entries"]:
            plans.keep_entry(
                plan=plan, words=entry["words"], by=owner, priority=priorities.get(entry.get("priority", "")),
                measure=measures.get(entry.get("measure", "")), action=actions.get(entry.get("action", "")),
            )  # fmt: skip
        _settle(cast, plan, one)


def _settle(cast: Cast, plan: Any, one: Table) -> None:
    """Take a plan through its steps: the team proposes, the management team asks, and agrees when all is answered."""
    for step in one.get("steps", []):
        if "ask" in step:
            question = plans.ask(plan=plan, text=step["ask"], by=cast.people[step["by"]])
            if "answer" in step:
                plans.answer(question=question, text=step["answer"], by=plan.owner)
        else:
            plan = plans.take_step(
                plan=plan, verb=step["verb"], on=on(step.get("on", 0)), reason=step.get("reason", ""),
                by=cast.people[step["by"]],
            )  # fmt: skip
