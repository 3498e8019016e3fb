"""Parts and wholes: shares of a total, income on a sum, parts that add up, shares that make a hundred."""

from fractions import Fraction

from tallystick.claims.check import showing, slips, spans
from tallystick.claims.check.outcome import BAD, CUT, DROPPED, OK, Outcome, figure, is_hopeless, told
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Interval, Number, Relation, Sort

HALF = Fraction(1, 2)


def part(relation: Relation, around: Surroundings) -> Outcome | None:
    """A part of a whole, as a per cent."""
    a_part, whole = relation.inputs[:2]
    first, second = spans.together((a_part, whole))
    if is_hopeless(relation, first, second):
        return DROPPED
    span = spans.ratio(first, second)
    if span is None:
        return None
    value = a_part.exact / whole.exact * 100
    of = f"{figure(a_part)} of {figure(whole)}"
    outcome = told(
        relation, value, spans.scaled(span, 100), of, lambda: slips.of_share(relation.stated, a_part, whole, around)
    )
    if outcome.verdict is BAD and outcome.slip is None:
        return outcome._replace(working=outcome.working.rstrip(".") + _nearest(relation.stated, a_part) + ".")
    return outcome


def rate(relation: Relation, around: Surroundings) -> Outcome | None:
    """A part of a whole, for so many of it."""
    a_part, whole = relation.inputs
    span, per = spans.ratio(*spans.together((a_part, whole))), relation.stated.per
    if span is None or per is None:
        return None
    value = a_part.exact / whole.exact * Fraction(per)
    of = f"{figure(a_part)} for each {showing.plain(Fraction(per), 0)} of {figure(whole)}"
    stated = relation.stated
    if stated.span.is_exact and abs(value - stated.exact) <= HALF:  # a rate is rounded also where it is whole
        return Outcome(
            OK,
            showing.like(value, stated),
            f"{of} is {showing.apart(value, stated)}, which agrees with {showing.in_words(stated)}.",
        )
    return told(relation, value, spans.scaled(span, int(per)), of, lambda: slips.of_digits(relation.stated, value))


def _nearest(stated: Number, a_part: Number) -> str:
    """The whole for which the stated per cent would be right."""
    if a_part.sort is not Sort.COUNT or stated.value <= 0 or a_part.value <= 0:
        return ""
    base = a_part.exact * 100 / stated.exact
    said = figure(stated) if any(letter.isdigit() for letter in stated.text) else showing.in_words(stated)
    return f"; {said} is nearest to {figure(a_part)} of {showing.plain(base, 0)}"


def part_of_rest(relation: Relation, around: Surroundings) -> Outcome | None:
    """A part of what is left of a whole when something is left out of it."""
    a_part, whole, left_out = relation.inputs
    rest = whole.exact - left_out.exact
    if rest <= 0:
        return None
    value = a_part.exact / rest * 100
    of = f"{figure(a_part)} of {showing.like(rest, whole)}, which is {figure(whole)} without {figure(left_out)},"
    return told(relation, value, Interval(value, value), of, lambda: None)


def of_sum(relation: Relation, around: Surroundings) -> Outcome | None:
    """A part of the sum of all the parts listed."""
    a_part, parts = relation.inputs[0], relation.inputs[1:]
    total = spans.total(each.exact for each in parts)
    if total <= 0:
        return None
    value = a_part.exact / total * 100
    listed = " + ".join(figure(each) for each in parts)
    of = f"{figure(a_part)} of {showing.like(total, a_part)} ({listed})"
    return told(relation, value, Interval(value, value), of, lambda: None)


def parts_of(relation: Relation, around: Surroundings) -> Outcome | None:
    """Several parts of a whole together."""
    whole, *parts = relation.inputs
    span = spans.ratio(spans.added([part.span for part in parts]), whole.span)
    total = spans.total(each.exact for each in parts)
    if span is None:
        return None
    listed = " and ".join(figure(each) for each in parts)
    of = f"{listed} together, {showing.like(total, parts[0])}, of {figure(whole)}"
    return told(relation, total / whole.exact * 100, spans.scaled(span, 100), of, lambda: None)


def a_return(relation: Relation, around: Surroundings) -> Outcome | None:
    """Income on a sum, where the text gives no per cent: what it comes to."""
    a_part, whole = relation.inputs
    if whole.value <= 0:
        return None
    value = a_part.exact / whole.exact * 100
    shown = f"{showing.plain(value, 1)}%"
    stated = f"{figure(a_part)} on {figure(whole)}"
    return Outcome(OK, shown, f"{stated} is {shown}; the text states no rate to hold it against.", None, stated)


def parts(relation: Relation, around: Surroundings) -> Outcome | None:
    """Parts that should add up."""
    total = spans.total(each.exact for each in relation.inputs)
    stated = relation.stated
    listed = " + ".join(figure(each) for each in relation.inputs)
    shown = showing.like(total, stated)
    if total == stated.exact:
        return Outcome(OK, shown, f"{listed} = {shown}.")
    together = spans.together((*relation.inputs, stated))
    if spans.meet(spans.added(together[:-1]), together[-1]):
        words = f"{listed} = {showing.apart(total, stated)}; {figure(stated)} is within what rounding allows."
        return Outcome(CUT, shown, words)
    if not relation.firm:
        return DROPPED
    hint = slips.of_digits(stated, total) or slips.last_years(stated, around)
    reason = f"; {hint[1]}" if hint else ""
    shown = showing.apart(total, stated)
    words = f"{listed} = {shown}, not {figure(stated)}{reason}."
    return Outcome(BAD, shown, words, hint[0] if hint else None, "", float(total) / max(abs(float(stated.value)), 1e-9))


def signed(relation: Relation, around: Surroundings) -> Outcome | None:
    """What is left of a whole after others are taken from it or added to it; the words of the relation are their signs."""
    signs = [-1 if sign == "-" else 1 for sign in relation.words]
    if len(signs) > 2 and any(
        sign > 0 and each.exact == relation.stated.exact for sign, each in zip(signs, relation.inputs, strict=True)
    ):
        return None  # "1,964 + 811 − 2,775 + 688 is 688": what goes out comes in again
    spread = spans.together((*relation.inputs, relation.stated))
    left, gone = ([span for sign, span in zip(signs, spread, strict=False) if sign == way] for way in (1, -1))
    span = spans.taken(spans.added(left), spans.added(gone))
    value = spans.total(
        each.exact if sign > 0 else -each.exact for sign, each in zip(signs, relation.inputs, strict=True)
    )
    # What is shown has no sign, nor has the figure under test.
    shown = [-sign for sign in signs] if value < 0 else signs
    listed = "".join(
        f" {'−' if sign < 0 else '+'} {figure(each)}" for sign, each in zip(shown, relation.inputs, strict=True)
    )
    return told(
        relation, value, span, listed.removeprefix(" + ").lstrip(), lambda: slips.of_digits(relation.stated, value)
    )


def hundred(relation: Relation, around: Surroundings) -> Outcome | None:
    """Shares of one whole."""
    total = spans.total(each.exact for each in relation.inputs)
    listed = " + ".join(figure(each) for each in relation.inputs)
    places = max(showing.decimals(each) for each in relation.inputs)
    shown = f"{showing.plain(total, places)}%"
    stated = ", ".join(figure(each) for each in relation.inputs)
    if total == 100:
        return Outcome(OK, shown, f"{listed} = 100%.", None, stated)
    span = spans.added([each.span for each in relation.inputs])
    if span.low <= 100 <= span.high:
        return Outcome(CUT, shown, f"{listed} = {shown}; the parts were rounded one by one.", None, stated)
    return Outcome(BAD, shown, f"{listed} = {shown}, and not 100%.", None, stated)
