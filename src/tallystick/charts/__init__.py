"""Charts as accessible SVG text: series, control charts, year-ends, comparisons and funnels, sparklines, ratings.

Plain text built from plain values, so that one chart serves the page, the PDF and the command line. Nothing depends on a
stylesheet (presentation attributes only; style attributes are forbidden by the security policy of the pages), and nothing
on colour: lines differ by width and dash and carry their name at their end, points show their vintage by shape, a missing
value is a gap and never a zero. The choices and their reasons: docs/methods/charts.md.
"""

from tallystick.charts.canvas import ticks
from tallystick.charts.compared import (
    Area,
    ComparisonChart,
    FunnelChart,
    FunnelCurve,
    comparison_chart,
    funnel_chart,
    funnel_of,
)
from tallystick.charts.control import SpcChart, SpcRow, spc_chart, spc_rows
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
from tallystick.charts.standing_alone import headed
from tallystick.charts.values import Line, Number, SeriesChart, rows
from tallystick.charts.year_end import YearEndChart, YearEndRow, year_end_chart, year_end_of, year_end_rows

__all__ = [
    "HOLLOW",
    "RATING_COLOURS",
    "RATING_SHAPES",
    "RATING_WORDS",
    "SOLID",
    "Area",
    "ComparisonChart",
    "FunnelChart",
    "FunnelCurve",
    "Line",
    "Number",
    "SeriesChart",
    "SpcChart",
    "SpcRow",
    "YearEndChart",
    "YearEndRow",
    "comparison_chart",
    "funnel_chart",
    "funnel_of",
    "headed",
    "rating_bar",
    "rating_strip",
    "rows",
    "series_chart",
    "sparkline",
    "spc_chart",
    "spc_rows",
    "ticks",
    "year_end_chart",
    "year_end_of",
    "year_end_rows",
]
