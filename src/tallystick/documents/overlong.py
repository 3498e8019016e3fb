"""Rows of a delimited file that have more cells than their heading.

Somewhere in such a row a comma stands that parts nothing: `1,234` without quotation marks, or a comma in a sentence. What follows it
stands under the wrong heading, so the row is never taken as it is. Where there is one way only of putting numbers together that
leaves as many cells as the heading has, the row is read so, and doubtful; otherwise it is left out, and its cells are named.
"""

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Block

HEAD = re.compile(r"[-+(]?£?[-+]?[1-9]\d{0,2}", re.ASCII)
THREE = re.compile(r"\d{3}", re.ASCII)
LAST = re.compile(r"\d{3}(?:\.\d+)?(?:\D{0,20})", re.ASCII)
MOST_TRIED = 500  # ways of one row; with more than these it has more than one that fits
QUOTED = 100  # letters of a row that a doubt repeats

Row = tuple[str, ...]
Fits = Callable[[Row, frozenset[int]], bool]


@dataclass(frozen=True, slots=True)
class Settled:
    """The table without rows that are too long; those that were put together, with how; and those that were left out."""

    block: Block
    joined: dict[int, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def settle(block: Block, heading: int, below: int, fits: Fits | None = None) -> Settled:
    """The rows below a heading, none longer than it. `fits` says whether a row is good with numbers joined in these columns."""
    width = max(block.lengths[heading:below], default=0)
    long = [number for number in range(below, len(block.lengths)) if block.lengths[number] > width]
    if not long:
        return Settled(block)
    rows, joined, doubts = list(block.rows), {}, []
    for number in long:
        length, wide = block.lengths[number], len(rows[number])
        row = (*rows[number], *([""] * (length - wide)))[:length]
        ways = _ways(row, width, fits) if block.delimiter == "," and fits else _as_it_is(row, width)
        found = ways[0] if len(ways) == 1 else ()
        rows[number] = (*found, *([""] * (wide - len(found))))[:wide]
        said = f"this row has {len(row)} cells and the heading {width}"
        if not found:
            why = f'{said}: it was not taken. Put what holds a comma in quotation marks, as in "1,234", or write 1234'
            doubts.append(Doubt(block.place_of(number), (block.delimiter + " ").join(row)[:QUOTED], why))
        elif found != row[:width]:
            parts = ", ".join(f"“{cell}”" for cell in found if cell not in row)
            joined[number] = (
                f"{said}: read with {parts} in one cell. Check it, and write such numbers in quotation marks"
            )
    return Settled(replace(block, rows=tuple(rows)), joined, tuple(doubts))


def _as_it_is(row: Row, width: int) -> list[Row]:
    """The row where nothing but blanks stands beyond the heading."""
    return [] if any(row[width:]) else [row[:width]]


def _ways(row: Row, width: int, fits: Fits) -> list[Row]:
    """Every row of the heading's width that the cells can be, numbers put together or blanks at the end left out; two at most."""
    found: list[Row] = []
    blanks = len(row) - max((at for at, cell in enumerate(row, 1) if cell), default=0)
    for left_out in range(min(blanks, len(row) - width), -1, -1):
        used = row[: len(row) - left_out]
        commas = _commas(used)
        if math.comb(len(commas), len(used) - width) > MOST_TRIED:
            return []
        for way, columns in _joined(used, itertools.combinations(commas, len(used) - width)):
            if way not in found and (not columns or fits(way, columns)):
                found.append(way)
            if len(found) > 1:
                return found
    return found


def _commas(row: Row) -> list[int]:
    """The cells before which the comma may stand within a number."""
    firsts = [bool(HEAD.fullmatch(cell) or THREE.fullmatch(cell)) for cell in row]
    return [at for at in range(1, len(row)) if firsts[at - 1] and LAST.fullmatch(row[at])]


def _joined(row: Row, choices: Iterable[tuple[int, ...]]) -> Iterator[tuple[Row, frozenset[int]]]:
    """The row with each choice of commas put back into its numbers, and the columns in which these stand then."""
    for chosen in choices:
        starts = [at for at in range(len(row)) if at not in chosen]
        pieces = [row[start:end] for start, end in zip(starts, [*starts[1:], len(row)], strict=True)]
        if all(len(piece) == 1 or _is_number(piece) for piece in pieces):
            yield (
                tuple(",".join(piece) for piece in pieces),
                frozenset(at for at, piece in enumerate(pieces) if len(piece) > 1),
            )


def _is_number(pieces: Sequence[str]) -> bool:
    return bool(HEAD.fullmatch(pieces[0]) and LAST.fullmatch(pieces[-1])) and all(map(THREE.fullmatch, pieces[1:-1]))
