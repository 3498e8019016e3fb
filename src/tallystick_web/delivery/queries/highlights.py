"""A highlight report made from what is already known: nobody writes it, its manager adds at most a few words."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from tallystick_web.common import words
from tallystick_web.delivery.models import (
    HighlightReport,
    Milestone,
    Project,
    ProjectNote,
    ProjectRedating,
    Redating,
    RiskReview,
)
from tallystick_web.delivery.queries import projects, risks

AHEAD = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Highlights:
    """What a highlight report says, in words that can be kept."""

    on: str
    since: str
    standing: str
    because: str
    reached: list[str]
    late: list[str]
    next: list[str]
    moved: list[str]
    risks: list[str]
    money: list[str]
    changed: list[str]
    waits_for: list[str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def reports(project: Project) -> QuerySet[HighlightReport]:
    """The reports that were kept, the newest first."""
    return project.highlight_reports.select_related("by")


def highlights(project: Project, on: date) -> Highlights:
    """What there is to say of a project on a day, since its last report. Eight queries."""
    last = reports(project).first()
    since = last.on if last else None
    steps = list(Milestone.objects.filter(action__project=project).select_related("action"))
    stands = projects.standing(project, on)
    return Highlights(
        on=words.day(on),
        since=words.day(since),
        standing=stands.words,
        because=stands.because,
        reached=[_said(one, one.done_on) for one in steps if one.done_on and (since is None or one.done_on > since)],
        late=[_said(one, one.due) for one in steps if not one.done_on and one.due < on],
        next=[_said(one, one.due) for one in steps if not one.done_on and on <= one.due <= on + AHEAD],
        moved=_moved(project, since),
        risks=_risks(project, on, since),
        money=_money(project),
        changed=_changed(project, since),
        waits_for=[
            f"{one.on}, to end {words.day(one.on.due)}: {one.why}" for one in projects.late_dependencies(project)
        ],
    )


def _said(milestone: Milestone, day: date | None) -> str:
    return f"{milestone.action.reference}: {milestone.title}, {words.day(day)}"


def _moved(project: Project, since: date | None) -> list[str]:
    found = Redating.objects.filter(action__project=project).select_related("action", "milestone")
    ends = ProjectRedating.objects.filter(project=project)
    if since:
        found, ends = found.filter(at__date__gt=since), ends.filter(at__date__gt=since)
    moved = [f"The end of the project: {words.day(one.was)} to {words.day(one.now)}. {one.reason}" for one in ends]
    return moved + [
        f"{one.milestone.title if one.milestone else one.action}: {words.day(one.was)} to {words.day(one.now)}. {one.reason}"
        for one in found
    ]


def _risks(project: Project, on: date, since: date | None) -> list[str]:
    stands = {one.pk: risks.line(one, on) for one in project.risks.all()}
    reviewed = RiskReview.objects.filter(risk__in=list(stands)).order_by("id")
    before: dict[int, int] = {}
    for one in reviewed:
        if since and one.at.date() <= since:
            before[one.risk_id] = one.likelihood_after * one.impact_after
    said = []
    for key, line in stands.items():
        if line.risk.state in risks.LIVE:
            was = before.get(key)
            move = f", {was} at the last report" if was is not None and was != line.standing.after.value else ""
            said.append(f"{line.risk}: {line.standing.after.words}{move}, {line.standing.words}")
    return said


def _money(project: Project) -> list[str]:
    if project.cost is None:
        return ["No cost is set."]
    said = [f"{words.figure(project.spent, '£', 0)} spent of {words.figure(project.cost, '£', 0)}."]
    if project.forecast_cost is not None:
        over = project.forecast_cost - project.cost
        verdict = (
            f", {words.figure(abs(over), '£', 0)} {'more' if over > 0 else 'less'} than approved"
            if over
            else ", as approved"
        )
        said.append(f"Expected in the end: {words.figure(project.forecast_cost, '£', 0)}{verdict}.")
    for clause in project.savings_clauses.all():
        payable = clause.bargain.payable(clause.forecast)
        said.append(
            f"{clause.partner}: at forecast savings of {words.figure(clause.forecast, '£', 0)}, "
            f"{words.figure(payable, '£', 0)} of {words.figure(clause.cost, '£', 0)} is payable."
        )
    return said


def _changed(project: Project, since: date | None) -> list[str]:
    found = ProjectNote.objects.filter(project=project).order_by("id")
    if since:
        found = found.filter(at__date__gt=since)
    return [
        f"{words.day(one.at)}: {' – '.join(filter(None, [one.step, one.text]))}"
        for one in found
        if one.step or one.text
    ]
