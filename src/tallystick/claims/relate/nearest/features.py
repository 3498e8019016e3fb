"""What speaks for two figures being those that a word compares, or against it. A feature is a name; it is there or not."""

from collections.abc import Iterator

from tallystick.claims.relate.nearest.candidates import Facing, Surroundings
from tallystick.claims.relate.pairs import same_things
from tallystick.claims.relate.ties.features import NAME

NEAR = ((2, "at_once"), (5, "near"), (10, "middling"), (18, "far"))


def of(facing: Facing, around: Surroundings) -> Iterator[str]:
    """The names of all that is there."""
    stream, at = around.stream, facing.at
    letters = stream.letters
    word = f"{facing.kind}{'+' if letters[at + 1 : at + 2] == 'h' else ''}"
    yield f"word.{word}"
    after = letters[at + 1 : at + 2]
    yield f"after.{NAME.get(after, after if after in 'CMPQ' else 'w')}"
    where = "".join(_where(stream.sentence(each) == stream.sentence(at), each, at) for each in (facing.subject, facing.other))
    yield f"where.{where}"
    yield f"{facing.kind}.{where}"
    yield f"said.{stream.tokens[stream.places[at]].low}"
    yield f"{where}.{_distance(abs(facing.subject - at))}.{_distance(abs(facing.other - at))}"
    for name, index in (("subject", facing.subject), ("other", facing.other)):
        yield f"{name}.{_distance(abs(index - at))}"
        low, high = min(index, at), max(index, at)
        between = letters[low + 1 : high]
        yield f"{name}.figures.{min(3, sum(each in 'CMPQKR' for each in between))}"
        for cue in {NAME[each] for each in between if each in NAME}:
            yield f"{name}.over.{cue}"
        for cue in {NAME[each] for each in letters[max(0, index - 3) : index] if each in NAME}:
            yield f"{name}.before.{cue}"
        for cue in {NAME[each] for each in letters[index + 1 : index + 4] if each in NAME}:
            yield f"{name}.after.{cue}"
        first, end = stream.around(index)
        said = set(stream.said(max(first, index - 6), index)) | set(stream.said(index + 1, min(end, index + 5)))
        for other, known in (("asked", stream.words.asked | stream.words.limits), ("levels", stream.words.levels), ("ago", stream.words.long_ago), ("ours", stream.words.ourselves)):
            if not said.isdisjoint(known):
                yield f"{name}.{other}"
        if letters[index - 1 : index] == "(":
            yield f"{name}.bracketed"
        if letters[index + 1 : index + 2] == "(":
            yield f"{name}.then_bracket"
        if index in around.changing:
            yield f"{name}.changes"
    one, two = min(facing.subject, facing.other), max(facing.subject, facing.other)
    between = letters[one + 1 : two]
    yield f"apart.{min(3, sum(each in 'CMPQKR' for each in between))}"
    for cue in {NAME[each] for each in between if each in NAME}:
        yield f"between.{cue}"
    yield f"sort.{letters[one]}"
    yield from _values(facing, around)


def _where(same: bool, index: int, at: int) -> str:
    return "<" if same and index < at else ">" if same else "-"


def _distance(letters: int) -> str:
    return next((name for most, name in NEAR if letters <= most), "farthest")


def _values(facing: Facing, around: Surroundings) -> Iterator[str]:
    stream = around.stream
    low, high = sorted(abs(stream.values[each]) for each in (facing.subject, facing.other))
    ratio = high / low if low else 99
    yield f"ratio.{'close' if ratio < 1.1 else 'near' if ratio < 1.5 else 'some' if ratio < 3 else 'far'}"
    first, second = stream.number(facing.subject), stream.number(facing.other)
    if first.noun and second.noun:
        yield f"noun.{'same' if first.noun == second.noun else 'alike' if same_things(first, second) else 'other'}"
    if (first.start, second.start) in around.joined:
        yield "joined"
    start, end = stream.around(facing.at)
    gap = abs(stream.values[facing.subject] - stream.values[facing.other])
    if any(abs(stream.values[each] - gap) < 1e-6 * max(1, gap) for each in stream.claims(start, end)):
        yield "gap"
    yield f"sentence.{min(6, len(stream.claims(start, end)))}"
