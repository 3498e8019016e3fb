"""What is a person's to do in a council, by date: values, assessments, questions, agreements, actions, risks, gates, recommendations, targets of a new year, and what nobody looks after.

Everything is read for the ids of those whose work the person may do that day, their own and of those they stand in for, in a number of
queries that does not grow with the work. The page My work shows it, and the reminders say the same. A further kind of work is a module
here that gives items, and a line in `work_of`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.record.queries.work import (
    around,
    assessments,
    challenges,
    corrections,
    delivery,
    measures,
    planning,
)
from tallystick_web.record.queries.work.items import Finished, Item, Kind, Next, Waiting, Work, Worker

__all__ = ["Finished", "Item", "Kind", "Next", "Waiting", "Work", "Worker", "nobodys", "work_of"]


def work_of(person: Any, council: Council, on: date) -> Work:
    """What a person has to do, waits for and has finished, as on a day."""
    mine = councils.stands_for(person=person, council=council, on=on)
    who = Worker(person, council, on, mine, councils.roles(person=person, council=council))
    begun = assessments.open_assessments(who)
    items = [
        *measures.values(who), *assessments.to_write(who, begun), *assessments.to_begin(who, begun),
        *assessments.to_agree(who, begun), *measures.orphans(who), *measures.targets(who), *assessments.next_round(who), *corrections.corrected(who),
        *delivery.progress(who), *delivery.milestones(who), *delivery.actions(who), *delivery.unowned(who), *delivery.outlived(who), *delivery.risks(who), *delivery.escalated(who), *delivery.gates(who), *delivery.sent_back(who), *delivery.benefits(who), *planning.plans(who),
        *challenges.answers(who), *challenges.nobodys(who), *challenges.carried(who), *challenges.closings(who), *challenges.clocks(who),
    ]  # fmt: skip
    items.sort(key=lambda one: one.order)
    return Work(
        items=tuple(items), week_ends=on + timedelta(days=6 - on.weekday()),
        waiting=(*assessments.waiting(who, begun), *delivery.waiting(who), *around.waiting(who)),
        finished=tuple(around.finished(who)), next=around.coming(who) if not items else None,
    )  # fmt: skip


def nobodys(council: Council, people: frozenset[int], on: date) -> Iterator[Item]:
    """What has a day and is to be done by none of some people: values, actions, and risks to look at again. Three queries."""
    yield from measures.unowned_values(council, people, on)
    yield from delivery.unowned_work(council, people, on)
