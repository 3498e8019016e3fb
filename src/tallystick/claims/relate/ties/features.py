"""What speaks for a hypothesis and against it: where its figures stand, and which words stand by them.

A feature is a name; it is there or not. None of them knows wordings: a word counts by its cue (see `vocabulary.Cue`).
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.claims.relate.pairs import same_things
from tallystick.claims.relate.ties.hypotheses import Figure, Tie
from tallystick.claims.stream import Stream

CUES = {
    "udgjs": "change",
    "ml": "more",
    "b": "by",
    "oO": "of",
    "e": "equals",
    "TS": "total",
    "rU": "rest",
    "G": "average",
    "p": "each",
    "Dv": "gap",
    "hc": "than",
    "ABXV": "above",
    "W": "of_these",
    "(": "bracket",
    "i": "is",
    "f": "from",
    "t": "to",
    "k": "target",
    "ZL": "other",
    "N": "now",
    "q": "this",
    "a": "and",
    "n": "in",
    ",;:-": "stop",
    "F": "except",
    "I": "including",
    "H": "on",
    "y": "period",
}
NAME = {letter: name for letters, name in CUES.items() for letter in letters}


def of_figure(stream: Stream, figure: Figure) -> list[str]:
    """What is said beside the figure, up to the figures before and after it."""
    letters, index = stream.letters, figure.letter
    first = max(0, index - 8)
    before = letters[first:index]
    after = letters[index + 1 : index + 6]
    found = {f"before.{NAME[each]}" for each in _tail(before) if each in NAME}
    found |= {f"after.{NAME[each]}" for each in _head(after) if each in NAME}
    last = before[-1:]
    if last in NAME:
        found.add(f"next.{NAME[last]}")
    if figure.change:
        found.add("changes")
    start, end = stream.bounds(stream.sentence(index))
    others = stream.claims(start, end, 6)
    found.add(f"sentence.{min(len(others), 5)}")
    if stream.words.time and figure.number.noun.partition(" ")[0] in stream.words.time:
        found.add("time")
    return sorted(found)


STOPS = frozenset("CPQMKR|^#")


def _tail(said: str) -> str:
    at = max((place for place, each in enumerate(said) if each in STOPS), default=-1)
    return said[at + 1 :]


def _head(said: str) -> str:
    at = min((place for place, each in enumerate(said) if each in STOPS), default=len(said))
    return said[:at]


def of_tie(stream: Stream, figure: Figure, tie: Tie) -> Iterator[str]:
    """Where the inputs stand, and what stands between them."""
    index, inputs = figure.letter, tie.inputs
    others = [each for each in inputs if each != index]
    ranks = sorted(figure.near.index(each) if each in figure.near else 9 for each in others)
    yield f"nearest.{min(ranks[0], 3)}"
    if len(others) == 2 or tie.family in {"share", "percent", "change", "gap", "each"}:
        yield f"farthest.{min(ranks[-1], 6)}"
    else:
        yield f"count.{min(len(others), 6)}"
    apart = [abs(stream.sentence(each) - stream.sentence(index)) for each in others]
    yield f"sentences.{min(min(apart), 2)}.{min(max(apart), 3)}"
    first, last = min(others), max(others)
    if first > index:
        yield "all_after"
    elif last > index:
        yield "around"
    if figure.change and not figure.change.own.isdisjoint(others):
        yield "own"
    if not _is_possible(stream, figure, tie, others):
        yield "impossible"
    if len(others) == 2:
        yield from _of_two(stream, figure, tie, others[0], others[1], first, last)
    else:
        yield from _of_run(stream, figure, others, first, last)


def _is_possible(stream: Stream, figure: Figure, tie: Tie, others: list[int]) -> bool:
    """May the figure be this at all, whatever its size: is a mean between its figures, a part less than its whole?"""
    said, sizes = figure.said, [stream.values[each] for each in others]
    match tie.family:
        case "mean":
            return min(sizes) <= said <= max(sizes)
        case "sum":
            return said > max(sizes)
        case "rest" | "gap" | "change":
            return said < max(sizes)
        case "share" | "joint" | "of_sum" | "hundred":
            return said <= 100
        case "each":
            return said < max(sizes)
    return True


def _of_two(stream: Stream, figure: Figure, tie: Tie, one: int, other: int, first: int, last: int) -> Iterator[str]:
    letters = stream.letters
    yield "in_order" if one < other else "turned"
    between = letters[first + 1 : last]
    claims = [each for each in between if each in "CPQMKR"]
    skipped = len(claims) - (first < figure.letter < last)
    yield f"between.{min(skipped, 3)}"
    if skipped == 0 and len(between) <= 16:
        for name in sorted({NAME[each] for each in between if each in NAME}):
            yield f"between.{name}"
    if not same_things(stream.number(one), stream.number(other)):
        yield "other_things"
    elif stream.number(one).noun and stream.number(other).noun:
        yield "same_things"
    for name, each in (("one", one), ("other", other)):
        yield from _beside(stream, figure, name, each)
    if tie.family == "share":
        yield from _of_share(stream, figure, one, other)
    elif tie.family == "each":
        yield from _of_each(stream, figure, one, other)


def _beside(stream: Stream, figure: Figure, name: str, each: int) -> Iterator[str]:
    """What stands by an input, and whether it has a share of its own."""
    letters = stream.letters
    said = _tail(letters[max(0, each - 4) : each])
    for cue in sorted({NAME[letter] for letter in said if letter in NAME}):
        yield f"{name}.before.{cue}"
    after = _head(letters[each + 1 : each + 4])
    for cue in sorted({NAME[letter] for letter in after if letter in NAME}):
        yield f"{name}.after.{cue}"
    if letters[each + 1 : each + 3] == "(P" or letters[each + 1 : each + 4] in {"w(P", "i(P"}:
        yield f"{name}.own_share" if each + 3 < figure.letter or figure.letter < each else f"{name}.this_share"
    at = bisect_left(stream.order, each)
    if not at or "^" in letters[stream.order[at - 1] : each]:
        yield f"{name}.first"


def _of_each(stream: Stream, figure: Figure, top: int, bottom: int) -> Iterator[str]:
    """ "80 tonnes a run": in the unit of what is shared out, for one of what is counted."""
    unit, thing = (stream.number(each).noun.partition(" ")[0] for each in (top, bottom))
    after = stream.numbers[figure.letter].last + 1
    said = [token.low for token in stream.tokens[after : after + 4]]
    if len(thing) > 3 and any(word.startswith(thing[:-1]) for word in said):
        yield "thing_named"
    if unit and figure.number.noun.partition(" ")[0] == unit:
        yield "unit_named"


def _of_share(stream: Stream, figure: Figure, part: int, whole: int) -> Iterator[str]:
    gap = figure.letter - part
    if 0 < gap <= 3:
        yield "part_beside"
    elif 0 < gap <= 8:
        yield "part_near"
    elif -6 <= gap < 0:
        yield "part_behind"
    values = stream.values
    larger = [
        each for each in figure.near if stream.letters[each] == stream.letters[whole] and values[each] > values[whole]
    ]
    if not larger:
        yield "largest"


def _of_run(stream: Stream, figure: Figure, others: list[int], first: int, last: int) -> Iterator[str]:
    start = min(first, figure.letter)
    end = max(last, figure.letter)
    claims = stream.claims(start, end + 1, 20)
    largest = max(others, key=lambda each: stream.values[each])
    yield "largest_first" if largest == first else "largest_last" if largest == last else "largest_inside"
    earlier = [each for each in figure.near if each < first and stream.letters[each] == stream.letters[first]]
    yield "from_the_first" if not earlier else "others_before"
    yield "unbroken" if len(claims) == len(others) + 1 else "broken"
    before = _tail(stream.letters[max(0, first - 4) : first])
    for cue in sorted({NAME[letter] for letter in before if letter in NAME}):
        yield f"first.before.{cue}"
    same = stream.sentence(first) == stream.sentence(last)
    if same:
        yield "one_sentence"
    said = {NAME[letter] for letter in stream.letters[first + 1 : last] if letter in NAME}
    for cue in sorted(said & {"change", "than", "above", "from", "of_these", "other", "including", "except", "gap"}):
        yield f"inside.{cue}"
    start_of = stream.bounds(stream.sentence(first))[0]
    earlier = [each for each in stream.claims(start_of, first, 20) if stream.letters[each] == stream.letters[first]]
    if earlier:
        yield "more_before"


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
    yield from _of_digits(figure, tie)
    if faint is not None:
        yield "holds.faintly"
    if rivals:
        yield f"rivals.{min(rivals, 2)}"


def _of_digits(figure: Figure, tie: Tie) -> Iterator[str]:
    """One digit mistyped, or two the wrong way round."""
    match = DIGITS.search(figure.number.text)
    if match is None:
        return
    shown = float(match.group().replace(",", ""))
    scaled = abs(tie.worked) * shown / figure.said
    places = len(match.group(1))
    said, worked = (f"{value:.{places}f}".replace(".", "") for value in (shown, scaled))
    if len(said) != len(worked) or len(said) < 2:
        return
    differ = [place for place, (one, other) in enumerate(zip(said, worked, strict=True)) if one != other]
    if len(differ) == 1:
        yield "one_digit"
    elif len(differ) == 2 and differ[1] == differ[0] + 1 and said[differ[0]] == worked[differ[1]]:
        yield "swapped"
