"""The relations between numbers that a text itself states.

Each module looks for one family in the stream of letters. Some look at sizes, to tell which figures can be meant and how firmly; whether
the numbers are right is for `check` to say.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate import (
    accounted,
    afterwards,
    answers,
    averages,
    beside,
    budgets,
    by_name,
    changes,
    closed,
    compared,
    degrees,
    exact,
    fitting,
    groups,
    labelled,
    levels,
    listings,
    lone,
    moved,
    movements,
    multiples,
    named,
    nearest,
    pairs,
    parts,
    placed,
    prices,
    products,
    ranks,
    rates,
    restated,
    rests,
    runs,
    said,
    shares,
    sides,
    standings,
    sums,
    tables,
    ties,
    together,
    triples,
    verdicts,
    wholes,
)
from tallystick.claims.stream import Stream

__all__ = ["Told", "tied", "told", "weighed"]


class Told(NamedTuple):
    """What the patterns tell of a text, with alternatives (`check` decides between them), and the changes that it says."""

    stream: Stream
    changes: list[said.Change]
    relations: list[Relation]


def told(stream: Stream) -> Told:
    """Every relation that words tie."""
    changed = said.changes(stream)
    return Told(stream, changed, list(_by_patterns(stream, changed)))


def weighed(told: Told, settled: Collection[int]) -> Iterator[Relation]:
    """What no word ties, and what words compare of which no pattern tells. For figures `settled` already (their places) no ties are weighed."""
    by_ties = list(tied(told, settled))
    yield from by_ties
    yield from nearest.relations(told.stream, said.figures(told.changes), told.relations + by_ties)


def tied(told: Told, settled: Collection[int]) -> Iterator[Relation]:
    """What is tied by no word, of figures that are not `settled`."""
    compared = {each.inputs[0].start for each in told.relations if each.kind is Kind.COMPARISON}
    return ties.relations(told.stream, told.changes, compared, settled)


def _by_patterns(stream: Stream, changed: list[said.Change]) -> Iterator[Relation]:
    held, changing = pairs.pairs(stream), said.figures(changed)
    yield from changes.relations(stream, changed, held)
    yield from levels.relations(stream, changed, held)
    members = parts.members(stream, changing)
    yield from parts.relations(stream, members)
    yield from groups.relations(stream, members)
    yield from wholes.relations(stream, members)
    yield from by_name.relations(stream)
    yield from labelled.relations(stream)
    yield from rests.relations(stream, changing)
    yield from closed.relations(stream, changing)
    yield from lone.relations(stream, changed, held, changing)
    yield from moved.relations(stream, changed, changing)
    yield from movements.relations(stream)
    yield from triples.relations(stream, changing)
    yield from sums.relations(stream)
    yield from afterwards.relations(stream)
    yield from accounted.relations(stream, held, changing)
    yield from listings.relations(stream)
    yield from answers.relations(stream)
    yield from together.relations(stream)
    yield from averages.relations(stream)
    yield from budgets.relations(stream)
    yield from prices.relations(stream)
    yield from products.relations(stream)
    yield from rates.relations(stream)
    yield from sides.relations(stream)
    yield from compared.relations(stream, held, changing)
    yield from beside.relations(stream)
    yield from named.relations(stream, changing)
    yield from verdicts.relations(stream, changing)
    yield from degrees.relations(stream, changing)
    yield from multiples.relations(stream)
    yield from ranks.relations(stream)
    yield from standings.relations(stream)
    yield from placed.relations(stream)
    yield from runs.relations(stream)
    yield from tables.relations(stream)
    yield from fitting.relations(stream, changing)
    yield from restated.relations(stream)
    yield from shares.relations(stream)
    yield from exact.relations(stream)
