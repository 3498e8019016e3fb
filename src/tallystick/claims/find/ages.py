"""Figures that are ages, and so are no claims."""

from tallystick.claims.model import Sort
from tallystick.claims.tokens import DASHES, Token, glued, is_figure, low
from tallystick.claims.vocabulary import Vocabulary

# So many words off "aged" still makes a limit an age.
NEAR_AN_AGE = 24
YOUNGEST, OLDEST = 16, 100
# The first and the last year of the groups by which people are counted.
FIRST, LAST = (
    frozenset({"16", "18", "25", "35", "45", "55", "65", "75"}),
    frozenset({"24", "34", "44", "54", "64", "74", "84"}),
)
# At these one leaves a school, or goes to another.
SCHOOL = frozenset({"11", "16", "17", "18", "19"})


def age(tokens: list[Token], index: int, words: Vocabulary) -> tuple[Sort, int] | None:
    """ "16 year olds", "aged 65 and over", "under 18s", "by the age of 19"."""
    if not low(tokens, index).isdigit() or len(tokens[index].text) > 3:
        return None
    said = words.figures
    after = index + 2 if low(tokens, index + 1) in DASHES else index + 1
    if low(tokens, after) in said.years and (low(tokens, after + 1) in said.old or low(tokens, after + 1) in DASHES):
        return Sort.AGE, after + 1
    if low(tokens, index + 1) in said.plural and glued(tokens, index + 1):
        return Sort.AGE, index + 1
    if _is_labelled(tokens, index, words):
        return Sort.AGE, index + 2
    before = low(tokens, index - 1)
    if _is_and_over(tokens, index, words):
        return Sort.AGE, index + 2
    if _is_band(tokens, index, words):
        return Sort.AGE, index + 2
    if before in words.age_limits and (
        _is_of_people(tokens, index, words)
        or _speaks_of_age(tokens, index, words)
        or _is_how_old_some_are(tokens, index, words)
    ):
        return Sort.AGE, index
    of_age = before in said.of and low(tokens, index - 2) in words.age_before
    of_age = of_age or (
        before in said.up_to and low(tokens, index - 2).isdigit() and low(tokens, index - 3) in words.age_before
    )
    school = before in said.school and tokens[index].text in SCHOOL and _school(tokens, index, words)
    school = school and low(tokens, index + 1) not in words.apiece
    return (Sort.AGE, index) if before in words.age_before or of_age or school else None


def _is_and_over(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "21.3% of residents are 65 or over"; but "fines of 60 or over" are not said to be people's age."""
    said = words.figures
    joined = low(tokens, index + 1) in said.and_over and low(tokens, index + 2) in said.older
    return (
        joined
        and YOUNGEST <= int(low(tokens, index)) <= OLDEST
        and low(tokens, index - 1) in said.stands | said.people | said.being
    )


def _is_band(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "885 were between 18 and 64", "174,000 are 18 to 64": ages, where they are the ends of a group that statistics have."""
    ends = low(tokens, index), low(tokens, index + 2)
    told = low(tokens, index - 1) in words.figures.between and low(tokens, index + 1) in words.figures.added
    told = told or (low(tokens, index - 1) in words.figures.being and low(tokens, index + 1) in words.figures.up_to)
    return told and ends[0] in FIRST and ends[1] in LAST


def _is_labelled(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "25 to 34: 652": a group and how many are in it."""
    to = low(tokens, index + 1) in words.figures.up_to
    joined = to and low(tokens, index + 2).isdigit() and len(tokens[index + 2].text) < 3
    return joined and low(tokens, index + 3) == ":"


def _is_of_people(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "The new tenants under 25", "those over 65", "the population under 18"; but "staff over 10 days late"."""
    after = low(tokens, index + 1)
    counted = after in words.time | words.multipliers.keys() | words.measured | words.percent.keys()
    whom = low(tokens, index - 2) in words.people | words.figures.people | words.populations
    counted = counted and after not in words.figures.of  # "under 18 of 66,900"
    return whom and not counted and len(tokens[index].text) < 3


def _is_how_old_some_are(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "57,000 are under 18, 174,000 are 18 to 64": at an age from which groups are counted, with nothing after it."""
    counted = is_figure(low(tokens, index - 3)) and low(tokens, index - 2) in words.figures.being
    return counted and tokens[index].text in FIRST and not low(tokens, index + 1).isalpha()


def _speaks_of_age(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "1,701 are aged 65 and over, and 2,079 are under 16"."""
    if not low(tokens, index).isdigit() or len(tokens[index].text) > 2:
        return False
    return any(low(tokens, place) in words.age_before for place in range(index - NEAR_AN_AGE, index + NEAR_AN_AGE))


def _school(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    return low(tokens, index - 2) not in words.figures.stands
