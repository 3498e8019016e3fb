"""An ordered series of observations: one value a period, with what it was made of, how sure it is, and why it may be absent.

Vintages are settled before a series is made: whoever holds the observations decides which vintage counts, because "what did members
see on that day" and "what do we know now" are two series of the same measure.
"""

from tallystick.series.alignment import Aligned, align, over, regular, with_gaps_told
from tallystick.series.observations import (
    FINALITY,
    MEANINGS,
    Marker,
    Missing,
    Observation,
    SeriesError,
    Vintage,
    parse_markers,
    print_markers,
)
from tallystick.series.ordered import Series
from tallystick.series.rolling_up import Kind, RollUp, combined, how_of, roll_up, rolling, taken_apart, to_date
from tallystick.series.vintages import (
    Recorded,
    Reliability,
    Revision,
    as_known,
    reliability,
    reliability_sentence,
    revisions,
)

__all__ = [
    "FINALITY",
    "MEANINGS",
    "Aligned",
    "Kind",
    "Marker",
    "Missing",
    "Observation",
    "Recorded",
    "Reliability",
    "Revision",
    "RollUp",
    "Series",
    "SeriesError",
    "Vintage",
    "align",
    "as_known",
    "combined",
    "how_of",
    "over",
    "parse_markers",
    "print_markers",
    "regular",
    "reliability",
    "reliability_sentence",
    "revisions",
    "roll_up",
    "rolling",
    "taken_apart",
    "to_date",
    "with_gaps_told",
]
