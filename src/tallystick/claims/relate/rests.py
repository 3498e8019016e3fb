"""What is left of a whole: "of the 58, 41 are complete and 9 under way; the remaining 8", "£3.4m of the £9.0m, leaving £5.6m"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tallystick.claims import digits
from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.pairs import alike, same_things
from tallystick.claims.stream import NUMBERS, Stream, cued

REMAINING = cued(rf"rw{{0,2}}(?P<rest>[CM])|r[^{NUMBERS}|^#;,]{{0,3}}[,(]?o?w?(?P<rest2>[CM])", "r")
LEAVING = cued(rf"U[^{NUMBERS}|^#;,fcud]{{0,6}}?(?P<rest>[CM])", "U")
LEFT = cued(r"[;,awq]w?(?P<rest>[CM])[wi]{1,4}(?=[|,;^]|$)", "CM")
OUT_OF = re.compile(r"^[wk]{0,2}[oO]")
# "5,640 households: 1,880 in bands A and B, and the other": one whole, and what it is made of.
OPENED = re.compile(r"[wony]{0,6}[:;,(-]w?")
WHOLE = re.compile(r"(?:(?<=[|^;:,(#a])|^)w?[oO]w{0,2}$")
OF_IT = re.compile(r"[oO]w{0,2}[CM]")
# "113 of them are", "Of these, 288 are": a part of what was named before.
OF_THEM = re.compile(r"^W|(?<=[CM])W")
NO_PLAIN_LIST = frozenset("WIFfcABXV")
MOST = 5


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every remainder that a sentence gives beside its whole and what was taken from it."""
    for match in stream.matches(REMAINING):
        yield from _remaining(stream, match.start("rest" if match.group("rest") else "rest2"), changing)
    for match in stream.matches(LEFT):
        rest = match.start("rest")
        if _is_distance(stream, rest) and not any(_is_distance(stream, each) for each in _before(stream, rest)):
            yield from _leaving(stream, rest, changing)
        elif not stream.words.relating.still_left.isdisjoint(stream.said(rest + 1, match.end())):
            tied = OF_IT.search(stream.letters, stream.around(rest)[0], rest) is not None
            yield from (_if_slip(relation, tied) for relation in _leaving(stream, rest, changing))
    for match in stream.matches(LEAVING):
        yield from _leaving(stream, match.start("rest"), changing)


def _if_slip(relation: Relation, tied: bool) -> Relation:
    """The same, contradicted only where two digits are swapped or, if a word ties whole and part, one is another."""
    whole, *parts = (each.value for each in relation.inputs)
    right, said = (
        digits.only(f"{value.normalize():f}") for value in (whole - sum(parts, Decimal(0)), relation.stated.value)
    )
    slip = right == said or digits.is_swapped(right, said) or (tied and digits.is_mistyped(right, said))
    return replace(relation, firm=relation.firm and slip)


def _is_distance(stream: Stream, index: int) -> bool:
    """ "£0.4m under": but where each figure is "over" or "under" none is what the others leave."""
    return not stream.words.distances.isdisjoint(stream.said(index + 1, min(index + 2, len(stream.letters))))


def _before(stream: Stream, index: int) -> list[int]:
    """The figures of the same unit that stand before one in its sentence."""
    first, _ = stream.bounds(stream.sentence(index))
    found = stream.claims(first, index)
    if not found and first:  # "61 were received, of which 18 were upheld. The remaining 43"
        found = stream.before(first)
    found = [each for each in found if alike(stream.number(each), stream.number(index))]
    largest = max(found, key=stream.values.__getitem__, default=index)
    if _is_time(stream, index) or _is_time(stream, largest):
        return found
    return [each for each in found if not _is_time(stream, each)]


def _is_time(stream: Stream, index: int) -> bool:
    """ "197 between 6 and 12 weeks": how long, and not how many."""
    noun = stream.number(index).noun or (
        stream.number(index + 2).noun if stream.letters[index + 1 : index + 3] in {"aC", "tC", "-C"} else ""
    )
    return noun.partition(" ")[0] in stream.words.time


def _whole_first(stream: Stream, before: list[int]) -> list[int]:
    """ "42 of the 90 are taken": the whole stands second."""
    if (
        len(before) > 1
        and stream.values[before[1]] > stream.values[before[0]]
        and OUT_OF.search(stream.between(*before[:2]))
    ):
        return [before[1], before[0], *before[2:]]
    return before


def _remaining(stream: Stream, rest: int, changing: set[int]) -> Iterator[Relation]:
    """The whole opens the sentence, or says "of which" right after; the parts and the remainder must make it."""
    whole, *parts = _whole_first(stream, _before(stream, rest)) or [rest]
    earlier = _whole_earlier(stream, [whole, *parts], rest)
    if earlier is not None and not changing & {earlier, whole, *parts}:
        numbers = tuple(stream.number(each) for each in (earlier, whole, *parts))
        left = stream.values[earlier] - sum(stream.values[each] for each in (whole, *parts))
        first, _ = stream.bounds(stream.sentence(rest))
        near = abs(left - stream.values[rest]) * 5 <= stream.values[earlier]
        near = near and stream.words.one not in stream.said(first, rest)  # "and one was late" takes one more away
        signs = "+" + "-" * (len(parts) + 1)
        yield Relation(Kind.DIFFERENCE, "signed", stream.number(rest), numbers, 0, near, words=signs)
        return
    if not parts or len(parts) > MOST or changing & {whole, *parts}:
        return
    if stream.values[whole] < max(stream.values[each] for each in parts):
        return  # "26 of the 27 and 117 of the other 124"
    opens = whole > parts[0] or WHOLE.search(stream.letters, max(0, whole - 4), whole) is not None
    opens = opens or (
        OPENED.fullmatch(stream.between(whole, parts[0])) is not None and _nearly(stream, whole, parts, rest)
    )
    # "113 of them" is a part; "113 homes, of which" a whole.
    which = stream.letters.find("W", whole + 2, parts[0])
    between = stream.letters[max(whole, which) + 1 : rest]
    plain = (opens or which > 0) and not NO_PLAIN_LIST & set(between)
    numbers = tuple(stream.number(each) for each in (*parts, rest))
    within = stream.sentence(whole) == stream.sentence(rest) and whole < parts[0]
    yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(whole), numbers, 0, plain and within)
    inputs = (stream.number(whole), *(stream.number(each) for each in parts))
    signs = "+" + "-" * len(parts)
    yield Relation(Kind.DIFFERENCE, "signed", stream.number(rest), inputs, 0, plain and not within, words=signs)


def _nearly(stream: Stream, whole: int, parts: list[int], rest: int) -> bool:
    """Is what is missing or too much a small share of the whole?"""
    made = sum(stream.values[each] for each in (*parts, rest))
    return abs(made - stream.values[whole]) * 5 <= stream.values[whole]


def _whole_earlier(stream: Stream, parts: list[int], rest: int) -> int | None:
    """ "286 were outstanding. By September 143 had been settled and the remaining 153": the one figure of the sentence before."""
    first, _ = stream.bounds(stream.sentence(rest))
    if not first or len(parts) > MOST or any(part < first for part in parts) or rest in parts:
        return None
    if set(OF_THEM.sub("", stream.letters[first:rest])) & (NO_PLAIN_LIST | {"O"}) or WHOLE.search(
        stream.letters, max(0, parts[0] - 4), parts[0]
    ):
        return None
    before = [each for each in stream.before(first) if alike(stream.number(each), stream.number(rest))]
    largest = max(stream.values[each] for each in (*parts, rest))
    return before[0] if len(before) == 1 and stream.values[before[0]] > largest else None


def _leaving(stream: Stream, rest: int, changing: set[int]) -> Iterator[Relation]:
    """The larger of the two figures before, less the smaller."""
    before = _before(stream, rest)
    if len(before) == 1:  # "savings of £14.0m were called for. To date £10.5m has been secured, leaving £3.5m"
        first, _ = stream.bounds(stream.sentence(rest))
        before = [each for each in stream.before(first) if alike(stream.number(each), stream.number(rest))] + before
    if not (first := stream.bounds(stream.sentence(rest))[0]) or not stream.claims(first, rest):
        before = _earlier(stream, first, rest, before)
    if len(before) > 2 and not changing & set(before) and len(before) <= MOST:
        yield from _leaving_of_many(stream, _whole_first(stream, before), rest)
    if len(before) != 2 or changing & set(before):
        return
    taken, whole = sorted((stream.number(each) for each in before), key=lambda number: number.value)
    between = stream.letters[min(before) : rest]
    _, end = stream.bounds(stream.sentence(rest))
    alone = not stream.claims(rest + 1, end)
    opened = WHOLE.search(stream.letters, max(0, before[0] - 4), before[0]) is not None
    firm = alone and not set(between) & set("tcAB" if opened else "tcAB;") and stream.number(rest).value < whole.value
    if opened and not set(stream.between(*before)) & set(",;|W("):
        firm = False  # "of 180 men and 96 women, 41 left"
    near = abs(whole.value - taken.value - stream.number(rest).value) * 5 <= whole.value
    firm = firm and (near or stream.sentence(min(before)) == stream.sentence(rest))
    yield Relation(Kind.DIFFERENCE, "signed", stream.number(rest), (whole, taken), 0, firm, words="+-")


def _earlier(stream: Stream, first: int, rest: int, before: list[int]) -> list[int]:
    """ "1,116 of the 1,488 are rated 5. A further 223 are rated 4 and 97 rated 3. That leaves 52": also of the sentence before the last."""
    if not before or stream.letters[before[0] - 1 : before[0]] in {"o", "O"}:
        return before
    start, _ = stream.bounds(stream.sentence(before[0]))
    more = [each for each in stream.before(start) if alike(stream.number(each), stream.number(rest))] if start else []
    said = stream.letters[start : before[0]]
    named = more and (OUT_OF.search(stream.between(*more[:2])) if len(more) > 1 else True)
    return [*more, *before] if named and "o" not in said else before


def _leaving_of_many(stream: Stream, before: list[int], rest: int) -> Iterator[Relation]:
    """ "Of 90 places, 42 are taken and 30 reserved, leaving 18"."""
    whole, *parts = before
    left = stream.number(whole).value - sum(stream.number(each).value for each in parts)
    said = stream.letters[min(before) : rest]
    near = left > 0 and abs(left - stream.number(rest).value) * 5 <= stream.number(whole).value
    opened = WHOLE.search(stream.letters, max(0, whole - 4), whole) is not None
    opened = opened or (whole > parts[0] and stream.sentence(whole) < stream.sentence(parts[-1]))
    if not opened and whole < parts[0] and stream.sentence(whole) < stream.sentence(parts[0]):
        named = stream.number(rest).noun.partition(" ")[0].endswith(stream.words.figures.plural)
        opened = left > 0 and (not named or same_things(stream.number(whole), stream.number(rest)))
    firm = near and opened and not NO_PLAIN_LIST & set(said)
    inputs = tuple(stream.number(each) for each in before)
    yield Relation(Kind.DIFFERENCE, "signed", stream.number(rest), inputs, 0, firm, words="+" + "-" * len(parts))
