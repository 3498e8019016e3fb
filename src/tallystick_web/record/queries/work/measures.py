"""Values that are asked for, measures that nobody looks after, and targets that a new year lacks."""

from collections.abc import Iterator
from datetime import date

from tallystick import deadlines, periods
from tallystick.periods import Frequency
from tallystick_web.common.context import address
from tallystick_web.common.words import count
from tallystick_web.councils.models import Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due
from tallystick_web.measures.reading import sentences
from tallystick_web.record.queries.measures import LAPSED
from tallystick_web.record.queries.work.items import Item, Kind, Worker


def values(who: Worker) -> Iterator[Item]:
    """The values that can be known by now and were not given. One query."""
    for due in measures.to_give(who.council, who.mine, who.on):
        yield _item(who.council, due, who.on, who.stands_for([due.measure.owner]))


def unowned_values(council: Council, people: frozenset[int], on: date) -> Iterator[Item]:
    """The values that were not given and that none of some people has to give. One query."""
    for due in measures.given_by_nobody(council, people, on):
        yield _item(council, due, on, "")


def _item(council: Council, due: Due, on: date, for_whom: str) -> Item:
    measure = due.measure
    return Item(
        Kind.VALUE, f"Enter {measure.title} for {sentences.spelled(due.period)}", field_of(council, due),
        str(due.collection.period), due.due_on, deadlines.standing(due.due_on, on, due.available_on),
        measure.collection_minutes, for_whom,
        address("record:measure", council=council.slug, reference=measure.reference), measure.service_id,
        sequence=f"Enter {measure.title} for {due.end}",  # of months the order of the calendar, not of the alphabet
    )  # fmt: skip


def field_of(council: Council, due: Due) -> str:
    """Where the value is entered: the page that puts the keyboard into the very field. With an anchor browsers would not do that."""
    page = address("record:collect", council=council.slug) or address("record:measures", council=council.slug)
    return f"{page}?at={due.pk}"


def orphans(who: Worker) -> Iterator[Item]:
    """One thing for the performance team, however many measures have no owner."""
    if not who.in_the_team or not (found := measures.orphans(who.council).count()):
        return
    page = address("measures:owners", council=who.council.slug) or address("record:measures", council=who.council.slug)
    yield Item(Kind.ORPHANS, f"Find an owner for {count(found, 'measure')} that nobody looks after", page)


def targets(who: Worker) -> Iterator[Item]:
    """One thing for the performance team, in the first half of a year: the measures whose targets ended with the year before. One query."""
    year = periods.containing(who.on, Frequency.FINANCIAL_YEAR)
    if not who.in_the_team or who.on > periods.half_year(year.start.year, 1).end:
        return
    if found := measures.targets_lapsed(who.council, year).count():
        page = f"{address('record:measures', council=who.council.slug)}?state={LAPSED}"
        words = f"Set targets for {year} of {count(found, 'measure')} that had one for {year.step(-1)}"
        yield Item(Kind.TARGETS, words, page)
