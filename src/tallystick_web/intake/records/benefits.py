"""Benefits of projects. What one has brought is only added to, and no benefit moves its project: that stays in the state it has."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final

from django.utils import timezone

from tallystick_web.common import words
from tallystick_web.delivery.actions import projects
from tallystick_web.delivery.models import Benefit, Project
from tallystick_web.delivery.queries import benefits as queries
from tallystick_web.delivery.rules import projects as rules
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records import fields
from tallystick_web.intake.records.desk import Desk, Kind, Payload, Standing, found

PLANNED: Final = {
    "measure": "measure", "baseline": "baseline", "expected": "expected", "planned_money": "planned", "to_be_seen_by": "day",
}  # fmt: skip
"""The fields of what is planned, each with the name by which the action takes it."""
REALISED: Final = ("realised_money", "realised_as_at", "how_it_is_known")


def standing(payload: Payload, desk: Desk) -> Standing:
    project = desk.held.projects.get(same(payload["project"]))
    benefit = _benefit_of(payload, project, desk)
    told, why_not = _as_told(benefit) if benefit else None, _why_not(payload, project, benefit, desk)
    return fields.standing(payload, told, (*PLANNED, *REALISED), desk, why_not)


def _benefit_of(payload: Payload, project: Project | None, desk: Desk) -> Benefit | None:
    return desk.held.benefits.get((project.pk, same(payload["title"]))) if project else None


def _as_told(benefit: Benefit | None) -> Any:
    """A benefit by the names of its columns; one that is not held says nothing."""
    money = next(iter(benefit.realised.all()), None) if benefit else None
    said = (money.amount, money.as_at, money.words) if money else (None, None, "")
    planned = (
        {"measure": benefit.measure, "baseline": benefit.baseline, "expected": benefit.expected,
         "planned_money": benefit.planned, "to_be_seen_by": benefit.by}
        if benefit else dict.fromkeys(PLANNED)
    )  # fmt: skip
    return SimpleNamespace(**planned, **dict(zip(REALISED, said, strict=True)))


def _brought(payload: Payload, benefit: Benefit | None, desk: Desk) -> tuple[Any, ...] | None:
    """What it has brought, up to which day and how that is known, where the file says something else than what is held."""
    held = _as_told(benefit)
    stated = fields.held_as(held, REALISED, payload, desk)
    if all(payload[name] == value for name, value in stated.items()):
        return None
    return tuple(fields.read(name, payload, desk) if name in payload else getattr(held, name) for name in REALISED)


def _why_not(payload: Payload, project: Project | None, benefit: Benefit | None, desk: Desk) -> Iterator[str]:
    unread = list(fields.problems(payload, desk))
    yield from unread
    if not payload["title"]:
        yield "A benefit needs a name in “benefit”. Write what will be better."
    if project is None and not payload["project"]:
        yield "A benefit needs its project. Write the project’s reference in “project”."
    if project is None or unread:
        return
    yield from fields.why_not_theirs(project, "project", desk, ("manager", "sponsor"))
    if brought := _brought(payload, benefit, desk):
        yield from _why_not_brought(*brought, project=project, held=_as_told(benefit))


def _why_not_brought(amount: Any, as_at: Any, known: str, *, project: Project, held: Any) -> Iterator[str]:
    if amount is None:
        yield (
            "What it has brought stays on the record. Leave “realised money” as it was, or write what it has brought since."
            if held.realised_as_at else "Write in “realised money” what it has brought, or empty the cells beside it."
        )  # fmt: skip
    elif as_at is None:
        yield "Write in “realised as at” up to which day the money is counted."
    elif held.realised_as_at and as_at < held.realised_as_at:
        yield (
            f"“realised as at” is {words.day(as_at)}, and what it had brought by {words.day(held.realised_as_at)} is on the record. "
            "Write that day or a later one."
        )
    elif why_not := rules.why_not_realise(project, as_at, timezone.localdate(), known, None):
        yield f"{why_not} It stands in “how it is known”." if why_not.startswith("Say ") else why_not


def write(payload: Payload, desk: Desk) -> None:
    project = found(
        desk.held.projects.get(same(payload["project"])), f"The project {payload['project']} is not held yet."
    )
    held = _benefit_of(payload, project, desk)
    fields.refuse_first(_why_not(payload, project, held, desk))
    brought = _brought(payload, held, desk)
    planned = {PLANNED[name]: value for name, value in fields.those(tuple(PLANNED), payload, desk).items()}
    kept = projects.keep_benefit(
        project=project, title=held.title if held else payload["title"], by=desk.by,
        **({"day": held.by} if held else {}) | planned,
    )  # fmt: skip
    if brought:
        amount, as_at, known = brought
        projects.record_realised(
            benefit=kept, amount=amount, as_at=as_at, words=known, today=timezone.localdate(), by=desk.by
        )
    desk.held.benefits[project.pk, same(kept.title)] = found(
        queries.benefit_at(desk.held.council, kept.pk), "The benefit is gone."
    )


BENEFIT = Kind(standing, lambda payload: [], lambda key, desk: None, write)
