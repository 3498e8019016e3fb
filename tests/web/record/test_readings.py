"""What a measure says of itself: its direction with what that rests on, its company, its year's end, its revisions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tallystick import charts, forecast, periods
from tallystick.comparison import Standing
from tallystick.judgement import Quality
from tallystick.periods import Frequency, Period
from tallystick.series import Marker
from tallystick.status import Direction, Polarity, Status
from tallystick_web.measures.models import Measure, Target
from tallystick_web.measures.reading import company, control, findings, outlook, pictures, readings, usual
from tallystick_web.measures.reading.readings import Reading, Value

OWN, ENGLAND, PEERS = 1, 2, (3, 4, 5)
AREAS = {
    1: ("Leeds", "own"),
    2: ("England", "nation"),
    3: ("Sheffield", "peer"),
    4: ("Bristol", "peer"),
    5: ("Hull", "peer"),
}
Q2 = periods.quarter(2009, 2)


def measure(**more: Any) -> Measure:
    fields = {"reference": "M", "title": "Litter", "unit": "%", "polarity": "lower_is_better", "frequency": "quarter"}
    return Measure(**(fields | more))


def value(period: Period, number: str | None, area: int = OWN, **more: Any) -> Value:
    fields: dict[str, Any] = {
        "missing": "" if number else "late",
        "vintage": "validated",
        "markers": "",
        "illustrative": False,
    }
    held = None if number is None else Decimal(number)
    return Value(
        period.end.toordinal() * 10 + area, area, period.frequency, period.start, period.end, held, **(fields | more)
    )


def values(numbers: Sequence[str | None], last: Period = Q2, area: int = OWN, **more: Any) -> list[Value]:
    return [value(last.step(-back), number, area, **more) for back, number in enumerate(reversed(numbers))]


def target(number: str, period: Period, name: str = "Council", **more: Any) -> Target:
    return Target(
        name=name, frequency=period.frequency, start=period.start, end=period.end, value=Decimal(number), **more
    )


def read(numbers: Sequence[str | None], *targets: Target, **more: Any) -> Reading:
    return readings.read(measure(**more), values(numbers), targets)


# Direction


def test_a_small_step_in_a_long_series_is_steady_and_says_what_it_rests_on() -> None:
    found = read(
        ["12", "13", "12.4", "11.9", "12.8", "12.1", "13.2", "12.6", "12.2", "12.9", "12.3", "12.5", "12.7", "12.4"]
    )
    assert found.direction is Direction.STEADY
    assert found.reason.startswith("Q2 2009/10 beside Q2 2008/09. Not a significant change: ")
    assert found.comparison.startswith("Down 0.3 points (not significant) on the previous quarter")


def test_a_step_far_out_of_the_usual_range_is_a_worsening() -> None:
    found = read(
        ["12", "13", "12.4", "11.9", "12.8", "12.1", "13.2", "12.6", "12.2", "12.9", "12.3", "12.5", "12.7", "25"]
    )
    assert found.direction is Direction.WORSENING
    assert "A real change" in found.reason


@pytest.mark.parametrize(
    ("numbers", "more", "said"),
    [
        (["12", "11"], {"polarity": "none"}, "neither way is better"),
        (["12"], {}, "There is nothing to compare it with"),
        ([None], {}, "There is no value yet"),
        (["12", "11"], {"polarity": "near_is_best"}, "no target says nearer to what"),
    ],
)
def test_what_cannot_be_told_says_why(numbers: list[str | None], more: dict[str, str], said: str) -> None:
    found = read(numbers, **more)
    assert found.direction is Direction.NOT_KNOWN
    assert said in found.reason and found.reason.endswith(".")


def test_nearer_to_the_range_that_is_aimed_at_is_better() -> None:
    aim = target("98", Q2, upper_value=Decimal(102))
    assert read(["110", "105"], aim, polarity="near_is_best").direction is Direction.IMPROVING


def test_a_figure_is_not_compared_across_a_break() -> None:
    held = [value(Q2.step(-1), "20"), value(Q2, "10", markers=Marker.BREAK)]
    found = readings.read(measure(), held)
    assert found.direction is Direction.NOT_KNOWN
    assert "the definition changed in Q2 2009/10" in found.reason


def test_rounding_does_not_make_a_change_look_like_none() -> None:
    assert read(["12.54", "12.51"], decimals=1).comparison.startswith("Down 0.03 points")


def test_a_figure_of_the_year_to_date_is_told_beside_last_years_and_not_as_a_fall_from_its_end() -> None:
    held = [
        value(periods.year_to_date(2008, 6), "29.0"),
        value(periods.year_to_date(2009, 3), "97.9"),
        value(periods.year_to_date(2009, 6), "29.6"),
    ]
    found = readings.read(measure(frequency="year_to_date", title="Tax", decimals=1), held)
    assert found.headline == "Tax rose to 29.6% in April to June 2009 from 29.0% in April to June 2008"
    assert readings.read(measure(frequency="year_to_date", title="Tax"), held[1:]).before is None


# Company


def test_a_place_a_gap_and_whether_it_narrows_are_told_of_one_and_the_same_period() -> None:
    held = [*values(["14", "12"]), *values(["11", "10"], area=ENGLAND)]
    held += [value(Q2, number, area) for number, area in zip(("9", "13", "15"), PEERS, strict=True)]
    found = company.company(readings.read(measure(decimals=1), held, (), AREAS), held, AREAS)
    assert found is not None
    assert found.sentence == (
        "In Q2 2009/10: second lowest of four councils (lower is better); 2.0 points behind England; "
        "the gap to England narrowed from 3.0 to 2.0 points since Q1 2009/10."
    )
    assert found.standing is Standing.WORSE


def test_a_gap_within_chance_is_called_similar() -> None:
    parts: dict[str, Any] = {"numerator": Decimal(12), "denominator": Decimal(100)}
    held = [value(Q2, "12", **parts), value(Q2, "10", ENGLAND)]
    found = company.company(readings.read(measure(), held, (), AREAS), held, AREAS)
    assert found is not None and found.standing is Standing.SIMILAR


def test_a_figure_of_another_period_is_no_company() -> None:
    held = [value(Q2, "12"), value(Q2.step(-1), "10", ENGLAND)]
    assert company.company(readings.read(measure(), held, (), AREAS), held, AREAS) is None


def test_company_that_was_made_up_is_marked() -> None:
    held = [value(Q2, "12"), value(Q2, "10", ENGLAND, illustrative=True)]
    found = company.company(readings.read(measure(), held, (), AREAS), held, AREAS)
    assert found is not None and found.made_up


# The year's end

TEN = ["30", "32", "31", "33", "30.5", "32", "31.5", "32", "30", "31.5"]


def test_the_year_end_has_a_status_and_a_chance_against_the_targets_of_the_year() -> None:
    year = periods.financial_year(2009)
    aims = [target("20", year), target("40", year, "Partnership"), target("25", Q2, "Quarter")]
    found = outlook.look(readings.read(measure(year_is="last"), values(TEN), aims), aims)
    assert [(one.target.name, one.status) for one in found.chances] == [
        ("Council", Status.OFF_TRACK), ("Partnership", Status.ON_TRACK),
    ]  # fmt: skip
    assert found.status is Status.OFF_TRACK
    assert found.chances[0].percent in ("0%", "less than 1%") and found.chances[1].percent in ("100%", "more than 99%")
    assert found.sentence.startswith("The outturn of 2009/10 is expected to be ")


def test_how_the_periods_make_up_the_year_is_as_the_definition_says_and_may_be_asked_for_otherwise() -> None:
    counts = read(TEN, unit="visits", year_is="total")
    total = outlook.look(counts, ())
    assert total.makeup is forecast.Makeup.TOTAL
    assert total.outturn and total.outturn.expected and total.outturn.expected > 100
    assert outlook.look(counts, (), "last").makeup is forecast.Makeup.LAST
    parts = values(TEN, numerator=Decimal(31), denominator=Decimal(100))
    assert outlook.look(readings.read(measure(), parts), (), "nonsense").makeup is forecast.Makeup.RATE


def test_no_outturn_is_forecast_of_counts_until_somebody_says_how_they_make_up_a_year() -> None:
    found = outlook.look(read(TEN), [target("20", periods.financial_year(2009))])
    assert found.makeup is None and not found.known and found.status is None
    assert "Fill in “How its periods make up a year” in the definition of the measure" in found.sentence
    assert outlook.look(read(TEN), (), "mean").known
    series = read(TEN).series
    assert outlook.year_end(series, measure(), [], periods.financial_year(2009)) == (None, False)


def test_half_years_of_offences_are_added_up_to_the_year() -> None:
    """Serious acquisitive crime of Leeds: 9,793 and 10,310 in the halves of 2008/09, 9,950 in the first of 2009/10."""
    halves = ["11600", "11900", "10900", "10600", "9793", "10310", "9950"]
    held = values(halves, periods.half_year(2009, 1))
    reading = readings.read(measure(unit="offences", frequency="half_year", year_is="total"), held)
    found = outlook.look(reading, ())
    assert found.outturn and found.outturn.expected and found.outturn.so_far == 9950
    assert 19_000 < found.outturn.expected < 22_000
    whole = target("20103", periods.financial_year(2008))
    assert outlook.year_end(reading.series, reading.measure, [whole], periods.financial_year(2008)) == (
        Status.ON_TRACK, True,
    )  # fmt: skip
    assert outlook.year_end(
        reading.series, reading.measure, [target("20102", periods.financial_year(2008))], periods.financial_year(2008)
    ) == (Status.OFF_TRACK, True)


def test_a_part_of_a_year_that_adds_up_is_not_held_against_the_target_of_the_whole() -> None:
    aim = target("120", periods.financial_year(2009))
    assert read(TEN, aim, unit="visits", year_is="total").standings == ()
    assert len(read(TEN, aim, unit="visits", year_is="last").standings) == 1


def test_a_target_of_a_years_size_is_not_held_against_a_quarter_where_nobody_said_how_the_year_is_made_up() -> None:
    year = periods.financial_year(2009)
    assert read(TEN, target("120", year), unit="visits").standings == ()
    assert len(read(TEN, target("33", year), unit="visits").standings) == 1
    assert len(read(TEN, target("120", year), unit="%").standings) == 1
    assert len(read(TEN, target("120", year), unit="visits", year_is="last").standings) == 1


YEAR = ["30", "31", "29", "30"]


def test_nothing_is_expected_any_more_of_a_year_that_is_complete() -> None:
    year = periods.financial_year(2008)
    for aims, said in (
        ([target("121", year)], ", and the target of 121 was met."),
        ([target("119", year, tolerance=Decimal(2))], ", and the target of 119 was missed, within its tolerance."),
        ([target("110", year)], ", and the target of 110 was missed."),
        ([], "."),
    ):
        reading = readings.read(measure(unit="", year_is="total"), values(YEAR, periods.quarter(2008, 4)), aims)
        found = outlook.look(reading, aims)
        assert found.complete and found.mark == ""
        assert found.sentence == f"The outturn of 2008/09 is 120: the year is complete{said}"
        assert findings.finding(reading, found, None, None).evidence.figures.year_end == "120 in 2008/09"


def test_a_yearly_figure_in_a_suggestion_names_its_year() -> None:
    year = periods.financial_year(2008)
    reading = readings.read(measure(frequency="financial_year"), [value(year, "45.8")], [target("45", year)])
    told = findings.finding(reading, None, None, None).evidence.figures.now
    assert told == "45.8% in 2008/09 against the Council target of 45%"


def test_a_complete_year_is_as_final_as_its_figures_and_one_that_is_not_complete_a_forecast() -> None:
    first = values(YEAR, periods.quarter(2008, 4), vintage="provisional")
    assert outlook.look(readings.read(measure(year_is="total"), first), ()).mark == "p"
    assert outlook.look(read(TEN, year_is="total"), ()).mark == "f"
    assert outlook.look(read(["1"], year_is="total"), ()).mark == ""


def test_what_a_past_year_came_to_is_told_beside_its_target_when_the_next_has_begun() -> None:
    past, now = target("121", periods.financial_year(2008)), target("100", periods.financial_year(2009))
    reading = readings.read(measure(year_is="total"), values([*YEAR, "20", "21"]), [past, now])
    found = outlook.came_to(reading, past)
    assert found and found.outturn and found.outturn.expected == 120 and found.status is Status.ON_TRACK
    assert outlook.came_to(reading, now) is None and outlook.came_to(reading, target("30", Q2)) is None


def test_a_year_end_that_cannot_be_told_says_why() -> None:
    found = outlook.look(read(["1", "2"], year_is="last"), [target("2", periods.financial_year(2009))])
    assert found.sentence == "No outturn of 2009/10 can be forecast: fewer than 6 figures are known."
    assert found.status is None and not found.known


def test_a_share_is_never_forecast_beyond_the_whole() -> None:
    found = outlook.look(read(["91", "93", "95", "96", "97", "98", "98.5", "99"], year_is="last"), ())
    assert found.outturn and found.outturn.wide and found.outturn.wide.high <= 100


# The charts


def test_a_chart_leaves_a_gap_where_a_period_has_no_figure() -> None:
    held = [value(periods.quarter(2008, 2), "12"), value(periods.quarter(2009, 1), "11")]
    found = pictures.picture(readings.read(measure(), held), held, AREAS, [])
    assert found.chart.periods == ["Q2 2008/09", "Q3 2008/09", "Q4 2008/09", "Q1 2009/10"]
    assert found.chart.line.points[1] is None


def test_a_series_of_twelve_values_opens_with_its_control_chart_and_a_shorter_one_does_not() -> None:
    assert control.control(read(TEN)).shown is not None and not control.control(read(TEN)).enough
    assert control.control(read([*TEN, "31", "30"])).enough


def test_a_seasonal_series_is_charted_without_its_season_and_says_so() -> None:
    numbers: list[str | None] = [str(level + wobble) for wobble in (0, 1, -1, 2, 0) for level in (100, 60, 150, 80)]
    found = control.control(read(numbers, unit="visits"))
    assert found.season and found.sentence.startswith("With each season’s usual share of the year taken out: the value")
    assert found.shown and "Latest, adjusted" in charts.spc_chart(found.shown)


def test_no_control_chart_says_why() -> None:
    year_to_date = [value(periods.year_to_date(2009, month), str(month)) for month in (6, 9)]
    found = control.control(readings.read(measure(frequency="year_to_date"), year_to_date))
    assert found.shown is None and "build on each other" in found.sentence


# Evidence


@pytest.mark.parametrize(
    ("more", "on", "expected"),
    [
        ({}, date(2009, 9, 30), Quality.SOUND),
        ({"vintage": "provisional"}, date(2009, 9, 30), Quality.PROVISIONAL),
        ({"vintage": "estimated"}, date(2009, 9, 30), Quality.ESTIMATED),
        ({"markers": "u"}, date(2009, 9, 30), Quality.UNRELIABLE),
        ({}, date(2011, 9, 30), Quality.OLD),
        ({}, None, Quality.SOUND),
    ],
)
def test_the_quality_of_a_figure_is_told_from_its_marks_and_its_age(
    more: dict[str, Any], on: date | None, expected: Quality
) -> None:
    assert findings.quality(value(Q2, "12", **more), 30, on) is expected


def test_worse_than_others_and_worsening_is_said_in_a_sentence() -> None:
    held = [*values(["12", "13", "12", "13", "12", "13", "12", "13", "12", "13", "12", "25"]), value(Q2, "10", ENGLAND)]
    reading = readings.read(measure(), held, (), AREAS)
    found = findings.finding(reading, None, company.company(reading, held, AREAS), None)
    assert found.behind.startswith("Litter: worse than England and worsening, up 12 points since Q2 2008/09")
    assert not found.forecast


@pytest.mark.parametrize(
    ("value_", "words", "settled"),
    [
        ("Red Flag", "Flag in the draft; the partnership is appealing", False),
        ("Amber/Red", "provisional", False),
        ("Red", "2009", True),
    ],
)
def test_a_grade_that_may_still_change_is_not_settled(value_: str, words: str, settled: bool) -> None:
    assert findings.grade(value_, "CAA", words).settled is settled


def test_values_of_another_frequency_are_not_mixed_in() -> None:
    held = [*values(TEN), value(periods.financial_year(2008), "31")]
    assert readings.read(measure(), held).series.frequency is Frequency.QUARTER


def test_polarity_is_respected_in_what_others_are_ahead() -> None:
    held = [value(Q2, "12"), value(Q2, "10", ENGLAND)]
    reading = readings.read(measure(polarity=str(Polarity.HIGHER_IS_BETTER)), held, (), AREAS)
    found = company.company(reading, held, AREAS)
    assert found is not None and found.standing is Standing.BETTER


TWELVE = [*TEN, "31", "30"]


def test_the_usual_range_of_many_is_that_of_each_ones_own_control_chart() -> None:
    broken = values([*TWELVE, "27", "33", "30", "29", "35", "31", "28"])
    broken[14] = value(broken[14].period, "29", markers="b")
    found = [read(TWELVE), readings.read(measure(reference="B"), broken), read(["31", None, *TWELVE, None])]
    for one in usual.with_ranges(found):
        shown = control.control(one).shown
        assert shown is not None and shown.chart.latest is not None and one.usual is not None
        assert one.usual == pytest.approx((shown.chart.latest.lower, shown.chart.latest.upper))


def test_few_values_and_a_season_have_no_usual_range() -> None:
    season = [str(n) for n in (80, 95, 120, 99) * 6]
    few, seasonal, none = usual.with_ranges([read(TEN), read(season, unit="visits"), read([])])
    assert seasonal.changes is not None and seasonal.changes.seasonal
    assert few.usual is seasonal.usual is none.usual is None
    assert usual.with_ranges([]) == []
