"""The verdict on each form of relation, with its working in one sentence."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from tallystick.claims.check import showing, slips, spans
from tallystick.claims.check.slips import Surroundings
from tallystick.claims.model import Closeness, Interval, Number, Relation, Slip, Sort, Verdict

OK, BAD, CUT = Verdict.CONSISTENT, Verdict.INCONSISTENT, Verdict.ROUNDING
Hint = tuple[Slip, str] | None


class Outcome(NamedTuple):
    """What came of one relation."""

    verdict: Verdict
    recomputed: str
    working: str
    slip: Slip | None = None
    stated: str = ""


def _w(number: Number) -> str:
    return showing.as_written(number)


def _told(relation: Relation, value: Fraction, span: Interval, sum_of: str, hint: Callable[[], Hint]) -> Outcome:
    """The common case: one figure recomputed, beside the one stated."""
    stated = relation.stated
    loose = any(number.closeness is not Closeness.AS_GIVEN for number in relation.inputs)
    verdict = spans.verdict(stated, abs(value), spans.size(span), loose)
    said = _w(stated).lstrip("-")
    shown = showing.apart(abs(value), stated) if verdict is not OK else showing.like(abs(value), stated)
    if verdict is OK:
        near = showing.like(abs(value), stated, 1) if stated.sort is Sort.PERCENTAGE else shown
        return Outcome(OK, shown, f"{sum_of} is {near}, which agrees with {stated.text.strip()}.")
    if verdict is CUT:
        return Outcome(CUT, shown, f"{sum_of} is {shown}; {_how(stated, abs(value), spans.size(span))}.")
    slip = hint()
    reason = f"; {slip[1]}" if slip else ""
    return Outcome(BAD, shown, f"{sum_of} is {shown}, not {said}{reason}.", slip[0] if slip else None)


def _how(stated: Number, value: Fraction, span: Interval) -> str:
    """In which way a figure that is a little out may have been rounded."""
    said = _w(stated).lstrip("-")
    if spans.meet(spans.size(stated.span), span):
        return f"{said} is within what the rounding of these figures allows"
    return f"{said} is that figure {'cut off, not rounded' if value > abs(Fraction(stated.value)) else 'rounded up'}"


def part(relation: Relation, around: Surroundings) -> Outcome | None:
    """A part of a whole, as a per cent."""
    a_part, whole = relation.inputs[:2]
    first, second = spans.together((a_part, whole))
    span = spans.ratio(first, second)
    if span is None:
        return None
    value = Fraction(a_part.value) / Fraction(whole.value) * 100
    of = f"{_w(a_part)} of {_w(whole)}"
    outcome = _told(
        relation, value, spans.scaled(span, 100), of, lambda: slips.of_share(relation.stated, a_part, whole, around)
    )
    if outcome.verdict is BAD and outcome.slip is None:
        return outcome._replace(working=outcome.working.rstrip(".") + _nearest(relation.stated, a_part) + ".")
    return outcome


def _nearest(stated: Number, a_part: Number) -> str:
    """The whole for which the stated per cent would be right."""
    if a_part.sort is not Sort.COUNT or stated.value <= 0 or a_part.value <= 0:
        return ""
    base = Fraction(a_part.value) * 100 / Fraction(stated.value)
    return f"; {_w(stated)} is nearest to {_w(a_part)} of {showing.plain(base, 0)}"


def of_sum(relation: Relation, around: Surroundings) -> Outcome | None:
    """A part of the sum of all the parts listed."""
    a_part, parts = relation.inputs[0], relation.inputs[1:]
    total = sum((Fraction(each.value) for each in parts), Fraction(0))
    if total <= 0:
        return None
    value = Fraction(a_part.value) / total * 100
    of = f"{_w(a_part)} of {showing.plain(total, 0)}, the sum of the {len(parts)} parts,"
    return _told(relation, value, Interval(value, value), of, lambda: None)


def a_return(relation: Relation, around: Surroundings) -> Outcome | None:
    """Income on a sum, where the text gives no per cent: what it comes to."""
    a_part, whole = relation.inputs
    if whole.value <= 0:
        return None
    value = Fraction(a_part.value) / Fraction(whole.value) * 100
    shown = f"{showing.plain(value, 1)}%"
    stated = f"{_w(a_part)} on {_w(whole)}"
    return Outcome(OK, shown, f"{stated} is {shown}; the text states no rate to hold it against.", None, stated)


def pair(relation: Relation, around: Surroundings) -> Outcome | None:
    """A change in per cent between two figures."""
    old, new = relation.inputs
    return _change(relation, old, new, around)


def _change(relation: Relation, old: Number, new: Number, around: Surroundings) -> Outcome | None:
    first, second = spans.together((old, new))
    span = spans.ratio(second, first)
    if span is None or old.value <= 0:
        return None
    value = (Fraction(new.value) - Fraction(old.value)) / Fraction(old.value) * 100
    of = f"From {_w(old)} to {_w(new)}"
    stated = relation.stated
    outcome = _told(
        relation, value, spans.scaled(span, 100, 100), of, lambda: slips.of_change(stated, old, new, around)
    )
    if outcome.verdict is CUT and old.sort is Sort.PERCENTAGE and abs(new.value - old.value) == abs(stated.value):
        shown = showing.apart(abs(value), stated)
        words = f"{of} is {shown}, not {_w(stated)}; the difference is in percentage points."
        return Outcome(BAD, shown, words, Slip.POINTS_FOR_PER_CENT)
    return _against_sign(relation, outcome, value, of)


def _against_sign(relation: Relation, outcome: Outcome, value: Fraction, of: str) -> Outcome:
    """The right size the wrong way: said to fall where it rose."""
    if outcome.verdict is BAD or not relation.direction or value == 0 or (value > 0) == (relation.direction > 0):
        return outcome
    said, is_really = ("rise", "fall") if relation.direction > 0 else ("fall", "rise")
    size = showing.like(abs(value), relation.stated)
    words = f"{of} is a {is_really} of {size}, not a {said}."
    return Outcome(BAD, f"a {is_really} of {size}", words, Slip.INVERTED_CHANGE)


def either(relation: Relation, around: Surroundings) -> Outcome | None:
    """A change between two figures whose order the words leave open."""
    first, second = relation.inputs
    tried = [_change(relation, first, second, around), _change(relation, second, first, around)]
    return _best(tried)


def _best(tried: list[Outcome | None]) -> Outcome | None:
    good = [outcome for outcome in tried if outcome is not None]
    return min(good, key=lambda outcome: ORDER[outcome.verdict], default=None)


ORDER = {OK: 0, CUT: 1, BAD: 2, Verdict.CANNOT_BE_REPRODUCED: 3}


def level(relation: Relation, around: Surroundings) -> Outcome | None:
    """A per cent and its amount beside one figure: the figure after the change, or before it, or the sum of both."""
    amount, figure = (Fraction(number.value) for number in relation.inputs)
    amount = abs(amount)
    ways = (relation.direction,) if relation.direction else (1, -1)
    tried = [_on_base(relation, figure - way * amount, _after(relation, way)) for way in ways]
    tried.append(_on_base(relation, figure, f"{_w(relation.inputs[0])} on {_w(relation.inputs[1])}"))
    direct = _best(tried)
    if direct is not None and direct.verdict is OK:
        return direct
    both = [_on_base(relation, (figure - way * amount) / 2, _in_two(relation, way)) for way in ways]
    shared = _best(both)
    return shared if shared is not None and shared.verdict is OK else direct


def _after(relation: Relation, way: int) -> str:
    amount, figure = relation.inputs
    base = Fraction(figure.value) - way * abs(Fraction(amount.value))
    return f"{_w(amount)} on {showing.like(base, figure)} (which gives {_w(figure)})"


def _in_two(relation: Relation, way: int) -> str:
    amount, figure = relation.inputs
    base = (Fraction(figure.value) - way * abs(Fraction(amount.value))) / 2
    after = Fraction(figure.value) - base
    return f"{_w(amount)} on {showing.like(base, figure)}, as {showing.like(base, figure)} and {showing.like(after, figure)} make {_w(figure)},"


def _on_base(relation: Relation, base: Fraction, of: str) -> Outcome | None:
    if base <= 0:
        return None
    value = abs(Fraction(relation.inputs[0].value)) / base * 100
    slack = relation.inputs[0].span
    ends = Interval(
        min(abs(slack.low), abs(slack.high)) / base * 100, max(abs(slack.low), abs(slack.high)) / base * 100
    )
    return _told(relation, value, ends, of, lambda: slips.of_digits(relation.stated, value))


def shared_base(relation: Relation, around: Surroundings) -> Outcome | None:
    """Changes of parts beside the change of the whole: the bases that they imply must add up."""
    percent, amount, *rest = relation.inputs
    whole = _base(percent, amount)
    parts = [_base(share, each) for share, each in zip(rest[::2], rest[1::2], strict=True)]
    own = next((each for share, each in zip(rest[::2], rest[1::2], strict=True) if share is relation.stated), None)
    known = [part for part in parts if part is not None]
    if whole is None or own is None or len(known) < len(parts) or not spans.meet(spans.added(known), whole):
        return None
    base = Fraction(own.value) * 100 / Fraction(relation.stated.value)
    words = (
        f"{_w(own)} at {_w(relation.stated)} is a base of about {showing.plain(base, 0)}; with the other parts it makes "
        f"{showing.plain(spans.added(known).low, 0)} to {showing.plain(spans.added(known).high, 0)}, as {_w(amount)} at {_w(percent)} asks."
    )
    return Outcome(OK, _w(relation.stated), words)


def _base(percent: Number, amount: Number) -> Interval | None:
    span = spans.ratio(amount.span, percent.span)
    return None if span is None else spans.scaled(span, 100)


def change_of(relation: Relation, around: Surroundings) -> Outcome | None:
    """A change in the unit of the figures themselves."""
    old, new = relation.inputs
    first, second = spans.together((old, new))
    value = Fraction(new.value) - Fraction(old.value)
    of = f"From {_w(old)} to {_w(new)}"
    hint = lambda: slips.of_points(relation.stated, old, new, around)  # noqa: E731
    return _against_sign(relation, _told(relation, value, spans.taken(second, first), of, hint), value, of)


def change_either(relation: Relation, around: Surroundings) -> Outcome | None:
    """The same where the order of the two is open."""
    first, second = relation.inputs
    turned = Relation(relation.kind, relation.form, relation.stated, (second, first), relation.direction, relation.firm)
    return _best([change_of(relation, around), change_of(turned, around)])


def way(relation: Relation, around: Surroundings) -> Outcome | None:
    """A word of direction against two figures."""
    old, new = relation.inputs
    value = Fraction(new.value) - Fraction(old.value)
    if value == 0 or (new.text != old.text and spans.meet(old.span, new.span) and old.span.low != old.span.high):
        return None
    really = "rise" if value > 0 else "fall"
    size = showing.like(abs(value), new if showing.decimals(new) >= showing.decimals(old) else old)
    size = size.replace("%", " percentage points")
    same = (value > 0) == (relation.direction > 0)
    words = f"From {_w(old)} to {_w(new)} is a {really} of {size}"
    if same:
        return Outcome(
            OK, f"a {really} of {size}", f"{words}, as the word {relation.words} says.", None, f"a {relation.words}"
        )
    said = f"{words}, not {'an' if relation.words[0] in 'aeiou' else 'a'} {relation.words}."
    return Outcome(BAD, f"a {really} of {size}", said, Slip.INVERTED_CHANGE, f"a {relation.words}")


def parts(relation: Relation, around: Surroundings) -> Outcome | None:
    """Parts that should add up."""
    total = sum((Fraction(each.value) for each in relation.inputs), Fraction(0))
    stated = relation.stated
    listed = " + ".join(_w(each) for each in relation.inputs)
    shown = showing.like(total, stated)
    if total == Fraction(stated.value):
        return Outcome(OK, shown, f"{listed} = {shown}.")
    together = spans.together((*relation.inputs, stated))
    if spans.meet(spans.added(together[:-1]), together[-1]):
        words = f"{listed} = {showing.apart(total, stated)}; {_w(stated)} is within what rounding allows."
        return Outcome(CUT, shown, words)
    hint = slips.of_digits(stated, total) or slips.last_years(stated, around)
    reason = f"; {hint[1]}" if hint else ""
    shown = showing.apart(total, stated)
    return Outcome(BAD, shown, f"{listed} = {shown}, not {_w(stated)}{reason}.", hint[0] if hint else None)


def hundred(relation: Relation, around: Surroundings) -> Outcome | None:
    """Shares of one whole."""
    total = sum((Fraction(each.value) for each in relation.inputs), Fraction(0))
    listed = " + ".join(_w(each) for each in relation.inputs)
    places = max(showing.decimals(each) for each in relation.inputs)
    shown = f"{showing.plain(total, places)}%"
    stated = ", ".join(_w(each) for each in relation.inputs)
    if total == 100:
        return Outcome(OK, shown, f"{listed} = 100%.", None, stated)
    span = spans.added([each.span for each in relation.inputs])
    if span.low <= 100 <= span.high:
        return Outcome(CUT, shown, f"{listed} = {shown}; the parts were rounded one by one.", None, stated)
    return Outcome(BAD, shown, f"{listed} = {shown}, and not 100%.", None, stated)


def mean(relation: Relation, around: Surroundings) -> Outcome | None:
    """The plain mean of the figures listed."""
    outcome = _mean(relation)
    if outcome.verdict is not BAD:
        return outcome
    lowest, highest = min(each.span.low for each in relation.inputs), max(each.span.high for each in relation.inputs)
    weighted = all(each.sort in {Sort.PERCENTAGE, Sort.RATE} for each in relation.inputs)
    if weighted and spans.meet(relation.stated.span, Interval(lowest, highest)):
        words = outcome.working.rstrip(".") + "; a weighted average would need figures that are not given."
        return Outcome(Verdict.CANNOT_BE_REPRODUCED, outcome.recomputed, words)
    return outcome


def rolling(relation: Relation, around: Surroundings) -> Outcome | None:
    """A rolling or weighted average, which needs figures that the text rarely gives."""
    outcome = _mean(relation)
    if outcome.verdict is not BAD:
        return outcome
    listed = " and ".join(_w(each) for each in relation.inputs)
    words = (
        f"{_w(relation.stated)} cannot be reproduced from {listed}, whose mean is {outcome.recomputed}: "
        "a rolling or weighted average needs figures that are not given."
    )
    return Outcome(Verdict.CANNOT_BE_REPRODUCED, outcome.recomputed, words)


def _mean(relation: Relation) -> Outcome:
    count = len(relation.inputs)
    total = sum((Fraction(each.value) for each in relation.inputs), Fraction(0))
    span = spans.added(spans.together(relation.inputs))
    listed = ", ".join(_w(each) for each in relation.inputs)
    ends = Interval(span.low / count, span.high / count)
    return _told(relation, total / count, ends, f"The mean of {listed}", lambda: None)


def each(relation: Relation, around: Surroundings) -> Outcome | None:
    """A sum of money by what it was spent on."""
    money, count = relation.inputs
    span = spans.ratio(money.span, count.span)
    if span is None:
        return None
    value = Fraction(money.value) / Fraction(count.value)
    return _told(relation, value, span, f"{_w(money)} over {_w(count)}", lambda: None)


def than(relation: Relation, around: Surroundings) -> Outcome | None:
    """Above or below."""
    subject, other = relation.stated, relation.inputs[0]
    value = Fraction(subject.value) - Fraction(other.value)
    if value == 0:
        return None
    right = (value > 0) == (relation.direction > 0)
    if not right and spans.meet(spans.of(subject), spans.of(other)):
        return None
    really, said = ("above", "below") if value > 0 else ("below", "above")
    size = _gap_shown(value, subject, other)
    if right:
        return Outcome(OK, f"{size} {really}", f"{_w(subject)} is {size} {really} {_w(other)}, as stated.")
    return Outcome(BAD, f"{size} {really}", f"{_w(subject)} is {size} {really} {_w(other)}, not {said} it.")


def _gap_shown(value: Fraction, first: Number, second: Number) -> str:
    finer = first if showing.decimals(first) >= showing.decimals(second) else second
    return showing.like(abs(value), finer).replace("%", " percentage points")


def beside(relation: Relation, around: Surroundings) -> Outcome | None:
    """Two figures set side by side with no order claimed."""
    subject, other = relation.stated, relation.inputs[0]
    value = Fraction(subject.value) - Fraction(other.value)
    size = _gap_shown(value, subject, other)
    side = "above" if value > 0 else "below" if value < 0 else "from"
    return Outcome(OK, f"{size} {side}", f"{_w(subject)} is {size} {side} {_w(other)}; the text claims no more.")


def apart(relation: Relation, around: Surroundings) -> Outcome | None:
    """How far two figures are from each other."""
    first, second = relation.inputs
    ends = spans.together((first, second))
    value = abs(Fraction(first.value) - Fraction(second.value))
    of = f"The difference between {_w(first)} and {_w(second)}"
    outcome = _told(
        relation,
        value,
        spans.taken(ends[0], ends[1]),
        of,
        lambda: slips.of_points(relation.stated, second, first, around),
    )
    if outcome.verdict is BAD and relation.stated.sort is Sort.PERCENTAGE and second.value > 0:
        relative = _change(Relation(relation.kind, "pair", relation.stated, (second, first)), second, first, around)
        return relative if relative is not None and relative.verdict is OK else outcome
    return outcome


def times(relation: Relation, around: Surroundings) -> Outcome | None:
    """So many times over, or half."""
    old, new = relation.inputs
    before, word = relation.words.split("|")
    multiple = Fraction(word) if word[0].isdigit() else around.words.multiples.get(word)
    if not multiple or old.value <= 0 or new.value <= 0:
        return None
    ratio = Fraction(new.value) / Fraction(old.value)
    low, high = multiple * Fraction(9, 10), multiple * Fraction(11, 10)
    if before.endswith(("more than", "over")):
        low, high = (multiple, spans.HUGE) if multiple > 1 else (Fraction(0), multiple)
    elif before.endswith(("nearly", "almost", "under")):
        low, high = (multiple * Fraction(17, 20), multiple) if multiple > 1 else (multiple, multiple * Fraction(6, 5))
    shown = f"{showing.plain(ratio, 2)} times"
    words = f"{_w(new)} is {shown} {_w(old)}"
    name = f"{word} times" if word[0].isdigit() else word
    said = f"{before.split(' ', 1)[-1]} {word}" if before.endswith(("than", "over", "nearly", "almost")) else name
    if low <= ratio <= high:
        return Outcome(OK, shown, f"{words}, which agrees with {name}.", None, said)
    return Outcome(BAD, shown, f"{words}, not {name}.", None, said)


def units(relation: Relation, around: Surroundings) -> Outcome | None:
    """One unit of time in another, for every length that a working week or day may have."""
    smaller, larger = relation.words.split("|")
    found = (each for each in around.words.conversions if smaller in each.smaller and larger in each.larger)
    conversion = next(found, None)
    if conversion is None:
        return None
    amount, stated = relation.inputs[0], relation.stated
    value = Fraction(amount.value) / conversion.usual
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
            if showing.plain(value, 0) != showing.plain(Fraction(stated.value), 0)
            else f"{about}, which agrees with {stated.text}.",
        )
    return Outcome(BAD, shown, f"{about}, not {stated.text}.")


def _in_words(value: Fraction) -> str:
    names = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    whole = int(showing.rounded(value, 0)) if value < 10 else 11
    return names[whole] if whole < len(names) else showing.plain(value, 0)


def share(relation: Relation, around: Surroundings) -> Outcome | None:
    """A share in words beside the same in figures."""
    worded, stated = relation.inputs[0], relation.stated
    span, value = worded.span, Fraction(worded.value)
    if worded.sort is Sort.RATE:
        per = Fraction(worded.per or 1)
        value = value / per * 100
        span = Interval(
            Fraction(worded.value) * 100 / (per + Fraction(1, 2)), Fraction(worded.value) * 100 / (per - Fraction(1, 2))
        )
    if spans.meet(span, spans.of(stated)):
        return Outcome(OK, _w(stated), f"{worded.text} and {_w(stated)} agree.", None, _w(stated))
    shown = f"{showing.plain(value, 1)}%"
    return Outcome(BAD, shown, f"{worded.text} is {shown}, which {_w(stated)} is not.")


def place(relation: Relation, around: Surroundings) -> Outcome | None:
    """A place among so many."""
    rank, of = relation.stated, relation.inputs[0]
    if rank.value <= of.value:
        return None
    return Outcome(BAD, f"at most {_w(of)}", f"There is no place {_w(rank)} among {_w(of)}.")


FORMS: Mapping[str, Callable[[Relation, Surroundings], Outcome | None]] = {
    "part": part,
    "of_sum": of_sum,
    "return": a_return,
    "pair": pair,
    "pair_of_shares": pair,
    "either": either,
    "either_of_shares": either,
    "level": level,
    "shared_base": shared_base,
    "way": way,
    "parts": parts,
    "hundred": hundred,
    "mean": mean,
    "rolling": rolling,
    "each": each,
    "than": than,
    "beside": beside,
    "apart": apart,
    "gap": apart,
    "times": times,
    "units": units,
    "share": share,
    "place": place,
}
CHANGES: Mapping[str, Callable[[Relation, Surroundings], Outcome | None]] = {"pair": change_of, "either": change_either}
