"""What speaks for two figures being those that a word compares, or against it."""

from collections.abc import Iterator

from tallystick.claims.relate.looks import NAME, Look, cues
from tallystick.claims.relate.nearest.candidates import Facing, Surroundings
from tallystick.claims.relate.pairs import same_things
from tallystick.claims.stream import NUMBERS, Stream

# Letters up to which a figure stands so near a word.
NEAR = ((2, "at_once"), (5, "near"), (10, "middling"), (18, "far"))
# By how many times the greater of two figures may be the other.
CLOSE = ((1.1, "close"), (1.5, "near"))
BESIDE, CLAUSE, MOST_FIGURES, MOST_IN_SENTENCE = 3, 6, 3, 6
EQUAL = 1e-6


def of(facing: Facing, around: Surroundings) -> list[Look]:
    """All looks at a word and its two figures."""
    at = facing.word.at
    return [
        *of_pair(facing, around),
        *of_figure("subject", around, at, facing.subject),
        *of_figure("other", around, at, facing.other),
    ]


def of_pair(facing: Facing, around: Surroundings) -> list[Look]:
    """The looks that are at both figures."""
    stream, at, subject, other = around.stream, facing.word.at, facing.subject, facing.other
    after = stream.letters[at + 1 : at + 2]
    first, last = min(subject, other), max(subject, other)
    return [
        (_word, facing.word.kind, after, stream.tokens[stream.places[at]].low),
        (_where, _side(stream, subject, at), _side(stream, other, at)),
        (_between, stream.letters[first + 1 : last]),
        _values(facing, around),
    ]


def _word(kind: str, after: str, word: str) -> Iterator[str]:
    yield f"word.{kind}{'+' if after == 'h' else ''}"
    yield f"after.{NAME.get(after, after if after in NUMBERS else 'w')}"
    yield f"said.{word}"


def _side(stream: Stream, index: int, at: int) -> str:
    if stream.sentence(index) != stream.sentence(at):
        return "earlier"
    return "before" if index < at else "after"


def _where(subject: str, other: str) -> Iterator[str]:
    yield f"where.{subject}.{other}"


def of_figure(name: str, around: Surroundings, at: int, index: int) -> Iterator[Look]:
    """The looks at one of them."""
    stream = around.stream
    letters = stream.letters
    yield _over, name, letters[min(index, at) + 1 : max(index, at)]
    yield (
        _beside,
        name,
        letters[max(0, index - BESIDE) : index],
        letters[index + 1 : index + 1 + BESIDE],
        index in around.changing,
    )
    first, end = stream.around(index)
    said = {*stream.said(max(first, index - CLAUSE), index), *stream.said(index + 1, min(end, index + CLAUSE))}
    words = stream.words
    for whose, known in (
        ("asked", words.asked),
        ("asked", words.limits),
        ("levels", words.levels),
        ("ago", words.long_ago),
        ("ours", words.ourselves),
    ):
        if not said.isdisjoint(known):
            yield _named, name, whose


def _named(name: str, whose: str) -> Iterator[str]:
    yield f"{name}.{whose}"


def _over(name: str, between: str) -> Iterator[str]:
    """How far the figure stands from the word, and over what."""
    yield f"{name}.{next((near for most, near in NEAR if len(between) < most), 'farthest')}"
    yield f"{name}.figures.{_figures(between)}"
    yield from cues(f"{name}.over", between)


def _beside(name: str, before: str, after: str, changing: bool) -> Iterator[str]:
    yield from cues(f"{name}.before", before)
    yield from cues(f"{name}.after", after)
    if before[-1:] == "(":
        yield f"{name}.bracketed"
    if after[:1] == "(":
        yield f"{name}.then_bracket"
    if changing:
        yield f"{name}.changes"


def _between(between: str) -> Iterator[str]:
    """What stands between the two figures."""
    yield f"apart.{_figures(between)}"
    yield from cues("between", between)


def _figures(letters: str) -> int:
    return min(MOST_FIGURES, sum(each in NUMBERS for each in letters))


def _values(facing: Facing, around: Surroundings) -> Look:
    """How near the two come, what they count, and whether something else is told of them."""
    stream = around.stream
    one, two = stream.values[facing.subject], stream.values[facing.other]
    low, high = sorted((abs(one), abs(two)))
    close = next((name for most, name in CLOSE if high < most * low), "far")
    first, second = stream.number(facing.subject), stream.number(facing.other)
    noun = ""
    if first.noun and second.noun:
        noun = "same" if first.noun == second.noun else "alike" if same_things(first, second) else "other"
    at = facing.word.at
    if at not in around.near:
        around.near[at] = [stream.values[each] for each in stream.claims(*stream.around(at))]
    near, apart, room = around.near[at], abs(one - two), EQUAL * max(1.0, high)
    gap = any(abs(value - apart) < room for value in near)
    joined = (first.start, second.start) in around.joined
    return _told, stream.letters[facing.subject], close, noun, joined, gap, min(MOST_IN_SENTENCE, len(near))


def _told(sort: str, close: str, noun: str, joined: bool, gap: bool, figures: int) -> Iterator[str]:
    yield f"sort.{sort}"
    yield f"ratio.{close}"
    yield f"sentence.{figures}"
    if noun:
        yield f"noun.{noun}"
    if joined:
        yield "joined"
    if gap:
        yield "gap"
