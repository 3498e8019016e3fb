"""What a risk's score means: its band, by how much it stands above appetite, and who has to know. Values in, words out.

The numbers are data (`data/escalation.toml`), so that a council can see and change them in one place.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"
SCALE: Final = (1, 2, 3, 4, 5)
LIKELIHOODS: Final = {1: "rare", 2: "unlikely", 3: "possible", 4: "likely", 5: "almost certain"}
IMPACTS: Final = {1: "slight", 2: "minor", 3: "moderate", 4: "major", 5: "severe"}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((DATA / "escalation.toml").read_text())


@cache
def bands() -> tuple[tuple[int, str], ...]:
    """The least score of each band and its name, the lowest first."""
    return tuple(sorted((int(one["from"]), str(one["words"])) for one in _data()["band"]))


@dataclass(frozen=True, slots=True)
class Score:
    """Likelihood and impact, each 1 to 5."""

    likelihood: int
    impact: int

    @property
    def value(self) -> int:
        return self.likelihood * self.impact

    @property
    def band(self) -> str:
        """`low` to `very high`."""
        return [words for least, words in bands() if least <= self.value][-1]

    @property
    def words(self) -> str:
        """`12 (likely × moderate)`."""
        return f"{self.value} ({LIKELIHOODS[self.likelihood]} × {IMPACTS[self.impact]})"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a risk stands: before and after controls, above appetite by so much, for whom to know, and whether its review is late."""

    before: Score
    after: Score
    above: int
    escalated_to: str
    review_late: int

    @property
    def tone(self) -> str:
        """The shape and colour it is shown with."""
        return "off_track" if self.above >= 4 else "within_tolerance" if self.above else "on_track"

    @property
    def words(self) -> str:
        """`5 above appetite: for the director`."""
        return f"{self.above} above appetite: for the {self.escalated_to}" if self.above else "within appetite"


def escalation(above: int) -> str:
    """Who has to know of a risk that stands so far above appetite; nobody (empty) where it does not."""
    reached = [one for one in _data()["level"] if one["above"] <= above]
    return str(max(reached, key=lambda one: one["above"])["to"]) if reached else ""


def standing(
    *, before: Score, after: Score, appetite: int | None, review_due: date | None, open: bool, on: date
) -> Standing:
    """How a risk stands on a day. Without an appetite nothing can be above it; a closed risk is above nothing."""
    above = max(0, after.value - appetite) if appetite is not None and open else 0
    late = (on - review_due).days if review_due and open and on > review_due else 0
    return Standing(before, after, above, escalation(above), late)
