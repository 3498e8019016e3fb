"""Numbers written as words: "twenty-five", "a dozen", "two hundred and fifty", "two thirds", "half"."""

from fractions import Fraction
from typing import NamedTuple

from tallystick.claims.tokens import Token, low
from tallystick.claims.vocabulary import Vocabulary

HYPHENS = frozenset("-–‑")


class Worded(NamedTuple):
    """A value in words and the last of its tokens; `share` when it is a part of a whole (two thirds)."""

    value: Fraction
    last: int
    share: bool = False


def read(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    """The number that begins with this word, if one does."""
    return _share(tokens, index, words) or _count(tokens, index, words)


def _share(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    first = low(tokens, index)
    if first in {"half", "third", "quarter"} and first != "half":
        return None
    if first == "half":
        return _ended(tokens, index, Fraction(1, 2), words) if _is_plain_half(tokens, index) else None
    many = 1 if first in words.articles else words.numbers.get(first)
    place = index + 2 if low(tokens, index + 1) in HYPHENS else index + 1
    parts = words.fractions.get(low(tokens, place))
    if many is None or parts is None or many >= parts:
        return None
    if low(tokens, place + 1) == "of" and POINT & {low(tokens, place + 2), low(tokens, place + 3)}:
        return None  # "six-tenths of a point"
    several = many > 1 and low(tokens, place).endswith("s") and (parts != 4 or many == 3)  # "two quarters" are times
    if several and low(tokens, place + 1) not in HYPHENS:
        return Worded(Fraction(many * 100, parts), place, share=True)
    return _ended(tokens, place, Fraction(many, parts), words)


POINT = {"point", "points", "percentage", "percent", "per"}


def _is_plain_half(tokens: list[Token], index: int) -> bool:
    if (
        low(tokens, index - 1)
        in {"first", "second", "latter", "other", "year", "last", "next", "per", "and", "every"} | HYPHENS
    ):
        return False
    return low(tokens, index + 1) not in HYPHENS and low(tokens, index + 1) not in {
        "year",
        "a",
        "an",
        "term",
        "day",
        "way",
    }


def _ended(tokens: list[Token], last: int, share: Fraction, words: Vocabulary) -> Worded | None:
    """A share needs words after it that take one: "a quarter of", not "a quarter ago"."""
    if low(tokens, last + 1) not in words.fraction_after:
        return None
    if low(tokens, last + 1) == "of" and low(tokens, last + 2) in {"20", "2009", "year"}:
        return None
    return Worded(share * 100, last, share=True)


def _count(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    first = low(tokens, index)
    if first == "half" and low(tokens, index + 1) in words.articles and low(tokens, index + 2) in words.multipliers:
        return Worded(Fraction(words.multipliers[low(tokens, index + 2)], 2), index + 2)
    if first in words.articles:
        return _after_article(tokens, index, words)
    if first not in words.numbers:
        return None
    return _sum(tokens, index, words)


def _after_article(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    after = low(tokens, index + 1)
    if after in words.multipliers:
        return Worded(Fraction(words.multipliers[after]), index + 1)
    one_in = low(tokens, index) == words.one and (after in words.one_before or _in_number(tokens, index + 1, words))
    return Worded(Fraction(1), index) if one_in else None


def _in_number(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    after = low(tokens, index + 1)
    return low(tokens, index) == "in" and (after in words.numbers or after.isdigit())


def _sum(tokens: list[Token], index: int, words: Vocabulary) -> Worded:
    """Tens and units, then hundreds and thousands, as they are said."""
    total, current, last = 0, 0, index - 1
    place = index
    while True:
        word = low(tokens, place)
        if word in words.numbers and ((current % 10 == 0 and current % 100 != 10) or current == 0):
            current += words.numbers[word]
        elif word in words.multipliers and last >= index:
            total, current = _multiplied(total, current or 1, words.multipliers[word])
        else:
            break
        last = place
        joined = low(tokens, place + 1) in HYPHENS or (low(tokens, place + 1) == "and" and word in words.multipliers)
        following = low(tokens, place + 2)
        continues = joined and following in words.numbers
        if following == words.one and low(tokens, place + 1) in HYPHENS and word in words.numbers and current % 10 == 0:
            return Worded(Fraction(total + current + 1), place + 2)
        place += 2 if continues else 1
    return Worded(Fraction(total + current), last)


def _multiplied(total: int, current: int, by: int) -> tuple[int, int]:
    if by == 100:
        return total, current * 100
    return min(total + current * by, 10**15), 0
