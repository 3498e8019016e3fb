"""Means: of the figures listed, of figures that are not given, and of money over what it was spent on."""

from dataclasses import replace
from fractions import Fraction

from tallystick.claims.check import showing, slips, spans
from tallystick.claims.check.outcome import BAD, Outcome, figure, told
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Interval, Number, Relation, Sort, Verdict
from tallystick.claims.vocabulary import Vocabulary

HALF = Fraction(1, 2)


# An average that ends in noughts was rounded to them, but not by more than this share of it.
MOST_ROUNDED = Fraction(1, 100)


def as_rounded(relation: Relation) -> Relation:
    """An average in whole numbers was rounded to them, though a count and a sum of whole pounds are exact: "£1,303 each"."""
    stated = relation.stated
    if stated.span.low != stated.span.high:
        return relation
    half = max(HALF, min(_last_place(stated) / 2, abs(stated.exact) * MOST_ROUNDED))
    half = half * showing.scale_of(stated)[0] if stated.sort is Sort.MONEY else half
    span = Interval(stated.span.low - half, stated.span.high + half)
    return replace(relation, stated=replace(stated, span=span))


def _last_place(stated: Number) -> Fraction:
    """The last place of a whole figure that is not nought: ten in £2,850."""
    digits = f"{abs(stated.value):.0f}"
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))


def mean(relation: Relation, around: Surroundings) -> Outcome | None:
    """The plain mean of the figures listed."""
    outcome = _mean(_without_total(relation))
    if outcome.verdict is not BAD:
        return outcome
    lowest, highest = min(each.span.low for each in relation.inputs), max(each.span.high for each in relation.inputs)
    weighted = all(each.sort in {Sort.PERCENTAGE, Sort.RATE} for each in relation.inputs)
    if weighted and not relation.bound and spans.meet(relation.stated.span, Interval(lowest, highest)):
        words = outcome.working.rstrip(".") + "; a weighted average would need figures that are not given."
        return Outcome(Verdict.CANNOT_BE_REPRODUCED, outcome.recomputed, words)
    return outcome


def _without_total(relation: Relation) -> Relation:
    """ "612, 548, 503 and 577, giving 2,240 for the year": the last of the figures listed may be what the others make."""
    *parts, last = relation.inputs
    is_total = len(parts) > 1 and spans.total(part.exact for part in parts) == last.exact
    return replace(relation, inputs=tuple(parts)) if is_total else relation


def rolling(relation: Relation, around: Surroundings) -> Outcome | None:
    """A rolling or weighted average, which needs figures that the text rarely gives."""
    outcome = _mean(relation)
    if outcome.verdict is not BAD:
        return outcome
    listed = " and ".join(figure(each) for each in relation.inputs)
    words = (
        f"{figure(relation.stated)} cannot be reproduced from {listed}, whose mean is {outcome.recomputed}: "
        "a rolling or weighted average needs figures that are not given."
    )
    return Outcome(Verdict.CANNOT_BE_REPRODUCED, outcome.recomputed, words)


def _mean(relation: Relation) -> Outcome:
    relation = as_rounded(relation)
    count = len(relation.inputs)
    total = spans.total(each.exact for each in relation.inputs)
    span = spans.added(spans.together(relation.inputs))
    listed = ", ".join(figure(each) for each in relation.inputs)
    ends = Interval(span.low / count, span.high / count)
    value = total / count
    return told(relation, value, ends, f"The mean of {listed}", lambda: slips.of_digits(relation.stated, value))


def thousandth(whole: Number, stated: Number, words: Vocabulary) -> int:
    """A thousand where tonnes are shared out in kilogrammes, otherwise one."""
    smaller = words.thousandths.get(whole.noun.partition(" ")[0], frozenset())
    return 1000 if stated.noun.partition(" ")[0] in smaller else 1


def product(relation: Relation, around: Surroundings) -> Outcome | None:
    """So many of so much."""
    first, second = relation.inputs
    span = Interval(first.span.low * second.span.low, first.span.high * second.span.high)
    value = first.exact * second.exact
    of = f"{figure(first)} times {figure(second)}"
    return told(relation, value, span, of, lambda: slips.of_digits(relation.stated, value))


def each(relation: Relation, around: Surroundings) -> Outcome | None:
    """A sum of money by what it was spent on."""
    money, count = relation.inputs
    span = spans.ratio(money.span, count.span)
    if span is None:
        return None
    relation = as_rounded(relation)
    times = thousandth(money, relation.stated, around.words)
    value = money.exact / count.exact * times
    of = f"{figure(money)} divided by {figure(count)}"
    return told(relation, value, spans.scaled(span, times), of, lambda: slips.of_digits(relation.stated, value))


def spread(relation: Relation, around: Surroundings) -> Outcome | None:
    """A year's sum by the months, weeks or days that a year has, or half a year."""
    unit, _, part = relation.words.partition("|")
    least, most = (Fraction(count, int(part)) for count in around.words.in_a_year[unit])
    whole = relation.inputs[0]
    relation, value = as_rounded(relation), whole.exact / least
    span = Interval(min(whole.span.low / least, whole.span.low / most), whole.span.high / least)
    over = f"{figure(whole)} over {showing.plain(least, 0)} {unit}s"
    return told(relation, value, span, over, lambda: None)
