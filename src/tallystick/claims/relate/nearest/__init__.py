"""What a word compares, or says went up or down, where no pattern tells: the likeliest two figures near it.

"It was still higher than the £1.75m that had been budgeted", "girls did better, 54.4% against 47.1%". Every two figures of one unit near
the word are weighed, in either order; the weightiest confirm it, if they weigh enough and it holds of them, and contradict nothing. The
weights are data, learnt from passages with known answers: see `weights.toml`.
"""

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate import directions
from tallystick.claims.relate.nearest import candidates, features
from tallystick.claims.relate.nearest.candidates import Facing, Surroundings
from tallystick.claims.relate.weights import Weights
from tallystick.claims.stream import Stream

__all__ = ["relations"]

WEIGHTS = Path(__file__).with_name("weights.toml")

# Logarithms of odds from which two figures are taken for those that are meant, and by which one order of them outweighs the other.
MEANT, CLEARLY = -1.0, 0.3


def relations(stream: Stream, changing: set[int], told: list[Relation]) -> Iterator[Relation]:
    """One comparison or change for every word that tells of one, where none is told of its figures yet."""
    around = Surroundings.of(stream, changing, told)
    for facings in candidates.of_words(around):
        meant = _meant([(_weight(each, around), each) for each in facings])
        if meant is not None:
            yield _relation(stream, meant)


@cache
def weights() -> Weights:
    """How much each feature speaks for two figures, of comparisons ("compared") and of changes ("moved")."""
    return Weights.read(WEIGHTS)


def _weight(facing: Facing, around: Surroundings) -> float:
    """The logarithm of the odds that these two figures are meant."""
    known, family = weights(), "moved" if facing.word.moves else "compared"
    both = _beside(family, "subject", facing, facing.subject, around) + _beside(
        family, "other", facing, facing.other, around
    )
    return known.total(family, known.rows[family]["always"] + both, features.of_pair(facing, around))


def _beside(family: str, name: str, facing: Facing, index: int, around: Surroundings) -> float:
    key = name, facing.word.at, index
    if key not in around.beside:
        looks = features.of_figure(name, around, facing.word.at, index)
        around.beside[key] = sum(weights().worth(family, look) for look in looks)
    return around.beside[key]


def _meant(weighed: list[tuple[float, Facing]]) -> Facing | None:
    """The weightiest two figures in the order that is the likelier, if it holds of them; where neither order is, in that which holds."""
    pairs: dict[tuple[int, int], list[tuple[float, Facing]]] = {}
    for weight, each in weighed:
        pairs.setdefault((min(each.subject, each.other), max(each.subject, each.other)), []).append((weight, each))
    best = max(pairs.values(), key=_together, default=[])
    if not best or _together(best) < MEANT:
        return None
    likeliest = max(weight for weight, _ in best)
    return next((each for weight, each in best if each.holds and weight > likeliest - CLEARLY), None)


def _together(orders: list[tuple[float, Facing]]) -> float:
    return math.log(sum(math.exp(weight) for weight, _ in orders))


def _relation(stream: Stream, facing: Facing) -> Relation:
    subject, other = stream.number(facing.subject), stream.number(facing.other)
    if facing.word.moves:
        return directions.perhaps(other, subject, facing.way)
    form = "than" if facing.way else "beside"
    return Relation(Kind.COMPARISON, form, subject, (other,), facing.way, False, faint=True)
