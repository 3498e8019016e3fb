"""How much each feature speaks for what a hypothesis says, or against it: weights learnt from passages with known answers.

Scripts make them (`scripts/weigh_ties.py`, `scripts/weigh_nearest.py`); here they are read as numbers and nothing more.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from tallystick.claims.relate.looks import Look, told

KEPT, PLACES = 1 << 16, 2


class Weights:
    """For each family of hypotheses the weight of each feature, and of itself (`always`): logarithms of odds, to two places.

    In which order weights are added tells nothing: every sum is rounded to as many places as they have.
    """

    def __init__(self, rows: Mapping[str, Mapping[str, float]]) -> None:
        self.rows = rows
        features = {feature for row in rows.values() for feature in row}
        self._columns = {feature: tuple(row.get(feature, 0.0) for row in rows.values()) for feature in features}
        self.worth = lru_cache(maxsize=KEPT)(self._worth)
        self.worths = lru_cache(maxsize=KEPT)(self._worths)

    @classmethod
    def read(cls, file: Path) -> "Weights":
        """The weights of a file."""
        return cls(tomllib.loads(file.read_text(encoding="utf-8")))

    def score(self, family: str, features: Iterable[str]) -> float:
        """The odds that a hypothesis with these features is what the text means."""
        row = self.rows[family]
        return round(row["always"] + sum([row[feature] for feature in features if feature in row]), PLACES)

    def total(self, family: str, always: float, looks: Iterable[Look]) -> float:
        """The same by its looks; `always` is what is known of it before."""
        return round(always + sum([self.worth(family, look) for look in looks]), PLACES)

    def _worth(self, family: str, look: Look) -> float:
        """How much the features of one look add to it."""
        row = self.rows[family]
        return sum([row[feature] for feature in told(look) if feature in row])

    def _worths(self, look: Look) -> Mapping[str, float]:
        """The odds of every family when only this is known: for what is asked of all of them."""
        columns = [
            self._columns["always"],
            *[self._columns[feature] for feature in told(look) if feature in self._columns],
        ]
        sums = [round(sum(column), PLACES) for column in zip(*columns, strict=True)]
        return dict(zip(self.rows, sums, strict=True))
