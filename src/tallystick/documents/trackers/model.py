"""What an action tracker holds: plans with their themes and priorities, and what was said of them.

Plans and assessments stand side by side, not one inside the other, because one narrative may be shared by several priorities.
A title that the document does not state is empty, never made up.
"""

from dataclasses import dataclass

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Place
from tallystick.judgement import Rating


@dataclass(frozen=True, slots=True)
class Priority:
    """One improvement priority, spelt as the document spells it."""

    reference: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Theme:
    """Priorities under one heading; the title is empty where the plan has no themes."""

    title: str
    priorities: tuple[Priority, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and its themes; the title is empty where the document does not name it."""

    title: str
    themes: tuple[Theme, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class StatedRating:
    """A rating that the text itself gives, with the words that give it."""

    value: Rating
    words: str


@dataclass(frozen=True, slots=True)
class ExternalGrade:
    """A grade given, or likely to be given, by another body: its word for it, who, and the words that say so."""

    value: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One narrative and the references that share it. Paragraphs are parted by a blank line, list items begin with `- `."""

    references: tuple[str, ...]
    narrative: str
    rating: StatedRating | None
    external_grades: tuple[ExternalGrade, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ActionTracker:
    """A whole tracker. `title` and `period` are the document's words, empty or None where it does not say."""

    title: str
    period: str | None
    plans: tuple[Plan, ...]
    assessments: tuple[Assessment, ...]
    doubts: tuple[Doubt, ...]
    kind: str = "action_tracker"

    @property
    def priorities(self) -> tuple[Priority, ...]:
        """Every priority, in the order of the document."""
        return tuple(priority for plan in self.plans for theme in plan.themes for priority in theme.priorities)
