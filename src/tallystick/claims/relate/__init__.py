"""The relations between numbers that a text itself states.

Each module looks for one family in the stream of letters; none of them knows whether the numbers are right.
"""

from collections.abc import Iterator

from tallystick.claims.model import Relation
from tallystick.claims.relate import changes, parts, sides, sums, tables
from tallystick.claims.stream import Stream

__all__ = ["relations"]


def relations(stream: Stream) -> Iterator[Relation]:
    """Every relation in the text, in no order and with alternatives: `check` decides between them."""
    yield from changes.relations(stream)
    yield from parts.relations(stream)
    yield from sums.relations(stream)
    yield from sides.relations(stream)
    yield from tables.relations(stream)
