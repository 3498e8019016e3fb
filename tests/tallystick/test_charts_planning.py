"""Charts of plans, clocks, risks and load: told by shape and in words, for any names and any dates."""

import math
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import charts, deadlines
from tallystick.charts import ClockMark, GanttChart, GanttRow, HeatMap, LoadChart, Milestone, TimelineChart
from tallystick.deadlines import ClockState

from .svg import SVG, description, drawn, words

EVIL = '</title><script>alert("1")</script>\x00\x0b&'
TODAY = date(2026, 6, 1)
DEPOT = GanttRow("Depot", date(2026, 4, 1), date(2026, 9, 30), planned=date(2026, 7, 31))


def notes(text: str) -> list[str]:
    """What each mark says of itself."""
    root = drawn(text)
    return [element.text or "" for element in root.iter(f"{SVG}title") if element is not root.find(f"{SVG}title")]


def bars(text: str) -> list[tuple[float, float, str]]:
    """Left edge, right edge and fill of each bar that says what it is."""
    return [
        (float(bar.attrib["x"]), float(bar.attrib["x"]) + float(bar.attrib["width"]), bar.attrib["fill"])
        for bar in drawn(text).iter(f"{SVG}rect")
        if bar.find(f"{SVG}title") is not None
    ]


def gantt(*rows: GanttRow, today: date | None = TODAY) -> str:
    return charts.gantt_chart(GanttChart("Actions", rows, today))


def heat(*cells: tuple[int, int, int], appetite: int | None = 12) -> HeatMap:
    counts = [[0] * 5 for _ in range(5)]
    for likelihood, impact, count in cells:
        counts[likelihood - 1][impact - 1] = count
    return HeatMap("Risks", counts, appetite)


def load(hours: list[float], capacity: list[float | None]) -> LoadChart:
    return LoadChart("Alice", [f"W{at}" for at in range(len(hours))], hours, capacity)


# Gantt


def test_what_runs_beyond_its_plan_is_hollow_and_said() -> None:
    text = gantt(DEPOT, GanttRow("Fleet", date(2026, 5, 1), date(2026, 6, 30), planned=date(2026, 6, 30)))
    solid, hollow, fleet = bars(text)
    assert hollow[2] == "#ffffff" != solid[2] == fleet[2]
    assert solid[1] == pytest.approx(hollow[0])
    assert notes(text)[1] == "Depot: 1 April 2026 to 30 September 2026, planned to 31 July 2026"
    assert description(text) == "2 rows from 1 April 2026 to 30 September 2026. 1 beyond the plan (Depot)."
    assert "beyond the plan" in words(text)


def test_bars_are_as_long_as_their_days() -> None:
    whole, half = bars(
        gantt(GanttRow("A", date(2026, 4, 1), date(2026, 4, 30)), GanttRow("B", date(2026, 4, 16), date(2026, 4, 30)))
    )
    assert (half[1] - half[0]) / (whole[1] - whole[0]) == pytest.approx(0.5, abs=0.01)
    assert whole[1] == half[1]


def test_a_bar_moved_altogether_beyond_its_plan_is_all_hollow() -> None:
    text = gantt(GanttRow("Depot", date(2026, 8, 1), date(2026, 9, 30), planned=date(2026, 7, 1)))
    assert [fill for _, _, fill in bars(text)] == ["#ffffff"]


def test_milestones_are_diamonds_that_differ_in_more_than_colour() -> None:
    states = [Milestone("Gate", TODAY, state) for state in ("met", "due", "missed")]
    shapes = [charts.milestone_shape(one, 0, 0) for one in states]
    looks = [(shape.count("<path"), 'fill="#ffffff"' in shape) for shape in shapes]
    assert looks == [(1, False), (1, True), (2, False)], "full, hollow, crossed"
    text = gantt(GanttRow("Depot", date(2026, 4, 1), date(2026, 9, 30), milestones=states))
    assert "Gate: 1 June 2026, missed" in notes(text)
    assert {"milestone met", "milestone due", "milestone missed"} <= set(words(text))
    assert description(text).endswith("Milestones missed: 1 (Gate).")


def test_today_is_a_line_where_it_is_in_the_picture() -> None:
    assert "Today, 1 June 2026" in words(gantt(DEPOT))
    assert not any("Today" in one for one in words(gantt(DEPOT, today=date(2030, 1, 1))))
    assert not any("Today" in one for one in words(gantt(DEPOT, today=None)))


def test_a_row_without_dates_says_so_and_of_nothing_there_is_no_chart() -> None:
    assert "no dates yet" in words(gantt(DEPOT, GanttRow("Roads", None, None)))
    assert words(gantt()) == words(gantt(GanttRow("Roads", None, None))) == ["No figures to show yet"]


@pytest.mark.parametrize(
    ("first", "last", "note"),
    [
        (None, date(2026, 9, 30), "Depot: no start to 30 September 2026"),
        (date(2026, 4, 1), None, "Depot: 1 April 2026 to no end"),
    ],
)
def test_a_row_with_one_end_is_dashed_to_the_edge_and_nothing_is_made_up_for_the_other(
    first: date | None, last: date | None, note: str
) -> None:
    text = gantt(GanttRow("Depot", first, last))
    assert bars(text) == [] and notes(text) == [note]
    assert "stroke-dasharray" in text and "no start or no end" in words(text) and "Today, 1 June 2026" in words(text)
    assert description(text).endswith("1 without a start or an end (Depot).")


def test_what_has_no_start_is_hollow_beyond_its_plan() -> None:
    text = gantt(GanttRow("Depot", None, date(2026, 9, 30), planned=date(2026, 7, 31)))
    assert [fill for _, _, fill in bars(text)] == ["#ffffff"]
    assert notes(text)[1] == "Depot: no start to 30 September 2026, planned to 31 July 2026"


def test_sixty_rows_are_drawn_and_the_rest_is_counted() -> None:
    text = gantt(*[DEPOT] * 63)
    assert words(text).count("Depot") == 60
    assert "3 more in the table" in words(text)
    assert description(text).startswith("63 rows")


@pytest.mark.parametrize(
    ("last", "labels"),
    [
        (date(2026, 4, 20), ["1 Apr", "4 Apr"]),
        (date(2026, 8, 30), ["Apr 2026", "May 2026"]),
        (date(2027, 12, 31), ["Apr 2026", "Jul 2026"]),
        (date(2040, 3, 31), ["Apr 2026", "Apr 2028"]),
    ],
)
def test_days_months_quarters_or_years_are_named_as_there_is_room(last: date, labels: list[str]) -> None:
    assert [one for one in words(gantt(GanttRow("Depot", date(2026, 4, 1), last), today=None)) if one != "Depot"][
        :2
    ] == labels


# Timeline


def clocks(today: date, **done: date) -> TimelineChart:
    found = charts.timeline_of(
        deadlines.clocks(deadlines.pack("cpc-2024"), date(2024, 11, 8), today, done), "Clocks", today
    )
    assert found is not None
    return found


def test_every_clock_is_told_in_words_and_by_a_shape_of_its_own() -> None:
    text = charts.timeline_chart(clocks(date(2025, 9, 20), report=date(2025, 2, 1), action_plan=date(2025, 4, 28)))
    said = description(text)
    assert said.startswith(
        "Counted from the last day on site, 8 November 2024. Report and action plan published: no later than"
    )
    assert "met late by 20 days" in said
    assert "Progress review: about 8 September 2025, due now" in said
    assert "about 8 September 2025, due now" in words(text)
    assert {"met", "met late", "due"} <= set(words(text))


def test_no_two_standings_of_a_clock_look_alike_in_black_and_white() -> None:
    outlines = set()
    for state in ClockState:
        mark = drawn(f'<svg xmlns="http://www.w3.org/2000/svg">{charts.clock_shape(state.value, 0, 0)}</svg>')[0]
        outlines.add((mark.tag, mark.get("d"), mark.get("fill") == "#ffffff"))
    assert len(outlines) == len(ClockState)


def test_the_key_of_every_standing_stays_on_the_canvas() -> None:
    marks = [ClockMark(state.words, TODAY, state.value, "") for state in ClockState]
    root = drawn(charts.timeline_chart(TimelineChart("Clocks", marks, date(2026, 1, 1))))
    assert all(
        float(one.attrib["x"]) + 8.2 * len(one.text or "") <= float(root.attrib["width"])
        for one in root.iter(f"{SVG}text")
        if one.get("text-anchor") == "start"
    )


def test_a_long_name_and_its_words_take_a_line_each() -> None:
    def places(name: str) -> set[str]:
        mark = ClockMark(name, date(2026, 9, 1), "due", "no later than 1 September 2026, due in 92 days")
        text = charts.timeline_chart(TimelineChart("Clocks", [mark], date(2026, 3, 1), today=TODAY))
        return {one.attrib["y"] for one in drawn(text).iter(f"{SVG}text") if one.text in (mark.name, mark.words)}

    assert len(places("Short")) == 1
    assert len(places("Action plan published, if not ready with the report")) == 2


def test_of_no_clock_there_is_no_timeline() -> None:
    assert charts.timeline_of((), "Clocks") is None
    assert words(charts.timeline_chart(TimelineChart("Clocks", [], TODAY))) == ["No figures to show yet"]


# Heat map


def test_what_lies_beyond_the_appetite_is_told_by_a_line_a_diamond_and_in_words() -> None:
    text = charts.heat_map(heat((5, 5, 2), (3, 4, 7), (4, 4, 1), (1, 1, 3)))
    assert description(text) == (
        "13 risks, 3 beyond the appetite of 12. 2 at 5 Almost certain and 5 Severe; 1 at 4 Likely and 4 Major; "
        "7 at 3 Possible and 4 Major; 3 at 1 Rare and 1 Slight."
    )
    diamonds = [path for path in drawn(text).iter(f"{SVG}path") if path.get("fill") == "#b3201c"]
    assert len(diamonds) == 2 + 1, "two cells, and the key"
    assert "5 Almost certain, 5 Severe: 2, beyond the appetite" in notes(text)
    assert {"2", "7", "1", "3"} <= set(words(text))


def test_the_line_parts_every_cell_within_from_every_one_beyond() -> None:
    text = charts.heat_map(heat(appetite=12))
    line = next(path.attrib["d"] for path in drawn(text).iter(f"{SVG}path") if path.get("stroke-width") == "4")
    # beyond 12: 5×3, 4×4, 5×4, 3×5, 4×5, 5×5, so four steps down and across
    assert (line.count("v"), line.count("h")) == (3, 3)


def test_without_an_appetite_there_is_no_line() -> None:
    text = charts.heat_map(heat((5, 5, 2), appetite=None))
    assert not list(drawn(text).iter(f"{SVG}path"))
    assert description(text) == "2 risks. 2 at 5 Almost certain and 5 Severe."


BANDS = ((1, "low"), (5, "medium"), (10, "high"), (16, "very high"))


def test_every_band_has_a_shade_of_its_own_and_is_said_in_words() -> None:
    counts = heat((1, 4, 1), (1, 5, 2), (2, 5, 3), (4, 4, 4), (5, 5, 5)).counts
    text = charts.heat_map(HeatMap("Risks", counts, bands=BANDS))
    grounds = {
        (title.text or "").split(": ")[1]: cell.get("fill")
        for cell in drawn(text).iter(f"{SVG}rect")
        for title in cell.iter(f"{SVG}title")
    }
    said = ["1, low", "2, medium", "3, high", "4, very high", "5, very high"]
    assert set(said) < set(grounds)
    assert len({grounds[each] for each in said}) == len(BANDS)
    assert {"low 1–4", "medium 5–9", "high 10–15", "very high 16–25"} <= set(words(text))


def test_more_bands_than_shades_are_refused() -> None:
    with pytest.raises(ValueError, match="shades for 4 bands"):
        HeatMap("Risks", heat().counts, bands=[(least, "band") for least in range(1, 6)])


def test_counts_that_do_not_fill_the_map_are_refused() -> None:
    with pytest.raises(ValueError, match="a row for each likelihood"):
        HeatMap("Risks", [[1, 2]])


# Load


def test_what_is_beyond_capacity_is_a_block_of_its_own_with_a_triangle() -> None:
    text = charts.load_chart(load([20, 40], [30, 30]))
    assert [fill == "#b3201c" for _, _, fill in bars(text)] == [False, False, True]
    assert "W1: 40 hours of 30, 10 too many" in notes(text)
    assert description(text) == "From W0 to W1; most in W1: 40 hours of 30, 10 too many. Beyond capacity in 1 of 2: W1."
    assert {"Capacity 30", "beyond capacity", "hours"} <= set(words(text))


@pytest.mark.parametrize("unknown", [None, math.nan])
def test_capacity_that_nobody_knows_is_a_gap_and_never_exceeded(unknown: float | None) -> None:
    shown = load([20, 40, 10], [30, unknown, 30])
    assert charts.load_rows(shown)[1][3] == 0.0
    text = charts.load_chart(shown)
    line = next(path.attrib["d"] for path in drawn(text).iter(f"{SVG}path") if path.get("fill") == "none")
    assert line.count("M") == 2
    assert "beyond capacity" not in words(text)


def test_bars_stand_on_nought() -> None:
    feet = {
        round(float(bar.attrib["y"]) + float(bar.attrib["height"]), 1)
        for bar in drawn(charts.load_chart(load([900, 1000], [2000, 2000]))).iter(f"{SVG}rect")
    }
    assert len(feet) == 1


def test_nobody_with_nothing_to_do_has_an_empty_frame() -> None:
    assert words(charts.load_chart(load([], []))) == ["No figures to show yet"]
    assert "Capacity 30" in words(charts.load_chart(load([0, 0], [30, 30])))
    assert drawn(charts.load_chart(load([0], [None]))).get("role") == "img"


def test_a_load_with_too_few_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="for each label"):
        LoadChart("Alice", ["W0", "W1"], [1], [1, 2])


# All of them


@pytest.mark.parametrize(
    "make",
    [
        lambda: charts.gantt_chart(
            GanttChart(EVIL, [GanttRow(EVIL, TODAY, TODAY, None, [Milestone(EVIL, TODAY, EVIL)])], TODAY)
        ),
        lambda: charts.timeline_chart(TimelineChart(EVIL, [ClockMark(EVIL, TODAY, EVIL, EVIL, TODAY)], TODAY, EVIL)),
        lambda: charts.heat_map(HeatMap(EVIL, [[1]], 1, [EVIL], [EVIL])),
        lambda: charts.load_chart(LoadChart(EVIL, [EVIL], [1], [1], EVIL)),
    ],
)
def test_hostile_words_are_words_and_nothing_else(make: Callable[[], str]) -> None:
    text = make()
    root = drawn(text)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == '</title><script>alert("1")</script>&'
    assert not list(root.iter(f"{SVG}script"))
    assert "style=" not in text
    assert " id=" not in text


DAYS = st.none() | st.dates(date(1995, 1, 1), date(2060, 1, 1))
ROWS = st.lists(
    st.builds(GanttRow, st.text(max_size=40), DAYS, DAYS, DAYS, st.lists(st.builds(Milestone, st.text(), st.dates(date(1995, 1, 1), date(2060, 1, 1))), max_size=2)),
    max_size=8,
)  # fmt: skip


@settings(max_examples=60)
@given(ROWS, DAYS)
def test_any_rows_make_a_well_formed_chart_with_everything_on_it(rows: list[GanttRow], today: date | None) -> None:
    text = charts.gantt_chart(GanttChart("Actions", rows, today))
    width = float(drawn(text).attrib["width"])
    assert all(0 <= left <= right <= width for left, right, _ in bars(text))


FIGURES = st.floats(0, 1e6)


@settings(max_examples=60)
@given(st.lists(st.tuples(FIGURES, st.none() | FIGURES), min_size=1, max_size=110))
def test_any_load_makes_a_well_formed_chart_with_everything_on_it(pairs: list[tuple[float, float | None]]) -> None:
    shown = load([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    text = charts.load_chart(shown)
    root = drawn(text)
    for bar in root.iter(f"{SVG}rect"):
        assert -0.5 <= float(bar.attrib["y"]) <= float(root.attrib["height"])
        assert 0 <= float(bar.attrib["x"]) <= float(root.attrib["width"])
    assert (description(text).count("Beyond capacity in 0") == 1) == (
        not any(row[3] for row in charts.load_rows(shown))
    )


@settings(max_examples=40)
@given(st.dates(date(1995, 1, 1), date(2035, 1, 1)), st.integers(0, 2500))
def test_any_challenge_has_a_timeline_under_every_pack(day: date, later: int) -> None:
    today = day + timedelta(days=later)
    for pack in deadlines.packs():
        shown = charts.timeline_of(deadlines.clocks(pack, day, today), pack.title, today)
        assert shown is not None
        assert description(charts.timeline_chart(shown)).count(": ") == len(pack.clocks)


def test_one_date_far_off_flattens_nothing_and_the_chart_says_so() -> None:
    rows = [
        GanttRow(
            f"Depot {n}",
            date(2026, 4 + n, 1),
            date(2026, 5 + n, 15),
            milestones=[Milestone("Done", date(2026, 5 + n, 1))],
        )
        for n in range(4)
    ]
    width = re.compile(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="10"')
    near = [float(one) for one in width.findall(gantt(*rows))]
    old = GanttRow("Old", date(2026, 4, 1), date(2026, 6, 1), milestones=[Milestone("Survey", date(1206, 1, 1), "met")])
    far = GanttRow("Far", date(2026, 5, 1), date(2150, 1, 1))
    text = gantt(*rows, old, far)
    assert [float(one) for one in width.findall(text)][:4] == pytest.approx(near, rel=0.35)
    assert "2 dates stand before 1 April 2026 or after 15 August 2026 at the edge: see the table" in text
    assert "1 May 2026 to 1 January 2150" in text and "Survey: 1 January 1206, met" in text
    assert max(float(one) for one in re.findall(r'<rect x="([\d.]+)"', text)) < 760
    assert "at the edge" not in gantt(*rows, GanttRow("Long", date(2025, 1, 1), date(2027, 6, 1)))


def test_a_single_bar_that_never_ends_is_drawn_over_its_first_months() -> None:
    text = gantt(GanttRow("A", date(2026, 4, 1), date(2150, 1, 1)))
    assert "1 date stands before 1 April 2026 or after 1 July 2026 at the edge" in text and "Today, 1 June 2026" in text
