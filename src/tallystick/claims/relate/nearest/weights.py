"""The weights of `weights.toml`, made by `scripts/weigh_nearest.py`: how much each feature speaks for two figures, or against them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tallystick.claims.relate.nearest import features
from tallystick.claims.relate.nearest.candidates import Facing, Surroundings

WEIGHTS = Path(__file__).with_name("weights.toml")


@cache
def load() -> Mapping[str, Mapping[str, float]]:
    """The weights of comparisons and of changes."""
    return {family: dict(row) for family, row in tomllib.loads(WEIGHTS.read_text(encoding="utf-8")).items()}


def score(facing: Facing, around: Surroundings) -> float:
    """The logarithm of the odds that these two figures are meant."""
    row = load()["moved" if facing.moves else "compared"]
    return row["always"] + sum(row.get(name, 0.0) for name in features.of(facing, around))
