"""An ordered series of observations: one value a period, with what it was made of, how sure it is, and why it may be absent."""

from enum import StrEnum


class Vintage(StrEnum):
    """How final a value is. A newer vintage supersedes an older one and never overwrites it."""

    PROVISIONAL = "provisional"
    VALIDATED = "validated"
    REVISED = "revised"
    CORRECTED = "corrected"
    ESTIMATED = "estimated"


class Missing(StrEnum):
    """Why there is no value. Missing is never zero."""

    NOT_DUE = "not_due"
    LATE = "late"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
