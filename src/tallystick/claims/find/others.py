"""Numbers that are no claims: dates, years, periods, ages, references, telephones, postcodes, qualifications, names.

Each function looks at one figure and its neighbours and answers with what it is and where it ends, or with None. They are
tried in order. In doubt a number is no claim: a claim that is missed costs less than one that is invented.
"""

import re
from collections.abc import Callable

from tallystick.claims.find.ages import age
from tallystick.claims.model import Sort
from tallystick.claims.tokens import DASHES, Token, glued, is_figure, low
from tallystick.claims.vocabulary import Vocabulary

Other = tuple[Sort, int]
LONGEST = 15
# "5 A*-C"; and what ends a statement in which nothing is counted: "have a 4, and".
GRADED, STOPS = frozenset("*-–"), frozenset(",.;")


def other(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """What the figure at this index is, if it is no claim, and the last of its tokens."""
    for test in TESTS:
        found = test(tokens, index, words)
        if found is not None:
            return found
    return None


def _whole(tokens: list[Token], index: int) -> bool:
    return low(tokens, index).isdigit()


def _too_long(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    return (Sort.REFERENCE, index) if len(tokens[index].text) > LONGEST else None


def _telephone(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    digits = tokens[index].text
    abroad = low(tokens, index - 1) == "+" and digits == "44"
    if not abroad and not (digits.startswith("0") and digits.isdigit() and len(digits) >= 3):
        return None
    last = index
    while last + 1 < len(tokens) and (_whole(tokens, last + 1) or low(tokens, last + 1) in {")", "-", "("}):
        last += 1
    while not _whole(tokens, last):
        last -= 1
    return Sort.TELEPHONE, last


def _line(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "999 calls", "the 111 service": a number that is called."""
    called = tokens[index].text in words.others.lines and low(tokens, index + 1) in words.others.called
    return (Sort.TELEPHONE, index) if called else None


def _by_its_measure(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "20mph zones", "a 30 mph limit", "4x4": what is called so."""
    if low(tokens, index + 1) in words.measured and low(tokens, index + 2) in words.others.limits:
        return Sort.NAME, index + 2
    crossed = low(tokens, index + 1) == "x" and glued(tokens, index + 1) and glued(tokens, index + 2)
    return (Sort.NAME, index + 2) if crossed and is_figure(low(tokens, index + 2)) else None


def _after_letters(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "KS4", "CU-1a", "LS1 3AB", "Q2", "COVID-19", "mid-2009", and anything inside an address."""
    if not glued(tokens, index):
        return None
    before = tokens[index - 1]
    if before.low in words.others.period_letters:
        return Sort.PERIOD, index
    if before.text.isalpha():
        return _postcode(tokens, index) or (Sort.REFERENCE, index)
    if before.text in {"'", "’", "‘"} and len(tokens[index].text) == 2:
        return Sort.YEAR, index
    if before.text in "#_@?/\\.^" and not _dotted(tokens, index) and not _fraction(tokens, index):
        return Sort.REFERENCE, index
    joined = before.text in DASHES and glued(tokens, index - 1) and tokens[index - 2].text.isalpha()
    if not joined:
        return None
    return (Sort.YEAR if _is_year(tokens[index].text) else Sort.REFERENCE), index


def _fraction(tokens: list[Token], index: int) -> bool:
    """The second figure of "54/66"."""
    return tokens[index - 1].text == "/" and is_figure(low(tokens, index - 2))


def _dotted(tokens: list[Token], index: int) -> bool:
    """A full stop with a space before it, as in a list of figures set with dots."""
    return tokens[index - 1].text == "." and not glued(tokens, index - 1)


def _postcode(tokens: list[Token], index: int) -> Other | None:
    letters, inward, unit = tokens[index - 1].text, index + 1, index + 2
    if not (letters.isupper() and len(letters) <= 2 and len(tokens[index].text) <= 2):
        return None
    whole = _whole(tokens, inward) and len(low(tokens, inward)) == 1 and glued(tokens, unit)
    if whole and tokens[unit].text.isupper() and len(tokens[unit].text) == 2:
        return Sort.POSTCODE, unit
    return None


def _sections(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    dots = tokens[index].text.count(".")
    if dots < 2:
        return None
    parts = tokens[index].text.split(".")
    return (Sort.DATE if dots == 2 and len(parts[2]) in {2, 4} and int(parts[1][:6]) <= 12 else Sort.REFERENCE), index


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100


def _slashed(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "2008/09", "31/03/2010", "24/7"; but "54/66 (82%)" are two counts."""
    if low(tokens, index + 1) != "/" or not glued(tokens, index + 1) or not is_figure(low(tokens, index + 2)):
        return None
    last = index + 2
    if low(tokens, last + 1) == "/" and is_figure(low(tokens, last + 2)):
        return Sort.DATE, last + 2
    return None if _is_of(tokens[index].text, tokens[last].text) else (Sort.PERIOD, last)


def _is_of(part: str, whole: str) -> bool:
    """ "54/66" is part of whole; "08/09", "24/7" and "2009/10" are not."""
    if not (part.isdigit() and whole.isdigit()) or part.startswith("0") or whole.startswith("0") or _is_year(part):
        return False
    return int(whole) > 12 and int(part) <= int(whole) and int(whole) - int(part) != 1


def _dashed_years(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "2009-10", "2005–2009", "2010-03-31", "2008 to 2009"."""
    if (
        not _is_year(tokens[index].text)
        or low(tokens, index + 1) not in DASHES
        or not is_figure(low(tokens, index + 2))
    ):
        return None
    last = index + 2
    if low(tokens, last + 1) in DASHES and glued(tokens, last + 1) and is_figure(low(tokens, last + 2)):
        return Sort.DATE, last + 2
    return (Sort.PERIOD, last) if len(tokens[last].text) in {2, 4} else None


def _bare_range(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "14-19 provision", "0-5": with no unit, a range is of ages or pages, not of amounts."""
    dash, last = index + 1, index + 2
    if (
        low(tokens, dash) not in DASHES
        or not glued(tokens, dash)
        or not glued(tokens, last)
        or not _whole(tokens, last)
    ):
        return None
    if low(tokens, index - 1) in words.currency or _unit_follows(tokens, last, words):
        return None
    if glued(tokens, last + 1) and low(tokens, last + 1).isalpha():
        return None
    after = low(tokens, last + 1)
    timed = after in words.time and after not in words.others.of_age
    return None if timed or after in words.counted else (Sort.AGE, last)


CLOCK = re.compile(r"0\d\.[0-5]\d")  # "from 08.00 on Monday"


def _time(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    last = index
    if CLOCK.fullmatch(tokens[index].text):
        return Sort.TIME, index
    if low(tokens, index + 1) == ":" and glued(tokens, index + 1) and glued(tokens, index + 2):
        last = index + 2 if is_figure(low(tokens, index + 2)) else index
    if low(tokens, last + 1) in words.times:
        return Sort.TIME, last + 1
    return (Sort.TIME, last) if last > index else None


def _ordinal_suffix(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    return glued(tokens, index) and low(tokens, index) in words.figures.ordinal_endings


def _dated(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "14 March 2018", "14th – 16th March", "March 08", "March 2018"; but "in October 19% were answered"."""
    if not _whole(tokens, index) or _unit_follows(tokens, index, words):
        return None
    after = index + 2 if _ordinal_suffix(tokens, index + 1, words) else index + 1
    day = len(tokens[index].text) <= 2 and 1 <= int(tokens[index].text) <= 31
    if day and low(tokens, after) in words.months and tokens[after].text[0].isupper():
        year = is_figure(low(tokens, after + 1)) and _is_year(tokens[after + 1].text)
        return Sort.DATE, after + 1 if year else after
    before = low(tokens, index - 1) in words.months and tokens[index - 1].text[0].isupper()
    if before and (day or _is_year(tokens[index].text) or tokens[index].text.startswith("0")):
        return None if low(tokens, index + 1) in words.counted else (Sort.DATE, after - 1)
    return None


def _year(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    if (
        not _is_year(tokens[index].text)
        or low(tokens, index - 1) in words.currency
        or _unit_follows(tokens, index, words)
    ):
        return None
    before = low(tokens, index - 1)
    if low(tokens, index + 1) in words.counted and (
        before not in words.year_before or before in words.others.before_counts
    ):
        return None
    return Sort.YEAR, index + 1 if low(tokens, index + 1) in words.figures.plural and glued(
        tokens, index + 1
    ) else index


def _unit_follows(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    after = low(tokens, index + 1)
    return (
        after in words.others.percent
        or (after in words.figures.per and low(tokens, index + 2) in words.others.cent)
        or after in words.multipliers
    )


def _numbered_period(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "quarter 4", "Year 9", "week 12"; "quarters 1 and 2"."""
    if not _whole(tokens, index) or len(tokens[index].text) > 2 or _unit_follows(tokens, index, words):
        return None
    before = low(tokens, index - 1)
    if low(tokens, index - 2) in words.others.determiners and not _has_capital(tokens, index - 1):
        return None
    if before in words.period_names and before not in words.others.counted_periods:
        return Sort.PERIOD, index
    named = before in words.others.counted_periods and low(tokens, index + 1) not in words.counted
    if named and not _plural(tokens, index + 1, words):
        return Sort.PERIOD, index
    return None


def _plural(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    word = low(tokens, index)
    return word.isalpha() and word.endswith(words.figures.plural) and word not in words.others.no_plurals


def _length_of_time(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "the last 12 months", "a 24-hour service", "within 10 working days"."""
    if low(tokens, index + 1) in DASHES and glued(tokens, index + 1) and low(tokens, index + 2).isalpha():
        return Sort.PERIOD, index + 2
    unit = index + 2 if low(tokens, index + 1) in words.others.kinds_of_time else index + 1
    if low(tokens, unit) not in words.time:
        return None
    if places_in_time(tokens, unit + 1, words):
        return Sort.PERIOD, unit
    if not _whole(tokens, index) or _is_averaged(tokens, unit + 1, words):
        return None
    before = low(tokens, index - 1)
    if before in words.figures.the and (
        low(tokens, unit) not in words.others.long_times or low(tokens, index - 2) in words.others.than
    ):
        return None
    return (Sort.PERIOD, unit) if before in words.period_before else None


def _is_averaged(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "In 30 days on average"."""
    return " ".join((low(tokens, index), low(tokens, index + 1))) in words.others.averaged


def places_in_time(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "Twelve months later", "20 days or more"; but "twelve days earlier than" is how much."""
    said, after = low(tokens, index), low(tokens, index + 1)
    if said in words.time_after:
        return after not in words.others.than
    return said in words.others.either and after in words.time_beyond


def _reference(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "NI 195", "Section 4.1", "Level 2", "page 12", "No. 5"; not "item 45 people" and never a percentage."""
    if "," in tokens[index].text or _unit_follows(tokens, index, words) or len(tokens[index].text) > 5:
        return None
    before = low(tokens, index - 1)
    named = before in words.references or before in words.qualification_before
    if before == "." and low(tokens, index - 2) in words.others.abbreviated:
        named = True
    if low(tokens, index - 2) in words.others.determiners and not _has_capital(tokens, index - 1):
        return None
    if before in words.others.numbered and not tokens[index - 1].text[0].isupper():
        return None
    taught = before in words.qualification_before
    if not named or (_plural(tokens, index + 1, words) and not taught and not _has_capital(tokens, index - 1)):
        return None
    sort = (
        Sort.QUALIFICATION
        if before in words.qualification_before and before not in words.references
        else Sort.REFERENCE
    )
    letter = low(tokens, index + 1).isalpha() and glued(tokens, index + 1)
    return sort, index + 1 if letter else index


def _has_capital(tokens: list[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].text[0].isupper()


def _list_label(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "1.", "2)", "(3)", "4.1 Heading" where a line begins."""
    opened = 1 if low(tokens, index - 1) in {"(", "#", "*", "-", "•"} else 0
    if (index - opened > 0 and tokens[index - 1 - opened].text not in {"\n", "|", "\t"}) or "," in tokens[index].text:
        return None
    at_line = index - opened == 0 or tokens[index - 1 - opened].text == "\n"
    if at_line and low(tokens, index + 1) in {".", ")"} and glued(tokens, index + 1) and len(tokens[index].text) <= 4:
        return Sort.REFERENCE, index
    heading = at_line and not opened and _has_capital(tokens, index + 1) and tokens[index + 1].text.isalpha()
    return (Sort.REFERENCE, index) if heading and len(tokens[index].text) <= 4 else None


def _qualification(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "5+ A*-C", "5 A*-C", "3 A levels"."""
    after = index + 2 if low(tokens, index + 1) == "+" else index + 1
    follows = low(tokens, after + 1)
    letter = low(tokens, after) in words.figures.a and (follows in GRADED or follows in words.others.levels)
    return (Sort.QUALIFICATION, after) if letter or low(tokens, after) in words.qualification_after else None


def _name(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "Pioneer 10 programme": a capital before, and a word that things are named with after."""
    if (
        _has_capital(tokens, index - 1)
        and tokens[index - 1].text.isalpha()
        and low(tokens, index - 1) not in words.cues
        and low(tokens, index + 1) in words.names_after
    ):
        return Sort.NAME, index
    base = (
        low(tokens, index - 1) in words.figures.per | words.figures.every
        and tokens[index].text.replace(",", "").strip("0") == "1"
    )
    return (Sort.NAME, index) if base else None


def _grade(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "A score of 5", "38 have a 4, and 17 a 3 or lower": how good, and not how many."""
    if not _whole(tokens, index) or len(tokens[index].text) > 1 or _unit_follows(tokens, index, words):
        return None
    before, after = low(tokens, index - 1), low(tokens, index + 1)
    scored = before in words.figures.of and low(tokens, index - 2) in words.grades
    alone = before in words.figures.a and (after in STOPS or after in words.others.going_on)
    return (Sort.NAME, index) if scored or alone else None


LONGEST_STREET = 3


def _address(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "88 London Road", "14 St Mary's Close"."""
    if not _whole(tokens, index) or len(tokens[index].text) > 4:
        return None
    for place in range(index + 1, index + 2 + LONGEST_STREET):
        if not _has_capital(tokens, place):
            return None
        if place > index + 1 and tokens[place].low in words.streets:
            return Sort.NAME, index
    return None


def _after_digits(tokens: list[Token], index: int, words: Vocabulary) -> Other | None:
    """ "1a", "4Ps", "3AB", "5G": letters that touch a figure and are no unit."""
    word = low(tokens, index + 1)
    if (
        not glued(tokens, index + 1)
        or not word.isalpha()
        or word in words.suffixes
        or word in words.multipliers
        or _ordinal_suffix(tokens, index + 1, words)
    ):
        return None
    known = word in words.others.touching or word in words.time or word in words.measured
    if known and not (len(word) == 1 and _has_capital(tokens, index + 1)):  # "5g" is a weight, and "5G" is none
        return None
    return Sort.REFERENCE, index + 1


TESTS: tuple[Callable[[list[Token], int, Vocabulary], Other | None], ...] = (
    _too_long,
    _telephone,
    _line,
    _by_its_measure,
    _after_letters,
    _sections,
    _slashed,
    _dashed_years,
    _bare_range,
    _time,
    _dated,
    _year,
    _list_label,
    _qualification,
    age,
    _numbered_period,
    _length_of_time,
    _reference,
    _grade,
    _name,
    _address,
    _after_digits,
)
