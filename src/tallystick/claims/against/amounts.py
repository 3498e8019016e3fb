"""Sizes of changes in prose ("down 11.8%", "293 fewer", "rose by 2.4 points"), held against the figures of both periods."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from tallystick.change import Change
from tallystick.claims.against import comparing, doubts, levels, subjects, vocabulary
from tallystick.claims.against.changes import Compared, comparisons, told, way_of
from tallystick.claims.against.holding import Spoken
from tallystick.claims.against.model import HeldMeasure, value_of
from tallystick.claims.against.naming import Named
from tallystick.claims.model import Closeness, Finding, Interval, Kind, Number, Sort, Verdict

FEWER, MORE = ("fewer", "less", "lower", "down"), ("more", "higher", "additional", "extra", "up")


def findings(sentence: Spoken) -> Iterator[Finding]:
    """One finding for each figure that is the size of a change of a measure that is held."""
    for number in sentence.numbers:
        if not number.is_claim or number.closeness is not Closeness.AS_GIVEN:
            continue
        subject = subjects.subject_at(sentence, number.start)
        found = subject.measure
        if found is None or not found.measure.current or not _is_size(sentence, number, found):
            continue
        sure = subject.named and subjects.is_plain(sentence, number.start, number.end)
        if finding := _held(
            sentence, number, found.measure, sure=sure and not doubts.is_narrowed(sentence, number, found)
        ):
            yield finding


def _is_size(sentence: Spoken, number: Number, found: Named) -> bool:
    before, after = levels.beside(sentence, number, found)
    return not levels.is_aim(before) and (number.sort is Sort.POINTS or levels.is_change(before, after))


def _held(sentence: Spoken, number: Number, measure: HeldMeasure, *, sure: bool) -> Finding | None:
    """Agrees with one of the comparisons meant; differs only where the words say with which period it was compared."""
    compared = comparisons(sentence, measure, *sentence.clause(number.start, number.end))
    way = _way(sentence, number, measure)
    for pair in compared:
        if (not way or way == pair[0].sign) and any(_meets(number, span) for span in _sizes(measure, pair[0], number)):
            return _finding(number, measure, pair, Verdict.AGREES, told(measure, pair))
    if len(compared) != 1 or not sure or not way or not _is_of_kind(number, measure):
        return None
    return _finding(
        number,
        measure,
        compared[0],
        Verdict.DIFFERS,
        f"the text says {number.text}, the figures held went {told(measure, compared[0])}",
    )


def _way(sentence: Spoken, number: Number, measure: HeldMeasure) -> int:
    """1 up, -1 down, 0 where no word beside the figure says."""
    start, end = sentence.clause(number.start, number.end)
    after = sentence.part(number.end, min(end, number.end + levels.NEAR_AFTER)).casefold().split()[:2]
    if any(word in FEWER for word in after):
        return -1
    if any(word in MORE for word in after):
        return 1
    before = sentence.part(max(start, number.start - levels.NEAR_BEFORE), number.start).casefold()
    if (last := before.split()[-1:]) and last[0] in ("up", "down"):
        return 1 if last[0] == "up" else -1
    words = [" ".join(match[0].split()) for match in vocabulary.words().directions.finditer(before)]
    return way_of(vocabulary.words().direction_of[words[-1]], measure.polarity) if words else 0


def _is_of_kind(number: Number, measure: HeldMeasure) -> bool:
    """Whether the size can be one of the measure's: per cent of anything, points of per cent, else the measure's own unit."""
    if number.sort is Sort.PERCENTAGE:
        return comparing.unit_of(measure) != "%"
    if number.sort is Sort.POINTS:
        return comparing.unit_of(measure) == "%"
    return comparing.is_of_unit(number, measure)


def _sizes(measure: HeldMeasure, one: Change, number: Number) -> Iterator[Interval]:
    """What the change may be called: in the measure's unit or in points, and in per cent."""
    current = measure.current
    first, last = (_span(measure, value_of(current[figure.last])) for figure in (one.earlier, one.later))
    sizes = sorted((abs(last.high - first.low), abs(last.low - first.high)))
    scale = comparing.scale_of(measure.unit)
    in_points = comparing.unit_of(measure) == "%"
    if number.sort is not Sort.PERCENTAGE or in_points:
        yield Interval(sizes[0] * scale, sizes[1] * scale)
    if number.sort is Sort.PERCENTAGE and first.low > 0:
        shares = sorted(
            abs(100 * (later / earlier - 1)) for later, earlier in ((last.high, first.low), (last.low, first.high))
        )
        yield Interval(shares[0], shares[1])


def _span(measure: HeldMeasure, value: Decimal) -> Interval:
    """All that a figure held may stand for, by its decimals; a whole number is what it is."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    half = Fraction(1, 2 * 10**places) if places else Fraction(0)
    return Interval(Fraction(value) - half, Fraction(value) + half)


def _meets(number: Number, span: Interval) -> bool:
    low, high = sorted((abs(number.span.low), abs(number.span.high)))
    return low <= span.high and span.low <= high


def _finding(number: Number, measure: HeldMeasure, pair: Compared, verdict: Verdict, words: str) -> Finding:
    kind = Kind.PERCENT_CHANGE if number.sort is Sort.PERCENTAGE else Kind.ABSOLUTE_CHANGE
    working = f"{measure.name}: {words}."
    return Finding(number.start, number.end, number.text, kind, number.text, told(measure, pair), verdict, working)
