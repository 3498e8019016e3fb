"""Recommendations to answer, to begin, to plan for and to tell the outcome of, those that nobody carries, closings that wait for a second person, and clocks of challenges that run out."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from tallystick.deadlines import ClockState, Word
from tallystick_web.challenges.models import Closing, Serving, Thread
from tallystick_web.challenges.queries import register
from tallystick_web.challenges.queries.clocks import clocks_due
from tallystick_web.common.context import address
from tallystick_web.common.words import count, day
from tallystick_web.councils.models import Role
from tallystick_web.delivery.queries.work import OPEN
from tallystick_web.record.queries.work.items import Item, Kind, Worker, by_day

TO_ANSWER = (Thread.State.RECEIVED, Thread.State.REOPENED)
TO_CARRY_ON = {
    Thread.State.RESPONDED: "Begin delivery of {}",
    Thread.State.IN_DELIVERY: "Say that it is delivered, or add another action, as those that serve it have ended: {}",
    Thread.State.DELIVERED: "Say whether it helped that this was done: {}",
    Thread.State.NOT_EVIDENCED: "Take up again, or propose to close, what has no evidence of impact: {}",
    Thread.State.BUSINESS_AS_USUAL: "Look again at what is business as usual, and say when next: {}",
}


def answers(who: Worker) -> Iterator[Item]:
    """What is recommended and theirs to answer. Three queries."""
    rows = Thread.objects.filter(council=who.council, state__in=TO_ANSWER, response__officer__in=who.mine)
    for thread in rows.select_related("response__officer").prefetch_related("points__challenge"):
        point, response = next(iter(thread.points.all()), None), thread.response
        if point and response:
            page = _page(who, "challenges:respond", point.challenge.reference, point.slug)
            words = f"Answer {point.name} of {point.challenge}: {point.words}"
            yield Item(Kind.RECOMMENDATION, words, page, for_whom=who.stands_for([response.officer]), about=page)


def nobodys(who: Worker) -> Iterator[Item]:
    """For the performance team, in one line, the recommendations that wait and that nobody, or somebody who has left, answers for. One query."""
    if who.in_the_team and (found := register.nobodys(who.council).count()):
        page = f"{address('challenges:points', council=who.council.slug)}?officer={register.NOBODY}"
        told = f"Find somebody to answer for {count(found, 'recommendation')} that nobody looks after"
        yield Item(Kind.RECOMMENDATION, told, page, about=page)


def carried(who: Worker) -> Iterator[Item]:
    """What is answered, the person's to carry on and not begun, or done without a word on whether it helped. Three queries.

    What waits for a second person to agree its closing is that person's. What is in delivery stands with the open actions that serve it,
    and here while there is none. What became business as usual is looked at again on the day that its closing named.
    """
    serving = Serving.objects.filter(thread=OuterRef("pk"), ended_on=None)
    rows = (
        Thread.objects.filter(council=who.council, state__in=TO_CARRY_ON, response__officer__in=who.mine)
        .annotate(served=Exists(serving), acting=Exists(serving.filter(action__state__in=OPEN)))
        .exclude(closings__state=Closing.State.WAITING)
        .exclude(Q(state=Thread.State.IN_DELIVERY, acting=True))
        .select_related("response__officer")
    )
    for thread in rows.prefetch_related("points__challenge"):
        point, response = next(iter(thread.points.all()), None), thread.response
        if point and response and (not thread.ended or thread.state == Thread.State.BUSINESS_AS_USUAL):
            words, name = _next_step(thread, thread.served)
            page = _page(who, name, point.challenge.reference, point.slug)
            about = _page(who, "challenges:point", point.challenge.reference, point.slug)
            told = words.format(f"{point.name} of {point.challenge}: {point.words}")
            item = Item(Kind.RECOMMENDATION, told, page, for_whom=who.stands_for([response.officer]), about=about)
            yield by_day(item, response.review_date, who.on, opens=who.on) if response.review_date else item


def _next_step(thread: Thread, served: bool) -> tuple[str, str]:
    """What carries an answer on, in words, and the name of the page on which that is done."""
    if thread.state == Thread.State.IN_DELIVERY and not served:
        return "Add an action to {}", "challenges:serve"
    if thread.state == Thread.State.BUSINESS_AS_USUAL:
        return TO_CARRY_ON[Thread.State.BUSINESS_AS_USUAL], "challenges:respond"
    if thread.state == Thread.State.RESPONDED and thread.is_quick:
        return "Do, and say that it is done: {}", "challenges:point"
    return TO_CARRY_ON[Thread.State(thread.state)], "challenges:point"


def closings(who: Worker) -> Iterator[Item]:
    """Closings that another person has asked for and this one may confirm. Three queries."""
    if not who.roles & {Role.PERFORMANCE_TEAM, Role.DIRECTOR}:
        return
    rows = Closing.objects.filter(thread__council=who.council, state=Closing.State.WAITING).exclude(
        proposed_by=who.person
    )
    for one in rows.prefetch_related("thread__points__challenge"):
        point = next(iter(one.thread.points.all()), None)
        if point:
            page = _page(who, "challenges:point", point.challenge.reference, point.slug)
            yield Item(
                Kind.CLOSING, f"Decide whether {point.name} of {point.challenge} can be closed", page, about=page
            )


def clocks(who: Worker) -> Iterator[Item]:
    """For the performance team, what a challenge obliges the council to within two months, or has. One query.

    What is to be done about a day is late only once the days are over that `about` leaves. The next challenge is late for nobody: whoever sends
    it may have come.
    """
    for one in clocks_due(who.council, who.on) if who.in_the_team else ():
        page = address("challenges:clocks", council=who.council.slug, reference=one.challenge.reference)
        if one.reading.state is ClockState.NO_DAY:
            yield Item(
                Kind.CLOCK, f"{one.challenge}: say when the next challenge took place, or arrange it", page, about=page
            )
            continue
        about = f", about {day(one.reading.due)}" if one.reading.clock.word is Word.ABOUT else ""
        item = Item(Kind.CLOCK, f"{one.challenge}: {one.reading.clock.name}{about}", page, about=page)
        yield by_day(item, one.reading.latest, who.on, opens=who.on)


def _page(who: Worker, name: str, reference: str, point: str) -> str:
    return address(name, council=who.council.slug, reference=reference, point=point)
