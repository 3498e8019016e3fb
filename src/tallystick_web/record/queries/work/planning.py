"""Service plans to begin, to write, to answer for, to challenge and to agree."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from tallystick_web.accounts.models import User
from tallystick_web.common.context import address
from tallystick_web.common.words import count
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Role
from tallystick_web.delivery.models import ServicePlan
from tallystick_web.delivery.queries import plans as planning
from tallystick_web.delivery.queries import risks as risking
from tallystick_web.delivery.queries.plans import Wanted
from tallystick_web.delivery.queries.risks import Ladder
from tallystick_web.record.queries.work.items import Item, Kind, Worker, by_day


def plans(who: Worker) -> Iterator[Item]:
    """The plans that are theirs to make, and, of directors, to challenge and agree. What nobody is there to make is one line a year for the team.

    Two queries, and two more where a plan is wanted.
    """
    wanted = planning.wanted(who.council, who.on)
    ladder = risking.ladder(who.council) if wanted else None
    nobodys: Counter[int] = Counter()
    for one in wanted:
        yield from _to_decide(who, one)
        maker = _maker(one, ladder) if ladder else None
        if maker is None:
            nobodys[one.year] += 1
        elif maker.pk in who.mine:
            yield from _to_make(who, one, maker)
    for year, number in nobodys.items() if who.in_the_team else ():
        told = count(number, "service plan", "service plans")
        page = f"{address('delivery:plans', council=who.council.slug)}?year={year}"
        yield Item(Kind.PLAN, f"Find who writes {told} for {ServicePlan(year=year).period}", page, about=page)


def _maker(one: Wanted, ladder: Ladder) -> User | None:
    """Who answers for it, where they are named and work here; else whoever heads the unit, or the nearest above it that is headed."""
    if one.plan and one.plan.owner_id in ladder.workers:
        return one.plan.owner
    headed = councils.headed_above(ladder.units, one.unit.pk, ladder.workers)
    return headed.head if headed else None


def _to_make(who: Worker, one: Wanted, maker: User) -> Iterator[Item]:
    """To begin it, to write and propose it, or to answer what was asked about it."""
    if one.plan is None:
        year = urlencode({"year": one.year, "q": one.unit.name})
        words, page = f"Begin the plan of {one}", f"{address('delivery:plans', council=who.council.slug)}?{year}"
    else:
        page, asked = _page(who, one.plan), len(planning.unanswered(one.plan))
        drafting = one.plan.state == ServicePlan.State.DRAFTING
        if not drafting and not asked:
            return
        words = f"Answer {count(asked, 'question')} about the plan of {one}"
        words = f"Write the plan of {one}, and propose it" if drafting else words
    item = Item(Kind.PLAN, words, page, for_whom=who.stands_for([maker]), about=page, service=one.unit.pk)
    yield by_day(item, one.due, who.on, opens=who.on) if one.due else item


def _to_decide(who: Worker, one: Wanted) -> Iterator[Item]:
    """What is proposed is challenged, and then agreed, by a director who did not propose it."""
    if Role.DIRECTOR not in who.roles or one.plan is None or one.plan.proposed_by_id == who.person.pk:
        return
    state, page = one.plan.state, _page(who, one.plan)
    if state == ServicePlan.State.PROPOSED:
        words = f"Challenge the plan of {one}: ask, or say why there is nothing to ask"
    elif state == ServicePlan.State.CHALLENGED and not planning.unanswered(one.plan):
        words = f"Agree the plan of {one}, or send it back"
    else:
        return
    yield Item(Kind.PLAN, words, page, about=page, service=one.unit.pk)


def _page(who: Worker, plan: ServicePlan) -> str:
    return address("delivery:plan", council=who.council.slug, plan=str(plan.pk))
