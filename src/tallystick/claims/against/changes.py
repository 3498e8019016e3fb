"""Statements that a measure rose, fell, improved or changed significantly, held against `change` and `spc`.

A councillor reads "a significant fall" as a real one. Where the statistics say that the fall is within what always varies, the page
says so; where they cannot tell, it is silent.
"""

import re
from collections.abc import Iterator, Sequence

from tallystick import change, spc
from tallystick.change import Change, Changes, Significance
from tallystick.claims.against import comparing, subjects, vocabulary
from tallystick.claims.against.holding import Spoken
from tallystick.claims.against.model import HeldMeasure
from tallystick.claims.against.naming import Named
from tallystick.claims.against.when import FROM_A_FIGURE, is_for, is_relative_back
from tallystick.claims.model import Finding, Kind, Verdict
from tallystick.claims.vocabulary import Cue
from tallystick.periods import Period, PeriodError
from tallystick.status import Polarity

# How far before a word of direction "not", "may" or "to" changes what it says.
REACH = 40
BETWEEN = r"\s{1,4}(?:(?:and|long-term|overall|further|year-on-year|positive|negative)\s{1,4})?"
UNTOLD = " (whether this is significant cannot be told)"
Compared = tuple[Change, Changes | None]
# After these comes the period from which something moved on: "up since Q1", "down on Q1", "to 75.4% from 72.9% in Q1".
BASES = (FROM_A_FIGURE, "since", "on", "than", "against", "with", "to")
WAY = {Cue.RISE: 1, Cue.FALL: -1}


def findings(sentence: Spoken) -> Iterator[Finding]:
    """At most one finding a clause: what it says of the way that a measure went."""
    seen = -1
    for match in vocabulary.words().directions.finditer(sentence.text):
        start, end = sentence.clause(sentence.start + match.start(), sentence.start + match.end())
        if start == seen:
            continue
        found = subjects.subject_at(sentence, start).measure
        finding = found and _said(sentence, match, start, end, found)
        if finding:
            seen = start
            yield finding


def _said(sentence: Spoken, match: re.Match[str], start: int, end: int, found: Named) -> Finding | None:
    context = vocabulary.words().context
    word = " ".join(match[0].casefold().split())
    way = way_of(vocabulary.words().direction_of[word], found.measure.polarity)
    begins, ends, called = _called_significant(sentence, match, start, end)
    before = sentence.part(max(start, begins - REACH), begins)
    denied = bool(context["insignificant"].search(sentence.part(start, end)))
    if (
        (not way and not denied)
        or (context["unreal"].search(before) and not denied)
        or _is_narrowed(sentence.part(start, end), found)
    ):
        return None
    compared = comparisons(sentence, found.measure, start, end)
    if not compared:
        return None
    said = (begins, ends, sentence.part(begins, ends))
    judged = _denied(said, found.measure, compared) if denied else _judged(said, found.measure, compared, way, called)
    if judged is None or judged.verdict is Verdict.AGREES or _is_plain(sentence, begins, ends, found):
        return judged
    return None


def _is_plain(sentence: Spoken, begins: int, ends: int, found: Named) -> bool:
    """Whether the clause says of the measure that it went so, and neither of a part of it nor of something else beside it."""
    start, end = sentence.clause(begins, ends)
    return subjects.is_plain(sentence, begins, ends) and not subjects.is_narrowed(sentence, start, end, found)


def _is_narrowed(clause: str, found: Named) -> bool:
    """Whether another area is spoken of: "the national rate fell" says nothing of the council's."""
    match = vocabulary.words().elsewhere_pattern.search(clause)
    return match is not None and not found.measure.area


def way_of(cue: Cue, polarity: Polarity) -> int:
    """1 where the figure is said to have gone up, -1 down, 0 where that cannot be told."""
    if cue in WAY:
        return WAY[cue]
    better = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}.get(polarity, 0)
    return better if cue is Cue.BETTER else -better


def _called_significant(sentence: Spoken, match: re.Match[str], start: int, end: int) -> tuple[int, int, bool]:
    """Where the statement begins and ends, and whether it is called significant: "a significant fall", "fell significantly"."""
    first, last = sentence.start + match.start(), sentence.start + match.end()
    words = vocabulary.words().context["significant"].pattern
    before = sentence.part(max(start, first - REACH), first)
    if found := re.search(rf"{words}{BETWEEN}$", before, re.I):
        return first - (len(before) - found.start()), last, True
    after = re.match(rf"\s{{1,4}}{words}", sentence.part(last, min(end, last + REACH)), re.I)
    return first, last + (after.end() if after else 0), bool(after)


def comparisons(sentence: Spoken, measure: HeldMeasure, start: int, end: int) -> list[Compared]:
    """The comparisons that the words may mean: between the two periods named, or on the period and the year before."""
    pair = _periods(sentence, measure, start, end)
    if len(pair) == 2 and pair[0].frequency is pair[1].frequency:
        found = _remembered(sentence, measure, pair[1], pair[0])
    else:
        found = _remembered(sentence, measure, pair[0], None) if len(pair) == 1 else None
    if isinstance(found, Changes):
        return [(one, found) for one in _meant(sentence.part(start, end), sentence.text, found)]
    return [(found, None)] if found else []


def _periods(sentence: Spoken, measure: HeldMeasure, start: int, end: int) -> list[Period]:
    """The period that a clause speaks of, or the two that it compares: its own, else those of the sentence, else the round's.

    Where the clause says that it compares with last year, two periods named elsewhere in the sentence are not what it compares.
    """
    current = measure.current
    times = [one for one in sentence.times if not is_relative_back(one)]
    own = [one for one in times if start <= one.start < end]
    bases = [one for one in own if one.placed in BASES]
    if bases and len(bases) == len(own):
        base = sorted({period for one in bases for period in current if is_for(one, period)})
        latest = _of_the_round(sentence, [one for one in current if base and one.frequency is base[0].frequency])
        return [*base, latest] if len(base) == 1 and latest and latest != base[0] else []
    found = sorted({period for one in own or times for period in current if is_for(one, period)})
    if len(found) == 2 and not own and _compares(sentence.part(start, end)):
        return []
    if found or times:
        return found
    period = _of_the_round(sentence, list(current))
    return [period] if period else []


def _compares(words: str) -> bool:
    context = vocabulary.words().context
    return bool(context["like_period"].search(words) or context["previous_period"].search(words))


def _remembered(
    sentence: Spoken, measure: HeldMeasure, later: Period, earlier: Period | None
) -> Change | Changes | None:
    """The change between two periods, or all changes as of one, worked out once; None where there is none."""
    key = (id(measure), later, earlier)
    if key not in sentence.memory:
        sentence.memory[key] = _worked_out(measure, later, earlier)
    found: Change | Changes | None = sentence.memory[key]
    return found


def _worked_out(measure: HeldMeasure, later: Period, earlier: Period | None) -> Change | Changes | None:
    terms = change.Terms(unit=comparing.unit_of(measure))
    try:
        if earlier is not None:
            return change.between(measure.series(later), earlier, later, measure.polarity, terms=terms)
        return change.summary(measure.series(later), measure.polarity, on=later, terms=terms)
    except (change.ChangeError, spc.SpcError, PeriodError):
        return None


def _of_the_round(sentence: Spoken, known: Sequence[Period]) -> Period | None:
    base = sentence.on.end if isinstance(sentence.on, Period) else sentence.on
    return max((period for period in known if base is None or period.end <= base), default=None)


def _meant(clause: str, sentence: str, summary: Changes) -> list[Change]:
    """The change on the previous or the like period where the clause, or else the sentence, says which; else both."""
    context = vocabulary.words().context
    both = [summary.previous, summary.like_period]
    for words in (clause, sentence):
        on_like, on_previous = context["like_period"].search(words), context["previous_period"].search(words)
        if on_like or on_previous:
            both = [summary.like_period] if on_like and not on_previous else [summary.previous] if not on_like else both
            break
    return [one for one in both if isinstance(one, Change)]


def _judged(
    said: tuple[int, int, str],
    measure: HeldMeasure,
    compared: list[Compared],
    way: int,
    called: bool,
) -> Finding | None:
    """Agrees where one of the comparisons goes that way and, if it is called significant, is real."""
    same = [pair for pair in compared if pair[0].sign == way]
    if not same:
        stayed = all(pair[0].sign == 0 for pair in compared)
        went = "did not change" if stayed else "went the other way"
        return _finding(
            said, measure, compared[0], Verdict.DIFFERS, f"the figures held {went}: {told(measure, compared[0])}"
        )
    real = [pair for pair in same if pair[0].significance is Significance.REAL]
    if not called or real:
        return _finding(said, measure, (real or same)[0], Verdict.AGREES, told(measure, (real or same)[0]))
    if any(pair[0].significance is Significance.CANNOT_TELL for pair in same):
        return None
    kind = "fall" if way < 0 else "rise"
    usual = _usual_range(measure, same[0][0])
    words = f"the {kind} is not significant: {told(measure, same[0])}{usual}"
    return _finding(said, measure, same[0], Verdict.DIFFERS, words)


def _denied(said: tuple[int, int, str], measure: HeldMeasure, compared: list[Compared]) -> Finding | None:
    """ "No significant change" holds unless every comparison that is meant shows a real one."""
    found = {pair[0].significance for pair in compared}
    if Significance.CANNOT_TELL in found:
        return None
    if found == {Significance.REAL}:
        return _finding(
            said, measure, compared[0], Verdict.DIFFERS, f"the change is significant: {told(measure, compared[0])}"
        )
    if Significance.NOT_SIGNIFICANT in found:
        pair = next(pair for pair in compared if pair[0].significance is Significance.NOT_SIGNIFICANT)
        return _finding(said, measure, pair, Verdict.AGREES, told(measure, pair))
    return None


def told(measure: HeldMeasure, pair: Compared) -> str:
    """A comparison in words: how far it moved, and from when to when."""
    one, summary = pair
    terms = summary.terms if summary else change.Terms(unit=comparing.unit_of(measure))
    moved = change.moved(one, terms).removesuffix(UNTOLD)
    return f"{moved} from {one.earlier.within} to {one.later.within}"


def _usual_range(measure: HeldMeasure, one: Change) -> str:
    """What the control chart says of the later figure, where it has limits."""
    polarity = measure.polarity
    try:
        chart = spc.chart(measure.series(one.later.last).until(one.later.last), improvement=polarity)
    except spc.SpcError:
        return ""
    latest = chart.latest
    if chart.cannot_tell or latest is None or latest.lower is None or latest.signal is not None:
        return ""
    said = spc.sentence(chart, unit=comparing.unit_of(measure)).rstrip(".")
    return f"; {said[:1].lower()}{said[1:]}"


def _finding(said: tuple[int, int, str], measure: HeldMeasure, pair: Compared, verdict: Verdict, words: str) -> Finding:
    start, end, text = said
    recomputed = told(measure, pair)
    return Finding(start, end, text, Kind.FROM_TO_DIRECTION, text, recomputed, verdict, f"{measure.name}: {words}.")
