"""Over or under: "spending was £1.284m against a budget of £1.310m, an overspend of £26,000" is an underspend.

Of two sums of money in a sentence one is what was allowed, as the word beside it says, and the other what was spent; or one is what came
in, and the other what went out. They lie as far apart as the overspend or the surplus is large, so that the sentence can mean no others.
By how many per cent a sum is over a budget is held against the only other sum of the sentence, where it comes near. And of three sums, of
which one is called gross and one net, the third lies between them.
"""

from collections.abc import Iterator

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.named import is_meant
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream

# So many words before a sum, and after it, may say that it is what was allowed; and so many letters are one sentence.
BEFORE, AFTER, MOST = 4, 2, 60
ENOUGH = 3  # the two, and what lies between them
PARTING = frozenset("cae,;:(")  # "income of £5.2m against spending of £5.5m", "of £37.9m gives net spending of £54.7m"
NEARLY = 5  # what is net is off by no more than this part of the gross sum
OVER = 3  # words from "12% over" to its budget, with their "its"


def relations(stream: Stream) -> Iterator[Relation]:
    """Every overspend, underspend, surplus and deficit that stands beside its two sums, and every per cent over a budget or under it."""
    relating = stream.words.relating
    for words, way in ((relating.overspent, 1), (relating.underspent, -1)):
        for at in stream.of_words(words):
            yield from _of_two(stream, at, way, frozenset(), relating.budgets)
    for words, way in ((relating.left_over, 1), (relating.lacking, -1)):
        for at in stream.of_words(words):
            yield from _of_two(stream, at, way, relating.incomes, relating.outlays)
    yield from _over(stream)
    for at in stream.of_words(relating.gross):
        yield from _less_income(stream, at)


def _of_two(
    stream: Stream, at: int, way: int, first_words: frozenset[str], second_words: frozenset[str]
) -> Iterator[Relation]:
    """The first is over the second, or under it: by what each is called, where the second is called so and the first is not."""
    sums = _sums(stream, at)
    if len(sums) != ENOUGH:
        return
    apart = min(sums, key=lambda each: abs(each - at))
    one, other = (each for each in sums if each != apart)
    first, second = (other, one) if _is_called(stream, one, second_words) else (one, other)
    told = _is_called(stream, second, second_words) and not _is_called(stream, first, second_words)
    told = told and (not first_words or _is_called(stream, first, first_words))
    if told and _lies_between(stream, apart, first, second):
        inputs = (stream.number(first), stream.number(second))
        yield Relation(Kind.FROM_TO_DIRECTION, "spent", stream.number(apart), inputs, way)


def _over(stream: Stream) -> Iterator[Relation]:
    """ "The project cost £2.4m, 12% over its £2m budget"."""
    words = stream.words
    for share in stream.order:
        if stream.letters[share] != "P":
            continue
        said = stream.said(share + 1, share + 2)
        way = 1 if not words.on_top.isdisjoint(said) else -1 if not words.underneath.isdisjoint(said) else 0
        sums = _sums(stream, share) if way else []
        budgets = [each for each in sums if share < each <= share + 1 + OVER]
        if len(sums) == 2 and len(budgets) == 1 and _is_called(stream, budgets[0], words.relating.budgets):
            budget, spent = budgets[0], next(each for each in sums if each not in budgets)
            worked = (stream.number(spent).value / (stream.number(budget).value or 1) - 1) * 100
            firm = worked * way > 0 and is_meant(worked, stream.number(share).value)
            pair = (stream.number(budget), stream.number(spent))
            yield Relation(Kind.PERCENT_CHANGE, "pair", stream.number(share), pair, way, firm)


def _less_income(stream: Stream, at: int) -> Iterator[Relation]:
    """ "Gross spending of £92.6m less income of £37.9m gives net spending of £54.7m"."""
    sums = _sums(stream, at)
    gross, net = (
        [each for each in sums if _is_called(stream, each, names)]
        for names in (stream.words.relating.gross, stream.words.relating.net)
    )
    if len(sums) != ENOUGH or len(gross) != 1 or len(net) != 1 or gross == net:
        return
    whole, taken, left = (stream.number(each) for each in (*gross, *(set(sums) - {*gross, *net}), *net))
    near = abs(whole.value - taken.value - left.value) * NEARLY <= whole.value
    yield Relation(Kind.DIFFERENCE, "signed", left, (whole, taken), 0, near and taken.value < whole.value, words="+-")


def _sums(stream: Stream, at: int) -> list[int]:
    """The sums of money of a sentence."""
    return [each for each in stream.claims(*stream.around(at, MOST)) if stream.letters[each] == "M"]


def _is_called(stream: Stream, index: int, names: frozenset[str]) -> bool:
    """Is a sum a budget, or what came in, by the words right before or after it in its clause?"""
    first, end = stream.bounds(stream.sentence(index))
    start = max(first, index - BEFORE)
    at = max(stream.letters.rfind(sign, start, index) for sign in ",;CMPQ") + 1
    after = min(end, index + 1 + AFTER)
    last = next((each for each in range(index + 1, after) if stream.letters[each] in PARTING), after)
    said = {*stream.said(max(start, at), index), *stream.said(index + 1, last)}
    return not said.isdisjoint(names)


def _lies_between(stream: Stream, apart: int, one: int, other: int) -> bool:
    """Is the one figure how far the other two are from each other, as they are rounded?"""
    numbers = [stream.number(each) for each in (apart, one, other)]
    room = sum(number.span.high - number.span.low for number in numbers) / 2
    gap = abs(numbers[1].exact - numbers[2].exact)
    smallest = stream.values[apart] < min(stream.values[one], stream.values[other])
    return smallest and gap > 0 and alike(numbers[1], numbers[2]) and abs(gap - abs(numbers[0].exact)) <= room
