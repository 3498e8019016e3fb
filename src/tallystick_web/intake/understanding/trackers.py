"""An action tracker as drafts: plans, themes and priorities in their order, then the assessments of the period."""

from collections.abc import Iterator

from tallystick.documents.model import Place
from tallystick.documents.trackers import ActionTracker, Assessment, Plan, Theme
from tallystick_web.intake.models import Record
from tallystick_web.intake.records import assessments, plans
from tallystick_web.intake.understanding.drafts import Draft
from tallystick_web.intake.understanding.sources import LONGEST, Source, around, next_place

ALL = "All priorities"


def drafts(tracker: ActionTracker, source: Source, when: str, frequency: str) -> Iterator[Draft]:
    """Every record of the tracker. `when` is the period a person chose or the document states, empty for neither."""
    places = list(all_places(tracker))
    for order, plan in enumerate(tracker.plans, start=1):
        yield from plan_drafts(plan, order, source, places)
    for assessment in tracker.assessments:
        yield assessment_draft(assessment, when, frequency, source, places)


def all_places(tracker: ActionTracker) -> Iterator[Place]:
    for plan in tracker.plans:
        yield plan.place
        for theme in plan.themes:
            yield theme.place
            yield from (priority.place for priority in theme.priorities)
    yield from (assessment.place for assessment in tracker.assessments)


def plan_drafts(plan: Plan, order: int, source: Source, places: list[Place]) -> Iterator[Draft]:
    reference = plans.plan_key(plan.title)
    key = reference or f"unnamed-{order}"
    payload = {"reference": reference, "title": plan.title, "order": order}
    words = around(source.from_to(plan.place, next_place(plan.place, places)), [plan.title[:60]])
    draft = Draft(Record.PLAN, key, payload, str(plan.place), words)
    if not plan.title:
        draft.doubt(plans.NO_PLAN)
    yield draft
    for number, theme in enumerate(plan.themes, start=1):
        yield from theme_drafts(theme, key, number, source, places)


def theme_drafts(theme: Theme, plan: str, order: int, source: Source, places: list[Place]) -> Iterator[Draft]:
    title = theme.title or ALL
    key = plans.theme_key(plan, title)
    words = around(source.from_to(theme.place, next_place(theme.place, places)), [theme.title[:60]])
    draft = Draft(Record.THEME, key, {"plan": plan, "title": title, "order": order}, str(theme.place), words)
    if not theme.title:
        draft.doubt(f"The document names no theme here. Type one, or accept “{ALL}”.")
    yield draft
    for number, priority in enumerate(theme.priorities, start=1):
        payload = {"reference": priority.reference, "title": priority.title, "theme": key, "order": number}
        words = source.from_to(priority.place, next_place(priority.place, places))
        words = around(words, [f"{priority.reference} {priority.title[:40]}", priority.title[:60], priority.reference])
        draft = Draft(Record.PRIORITY, priority.reference, payload, str(priority.place), words)
        if not priority.title:
            draft.doubt("The document gives no title for this priority. Type it.")
        yield draft


def assessment_draft(assessment: Assessment, when: str, frequency: str, source: Source, places: list[Place]) -> Draft:
    references = list(assessment.references)
    payload = {
        "references": references,
        "period": when,
        "frequency": frequency,
        "narrative": assessment.narrative,
        "rating": assessment.rating.value.value if assessment.rating else "",
        "reason": assessment.rating.words if assessment.rating else "",
        "grades": [[grade.value, grade.by, grade.words] for grade in assessment.external_grades],
    }
    words = source.from_to(assessment.place, next_place(assessment.place, places))
    if len(words) > LONGEST:
        words = around(words, [assessment.narrative[:30]], 400, max(LONGEST - 400, 1))
    key = assessments.key("", references)
    return Draft(Record.ASSESSMENT, key, payload, str(assessment.place), words)
