"""Figures that may be claims: sign, currency, digits, scale, unit, and the approximation before them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tallystick.claims.find import spans, worded
from tallystick.claims.model import Closeness, Interval, Number, Sort
from tallystick.claims.tokens import DASHES, Token, glued, is_figure, low, matched
from tallystick.claims.vocabulary import Approximation, Vocabulary, as_decimal

SIGNS = {"-": -1, "−": -1, "+": 1, "–": -1}


class Found(NamedTuple):
    """A number and the first and last of its tokens; `signed` when a plus or minus stands before it."""

    number: Number
    first: int
    last: int
    signed: bool = False
    worded: bool = False


class Amount(NamedTuple):
    """What is read so far of one figure."""

    first: int
    last: int
    value: Fraction
    span: Interval
    sort: Sort
    per: Fraction | None = None
    sign: int = 0
    worded: bool = False
    closeness: Closeness = Closeness.AS_GIVEN


def of_digits(text: str, tokens: list[Token], index: int, words: Vocabulary) -> Found:
    """The claim that begins with the digits at this index."""
    first, sign, currency = _before(tokens, index, words)
    digits = tokens[index].text.replace(",", "")
    scale, last = _scale(tokens, index, words, currency)
    sort, last = _sort(tokens, last, words, Sort.MONEY if currency else Sort.COUNT)
    if sort is Sort.MONEY and low(tokens, last + 1) in words.pence and glued(tokens, last + 1):
        last += 1
    if sort is Sort.COUNT and scale == 1 and _are_pence(tokens, last + 1, words):
        return finished(
            text, tokens, _in_pence(Amount(first, last + 1, Fraction(0), NOTHING, sort, None, sign), digits), words
        )
    whole_is_exact = sort in {Sort.COUNT, Sort.MONEY}
    value, span = spans.value_of(digits, scale), spans.of_digits(digits, scale, whole_is_exact)
    amount = Amount(first, last, value, span, sort, None, sign)
    return finished(text, tokens, _ranged(tokens, amount, words), words)


NOTHING = Interval(Fraction(0), Fraction(0))


def _are_pence(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "33p below", "28 pence an hour"; but in "33 p" the letter is of something else."""
    word = low(tokens, index)
    return word in words.pence and (len(word) > 1 or glued(tokens, index))


def _in_pence(amount: Amount, digits: str) -> Amount:
    """Pence as the part of a pound that they are."""
    span = spans.of_digits(digits, 1, True)
    value = spans.value_of(digits, 1) / 100
    return amount._replace(value=value, span=Interval(span.low / 100, span.high / 100), sort=Sort.MONEY)


def of_words(text: str, tokens: list[Token], index: int, words: Vocabulary) -> Found | None:
    """The claim in words that begins here, if any does."""
    read = worded.read(tokens, index, words)
    if read is None:
        return None
    if read.share:
        approximation, first = _approximation(tokens, index, words)
        span = spans.of_share(read.value, words.fraction_tolerance, approximation)
        closeness = approximation.closeness if approximation else Closeness.AS_GIVEN
        share = Amount(first, read.last, read.value, span, Sort.PERCENTAGE, None, 0, True, closeness)
        return _made(text, tokens, share, words)
    sort, last = _sort(tokens, read.last, words, Sort.POINTS if read.points else Sort.COUNT)
    half = Fraction(0) if sort is Sort.COUNT else Fraction(1, 2)
    amount = Amount(index, last, read.value, spans.around(read.value, half), sort, None, 0, True)
    return finished(text, tokens, amount, words)


def _before(tokens: list[Token], index: int, words: Vocabulary) -> tuple[int, int, bool]:
    """The first token, the sign and whether a currency stands before the digits: "-£0.4m", "£-0.4m", "+6.7%"."""
    first, currency = index, False
    sign = 0
    for _ in range(2):
        before = low(tokens, first - 1)
        if not glued(tokens, first):
            break
        if before in words.currency and not currency:
            currency, first = True, first - 1
        elif before in SIGNS and not sign and not _joins(tokens, first - 1):
            sign, first = SIGNS[before], first - 1
        else:
            break
    if not currency and low(tokens, first - 1) in words.currency:
        return first - 1, sign, True
    return first, sign, currency


def _joins(tokens: list[Token], index: int) -> bool:
    return glued(tokens, index) and (tokens[index - 1].text.isalnum() or tokens[index - 1].text in "%)")


def _scale(tokens: list[Token], index: int, words: Vocabulary, currency: bool) -> tuple[int, int]:
    after = low(tokens, index + 1)
    if after in words.multipliers:
        return words.multipliers[after], index + 1
    if after in words.suffixes and (currency or (after in words.figures.plain_suffixes and glued(tokens, index + 1))):
        return words.suffixes[after], index + 1
    if after in words.figures.counted_suffixes and glued(tokens, index + 1) and low(tokens, index + 2) in words.counted:
        return words.suffixes[after], index + 1  # "1.32m visits"
    if after in words.figures.counted_suffixes and glued(tokens, index + 1) and _are_millions(tokens, index, words):
        return words.suffixes[after], index + 1
    return 1, index


FURTHEST_BACK = 60


def _are_millions(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "29.1m tonnes were collected, compared with 28.7m the year before": as in a figure before it that says what is counted."""
    return "." in tokens[index].text and any(
        low(tokens, at) in words.figures.counted_suffixes
        and glued(tokens, at)
        and is_figure(low(tokens, at - 1))
        and low(tokens, at + 1) in words.counted
        for at in range(max(1, index - FURTHEST_BACK), index)
    )


def _sort(tokens: list[Token], last: int, words: Vocabulary, otherwise: Sort) -> tuple[Sort, int]:
    for pieces, unit in words.percent.get(low(tokens, last + 1), ()):
        if matched(tokens, last + 1, pieces):
            return (Sort.POINTS if unit == "points" else Sort.PERCENTAGE), last + len(pieces)
    return otherwise, last


def _ranged(tokens: list[Token], amount: Amount, words: Vocabulary) -> Amount:
    """ "10-15%", "£10-12m": one number that may be anything between."""
    dash = amount.last + 1
    if low(tokens, dash) not in DASHES or not glued(tokens, dash) or not is_figure(low(tokens, dash + 1)):
        return amount
    digits = tokens[dash + 1].text.replace(",", "")
    if digits.count(".") > 1 or len(digits) > 15 or not glued(tokens, dash + 1):
        return amount
    scale, last = _scale(tokens, dash + 1, words, amount.sort is Sort.MONEY)
    sort, last = _sort(tokens, last, words, amount.sort)
    low_end = amount.value * (scale if amount.value < 1000 else 1)
    high = max(low_end, Fraction(digits) * scale)
    return amount._replace(
        last=last, value=(low_end + high) / 2, span=Interval(low_end, high), sort=sort, closeness=Closeness.RANGE
    )


def finished(text: str, tokens: list[Token], amount: Amount, words: Vocabulary) -> Found:
    """The amount with its rate, its sign and the approximation in front of it."""
    amount = _as_rate(tokens, amount, words)
    if amount.sort is Sort.COUNT and _is_multiple(tokens, amount, words):
        amount = amount._replace(sort=Sort.MULTIPLE, last=amount.last + 1)
    if low(tokens, amount.last + 1) == "+" and glued(tokens, amount.last + 1) and not glued(tokens, amount.last + 2):
        above = Interval(amount.value, amount.value * Fraction(3, 2))
        amount = amount._replace(last=amount.last + 1, closeness=Closeness.MORE_THAN, span=above)
    approximation, first = _approximation(tokens, amount.first, words)
    if approximation is not None and amount.closeness is Closeness.AS_GIVEN:
        span = spans.widened(amount.span, approximation, spans.is_fine(amount.value))
        amount = amount._replace(first=first, span=span, closeness=approximation.closeness)
    if amount.sign < 0:
        span = Interval(-amount.span.high, -amount.span.low)
        amount = amount._replace(value=-amount.value, span=span)
    return _made(text, tokens, amount, words)


MOST_TIMES = 12


def _is_multiple(tokens: list[Token], amount: Amount, words: Vocabulary) -> bool:
    """ "Three times the rate"; but "five times in Ripley" and "it happened 176 times" say how often."""
    after = low(tokens, amount.last + 2)
    if low(tokens, amount.last + 1) not in words.figures.times or after in words.often:
        return False
    return amount.value <= MOST_TIMES or after in words.figures.times_as


def _as_rate(tokens: list[Token], amount: Amount, words: Vocabulary) -> Amount:
    """ "1 in 8", and "48.1 conceptions per 1,000"."""
    if amount.sort is not Sort.COUNT:
        return amount
    said = words.figures
    if low(tokens, amount.last + 1) in said.within and 0 < amount.value <= 10:
        last = amount.last + (3 if low(tokens, amount.last + 2) in said.every else 2)
        of = _small(tokens, last, words)
        # "Within five in 188 of 193 cases".
        within = low(tokens, last + 1) in said.of and is_figure(low(tokens, last + 2))
        if (
            of is not None
            and of > amount.value
            and not within
            and low(tokens, last + 1) not in words.time | words.months
        ):
            return amount._replace(last=last, sort=Sort.RATE, per=of)
    ten = _out_of_words(tokens, amount, words)
    if ten is not None:
        return amount._replace(last=ten, sort=Sort.RATE, per=_small(tokens, ten, words))
    for place in range(amount.last + 1, amount.last + 5):
        word = low(tokens, place)
        every = word in said.every and low(tokens, place - 1) in said.for_every and len(low(tokens, place + 1)) > 2
        per = word in said.per or every
        if per and is_figure(low(tokens, place + 1)) and len(tokens[place + 1].text) <= 15:
            return amount._replace(sort=Sort.RATE, per=Fraction(tokens[place + 1].text.replace(",", "")))
        if not word.isalpha():
            break
    return amount


ROUND = frozenset({3, 4, 5, 8, 10, 20, 50})


def _out_of_words(tokens: list[Token], amount: Amount, words: Vocabulary) -> int | None:
    """The last token of "nine out of ten", "one out of every five": a rate in words, and no part of so many things."""
    said = words.figures
    every = low(tokens, amount.last + 3) in said.every
    out_of = low(tokens, amount.last + 1) in said.out and low(tokens, amount.last + 2) in said.of
    if not out_of or not (amount.worded or every):
        return None
    place = amount.last + (4 if every else 3)
    of = _small(tokens, place, words) or 0
    return place if of in ROUND and 0 < amount.value < of else None


def _small(tokens: list[Token], index: int, words: Vocabulary) -> Fraction | None:
    word = low(tokens, index)
    if word in words.numbers:
        return Fraction(words.numbers[word])
    if word.isdigit() and len(word) <= 3 and word.isascii() and low(tokens, index + 1) not in {"%", "/", "-"}:
        return Fraction(word)
    return None


def _approximation(tokens: list[Token], first: int, words: Vocabulary) -> tuple[Approximation | None, int]:
    """The words of approximation that end just before a figure, the longest that fits."""
    for length in (5, 4, 3, 2, 1) if low(tokens, first - 1) in words.approximating else ():
        start = first - length
        for pieces, meaning in words.approximations.get(low(tokens, start), ()) if start >= 0 else ():
            fits = len(pieces) == length and matched(tokens, start, pieces)
            if fits and _approximates(tokens, start, pieces, words):
                return meaning, start
    return None, first


def _approximates(tokens: list[Token], start: int, pieces: tuple[str, ...], words: Vocabulary) -> bool:
    """ "20 more than 300" compares."""
    said, before = words.figures, low(tokens, start - 1)
    if len(pieces) == 1 and (pieces[0] in said.never_about or (before == "\n" and pieces[0] in said.not_first_about)):
        return False
    return pieces[0] not in said.comparing or not (is_figure(before) or before in said.compared)


def _made(text: str, tokens: list[Token], amount: Amount, words: Vocabulary) -> Found:
    start, end = tokens[amount.first].start, tokens[amount.last].end
    sort = _plain_rate(tokens, amount, words)
    per = None if amount.per is None else as_decimal(amount.per)
    noun = " ".join(_noun(tokens, amount.last + 1, words)) if sort in {Sort.COUNT, Sort.RATE} else ""
    value = as_decimal(amount.value)
    number = Number(start, end, text[start:end], sort, value, amount.span, amount.closeness, noun, per)
    return Found(number, amount.first, amount.last, amount.sign != 0, amount.worded)


def _plain_rate(tokens: list[Token], amount: Amount, words: Vocabulary) -> Sort:
    """A decimal with no unit is a rate, unless what is counted follows ("11.0 days")."""
    whole = amount.value.denominator == 1 or amount.sort is not Sort.COUNT
    return amount.sort if whole or low(tokens, amount.last + 1).endswith(words.figures.plural) else Sort.RATE


def _noun(tokens: list[Token], place: int, words: Vocabulary) -> Iterator[str]:
    said = words.figures
    taken = 0
    while taken < 3 and (word := low(tokens, place)).isalpha():
        if word in said.no_noun and word not in said.passed_over:
            return
        if word in words.period_names and low(tokens, place + 1).isdigit():
            return  # "1,920 Year 6 pupils"
        if word in said.the and (low(tokens, place - 1) not in said.of or low(tokens, place + 1) in said.of_times):
            return
        if word.endswith(said.deeds) and not _is_name(low(tokens, place + 1), words):
            return  # "the 5.96 recorded last year", but "240 recorded crimes"
        if word not in said.passed_over:
            yield word
            taken += 1
        elif taken:
            return
        place += 1


def _is_name(word: str, words: Vocabulary) -> bool:
    return word.isalpha() and word not in words.figures.no_noun and word not in words.figures.passed_over
