"""Statistical process control: is a value part of the usual variation, or has something changed?

XmR charts in the convention of the NHS programme Making Data Count, as NHSRplotthedots computes them, because councils and the NHS read
each other's charts and must not disagree on what a dot means. docs/methods/spc.md gives every formula and every deviation.
"""

from tallystick.spc.batch import BadSeries, Charts, charts, ragged
from tallystick.spc.single import Chart, Phase, Point, chart
from tallystick.spc.vocabulary import (
    ASSURANCES,
    REASONS,
    SIGNALS,
    VARIATIONS,
    Assurance,
    CannotTell,
    Signal,
    SpcError,
    Variation,
)

__all__ = [
    "ASSURANCES",
    "REASONS",
    "SIGNALS",
    "VARIATIONS",
    "Assurance",
    "BadSeries",
    "CannotTell",
    "Chart",
    "Charts",
    "Phase",
    "Point",
    "Signal",
    "SpcError",
    "Variation",
    "chart",
    "charts",
    "ragged",
]
