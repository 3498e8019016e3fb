"""One figure beside another: above or below, so far apart, so many times, in another unit or in other words."""

from fractions import Fraction

from tallystick.claims.check import showing, slips, spans
from tallystick.claims.check.changes import change
from tallystick.claims.check.outcome import BAD, OK, Outcome, figure, told
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.find.spans import room_of
from tallystick.claims.model import Interval, Relation, Slip, Sort

# "One in ten" may be 9 per cent or 11.
NEAR = Fraction(3, 2)
HALF = Fraction(50)
# So many times what is stated: no gap is meant ("visits across the eleven branches").
FAR_OFF = 10


def than(relation: Relation, around: Surroundings) -> Outcome | None:
    """Above or below."""
    subject, other = relation.stated, relation.inputs[0]
    value = subject.exact - other.exact
    if value == 0:
        return None
    right = (value > 0) == (relation.direction > 0)
    if not right and spans.meet(spans.of(subject), spans.of(other)):
        return None
    really, said = ("above", "below") if value > 0 else ("below", "above")
    size = showing.between(abs(value), subject, other)
    if right:
        return Outcome(OK, f"{size} {really}", f"{figure(subject)} is {size} {really} {figure(other)}, as stated.")
    return Outcome(BAD, f"{size} {really}", f"{figure(subject)} is {size} {really} {figure(other)}, not {said} it.")


def beside(relation: Relation, around: Surroundings) -> Outcome | None:
    """Two figures set side by side with no order claimed."""
    subject, other = relation.stated, relation.inputs[0]
    value = subject.exact - other.exact
    size = showing.between(abs(value), subject, other)
    side = "above" if value > 0 else "below" if value < 0 else "from"
    return Outcome(
        OK, f"{size} {side}", f"{figure(subject)} is {size} {side} {figure(other)}; the text claims no more."
    )


def apart(relation: Relation, around: Surroundings) -> Outcome | None:
    """How far two figures are from each other."""
    first, second = relation.inputs
    ends = spans.together((first, second))
    value = abs(first.exact - second.exact)
    of = f"The difference between {figure(first)} and {figure(second)}"
    outcome = told(
        relation,
        value,
        spans.taken(ends[0], ends[1]),
        of,
        lambda: slips.of_points(relation.stated, second, first, around),
    )
    if outcome.verdict is BAD and value > FAR_OFF * abs(relation.stated.exact):
        return None
    if outcome.verdict is BAD and relation.stated.sort is Sort.PERCENTAGE and second.value > 0:
        relative = change(Relation(relation.kind, "pair", relation.stated, (second, first)), second, first, around)
        return relative if relative is not None and relative.verdict is OK else outcome
    return outcome


def spent(relation: Relation, around: Surroundings) -> Outcome | None:
    """So much over what was allowed, or under it."""
    outlay, allowed = relation.inputs
    over = outlay.exact > allowed.exact
    words = f"{figure(outlay)} is {figure(relation.stated)} {'over' if over else 'under'} {figure(allowed)}"
    if over == (relation.direction > 0):
        return Outcome(OK, figure(relation.stated), f"{words}, as stated.")
    recomputed = f"{figure(relation.stated)} {'over' if over else 'under'}"
    return Outcome(BAD, recomputed, f"{words}, and not {'under' if over else 'over'} it.", Slip.INVERTED_CHANGE)


def times(relation: Relation, around: Surroundings) -> Outcome | None:
    """So many times over, or half."""
    old, new = relation.inputs
    relating = around.words.relating
    before, _, word = relation.words.partition("|")
    multiple = Fraction(word) if word[0].isdigit() else around.words.multiples.get(word)
    if not multiple or old.value <= 0 or new.value <= 0:
        return None
    ratio = new.exact / old.exact
    low, high = multiple * Fraction(9, 10), multiple * Fraction(11, 10)
    if multiple < 1 and word.partition(" ")[2] and before.endswith((*relating.fraction_over, *relating.fraction_under)):
        # "Less than half the 5,000"; but what has more than halved is less than half
        low, high = (multiple, Fraction(1)) if before.endswith(relating.fraction_over) else (Fraction(0), multiple)
    elif before.endswith(relating.multiple_over):
        low, high = (multiple, spans.HUGE) if multiple > 1 else (Fraction(0), multiple)
    elif before.endswith(relating.multiple_under):
        low, high = (multiple * Fraction(17, 20), multiple) if multiple > 1 else (multiple, multiple * Fraction(6, 5))
    shown = f"{showing.plain(ratio, 2)} times"
    words = f"{figure(new)} is {shown} {figure(old)}"
    name = f"{word} times" if word[0].isdigit() else word
    said = f"{before.split(' ', 1)[-1]} {word}" if before.endswith(relating.multiple_said) else name
    if low <= ratio <= high:
        return Outcome(OK, shown, f"{words}, which agrees with {name}.", None, said)
    return Outcome(BAD, shown, f"{words}, not {name}.", None, said, float(ratio / multiple))


def units(relation: Relation, around: Surroundings) -> Outcome | None:
    """One unit of time in another, for every length that a working week or day may have."""
    smaller, larger = relation.words.split("|")
    found = (each for each in around.words.conversions if smaller in each.smaller and larger in each.larger)
    conversion = next(found, None)
    if conversion is None:
        return None
    amount, stated = relation.inputs[0], relation.stated
    value = amount.exact / conversion.usual
    span = Interval(amount.span.low / conversion.high, amount.span.high / conversion.low)
    shown = f"{showing.plain(value, 1)} {larger}"
    unit = larger.rstrip("s")
    usual = showing.plain(conversion.usual, 0 if conversion.usual.denominator == 1 else 1)
    about = f"{amount.text.strip()} {smaller} is about {_in_words(value)} {larger} of {usual} {smaller} ({showing.plain(value, 1)})"
    if spans.meet(span, spans.of(stated)):
        return Outcome(
            OK,
            shown,
            f"{about}; {stated.text} is possible with a shorter {unit} and what the words allow."
            if showing.plain(value, 0) != showing.plain(stated.exact, 0)
            else f"{about}, which agrees with {stated.text}.",
        )
    return Outcome(BAD, shown, f"{about}, not {stated.text}.")


def _in_words(value: Fraction) -> str:
    names = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    whole = int(value + Fraction(1, 2)) if value < 10 else 11
    return names[whole] if whole < len(names) else showing.plain(value, 0)


def share(relation: Relation, around: Surroundings) -> Outcome | None:
    """A share in words beside the same in figures."""
    worded, stated = relation.inputs[0], relation.stated
    span, value = worded.span, worded.exact
    if worded.sort is Sort.RATE:
        per = Fraction(worded.per or 1)
        value = value / per * 100
        ends = [worded.exact * 100 / (per + room) for room in (room_of(per), -room_of(per))]
        span = Interval(min(ends[0], value - NEAR), max(ends[1], value + NEAR))
    if spans.meet(span, spans.of(stated)):
        return Outcome(OK, figure(stated), f"{worded.text} and {figure(stated)} agree.", None, figure(stated))
    shown = f"{showing.plain(value, 1)}%"
    return Outcome(BAD, shown, f"{worded.text} is {shown}, which {figure(stated)} is not.")


def majority(relation: Relation, around: Surroundings) -> Outcome | None:
    """More than half, whatever word says so."""
    stated = relation.stated
    if spans.of(stated).high > HALF:
        return Outcome(OK, figure(stated), f"{figure(stated)} is more than half.", None, figure(stated))
    return Outcome(BAD, "over 50%", f"{figure(stated)} is no majority: that is more than 50%.")


def rough(relation: Relation, around: Surroundings) -> Outcome | None:
    """About so many, and how many exactly."""
    put, exact = relation.inputs[0], relation.stated
    if spans.meet(spans.of(put), exact.span):
        return Outcome(OK, figure(exact), f"{put.text} and {figure(exact)} agree.", None, figure(exact))
    return Outcome(BAD, figure(exact), f"{figure(exact)} is not {put.text}.")


def again(relation: Relation, around: Surroundings) -> Outcome | None:
    """The same count given twice."""
    first, stated = relation.inputs[0], relation.stated
    if first.value == stated.value:
        return Outcome(OK, figure(first), f"{figure(stated)} is what was given before.")
    return Outcome(BAD, figure(first), f"{figure(stated)} is spoken of as given before, where it was {figure(first)}.")


def turned(relation: Relation, around: Surroundings) -> Outcome | None:
    """The same figure given twice, of which two digits changed places once."""
    first, stated = relation.inputs[0], relation.stated
    words = f"{figure(stated)} was {figure(first)} before: two digits are the wrong way round."
    return Outcome(BAD, figure(first), words, Slip.DIGITS_SWAPPED)
