"""The period that a title states: for a table whose columns name none, or only the quarter."""

from collections.abc import Iterable, Iterator

from tallystick import periods
from tallystick.documents.model import Block, BlockKind, Document
from tallystick.periods import Frequency, Period, PeriodError

WORDS_READ = 40
LONGEST_PERIOD = 6  # words in "1 July 2009 to 30 September 2009" are seven: such a title states months as well
LINES_ABOVE = 8


def above(document: Document, block: Block) -> list[str]:
    """The texts that stand over a table: the sheet's name, and the lines since the table before it."""
    lines: list[str] = []
    for other in document.blocks:
        if other is block:
            break
        lines = [] if other.kind is BlockKind.TABLE else [*lines[-LINES_ABOVE:], other.text]
    return [*lines, block.place.sheet or ""]


def before(document: Document, block: Block) -> Period | None:
    """The period that the last heading with one states, in a document of prose: a report names its year once, and has many tables."""
    if document.format == "xlsx":
        return None
    found = None
    for other in document.blocks:
        if other is block:
            break
        if other.kind is BlockKind.HEADING:
            found = stated([other.text]) or found
    return found


def stated(texts: Iterable[str]) -> Period | None:
    """The one period that the texts state; None when they state none, or several."""
    found = {period for text in texts for period in _within(text)}
    narrow = {
        period for period in found if not any(period.contains(other) and other.days < period.days for other in found)
    }
    return narrow.pop() if len(narrow) == 1 else None


def financial_year(period: Period | None) -> Period | None:
    """The financial year that the period lies in."""
    if period is None:
        return None
    year = periods.containing(period.end, Frequency.FINANCIAL_YEAR)
    return year if year.contains(period) else None


def _within(text: str) -> Iterator[Period]:
    """The periods in a text, the longest form of words first. A year alone is no period: it may be the date of the report."""
    words = [word.strip("()[],;:.") for word in text.split()[:WORDS_READ]]
    start = 0
    while start < len(words):
        for count in range(min(LONGEST_PERIOD, len(words) - start), 0, -1):
            period = _period(" ".join(words[start : start + count]))
            if period and period.frequency is not Frequency.CALENDAR_YEAR:
                yield period
                start += count - 1
                break
        start += 1


def _period(text: str) -> Period | None:
    if not any(letter.isdigit() for letter in text):
        return None
    try:
        return periods.parse(text)
    except PeriodError:
        return None
