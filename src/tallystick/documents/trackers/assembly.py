"""Puts together what was met in a tracker: priorities go under their headings, references with one narrative into one assessment.

References that follow each other with no narrative between share the narrative that comes next; that is how a tracker says that
one text is about several priorities.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tallystick.documents.doubts import Doubt
from tallystick.documents.trackers import narratives, oddities, ratings, structure
from tallystick.documents.trackers.events import Closed, Columns, Event, Heading, Named, Rated, Told
from tallystick.documents.trackers.model import ActionTracker, Assessment, Priority, StatedRating

YEAR = r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
PERIOD = re.compile(
    rf"\b(?:(?:Quarter|Qtr|Q)\s?[1-4](?:,?\s{{1,3}}(?:of\s{{1,3}})?{YEAR})?|{MONTH}\s(?:to|[–-])\s{MONTH}\s{YEAR}|{MONTH}\s{YEAR}|{YEAR})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class SoFar:
    """What is known at one point of the document."""

    outline: structure.Structure = field(default_factory=structure.Structure)
    preamble: list[Told] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    rated: list[Rated] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def put_together(events: list[Event], vocabulary: Counter[str]) -> ActionTracker:
    """The tracker that these events tell of. `vocabulary` counts the words of the whole document."""
    so_far = SoFar()
    placed = _placed(events)
    for number, event in enumerate(events):
        _take(so_far, event, placed.get(getattr(event, "reference", "")) == number, vocabulary)
    _close(so_far, vocabulary)
    period = _period(so_far)
    doubts = [*so_far.doubts, *so_far.outline.doubts, *_at_the_end(so_far, period)]
    title = so_far.outline.title
    return ActionTracker(title, period, so_far.outline.finished(), tuple(so_far.assessments), tuple(_in_order(doubts)))


def _placed(events: list[Event]) -> dict[str, int]:
    """For each reference the event that places it: the last one with a narrative, since a list of contents has none."""
    placed: dict[str, int] = {}
    without: dict[str, int] = {}
    told = False
    for number in range(len(events) - 1, -1, -1):
        event = events[number]
        if isinstance(event, Named):
            if told:
                placed.setdefault(event.reference, number)
            without[event.reference] = number
        elif not isinstance(event, Doubt):
            told = isinstance(event, Told | Rated)
    return without | placed


def _take(so_far: SoFar, event: Event, places: bool, vocabulary: Counter[str]) -> None:
    match event:
        case Heading() | Columns():
            _close(so_far, vocabulary)
            so_far.outline.waiting.append(event)
        case Closed():
            _close(so_far, vocabulary)
        case Named():
            _name(so_far, event, places, vocabulary)
        case Told() if not so_far.about:
            so_far.preamble.append(event)
        case Told():
            so_far.told.append(event)
        case Rated():
            so_far.rated.append(event)
        case Doubt():
            so_far.doubts.append(event)


def _name(so_far: SoFar, event: Named, places: bool, vocabulary: Counter[str]) -> None:
    if so_far.told or so_far.rated:
        _close(so_far, vocabulary)
    so_far.named.append(event)
    if not places:
        return
    structure.add(so_far.outline, Priority(event.reference, event.title, event.place))
    if not event.title:
        so_far.doubts.append(Doubt(event.place, event.reference, "no title was found for this reference"))
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
    return stated[0] if stated else None


def _period(so_far: SoFar) -> str | None:
    """The period as the title or the words before the first priority state it."""
    for text in (so_far.outline.title, *(told.text for told in so_far.preamble)):
        if found := PERIOD.search(text[:500]):
            return " ".join(found.group().split())
    return None


def _at_the_end(so_far: SoFar, period: str | None) -> list[Doubt]:
    """What only the whole document shows: no period, words before the first priority, headings after the last, double namings."""
    start = so_far.named[0].place
    found = (
        [] if period else [Doubt(start, "", "the period of this tracker is not stated in its title or introduction")]
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
    return found + _named_twice(so_far)


def _named_twice(so_far: SoFar) -> list[Doubt]:
    namings: dict[str, list[Named]] = defaultdict(list)
    for named in so_far.named:
        namings[named.reference].append(named)
    return [
        Doubt(
            named.place,
            f"{named.reference} {named.title}".strip(),
            f"this reference is named more than once, first at {first.place}",
        )
        for first, *others in namings.values()
        for named in others
    ]


def _in_order(doubts: list[Doubt]) -> list[Doubt]:
    """Doubts in the order of the document, as far as their places tell."""
    return sorted(dict.fromkeys(doubts), key=lambda doubt: (doubt.place.page or 0, doubt.place.line or 0))
