"""Actions to do, milestones to reach, risks to look at again and gates to decide, of those whose work a person may do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from django.db.models import Exists, OuterRef, Q

from tallystick_web.common.context import address
from tallystick_web.common.words import count
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.delivery.models import Action, Milestone, ProgressNote, Risk
from tallystick_web.delivery.queries import benefits as benefiting
from tallystick_web.delivery.queries import projects, work
from tallystick_web.delivery.queries import risks as risking
from tallystick_web.delivery.queries.listing import ENDED, NOBODY
from tallystick_web.delivery.queries.risks import LIVE, line
from tallystick_web.delivery.queries.work import OPEN
from tallystick_web.record.queries.work.items import Item, Kind, Waiting, Worker, by_day
from tallystick_web.reviews.queries import reporting

MISSING: Final = {
    "service": "Name the service of", "head": "Name a head for the service of", "director": "Name a director for",
}  # fmt: skip

OUTLIVED: Final = ", or close it: all that it serves has ended"


def milestones(who: Worker) -> Iterator[Item]:
    """The next milestone of each of their open actions; the others follow once it is reached. One query."""
    rows = Milestone.objects.filter(
        action__council=who.council, action__owner__in=who.mine, action__state__in=OPEN, done_on=None
    )
    seen: set[int] = set()
    for one in rows.select_related("action__owner").order_by("due", "id"):
        if one.action_id not in seen:
            seen.add(one.action_id)
            yield _item(
                who, Kind.MILESTONE, f"Reach “{one.title}” of {one.action}", one.due, one.action,
                f"{_page(who, one.action)}#milestones",
            )  # fmt: skip


def actions(who: Worker) -> Iterator[Item]:
    """Their open actions: to be finished by the day they are due, or to be given one. One query."""
    rows = Action.objects.filter(council=who.council, owner__in=who.mine, state__in=OPEN)
    for one in rows.select_related("owner").order_by("due", "id"):
        page = _page(who, one)
        if one.due:
            yield _item(who, Kind.ACTION, f"Finish {one}", one.due, one, page)
        else:
            form = address("delivery:change_action", council=who.council.slug, reference=one.reference)
            words = f"Give {one} a date by which it is to be done"
            yield replace(_item(who, Kind.ACTION, words, None, one, f"{form}#id_due"), about=page)


def unowned(who: Worker) -> Iterator[Item]:
    """One thing for the performance team, however many open actions nobody is to do, one for live risks and one for live projects. Three queries."""
    if not who.in_the_team:
        return
    if found := work.unowned(who.council).count():
        page = f"{address('delivery:actions', council=who.council.slug)}?owner={NOBODY}"
        yield Item(Kind.ACTION, f"Name who does {count(found, 'action')} that nobody owns", page, about=page)
    if found := risking.unowned(who.council).count():
        page = f"{address('delivery:risks', council=who.council.slug)}?owner={risking.NOBODY}"
        yield Item(Kind.RISK, f"Name who looks after {count(found, 'risk')} that nobody owns", page, about=page)
    if found := projects.unmanaged(who.council).count():
        page = f"{address('delivery:projects', council=who.council.slug)}?manager={projects.NOBODY}"
        told = f"Name a manager or a sponsor for {count(found, 'project')} that nobody looks after"
        yield Item(Kind.GATE, told, page, about=page)


def outlived(who: Worker) -> Iterator[Item]:
    """One thing for the performance team, however many open actions have outlived the priorities that they serve. One query."""
    if who.in_the_team and (found := work.outliving(who.council, who.on).count()):
        page = f"{address('delivery:actions', council=who.council.slug)}?priority={ENDED}"
        told = f"{count(found, 'open action that serves', 'open actions that serve')} only what has ended"
        words = f"Close {told}, or give {'it' if found == 1 else 'them'} a priority that runs"
        yield Item(Kind.ACTION, words, page, about=page)


def unowned_work(council: Council, people: frozenset[int], on: date) -> Iterator[Item]:
    """The open actions and the live risks whose day has come and that belong to none of some people. Two queries."""
    nobodys = Q(owner=None) | ~Q(owner__in=people)
    actions = Action.objects.filter(nobodys, council=council, state__in=OPEN, due__lte=on)
    risks = Risk.objects.filter(nobodys, council=council, state__in=LIVE, review_due__lte=on)
    for action in actions.order_by("due", "id"):
        yield _nobodys(council, Kind.ACTION, f"Finish {action}", "delivery:action", action, action.due, on)
    for risk in risks.order_by("review_due", "id"):
        yield _nobodys(council, Kind.RISK, f"Look again at {risk}", "delivery:risk", risk, risk.review_due, on)


def _nobodys(
    council: Council, kind: Kind, words: str, page: str, record: Action | Risk, due: date | None, on: date
) -> Item:
    url = address(page, council=council.slug, reference=record.reference)
    item = Item(kind, words, url, about=url, service=record.service_id)
    return by_day(item, due, on, opens=on) if due else item


def progress(who: Worker) -> Iterator[Item]:
    """Their actions on which progress is due in the open round: by no day where they began after the reports were due. Three queries.

    What has outlived all that it serves is open work still, but not for ever: it is closed, or given another priority.
    """
    round = reporting.current(who.council)
    if round is None or round.submit_by is None:
        return
    outlived = set(work.outliving(who.council, who.on).filter(owner__in=who.mine).values_list("pk", flat=True))
    agreed = ProgressNote.objects.filter(action=OuterRef("pk"), state=Action.State.AGREED, at__date__gt=round.submit_by)
    rows = reporting.due(round, who.on).filter(owner__in=who.mine).annotate(new=Exists(agreed.exclude(step="")))
    for one in rows.select_related("owner").order_by("due", "id"):
        page = address("reviews:report", council=who.council.slug, reference=one.reference)
        words = f"Say how {one} comes along" + (OUTLIVED if one.pk in outlived else "")
        begun_later = one.new or (one.start is not None and one.start > round.submit_by)
        due = None if begun_later else round.submit_by
        yield replace(_item(who, Kind.PROGRESS, words, due, one, page), round=str(round))


def risks(who: Worker) -> Iterator[Item]:
    """Their live risks that are to be looked at again by a day. One query."""
    rows = Risk.objects.filter(council=who.council, owner__in=who.mine, state__in=LIVE, review_due__isnull=False)
    for one in rows.select_related("owner").order_by("review_due", "id"):
        page = address("delivery:review_risk", council=who.council.slug, reference=one.reference)
        yield _item(who, Kind.RISK, f"Look again at {one}", one.review_due, one, page)


def escalated(who: Worker) -> Iterator[Item]:
    """The open risks above appetite that the rule of escalation lays before a person, until they are accepted or come down.

    One that is laid before nobody, for want of a head or a director, is the performance team's to find somebody for. Three queries.
    """
    rows = Risk.objects.filter(council=who.council, state=Risk.State.OPEN, category__isnull=False)
    above = [
        one for one in map(partial(line, on=who.on), rows.select_related("category", "service")) if one.standing.above
    ]
    ladder = risking.ladder(who.council) if above else None
    for one in above:
        told = ladder.of(one) if ladder else risking.Told()
        page = address("delivery:risk", council=who.council.slug, reference=one.risk.reference)
        words = f"Accept or bring down {one.risk}, {one.standing.words}"
        head = told.unit.head if told.unit else None
        if told.lacks and who.in_the_team:
            yield Item(
                Kind.RISK,
                f"{MISSING[told.lacks]} the risk {one.risk}: it is {one.standing.above} above appetite",
                page,
                about=page,
            )
        elif (head and head.pk in who.mine) or (told.directors and Role.DIRECTOR in who.roles):
            yield Item(Kind.RISK, words, page, for_whom=who.stands_for([head]), about=page, service=one.risk.service_id)


def gates(who: Worker) -> Iterator[Item]:
    """The gates that directors are asked to let a project pass; nobody decides what they asked for. One query."""
    for one in projects.waiting(who.council).exclude(asked_by=who.person) if Role.DIRECTOR in who.roles else ():
        page = address("delivery:decide_gate", council=who.council.slug, approval=str(one.pk))
        about = address("delivery:project", council=who.council.slug, reference=one.project.reference)
        words = f"Decide whether {one.project} may pass “{one.words}”"
        yield Item(Kind.GATE, words, page, about=about, service=one.project.service_id)


def sent_back(who: Worker) -> Iterator[Item]:
    """The gates that a person, or whom they stand in for, asked to pass and a director sent back, until somebody asks again. One query."""
    for one in projects.sent_back(who.council):
        if one.asked_by_id in who.mine:
            page = address("delivery:project", council=who.council.slug, reference=one.project.reference)
            words = f"Ask again for {one.project} to pass “{one.words}”, which was sent back"
            whom = who.stands_for([one.asked_by])
            yield Item(Kind.GATE, words, f"{page}#gates", for_whom=whom, about=page, service=one.project.service_id)


def benefits(who: Worker) -> Iterator[Item]:
    """What benefits brought in money, once their day has come: the manager's to say, else the sponsor's, else the performance team's. One query."""
    left = councils.nobodys(who.council, "project__manager")
    theirs = Q(project__manager__in=who.mine) | (left & Q(project__sponsor__in=who.mine))
    if who.in_the_team:
        theirs |= left & councils.nobodys(who.council, "project__sponsor")
    for one in benefiting.unsaid(who.council, who.on).filter(theirs):
        page = address("delivery:realised", council=who.council.slug, benefit=str(one.pk))
        about = address("delivery:project", council=who.council.slug, reference=one.project.reference)
        words = f"Say what “{one}” of {one.project} has brought"
        whom = who.stands_for([one.project.manager, one.project.sponsor])
        item = Item(Kind.BENEFIT, words, page, for_whom=whom, about=about, service=one.project.service_id)
        yield by_day(item, one.by, who.on, opens=who.on) if one.by else item


def waiting(who: Worker) -> Iterator[Waiting]:
    """The gates that a person has asked to pass, until a director answers. One query."""
    for one in projects.waiting(who.council).filter(asked_by=who.person):
        page = address("delivery:project", council=who.council.slug, reference=one.project.reference)
        yield Waiting(f"{one.project} waits for a director to let it pass “{one.words}”", page)


def _page(who: Worker, action: Action) -> str:
    return address("delivery:action", council=who.council.slug, reference=action.reference)


def _item(who: Worker, kind: Kind, words: str, due: date | None, record: Action | Risk, url: str) -> Item:
    item = Item(kind, words, url, for_whom=who.stands_for([record.owner]), about=url, service=record.service_id)
    return by_day(item, due, who.on, opens=who.on) if due else item
