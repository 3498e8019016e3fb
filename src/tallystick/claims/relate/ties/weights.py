"""The weights of `weights.toml`: for each family of hypotheses how much each feature speaks for it, or against it.

They are made by `scripts/weigh_ties.py` from the passages of the corpus, and read here as numbers and nothing more.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from tallystick.claims.relate.ties.features import Look, told

WEIGHTS = Path(__file__).with_name("weights.toml")
UNKNOWN: Mapping[str, float] = {"always": -9.0}
KEPT, PLACES = 1 << 16, 2


@cache
def load() -> Mapping[str, Mapping[str, float]]:
    """The weights by family."""
    return {family: dict(row) for family, row in tomllib.loads(WEIGHTS.read_text(encoding="utf-8")).items()}


def score(family: str, features: Iterable[str]) -> float:
    """The logarithm of the odds that a hypothesis with these features is what the text means."""
    row = load().get(family, UNKNOWN)
    return round(row["always"] + sum([row[feature] for feature in features if feature in row]), PLACES)


@lru_cache(maxsize=KEPT)
def worth(family: str, look: Look) -> float:
    """How much the features of one look add to it."""
    row = load().get(family, UNKNOWN)
    return sum([row[feature] for feature in told(look) if feature in row])


def total(family: str, looks: Iterable[Look]) -> float:
    """The same of several looks: to as many places as the weights have, so that in which order they are added tells nothing."""
    return round(load().get(family, UNKNOWN)["always"] + sum([worth(family, look) for look in looks]), PLACES)
