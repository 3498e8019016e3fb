"""What the evidence suggests for an assessment, and how that is kept beside the rating."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max
from django.utils import timezone

from tallystick.judgement import Suggestion
from tallystick_web.audit.models import Event
from tallystick_web.delivery.queries import weighing
from tallystick_web.plans import evidence
from tallystick_web.plans.evidence import Piece
from tallystick_web.reviews.models import Assessment

A_WHILE: Final = timedelta(hours=1)  # longer than any transaction
# Events about these change no figure, target, action or risk; this assessment's own priorities and grades are looked at themselves.
NO_EVIDENCE: Final = (
    "assessment", "question", "meetingnote", "claimdecision", "promise", "proposal", "user", "membership", "deputy", "spent",
)  # fmt: skip


def pieces(assessment: Assessment, as_at: date | None = None) -> list[Piece]:
    """The evidence of all priorities that an assessment covers, each measure once, with values up to the end of its round.

    `as_at` shows it as it was known at the end of a day.
    """
    until: date = assessment.round.end
    found: dict[int, Piece] = {}
    for coverage in assessment.coverage.select_related("priority"):
        for piece in evidence.pieces(assessment.council, coverage.priority, until, until, as_at):
            found.setdefault(piece.reading.measure.pk, piece)
    return list(found.values())


def marks(found: list[Piece]) -> list[str]:
    """Every mark that some evidence shows, for the notes beneath it."""
    shown = [mark for one in found if one.reading.latest for mark in one.reading.latest.marks]
    return [*shown, *(one.outlook.mark for one in found if one.outlook.mark)]


def suggestion(assessment: Assessment, found: list[Piece] | None = None, *, today: bool = True) -> Suggestion:
    """What the evidence, other bodies' grades, and the actions and risks of today suggest together; those two are left out of other days."""
    grades = [(one.value, one.by, one.words) for one in assessment.external_grades.all()]
    read = pieces(assessment) if found is None else found
    if not today:
        return evidence.suggestion(assessment.council, read, grades)
    covered = assessment.coverage.values_list("priority", flat=True)
    weight = weighing.together(weighing.weights(assessment.council, timezone.localdate(), covered).values())
    return evidence.suggestion(assessment.council, read, grades, weight.actions, weight.risks)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A suggestion that was worked out before any row was held, with what it rests on."""

    suggestion: Suggestion
    since: datetime
    rests_on: tuple[Any, ...]


def weighed(assessment: Assessment) -> Weighed:
    """Work the suggestion out ahead of saving, so that nobody waits for it while the row is held."""
    since = timezone.now() - A_WHILE
    rests_on = _rests_on(assessment, since)  # before the figures are read: what comes in meanwhile makes it stale
    return Weighed(suggestion(assessment), since, rests_on)


def still(assessment: Assessment, found: Weighed | None) -> Suggestion:
    """What was worked out ahead, if all that it rests on stands still; else worked out now."""
    if found is not None and found.rests_on == _rests_on(assessment, found.since):
        return found.suggestion
    return suggestion(assessment)


def _rests_on(assessment: Assessment, since: datetime) -> tuple[Any, ...]:
    """The day, the priorities, the grades of others, and what the log has that may touch figures, targets, actions and risks.

    The newest events are counted too: one that is committed late has a smaller number than one that is there already.
    """
    events = Event.objects.filter(council=assessment.council.slug, at__gte=since).exclude(target_kind__in=NO_EVIDENCE)
    return (
        timezone.localdate(),
        sorted(assessment.coverage.values_list("priority", flat=True)),
        list(assessment.external_grades.values_list("value", "by", "words")),
        events.order_by().aggregate(number=Count("id"), newest=Max("id")),
    )


def as_kept(suggestion: Suggestion) -> list[dict[str, str]]:
    """The reasons as they are kept with a rating."""
    return [
        {
            "about": str(one.about), "words": one.words, "says": str(one.says or ""), "of": one.of,
            "reference": one.reference, "figure": one.figure, "decides": "yes" if one.decides else "",
        }
        for one in suggestion.reasons
    ]  # fmt: skip
