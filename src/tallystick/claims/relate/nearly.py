"""A total or a remainder that no figures before it make, though all of its sentence come near.

"Housing (£310,000), Waste (£195,000) and Planning (£135,000), which together come to £590,000"; "1,316 of the 1,880 were against and 282
in favour; the remaining 292 did not say". Where any of the figures of its paragraph make it, that is what is meant; where none do, and
those of its sentence are out by little or by a slip of the pen, it is wrong.
"""

import re
from collections.abc import Collection, Iterator
from itertools import combinations

from tallystick.claims.model import Closeness, Kind, Relation
from tallystick.claims.relate.accounted import may_be_part
from tallystick.claims.relate.named import is_slip
from tallystick.claims.relate.pairs import Pair
from tallystick.claims.stream import Stream

REST = re.compile(r"(?:r[wo]{0,2}|rw?[,(]w?|U[wi]{0,3})$")
TOTAL = re.compile(r"T[wiote]{0,4}$"), re.compile(r"w{0,2}T")
# Figures before it that are looked at, letters as far as the cue may stand, by how much it may be out, and sentences back.
BACK, CUE, NEAR, HALF, SENTENCES = 10, 8, 0.1, 2, 3


def relations(stream: Stream, held: list[Pair], changing: set[int]) -> Iterator[Relation]:
    """Every total and every remainder that is out by a little."""
    others = changing | {pair.old for pair in held}
    for place, index in enumerate(stream.order):
        if stream.letters[index] not in "CM" or index in others or not _is_plain(stream, index):
            continue
        rest = REST.search(stream.letters, max(0, index - CUE), index) is not None
        total = TOTAL[0].search(stream.letters, max(0, index - CUE), index) or TOTAL[1].match(stream.letters, index + 1)
        made = not stream.words.relating.makes.isdisjoint(stream.said(max(0, index - 1), index))
        if rest or total or made:
            yield from _out_by_little(stream, place, others, rest)


def _is_plain(stream: Stream, index: int) -> bool:
    number = stream.number(index)
    return number.per is None and number.closeness is Closeness.AS_GIVEN and number.value > 0


def _out_by_little(stream: Stream, place: int, others: set[int], rest: bool) -> Iterator[Relation]:
    index = stream.order[place]
    first, _ = stream.bounds(stream.sentence(index))
    earliest = stream.starts[max(0, stream.sentence(index) - SENTENCES)]
    start = max(earliest - 1, stream.letters.rfind("^", earliest, index))
    near = [
        each
        for each in stream.order[max(0, place - BACK) : place]
        if each > start and may_be_part(stream, index, each, others, rest)
    ]
    if _is_made(stream, index, near):
        return
    before = stream.starts[max(0, stream.sentence(index) - 2)]
    for some in ([each for each in near if each >= first], [each for each in near if each >= before]):
        own = bool(some) and some[-1] >= first
        if len(some) > 1 and (own or not rest) and _are_all(stream, some, index):
            relation = _left(stream, index, some) if rest else _summed(stream, index, some)
            if relation is not None:
                yield relation
                return


def _is_made(stream: Stream, index: int, near: Collection[int]) -> bool:
    """Do any of the figures make it, as a sum or as what is left of the largest?"""
    wanted, room = stream.values[index], _room(stream, index)
    for many in range(2, len(near) + 1):
        for some in combinations(near, many):
            reached, largest = sum(stream.values[each] for each in some), max(stream.values[each] for each in some)
            off = room + sum(_room(stream, each) for each in some)
            if abs(reached - wanted) <= off or abs(2 * largest - reached - wanted) <= off:
                return True
    return False


def _room(stream: Stream, index: int) -> float:
    span = stream.number(index).span
    return float(span.high - span.low) / 2 + 1e-6


def _are_all(stream: Stream, some: list[int], index: int) -> bool:
    """Are they all figures of their kind up to it, with none told in a word that is read as no number ("and one was late")?"""
    letter = stream.letters[index]
    listed = [each for each in stream.claims(some[0], index) if stream.letters[each] == letter]
    said = set(stream.said(max(0, some[0] - 3), index))
    return listed == some and said.isdisjoint({stream.words.one} | stream.words.relating.single)


def _left(stream: Stream, index: int, some: list[int]) -> Relation | None:
    """What the rest leave of the largest, which is told first or second."""
    whole = max(some, key=stream.values.__getitem__)
    parts = [each for each in some if each != whole]
    left = stream.values[whole] - sum(stream.values[each] for each in parts)
    if some.index(whole) > 1 or stream.values[whole] <= stream.values[index] or left <= 0:
        return None
    if not _is_near(stream, index, left, stream.values[whole]):
        return None
    numbers = tuple(stream.number(each) for each in (whole, *parts))
    return Relation(Kind.DIFFERENCE, "signed", stream.number(index), numbers, 0, True, "+" + "-" * len(parts))


def _summed(stream: Stream, index: int, some: list[int]) -> Relation | None:
    reached = sum(stream.values[each] for each in some)
    if not _is_near(stream, index, reached, stream.values[index]):
        return None
    return Relation(
        Kind.SUM_OF_PARTS, "parts", stream.number(index), tuple(stream.number(each) for each in some), 0, True
    )


def _is_near(stream: Stream, index: int, worked: float, whole: float) -> bool:
    said = stream.values[index]
    slip = 1 / HALF <= worked / said <= HALF and is_slip(worked, said)
    return slip or abs(worked - said) <= NEAR * whole
