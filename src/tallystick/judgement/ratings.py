"""The words of judgement: what accountable people may say of a priority.

A rating is somebody's judgement and never computed here; the vocabulary lives in the library because recognisers read it,
records store it and pages show it, and all three must mean the same.
"""

from enum import StrEnum


class Rating(StrEnum):
    """From best to worst. A council may use three of the five."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER = "amber"
    AMBER_RED = "amber_red"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for the best; a larger rank is worse."""
        return list(Rating).index(self)

    @property
    def words(self) -> str:
        """As a person reads it: `amber-green`."""
        return self.value.replace("_", "-")
