"""Who came second, next or last, with the figure beside the word: "the Liberal Democrats were second on 398", "followed by Bury on 84.7%".

The figure right by the word is held against the others of its kind in the sentence, in that and the one before, or in the paragraph.
Only what holds is told: the words may speak of another order.
"""

from collections.abc import Iterator

from tallystick.claims.lists import total_among
from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream

# Letters after a word and before it in which its figure stands, and in which the others are looked for; how many of these there may be.
AHEAD, BACK, WIDE, MOST = 9, 5, 120, 24
MOST_PLACES, LEAST = 5, 2
NEXT, LAST = 0, 99


def relations(stream: Stream) -> Iterator[Relation]:
    """Every place told in a word beside the figure that has it."""
    words = stream.words.placing
    told = {word: place for word, place in stream.words.ordinals.items() if place <= MOST_PLACES}
    for place, said in ((1, words.first), (NEXT, words.next), (LAST, words.last)):
        told |= dict.fromkeys(said, place)
    for at in stream.of_words(frozenset(told)):
        word = stream.tokens[stream.places[at]].low
        if word in words.by_itself or _is_reached(stream, at):
            placed = (_placed(stream, at, own, told[word]) for own in _beside(stream, at))
            yield from [relation for relation in placed if relation is not None][:1]


def _is_reached(stream: Stream, at: int) -> bool:
    """ "Came second", "in third place", "followed by"; but not "the second quarter", "a third of them", "the next year"."""
    words = stream.words.placing
    reached = not words.reached.isdisjoint(stream.said(max(0, at - 1), at)) and stream.letters[at + 1 : at + 2] != "o"
    return stream.letters[at] != "P" and (reached or not words.place.isdisjoint(stream.said(at + 1, at + 2)))


def _beside(stream: Stream, at: int) -> list[int]:
    first, end = stream.around(at)
    near = stream.claims(at + 1, min(end, at + AHEAD), 1) or stream.claims(max(first, at - BACK), at)[-1:]
    return [each for each in near if stream.letters[each] in "CMPQ"]


def _placed(stream: Stream, at: int, own: int, place: int) -> Relation | None:
    for first, end in _reaches(stream, at):
        among = _among(stream, own, first, end)
        for way in (1, -1) if own in among else ():
            if _has(stream, among, own, place, way):
                others = (stream.number(each) for each in among if each != own)
                stated = _said(stream, at, place, _place(stream, among, own, way))
                return Relation(Kind.RANK, "ranked", stated, (stream.number(own), *others), way, False, faint=True)
    return None


def _reaches(stream: Stream, at: int) -> Iterator[tuple[int, int]]:
    """The sentence; with the one before it; the paragraph."""
    first, end = stream.around(at)
    start = max(stream.letters.rfind("^", 0, at) + 1, at - WIDE)
    stop = stream.letters.find("^", at, at + WIDE)
    yield first, end
    yield max(start, stream.around(max(first - 1, 0))[0]), end
    yield start, stop if stop >= 0 else at + WIDE


def _among(stream: Stream, own: int, first: int, end: int) -> list[int]:
    """The figures of one kind with a figure, without the sum of all others."""
    found = [
        each
        for each in stream.claims(first, end, MOST)
        if stream.letters[each] == stream.letters[own] and alike(stream.number(each), stream.number(own))
    ]
    total = total_among([stream.values[each] for each in found])
    return [each for place, each in enumerate(found) if place != total]


def _place(stream: Stream, among: list[int], own: int, way: int) -> int:
    return 1 + sum((stream.values[each] - stream.values[own]) * way > 0 for each in among)


def _has(stream: Stream, among: list[int], own: int, place: int, way: int) -> bool:
    """Has the figure, and no other, that place? The last, and what is next, are told of the greatest first."""
    if len(among) < LEAST or _is_shared(stream, among, own):
        return False
    really = _place(stream, among, own, way)
    if place == LAST:
        return way > 0 and really == len(among) > LEAST
    if place == NEXT:
        ahead = [each for each in among if each < own]
        return way > 0 and bool(ahead) and really == _place(stream, among, ahead[-1], way) + 1
    return really == place and (way > 0 or len(among) > place)


def _is_shared(stream: Stream, among: list[int], own: int) -> bool:
    return sum(stream.values[each] == stream.values[own] for each in among) > 1


def _said(stream: Stream, at: int, place: int, really: int) -> Number:
    """The word as a place."""
    first, following, last = stream.words.placing.spoken
    return stream.spoken(at, really, Sort.RANK, {1: first, NEXT: following, LAST: last}.get(place, ""))
