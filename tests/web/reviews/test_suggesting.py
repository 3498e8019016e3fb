"""What the evidence suggests is worked out before the row is held, and once more inside where anything changed meanwhile."""

from collections.abc import Iterator
from decimal import Decimal
from unittest.mock import patch

import pytest

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions, suggesting
from tallystick_web.reviews.models import Assessment

Q2 = periods.quarter(2009, 2)


@pytest.fixture
def again() -> Iterator[list[Assessment]]:
    """Every time that the suggestion is worked out."""
    worked: list[Assessment] = []
    really = suggesting.suggestion

    def counted(assessment: Assessment, found: list[suggesting.Piece] | None = None) -> suggesting.Suggestion:
        worked.append(assessment)
        return really(assessment, found)

    with patch.object(suggesting, "suggestion", counted):
        yield worked


def judge(assessment: Assessment, by: User, ahead: suggesting.Weighed) -> Assessment:
    assessment.refresh_from_db()
    return actions.judge(
        assessment=assessment, narrative="So it is.", rating=Rating.AMBER, reason="Because.", version=assessment.version, by=by,
        weighed=ahead,
    )  # fmt: skip


def test_what_was_worked_out_ahead_is_kept_and_not_worked_out_again(
    assessment: Assessment, measure: Measure, alice: User, again: list[Assessment]
) -> None:
    ahead = suggesting.weighed(assessment)
    judged = judge(assessment, alice, ahead)
    assert len(again) == 1
    assert judged.suggested == (ahead.suggestion.rating or "")
    assert judged.suggested_reasons == suggesting.as_kept(ahead.suggestion)


def test_it_is_worked_out_again_where_a_figure_a_target_or_a_grade_came_meanwhile(
    assessment: Assessment, measure: Measure, priority: Priority, alice: User, again: list[Assessment]
) -> None:
    def figure() -> None:
        one = measures.NewObservation(measure, own_area(measure.council), Q2, Vintage.REVISED, Decimal("3.5"))
        measures.record_observations(council=measure.council, observations=[one], by=alice)

    def target() -> None:
        measures.set_target(measure=measure, name="Target", period=Q2, value=Decimal(4), by=alice)

    def evidence() -> None:
        plans.set_evidence(priority=priority, measures=[], by=alice)

    for change in (figure, target, evidence):
        ahead = suggesting.weighed(assessment)
        before = len(again)
        change()
        judged = judge(assessment, alice, ahead)
        assert len(again) == before + 1, change.__name__
        assert judged.suggested_reasons == suggesting.as_kept(suggesting.suggestion(judged)), change.__name__


def test_what_others_write_about_other_assessments_does_not_make_it_stale(
    assessment: Assessment, measure: Measure, priority: Priority, alice: User, again: list[Assessment]
) -> None:
    other = plans.keep_priority(
        council=priority.council, reference="ENV-2", theme=priority.theme, title="Two", by=alice
    )
    said = actions.keep_assessment(
        round=assessment.round, priorities=[other], narrative="", rating=None, reason="", grades=[], by=alice
    )
    ahead = suggesting.weighed(assessment)
    actions.judge(
        assessment=said, narrative="Other.", rating=Rating.RED, reason="Bad.", version=said.version, by=alice,
        weighed=suggesting.weighed(said),
    )  # fmt: skip
    before = len(again)
    judge(assessment, alice, ahead)
    assert len(again) == before
