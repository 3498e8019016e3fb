"""The words of status: which way is better, where a value stands, and which way it travels."""

from enum import StrEnum


class Polarity(StrEnum):
    """Which way is better. A measure with none is never coloured."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEAR_IS_BEST = "near_is_best"
    NONE = "none"

    @property
    def words(self) -> str:
        """As a person reads it: `lower is better`."""
        return "neither direction is better" if self is Polarity.NONE else self.value.replace("_", " ")


class Status(StrEnum):
    """Missing data is its own status: never on track and never off track."""

    ON_TRACK = "on_track"
    WITHIN_TOLERANCE = "within_tolerance"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"

    @property
    def words(self) -> str:
        """As a person reads it: `on track`."""
        return self.value.replace("_", " ")


class Direction(StrEnum):
    """Direction of travel, by what is better rather than by what is higher."""

    IMPROVING = "improving"
    STEADY = "steady"
    WORSENING = "worsening"
    NOT_KNOWN = "not_known"

    @property
    def words(self) -> str:
        """As a person reads it: `not known`."""
        return self.value.replace("_", " ")
