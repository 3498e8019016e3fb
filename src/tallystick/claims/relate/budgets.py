"""Over or under: "spending was £1.284m against a budget of £1.310m, an overspend of £26,000" is an underspend.

Of two sums of money in a sentence one is what was allowed, as the word beside it says, and the other what was spent. They lie as far
apart as the overspend is large, so that the sentence can mean no others, and what was spent is the greater of them.
"""

from collections.abc import Iterator

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream

# So many words before a sum, and after it, may say that it is what was allowed; and so many letters are one sentence.
BEFORE, AFTER, MOST = 4, 2, 60
ENOUGH = 3  # the two, and what lies between them


def relations(stream: Stream) -> Iterator[Relation]:
    """Every overspend and underspend that stands beside its two sums."""
    relating = stream.words.relating
    for words, way in ((relating.overspent, 1), (relating.underspent, -1)):
        for at in stream.of_words(words):
            yield from _of_two(stream, at, way)


def _of_two(stream: Stream, at: int, way: int) -> Iterator[Relation]:
    first, end = stream.around(at, MOST)
    sums = [each for each in stream.claims(first, end) if stream.letters[each] == "M"]
    if len(sums) != ENOUGH:
        return
    apart = min(sums, key=lambda each: abs(each - at))
    one, other = (each for each in sums if each != apart)
    spent, allowed = (other, one) if _is_allowed(stream, one) else (one, other)
    told = _is_allowed(stream, allowed) and not _is_allowed(stream, spent)
    if told and _lies_between(stream, apart, spent, allowed):
        inputs = (stream.number(spent), stream.number(allowed))
        yield Relation(Kind.FROM_TO_DIRECTION, "spent", stream.number(apart), inputs, way)


def _is_allowed(stream: Stream, index: int) -> bool:
    """Is it a budget, by the words right before or after it in its clause?"""
    first, end = stream.bounds(stream.sentence(index))
    start = max(first, index - BEFORE)
    at = max(stream.letters.rfind(sign, start, index) for sign in ",;CMPQ") + 1
    said = {*stream.said(max(start, at), index), *stream.said(index + 1, min(end, index + 1 + AFTER))}
    return not said.isdisjoint(stream.words.relating.budgets)


def _lies_between(stream: Stream, apart: int, one: int, other: int) -> bool:
    """Is the one figure how far the other two are from each other, as they are rounded?"""
    numbers = [stream.number(each) for each in (apart, one, other)]
    room = sum(number.span.high - number.span.low for number in numbers) / 2
    gap = abs(numbers[1].exact - numbers[2].exact)
    smallest = stream.values[apart] < min(stream.values[one], stream.values[other])
    return smallest and gap > 0 and alike(numbers[1], numbers[2]) and abs(gap - abs(numbers[0].exact)) <= room
