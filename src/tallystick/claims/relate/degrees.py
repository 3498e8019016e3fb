"""More, less, better or worse said first, and the two figures after: "demand was heavier, with 1,120 against 980", "it was better: 87%".

The later figure may stand in the sentence, and the other one beside it or in the sentence before. Nearness alone ties them, so that this
only confirms.
"""

from collections.abc import Iterator

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate import directions
from tallystick.claims.relate.compared import denied, is_named, is_set_against, may_face, than, way_of
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued

# "Fewer were finished than in 2022/23: 85% compared with 88%"; "heavier demand, with 1,120 against 980".
BESIDE = cued(
    rf"(?P<way>[ml<>gj]){SOFT}{{1,16}}?[,:(-]{SOFT}{{0,3}}?(?P<subject>[CMPQ]){SOFT}{{0,6}}?c{SOFT}{{0,4}}?(?P<other>[CMPQ])",
    "c",
)
# "In Dean the result was better: 307 out of 353, or 87.0%"; "it was also higher in 2016/17, at 1,411".
ALONE = cued(
    rf"iw{{0,2}}(?P<way>[ml<>gj])(?!w{{0,3}}[hfobH])(?:{SOFT}{{0,6}}?[,:(-]{SOFT}{{0,3}}?|w{{1,2}})(?P<subject>[CMPQ])",
    "ml<>gj i",
)
# "… and by the end of December it had grown to 2,456": from the nearest figure before.
GROWN = cued(rf"(?P<way>[ud])w?t[^{NUMBERS}|^#,]{{0,3}}?(?P<new>[CMP])(?!w{{0,3}}f)", "ud t")
FURTHEST, SENTENCES, NEAR = 70, 2, 8


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every figure that a word told before it sets beside another."""
    for match in stream.matches(BESIDE):
        subject, other = match.start("subject"), match.start("other")
        if may_face(stream, subject, other):
            yield from _set_beside(stream, match.start("way"), subject, other)
    for match in stream.matches(ALONE):
        yield from _after_another(stream, match.start("way"), match.start("subject"), changing)
    for match in stream.matches(GROWN):
        yield from _grown(stream, match.start("way"), match.start("new"), changing)


def _grown(stream: Stream, at: int, new: int, changing: set[int]) -> Iterator[Relation]:
    first, _ = stream.around(at)
    near = [*stream.before(first), *stream.claims(first, at)]
    old = next((each for each in reversed(near) if each not in changing and may_face(stream, new, each)), None)
    if old is None or is_set_against(stream, old) or is_elsewhere(stream, old):
        return  # "the national rate is 41.7 … a rise to 51.7"
    beside = at - old <= FURTHEST and stream.sentence(at) - stream.sentence(old) <= SENTENCES
    if beside and not denied(stream, at) and new not in changing:
        yield directions.perhaps(stream.number(old), stream.number(new), 1 if stream.letters[at] == "u" else -1)


def _after_another(stream: Stream, at: int, subject: int, changing: set[int]) -> Iterator[Relation]:
    """Beside the nearest figure of the sentence before that it may face; where it does not, so may another of its own sentence."""
    first, end = stream.around(at)
    own = [index for index in stream.claims(subject, min(end, subject + 12)) if index not in changing]
    before = [index for index in stream.before(first) if index not in changing and at - index <= FURTHEST]
    for each in own:
        other = next((index for index in reversed(before) if may_face(stream, each, index)), None)
        if other is not None:
            yield from _set_beside(stream, at, each, other)
            return


def _set_beside(stream: Stream, at: int, subject: int, other: int) -> Iterator[Relation]:
    if denied(stream, at):
        return
    letter = {"g": ">", "j": "<"}.get(stream.letters[at], stream.letters[at])
    way = way_of(stream, letter, at, other)
    if way:
        yield than(stream.number(subject), stream.number(other), way, False)
    else:
        yield Relation(Kind.COMPARISON, "beside", stream.number(subject), (stream.number(other),), 0, False)


def is_elsewhere(stream: Stream, index: int) -> bool:
    """Is it the nation's, or the neighbours'? But "the council had issued 2,381" is its own."""
    own = stream.words.relating.may_be_ours
    return is_named(stream, index) and own.isdisjoint(stream.said(max(0, index - NEAR), index))
