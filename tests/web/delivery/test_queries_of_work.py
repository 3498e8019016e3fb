"""What is read of actions, in a number of queries that does not grow with them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery.actions import work as doing
from tallystick_web.delivery.models import Action, Milestone
from tallystick_web.delivery.queries import listing, work
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


def test_the_late_come_first_and_the_longest_overdue_before_the_others(
    action: Action, leeds: Council, alice: User
) -> None:
    doing.keep_action(council=leeds, reference="A-002", title="Later", due=date(2026, 10, 1), by=alice)
    doing.keep_action(council=leeds, reference="A-003", title="In time", due=date(2027, 10, 1), by=alice)
    found = work.late_first(work.line(one, ON) for one in work.actions(leeds).order_by("-reference"))
    assert [(one.action.reference, one.standing.days) for one in found] == [("A-001", 10), ("A-002", 9), ("A-003", 0)]


def test_the_list_says_of_each_action_what_its_page_says(
    action: Action, milestone: Milestone, leeds: Council, alice: User
) -> None:
    """The list reads plain rows, and of the milestones only some: it must come to the same."""
    doing.keep_milestone(action=action, title="After the end", due=date(2026, 11, 15), by=alice)
    doing.redate_action(action=action, now=date(2026, 10, 30), reason="Late.", by=alice)
    for on in (date(2026, 7, 2), date(2026, 7, 31), date(2026, 8, 20), ON, date(2026, 12, 1)):
        (row,) = listing.rows(leeds, on)
        line = work.line(work.actions(leeds).get(), on)
        assert (row.standing, row.moved) == (line.standing, line.moved), on
        assert (row.reference, row.owner, row.service) == ("A-001", str(alice), "Street cleansing")
        assert (row.priorities, row.state_words) == ((("ENV-1", line.action.priorities.get().title),), "Proposed")


def test_the_next_reference_follows_the_highest(
    action: Action, leeds: Council, harborough: Council, alice: User
) -> None:
    doing.keep_action(council=leeds, reference="A-041", title="Forty-first", by=alice)
    doing.keep_action(council=leeds, reference="A-x", title="Another kind", by=alice)
    assert (work.next_reference(leeds), work.next_reference(harborough)) == ("A-042", "A-001")


def test_filters_narrow_and_the_late_come_first(action: Action, leeds: Council, alice: User, service: Unit) -> None:
    doing.keep_action(council=leeds, reference="A-000", title="In time", due=date(2027, 1, 1), by=alice)
    rows = listing.rows(leeds, ON)
    assert [one.reference for one in listing.narrowed(rows, {})] == ["A-001", "A-000"]
    assert [one.reference for one in listing.narrowed(rows, {}, "reference")] == ["A-000", "A-001"]
    assert [one.reference for one in listing.narrowed(rows, {}, "-due")] == ["A-000", "A-001"]
    for wanted in (
        {"timing": "late"},
        {"owner": str(alice.pk)},
        {"service": str(service.pk)},
        {"priority": "ENV-1"},
        {"q": "sweep"},
    ):
        assert [one.reference for one in listing.narrowed(rows, wanted)] == ["A-001"], wanted
    assert listing.narrowed(rows, {"state": "done"}) == []


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
        with django_assert_num_queries(7):
            found = listing.rows(leeds, ON)
        assert len(found) in (2, 14)
        with django_assert_num_queries(5):
            assert [one.action.reference for one in listing.whole(leeds, found)] == [one.reference for one in found]
        with django_assert_num_queries(4):
            work.moves_by_service(leeds)
