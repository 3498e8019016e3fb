"""Charts stand alone, say in words what they draw, and draw nothing that is not there."""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tallystick import charts
from tallystick.charts import Line, SeriesChart
from tallystick.judgement import Rating

from .svg import SVG, drawn, words

PERIODS = [f"Q{quarter} 2008/09" for quarter in (1, 2, 3, 4)]


def chart(points: Sequence[Decimal | float | None], **rest: Any) -> SeriesChart:
    periods = rest.pop("periods", [f"P{at}" for at in range(len(points))])
    return SeriesChart("Burglaries", periods, Line("Leeds", points), **rest)


def lines(text: str) -> list[str]:
    """The paths of lines: those that are not filled."""
    return [path.attrib["d"] for path in drawn(text).iter(f"{SVG}path") if path.get("fill") == "none"]


def test_a_chart_names_and_describes_itself() -> None:
    text = charts.series_chart(chart([10.9, 11.2, 10.3], periods=PERIODS[:3], unit="%"))
    root = drawn(text)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Burglaries"
    assert root.findtext(f"{SVG}desc") == (
        "Leeds: from 10.9% in Q1 2008/09 to 10.3% in Q3 2008/09. Lowest 10.3% (Q3 2008/09), highest 11.2% (Q2 2008/09)."
    )


def test_a_chart_needs_no_stylesheet_and_no_style_attribute() -> None:
    text = charts.series_chart(chart([1, 2, None, 3], targets=[Line("Target", [2] * 4)], band=(1, 2)))
    assert "style=" not in text
    assert "<style" not in text
    assert all(path.get("stroke") or path.get("fill") for path in drawn(text).iter(f"{SVG}path"))


def test_hostile_labels_are_words_and_nothing_else() -> None:
    evil = '</title><script>alert("1")</script>\x00\x0b&'
    shown = SeriesChart(evil, [evil, evil], Line(evil, [1, 2]), [Line(evil, [1, 1])], unit=evil)
    text = charts.series_chart(shown)
    assert drawn(text).findtext(f"{SVG}title") == '</title><script>alert("1")</script>&'
    assert not list(drawn(text).iter(f"{SVG}script"))
    small = drawn(charts.sparkline([1, 2], text='"><script>\x00'))
    assert small.get("aria-label") == '"><script>'
    assert drawn(charts.rating_strip([(evil, Rating.RED)])).get("role") == "img"


def test_a_missing_value_is_a_gap_and_never_zero() -> None:
    gap = charts.series_chart(chart([5, 6, None, 7, 8], targets=[]))
    assert lines(gap)[0].count("M") == 2
    assert len(list(drawn(gap).iter(f"{SVG}circle"))) == 4


def test_a_value_alone_between_gaps_is_still_seen() -> None:
    assert re.search(r"m-[\d.]+ 0h[\d.]+", lines(charts.series_chart(chart([5, None, 6, None, 7])))[0])


@pytest.mark.parametrize("points", [[], [None], [None, None, float("nan"), Decimal("Infinity")]])
def test_a_series_without_figures_says_so(points: list[Decimal | float | None]) -> None:
    assert words(charts.series_chart(chart(points))) == ["No figures to show yet"]
    assert drawn(charts.sparkline(points)).get("aria-label") == "No figures yet"


def test_a_target_alone_is_drawn_while_the_series_waits_for_its_first_figure() -> None:
    text = charts.series_chart(chart([None, None], targets=[Line("Target", [4, 5])]))
    assert "Target 5" in words(text)
    assert drawn(text).findtext(f"{SVG}desc") == "The series has no figures yet."


@pytest.mark.parametrize(
    "points",
    [[7], [7, 7, 7], [0, 0], [-3, -9.5, -1], [-5, 5], [1e15, 3e15], [Decimal("0.00001"), Decimal("0.00002")], [1e-300]],
)
def test_every_point_falls_inside_the_frame(points: list[float]) -> None:
    root = drawn(charts.series_chart(chart(points)))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for dot in root.iter(f"{SVG}circle"):
        assert 0 < float(dot.attrib["cx"]) < width
        assert 0 < float(dot.attrib["cy"]) < height


def test_negative_figures_carry_a_minus_sign_and_the_axis_marks_zero() -> None:
    text = charts.series_chart(chart([-5, 5], unit="%"))
    assert "\N{MINUS SIGN}4%" in words(text)
    assert "0%" in words(text)


def test_every_line_is_named_where_it_ends_with_its_last_figure() -> None:
    shown = chart([10, 9], targets=[Line("Target", [8, 8])], comparators=[Line("Core cities", [9.5, 9.1])], unit="%")
    assert {"Leeds 9%", "Target 8%", "Core cities 9.1%"} <= set(words(charts.series_chart(shown)))


def test_names_of_lines_that_end_together_do_not_touch() -> None:
    ends = [Line(f"City {n}", [5.0, 5.0]) for n in range(8)]
    root = drawn(charts.series_chart(chart([5.0, 5.0], comparators=ends)))
    places = sorted(
        float(t.attrib["y"]) for t in root.iter(f"{SVG}text") if (t.text or "").startswith(("City", "Leeds"))
    )
    assert len(places) == 9
    assert min(later - earlier for earlier, later in itertools.pairwise(places)) >= 15.9


def test_lines_differ_by_dash_not_by_colour_alone() -> None:
    shown = chart([1, 2], targets=[Line("T", [1, 1])], comparators=[Line("A", [2, 1]), Line("B", [1, 3])])
    paths = [p for p in drawn(charts.series_chart(shown)).iter(f"{SVG}path") if p.get("fill") == "none"]
    assert len({path.get("stroke-dasharray") for path in paths}) == 4


def test_vintages_are_told_apart_by_shape_and_explained() -> None:
    line = Line("Leeds", [1, 2, 3, 4], ["validated", "provisional", "estimated", "corrected"])
    text = charts.series_chart(SeriesChart("Burglaries", PERIODS, line))
    assert {"validated", "provisional", "estimated", "corrected"} <= set(words(text))
    assert "Q2 2008/09: 2 (provisional)" in text


def test_a_series_of_final_figures_needs_no_key() -> None:
    assert "validated" not in words(charts.series_chart(chart([1, 2])))


def test_period_labels_are_thinned_and_the_last_is_kept() -> None:
    periods = [f"September {year}" for year in range(1980, 2010)]
    shown = words(charts.series_chart(chart([float(n) for n in range(30)], periods=periods)))
    labels = [word for word in shown if word.startswith("September")]
    assert labels[-1] == "September 2009"
    assert len(labels) < 8


def test_a_long_series_marks_only_its_last_point_and_those_not_final() -> None:
    vintages = ["validated"] * 60
    vintages[10] = "provisional"
    shown = SeriesChart("B", [str(n) for n in range(60)], Line("Leeds", [float(n) for n in range(60)], vintages))
    notes = re.findall(r"<title>(\d+): ", charts.series_chart(shown))
    assert notes == ["10", "59"]


def test_more_values_than_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="Leeds has 3 values for 2 periods"):
        chart([1, 2, 3], periods=["a", "b"])


def test_the_table_holds_what_the_chart_shows() -> None:
    shown = SeriesChart("B", ["a", "b"], Line("Leeds", [1, None], ["provisional"]), [Line("Target", [3])])
    assert charts.rows(shown) == [("a", "provisional", [1, 3]), ("b", "validated", [None, None])]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (8.3, 11.2, [8, 9, 10, 11, 12]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-5, 5, [-6, -4, -2, 0, 2, 4, 6]),
        (23_000, 24_300, [23_000, 23_500, 24_000, 24_500]),
        (7, 7, [6.2, 6.4, 6.6, 6.8, 7.0, 7.2, 7.4, 7.6, 7.8]),
    ],
)
def test_ticks_are_round_numbers_that_hold_the_values(low: float, high: float, expected: list[float]) -> None:
    found = charts.ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    if low != high:
        assert found == expected


def test_an_axis_without_finite_ends_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        charts.ticks(-1e308, 1e308)


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
@example(0.0, 5e-324)
@example(1e-307, 1e-307)
@example(-999_999_999_502, -999_999_999_499.5)
def test_ticks_are_few_even_and_hold_any_pair_of_values(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = charts.ticks(low, high)
    slack = (found[1] - found[0]) * 1e-3
    assert found[0] <= low + slack
    assert found[-1] >= high - slack
    assert 2 <= len(found) <= 12


@given(st.floats(-1e12, 1e12), st.floats(0, 100))
@example(999_999_999_999.9, 0.0005)
def test_ticks_hold_values_that_are_large_beside_their_distance(low: float, apart: float) -> None:
    high = low + apart
    found = charts.ticks(low, high)
    slack = (found[1] - found[0]) * 1e-3
    assert found[0] <= low + slack
    assert found[-1] >= high - slack
    assert 2 <= len(found) <= 12
    assert found == sorted(set(found))


def test_ticks_of_values_that_are_large_beside_their_distance_are_told_apart_without_noise() -> None:
    found = charts.ticks(-999_999_999_502, -999_999_999_499.5)
    assert found == [-999_999_999_502 + n / 2 for n in range(6)]
    chart = charts.series_chart(SeriesChart("A", ["Q1", "Q2"], Line("A", [9_000_000_000.1, 9_000_000_000.9])))
    assert ">9,000,000,000.2<" in chart


@given(st.lists(st.none() | st.floats() | st.decimals(allow_nan=False), max_size=20), st.text(max_size=20))
def test_any_figures_and_any_words_give_well_formed_charts(points: list[float | Decimal | None], label: str) -> None:
    periods = [label] * len(points)
    shown = SeriesChart(label, periods, Line(label, points), [Line(label, points[::-1])], unit="£")
    drawn(charts.series_chart(shown))
    drawn(charts.sparkline(points, target=points[0] if points else None, text=label))


def test_a_sparkline_shows_the_last_twelve_and_says_what_it_shows() -> None:
    text = charts.sparkline([float(n) for n in range(1, 21)], target=15, band=(10, 14))
    assert drawn(text).get("aria-label") == "From 9 to 20 over 12 periods; target 15"
    assert (drawn(text).get("width"), drawn(text).get("height")) == ("120", "28")
    assert len(list(drawn(text).iter(f"{SVG}circle"))) == 1


def test_a_target_that_is_no_number_is_left_out() -> None:
    assert drawn(charts.sparkline([1, 2], target=float("nan"))).get("aria-label") == "From 1 to 2 over 2 periods"


def test_a_constant_sparkline_runs_along_the_middle() -> None:
    assert 'cy="14.0"' in charts.sparkline([5, 5, 5])


def test_a_strip_of_ratings_is_read_out_in_order() -> None:
    text = charts.rating_strip([("Q1", Rating.AMBER_RED), ("Q2", None), ("Q3", Rating.GREEN)])
    assert drawn(text).findtext(f"{SVG}title") == "Q1 amber-red, Q2 not judged, Q3 green"


def test_a_bar_of_ratings_counts_those_not_judged() -> None:
    text = charts.rating_bar({Rating.GREEN: 9, None: 6, Rating.AMBER: 18})
    assert drawn(text).findtext(f"{SVG}title") == "9 green, 18 amber, 6 not judged"
    assert words(text) == ["9", "18", "6"]
    assert drawn(charts.rating_bar({})).findtext(f"{SVG}title") == "Nothing judged yet"


def test_every_rating_has_a_shape_of_its_own() -> None:
    assert {*Rating, ""} == set(charts.RATING_SHAPES) == set(charts.RATING_COLOURS) == set(charts.RATING_WORDS)
    assert len(set(charts.RATING_SHAPES.values())) == 6


@pytest.mark.parametrize("colour", charts.RATING_COLOURS.values())
def test_ratings_can_be_read_on_white_paper(colour: str) -> None:
    assert contrast(colour) >= 4.5


def contrast(colour: str) -> float:
    """Of a colour against white, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
