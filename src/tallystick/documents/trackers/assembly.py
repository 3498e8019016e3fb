"""Puts together what was met in a tracker: priorities go under their headings, references with one narrative into one assessment.

References that follow each other with no narrative between share the narrative that comes next; that is how a tracker says that
one text is about several priorities.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tallystick.documents.doubts import Doubt
from tallystick.documents.trackers import narratives, oddities, ratings, structure
from tallystick.documents.trackers.events import Closed, Columns, Event, Heading, Named, Rated, Told
from tallystick.documents.trackers.model import ActionTracker, Assessment, Priority, StatedRating

YEAR = r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
PART_OF_A_YEAR = re.compile(
    rf"\b(?:(?:Quarter|Qtr|Q)\s?[1-4](?:,?\s{{1,3}}(?:of\s{{1,3}})?{YEAR})?|{MONTH}\s(?:to|[–-])\s{MONTH}\s{YEAR}|{MONTH}\s{YEAR})",
    re.IGNORECASE,
)
YEARS = re.compile(rf"\b{YEAR}")
CALLED = re.compile(r"\b(?:this|our)\s{1,3}(?P<name>(?:[A-Z][a-z]{1,20}\s{1,3}){1,4}(?:Plan|Strategy))\b")


@dataclass(slots=True)
class SoFar:
    """What is known at one point of the document."""

    outline: structure.Structure = field(default_factory=structure.Structure)
    preamble: list[Told] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    telling: set[Named] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    rated: list[Rated] = field(default_factory=list)
    interrupted: bool = False
    assessments: list[Assessment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def put_together(events: list[Event], vocabulary: Counter[str]) -> ActionTracker:
    """The tracker that these events tell of. `vocabulary` counts the words of the whole document."""
    so_far = SoFar()
    with_narrative, placed = _namings(events)
    so_far.titles = _titles(events)
    so_far.telling = {
        event for number, event in enumerate(events) if isinstance(event, Named) and number in with_narrative
    }
    for number, event in enumerate(events):
        if isinstance(event, Named):
            _name(so_far, event, vocabulary, places=placed[event.reference] == number, tells=number in with_narrative)
        else:
            _take(so_far, event, vocabulary)
    _close(so_far, vocabulary)
    period = _period(so_far)
    doubts = [*so_far.doubts, *so_far.outline.doubts, *_at_the_end(so_far, period)]
    title = so_far.outline.title
    return ActionTracker(title, period, so_far.outline.finished(), tuple(so_far.assessments), tuple(_in_order(doubts)))


def _namings(events: list[Event]) -> tuple[set[int], dict[str, int]]:
    """The numbers of the events that name what the next narrative is about, and for each reference the one that places it.

    A list of contents names everything once more without a narrative; the naming that has one places the priority.
    """
    with_narrative: set[int] = set()
    run: list[int] = []
    for number, event in enumerate(events):
        if isinstance(event, Named):
            run.append(number)
        elif isinstance(event, Told | Rated):
            with_narrative.update(_after_contents(run, events))
            run = []
        elif not isinstance(event, Doubt):
            run = []
    named = [(number, event.reference) for number, event in enumerate(events) if isinstance(event, Named)]
    first = {reference: number for number, reference in reversed(named)}
    return with_narrative, first | {reference: number for number, reference in named if number in with_narrative}


def _after_contents(run: list[int], events: list[Event]) -> list[int]:
    """Of namings that follow each other, those from the last reference on that is named among them for the second time."""
    seen: set[str] = set()
    start = 0
    for position, number in enumerate(run):
        reference = getattr(events[number], "reference", "")
        start = position if reference in seen else start
        seen.add(reference)
    return run[start:]


def _titles(events: list[Event]) -> dict[str, str]:
    """A title for each reference, for namings that have none of their own."""
    return {event.reference: event.title for event in events if isinstance(event, Named) and event.title}


def _take(so_far: SoFar, event: Event, vocabulary: Counter[str]) -> None:
    match event:
        case Heading() | Columns():
            _close(so_far, vocabulary)
            so_far.outline.waiting.append(event)
        case Closed():
            _close(so_far, vocabulary)
        case Told() if not so_far.about:
            so_far.preamble.append(event)
        case Told():
            so_far.told.append(replace(event, apart=so_far.interrupted))
            so_far.interrupted = False
        case Rated():
            so_far.rated.append(event)
            so_far.interrupted = True
        case Doubt():
            so_far.doubts.append(event)


def _name(so_far: SoFar, event: Named, vocabulary: Counter[str], *, places: bool, tells: bool) -> None:
    if so_far.told or so_far.rated:
        _close(so_far, vocabulary)
    so_far.named.append(event)
    if places:
        title = event.title or so_far.titles.get(event.reference, "")
        structure.add(so_far.outline, Priority(event.reference, title, event.place))
        if not title:
            so_far.doubts.append(Doubt(event.place, event.reference, "no title was found for this reference"))
    if (places or tells) and event.reference not in so_far.about:
        so_far.about.append(event.reference)


def _close(so_far: SoFar, vocabulary: Counter[str]) -> None:
    """End an assessment: read its ratings and note what is odd in it."""
    about, told, rated = tuple(so_far.about), so_far.told, so_far.rated
    so_far.about, so_far.told, so_far.rated = [], [], []
    if not about:
        so_far.doubts += [Doubt(each.place, each.words, "this rating stands before any priority") for each in rated]
        return
    place = next(named.place for named in reversed(so_far.named) if named.reference == about[0])
    if not told and not rated:
        so_far.doubts.append(Doubt(place, ", ".join(about), "no narrative was found for these priorities"))
        return
    narrative = narratives.compose(told)
    reading = ratings.read(narrative.text, about)
    odd = [*reading.queries, *oddities.of(narrative, vocabulary)]
    so_far.doubts += [Doubt(narrative.place_at(query.start), query.words, query.why) for query in odd]
    rating = _rating(so_far, rated, reading)
    so_far.assessments.append(Assessment(about, narrative.text, rating, reading.grades, place))


def _rating(so_far: SoFar, rated: list[Rated], reading: ratings.Reading) -> StatedRating | None:
    """The rating given on its own, or else that of the narrative; none where they are at odds."""
    given = [StatedRating(each.value, each.words) for each in rated if each.value is not None]
    stated = [*given, *([reading.rating] if reading.rating else [])]
    if len({rating.value for rating in stated}) > 1:
        both = "; ".join(rating.words for rating in stated)
        so_far.doubts.append(Doubt(rated[0].place, both, "more than one rating is stated; none was taken"))
        return None
    so_far.doubts += [Doubt(each.place, each.words, "the rating is given more than once") for each in rated[1:]]
    return stated[0] if stated else None


def _period(so_far: SoFar) -> str | None:
    """The period as the title or the words before the first priority state it: a quarter before the years of the plan beside it."""
    for text in (so_far.outline.title, *(told.text for told in so_far.preamble)):
        if found := PART_OF_A_YEAR.search(text[:500]) or YEARS.search(text[:500]):
            return " ".join(found.group().split())
    return None


def _at_the_end(so_far: SoFar, period: str | None) -> list[Doubt]:
    """What only the whole document shows: no period, words before the first priority, headings after the last, double namings."""
    start = so_far.named[0].place
    found = (
        []
        if period
        else [
            Doubt(start, so_far.outline.title, "the period of this tracker is not stated in its title or introduction")
        ]
    )
    found += [
        Doubt(told.place, told.text, "these words stand under no priority and were not taken")
        for told in so_far.preamble
    ]
    found += [
        Doubt(heading.place, heading.text, "this heading has no priorities under it")
        for heading in so_far.outline.waiting
        if isinstance(heading, Heading)
    ]
    return [*found, *_without_name(so_far), *so_far.outline.empty(), *_named_twice(so_far)]


def _without_name(so_far: SoFar) -> Iterator[Doubt]:
    """A doubt for each plan that the document does not name, with what a narrative under it calls it, where one does."""
    narratives_of = {reference: one.narrative for one in so_far.assessments for reference in one.references}
    for plan in so_far.outline.plans:
        references = [priority.reference for theme in plan.themes for priority in theme.priorities]
        if not plan.title and references:
            called = (CALLED.search(narratives_of.get(reference, "")) for reference in references)
            hint = next((found["name"] for found in called if found), "")
            why = "the name of the plan that begins here is not stated"
            yield Doubt(plan.place, hint or references[0], f"{why}; its text speaks of '{hint}'" if hint else why)


def _named_twice(so_far: SoFar) -> list[Doubt]:
    """A doubt for each naming of a reference that has several, unless it is but a line of a list of contents."""
    namings: dict[str, list[Named]] = defaultdict(list)
    for named in so_far.named:
        namings[named.reference].append(named)
    found = []
    for several in namings.values():
        is_contents = len({named.title for named in several}) == 1 and len(several) == 2
        if len(several) > 1 and not (is_contents and several[0] not in so_far.telling):
            why = f"this reference is named more than once, first at {several[0].place}"
            found += [Doubt(named.place, f"{named.reference} {named.title}".strip(), why) for named in several]
    return found


def _in_order(doubts: list[Doubt]) -> list[Doubt]:
    """Doubts in the order of the document, as far as their places tell."""
    return sorted(dict.fromkeys(doubts), key=lambda doubt: (doubt.place.page or 0, doubt.place.line or 0))
