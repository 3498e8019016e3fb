"""Tells from the headings before a priority which plan and which theme it belongs to.

A plan's name stands before the column headings, a theme's after them; without column headings the words, the levels and the
number of headings decide. Column headings with no name before them begin a plan that the document does not name.
"""

import re
from dataclasses import dataclass, field

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Place
from tallystick.documents.trackers.events import Columns, Heading
from tallystick.documents.trackers.model import Plan, Priority, Theme

PLAN = re.compile(
    r"\b(?:plan|plans|strategy|strategies|programme|framework|charter|agreement|manifesto)\b", re.IGNORECASE
)
REPORT = re.compile(
    r"\b(?:tracker|summar(?:y|ies)|report|monitoring|update|performance|dashboard|quarter(?:ly)?)\b", re.IGNORECASE
)


@dataclass(slots=True)
class GrowingTheme:
    title: str
    place: Place
    priorities: list[Priority] = field(default_factory=list)

    @property
    def has_priorities(self) -> bool:
        return bool(self.priorities)


@dataclass(slots=True)
class GrowingPlan:
    title: str
    place: Place
    level: int = 0
    themes: list[GrowingTheme] = field(default_factory=list)

    @property
    def has_priorities(self) -> bool:
        return any(theme.has_priorities for theme in self.themes)


@dataclass(slots=True)
class Structure:
    """The plans so far, and the headings that no priority has followed yet."""

    title: str = ""
    plans: list[GrowingPlan] = field(default_factory=list)
    waiting: list[Heading | Columns] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def finished(self) -> tuple[Plan, ...]:
        """The plans and themes that have priorities."""
        return tuple(
            Plan(plan.title, themes, plan.place)
            for plan in self.plans
            if (themes := tuple(_finished(theme) for theme in plan.themes if theme.priorities))
        )

    def empty(self) -> list[Doubt]:
        """A doubt for each plan or theme that turned out to have no priorities, unless another of its name has some."""
        groups: list[GrowingPlan | GrowingTheme] = []
        for plan in self.plans:
            groups += [plan, *plan.themes]
        filled = {group.title for group in groups if group.has_priorities}
        return [
            Doubt(group.place, group.title, "no priorities stand under this heading")
            for group in groups
            if group.title and not group.has_priorities and group.title not in filled
        ]


def _finished(theme: GrowingTheme) -> Theme:
    return Theme(theme.title, tuple(theme.priorities), theme.place)


def add(structure: Structure, priority: Priority) -> None:
    """Put a priority where the headings before it say that it belongs."""
    settle(structure, priority)
    if not structure.plans:
        _open_plan(structure, Heading("", priority.place))
    plan = structure.plans[-1]
    if not plan.themes:
        plan.themes.append(GrowingTheme("", priority.place))
    plan.themes[-1].priorities.append(priority)


def settle(structure: Structure, priority: Priority) -> None:
    """Take the waiting headings as title, plan and theme."""
    waiting, structure.waiting = structure.waiting, []
    columns = next((number for number in range(len(waiting) - 1, -1, -1) if isinstance(waiting[number], Columns)), None)
    before = [heading for heading in waiting[:columns] if isinstance(heading, Heading)]
    after = (
        [heading for heading in waiting[columns + 1 :] if isinstance(heading, Heading)] if columns is not None else []
    )
    if not structure.plans:
        before = _without_title(structure, before, after)
    if columns is None:
        _by_looks(structure, before)
    elif before or after or _is_new_family(structure, priority):
        _by_columns(structure, before, after, waiting[columns].place, priority)


def _without_title(structure: Structure, before: list[Heading], after: list[Heading]) -> list[Heading]:
    """The headings at the beginning of the document without those that are its own title."""
    count = 0
    while count < len(before) and _is_title(before, after, count):
        count += 1
    structure.title = " ".join(heading.text for heading in before[:count])
    return before[count:]


def _is_title(before: list[Heading], after: list[Heading], number: int) -> bool:
    heading = before[number]
    left = len(before) - number - 1
    if REPORT.search(heading.text):
        return True
    return left + bool(after) >= 2 and not PLAN.search(heading.text)


def _by_columns(
    structure: Structure, before: list[Heading], after: list[Heading], place: Place, priority: Priority
) -> None:
    if before and not after and structure.plans and not _is_plan(structure, before[-1]):
        _by_looks(structure, before)
        return
    if before and not after and not structure.plans and not PLAN.search(before[-1].text):
        _by_looks(structure, before)
        return
    if before:
        for heading in before[:-1]:
            _unused(structure, heading)
        _open_plan(structure, before[-1])
    elif not structure.plans or _is_new_family(structure, priority):
        _open_plan(structure, Heading("", place))
    for heading in after[:-1]:
        _unused(structure, heading)
    for heading in after[-1:]:
        _open_theme(structure, heading)


def _by_looks(structure: Structure, headings: list[Heading]) -> None:
    """Headings without column headings: the last is the theme, one before it or one called a plan is the plan."""
    for number, heading in enumerate(headings):
        last = number == len(headings) - 1
        if _is_plan(structure, heading) or (not last and number == len(headings) - 2):
            _open_plan(structure, heading)
        elif last:
            if not structure.plans:
                _open_plan(structure, Heading("", heading.place))
            _open_theme(structure, heading)
        else:
            _unused(structure, heading)


def _is_plan(structure: Structure, heading: Heading) -> bool:
    if PLAN.search(heading.text):
        return True
    level = structure.plans[-1].level if structure.plans else 0
    return bool(heading.level and level and heading.level <= level)


def _unused(structure: Structure, heading: Heading) -> None:
    structure.doubts.append(Doubt(heading.place, heading.text, "this heading is neither the plan’s nor the theme’s"))


def _open_plan(structure: Structure, heading: Heading) -> None:
    structure.plans.append(GrowingPlan(heading.text, heading.place, heading.level))


def _open_theme(structure: Structure, heading: Heading) -> None:
    structure.plans[-1].themes.append(GrowingTheme(heading.text, heading.place))


def _is_new_family(structure: Structure, priority: Priority) -> bool:
    if not structure.plans:
        return True
    known = {family(other.reference) for theme in structure.plans[-1].themes for other in theme.priorities}
    return family(priority.reference) not in known


def family(reference: str) -> str:
    """The letters that a reference begins with, which those of one theme often share."""
    return re.split(r"[\d.–-]", reference.strip(), maxsplit=1)[0].strip().lower()
