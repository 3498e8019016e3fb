"""What is read of actions, in a number of queries that does not grow with them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery import queries
from tallystick_web.delivery.actions import work as doing
from tallystick_web.delivery.models import Action
from tallystick_web.delivery.queries import work
from tallystick_web.plans.models import Priority

ON = date(2026, 10, 10)


def many(council: Council, by: User, priority: Priority, count: int) -> None:
    for number in range(count):
        action = doing.keep_action(
            council=council, reference=f"B-{count}-{number}", title=f"Number {number}", owner=by, due=date(2026, 9, 1),
            priorities=[priority], by=by,
        )  # fmt: skip
        doing.keep_milestone(action=action, title="One", due=date(2026, 8, 1), by=by)
        doing.redate_action(action=action, now=date(2026, 9, 1 + number), reason="Moved.", by=by)


def test_overdue_actions_come_longest_first_and_mine_are_mine(
    action: Action, leeds: Council, alice: User, bob: User
) -> None:
    doing.keep_action(council=leeds, reference="A-002", title="Later", owner=bob, due=date(2026, 10, 1), by=alice)
    assert [(one.action.reference, one.standing.days) for one in queries.overdue(leeds, ON)] == [
        ("A-001", 10),
        ("A-002", 9),
    ]
    assert [one.action.reference for one in queries.mine(bob, leeds, ON)] == ["A-002"]


def test_actions_are_found_by_the_priority_they_serve(action: Action, priority: Priority, leeds: Council) -> None:
    found = queries.actions_for_priorities(leeds, ON)
    assert [one.action for one in found[priority.pk]] == [action]


def test_the_next_reference_follows_the_highest(
    action: Action, leeds: Council, harborough: Council, alice: User
) -> None:
    doing.keep_action(council=leeds, reference="A-041", title="Forty-first", by=alice)
    doing.keep_action(council=leeds, reference="A-x", title="Another kind", by=alice)
    assert (queries.next_reference(leeds), queries.next_reference(harborough)) == ("A-042", "A-001")


def test_filters_narrow_and_the_late_come_first(action: Action, leeds: Council, alice: User, service: Unit) -> None:
    doing.keep_action(council=leeds, reference="A-000", title="In time", due=date(2027, 1, 1), by=alice)
    lines = work.lines(leeds, ON)
    assert [one.action.reference for one in work.narrowed(lines, {})] == ["A-001", "A-000"]
    assert [one.action.reference for one in work.narrowed(lines, {}, "reference")] == ["A-000", "A-001"]
    assert [one.action.reference for one in work.narrowed(lines, {}, "-due")] == ["A-000", "A-001"]
    for wanted in (
        {"timing": "late"},
        {"owner": str(alice.pk)},
        {"service": str(service.pk)},
        {"priority": "ENV-1"},
        {"q": "sweep"},
    ):
        assert [one.action.reference for one in work.narrowed(lines, wanted)] == ["A-001"], wanted
    assert work.narrowed(lines, {"state": "done"}) == []


def test_the_moves_of_each_service_are_counted(action: Action, leeds: Council, alice: User) -> None:
    doing.redate_action(action=action, now=date(2026, 10, 30), reason="Late.", by=alice)
    doing.redate_action(action=action, now=date(2026, 11, 9), reason="Later.", by=alice)
    (row,) = work.moves_by_service(leeds)
    assert (row.service, row.actions, row.moved) == ("Street cleansing", 1, 1)
    assert (row.moves.count, row.moves.typical, row.moves.total) == (2, 20, 40)


def test_lists_take_as_many_queries_for_many_as_for_few(
    leeds: Council, alice: User, priority: Priority, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for count in (2, 12):
        many(leeds, alice, priority, count)
        with django_assert_num_queries(6):
            assert len(work.lines(leeds, ON)) in (2, 14)
        with django_assert_num_queries(6):
            queries.actions_for_priorities(leeds, ON)
        with django_assert_num_queries(2):
            work.moves_by_service(leeds)
