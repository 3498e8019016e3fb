"""Several tables in one: below the first stands another header, with other periods or under a title that states another.

Read by the first header alone, the figures of the second would be put under the wrong periods.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from tallystick.documents.measures import context, headers, names
from tallystick.documents.measures.headers import Header
from tallystick.documents.model import Block


def of(block: Block, header: Header) -> Iterator[Block]:
    """The block itself, or each of its tables with the titles over it; a header that only stands again parts nothing."""
    begins = [0, *_begins(block, header), len(block.rows)]
    if len(begins) == 2:
        yield block
        return
    for start, end in pairwise(begins):
        yield replace(
            block,
            rows=block.rows[start:end],
            first_row=block.first_row + start,
            lengths=block.lengths[start:end],
        )


def _begins(block: Block, header: Header) -> Iterator[int]:
    """The rows with which the tables after the first begin, their titles included. `header` is the best of them all."""
    identity = next(column.index for column in header.columns if column.role in headers.IDENTITY)
    last, known = 0, None
    for number, row in enumerate(block.rows):
        if not _is_name(row[identity]) or headers.find((row,), headers.ANY_YEAR) is None:
            continue
        start = number
        while start > last and _is_title(block.rows[start - 1], identity):
            start -= 1
        is_second_row = known is not None and last == number
        if known and not is_second_row and (row != known or _states(block.rows[start:number])):
            yield start
        last, known = number + 1, row


def _states(titles: Sequence[Sequence[str]]) -> bool:
    """Whether a title between two headers states a period."""
    return context.stated(" ".join(filter(None, title)) for title in titles) is not None


@lru_cache(maxsize=1024)
def _is_name(text: str) -> bool:
    """Whether a cell is the name of a column that holds a measure's reference or title."""
    return names.BY_NAME.get(names.plain(text)) in headers.IDENTITY


def _is_title(row: Sequence[str], identity: int) -> bool:
    """A blank row, one of a single text, or the upper of two headers, with nothing over the names of the measures."""
    return len({cell for cell in row if cell}) <= 1 or not row[identity]
