"""What speaks for a hypothesis and against it: where its figures stand, and which words stand by them."""

import math
import re
from collections.abc import Callable, Iterator, Sequence

from tallystick.claims import digits
from tallystick.claims.relate.looks import NAME, Look, cues
from tallystick.claims.relate.ties.hypotheses import Tie
from tallystick.claims.relate.ties.reading import Figure, Reading

STOPS = frozenset("CPQMKR|^#")
# Of what stands between two figures no more than this is looked at.
BETWEEN = 16
# Families that are of two figures, or asked like them how far the farther one stands.
OF_TWO = frozenset({"share", "percent", "change", "gap", "each"})
OUT_OF_PLACE = {"change", "than", "above", "from", "of_these", "other", "including", "except", "gap"}
BREAKS = frozenset(letter for letter, name in NAME.items() if name in OUT_OF_PLACE)
OWN_SHARE = frozenset({"w(P", "i(P"})


def of_figure(reading: Reading, figure: Figure) -> Look:
    """What is said beside the figure, up to the figures before and after it."""
    stream, index = reading.stream, figure.letter
    before, after = stream.letters[max(0, index - 8) : index], stream.letters[index + 1 : index + 6]
    first, end = stream.bounds(reading.sentence[index])
    others = len(stream.claims(first, end, 6))
    is_time = figure.number.noun.partition(" ")[0] in stream.words.time
    return _figure, before, after, figure.change is not None, min(others, 5), is_time


def _figure(before: str, after: str, changes: bool, others: int, is_time: bool) -> Iterator[str]:
    yield from cues("before", _tail(before))
    yield from cues("after", _head(after))
    if before[-1:] in NAME:
        yield f"next.{NAME[before[-1:]]}"
    if changes:
        yield "changes"
    yield f"sentence.{others}"
    if is_time:
        yield "time"


def _tail(said: str) -> str:
    at = max((place for place, each in enumerate(said) if each in STOPS), default=-1)
    return said[at + 1 :]


def _head(said: str) -> str:
    at = min((place for place, each in enumerate(said) if each in STOPS), default=len(said))
    return said[:at]


def of_tie(reading: Reading, figure: Figure, tie: Tie) -> list[Look]:
    """Where the inputs stand, and what stands between them."""
    index, family = figure.letter, tie.family
    others = [each for each in tie.inputs if each != index] if family == "hundred" else tie.inputs
    sentence, ranks, own = reading.sentence, figure.ranks, reading.sentence[index]
    places = [ranks.get(each, 9) for each in others]
    apart = [abs(sentence[each] - own) for each in others]
    first, last = min(others), max(others)
    two = len(others) == 2
    place = (
        _place,
        min(3, *places),
        min(6, max(places)) if two or family in OF_TWO else -min(6, len(others)),
        min(2, *apart),
        min(3, max(apart)),
        (first > index) - (last < index),
        figure.change is not None and not figure.change.own.isdisjoint(others),
        family not in POSSIBLE or POSSIBLE[family](figure.said, [reading.values[each] for each in others]),
    )
    looks = _of_two(reading, figure, family, others[0], others[1]) if two else _of_run(reading, figure, others)
    return [place, *looks]


# May the figure be this at all, whatever its size: is a mean between its figures, a part less than its whole?
POSSIBLE: dict[str, Callable[[float, list[float]], bool]] = {
    "mean": lambda said, sizes: min(sizes) <= said <= max(sizes),
    "sum": lambda said, sizes: said > max(sizes),
    **dict.fromkeys(("rest", "gap", "change", "each"), lambda said, sizes: said < max(sizes)),
    **dict.fromkeys(("share", "joint", "of_sum", "hundred"), lambda said, sizes: said <= 100),
}


def _place(
    nearest: int, farthest: int, least: int, most: int, side: int, is_own: bool, is_possible: bool
) -> Iterator[str]:
    """How many figures and sentences away the inputs are, and on which side; `farthest` is below nought where many are counted."""
    yield f"nearest.{nearest}"
    yield f"farthest.{farthest}" if farthest >= 0 else f"count.{-farthest}"
    yield f"sentences.{least}.{most}"
    if side >= 0:
        yield "all_after" if side else "around"
    if is_own:
        yield "own"
    if not is_possible:
        yield "impossible"


def _of_two(reading: Reading, figure: Figure, family: str, one: int, other: int) -> list[Look]:
    index = figure.letter
    first, last = (one, other) if one < other else (other, one)
    between, claims = reading.between(first, last)
    skipped = claims - (first < index < last)
    known = between if skipped == 0 and len(between) <= BETWEEN else ""
    looks: list[Look] = [
        (_between, one < other, min(skipped, 3), known, reading.names_same(one, other)),
        (_beside, "one", one + 3 < index or index < one, reading.beside(one)),
        (_beside, "other", other + 3 < index or index < other, reading.beside(other)),
    ]
    if family == "share":
        looks.append((_share, min(max(index - one, -7), 9), reading.values[other] >= figure.largest(reading, other)))
    elif family == "each":
        looks.append((_each, *_of_each(reading, figure, one, other)))
    return looks


def _between(in_order: bool, skipped: int, between: str, same: bool | None) -> Iterator[str]:
    yield "in_order" if in_order else "turned"
    yield f"between.{skipped}"
    yield from cues("between", between)
    if same is not None:
        yield "same_things" if same else "other_things"


def _beside(name: str, has_own: bool, said: tuple[str, str, bool]) -> Iterator[str]:
    """What stands by an input, and whether it has a share of its own."""
    before, after, is_first = said
    yield from cues(f"{name}.before", _tail(before))
    yield from cues(f"{name}.after", _head(after))
    if after[:2] == "(P" or after in OWN_SHARE:
        yield f"{name}.own_share" if has_own else f"{name}.this_share"
    if is_first:
        yield f"{name}.first"


def _of_each(reading: Reading, figure: Figure, top: int, bottom: int) -> tuple[bool, bool]:
    """ "80 tonnes a run": in the unit of what is shared out, for one of what is counted."""
    stream = reading.stream
    unit, thing = (stream.number(each).noun.partition(" ")[0] for each in (top, bottom))
    after = stream.numbers[figure.letter].last + 1
    said = [token.low for token in stream.tokens[after : after + 4]]
    thing_named = len(thing) > 3 and any(word.startswith(thing[:-1]) for word in said)
    return thing_named, unit != "" and figure.number.noun.partition(" ")[0] == unit


def _each(thing_named: bool, unit_named: bool) -> Iterator[str]:
    if thing_named:
        yield "thing_named"
    if unit_named:
        yield "unit_named"


def _share(gap: int, is_largest: bool) -> Iterator[str]:
    if 0 < gap <= 3:
        yield "part_beside"
    elif 0 < gap <= 8:
        yield "part_near"
    elif -6 <= gap < 0:
        yield "part_behind"
    if is_largest:
        yield "largest"


def _of_run(reading: Reading, figure: Figure, others: Sequence[int]) -> list[Look]:
    first, last = min(others), max(others)
    stream, letters, values = reading.stream, reading.stream.letters, reading.values
    claims = stream.claims(min(first, figure.letter), max(last, figure.letter) + 1, 20)
    largest = max(others, key=values.__getitem__)
    same = letters[first]
    start = stream.bounds(reading.sentence[first])[0]
    return [
        (
            _run,
            0 if largest == first else 1 if largest == last else 2,
            any(each < first and letters[each] == same for each in figure.near),
            len(claims) == len(others) + 1,
            reading.sentence[first] == reading.sentence[last],
            any(letters[each] == same for each in stream.claims(start, first, 20)),
        ),
        (_inside, letters[max(0, first - 4) : first], BREAKS.intersection(letters[first + 1 : last])),
    ]


def _run(largest: int, after_others: bool, unbroken: bool, one_sentence: bool, more_before: bool) -> Iterator[str]:
    yield ("largest_first", "largest_last", "largest_inside")[largest]
    yield "others_before" if after_others else "from_the_first"
    yield "unbroken" if unbroken else "broken"
    if one_sentence:
        yield "one_sentence"
    if more_before:
        yield "more_before"


def _inside(before: str, between: frozenset[str]) -> Iterator[str]:
    yield from cues("first.before", _tail(before))
    yield from cues("inside", between)


BELOW = (-3, -2, -1, 0, 1, 2)
OFF = (0.03, 0.08, 0.18, 0.4)
DIGITS = re.compile(r"[0-9][0-9,]*\.?([0-9]*)")


def of_alarm(figure: Figure, tie: Tie, weight: float, faint: float | None, rivals: int) -> Iterator[str]:
    """Whether a hypothesis that comes near and does not hold shows the figure to be wrong.

    `faint` is the weight of one that holds and has little for it, `rivals` how many others weigh about as much.
    """
    yield f"family.{tie.family}"
    for step in BELOW:
        if weight > step:
            yield f"weight.{step}"
    off = abs(math.log(abs(tie.worked) / figure.said))
    for room in OFF:
        if off > room:
            yield f"off.{room}"
    if off > 1:
        yield "tenfold"
    slip = slipped(figure, tie)
    if slip:
        yield slip
    if faint is not None:
        yield "holds.faintly"
    if rivals:
        yield f"rivals.{min(rivals, 2)}"


def slipped(figure: Figure, tie: Tie) -> str:
    """One digit mistyped, or two the wrong way round; nothing if neither."""
    match = DIGITS.search(figure.number.text)
    if match is None:
        return ""
    shown = float(match.group().replace(",", ""))
    scaled = abs(tie.worked) * shown / figure.said
    places = len(match.group(1))
    said, worked = (digits.only(f"{value:.{places}f}") for value in (shown, scaled))
    if len(said) > 1 and digits.is_mistyped(said, worked):
        return "one_digit"
    return "swapped" if digits.is_swapped(said, worked) else ""
