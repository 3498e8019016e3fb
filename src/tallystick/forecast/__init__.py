"""Where a measure will stand at the year's end, how sure that is, and how such forecasts have fared.

The method is not chosen by anybody's taste: each is tried on the series' own past, and the simplest of those that did well is taken.
See `docs/methods/forecast.md`.
"""

from tallystick.forecast.batch import Ask, aheads, outturns
from tallystick.forecast.model import (
    Cannot,
    Failed,
    ForecastError,
    Interval,
    Makeup,
    Method,
    Outturn,
    Past,
    Record,
    Spread,
    Step,
    Trial,
)
from tallystick.forecast.outturn import ahead, outturn
from tallystick.forecast.question import is_of_a_year, possible
from tallystick.forecast.scores import record, scaled_error
from tallystick.forecast.words import (
    chance,
    method_sentence,
    percent,
    record_sentence,
    sentence,
    status_at_year_end,
)

__all__ = [
    "Ask",
    "Cannot",
    "Failed",
    "ForecastError",
    "Interval",
    "Makeup",
    "Method",
    "Outturn",
    "Past",
    "Record",
    "Spread",
    "Step",
    "Trial",
    "ahead",
    "aheads",
    "chance",
    "is_of_a_year",
    "method_sentence",
    "outturn",
    "outturns",
    "percent",
    "possible",
    "record",
    "record_sentence",
    "scaled_error",
    "sentence",
    "status_at_year_end",
]
