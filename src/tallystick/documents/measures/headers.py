"""Finding the header of a table and saying what each of its columns holds.

A header is the row, or the pair of rows, in which the most names are known, a name of the measure among them. What a column holds
follows from its own words, then from those above it, then from the year that the title states (`Q1` under `2009/10`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tallystick import periods
from tallystick.documents.measures import context, names
from tallystick.documents.measures.names import Role
from tallystick.periods import Frequency, Period, PeriodError

SEARCHED = 40  # rows in which the header is looked for
IDENTITY = (Role.REFERENCE, Role.TITLE, Role.MEASURE)
MEASURED = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.TARGET, Role.BASELINE, Role.COMPARATOR)
TELLING = (Role.UNIT, Role.POLARITY, Role.FREQUENCY, Role.BASELINE, Role.TARGET)
BRACKETED = re.compile(
    r"(.*\S)\s*[(\[]\s*(%|£|£ ?000s?|£ ?k|£ ?m|per cent|percentage|number|no\.?|days|hours|per [\d,]+)\s*[)\]]",
    re.IGNORECASE,
)
PAIR = re.compile(r"(?<![\d/-])(?:\d{4} ?- ?\d\d|\d\d ?[/-] ?\d\d)(?![\d/-])", re.ASCII)
QUARTERLY = re.compile(r"(?:q|qtr|quarter|h|half) ?[1-4]\W+\d\d ?[/-] ?\d\d(?!\d)", re.IGNORECASE | re.ASCII)
EXCEL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. `name` is that of a target or a comparator; `words` are the header's own."""

    index: int
    role: Role | None
    words: str
    name: str = ""
    period: Period | None = None
    unit: str = ""
    year_end: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """What helps to read the periods of a header: the year that the title states, and what pairs of numbers are in this table."""

    financial: Period | None = None
    pairs: Frequency | None = None


ANY_YEAR = Years(periods.financial_year(2000))
"""With which Q1 and April are periods, where it does not matter of which year."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns, the row that holds the names, and the first row below them."""

    columns: tuple[Column, ...]
    row: int
    below: int

    @property
    def known(self) -> int:
        """How many different things its columns hold: two columns called "Actual" are one, until their years tell them apart."""
        known = [column for column in self.columns if column.role not in (None, Role.LEFT_ALONE)]
        return len({(column.role, column.period, column.name, column.year_end) for column in known})


def find(rows: Sequence[Sequence[str]], years: Years) -> Header | None:
    """The header in which the most columns are known; the first of equals, and one row rather than two."""
    best: Header | None = None
    for number, row in enumerate(rows[:SEARCHED]):
        for below in (number + 1, number + 2):
            if below <= len(rows) and not (below == number + 2 and _is_title(row, rows[number + 1])):
                found = _header(row, rows[number + 1] if below == number + 2 else None, number, years)
                if is_of_measures(found) and (best is None or found.known > best.known):
                    best = found
    return best


def _is_title(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row is a title over a header: its only text stands over the first name, and is no name for the others."""
    first = next((index for index, text in enumerate(upper) if text), None)
    return first is not None and len({text for text in upper if text}) == 1 and first == 0 and bool(lower[0])


def is_of_measures(header: Header) -> bool:
    """A measure's name, with values and their periods, or with enough else that only measures have."""
    roles = {column.role for column in header.columns}
    if not roles & set(IDENTITY):
        return False
    valued = Role.VALUE in roles or {Role.NUMERATOR, Role.DENOMINATOR} <= roles
    dated = Role.PERIOD in roles or any(column.period for column in header.columns)
    return (valued and dated) or len(roles & set(TELLING)) + valued >= 2


def _header(upper: Sequence[str], lower: Sequence[str] | None, number: int, years: Years) -> Header:
    words = upper if lower is None else lower
    years = replace(years, pairs=_pairs((*upper, *words)))
    columns = _columns(upper, lower, years)
    if years.financial is None and (year := _only_year(columns)):
        columns = _columns(upper, lower, replace(years, financial=year))
    return Header(tuple(columns), number, number + (1 if lower is None else 2))


def _columns(upper: Sequence[str], lower: Sequence[str] | None, years: Years) -> list[Column]:
    if lower is None:
        return [classify(text, index, years) for index, text in enumerate(upper)]
    return [_of_two(*pair, index, years) for index, pair in enumerate(_paired(upper, lower))]


def _only_year(columns: Iterable[Column]) -> Period | None:
    """The financial year that every column with a quarter or month lies in: `Q2 target` beside `Q2 2025/26` is of that year."""
    dated = [column.period for column in columns if column.period]
    parts = [period for period in dated if period.frequency is not Frequency.FINANCIAL_YEAR]
    found = {context.financial_year(period) for period in parts or dated}
    return found.pop() if len(found) == 1 else None


def _paired(upper: Sequence[str], lower: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Each lower name with the one above it; a blank above stands under the last one that is not."""
    above = ""
    for high, low in zip(upper, lower, strict=True):
        above = high if high or not low else above
        yield above, low


def _of_two(upper: str, lower: str, index: int, years: Years) -> Column:
    """A column with two names, one above the other: `Q1 2009/10` over `Target`, `2009/10` over `Q1`, `Target` over `2009/10`."""
    high = classify(upper, index, years)
    low = classify(lower, index, _of_upper(high, years))
    words = f"{upper} {lower}".strip() if upper != lower else lower
    if not lower or upper == lower:
        return replace(high, words=words)
    if low.role in MEASURED and high.period and not low.period and _is_period(high):
        return replace(low, period=high.period, words=words)
    if high.role in MEASURED and low.period and not high.period and _is_period(low):
        return replace(high, period=low.period, words=words)
    if low.role is not None:
        return replace(low, words=words)
    joined = [classify(text, index, years) for text in (f"{upper} {lower}", f"{lower} {upper}")]
    return replace(next((column for column in joined if column.role), low), words=words)


def _of_upper(high: Column, years: Years) -> Years:
    """A quarter below a year is of that year, whatever the title says: last year's quarters stand beside this year's."""
    year = high.period if high.period and high.period.frequency is Frequency.FINANCIAL_YEAR else None
    return replace(years, financial=year) if year else years


def _is_period(column: Column) -> bool:
    return column.role is Role.VALUE and not column.name


def classify(text: str, index: int, years: Years) -> Column:
    """What a column of this name holds; `role` is None when the name is not known."""
    words = " ".join(text.split())
    if role := names.BY_NAME.get(names.plain(words)):
        return Column(index, role, words, _own_name(role, words))
    if match := BRACKETED.fullmatch(words):
        column = classify(match[1], index, years)
        return replace(column, words=words, unit=names.UNIT.get(match[2].casefold(), match[2]))
    if words.startswith("%") or words.endswith("%"):
        column = classify(words.strip("% "), index, years)
        if column.role in MEASURED:
            return replace(column, words=words, unit="%")
    if (bracket := words.find(" (")) > 0 and (role := names.BY_NAME.get(names.plain(words[:bracket]))) not in (
        None,
        *MEASURED,
    ):
        return Column(index, role, words)
    if period := _period(words, years):
        return Column(index, Role.VALUE, words, period=period, guessed=bool(EXCEL_DATE.match(words)))
    return _headed(words, index, years) or _compared(words, index, years) or Column(index, None, words)


def _own_name(role: Role, words: str) -> str:
    return words if role is Role.COMPARATOR else ""


def _headed(words: str, index: int, years: Years) -> Column | None:
    """A column with a telling word, and a period or a target's name beside it: `Outturn 2008/09`, `LAA target for 2009/10`."""
    name, period = _split(words, years)
    plain = re.sub(r" (?:for|at|in|as at|of)$", "", names.plain(name))
    if (role := names.BY_NAME.get(plain)) in MEASURED and role is not Role.COMPARATOR:
        return Column(index, role, words, period=period)
    match = re.fullmatch(r"targets?\b(.+)|(.+)\btargets?(?: for)?", name, re.IGNORECASE)
    if not match or set(plain.split()) & names.NOT_A_TARGET:
        return None
    name = (match[1] or match[2]).strip(" ()[]:,–-")
    if names.plain(name) in names.YEAR_END:
        return Column(index, Role.TARGET, words, period=period, year_end=period is None)
    return Column(index, Role.TARGET, words, name, period)


def _compared(words: str, index: int, years: Years) -> Column | None:
    if not names.COMPARING.search(words.casefold()):
        return None
    name, period = _split(words, years)
    return Column(index, Role.COMPARATOR, words, name, period)


def _split(words: str, years: Years) -> tuple[str, Period | None]:
    """A name and the period that stands before or after it."""
    pieces = words.split()
    for count in range(min(4, len(pieces) - 1), 0, -1):
        for period, name in ((pieces[-count:], pieces[:-count]), (pieces[:count], pieces[count:])):
            if found := _period(" ".join(period).strip("()[],:-"), years):
                return " ".join(name).strip(" ,:–-("), found
    return words, None


def _period(text: str, years: Years) -> Period | None:
    """The period that a header names: by itself, or as a part of the year that the title states."""
    if not re.search(r"\d", text) and years.financial is None:
        return None
    attempts: list[tuple[str, Frequency | None]] = [(text, None)]
    if periods.ambiguous(text) and years.pairs:
        attempts.insert(0, (text, years.pairs))
    if EXCEL_DATE.fullmatch(text) and text.endswith("-01"):
        attempts.append((text, Frequency.MONTH))
    if years.financial and re.fullmatch(r"(?:q|qtr|quarter|h|half)[ .]?\d|[a-z]{3,9}\.?", text, re.IGNORECASE):
        attempts.append((f"{text} {years.financial}", None))
    for attempt, frequency in attempts:
        try:
            return periods.parse(attempt, frequency)
        except PeriodError:
            continue
    return None


def _pairs(texts: Iterable[str]) -> Frequency | None:
    """What pairs such as `09/10` are in this header: one beside a quarter shows that they are financial years."""
    texts = tuple(texts)
    if any(QUARTERLY.search(text) for text in texts):
        return Frequency.FINANCIAL_YEAR
    return periods.settle(pair for text in texts for pair in PAIR.findall(text))
