"""Actions, milestones, progress, and dates that keep their past."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.actions.rows import Stale
from tallystick_web.delivery.models import Action, Milestone
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority

TODAY = date(2026, 7, 1)


def keep(action: Action, by: User, **fields: Any) -> Action:
    return work.keep_action(council=action.council, reference=action.reference, by=by, **fields)


def test_keeping_what_is_already_so_writes_nothing(action: Action, priority: Priority, alice: User) -> None:
    events = Event.objects.count()
    keep(action, alice, title=action.title, owner=alice, due=date(2026, 9, 30), priorities=[priority])
    assert Event.objects.count() == events
    assert Action.objects.get().version == 1


def test_a_change_is_logged_with_what_it_was(action: Action, alice: User, measure: Measure) -> None:
    keep(action, alice, title="Sweep the market three times a day", measures=[measure])
    event = Event.objects.first()
    assert event and event.verb == "action.changed"
    assert event.detail["changed"]["title"] == ["Sweep the market twice a day", "Sweep the market three times a day"]
    assert event.detail["changed"]["measures"] == ["NI 195a"]


def test_moving_the_due_date_keeps_the_old_date_and_the_reason(action: Action, alice: User) -> None:
    with pytest.raises(Refused, match="Say why the date moves"):
        keep(action, alice, due=date(2026, 10, 31))
    keep(action, alice, due=date(2026, 10, 31), reason="The sweeper comes late.")
    work.redate_action(action=Action.objects.get(), now=date(2026, 11, 30), reason="It came broken.", by=alice)
    moved = action.redatings.all()
    assert [(one.was, one.now, one.reason, one.days) for one in moved] == [
        (date(2026, 9, 30), date(2026, 10, 31), "The sweeper comes late.", 31),
        (date(2026, 10, 31), date(2026, 11, 30), "It came broken.", 30),
    ]


def test_a_form_made_from_an_older_version_is_refused(action: Action, alice: User) -> None:
    keep(action, alice, title="Another title", version=1)
    with pytest.raises(Stale, match="Somebody else has changed this"):
        keep(action, alice, title="A third title", version=1)


def test_nothing_refers_to_another_council(
    action: Action, alice: User, charlie: User, harborough: Council, service: Unit
) -> None:
    with pytest.raises(Refused, match="Charlie holds no role in Leeds"):
        keep(action, alice, owner=charlie)
    plan = plans.keep_plan(council=harborough, reference="plan", title="Plan", by=charlie)
    theme = plans.keep_theme(plan=plan, title="Homes", by=charlie)
    theirs = plans.keep_priority(council=harborough, reference="H-1", theme=theme, title="Homes", by=charlie)
    with pytest.raises(Refused, match="belongs to another council"):
        keep(action, alice, priorities=[theirs])
    with pytest.raises(Refused, match="belongs to another council"):
        work.keep_action(council=harborough, reference="X-1", title="X", service=service, by=charlie)


def test_councillors_and_other_councils_add_nothing(leeds: Council, dana: User, charlie: User) -> None:
    for person in (dana, charlie):
        with pytest.raises(Refused, match="Only people with the role"):
            work.keep_action(council=leeds, reference="A-9", title="Nothing", by=person)


def test_only_the_performance_team_brings_in_what_has_begun(leeds: Council, alice: User, bob: User) -> None:
    with pytest.raises(Refused, match="performance team"):
        work.keep_action(council=leeds, reference="A-9", title="Begun", state="in_progress", by=bob)
    assert (
        work.keep_action(council=leeds, reference="A-9", title="Begun", state="in_progress", by=alice).state
        == "in_progress"
    )
    with pytest.raises(Refused, match="moves by a step"):
        work.keep_action(council=leeds, reference="A-9", state="done", by=alice)


def test_a_step_is_kept_with_its_reason_and_day(action: Action, alice: User, bob: User) -> None:
    work.take_step(action=action, verb="agree", by=bob, on=TODAY)
    work.take_step(action=action, verb="start", by=alice, on=TODAY)
    done = work.take_step(
        action=action, verb="finish", by=alice, on=date(2026, 9, 1), reason="Twice a day since August."
    )
    assert (done.state, done.done_on) == ("done", date(2026, 9, 1))
    assert [(one.step, one.state) for one in action.progress.all()] == [
        ("Mark as done", "done"), ("Start work", "in_progress"), ("Agree", "agreed"),
    ]  # fmt: skip
    again = work.take_step(action=action, verb="reopen", by=alice, on=TODAY, reason="The rota fell apart.")
    assert (again.state, again.done_on) == ("in_progress", None)


def test_progress_is_noted_at_any_time_and_the_newest_words_stand_in_front(action: Action, alice: User) -> None:
    work.note_progress(action=action, text="The rota is drafted.", by=alice)
    work.note_progress(action=action, text="The rota is with the unions.", by=alice)
    action.refresh_from_db()
    assert action.note == "The rota is with the unions."
    assert [one.text for one in action.progress.all()] == ["The rota is with the unions.", "The rota is drafted."]
    with pytest.raises(Refused, match="Say how the action comes along"):
        work.note_progress(action=action, text=" ", by=alice)


def test_a_milestone_is_reached_moved_and_taken_back(milestone: Milestone, alice: User) -> None:
    work.redate_milestone(milestone=milestone, now=date(2026, 8, 15), reason="Holidays.", by=alice)
    with pytest.raises(Refused, match="has not come yet"):
        work.reach_milestone(milestone=milestone, on=date(2026, 8, 10), today=date(2026, 8, 9), by=alice)
    work.reach_milestone(milestone=milestone, on=date(2026, 8, 10), today=date(2026, 8, 10), by=alice)
    with pytest.raises(Refused, match="Its date is kept"):
        work.redate_milestone(milestone=milestone, now=date(2026, 9, 1), reason="Later.", by=alice)
    work.take_back_milestone(milestone=milestone, by=alice)
    with pytest.raises(Refused, match="it is part of the record"):
        work.remove_milestone(milestone=milestone, by=alice)
    assert [one.reason for one in milestone.redatings.all()] == ["Holidays."]


def test_keeping_a_milestone_again_writes_nothing_and_another_date_needs_a_reason(
    milestone: Milestone, alice: User
) -> None:
    events = Event.objects.count()
    work.keep_milestone(action=milestone.action, title="Rota agreed", due=date(2026, 8, 1), by=alice)
    assert Event.objects.count() == events
    with pytest.raises(Refused, match="Say why"):
        work.keep_milestone(action=milestone.action, title="Rota agreed", due=date(2026, 8, 2), by=alice)


def test_the_database_refuses_to_change_what_was_said(action: Action, alice: User) -> None:
    note = work.note_progress(action=action, text="Said.", by=alice)
    note.text = "Never said."
    with pytest.raises(IntegrityError, match="only added"):
        note.save()


# Two people at once: what each acts on is the row as it is, not the copy that their page was made from.


def test_a_date_is_not_moved_of_what_somebody_else_has_stopped_meanwhile(action: Action, alice: User) -> None:
    stale = Action.objects.get(pk=action.pk)
    work.take_step(action=action, verb="stop", on=date(2026, 7, 2), reason="No money.", by=alice)
    with pytest.raises(Refused, match="stopped"):
        work.redate_action(action=stale, now=date(2026, 12, 1), reason="The rota is late.", by=alice)
    action.refresh_from_db()
    assert action.due == date(2026, 9, 30) and not action.redatings.exists()


def test_the_second_of_two_moves_starts_from_the_first_and_both_stay_on_the_record(action: Action, alice: User) -> None:
    stale = Action.objects.get(pk=action.pk)
    work.redate_action(action=action, now=date(2026, 10, 31), reason="The rota is late.", by=alice)
    work.redate_action(action=stale, now=date(2026, 11, 30), reason="So are the brooms.", by=alice)
    moves = list(action.redatings.order_by("id").values_list("was", "now"))
    assert moves == [(date(2026, 9, 30), date(2026, 10, 31)), (date(2026, 10, 31), date(2026, 11, 30))]
    action.refresh_from_db()
    assert action.version == stale.version == 3


def test_a_milestone_is_not_reached_nor_moved_nor_removed_past_what_somebody_else_did(
    milestone: Milestone, alice: User
) -> None:
    stale, later = Milestone.objects.get(pk=milestone.pk), Milestone.objects.get(pk=milestone.pk)
    work.reach_milestone(milestone=milestone, on=date(2026, 7, 20), today=date(2026, 7, 21), by=alice)
    with pytest.raises(Refused):
        work.redate_milestone(milestone=stale, now=date(2026, 9, 1), reason="Later.", by=alice)
    with pytest.raises(Refused):
        work.remove_milestone(milestone=stale, by=alice)
    work.take_back_milestone(milestone=milestone, by=alice)
    work.remove_milestone(milestone=milestone, by=alice)
    with pytest.raises(Refused, match="Somebody else has taken this away"):
        work.reach_milestone(milestone=later, on=date(2026, 7, 20), today=date(2026, 7, 21), by=alice)
