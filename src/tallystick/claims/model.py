"""The values that checking a narrative gives: numbers, relations between them, findings, promises.

All offsets are characters of the text as it was given, so that a page can mark the words and a person can see what was
read. Figures are intervals: what a writer shows as 11.9% may have been anything from 11.85 to 11.95, and "nearly nine"
something a little under nine. Arithmetic on them is exact (`Fraction`), so no verdict rests on binary rounding.
"""

from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from tallystick.periods import Period


class Sort(StrEnum):
    """What a number is. Those from `DATE` on are no claims and take part in no arithmetic."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    POINTS = "percentage_points"
    MONEY = "money"
    RATE = "rate"
    MULTIPLE = "multiple"
    RANK = "rank"
    DATE = "date"
    YEAR = "year"
    PERIOD = "period"
    TIME = "time"
    AGE = "age"
    REFERENCE = "reference"
    TELEPHONE = "telephone"
    POSTCODE = "postcode"
    QUALIFICATION = "qualification"
    NAME = "name"


CLAIMS = frozenset({Sort.COUNT, Sort.PERCENTAGE, Sort.POINTS, Sort.MONEY, Sort.RATE, Sort.MULTIPLE, Sort.RANK})


class Closeness(StrEnum):
    """How the words put the figure: as it stands, about it, above or below it, or as a range."""

    AS_GIVEN = "as_given"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    RANGE = "range"


class Kind(StrEnum):
    """What a relation says. A single figure held against a measure is `RESTATED`: the same fact, given twice."""

    PERCENT_OF_TOTAL = "percent_of_total"
    PERCENTAGES_SUM = "percentages_sum"
    SUM_OF_PARTS = "sum_of_parts"
    PERCENT_CHANGE = "percent_change"
    ABSOLUTE_CHANGE = "absolute_change"
    FROM_TO_DIRECTION = "from_to_direction"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    AVERAGE = "average"
    COMPARISON = "comparison"
    RANK = "rank"
    RESTATED = "restated"


class Verdict(StrEnum):
    """The first four come from the text alone, the last four from the council's own measures."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    INCONSISTENT = "inconsistent"
    CANNOT_BE_REPRODUCED = "cannot_be_reproduced"
    AGREES = "agrees"
    AGREES_EARLIER = "agrees_earlier"
    DIFFERS = "differs"
    NOT_HELD = "not_held"


class Slip(StrEnum):
    """How a wrong figure probably came about, where one explanation fits."""

    WRONG_BASE = "wrong_base"
    POINTS_FOR_PER_CENT = "points_for_per_cent"
    INVERTED_CHANGE = "inverted_change"
    DIGITS_SWAPPED = "digits_swapped"
    LAST_YEARS_FIGURE = "last_years_figure"


@dataclass(frozen=True, slots=True)
class Interval:
    """All that a figure as written may stand for: `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        """Does it hold one value only?"""
        return self.low is self.high or self.low == self.high


@dataclass(frozen=True, slots=True)
class Number:
    """One number where it stands, what it is, and how exact its writer claims to be.

    `value` is as written with its scale applied (£1.2m is 1200000; 48% is 48; "two thirds" is a percentage of
    66.67). `noun` is what is counted, in lower case ("recorded crimes"), or empty. `per` is the base of a rate
    (1000 in "per 1,000"), otherwise None. `text` is the words, `text[start:end]` of what was examined.
    """

    start: int
    end: int
    text: str
    sort: Sort
    value: Decimal
    span: Interval
    closeness: Closeness = Closeness.AS_GIVEN
    noun: str = ""
    per: Decimal | None = None

    @property
    def is_claim(self) -> bool:
        """May this number take part in arithmetic, as a date or a reference may not?"""
        return self.sort in CLAIMS

    @property
    def exact(self) -> Fraction:
        """The value, for exact arithmetic."""
        return _exact(self.value)


@lru_cache(maxsize=4096)  # the same figures come again and again in a report
def _exact(value: Decimal) -> Fraction:
    return Fraction(value)


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text itself says holds between some of its numbers.

    `stated` is the number under test; `inputs` are those it should follow from, in the order that the check of this
    `form` needs. `direction` is -1 for a fall, 1 for a rise, 0 where none is said. Where the tie between the numbers
    is only probable (`firm` is false) it can confirm and never contradict. `words` are those the working quotes. Where no word
    at all ties the numbers (`far`) it confirms only what no relation contradicts whose words leave no choice (`bound`), and where little
    speaks for it (`faint`) only what no relation contradicts at all; what is `far` and yet `firm` was weighed, and may contradict.
    """

    kind: Kind
    form: str
    stated: Number
    inputs: tuple[Number, ...]
    direction: int = 0
    firm: bool = True
    _: KW_ONLY
    words: str = ""
    far: bool = False
    bound: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation or claim with its verdict.

    `start`, `end` and `text` are the words of the figure under test (what a page marks); `stated` and `recomputed` are
    figures as people write them ("59.4%", "81.8%"), `recomputed` empty where nothing can be computed; `working` is
    one plain sentence. `inputs` are the places of the other figures used; a comparison marks the words from one of its figures to the
    other, and `inputs` are the places of both.
    """

    start: int
    end: int
    text: str
    kind: Kind
    stated: str
    recomputed: str
    verdict: Verdict
    working: str
    slip: Slip | None = None
    inputs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Something said to be reported or done by a time.

    `due` is None where the words name no period that can be told; `when` keeps those words as written. `who` is empty
    where nobody is named.
    """

    start: int
    end: int
    text: str
    what: str
    when: str
    due: Period | None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found in one text, each part in the order of its place."""

    findings: tuple[Finding, ...]
    promises: tuple[Promise, ...]
    numbers: tuple[Number, ...]
