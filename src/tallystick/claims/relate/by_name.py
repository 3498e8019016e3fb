"""Shares whose part or whole is called by its name: "£8.1m is green, £2.7m amber and £1.6m red ... the red ones, at 13%".

A list that adds up to its total gives each part its name; so does a figure with a noun beside it that another place repeats ("of the
net budget"). What is so named twice is tied by words, and may contradict where it comes near.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import is_change
from tallystick.claims.stream import Stream

MOST_PARTS, REACH, BACK, AHEAD = 8, 70, 6, 12
NOTHING = 1e-6
# Letters either side of a figure that may name it; and those right beside it.
ABOUT, RIGHT_BESIDE = 9, 3
ENDS = frozenset(",;:|^#")
MOVED = frozenset("udmlckftbLNABXV!")
NEAREST = 2.5


class Part(NamedTuple):
    """A part of a list that adds up: its letter, that of the total, and the words that no other part has."""

    figure: int
    whole: int
    names: frozenset[str]


def relations(stream: Stream) -> Iterator[Relation]:
    """Every share of what is named."""
    yield from _of_listed(stream)
    yield from _of_named(stream)


def _of_listed(stream: Stream) -> Iterator[Relation]:
    """ "The red ones, at 13%": a share whose words are those of one part of a list before it."""
    named: dict[int, list[Part]] = {}
    for whole, run in listed(stream):
        at = bisect_left(stream.order, run[-1])
        near = [each for each in stream.order[at + 1 : at + AHEAD] if stream.letters[each] == "P"]
        shares = [each for each in near if each <= run[-1] + REACH and _may_be_part(stream, each)]
        parts = list(_with_names(stream, whole, run)) if shares else []
        for share in shares:
            said = _said_before(stream, share)
            named.setdefault(share, []).extend(part for part in parts if part.names & said)
    for share, found in named.items():
        if len(found) == 1 and _is_share(stream, share, found[0], _said_before(stream, share)):
            yield from _share(stream, share, found[0].figure, found[0].whole, NEAREST)


def _share(stream: Stream, share: int, part: int, whole: int, most: float) -> Iterator[Relation]:
    stated, worked = stream.values[share], stream.values[part] * 100 / stream.values[whole]
    inputs = stream.number(part), stream.number(whole)
    firm = 1 / most <= worked / max(stated, 1e-9) <= most
    yield Relation(Kind.PERCENT_OF_TOTAL, "part", stream.number(share), inputs, 0, firm, far=not firm)


def listed(stream: Stream) -> Iterator[tuple[int, list[int]]]:
    """Every figure that the figures after it come to, exactly, with these."""
    order, letters, values = stream.order, stream.letters, stream.values
    for place, whole in enumerate(order):
        letter, left = letters[whole], values[whole]
        if letter not in "CM" or left < 10:
            continue
        run = []
        for index in order[place + 1 : place + 2 * MOST_PARTS]:
            if letters[index] == letter:
                run.append(index)
                left -= values[index]
                if left < NOTHING or values[index] <= 0:
                    break
        if len(run) > 1 and abs(left) < NOTHING and values[run[-1]] > 0:
            yield whole, run


def _with_names(stream: Stream, whole: int, run: list[int]) -> Iterator[Part]:
    labels = [called(stream, index) for index in run]
    for index, label in zip(run, labels, strict=True):
        others = frozenset().union(*(other for other in labels if other is not label), called(stream, whole))
        yield Part(index, whole, label - others)


def called(stream: Stream, index: int, reach: int = ABOUT) -> frozenset[str]:
    """The words about a figure, so many at most, to the commas or the figures either side."""
    first, last = index, index + 1
    while first > max(0, index - reach) and not is_edge(stream, first - 1):
        first -= 1
    while last < min(len(stream.letters), index + reach) and not is_edge(stream, last):
        last += 1
    return _names(stream, first, index) | _names(stream, index + 1, last)


def is_edge(stream: Stream, at: int) -> bool:
    """Does what is said of a figure end here?"""
    return stream.letters[at] in ENDS or at in stream.numbers


def _names(stream: Stream, first: int, last: int) -> frozenset[str]:
    """The words of some letters that name things, without the ending of many."""
    words = stream.words.unnaming
    return (
        frozenset(
            low.rstrip("s")
            for low in stream.said(first, last)
            if low[0].isalpha() and len(low) > 2 and low not in words
        )
        if first < last
        else frozenset()
    )


def _said_before(stream: Stream, share: int) -> frozenset[str]:
    """The words of its sentence before a share, to the figure before it."""
    return _names(stream, _begun(stream, share), share)


def _begun(stream: Stream, share: int) -> int:
    """Where what is said of a share begins: its sentence, or after the figure before it."""
    first, _ = stream.around(share, 14)
    own = stream.claims(first, share)
    return own[-1] + 1 if own else first


def _may_be_part(stream: Stream, share: int) -> bool:
    return not is_change(stream, share, True) and not MOVED & set(stream.letters[_begun(stream, share) : share])


def _is_share(stream: Stream, share: int, part: Part, said: frozenset[str]) -> bool:
    """Do the words make it a share, of the whole of the list if of anything?"""
    _, end = stream.around(share, 14)
    after = stream.letters[share + 1 : share + 2]
    if after in {"o", "O", "W"}:
        said_of = frozenset(stream.said(share + 1, min(share + 6, end)))
        return bool(
            said_of & stream.words.wholes or _names(stream, share + 1, min(share + 6, end)) & called(stream, part.whole)
        )
    letters = stream.letters[_begun(stream, share) : share]
    return "e" in letters[-4:] or letters[-2:] == ",w" or bool(said & stream.words.portions)


def _of_named(stream: Stream) -> Iterator[Relation]:
    """ "£2.4m or 0.8% of the net budget", where a budget of £312.6m was named before it."""
    for at, share in enumerate(stream.order):
        if stream.letters[share] != "P" or stream.letters[share + 1 : share + 2] != "o" or not at:
            continue
        part = stream.order[at - 1]
        if stream.letters[part] not in "CM" or not _tied(stream, part, share):
            continue
        _, end = stream.around(share, 6)
        named_as = _names(stream, share + 2, _stop(stream, share + 2, end))
        earlier = [index for index in stream.order[max(0, at - 1 - BACK) : at - 1] if _fits(stream, index, part)]
        named = [index for index in earlier if named_as & called(stream, index, RIGHT_BESIDE)]
        if named_as and len({stream.values[index] for index in named}) == 1:
            yield from _share(stream, share, part, named[0], 1.6)


def _tied(stream: Stream, part: int, share: int) -> bool:
    letters = stream.between(part, share)
    if "|" in letters or "^" in letters:
        return False  # "above the target of 8.5. Long-term absence made up 62% of days lost"
    return len(letters) <= 6 and ("e" in letters[-3:] or "(" in letters[-2:]) and not MOVED & set(letters)


def _stop(stream: Stream, first: int, end: int) -> int:
    at = first
    while at < end and stream.letters[at] in "wo":
        at += 1
    return at


def _fits(stream: Stream, whole: int, part: int) -> bool:
    return (
        stream.letters[whole] in "CM"
        and stream.values[whole] > stream.values[part] > 0
        and alike(stream.number(whole), stream.number(part))
    )
