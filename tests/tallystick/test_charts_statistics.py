"""Charts of what the statistics say: they show it by shape as well as colour, in words, and compute nothing of their own."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import charts, comparison, forecast, periods, spc
from tallystick.charts import Area, ComparisonChart, Line, SpcChart, YearEndChart
from tallystick.charts.canvas import BAND
from tallystick.forecast import Interval, Makeup, Step
from tallystick.series import Missing, Observation, Series
from tallystick.status import Polarity

from .svg import SVG, description, drawn, words

EVIL = '</title><script>alert("1")</script>\x00&'
LOWER, NEUTRAL = Polarity.LOWER_IS_BETTER, Polarity.NONE
QUIET = [10.1, 9.9, 10.2, 9.8, 10.1, 9.9, 10.2, 9.8, 10.0, 10.1, 9.9, 10.2, 9.8]


def months(number: int) -> list[periods.Period]:
    first = periods.month(2008, 4)
    return [first.step(at) for at in range(number)]


def control(values: Sequence[float | None], **rest: Any) -> SpcChart:
    given = {name: rest.pop(name) for name in ("label", "unit", "vintages", "target_name") if name in rest}
    chart = spc.chart(list(values), labels=months(len(values)), **rest)
    return SpcChart("Burglaries", chart, **given)


def notes(text: str) -> list[str]:
    return re.findall(r"<title>([^<:]+): ", text)


def shape_of(text: str, period: str) -> str:
    """How the point of a period is drawn: a circle, or the outline of its shape."""
    for element in drawn(text).iter():
        if (element.findtext(f"{SVG}title") or "").startswith(f"{period}: ") and element.tag != f"{SVG}svg":
            return element.tag.removeprefix(SVG) if element.tag.endswith("circle") else element.attrib["d"]
    raise AssertionError(f"{period} is not drawn")


def test_what_a_point_means_is_in_its_shape_and_explained() -> None:
    values = [*QUIET, 11.5]
    shapes = {
        polarity: shape_of(charts.spc_chart(control(values, improvement=polarity)), "May 2009")
        for polarity in (Polarity.HIGHER_IS_BETTER, LOWER, NEUTRAL)
    }
    usual = shape_of(charts.spc_chart(control(values)), "April 2009")
    assert len({usual, *shapes.values()}) == 4
    assert {"usual variation", "concern"} <= set(words(charts.spc_chart(control(values, improvement=LOWER))))
    assert "concern: above the upper limit" in charts.spc_chart(control(values, improvement=LOWER))


def test_unusually_high_and_unusually_low_look_different() -> None:
    shapes = {
        shape_of(charts.spc_chart(control([*QUIET, last], improvement=NEUTRAL)), "May 2009") for last in (11.5, 8.5)
    }
    assert len(shapes) == 2


def test_limits_and_mean_and_target_are_named_at_the_right() -> None:
    text = charts.spc_chart(
        control(QUIET, label="Leeds", unit="%", improvement=LOWER, target=9.6, target_name="Council target")
    )
    assert {"Leeds 9.8%", "Upper limit 10.7%", "Mean 10%", "Lower limit 9.3%", "Council target 9.6%"} <= set(
        words(text)
    )


def test_each_phase_has_its_own_range_and_the_break_is_named() -> None:
    values = [*QUIET, *(value - 3 for value in QUIET)]
    text = charts.spc_chart(control(values, rebase=[months(14)[13]]))
    assert text.count(f'fill="{BAND}"') == 2
    assert "new limits from May 2009" in words(text)
    assert f'fill="{BAND}"' in text
    assert "new limits" not in charts.spc_chart(control(values))


def test_limits_of_a_short_phase_are_dotted_and_called_provisional() -> None:
    assert "limits provisional" in words(charts.spc_chart(control(QUIET[:8])))
    assert 'stroke-dasharray="1 4"' in charts.spc_chart(control(QUIET[:8]))
    assert "limits provisional" not in words(charts.spc_chart(control(QUIET)))


def test_a_series_that_never_varies_says_why_there_are_no_limits() -> None:
    text = charts.spc_chart(control([5.0, 5.0, 5.0]))
    assert "No limits: all values are the same" in words(text)
    assert "No limits: all values are the same." in description(text)


def test_the_description_says_the_range_and_the_special_causes() -> None:
    said = description(charts.spc_chart(control([*QUIET, 11.5], label="Leeds", improvement=LOWER)))
    assert said.startswith("Leeds: from 10.1 in April 2008 to 11.5 in May 2009.")
    assert "Special causes: May 2009 concern: above the upper limit." in said
    assert "No special causes." in description(charts.spc_chart(control(QUIET)))


def test_a_figure_that_may_still_change_is_hollow_whatever_it_means() -> None:
    vintages = [None] * 13 + ["provisional"]
    text = charts.spc_chart(control([*QUIET, 11.5], vintages=vintages))
    assert "hollow: may still change" in words(text)
    assert "May 2009: 11.5 (provisional), improvement: above the upper limit" in text
    last = next(
        one for one in drawn(text).iter(f"{SVG}path") if (one.findtext(f"{SVG}title") or "").startswith("May 2009")
    )
    assert last.attrib["fill"] == "#ffffff"


def test_a_missing_value_is_a_gap_in_a_control_chart_too() -> None:
    values = [*QUIET[:6], None, *QUIET[6:]]
    text = charts.spc_chart(control(values))
    assert len(notes(text)) == 13
    assert charts.spc_rows(control(values))[6].says == "no value"


def test_a_long_control_chart_marks_its_special_causes_and_the_last() -> None:
    values = [QUIET[at % 13] for at in range(80)]
    values[40] = 14.0
    assert notes(charts.spc_chart(control(values))) == ["August 2011", "November 2014"]


def test_the_table_beneath_a_control_chart_holds_what_it_shows() -> None:
    shown = control([*QUIET, 11.5], improvement=LOWER)
    row = charts.spc_rows(shown)[-1]
    point = shown.chart.points[-1]
    assert (row.period, row.value, row.lower, row.upper) == ("May 2009", 11.5, point.lower, point.upper)
    assert row.says == "concern: above the upper limit"
    assert charts.spc_rows(shown)[0].says == "usual variation"


def test_limits_that_follow_the_denominators_are_drawn_in_steps() -> None:
    bases = [800, 900, 300, 1000] * 4
    chart = spc.proportion_chart([round(base / 10) + at % 3 for at, base in enumerate(bases)], bases)
    band = next(
        path
        for path in drawn(charts.spc_chart(SpcChart("Share", chart))).iter(f"{SVG}path")
        if path.get("fill") == BAND
    )
    assert len({corner.split()[1] for corner in re.split("[ML]", band.attrib["d"].rstrip("z"))[1:]}) > 4


def test_charts_without_any_figure_say_so() -> None:
    assert words(charts.spc_chart(control([]))) == ["No figures to show yet"]
    assert words(charts.year_end_chart(YearEndChart("B", [], Line("So far", []), []))) == ["No figures to show yet"]
    assert words(charts.comparison_chart(ComparisonChart("B", [Area("Leeds", None)]))) == ["No figures to show yet"]
    assert words(charts.funnel_chart(charts.FunnelChart("B", [], 1.0, []))) == ["No figures to show yet"]


FINITE = st.floats(-1e9, 1e9) | st.none()


@settings(max_examples=40)
@given(st.lists(FINITE, max_size=30), st.text(max_size=10), st.sampled_from(Polarity))
def test_any_values_and_any_words_give_a_well_formed_control_chart(
    values: list[float | None], label: str, polarity: Polarity
) -> None:
    shown = control(values, label=label, unit=label, improvement=polarity, target=3)
    text = charts.spc_chart(shown)
    root = drawn(text)
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    for dot in root.iter(f"{SVG}circle"):
        assert 0 <= float(dot.attrib["cx"]) <= width
        assert -1 <= float(dot.attrib["cy"]) <= height
    assert len(charts.spc_rows(shown)) == len(values)


def observed(values: Sequence[int | None]) -> Series:
    return Series(
        Observation(
            period, None if value is None else Decimal(value), missing=None if value is not None else Missing.LATE
        )
        for period, value in zip(months(len(values)), values, strict=True)
    )


COUNTS = [100, 112, 95, 108, 99, 104, 110, 97, 101, 106, 98, 103, 102, 109, 96, 107, 100, 105]


def year_end(values: Sequence[int | None] = COUNTS, makeup: Makeup = Makeup.TOTAL, **rest: Any) -> YearEndChart:
    series = observed(values)
    found = charts.year_end_of(series, forecast.outturn(series, makeup=makeup), makeup, title="Burglaries", **rest)
    assert found is not None
    return found


def test_the_year_end_chart_of_a_total_runs_on_from_the_year_so_far() -> None:
    shown = year_end(target=1200)
    assert shown.line.points == [102, 211, 307, 414, 514, 619]
    assert shown.labels[-1] == "March 2010"
    assert len(shown.steps) == 6
    assert shown.earlier is not None
    assert shown.earlier.points[-1] == sum(COUNTS[:12])
    rows = charts.year_end_rows(shown)
    assert [row.period for row in rows] == shown.labels
    assert rows[-1].expected == shown.steps[-1].expected
    assert rows[0].expected is None


def test_a_year_to_date_is_drawn_within_its_year_though_its_last_figure_is_as_long_as_the_year() -> None:
    values = [14, 39, 61, 97, 11, 31]
    of = [periods.year_to_date(*month) for month in ((2024, 6), (2024, 9), (2024, 12), (2025, 3), (2025, 6), (2025, 9))]
    series = Series(Observation(period, Decimal(value)) for period, value in zip(of, values, strict=True))
    found = forecast.outturn(series, makeup=Makeup.CUMULATIVE)
    shown = charts.year_end_of(series, found, Makeup.CUMULATIVE, title="Homes")
    assert shown is not None and shown.earlier is not None
    assert shown.periods == ["April to June 2025", "April to September 2025"]
    assert (shown.line.points, shown.earlier.points) == ([11, 31], [14, 39, 61, 97])


def test_a_gap_in_the_year_breaks_the_running_total_but_not_its_end() -> None:
    values = [*COUNTS[:14], None, *COUNTS[15:]]
    shown = year_end(values)
    assert shown.line.points[:5] == [102, 211, None, None, None]
    assert shown.line.points[5] is not None


def test_a_rate_runs_on_as_the_sum_of_its_parts_in_its_own_unit() -> None:
    series = Series(
        Observation(period, Decimal(part) / Decimal(4), Decimal(part), Decimal(400))
        for period, part in zip(months(18), COUNTS, strict=True)
    )
    shown = charts.year_end_of(
        series, forecast.outturn(series, makeup=Makeup.RATE), Makeup.RATE, title="Share", unit="%"
    )
    assert shown is not None
    assert float(shown.line.points[1] or 0) == pytest.approx(100 * (102 + 109) / 800)


def test_the_fan_opens_from_the_last_figure_and_names_its_chances() -> None:
    text = charts.year_end_chart(year_end(target=1200))
    fans = [path.attrib["d"] for path in drawn(text).iter(f"{SVG}path") if path.get("stroke-width") == "0.8"]
    assert len(fans) == 2
    assert len({fan.split("L")[0] for fan in fans}) == 1
    assert {"with a chance of 80%", "with a chance of 95%", "Target 1,200"} <= set(words(text))
    assert any(word.startswith("Expected 1,") for word in words(text))
    assert "With a chance of 80% between" in description(text)


def test_an_outturn_without_an_interval_is_drawn_without_a_fan() -> None:
    shown = YearEndChart("B", ["a", "b"], Line("So far", [5, 5]), [Step(None, 5.0, None, None)])
    text = charts.year_end_chart(shown)
    assert "with a chance of 80%" not in words(text)
    assert "Expected 5" in words(text)


def test_a_forecast_that_cannot_be_given_has_no_chart() -> None:
    series = observed(COUNTS[:3])
    assert charts.year_end_of(series, forecast.outturn(series), Makeup.TOTAL, title="B") is None


CITIES = ["Leeds", "Birmingham", "Bristol", "Liverpool", "Manchester", "Newcastle", "Nottingham", "Sheffield"]
PARTS, WHOLES = [845, 1300, 330, 610, 470, 300, 250, 500], [8200, 12000, 4100, 5200, 5100, 2900, 3100, 5600]


def funnel(**rest: Any) -> charts.FunnelChart:
    kind = comparison.Kind.PROPORTION
    found = comparison.funnel(PARTS, WHOLES, kind, multiplier=100)
    return charts.funnel_of(found, kind, CITIES, WHOLES, own="Leeds", title="NEET", unit="%", **rest)


def test_a_funnel_draws_every_area_names_our_own_and_narrows_with_size() -> None:
    shown = funnel()
    text = charts.funnel_chart(shown)
    assert sorted(notes(text)) == sorted(CITIES)
    assert "Leeds" in words(text)
    assert "Bristol" not in words(text)
    outer = shown.curves[-1]
    assert outer.upper[0] - outer.lower[0] > outer.upper[-1] - outer.lower[-1]


def test_areas_outside_a_funnel_have_a_shape_of_their_own() -> None:
    text = charts.funnel_chart(funnel())
    assert shape_of(text, "Leeds") == "circle"
    assert shape_of(text, "Liverpool") != shape_of(text, "Bristol") != "circle"
    assert {"similar", "higher", "lower"} <= set(words(text))
    assert "Liverpool: 11.73%, higher." in description(text)


def test_a_comparison_shows_intervals_and_says_every_figure() -> None:
    areas = [
        Area("Leeds", 10.3, 9.7, 11.0, "similar", own=True),
        Area("Bristol", 8, 7.3, 8.9, "better"),
        Area("Hull", None),
    ]
    text = charts.comparison_chart(ComparisonChart("NEET", areas, 10, "England", "%"))
    assert {"Leeds", "10.3%", "Bristol", "8%", "Hull", "no value", "England 10%"} <= set(words(text))
    assert description(text) == "Leeds 10.3% (similar); Bristol 8% (better); Hull no value. Beside England 10%."
    assert shape_of(text, "Bristol") != shape_of(text, "Leeds")


def test_hostile_words_stay_words_in_every_chart() -> None:
    step = Step(None, 5.0, Interval(4.0, 6.0), Interval(3.0, 7.0))
    texts = [
        charts.spc_chart(control(QUIET, label=EVIL, unit=EVIL, target=9, target_name=EVIL)),
        charts.year_end_chart(YearEndChart(EVIL, [EVIL], Line(EVIL, [5]), [step], Line(EVIL, [4]), 5, EVIL, EVIL)),
        charts.comparison_chart(ComparisonChart(EVIL, [Area(EVIL, 5, 4, 6, EVIL)], 5, EVIL, EVIL)),
        charts.funnel_chart(
            charts.FunnelChart(EVIL, [Area(EVIL, 5, base=9, own=True, standing=EVIL)], 5, [], EVIL, EVIL)
        ),
    ]
    for text in texts:
        assert not list(drawn(text).iter(f"{SVG}script"))
        assert "style=" not in text


def test_a_chart_in_a_file_of_its_own_has_its_heading_and_its_note_and_its_own_size() -> None:
    bare = charts.spc_chart(control(QUIET))
    text = charts.headed(bare, f"{EVIL} in Leeds", "No sign of a change. " * 12)
    root = drawn(text)
    assert root.findtext(f"{SVG}title") == '</title><script>alert("1")</script>& in Leeds'
    assert float(root.attrib["height"]) > float(drawn(bare).attrib["height"]) + 60
    assert len([word for word in words(text) if "No sign of a change." in word]) > 1
    assert not list(root.iter(f"{SVG}script"))
    with pytest.raises(ValueError, match="no size"):
        charts.headed("<svg>", "Burglaries")


def test_a_limit_that_differs_from_the_latest_value_does_not_look_the_same() -> None:
    shown = control([*QUIET[:-1], 9.3], label="Leeds")
    lower = shown.chart.points[-1].lower
    assert lower is not None
    assert round(lower, shown.places) != 9.3 or lower == 9.3
