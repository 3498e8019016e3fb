"""The weights of `weights.toml`: for each family of hypotheses how much each feature speaks for it, or against it.

They are made by `scripts/weigh_ties.py` from the passages of the corpus, and read here as numbers and nothing more.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from tallystick.claims.relate.ties.features import Look, told

WEIGHTS = Path(__file__).with_name("weights.toml")
KEPT, PLACES = 1 << 16, 2


@cache
def load() -> Mapping[str, Mapping[str, float]]:
    """The weights by family."""
    return {family: dict(row) for family, row in tomllib.loads(WEIGHTS.read_text(encoding="utf-8")).items()}


def score(family: str, features: Iterable[str]) -> float:
    """The logarithm of the odds that a hypothesis with these features is what the text means."""
    row = load()[family]
    return round(row["always"] + sum([row[feature] for feature in features if feature in row]), PLACES)


@lru_cache(maxsize=KEPT)
def worth(family: str, look: Look) -> float:
    """How much the features of one look add to it."""
    row = load()[family]
    return sum([row[feature] for feature in told(look) if feature in row])


@lru_cache(maxsize=KEPT)
def worths(look: Look) -> Mapping[str, float]:
    """The odds of every family when only this is known: all of them ask what is said beside the figure itself."""
    columns = by_feature()
    rows = [columns["always"], *[columns[feature] for feature in told(look) if feature in columns]]
    return dict(zip(load(), [round(sum(column), PLACES) for column in zip(*rows, strict=True)], strict=True))


@cache
def by_feature() -> Mapping[str, tuple[float, ...]]:
    """The weights by feature: one for each family."""
    rows = load().values()
    return {feature: tuple(row.get(feature, 0.0) for row in rows) for feature in {name for row in rows for name in row}}


def total(family: str, own: Mapping[str, float], looks: Iterable[Look]) -> float:
    """The odds by what is said beside the figure (`own`) and other looks, to as many places as the weights have: in which order
    they are added tells nothing."""
    return round(own[family] + sum([worth(family, look) for look in looks]), PLACES)
