"""One value of a measure for one period, how final it is, what is noted of it, and why it may be absent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tallystick.periods import Period


class SeriesError(ValueError):
    """Observations that cannot stand together, or a value and a reason for its absence at once."""


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

    @property
    def words(self) -> str:
        """As a person reads it: `not due`."""
        return self.value.replace("_", " ")


# From the least to the most final: what is made of several values is no more final than the least final of them.
FINALITY = (Vintage.ESTIMATED, Vintage.PROVISIONAL, Vintage.VALIDATED, Vintage.REVISED, Vintage.CORRECTED)


class Marker(StrEnum):
    """The shorthand of the Government Analysis Function for notes on a figure, written in square brackets after it."""

    PROVISIONAL = "p"
    REVISED = "r"
    ESTIMATED = "e"
    FORECAST = "f"
    BREAK = "b"
    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    LOW_RELIABILITY = "u"
    ROUNDS_TO_ZERO = "k"

    @property
    def meaning(self) -> str:
        """What it tells the reader, for the note beneath a table."""
        return MEANINGS[self]


MEANINGS = {
    Marker.PROVISIONAL: "provisional",
    Marker.REVISED: "revised",
    Marker.ESTIMATED: "estimated",
    Marker.FORECAST: "forecast",
    Marker.BREAK: "break in the series",
    Marker.CONFIDENTIAL: "confidential",
    Marker.NOT_AVAILABLE: "not available",
    Marker.NOT_APPLICABLE: "not applicable",
    Marker.LOW_RELIABILITY: "low reliability",
    Marker.ROUNDS_TO_ZERO: "rounds to zero but is not zero",
}


def parse_markers(text: str) -> tuple[Marker, ...]:
    """The markers in `[p][r]`, `p, r` or `p r`, each once, in the order given. Raises `SeriesError` for a letter without meaning."""
    letters = re.findall(r"[^\[\](),;\s]+", text.casefold())
    for letter in letters:
        if letter not in set(Marker):
            known = ", ".join(Marker)
            raise SeriesError(
                f'"{text.strip()[:40]}" is no marker that is known: write letters among {known}, as in [p][r]'
            )
    return tuple(dict.fromkeys(Marker(letter) for letter in letters))


def print_markers(markers: Iterable[Marker]) -> str:
    """`[p][r]`; blank when there are none."""
    return "".join(f"[{marker}]" for marker in markers)


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a measure for one area and one period, in one vintage; or the reason why there is none."""

    period: Period
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    vintage: Vintage = Vintage.VALIDATED
    missing: Missing | None = None
    markers: tuple[Marker, ...] = ()

    def __post_init__(self) -> None:
        if self.value is None and self.missing is None:
            raise SeriesError(f"{self.period} has no value: say why it is missing")
        if self.value is not None and self.missing is not None:
            raise SeriesError(
                f"{self.period} has the value {self.value} and is called {self.missing.words}: give one of them"
            )
        if self.value is not None and not self.value.is_finite():
            raise SeriesError(f"{self.period} has the value {self.value}: give a number")
