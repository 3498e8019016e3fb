"""The sentences that pages say about what they show: plain text made of plain values, so that each can be tested and quoted."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from tallystick import change, judgement
from tallystick import series as series_of_values
from tallystick.change import Change, Changes, NotCompared
from tallystick.deadlines import Standing
from tallystick.judgement import Rating
from tallystick.periods import Frequency, Period
from tallystick.periods.period import MONTHS
from tallystick.series import Reliability
from tallystick.status import Polarity
from tallystick_web.common import words

Counts = Mapping[str, int]
"""How many of each rating; "" counts those not judged."""

PICTURED: Final = 60
_MARKUP: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>|~]+|^\s*(?:[-+]|\d+[.)])\s+", re.MULTILINE)
_ENDING: Final = re.compile(r"[.!?](?=\s|$)")


def round_words(period: Period) -> str:
    """A period as it begins a sentence: `Quarter 2 of 2009/10`; others as they are printed."""
    text = str(period)
    if period.frequency is Frequency.QUARTER:
        return f"Quarter {text[1]} of {text[3:]}"
    if period.frequency is Frequency.HALF_YEAR:
        return f"Half {text[1]} of {text[3:]}"
    return text[:1].upper() + text[1:]


def spelled(period: Period) -> str:
    """A period by its months, for whoever has to find its figures: `July to September 2009`; a wave by its days."""
    first, last = period.start, period.end
    if period.frequency is Frequency.WAVE:
        return str(period)
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    begins = MONTHS[first.month - 1] + ("" if first.year == last.year else f" {first.year}")
    return f"{begins} to {MONTHS[last.month - 1]} {last.year}"


def overdue(found: Standing) -> str:
    """How late something is: in working days while they can be pictured, then since when."""
    return found.words if found.working_days <= PICTURED else f"overdue since {words.day(found.due)}"


def standing(counts: Counts, worse: int, better: int) -> str:
    """The heading's answer: how many are judged what, and how many got worse."""
    total = sum(counts.values())
    judged = total - counts.get("", 0)
    if not total:
        return "no priorities yet"
    if not judged:
        return f"none of {words.count(total, 'priority', 'priorities')} is judged yet"
    return _judged(counts, judged, total) + _moved(worse, better)


def _judged(counts: Counts, judged: int, total: int) -> str:
    """Where all are judged the greens answer; where some are not, that comes first, because it is the news."""
    of = f"of {words.count(total, 'priority', 'priorities')}"
    given = [(rating.words, counts[rating]) for rating in Rating if counts.get(rating)]
    if judged == total and counts.get(Rating.GREEN):
        return f"{counts[Rating.GREEN]} {of} {words.are(counts[Rating.GREEN])} judged green"
    lead = f"{judged} {of} {words.are(judged)} judged"
    if judged == total:
        lead = f"none {of} is judged green"
    if len(given) == 1:
        return f"{lead}, all {given[0][0]}" if judged > 1 else f"{lead}, and it is {given[0][0]}"
    return f"{lead}: {series([f'{number} {word}' for word, number in given])}"


def _moved(worse: int, better: int) -> str:
    if worse:
        return f"; {worse} got worse"
    return f"; {better} got better and none got worse" if better else ""


def share(number: int, total: int, what: str) -> str:
    """`25 of 36 priorities are judged`."""
    return f"{number} of {words.count(total, 'priority', 'priorities')} {words.are(number)} {what}"


def series(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def from_to(rating: str, was: str, before: Period | None) -> str:
    """How a judgement compares with the round before: `Judged red, from amber in Q1 2009/10.`"""
    if not rating:
        return (
            f"Not judged; it was {words.RATINGS[was]} in {before}." if was and before else "Not judged in this round."
        )
    return f"Judged {words.RATINGS[rating]}{_since(rating, was, before)}."


def judged(rating: str, now: Period | None, was: str, before: Period | None) -> str:
    """The same of one priority in the round that is looked at: `is judged red in Q2 2009/10, from amber in Q1 2009/10`."""
    if now is None:
        return "is not judged: no round has been opened"
    if not rating:
        then = f"; it was {words.RATINGS[was]} in {before}" if was and before else ""
        return f"is not judged in {now}{then}"
    return f"is judged {words.RATINGS[rating]} in {now}{_since(rating, was, before)}"


def _since(rating: str, was: str, before: Period | None) -> str:
    if not was or before is None:
        return ""
    return f", as in {before}" if was == rating else f", from {words.RATINGS[was]} in {before}"


def off_track(number: int, total: int) -> str:
    """What the measures say beside a judgement: `; 1 of 3 measures is off track`; nothing where none is."""
    return f"; {number} of {words.count(total, 'measure')} {words.are(number)} off track" if number else ""


def gone_quiet(before: Period) -> str:
    """What became of priorities that were judged or spoken of last time."""
    return f"Judged or assessed in {before}, and no longer."


def external(value: str, by: str, rating: str) -> str:
    """A worse grade by others beside the council's own rating."""
    own = f"the council’s own rating is {words.RATINGS[rating]}" if rating else "the council has given no rating"
    return f"“{value}” from {by or 'another body'}; {own}."


def graded(text: str) -> Rating | None:
    """The colour that the grade of another body names, if it names one: `Amber/Red` is amber-red, `Red Flag` is red."""
    return judgement.rating_of_grade(text)


def said(value: Decimal, unit: str, places: int | None) -> str:
    """A figure within a sentence."""
    return words.figure(value, unit, places)


def movement(now: Decimal, before: Decimal, *, up: str = "up", down: str = "down", level: str = "the same as") -> str:
    """The word for which way a figure went."""
    return up if now > before else down if now < before else level


def measure(
    title: str, unit: str, places: int | None, now: tuple[Decimal, Period] | None, before: tuple[Decimal, Period] | None
) -> str:
    """A measure in one sentence that can be quoted: `Litter fell to 11.75% in Q2 2009/10 from 12.5% in Q1 2009/10.`"""
    if now is None:
        return f"{title}: no value yet"
    value, period = now
    if before is None:
        return f"{title} stood at {said(value, unit, places)} {period.when}"
    if value == before[0]:
        return f"{title} stayed at {said(value, unit, places)} {period.when}, the same as {before[1].when}"
    verb = movement(value, before[0], up="rose to", down="fell to")
    figures = _told_apart(value, before[0], unit, places)
    return f"{title} {verb} {figures[0]} {period.when} from {figures[1]} {before[1].when}"


def _told_apart(now: Decimal, before: Decimal, unit: str, places: int | None) -> tuple[str, str]:
    """Both figures, in full where rounding would make a change look like none."""
    rounded = said(now, unit, places), said(before, unit, places)
    return rounded if rounded[0] != rounded[1] else (said(now, unit, None), said(before, unit, None))


def changed(changes: Changes, places: int | None) -> str:
    """The latest figure beside the previous and the like one: `Down 0.75 points on the previous quarter (not significant).`"""
    said = change.sentence(changes, decimals=_telling(changes, places))
    lead = f"{changes.period}: "
    return _capital(said.removeprefix(lead)) if said.startswith(lead) else said


def _telling(changes: Changes, places: int | None) -> int | None:
    """The places of the measure, unless they would make a change look like none."""
    found = [one for one in (changes.previous, changes.like_period, changes.before_that) if isinstance(one, Change)]
    hidden = any(one.absolute and places is not None and not round(abs(one.absolute), places) for one in found)
    return None if hidden else places


def moved(changes: Changes, places: int | None) -> str:
    """The change that the direction rests on: `down 2.4 points (not significant) since Q2 2008/09`."""
    found = changes.headline
    if found is None:
        return ""
    since = f" since {found.earlier.within}" if found.sign else f" from {found.earlier.within}"
    return change.moved(found, changes.terms, _telling(changes, places)) + since


def explained(found: Change) -> str:
    """What the significance of a comparison rests on: `Beside Q1 2009/10, not a significant change: …`"""
    said = change.explained(found)
    return f"Beside {found.earlier.within}, {said[:1].lower()}{said[1:]}"


def so_far(changes: Changes, places: int | None) -> str:
    """The year to date beside that of last year, where it can be told."""
    found = changes.year_to_date
    if not isinstance(found, Change):
        return ""
    value, before = (
        words.figure(Decimal(repr(round(one.value, 10))), changes.terms.unit, places)
        for one in (found.later, found.earlier)
    )
    said = f"{found.later.name} together: {value}, after {before} a year before"
    return f"{said}: {change.moved(found, changes.terms, places)}."


def revised(found: Reliability | None, unit: str, places: int | None) -> str:
    """How far first figures were usually put right: `2 of 30 first figures were changed later, at most by 1.9 points.`"""
    if found is None:
        return ""
    if not found.changed:
        return series_of_values.reliability_sentence(found)
    lead = f"{found.changed} of {words.count(found.periods, 'first figure')} {'was' if found.changed == 1 else 'were'} changed later"
    said = "points" if unit == "%" else unit
    largest, usual, drift = (words.figure(one, said, places) for one in (found.largest, found.usual, abs(found.drift)))
    if not words.rounded(found.usual, places):
        return f"{lead}, at most by {largest}."
    way = "raised" if found.drift > 0 else "lowered"
    return f"{lead}, usually by {usual} and at most by {largest}; on average a first figure was {way} by {drift}."


def direction(changes: Changes | None, polarity: Polarity, *, broken: bool) -> str:
    """What a direction of travel rests on, or why there is none."""
    if polarity is Polarity.NONE:
        return "For this measure neither way is better, so it is never called better or worse."
    if changes is None:
        return "There is no value yet."
    found = changes.headline
    if found is None:
        why = changes.previous.why if isinstance(changes.previous, NotCompared) else ""
        return f"There is nothing to compare it with: {why}."
    if broken:
        return f"The two figures cannot be compared: {found.why}."
    if polarity is Polarity.NEAR_IS_BEST and changes.terms.target is None:
        return "Nearer is better, but no target says nearer to what."
    later = found.later.within
    return f"{later[:1].upper()}{later[1:]} beside {found.earlier.within}. {change.explained(found)}"


def expected(value: float, unit: str, places: int | None) -> str:
    """A figure that is expected, in the places of the measure; without any, in no more than three figures."""
    rounded = Decimal(f"{value:.3g}") if places is None and value < 1000 else Decimal(repr(round(value, places or 0)))
    return words.figure(rounded, unit, places)


def behind(title: str, comparator: str, moved: str) -> str:
    """A measure that does worse than its comparator and gets worse."""
    return f"{title}: worse than {comparator} and worsening{f', {moved}' if moved else ''}."


def off_at_year_end(title: str, figure: str) -> str:
    """A measure that missed its target of the year, or is expected to."""
    return f"{title}: off track at the year’s end{f', with {figure}' if figure else ''}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=4096)
def opening(narrative: str, most: int = 220) -> str:
    """The first sentence or two of a narrative without its markup, to stand for it in a list. Kept, as the narratives' HTML is."""
    text = unmarked(narrative)
    if len(text) <= most:
        return text
    ends = [found.end() for found in _ENDING.finditer(text, 0, most)]
    return text[: ends[-1]] if ends else text[: text.rfind(" ", 0, most)].rstrip(",;:") + " …"


def unmarked(text: str) -> str:
    """A narrative without the signs of its markup, in one line."""
    return " ".join(_MARKUP.sub(lambda found: found.group(1) or "", text).split())
