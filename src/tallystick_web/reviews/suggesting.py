"""What the evidence suggests for an assessment, and how that is kept beside the rating."""

from datetime import date

from django.utils import timezone

from tallystick.judgement import Suggestion
from tallystick_web.delivery.queries import weighing
from tallystick_web.plans import evidence
from tallystick_web.plans.evidence import Piece
from tallystick_web.reviews.models import Assessment


def pieces(assessment: Assessment) -> list[Piece]:
    """The evidence of all priorities that an assessment covers, each measure once, with values up to the end of its round."""
    until: date = assessment.round.end
    found: dict[int, Piece] = {}
    for coverage in assessment.coverage.select_related("priority"):
        for piece in evidence.pieces(assessment.council, coverage.priority, until, until):
            found.setdefault(piece.reading.measure.pk, piece)
    return list(found.values())


def suggestion(assessment: Assessment, found: list[Piece] | None = None) -> Suggestion:
    """What the evidence, other bodies' grades, and the actions and risks of today suggest together."""
    grades = [(one.value, one.by, one.words) for one in assessment.external_grades.all()]
    covered = assessment.coverage.values_list("priority", flat=True)
    weight = weighing.together(weighing.weights(assessment.council, timezone.localdate(), covered).values())
    read = pieces(assessment) if found is None else found
    return evidence.suggestion(assessment.council, read, grades, weight.actions, weight.risks)


def as_kept(suggestion: Suggestion) -> list[dict[str, str]]:
    """The reasons as they are kept with a rating."""
    return [
        {
            "about": str(one.about), "words": one.words, "says": str(one.says or ""), "of": one.of,
            "reference": one.reference, "figure": one.figure, "decides": "yes" if one.decides else "",
        }
        for one in suggestion.reasons
    ]  # fmt: skip
