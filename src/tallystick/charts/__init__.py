"""Charts as accessible SVG text: series, control charts, year-ends, comparisons, ratings; plans, clocks, risks, load.

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
from tallystick.charts.gantt import GanttChart, GanttRow, Milestone, gantt_chart, milestone_shape
from tallystick.charts.heat import HeatMap, heat_map
from tallystick.charts.load import LoadChart, load_chart, load_rows
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
from tallystick.charts.timeline import ClockMark, TimelineChart, clock_shape, timeline_chart, timeline_of
from tallystick.charts.values import Line, Number, SeriesChart, rows
from tallystick.charts.year_end import YearEndChart, YearEndRow, year_end_chart, year_end_of, year_end_rows

__all__ = [
    "HOLLOW",
    "RATING_COLOURS",
    "RATING_SHAPES",
    "RATING_WORDS",
    "SOLID",
    "Area",
    "ClockMark",
    "ComparisonChart",
    "FunnelChart",
    "FunnelCurve",
    "GanttChart",
    "GanttRow",
    "HeatMap",
    "Line",
    "LoadChart",
    "Milestone",
    "Number",
    "SeriesChart",
    "SpcChart",
    "SpcRow",
    "TimelineChart",
    "YearEndChart",
    "YearEndRow",
    "clock_shape",
    "comparison_chart",
    "funnel_chart",
    "funnel_of",
    "gantt_chart",
    "headed",
    "heat_map",
    "load_chart",
    "load_rows",
    "milestone_shape",
    "rating_bar",
    "rating_strip",
    "rows",
    "series_chart",
    "sparkline",
    "spc_chart",
    "spc_rows",
    "ticks",
    "timeline_chart",
    "timeline_of",
    "year_end_chart",
    "year_end_of",
    "year_end_rows",
]
