"""Statistical process control: is a value part of the usual variation, or has something changed?

XmR charts in the convention of the NHS programme Making Data Count, as NHSRplotthedots computes them, because councils and the NHS read
each other's charts and must not disagree on what a dot means. docs/methods/spc.md gives every formula and every deviation.
"""

from tallystick.spc.batch import BadSeries, Charts, charts, proportion_charts, ragged, rate_charts
from tallystick.spc.inputs import directions
from tallystick.spc.labels import points_of
from tallystick.spc.phases import Suggestion, suggested_phase, suggested_phases
from tallystick.spc.seasons import (
    SeasonalChart,
    SeasonalMethod,
    deseasonalised,
    seasonal,
    seasonal_chart,
    seasonal_factors,
)
from tallystick.spc.single import Chart, Phase, Point, chart, proportion_chart, rate_chart
from tallystick.spc.vocabulary import (
    ASSURANCES,
    REASONS,
    SIGNALS,
    TREND,
    VARIATIONS,
    Assurance,
    CannotTell,
    Floats,
    Signal,
    SpcError,
    Variation,
)
from tallystick.spc.words import sentence

__all__ = [
    "ASSURANCES",
    "REASONS",
    "SIGNALS",
    "TREND",
    "VARIATIONS",
    "Assurance",
    "BadSeries",
    "CannotTell",
    "Chart",
    "Charts",
    "Floats",
    "Phase",
    "Point",
    "SeasonalChart",
    "SeasonalMethod",
    "Signal",
    "SpcError",
    "Suggestion",
    "Variation",
    "chart",
    "charts",
    "deseasonalised",
    "directions",
    "points_of",
    "proportion_chart",
    "proportion_charts",
    "ragged",
    "rate_chart",
    "rate_charts",
    "seasonal",
    "seasonal_chart",
    "seasonal_factors",
    "sentence",
    "suggested_phase",
    "suggested_phases",
]
