"""What arithmetic says of a value beside its target. Never a judgement: that is given by people and stands beside it."""

from enum import StrEnum


class Polarity(StrEnum):
    """Which way is better. A measure with none is never coloured."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEAR_IS_BEST = "near_is_best"
    NONE = "none"


class Status(StrEnum):
    """Missing data is its own status: never on track and never off track."""

    ON_TRACK = "on_track"
    WITHIN_TOLERANCE = "within_tolerance"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"


class Direction(StrEnum):
    """Direction of travel, by what is better rather than by what is higher."""

    IMPROVING = "improving"
    STEADY = "steady"
    WORSENING = "worsening"
    NOT_KNOWN = "not_known"
