"""Changes: in per cent, in the unit of the figures, from a level, from a shared base, and the word that says which way."""

from fractions import Fraction

from tallystick.claims.check import showing, slips, spans
from tallystick.claims.check.outcome import BAD, CUT, DROPPED, OK, Outcome, best, figure, is_hopeless, told
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Interval, Number, Relation, Slip, Sort, Verdict


def pair(relation: Relation, around: Surroundings) -> Outcome | None:
    """A change in per cent between two figures."""
    old, new = relation.inputs
    return change(relation, old, new, around)


def change(relation: Relation, old: Number, new: Number, around: Surroundings) -> Outcome | None:
    first, second = spans.together((old, new))
    if old.value == 0 and relation.firm:
        words = f"From {figure(old)} to {figure(new)} is a change that no per cent can tell."
        return Outcome(Verdict.CANNOT_BE_REPRODUCED, "", words)
    if is_hopeless(relation, second, first, 100):
        return DROPPED
    span = spans.ratio(second, first)
    if span is None or old.value <= 0:
        return None
    value = (new.exact - old.exact) / old.exact * 100
    of = f"From {figure(old)} to {figure(new)}"
    stated = relation.stated
    outcome = told(relation, value, spans.scaled(span, 100, 100), of, lambda: slips.of_change(stated, old, new, around))
    if outcome.verdict is CUT and old.sort is Sort.PERCENTAGE and abs(new.value - old.value) == abs(stated.value):
        shown = showing.apart(abs(value), stated)
        words = f"{of} is {shown}, not {figure(stated)}; the difference is in percentage points."
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
    tried = [change(relation, first, second, around), change(relation, second, first, around)]
    return best(tried)


def level(relation: Relation, around: Surroundings) -> Outcome | None:
    """A per cent and its amount beside one figure: the figure after the change, or before it."""
    amount, size = (number.exact for number in relation.inputs)
    amount = abs(amount)
    ways = (relation.direction,) if relation.direction else (1, -1)
    tried = [_on_base(relation, size - way * amount, _after(relation, way)) for way in ways]
    tried.append(_on_base(relation, size, f"{figure(relation.inputs[0])} on {figure(relation.inputs[1])}"))
    return best(tried)


def halves(relation: Relation, around: Surroundings) -> Outcome | None:
    """A per cent and its amount beside one figure that is of both times together: it confirms only."""
    amount, size = (number.exact for number in relation.inputs)
    ways = (relation.direction,) if relation.direction else (1, -1)
    both = best([_on_base(relation, (size - way * abs(amount)) / 2, _in_two(relation, way)) for way in ways])
    return both if both is not None and both.verdict is OK else None


def _after(relation: Relation, way: int) -> str:
    amount, total = relation.inputs
    base = total.exact - way * abs(amount.exact)
    return f"{figure(amount)} on {showing.like(base, total)} (which gives {figure(total)})"


def _in_two(relation: Relation, way: int) -> str:
    amount, total = relation.inputs
    base = (total.exact - way * abs(amount.exact)) / 2
    after = total.exact - base
    return f"{figure(amount)} on {showing.like(base, total)}, as {showing.like(base, total)} and {showing.like(after, total)} make {figure(total)},"


def _on_base(relation: Relation, base: Fraction, of: str) -> Outcome | None:
    if base <= 0:
        return None
    value = abs(relation.inputs[0].exact) / base * 100
    slack = relation.inputs[0].span
    ends = Interval(
        min(abs(slack.low), abs(slack.high)) / base * 100, max(abs(slack.low), abs(slack.high)) / base * 100
    )
    return told(relation, value, ends, of, lambda: slips.of_digits(relation.stated, value))


def shared_base(relation: Relation, around: Surroundings) -> Outcome | None:
    """Changes of parts beside the change of the whole: the bases that they imply must add up."""
    percent, amount, *rest = relation.inputs
    whole = _base(percent, amount)
    parts = [_base(share, each) for share, each in zip(rest[::2], rest[1::2], strict=True)]
    own = next((each for share, each in zip(rest[::2], rest[1::2], strict=True) if share is relation.stated), None)
    known = [part for part in parts if part is not None]
    if whole is None or own is None or len(known) < len(parts) or not spans.meet(spans.added(known), whole):
        return None
    base = own.exact * 100 / relation.stated.exact
    words = (
        f"{figure(own)} at {figure(relation.stated)} is a base of about {showing.plain(base, 0)}; with the other parts it makes "
        f"{showing.plain(spans.added(known).low, 0)} to {showing.plain(spans.added(known).high, 0)}, as {figure(amount)} at {figure(percent)} asks."
    )
    return Outcome(OK, figure(relation.stated), words)


def _base(percent: Number, amount: Number) -> Interval | None:
    span = spans.ratio(amount.span, percent.span)
    return None if span is None else spans.scaled(span, 100)


def change_of(relation: Relation, around: Surroundings) -> Outcome | None:
    """A change in the unit of the figures themselves."""
    old, new = relation.inputs
    first, second = spans.together((old, new))
    value = new.exact - old.exact
    of = f"From {figure(old)} to {figure(new)}"
    hint = lambda: slips.of_points(relation.stated, old, new, around)  # noqa: E731
    return _against_sign(relation, told(relation, value, spans.taken(second, first), of, hint), value, of)


def change_either(relation: Relation, around: Surroundings) -> Outcome | None:
    """The same where the order of the two is open."""
    first, second = relation.inputs
    turned = Relation(relation.kind, relation.form, relation.stated, (second, first), relation.direction, relation.firm)
    return best([change_of(relation, around), change_of(turned, around)])


def way(relation: Relation, around: Surroundings) -> Outcome | None:
    """A word of direction against two figures."""
    old, new = relation.inputs
    value = new.exact - old.exact
    same = (value > 0) == (relation.direction > 0)
    rounded = spans.cross(old.span, new.span) and old.span.low != old.span.high
    if value == 0 or (not same and relation.direction and rounded and new.text != old.text):
        return None  # "fell from 3.4% to 3.5%", which may be the same
    really = "rise" if value > 0 else "fall"
    size = showing.between(abs(value), new, old)
    words = f"From {figure(old)} to {figure(new)} is a {really} of {size}"
    if not relation.direction:
        return Outcome(OK, f"a {really} of {size}", f"{words}; the text does not say which way.")
    name, _, quoted = relation.words.partition("|")
    name = name or ("rise" if relation.direction > 0 else "fall")
    if same:
        said = f'as "{quoted}" says' if quoted else "as stated"
        return Outcome(OK, f"a {really} of {size}", f"{words}, {said}.", None, f"a {name}")
    said = f"{words}, not {'an' if name[0] in 'aeiou' else 'a'} {name}."
    return Outcome(BAD, f"a {really} of {size}", said, Slip.INVERTED_CHANGE, f"a {name}")


def of_level(relation: Relation, around: Surroundings) -> Outcome | None:
    """The amount of a change, from its per cent and the figure after it; it confirms only."""
    percent, after = relation.inputs
    share = percent.exact / 100 * (relation.direction or 1)
    if share <= -1:
        return None
    ends = sorted(abs(after.exact * end / (100 + end)) for end in (percent.span.low, percent.span.high))
    if relation.direction < 0:
        ends = sorted(abs(after.exact * end / (100 - end)) for end in (percent.span.low, percent.span.high))
    value = abs(after.exact * share / (1 + share))
    of = f"{figure(percent)} that leads to {figure(after)}"
    stated = abs(relation.stated.exact)
    if not ends[0] <= stated <= ends[1]:
        return None
    return Outcome(OK, showing.like(value, relation.stated), f"{of} is about {showing.like(value, relation.stated)}.")


def more_than_all(relation: Relation, around: Surroundings) -> Outcome | None:
    """A fall of more than a hundred per cent."""
    words = f"A fall of {figure(relation.stated)} would be more than all there was."
    return Outcome(BAD, "100% at most", words, Slip.INVERTED_CHANGE)


def unsaid(relation: Relation, around: Surroundings) -> Outcome | None:
    """A change of which the figures that it lies between are not given, or not told."""
    words = f"{figure(relation.stated)} is a change, and the text does not say for certain between which figures."
    return Outcome(Verdict.CANNOT_BE_REPRODUCED, "", words)
