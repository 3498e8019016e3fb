"""Figures that say how much a measure is, held against what is recorded for the period."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tallystick.claims.against import comparing, doubts, naming, subjects, vocabulary, when
from tallystick.claims.against.comparing import dated, figure, is_same
from tallystick.claims.against.holding import Spoken
from tallystick.claims.against.model import HeldMeasure, HeldValue, value_of
from tallystick.claims.against.naming import Named
from tallystick.claims.against.when import When
from tallystick.claims.model import Closeness, Finding, Kind, Number, Slip, Sort, Verdict
from tallystick.periods import Frequency, Period

LEVELS = (Sort.COUNT, Sort.PERCENTAGE, Sort.MONEY, Sort.RATE)
# How many characters on either side tell what a figure is: an aim, a change, a level.
NEAR_BEFORE, NEAR_AFTER = 34, 22
FAR_BEFORE = 240
PENALTY = 30
YEAR = 366
NOW = re.compile(
    r"(?<!\w)(?:now|currently|latest|this quarter|stands|stood|at present|to date|is|are|has|have)(?!\w)", re.I
)
MOVED = re.compile(
    r"(?:(?:increase|rise|fall|reduction|decrease|drop|decline|growth|improvement|change|gap|saving)s?\s{1,4}of|(?<!\w)by|(?<!\w)(?:up|down))"
    r"\s{1,4}(?:(?:around|about|nearly|almost|over|just|only|some|a|an|£)\s{0,4}){0,3}$",
    re.I,
)

MADE_UP = re.compile(r"(?<!\w)(?:made|makes?|making)\s{1,4}up(?!\w)", re.I)
# What stands between a figure and "last year" where the figure is last year's.
OF_A_FIGURE = re.compile(r"(?:(?:^|\s)(?:in|for|during|at|by)(?:\s{1,4}the)?|[\d%])\s{1,4}$", re.I)
EVERY = re.compile(r"(?<!\w)(?:every|per|each)(?!\w)", re.I)
APART = re.compile(
    r"\s{0,3}(?:points?\s{1,4}|percentage points\s{1,4})?(?:above|below|over|under|short of|ahead of|behind|off)(?!\w|\s{1,4}(?:the|this|that|last)\s{1,4}(?:past\s{1,4}|last\s{1,4})?(?:quarter|year|half|period|months?|weeks?|spring|summer|autumn|winter)\b)",
    re.I,
)


def findings(sentence: Spoken) -> Iterator[Finding]:
    """One finding for each figure that the sentence gives as the level of a measure that is held."""
    for number in sentence.numbers:
        found = subjects.subject_of(sentence, number).measure if number.sort in LEVELS else None
        if (
            found
            and not _is_no_level(sentence, number, found)
            and not doubts.is_of_the_name(number, found)
            and comparing.is_of_unit(number, found.measure)
            and _counts_the_same(sentence, number, found)
        ):
            finding = _held(sentence, number, found)
            if finding:
                yield finding


def _is_no_level(sentence: Spoken, number: Number, found: Named) -> bool:
    """Whether the words about a figure make it an aim, a distance from one, or the size of a change or of a part."""
    before, after = beside(sentence, number, found)
    next_words = " ".join(after.split()[:2])
    if is_aim(before) or vocabulary.words().context["targets"].search(next_words):
        return True
    return APART.match(after) is not None or is_change(before, after)


def beside(sentence: Spoken, number: Number, found: Named) -> tuple[str, str]:
    """The words of the clause before a figure and after it, but for those of the measure's own name: "savings of £4.6m" and "subject to a
    protection plan" make no change and no aim where these are what is measured."""
    start, end = sentence.clause(number.start, number.end)
    before = sentence.part(max(start, number.start - FAR_BEFORE), number.start)
    return naming.without(before, found), naming.without(
        sentence.part(number.end, min(end, number.end + NEAR_AFTER)), found
    )


def is_aim(before: str) -> bool:
    """Whether the words before a figure make it an aim, or one that is not, or not yet."""
    context = vocabulary.words().context
    return bool(context["targets"].search(before) or context["supposed"].search(before))


def is_change(before: str, after: str) -> bool:
    """Whether the words beside a figure make it the size of a change or a gap."""
    changes, before = vocabulary.words().context["changes"], MADE_UP.sub("", before[-NEAR_BEFORE:])
    last, following = before.split()[-1:], " ".join(word for word in after.split()[:2] if word.casefold() != "by")
    return bool(MOVED.search(before) or (last and changes.search(last[0])) or changes.search(following))


def _counts_the_same(sentence: Spoken, number: Number, found: Named) -> bool:
    """Whether what is counted is what the measure counts: "40 officers" is none of the burglaries of the sentence."""
    unit = found.measure.unit.casefold().strip()
    if number.sort is not Sort.COUNT:
        return True
    noun = naming.stems(number.noun)
    telling = noun - naming.untelling()
    if unit in comparing.COUNTED:
        return bool(telling & found.everything) or (not telling and _follows_a_verb(sentence, number))
    if "per" in unit.split():
        after = sentence.part(number.end, min(sentence.end, number.end + NEAR_AFTER))
        return not telling or bool(telling & found.everything and EVERY.search(after))
    words = naming.stems(unit)
    alike = any(
        naming.stem(word) in noun
        for words_for_one in vocabulary.words().alike
        if unit in words_for_one
        for word in words_for_one
    )
    return bool(noun & (words | found.everything)) or not telling or alike


def _follows_a_verb(sentence: Spoken, number: Number) -> bool:
    """Whether a bare figure is what the measure "was", "stood at" or "fell to"."""
    before = sentence.part(max(sentence.start, number.start - NEAR_BEFORE), number.start)
    return bool(
        re.search(
            r"(?:\b(?:is|was|were|are|at|to|of|from|reached|totalled|numbered)|:)\s{1,4}(?:[a-z]{2,12}\s{1,4}){0,2}$",
            before,
            re.I,
        )
    )


def _held(sentence: Spoken, number: Number, found: Named) -> Finding | None:
    """The verdict on a figure of a measure, or None where its period leaves a doubt."""
    measure, current = found.measure, found.measure.current
    if not current:
        return None
    times, sure = _times(sentence, number)
    if not times:
        return _without_time(sentence, number, found)
    exact = [period for one in times for period in current if when.is_for(one, period)]
    possible = [period for one in times for period in current if when.may_be_for(one, period)]
    for period in (*exact, *possible):
        if agreed := _agreed(number, measure, period):
            return agreed
    if exact and sure and not doubts.is_interrupted(sentence, number, times[0], found):
        return _differs(sentence, number, found, exact[0])
    if exact or possible:
        return None
    if summed := _summed(number, measure, times[0].period):
        return summed
    if len(times) == 1 and not _overlaps(times[0], measure):
        return _not_held(sentence, number, found, times[0])
    return None


def _overlaps(one: When, measure: HeldMeasure) -> bool:
    """Whether anything is held for a part of the period, or the period cannot be told: then nothing is missing for sure."""
    named = one.period
    return named is None or any(period.start <= named.end and named.start <= period.end for period in measure.current)


def _summed(number: Number, measure: HeldMeasure, named: Period | None) -> Finding | None:
    """A count for a longer period agrees with the sum of the shorter ones that make it up."""
    if named is None:
        return None
    parts = [
        held for period, held in measure.current.items() if named.contains(period) and not period.frequency.overlaps
    ]
    days = sum(held.observation.period.days for held in parts)
    adds_up = measure.unit.casefold().strip() in comparing.COUNTED or measure.unit.startswith("£")
    if (
        not adds_up
        or len(parts) < 2
        or days != named.days
        or len({held.observation.period.frequency for held in parts}) > 1
    ):
        return None
    total = sum((value_of(held) for held in parts), Decimal(0))
    if not is_same(number, total, measure.unit):
        return None
    sums = " + ".join(figure(measure, value_of(held)) for held in parts)
    span = f"{parts[0].observation.period} to {parts[-1].observation.period}"
    working = f"{measure.name}, {span}: {sums} = {figure(measure, total)}."
    recomputed = figure(measure, total)
    return Finding(
        number.start, number.end, number.text, Kind.RESTATED, number.text, recomputed, Verdict.AGREES, working
    )


def _times(sentence: Spoken, number: Number) -> tuple[list[When], bool]:
    """The periods that the figure may be for, the nearest first, and whether the first is surely it."""
    others = [
        one
        for one in sentence.times
        if (one.end <= number.start or one.start >= number.end)
        and not _is_compared_with(sentence, one)
        and not _is_of_the_base(sentence, number, one)
    ]
    ranked = sorted((_distance(sentence, number, one), one.start, one) for one in others)
    if not ranked:
        return [], False
    if len(ranked) == 1:
        return [ranked[0][2]], True
    if ranked[0][0] * 2 + 8 < ranked[1][0]:
        return [ranked[0][2]], True
    return [one for _, _, one in ranked[:2]], False


def _is_of_the_base(sentence: Spoken, number: Number, one: When) -> bool:
    """Whether it is when the figure was that this one moved on from: "rose to 75.4% from 72.9% in quarter 1", "on the 124 a year before"."""
    return (one.placed == when.FROM_A_FIGURE or one.form == "like") and any(
        number.end <= each.start < one.start for each in sentence.numbers if each.is_claim
    )


def _is_compared_with(sentence: Spoken, one: When) -> bool:
    """Whether "last quarter" is what is compared with, as in "since last quarter", and not when the figure was."""
    before = sentence.part(max(sentence.start, one.start - 10), one.start).casefold()
    return when.is_relative_back(one) and bool(before.strip()) and not OF_A_FIGURE.search(before)


def _distance(sentence: Spoken, number: Number, one: When) -> int:
    """How far a period stands from a figure; every comma or bracket between counts for more. "In May" after it stands closest."""
    first, last = (one.end, number.start) if one.end <= number.start else (number.end, one.start)
    between = sentence.part(first, last)
    if one.start >= number.end and re.fullmatch(
        r"\s{0,4}[\w\s-]{0,24}\b(?:in|for|during|at|as at)\s{1,4}(?:the\s{1,4})?", between, re.I
    ):
        return len(between) // 3
    return len(between) + PENALTY * sum(letter in ",;:()" for letter in between)


def _without_time(sentence: Spoken, number: Number, found: Named) -> Finding | None:
    """A figure without a period is that of the round, or the latest; it differs only where the text says that it is so now."""
    measure, current = found.measure, found.measure.current
    base = sentence.on.end if isinstance(sentence.on, Period) else sentence.on
    known = [period for period in current if base is None or period.end <= base]
    if not known:
        return None
    latest = max(known)
    agreed = _agreed(number, measure, latest)
    if agreed:
        return agreed
    is_now = bool(NOW.search(sentence.text)) and bool(sentence.named) and (base is None or _is_recent(latest, base))
    of_the_round = isinstance(sentence.on, Period) and latest.end == base and not comparing.was_ever(number, measure)
    return _differs(sentence, number, found, latest) if is_now or of_the_round else None


def _is_recent(period: Period, base: date) -> bool:
    return (base - period.end).days <= (YEAR if period.frequency is Frequency.WAVE else period.days)


def _agreed(number: Number, measure: HeldMeasure, period: Period) -> Finding | None:
    standing = measure.current[period]
    if is_same(number, value_of(standing), measure.unit):
        working = f"{measure.name}, {period}: {dated(measure, standing)}."
        return _finding(number, measure, standing, Verdict.AGREES, working)
    for one in measure.earlier(period):
        if is_same(number, value_of(one), measure.unit):
            working = f"{measure.name}, {period}: the text gives {dated(measure, one)}, which is now {dated(measure, standing)}."
            return _finding(number, measure, standing, Verdict.AGREES_EARLIER, working)
    return None


def _differs(sentence: Spoken, number: Number, found: Named, period: Period) -> Finding | None:
    """A figure that is not the one held, unless the words narrow it to a part of what the measure counts."""
    if number.closeness is not Closeness.AS_GIVEN and _is_within(number, found.measure, period):
        return None
    slip = comparing.is_slip(number, found.measure, period)
    if not doubts.is_sure(sentence, number, found, slip=slip) or not (
        slip or comparing.is_near(number, found.measure, period)
    ):
        return None
    measure, standing = found.measure, found.measure.current[period]
    named, likely = comparing.slip_of(number, measure, period)
    working = (
        f"{measure.name}, {period}: the text says {number.text}, the figure held is {dated(measure, standing)}{likely}."
    )
    return _finding(number, measure, standing, Verdict.DIFFERS, working, named)


def _is_within(number: Number, measure: HeldMeasure, period: Period) -> bool:
    """Whether "more than 40" or "fewer than 40" is true of the figure held."""
    value = value_of(measure.current[period]) * comparing.scale_of(measure.unit)
    if number.closeness is Closeness.MORE_THAN:
        return value > number.value
    return number.closeness is Closeness.LESS_THAN and value < number.value


def _not_held(sentence: Spoken, number: Number, found: Named, one: When) -> Finding | None:
    measure = found.measure
    if not doubts.is_sure(sentence, number, found) or doubts.is_interrupted(sentence, number, one, found):
        return None
    known: Sequence[Period] = list(measure.current)
    span = f"{known[0]} to {known[-1]}" if len(known) > 1 else str(known[0])
    working = f"{measure.name}: no figure is held for {one.words.strip()} (held: {span})."
    return Finding(number.start, number.end, number.text, Kind.RESTATED, number.text, "", Verdict.NOT_HELD, working)


def _finding(
    number: Number, measure: HeldMeasure, standing: HeldValue, verdict: Verdict, working: str, slip: Slip | None = None
) -> Finding:
    recomputed = figure(measure, value_of(standing))
    return Finding(
        number.start, number.end, number.text, Kind.RESTATED, number.text, recomputed, verdict, working, slip
    )
