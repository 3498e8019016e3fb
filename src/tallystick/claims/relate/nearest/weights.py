"""The weights of `weights.toml`, made by `scripts/weigh_nearest.py`: how much each feature speaks for two figures, or against them."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from tallystick.claims.relate.nearest import features
from tallystick.claims.relate.nearest.candidates import Facing, Surroundings
from tallystick.claims.relate.ties.features import Look, told

WEIGHTS = Path(__file__).with_name("weights.toml")
KEPT, PLACES = 1 << 15, 2


@cache
def load() -> Mapping[str, Mapping[str, float]]:
    """The weights of comparisons ("compared") and of changes ("moved")."""
    return {family: dict(row) for family, row in tomllib.loads(WEIGHTS.read_text(encoding="utf-8")).items()}


def score(facing: Facing, around: Surroundings) -> float:
    """The logarithm of the odds that these two figures are meant."""
    family = "moved" if facing.moves else "compared"
    return round(load()[family]["always"] + sum([_worth(family, look) for look in features.of(facing, around)]), PLACES)


@lru_cache(maxsize=KEPT)
def _worth(family: str, look: Look) -> float:
    row = load()[family]
    return sum([row[feature] for feature in told(look) if feature in row])
