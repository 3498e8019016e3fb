"""Numbers written as words: "twenty-five", "a dozen", "two hundred and fifty", "two thirds", "half"."""

from fractions import Fraction
from typing import NamedTuple

from tallystick.claims.tokens import Token, is_figure, low
from tallystick.claims.vocabulary import Vocabulary

HYPHENS = frozenset("-–‑")


class Worded(NamedTuple):
    """A value in words and the last of its tokens; `share` when it is a part of a whole (two thirds), `points` when it is of points."""

    value: Fraction
    last: int
    share: bool = False
    points: bool = False


def read(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    """The number that begins with this word, if one does."""
    return _part_of_many(tokens, index, words) or _share(tokens, index, words) or _count(tokens, index, words)


def _part_of_many(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    """ "Three quarters of a million"."""
    first = low(tokens, index)
    many = 1 if first in words.articles else words.numbers.get(first)
    place = index + 2 if many and low(tokens, index + 1) in HYPHENS else index + 1
    parts = words.fractions.get(low(tokens, place)) if many else None
    if not many or not parts or low(tokens, place + 1) not in words.figures.of:
        return None
    times = words.multipliers.get(low(tokens, place + 3)) if low(tokens, place + 2) in words.articles else None
    return Worded(Fraction(many * times, parts), place + 3) if times else None


def _share(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    first = low(tokens, index)
    said = words.figures
    if first in said.half:
        return _ended(tokens, index, Fraction(1, 2), words) if _is_plain_half(tokens, index, words) else None
    many = 1 if first in words.articles else words.numbers.get(first)
    place = index + 2 if low(tokens, index + 1) in HYPHENS else index + 1
    parts = words.fractions.get(low(tokens, place))
    if many is None or parts is None or many >= parts:
        return None
    if low(tokens, place + 1) in said.of and said.of_points & {low(tokens, place + 2), low(tokens, place + 3)}:
        return None  # "six-tenths of a point"
    if low(tokens, place + 1) in HYPHENS and low(tokens, place + 2) in said.of_points:
        return None  # "a half-point"
    if low(tokens, place) in said.quarter and _is_every_quarter(tokens, index, words):
        return None
    if low(tokens, place) in said.half and low(tokens, index - 1) in said.added and first in words.articles:
        return None  # "an hour and a half"
    several = many > 1 and low(tokens, place).endswith(said.plural)
    several = several and (parts != 4 or many == 3)  # "two quarters" are times
    if several and low(tokens, place) not in said.quarter and low(tokens, index - 1) in said.before_quarters:
        return None  # "40% after three quarters"
    if several and low(tokens, place + 1) not in HYPHENS:
        return Worded(Fraction(many * 100, parts), place, share=True)
    return _ended(tokens, place, Fraction(many, parts), words)


CLOSING = frozenset({"", "\n", ".", ";", ")"})


def _is_every_quarter(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "121 kg a quarter.", "£400 a quarter on average": so often; but "of 80 cases a quarter" is of them."""
    said, after = words.figures, low(tokens, index + 2)
    if not (after in CLOSING or after in said.after_quarter) or low(tokens, index) not in said.a:
        return False
    figure = index - 1 if is_figure(low(tokens, index - 1)) else index - 2
    return (
        is_figure(low(tokens, figure))
        and (figure == index - 1 or tokens[index - 1].text.isalpha())
        and low(tokens, figure - 1) not in said.of
    )


def _is_plain_half(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    before, after = low(tokens, index - 1), low(tokens, index + 1)
    timed = before in words.figures.before_half or after in words.figures.after_half
    return not timed and before not in HYPHENS and after not in HYPHENS


def _ended(tokens: list[Token], last: int, share: Fraction, words: Vocabulary) -> Worded | None:
    """A share needs words after it that take one: "a quarter of", not "a quarter ago"."""
    if low(tokens, last + 1) not in words.fraction_after:
        return None
    if low(tokens, last + 1) in words.figures.of and low(tokens, last + 2) in words.figures.of_a_year:
        return None
    if low(tokens, last + 2) in words.figures.the and low(tokens, last + 3) in words.figures.way:
        return None  # "a third of the way to the 50 per cent promised"
    return Worded(share * 100, last, share=True)


def _count(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    first = low(tokens, index)
    if (
        first in words.figures.half
        and low(tokens, index + 1) in words.articles
        and low(tokens, index + 2) in words.multipliers
    ):
        return Worded(Fraction(words.multipliers[low(tokens, index + 2)], 2), index + 2)
    if first in words.articles:
        return _after_article(tokens, index, words)
    if first not in words.numbers:
        return None
    return _sum(tokens, index, words)


def _after_article(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    after = low(tokens, index + 1)
    if after in words.multipliers:
        return _sum(tokens, index + 1, words, 1)
    if low(tokens, index) != words.one:
        return _one_and_a_half(tokens, index, words)
    if _and_a_half(tokens, index + 1, words):
        return Worded(Fraction(3, 2), index + 3)
    if after in words.one_before or _in_number(tokens, index + 1, words) or _is_one_point(tokens, index + 1, words):
        return Worded(Fraction(1), index)
    return Worded(Fraction(1), index + 1) if _is_one_of_so_many(tokens, index + 1, words) else None


COMPARING = frozenset("ABml")


def _is_one_point(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "One point above England", "one percentage point more"; but "one point was made"."""
    if low(tokens, index) not in words.one_points:
        return False
    after = index + (2 if low(tokens, index) in words.figures.percentage else 1)
    return any(letter in COMPARING for _, letter in words.cues.get(low(tokens, after), ()))


def _and_a_half(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    said = words.figures
    return low(tokens, index) in said.added and low(tokens, index + 1) in said.a and low(tokens, index + 2) in said.half


def _one_and_a_half(tokens: list[Token], index: int, words: Vocabulary) -> Worded | None:
    """ "A percentage point and a half below", "an hour and a half per visit"."""
    unit = index + (2 if low(tokens, index + 1) in words.figures.percentage else 1)
    if not _and_a_half(tokens, unit + 1, words):
        return None
    if low(tokens, unit) in words.figures.point:
        return Worded(Fraction(3, 2), unit + 3, points=True)
    timed = low(tokens, unit) in words.time and low(tokens, unit + 4) in words.apiece | words.articles
    return Worded(Fraction(3, 2), unit + 3) if timed else None


def _in_number(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    after, said = low(tokens, index + 1), words.figures
    return low(tokens, index) in said.within and (after in words.numbers or after.isdigit() or after in said.every)


def _is_one_of_so_many(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "One tenancy in six", "one pupil in every four has"; not "one death in two wards", "one fire in 12 months"."""
    if len(low(tokens, index)) < 3 or not tokens[index].text.isalpha() or not _in_number(tokens, index + 1, words):
        return False
    every = low(tokens, index + 2) in words.figures.every
    of = index + (3 if every else 2)
    word, after = low(tokens, of), low(tokens, of + 1)
    many = words.numbers.get(word, int(word) if word.isdigit() and len(word) < 3 else 0)
    return many > 1 and (every or after in words.figures.after_many or not after.isalpha()) and after not in DASHED


DASHED = frozenset({"-", "–", "‑", "/", "%", ":"})


def _sum(tokens: list[Token], index: int, words: Vocabulary, current: int = 0) -> Worded:
    """Tens and units, then hundreds and thousands, as they are said; `current` is the "a" or "one" before the first."""
    total, last = 0, index - 1
    place = index
    while True:
        word = low(tokens, place)
        if word in words.numbers and ((current % 10 == 0 and current % 100 != 10) or current == 0):
            current += words.numbers[word]
        elif word in words.multipliers and (current or last >= index):
            total, current = _multiplied(total, current or 1, words.multipliers[word])
        else:
            break
        last = place
        if _and_a_half(tokens, place + 1, words):
            half = words.multipliers.get(word, 1)  # "a million and a half"
            return Worded(Fraction(2 * (total + current) + half, 2), place + 3)
        joined = low(tokens, place + 1) in HYPHENS or (
            low(tokens, place + 1) in words.figures.added and word in words.multipliers
        )
        following = low(tokens, place + 2)
        continues = joined and following in words.numbers
        if following == words.one and joined and (word in words.multipliers or current % 10 == 0):
            return Worded(Fraction(total + current + 1), place + 2)
        place += 2 if continues else 1
    return Worded(Fraction(total + current), last)


def _multiplied(total: int, current: int, by: int) -> tuple[int, int]:
    if by == 100:
        return total, current * 100
    return min(total + current * by, 10**15), 0
