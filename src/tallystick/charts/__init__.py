"""Charts as accessible SVG text: a series over time, a sparkline, the ratings of the last periods, a bar of ratings.

Plain text built from plain values, so that one chart serves the page, the PDF and the command line. Nothing depends on a
stylesheet (presentation attributes only; style attributes are forbidden by the security policy of the pages), and nothing
on colour: lines differ by width and dash and carry their name at their end, points show their vintage by shape, a missing
value is a gap and never a zero. The choices and their reasons: docs/methods/charts.md.
"""

from tallystick.charts.canvas import ticks
from tallystick.charts.ratings import (
    HOLLOW,
    RATING_COLOURS,
    RATING_SHAPES,
    RATING_WORDS,
    SOLID,
    rating_bar,
    rating_strip,
)
from tallystick.charts.series import series_chart
from tallystick.charts.small import sparkline
from tallystick.charts.values import Line, Number, SeriesChart, rows

__all__ = [
    "HOLLOW",
    "RATING_COLOURS",
    "RATING_SHAPES",
    "RATING_WORDS",
    "SOLID",
    "Line",
    "Number",
    "SeriesChart",
    "rating_bar",
    "rating_strip",
    "rows",
    "series_chart",
    "sparkline",
    "ticks",
]
