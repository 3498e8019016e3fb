"""What a word compares, or says went up or down, where no pattern tells: the likeliest two figures near it.

"It was still higher than the £1.75m that had been budgeted", "girls did better, 54.4% against 47.1%". Every two figures of one unit near
the word, in the order of which it speaks, are weighed; the weightiest confirm it, if they weigh enough, and contradict nothing. The weights
are data, learnt from passages with known answers: see `weights.toml`.
"""

from collections.abc import Iterator

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate import directions
from tallystick.claims.relate.nearest import candidates, weights
from tallystick.claims.relate.nearest.candidates import Facing, Surroundings
from tallystick.claims.stream import Stream

__all__ = ["relations"]

# Logarithms of odds from which two figures are taken for those that are meant.
COMPARES, MOVES = -0.7, -0.7


def relations(stream: Stream, changing: set[int], told: list[Relation]) -> Iterator[Relation]:
    """One comparison or change for every word that tells of one, where none is told of its figures yet."""
    around = Surroundings.of(stream, changing, told)
    for facings in candidates.of_words(around):
        best = max(((weights.score(each, around), each) for each in facings), key=lambda one: one[0], default=None)
        if best is not None and best[0] > (MOVES if best[1].moves else COMPARES):
            yield _relation(stream, best[1])


def _relation(stream: Stream, facing: Facing) -> Relation:
    subject, other = stream.number(facing.subject), stream.number(facing.other)
    if facing.moves:
        return directions.perhaps(other, subject, facing.way)
    form = "than" if facing.way else "beside"
    return Relation(Kind.COMPARISON, form, subject, (other,), facing.way, False, faint=True)
