"""Who is reminded of what on a day, and having it sent: one letter a person and council.

What is to be done comes from `queries.work`, as the page My work shows it; when to speak of it from the ladder in `tallystick.deadlines`;
what was said before from the rows of the letters that were sent. Late work of others is told to the head of the service, else of its
directorate, else to the performance team; so is, once overdue, what nobody looks after.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from tallystick import deadlines
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts import queries as accounts_queries
from tallystick_web.accounts.models import Reminder, User
from tallystick_web.accounts.post import Post
from tallystick_web.councils import digests
from tallystick_web.councils import queries as councils
from tallystick_web.councils.digests import Digest, Line
from tallystick_web.councils.models import OFFICERS, Council, Role, Unit
from tallystick_web.record.queries.work import Item, Kind, nobodys, work_of

REMEMBERED: Final = timedelta(days=800)
HEAD: Final = next(rung.key for rung in deadlines.LADDER if rung.to_head)
OVERDUE: Final = next(rung for rung in deadlines.LADDER if rung.working_days > 0)
Thing = tuple[str, str]  # where it is done, and the day it is due: a thing with more time is reminded of anew


@dataclass(slots=True)
class Said:
    """What one person was told. `tried` holds when each rung of a thing was first sent; `missed` those whose last letter failed."""

    tried: dict[Thing, dict[str, date]] = field(default_factory=lambda: defaultdict(dict))
    missed: dict[Thing, str] = field(default_factory=dict)

    def rung(self, item: Item, on: date) -> str:
        """Which reminder of a thing to give today; blank where none."""
        if item.due_on is None:
            return ""
        rung = deadlines.next_rung(item.due_on, on, self.tried.get(_thing(item), {}))
        return rung.key if rung else self._again(item, on)

    def knows(self, item: Item, rung: str) -> bool:
        """Whether a rung of a thing was sent, delivered or not."""
        return rung in self.tried.get(_thing(item), {})

    def to_hear(self, item: Item) -> bool:
        """Whether the head of a service has still to be told of a thing."""
        return not self.knows(item, HEAD) or _thing(item) in self.missed

    def _again(self, item: Item, on: date) -> str:
        """What could not be delivered is told again; what was chased, as the rung that is reached."""
        rung = self.missed.get(_thing(item), "")
        reached = deadlines.reached(item.due_on, on) if item.due_on else None
        return (reached or deadlines.LADDER[0]).key if rung == Reminder.CHASED else rung


@dataclass(frozen=True, slots=True)
class Outcome:
    """One letter and what became of it, in a word; `failure` says why it could not be delivered.

    Without a letter it is what could not be counted, and what to mend: the letters of everybody else do not wait for that.
    """

    digest: Digest | None
    became: str
    failure: str = ""

    def __str__(self) -> str:
        return f"{self.digest.person.email}, {self.digest.subject}: {self.became}" if self.digest else self.became


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a day, in the order of names, and what could not be counted."""

    digests: tuple[Digest, ...]
    uncounted: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Those of a council who have work, by id; its units; its performance team."""

    people: dict[int, User]
    units: dict[int, Unit]
    team: list[User]

    def heads(self, service: int | None, whose: int | None) -> list[User]:
        """Whom to tell of somebody's late work: the nearest head above who is not that person, else the performance team."""
        unit = councils.headed_above(self.units, service, self.people.keys() - {whose})
        if unit is not None and unit.head is not None:
            return [unit.head]
        return [one for one in self.team if one.pk != whose]


def compose(council: Council, on: date) -> Letters:
    """The letters of a day. Nothing is written, and nobody is told what was delivered to them before."""
    staff, said = _staff(council), _said(council, on)
    work, uncounted = _work(council, staff, on)
    mine = {key: _own(items, said[key], on) for key, items in work.items()}
    late: dict[int, dict[str, Line]] = defaultdict(dict)
    for item, whose in _late(council, staff, said, work, on):
        for head in staff.heads(None if item.kind is Kind.AGREEMENT else item.service, whose):
            theirs = any(item.url == one.url for one in work[head.pk])
            if said[head.pk].to_hear(item) and not theirs:
                name = str(staff.people[whose]) if whose else "Nobody looks after this"
                late[head.pk].setdefault(item.url, replace(_line(item, HEAD), whose=name))
    digests = tuple(
        Digest(council, person, on, mine[key], tuple(late[key].values()), more=len(work[key]) - len(mine[key]))
        for key, person in staff.people.items()
        if mine[key] or late[key]
    )
    return Letters(digests, tuple(Outcome(None, one, one) for one in uncounted))


def _work(council: Council, staff: Staff, on: date) -> tuple[dict[int, tuple[Item, ...]], list[str]]:
    """What everybody has to do, and what of it has a day to which nothing can be counted, each once."""
    work: dict[int, tuple[Item, ...]] = {}
    uncounted: dict[str, str] = {}
    for key, person in staff.people.items():
        try:
            work[key] = work_of(person, council, on).items
        except deadlines.DeadlineError as error:
            work[key] = ()
            uncounted[str(key)] = f"{person.email} gets no letter: {error}. Correct the day in what is theirs."
        for one in work[key]:
            if one.uncounted:
                uncounted.setdefault(one.url, f"{one.words} ({one.url}, {person.email})")
    return work, list(uncounted.values())


def _own(items: Iterable[Item], said: Said, on: date) -> tuple[Line, ...]:
    rungs = ((item, said.rung(item, on)) for item in items)
    return tuple(_line(item, rung) for item, rung in rungs if rung)


def _late(
    council: Council, staff: Staff, said: dict[int, Said], work: dict[int, tuple[Item, ...]], on: date
) -> Iterator[tuple[Item, int | None]]:
    """What the heads of services hear of, and whose it is: nobody's, where nobody looks after it."""
    for key, items in work.items():
        for item in items:
            if not item.for_whom and (said[key].rung(item, on) == HEAD or said[key].knows(item, HEAD)):
                yield item, key
    for item in nobodys(council, frozenset(staff.people), on):
        if item.due_on and OVERDUE.day(item.due_on) <= on:
            yield item, None


def send(council: Council, on: date, by: Any = None) -> Iterator[Outcome]:
    """Send the letters of a day, each with its row begun before and closed after, so that a second run sends nothing twice."""
    letters = compose(council, on)
    yield from letters.uncounted
    with Post() as post:
        for digest in letters.digests:
            kept = [line.as_kept() for line in (*digest.lines, *digest.late)]
            reminder = accounts.begin_reminder(
                council=council.slug, person=digest.person, day=on, rung=digest.rung, items=kept, by=by
            )
            if reminder is not None:
                failure = post.send(digests.letter(digest, reminder))
                accounts.close_reminder(reminder=reminder, failure=failure, by=by)
                yield Outcome(digest, f"not delivered: {failure}" if failure else "sent", failure)


def rehearse(council: Council, on: date) -> Iterator[Outcome]:
    """What `send` would do; nothing is sent and nothing written."""
    letters = compose(council, on)
    yield from letters.uncounted
    yield from (Outcome(digest, "would be sent") for digest in letters.digests)


def why_not_on(day: date) -> str | None:
    """Nobody is reminded on a day off; what is due then is told on the next working day."""
    return None if deadlines.is_working_day(day) else f"{day:%A %-d %B %Y} is no working day: nobody is reminded."


def _staff(council: Council) -> Staff:
    """Whoever has left, or holds no role with work any more, is not among them."""
    roles = {
        person: {one.role for one in held} & set(OFFICERS)
        for person, held in councils.people(council)
        if person.is_active
    }
    people = {person.pk: person for person, held in roles.items() if held}
    team = [person for person, held in roles.items() if Role.PERFORMANCE_TEAM in held]
    return Staff(people, {unit.pk: unit for unit in councils.units(council)}, team)


def _said(council: Council, on: date) -> dict[int, Said]:
    """What everybody was told before. A letter that was begun on an earlier day and never closed counts as failed."""
    found: dict[int, Said] = defaultdict(Said)
    for letter in accounts_queries.reminders(council.slug, on - REMEMBERED):
        if letter.day > on:
            continue
        failed = letter.state == Reminder.State.NOT_DELIVERED
        failed = failed or (letter.state == Reminder.State.SENDING and letter.day < on)
        said = found[letter.person_id]
        for item in letter.items:
            thing = (item["key"], item["due_on"])
            said.tried[thing].setdefault(item["rung"], letter.day)
            if failed:
                said.missed[thing] = item["rung"]
            else:
                said.missed.pop(thing, None)
    return found


def _thing(item: Item) -> Thing:
    return item.url, item.due_on.isoformat() if item.due_on else ""


def _line(item: Item, rung: str) -> Line:
    return Line(item.words, item.url, item.due_on, item.minutes, item.for_whom, about=item.about, rung=rung)
