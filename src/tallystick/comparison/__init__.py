"""One area beside others: rank and quarter, the gap and whether it narrows, better or worse beyond chance, funnels, neighbours.

Everything follows the measure's polarity, says how many areas were compared, and never lets an area without a value stand last.
The formulas and their sources are in `docs/methods/comparison.md`.
"""

from tallystick.comparison.funnel import Funnel, FunnelLimits, Kind, funnel, funnel_limits
from tallystick.comparison.funnel import standing as funnel_standing
from tallystick.comparison.gaps import Gap, Narrowing, gap, narrowing
from tallystick.comparison.model import (
    ComparisonError,
    NoTarget,
    NothingToCompare,
    NoValue,
    Place,
    Side,
    Standing,
    Trend,
    UnknownArea,
)
from tallystick.comparison.neighbours import Neighbour, distances, nearest, standardised
from tallystick.comparison.ranking import LEAST_FOR_QUARTERS, Places, place, places, quantiles
from tallystick.comparison.standing import against, standings
from tallystick.comparison.words import (
    gap_sentence,
    narrowing_sentence,
    place_sentence,
    quarter_sentence,
    sentence,
    standing_sentence,
)

__all__ = [
    "LEAST_FOR_QUARTERS",
    "ComparisonError",
    "Funnel",
    "FunnelLimits",
    "Gap",
    "Kind",
    "Narrowing",
    "Neighbour",
    "NoTarget",
    "NoValue",
    "NothingToCompare",
    "Place",
    "Places",
    "Side",
    "Standing",
    "Trend",
    "UnknownArea",
    "against",
    "distances",
    "funnel",
    "funnel_limits",
    "funnel_standing",
    "gap",
    "gap_sentence",
    "narrowing",
    "narrowing_sentence",
    "nearest",
    "place",
    "place_sentence",
    "places",
    "quantiles",
    "quarter_sentence",
    "sentence",
    "standardised",
    "standing_sentence",
    "standings",
]
