"""Assessments: one a priority and round, never overwritten unseen, agreed by somebody else."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.status import Direction
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.measures.models import Collection
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions, queries
from tallystick_web.reviews.models import Assessment, Coverage, Round


def keep(round: Round, priorities: list[Priority], by: User, narrative: str = "Steady.") -> Assessment:
    return actions.keep_assessment(
        round=round, priorities=priorities, narrative=narrative, rating=Rating.AMBER, reason="stated", grades=[], by=by
    )


def test_keeping_the_same_assessment_again_writes_nothing(round: Round, priority: Priority, alice: User) -> None:
    first = keep(round, [priority], alice)
    events = Event.objects.count()
    assert keep(round, [priority], alice).version == first.version
    assert Event.objects.count() == events


def test_a_rating_stated_by_a_document_has_no_giver(round: Round, priority: Priority, alice: User) -> None:
    assert keep(round, [priority], alice).rated_by is None


def test_one_narrative_may_cover_two_priorities(round: Round, priority: Priority, alice: User) -> None:
    other = plans.keep_priority(council=round.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice)
    kept = keep(round, [priority, other], alice)
    assert queries.assessments_by_priority(round) == {priority.pk: kept, other.pk: kept}


def test_priorities_assessed_together_cannot_be_kept_apart_by_an_import(
    round: Round, priority: Priority, alice: User
) -> None:
    other = plans.keep_priority(council=round.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice)
    keep(round, [priority, other], alice)
    with pytest.raises(Refused, match="another grouping"):
        keep(round, [other], alice)


def test_the_database_holds_one_assessment_a_priority_and_round(
    assessment: Assessment, priority: Priority, round: Round
) -> None:
    second = Assessment.objects.create(council=round.council, round=round)
    with pytest.raises(IntegrityError), transaction.atomic():
        Coverage.objects.create(assessment=second, priority=priority, round=round)


def test_a_stale_text_is_refused_and_the_newer_one_is_carried(assessment: Assessment, alice: User, bob: User) -> None:
    stale = assessment.version
    actions.judge(
        assessment=assessment, narrative="Bob's text.", rating=Rating.RED, reason="Worse.", version=stale, by=bob
    )
    with pytest.raises(actions.Stale) as caught:
        actions.judge(
            assessment=assessment,
            narrative="Alice's text.",
            rating=Rating.GREEN,
            reason="Fine.",
            version=stale,
            by=alice,
        )
    assert caught.value.current.narrative == "Bob's text."
    assert Assessment.objects.get(pk=assessment.pk).rating == Rating.RED


def test_a_director_agrees_what_another_person_rated(assessment: Assessment, alice: User, bob: User) -> None:
    actions.submit(assessment=assessment, by=alice)
    actions.agree(assessment=assessment, by=bob)
    assert Assessment.objects.get(pk=assessment.pk).agreed_by == bob


def test_nobody_agrees_their_own_rating(assessment: Assessment, alice: User) -> None:
    councils.give_role(council=assessment.council, person=alice, role=Role.DIRECTOR, by=alice)
    actions.submit(assessment=assessment, by=alice)
    with pytest.raises(Refused, match="yourself"):
        actions.agree(assessment=assessment, by=alice)


def test_a_text_that_is_agreed_is_changed_only_after_it_was_opened_again(
    assessment: Assessment, alice: User, bob: User
) -> None:
    actions.submit(assessment=assessment, by=alice)
    actions.agree(assessment=assessment, by=bob)
    text = {"narrative": "More.", "rating": Rating.AMBER, "reason": "Same.", "version": assessment.version}
    with pytest.raises(Refused, match="open it again"):
        actions.judge(assessment=assessment, by=alice, **text)
    with pytest.raises(Refused, match="Say why"):
        actions.reopen(assessment=assessment, reason=" ", by=alice)
    actions.reopen(assessment=assessment, reason="A figure was corrected.", by=alice)
    changed = actions.judge(assessment=assessment, by=alice, **text)
    assert changed.agreed_by is None and changed.rated_by == alice
    assert [one.verb for one in changed.versions.all()][-4:] == ["submit", "agree", "reopen", "judged"]


def test_a_closed_round_accepts_no_changes_until_it_is_opened_again(assessment: Assessment, alice: User) -> None:
    with pytest.raises(Refused, match="neither agreed nor carried"):
        actions.close_round(round=assessment.round, by=alice)
    actions.close_round(round=assessment.round, carrying="The figures came too late.", by=alice)
    assessment.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.judge(assessment=assessment, narrative="", rating=None, reason="", version=assessment.version, by=alice)
    with pytest.raises(Refused, match="Say why"):
        actions.reopen_round(round=assessment.round, reason="", by=alice)
    actions.reopen_round(round=assessment.round, reason="A figure was corrected.", by=alice)
    assert Event.objects.filter(verb="round.reopened")[0].detail["reason"] == "A figure was corrected."


def test_no_more_values_are_asked_for_together_while_a_round_is_closed(leeds: Council, alice: User) -> None:
    round = actions.open_round(council=leeds, period=periods.quarter(2010, 1), by=alice)

    def closed() -> bool:
        return Collection.objects.get(round=round).closed

    assert not closed()
    actions.close_round(round=round, by=alice)
    assert closed()
    actions.reopen_round(round=round, reason="A figure was corrected.", by=alice)
    assert not closed()
    Round.objects.update(state=Round.State.CLOSED)  # as one that was closed before collections said so
    import_module("tallystick_web.reviews.migrations.0008_closed_collections").tell(apps, None)
    assert closed()


def test_a_councillor_judges_nothing(assessment: Assessment, dana: User) -> None:
    with pytest.raises(Refused):
        actions.judge(assessment=assessment, narrative="", rating=None, reason="", version=assessment.version, by=dana)


@pytest.mark.parametrize(
    ("now", "was", "direction"),
    [
        ("green", "amber", Direction.IMPROVING),
        ("red", "amber_red", Direction.WORSENING),
        ("amber", "amber", Direction.STEADY),
        ("", "amber", Direction.NOT_KNOWN),
        ("green", "", Direction.NOT_KNOWN),
    ],
)
def test_movement_between_rounds(now: str, was: str, direction: Direction) -> None:
    assert queries.movement(now, was).direction is direction


def test_the_round_before_is_the_last_of_the_same_frequency(round: Round, alice: User) -> None:
    earlier = actions.open_round(council=round.council, period=periods.quarter(2009, 1), by=alice)
    actions.open_round(council=round.council, period=periods.month(2009, 8), by=alice)
    assert queries.before(queries.rounds(round.council), round) == earlier
    assert queries.round_at(queries.rounds(round.council), round.slug) == round


def test_what_somebody_else_has_begun_is_left_as_it_is(
    round: Round, priority: Priority, alice: User, bob: User
) -> None:
    begun = actions.begin(round=round, priority=priority, by=alice)
    written = actions.judge(
        assessment=begun, narrative="Litter fell.", rating=None, reason="", version=begun.version, by=alice
    )
    again = actions.begin(round=round, priority=priority, by=bob)
    assert (again, again.narrative) == (written, "Litter fell.")
    assert Event.objects.filter(verb="assessment.added").count() == 1
