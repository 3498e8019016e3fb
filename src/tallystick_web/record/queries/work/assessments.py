"""Assessments to write, questions to answer, assessments to agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from tallystick import deadlines
from tallystick_web.accounts.models import User
from tallystick_web.common.context import address
from tallystick_web.common.words import count
from tallystick_web.councils.models import Role
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries.work.items import Item, Kind, Waiting, Worker
from tallystick_web.reviews.models import Assessment, Carried, Coverage, Round, State
from tallystick_web.reviews.queries import to_open, written_by


@dataclass(frozen=True, slots=True)
class Begun:
    """An assessment of an open round with its people. `asked` counts the questions that wait for an answer."""

    assessment: Assessment
    priorities: list[Priority]
    asked: int

    @property
    def round(self) -> Round:
        return self.assessment.round

    @property
    def authors(self) -> list[User | None]:
        """Its author for this round, else the accountable officers."""
        chosen = self.assessment.author
        return [chosen] if chosen else [one.accountable_officer for one in self.priorities]

    @property
    def directors(self) -> list[User | None]:
        return [one.accountable_director for one in self.priorities]

    @property
    def name(self) -> str:
        first, *others = self.priorities
        more = f" and {count(len(others), 'more priority', 'more priorities')}" if others else ""
        return f"{first.reference} {first.title}{more}"

    @property
    def written(self) -> bool:
        """Whether the director has it: submitted, or every question answered."""
        challenged = self.assessment.state == State.CHALLENGED and not self.asked
        return self.assessment.state == State.SUBMITTED or challenged


def open_assessments(who: Worker) -> list[Begun]:
    """The assessments of open rounds that concern the person, with their people; those without a priority left out. Two queries.

    A priority without an officer or a director concerns everybody who may write or agree.
    """
    mine = Coverage.objects.filter(
        Q(assessment__author__in=who.mine)
        | Q(priority__accountable_officer__in=who.mine) | Q(priority__accountable_officer=None)
        | Q(priority__accountable_director__in=who.mine) | Q(priority__accountable_director=None),
        round__council=who.council, round__state=Round.State.OPEN,
    )  # fmt: skip
    rows = (
        Assessment.objects.filter(pk__in=mine.values("assessment"))
        .select_related("round", "author", "submitted_by")
        .prefetch_related("coverage__priority__accountable_officer", "coverage__priority__accountable_director")
        .annotate(asked=Count("questions", filter=Q(questions__answered_at=None)))
        .defer("narrative")
    )
    found = (Begun(row, [one.priority for one in row.coverage.all()], row.asked) for row in rows)
    return [one for one in found if one.priorities]


def to_write(who: Worker, begun: list[Begun]) -> Iterator[Item]:
    """What is the person's to write, or to answer."""
    for one in begun:
        if (
            not _asks(one)
            or not _theirs(who, one.authors)
            or one.written
            or one.assessment.state in (State.AGREED, State.LOCKED)
        ):
            continue
        asked, page = one.assessment.state == State.CHALLENGED, _page(who, one)
        words = f"Answer {count(one.asked, 'question')} about {one.name}" if asked else f"Write about {one.name}"
        due = one.assessment.due_on or (one.round.agree_by if asked else one.round.submit_by)
        kind = Kind.QUESTION if asked else Kind.ASSESSMENT
        yield _item(who, kind, words, page, one.round, due, who.stands_for(one.authors), one.priorities[0])


def to_begin(who: Worker, begun: list[Begun]) -> Iterator[Item]:
    """The person's priorities of which nothing is written yet in an open round that asks for it. Four queries."""
    rounds = [one for one in Round.objects.filter(council=who.council, state=Round.State.OPEN) if one.asks]
    mine = list(
        Priority.objects.filter(council=who.council, accountable_officer__in=who.mine).select_related(
            "accountable_officer", "theme__plan"
        )
    )
    settled = set(Coverage.objects.filter(round__in=rounds).order_by().values_list("round", "priority"))
    settled |= set(Carried.objects.filter(round__in=rounds).order_by().values_list("round", "priority"))
    for round in rounds:
        for one in mine:
            if (round.pk, one.pk) not in settled and one.runs_in(round.start, round.end):
                place = address("record:priority", council=who.council.slug, reference=one.reference)
                yield _item(
                    who, Kind.ASSESSMENT, f"Begin to write about {one.reference} {one.title}", f"{place}?round={round.slug}",
                    round, round.submit_by, who.stands_for([one.accountable_officer]), one,
                )  # fmt: skip


def to_agree(who: Worker, begun: list[Begun]) -> Iterator[Item]:
    """What waits for the person as accountable director, or for whom they stand in; never what they wrote or judged themselves."""
    directed = [one for one in begun if one.written and _directs(who, one)]
    wrote = written_by(who.person, [one.assessment for one in directed])
    for one in directed:
        own = who.person.pk in (one.assessment.rated_by_id, one.assessment.submitted_by_id)
        if not own and one.assessment.pk not in wrote:
            words, whom = f"Agree {one.name}, or ask about it", who.stands_for(one.directors)
            page = address("reviews:agree", council=who.council.slug, assessment=str(one.assessment.pk))
            yield _item(who, Kind.AGREEMENT, words, page, one.round, one.round.agree_by, whom, one.priorities[0])


def waiting(who: Worker, begun: list[Begun]) -> Iterator[Waiting]:
    """What the person wrote and others have not agreed; what the person will agree and others have not written."""
    for one in begun:
        if one.written and _theirs(who, one.authors):
            directors = " or ".join(dict.fromkeys(str(director) for director in one.directors if director))
            yield Waiting(f"{one.name} waits to be agreed by {directors or 'a director'}", _page(who, one))
    unwritten = [
        one
        for one in begun
        if _asks(one)
        and _directs(who, one)
        and not one.written
        and one.assessment.state not in (State.AGREED, State.LOCKED)
    ]
    if unwritten:
        page = address("record:round", council=who.council.slug, round=unwritten[0].round.slug)
        yield Waiting(_still_written(unwritten), page)


def _still_written(unwritten: list[Begun]) -> str:
    """What a director waits for: what is theirs to agree, and apart from it what any director may agree."""
    anybodys = sum(not any(one.directors) for one in unwritten)
    own = count(len(unwritten) - anybodys, "assessment that you will agree is", "assessments that you will agree are")
    if not anybodys:
        return f"{own} still being written"
    if anybodys < len(unwritten):
        return (
            f"{own} still being written, and {anybodys} of priorities without a director, which any director may agree"
        )
    told = count(anybodys, "assessment that any director may agree is", "assessments that any director may agree are")
    return f"{told} still being written: no director is named for {'its' if anybodys == 1 else 'their'} priorities"


def _asks(one: Begun) -> bool:
    """Of a round without days only what somebody gave more time for, or asked about, is wanted."""
    return one.round.asks or one.assessment.due_on is not None or one.assessment.state == State.CHALLENGED


def _theirs(who: Worker, people: list[User | None]) -> bool:
    return any(one is not None and one.pk in who.mine for one in people)


def _directs(who: Worker, one: Begun) -> bool:
    """Where a priority has no director, any director may agree."""
    if any(one.directors):
        return _theirs(who, one.directors)
    return Role.DIRECTOR in who.roles


def _page(who: Worker, one: Begun) -> str:
    return address("reviews:assess", council=who.council.slug, assessment=str(one.assessment.pk))


def _item(
    who: Worker, kind: Kind, words: str, url: str, round: Round, due: date | None, for_whom: str, priority: Priority
) -> Item:
    standing = deadlines.standing(due, who.on, opens=min(due, who.on)) if due else None
    about = address("record:priority", council=who.council.slug, reference=priority.reference)
    return Item(kind, words, url, str(round), due, standing, None, for_whom, about, priority.service_id)


def next_round(who: Worker) -> Iterator[Item]:
    """For the performance team: a period has ended, the round before it is closed, and nobody is asked for anything yet."""
    period = to_open(who.council, who.on) if who.in_the_team else None
    page = address("reviews:open_round", council=who.council.slug) if period else ""
    if page:
        yield Item(Kind.ROUND, f"Open the round of {period}: it has ended, and the one before is closed", page)
