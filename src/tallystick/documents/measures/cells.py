"""Cells into values, remembered by their text; each cell that cannot be read gives its reason."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from tallystick import periods
from tallystick.documents import figures
from tallystick.documents.figures import Figure, FigureError
from tallystick.documents.measures import names
from tallystick.documents.registers import plain as without_apostrophe
from tallystick.periods import Frequency, Period, PeriodError
from tallystick.series import Marker, Missing, SeriesError, Vintage, parse_markers
from tallystick.status import Polarity

Value = TypeVar("Value")
LIMIT_SIGNS = (
    "<=",
    ">=",
    "<",
    ">",
    "≤",
    "≥",
    "at least ",
    "at most ",
    "no more than ",
    "no less than ",
    "under ",
    "below ",
    "above ",
    "over ",
)


class Unclear(ValueError):
    """A cell that cannot be read; the message says why and what to write."""


def words(text: str) -> str:
    """The text of a cell as the officer wrote it."""
    return without_apostrophe(text.strip())


def figure(text: str) -> Figure:
    try:
        return figures.parse(text)
    except FigureError as error:
        raise Unclear(str(error)) from None


def target(text: str) -> Figure:
    """A target may be written as a limit, `≤ 9.6%`: which way is better is the measure's polarity."""
    plain = text.strip().casefold()
    for sign in LIMIT_SIGNS:
        if plain.startswith(sign):
            return figure(plain.removeprefix(sign))
    return figure(text)


def period(text: str, frequency: Frequency | None, pairs: Frequency | None) -> Period:
    """The period of a cell, by its measure's frequency first, then by what pairs of numbers are in this column, then by its words."""
    attempts = [frequency] if frequency else []
    if periods.ambiguous(text) and pairs and not frequency:
        attempts.append(pairs)
    for wanted in attempts:
        try:
            return periods.parse(text, wanted)
        except PeriodError:
            continue
    try:
        return periods.parse(text)
    except PeriodError as error:
        raise Unclear(str(error)) from None


@lru_cache(maxsize=1024)
def frequency(text: str) -> Frequency | None:
    try:
        return periods.frequency(text)
    except PeriodError as error:
        raise Unclear(str(error)) from None


@lru_cache(maxsize=1024)
def polarity(text: str, header: str) -> Polarity | None:
    """The polarity in a cell. Under a header such as "Bigger is better" the cell is yes or no."""
    plain = names.plain(text)
    if not plain:
        return None
    said = names.POLARITY.get(names.plain(header))
    if said in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER) and plain in names.YES | names.NO:
        higher = (said is Polarity.HIGHER_IS_BETTER) == (plain in names.YES)
        return Polarity.HIGHER_IS_BETTER if higher else Polarity.LOWER_IS_BETTER
    if plain in names.POLARITY:
        return names.POLARITY[plain]
    raise Unclear(f'"{text.strip()[:40]}" does not say which way is better: write higher, lower, range or none')


@lru_cache(maxsize=1024)
def vintage(text: str) -> Vintage | None:
    plain = names.plain(text)
    if plain in names.VINTAGE or not plain:
        return names.VINTAGE.get(plain)
    raise Unclear(f'"{text.strip()[:40]}" is no state of data that is known: write {", ".join(Vintage)}')


@lru_cache(maxsize=1024)
def markers(text: str) -> tuple[Marker, ...]:
    try:
        return parse_markers(text)
    except SeriesError as error:
        raise Unclear(str(error)) from None


@lru_cache(maxsize=1024)
def missing(text: str) -> Missing | None:
    if not text.strip():
        return None
    found = figure(text).missing
    if found is None:
        raise Unclear(
            f'"{text.strip()[:40]}" is no reason that is known: write {", ".join(reason.words for reason in Missing)}'
        )
    return found


def illustrative(text: str) -> bool:
    plain = names.plain(text)
    if plain not in names.YES | names.NO:
        raise Unclear(f'"{text.strip()[:40]}" does not say whether the figure is illustrative: write yes or no')
    return plain in names.YES


def unit(text: str) -> str:
    """The unit as it is written, but for the many ways of writing per cent and pounds."""
    return names.UNIT.get(text.strip().casefold(), text.strip())


def baseline(text: str) -> Decimal | None:
    return figure(text).value


def read(reader: Callable[[str], Value], text: str, default: Value) -> tuple[Value, str]:
    """What the reader makes of the text and no reason, or the default and the reason why it cannot be read."""
    try:
        return reader(text), ""
    except Unclear as error:
        return default, str(error)
