"""The numbers in a text, and what they are.

Told apart from claims are the figures that council documents are full of: dates, periods, ages, references, telephone
numbers, qualifications. Every number carries the interval that its digits and the words before it imply.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tallystick.claims.find import amounts, others
from tallystick.claims.find.amounts import Found
from tallystick.claims.model import Closeness, Interval, Number, Sort
from tallystick.claims.tokens import DASHES, Token, cut, glued, is_figure, low
from tallystick.claims.vocabulary import Vocabulary, as_decimal, load

__all__ = ["Found", "found", "numbers"]

# The highest number of a quarter, and of any other period that is numbered.
LAST_OF = {True: 4, False: 53}


def numbers(text: str, words: Vocabulary | None = None) -> tuple[Number, ...]:
    """Every number in the text, in order."""
    words = words or load()
    return tuple(each.number for each in found(text, cut(text), words))


def found(text: str, tokens: list[Token], words: Vocabulary) -> list[Found]:
    """Every number with its tokens."""
    result: list[Found] = []
    starts = words.numbers.keys() | {words.one} | words.figures.half | words.articles | words.ordinals.keys()
    index = 0
    while index < len(tokens):
        word = tokens[index].low
        each = None
        if word[0] in "0123456789":
            each = _figure(text, tokens, index, words)
        elif word in starts and not (len(word) > 1 and tokens[index].text.isupper()):
            each = _word(text, tokens, index, words)
        if each is not None:
            result.append(each)
            index = each.last
        index += 1
    result = _together(_following(result, tokens, words), tokens, text, words)
    return _carried_on(_aimed_at(_sharing_units(result, tokens, words), tokens, words), tokens, words)


def _figure(text: str, tokens: list[Token], index: int, words: Vocabulary) -> Found:
    other = others.other(tokens, index, words)
    if other is not None:
        return _no_claim(text, tokens, index, other)
    suffix = low(tokens, index + 1)
    if suffix in words.figures.ordinal_endings and glued(tokens, index + 1):
        return _ordinal(text, tokens, index, index + 1, int(tokens[index].text.split(".")[0].replace(",", "")), words)
    return amounts.of_digits(text, tokens, index, words)


def _word(text: str, tokens: list[Token], index: int, words: Vocabulary) -> Found | None:
    place, last = _place_in_words(tokens, index, words)
    if place is not None:
        ranked = _ordinal(text, tokens, index, last, place, words)
        return ranked if ranked.number.sort is Sort.RANK else None
    each = amounts.of_words(text, tokens, index, words)
    if each is None or each.number.sort is not Sort.COUNT:
        return each
    other = _time_in_words(tokens, each, words)
    return each if other is None else _no_claim(text, tokens, index, other)


def _place_in_words(tokens: list[Token], index: int, words: Vocabulary) -> tuple[int | None, int]:
    """ "third", "thirty-sixth"; and the last token of it."""
    tens, units = words.numbers.get(tokens[index].low, 0), words.ordinals.get(low(tokens, index + 2), 0)
    if tens >= 20 and 0 < units < 10 and low(tokens, index + 1) in DASHES:
        return tens + units, index + 2
    return words.ordinals.get(tokens[index].low), index


def _time_in_words(tokens: list[Token], each: Found, words: Vocabulary) -> others.Other | None:
    """ "the last six months", "within ten working days", "a five-year land supply", "two-bedroom"."""
    after = each.last + 1
    if low(tokens, after) in DASHES and glued(tokens, after) and low(tokens, after + 1).isalpha():
        return Sort.PERIOD, after + 1
    after += low(tokens, after) in words.others.kinds_of_time
    before = low(tokens, each.first - 1)
    if low(tokens, after) in words.time and (before in words.period_before or before in words.figures.at):
        return Sort.PERIOD, after
    if low(tokens, after) in words.figures.lengths and each.number.value > 1:
        return Sort.PERIOD, after
    if low(tokens, after) in words.time and others.places_in_time(tokens, after + 1, words):
        return Sort.PERIOD, after
    many = low(tokens, after).endswith(words.figures.plural)
    named = before in words.references and each.number.value < 20 and not many
    return (Sort.REFERENCE, each.last) if named else None


def _ordinal(text: str, tokens: list[Token], index: int, last: int, place: int, words: Vocabulary) -> Found:
    ranked = low(tokens, last + 1) in words.rank_after or low(tokens, index - 1) in words.rank_before
    start, end = tokens[index].start, tokens[last].end
    span = Interval(Fraction(place), Fraction(place))
    sort = Sort.RANK if ranked else Sort.NAME
    return Found(Number(start, end, text[start:end], sort, Decimal(place), span), index, last, False, index == last)


def _no_claim(text: str, tokens: list[Token], index: int, other: others.Other) -> Found:
    sort, last = other
    last = min(last, len(tokens) - 1)
    start, end = tokens[index].start, tokens[last].end
    span = Interval(Fraction(0), Fraction(0))
    return Found(Number(start, end, text[start:end], sort, Decimal(0), span), index, last)


def _following(result: list[Found], tokens: list[Token], words: Vocabulary) -> list[Found]:
    """ "Sections 3, 4 and 5", "quarters 1 and 2": what follows a plural reference is another."""
    for place in range(1, len(result)):
        before, each = result[place - 1], result[place]
        if before.number.sort not in {Sort.REFERENCE, Sort.PERIOD, Sort.QUALIFICATION} or not _small_whole(each):
            continue
        between = [tokens[index].low for index in range(before.last + 1, each.first)]
        plural = _leads_plural(tokens, result, place - 1, words)
        quarterly = low(tokens, before.first - 1) in words.figures.quarter_sign
        if before.number.sort is Sort.PERIOD and each.number.value > LAST_OF[quarterly]:
            continue
        if len(between) == 1 and between[0] in words.others.joins and plural:
            number = each.number
            other = Number(number.start, number.end, number.text, before.number.sort, Decimal(0), number.span)
            result[place] = each._replace(number=other)
    return result


def _small_whole(each: Found) -> bool:
    return each.number.sort is Sort.COUNT and each.number.value < 1000 and each.number.text.isdigit()


def _leads_plural(tokens: list[Token], result: list[Found], place: int, words: Vocabulary) -> bool:
    """Does the run of references that ends here begin after a plural ("sections")?"""
    for back in range(place, max(place - 8, -1), -1):
        word = low(tokens, result[back].first - 1)
        if word not in words.others.joins:
            return word.endswith(words.figures.plural) or word in words.figures.quarter_sign
    return False


def _together(result: list[Found], tokens: list[Token], text: str, words: Vocabulary) -> list[Found]:
    """ "3 minutes 42 seconds", "2 hours and 15 minutes": one length of time, in the smaller unit."""
    kept: list[Found] = []
    for each in result:
        before = kept[-1] if kept else None
        many = _parts_of_time(before, each, tokens, words) if before is not None else 0
        if before is not None and many:
            value = before.number.value * many + each.number.value
            span = Interval(Fraction(value), Fraction(value))
            start, end = before.number.start, tokens[each.last + 1].end
            number = replace(each.number, start=start, end=end, text=text[start:end], value=value, span=span)
            kept[-1] = each._replace(first=before.first, last=each.last + 1, number=number)
        else:
            kept.append(each)
    return kept


def _parts_of_time(before: Found, each: Found, tokens: list[Token], words: Vocabulary) -> int:
    """Of how many of its unit the unit of the figure before consists, where the two are one length of time; else 0."""
    units = [low(tokens, found.last + 1) for found in (before, each)]
    beside = each.first - before.last - (low(tokens, each.first - 1) in words.figures.added) == 2
    if not beside or any(
        found.number.sort is not Sort.COUNT or found.number.per is not None for found in (before, each)
    ):
        return 0
    return words.parts_of_time.get((units[0].rstrip("s"), units[1].rstrip("s")), 0)


def _sharing_units(result: list[Found], tokens: list[Token], words: Vocabulary) -> list[Found]:
    """ "from 45 to 50%", "£1.2 and £1.4m": the first figure has the unit of the second."""
    for place in range(len(result) - 1, 0, -1):
        first, second = result[place - 1], result[place]
        if _shares(tokens, first, second, words):
            result[place - 1] = _with_unit(first, second)
    return result


def _shares(tokens: list[Token], first: Found, second: Found, words: Vocabulary) -> bool:
    number, unit = first.number, second.number.sort
    if (
        second.first - first.last != 2
        or first.signed
        or second.worded
        or number.sort not in {Sort.COUNT, Sort.RATE, Sort.MONEY}
    ):
        return False
    said, word = words.figures, low(tokens, first.last + 1)
    joined = word in said.up_to or ((word in said.added or word == ",") and "." in number.text)
    joined = joined or (word in said.added and low(tokens, first.first - 1) in said.between)
    if not joined or number.per is not None:
        return False
    if unit in {Sort.PERCENTAGE, Sort.POINTS}:
        return number.sort is not Sort.MONEY and number.value <= 200
    return unit is Sort.MONEY and number.sort is Sort.MONEY and second.number.value >= 1000 > number.value


# Words from a share to what it is held against, and from that to the word that says so; and of how many it is.
FARTHEST, NEAREST, WHOLE = 14, 2, 100
SENTENCE = frozenset({".", "?", "!", "\n"})
PARTED = SENTENCE | {";", ":", "(", ")", "\t", "|"}


def _aimed_at(result: list[Found], tokens: list[Token], words: Vocabulary) -> list[Found]:
    """ "81% against a target of 85", "53 per cent, below a prediction of 60": what a share is held against is a share."""
    for place in range(1, len(result)):
        before, each = result[place - 1], result[place]
        if before.number.sort is Sort.PERCENTAGE and not before.worded and _may_be_share(each):
            between = [tokens[index].low for index in range(before.last + 1, each.first)]
            if len(between) > FARTHEST or not PARTED.isdisjoint(between):
                continue
            beside = {*between[-NEAREST:], low(tokens, each.last + 1)}
            if not beside.isdisjoint(words.figures.aims):
                result[place] = _with_unit(each, before)
    return result


def _carried_on(result: list[Found], tokens: list[Token], words: Vocabulary) -> list[Found]:
    """ "Burglary fell by 19 per cent, that from dwellings by 22 and from other buildings by 16": what is told as a share was."""
    share: Found | None = None
    last = 0
    for place, each in enumerate(result):
        if share is not None and any(tokens[index].low in SENTENCE for index in range(last + 1, each.first)):
            share = None
        last = each.last
        if _is_sum_of_shares(tokens, each, words):
            result[place] = _as_share(each)
        if low(tokens, each.first - 1) not in words.figures.by:
            continue
        if each.number.sort is Sort.PERCENTAGE:
            share = each
        elif share is not None and _may_be_share(each) and _stands_alone(tokens, each, words):
            result[place] = _with_unit(each, share)
    return result


NAMED = 5


def _is_sum_of_shares(tokens: list[Token], each: Found, words: Vocabulary) -> bool:
    """ "The three percentages add to 101"."""
    if low(tokens, each.first - 1) not in words.figures.up_to or each.number.sort is not Sort.COUNT or each.worded:
        return False
    before = {low(tokens, index) for index in range(each.first - NAMED, each.first - 1)}
    return not before.isdisjoint(words.figures.percentages)


def _as_share(each: Found) -> Found:
    half = Fraction(1, 2)
    value = Fraction(each.number.value)
    return each._replace(
        number=_changed(each.number, Sort.PERCENTAGE, each.number.value, Interval(value - half, value + half))
    )


def _stands_alone(tokens: list[Token], each: Found, words: Vocabulary) -> bool:
    """Is nothing named that it may count?"""
    after = low(tokens, each.last + 1)
    return after in PARTED or after in words.figures.added or after in {",", ""}


def _may_be_share(each: Found) -> bool:
    """A plain figure of a hundred at most, of nothing that is counted."""
    number = each.number
    plain = number.sort in {Sort.COUNT, Sort.RATE} and number.per is None and not each.worded and not each.signed
    counted = number.noun.partition(" ")[0].endswith("s")
    return plain and 0 < number.value <= WHOLE and not counted and number.closeness is Closeness.AS_GIVEN


def _with_unit(first: Found, second: Found) -> Found:
    number, other = first.number, second.number
    decimals = len(number.text.partition(".")[2]) if is_figure(number.text[-1:]) else 0
    if other.sort is not Sort.MONEY:
        half = Fraction(1, 2 * 10**decimals)
        span = Interval(Fraction(number.value) - half, Fraction(number.value) + half)
        return first._replace(number=_changed(number, other.sort, number.value, span))
    scale = _scale_of(other)
    half = Fraction(scale, 2 * 10**decimals)
    value = Fraction(number.value) * scale
    return first._replace(number=_changed(number, Sort.MONEY, as_decimal(value), Interval(value - half, value + half)))


def _scale_of(number: Number) -> int:
    """The scale that the words of a sum of money apply ("£1.4m")."""
    for scale in (10**9, 10**6, 10**3):
        if number.value >= scale and not number.text.rstrip(".").endswith(tuple("0123456789")):
            return scale
    return 1


def _changed(number: Number, sort: Sort, value: Decimal, span: Interval) -> Number:
    return Number(number.start, number.end, number.text, sort, value, span, number.closeness)
