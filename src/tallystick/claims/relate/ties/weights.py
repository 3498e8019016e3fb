"""The weights of `weights.toml`: for each family of hypotheses how much each feature speaks for it, or against it.

They are made by `scripts/weigh_ties.py` from the passages of the corpus, and read here as numbers and nothing more.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights.toml")
UNKNOWN: Mapping[str, float] = {"always": -9.0}


@cache
def load() -> Mapping[str, Mapping[str, float]]:
    """The weights by family."""
    return {family: dict(row) for family, row in tomllib.loads(WEIGHTS.read_text(encoding="utf-8")).items()}


def score(family: str, features: Iterable[str]) -> float:
    """The logarithm of the odds that a hypothesis with these features is what the text means."""
    return load().get(family, UNKNOWN)["always"] + added(family, features)


def added(family: str, features: Iterable[str]) -> float:
    """By how much these features add to it."""
    row = load().get(family, UNKNOWN)
    return sum([row[feature] for feature in features if feature in row])
