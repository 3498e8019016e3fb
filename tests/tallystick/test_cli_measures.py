"""`tallystick measure` and `tallystick chart`: what they answer, what they draw, and how they say no."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from tallystick import cli

SVG = "{http://www.w3.org/2000/svg}"
HEADER = "Reference,Measure,Area,Period,Value,Numerator,Denominator,Target,Unit,Polarity,England"
QUARTERS = [f"Q{at % 4 + 1} {2005 + at // 4}/{(2006 + at // 4) % 100:02d}" for at in range(18)]
RATES = [11.4, 11.2, 11.0, 11.1, 10.5, 10.1, 11.0, 10.6, 10.6, 10.5, 10.2, 10.4, 10.4, 10.0, 10.1, 10.0, 10.1, 10.3]
SEASON = [1900, 1850, 2150, 2200]


def rate_rows(area: str = "Leeds", more: float = 0.0, count: int = 18) -> list[str]:
    rows = []
    for at, (period, rate) in enumerate(zip(QUARTERS[:count], RATES, strict=False)):
        value = round(rate + more, 1)
        rows.append(
            f"NI 117,Young people,{area},{period},{value},{round(value * 80)},8000,9.6,%,lower is better,{9.9 - at / 50:.1f}"
        )
    return rows


def count_rows() -> list[str]:
    rows = [
        f"CD1,Burglaries,Leeds,{period},{SEASON[at % 4] - 10 * at + at * 37 % 50},,,,number,lower is better,"
        for at, period in enumerate(QUARTERS)
    ]
    return [*rows, "CD1,Burglaries,Leeds,2009/10,,,,7300,number,lower is better,"]


def file_of(folder: Path, *rows: str, header: str = HEADER, name: str = "data.csv") -> str:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments)


def measured(*arguments: str) -> list[dict[str, Any]]:
    result = run("measure", *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["measures"]
    return found


def flowing(text: str) -> str:
    return " ".join(text.split())


def test_every_answer_about_a_measure_is_said_in_sentences(tmp_path: Path) -> None:
    said = flowing(run("measure", file_of(tmp_path, *rate_rows())).stdout)
    assert "NI 117 Young people (Leeds)" in said
    assert "Latest 10.3% in Q2 2009/10, likely between" in said
    assert "Change Q2 2009/10: up 0.2 points (not significant) on the previous quarter" in said
    assert "the target of 9.6% will not be met" in said
    assert "Target 10.3% against a target of 9.6%: off track (lower is better)." in said
    assert "Year end The outturn of 2009/10 is expected to be" in said
    assert "Compared 0.7 points behind England; the gap to England widened from 0.4 to 0.7 points" in said


def test_the_json_has_the_figures_and_the_sentences(tmp_path: Path) -> None:
    (found,) = measured(file_of(tmp_path, *rate_rows()))
    assert (found["reference"], found["period"], found["value"]) == ("NI 117", "Q2 2009/10", 10.3)
    assert (found["status"], found["assurance"], found["direction"]) == ("off_track", "fail", "steady")
    assert found["lower"] < 10.3 < found["upper"]
    assert found["previous_change"] == pytest.approx(0.2)
    assert found["likely_low"] < found["expected"] < found["likely_high"]
    assert 0 <= found["chance"] < 0.2
    assert (found["comparator"], found["side"], found["gap_trend"]) == ("England", "behind", "widened")
    assert {"Latest", "Change", "Variation", "Target", "Year end", "Compared"} <= {
        one["about"] for one in found["sentences"]
    }


def test_the_table_has_one_row_a_measure_and_negative_numbers_stay_numbers(tmp_path: Path) -> None:

    rows = [row.replace("Young people", "=HYPERLINK(1)") for row in rate_rows()]
    result = run("measure", file_of(tmp_path, *rows, *count_rows()), "--csv")
    table = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["reference"] for row in table] == ["NI 117", "CD1"]
    assert table[0]["title"] == "'=HYPERLINK(1)"
    assert float(table[0]["like_change"]) == pytest.approx(0.3)
    assert float(table[1]["like_change"]) < 0
    assert len({len(row) for row in table}) == 1


def test_counts_with_a_target_of_a_years_size_add_up_and_are_held_against_it_at_the_years_end_only(
    tmp_path: Path,
) -> None:
    (found,) = measured(file_of(tmp_path, *count_rows()))
    assert (found["year_end_of"], found["year_end_target"], found["target"]) == ("total", 7300, None)
    assert 6500 < found["expected"] < 8500
    assert found["year_end_status"] in ("on_track", "off_track")


def test_how_the_year_is_made_up_can_be_said(tmp_path: Path) -> None:
    (found,) = measured(file_of(tmp_path, *count_rows()), "--year-end", "last")
    assert found["year_end_of"] == "last"
    assert found["expected"] < 3000


def test_a_season_is_told_from_a_change(tmp_path: Path) -> None:
    said = flowing(run("measure", file_of(tmp_path, *count_rows())).stdout)
    assert "Season With each season’s usual share of the year taken out: the value for Q2 2009/10" in said


def test_areas_of_one_measure_are_ranked_among_each_other(tmp_path: Path) -> None:
    rows = [row for at, area in enumerate(["Leeds", "Hull", "York"]) for row in rate_rows(area, at / 2)]
    path = file_of(tmp_path, *rows)
    assert [(one["area"], one["rank"], one["areas"]) for one in measured(path, "--no-forecast")] == [
        ("Leeds", 1, 3),
        ("Hull", 2, 3),
        ("York", 3, 3),
    ]
    (hull,) = measured(path, "--no-forecast", "--area", "hull")
    assert hull["rank"] == 2


def test_without_a_polarity_nothing_is_coloured_until_one_is_given(tmp_path: Path) -> None:
    rows = [row.replace("lower is better", "") for row in rate_rows()]
    path = file_of(tmp_path, *rows)
    assert measured(path)[0]["status"] is None
    assert measured(path)[0]["direction"] == "not_known"
    assert measured(path, "--polarity", "lower")[0]["status"] == "off_track"


def test_a_tolerance_is_absolute_or_in_per_cent(tmp_path: Path) -> None:
    path = file_of(tmp_path, *rate_rows())
    assert measured(path, "--tolerance", "0.5")[0]["status"] == "off_track"
    assert measured(path, "--tolerance", "0.7")[0]["status"] == "within_tolerance"
    assert measured(path, "--tolerance", "10%")[0]["status"] == "within_tolerance"
    refused = run("measure", path, "--tolerance", "a bit")
    assert refused.exit_code == 2
    assert "“a bit” is no tolerance" in refused.stderr


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_short_series_gets_the_answers_that_it_bears_and_reasons_for_the_rest(tmp_path: Path, count: int) -> None:
    result = run("measure", file_of(tmp_path, *rate_rows(count=count)))
    assert result.exit_code == 0
    said = flowing(result.stdout)
    assert "can be forecast: fewer than 6 figures are known" in said
    assert "off track" in said
    if count == 1:
        assert "there is only one value" in said


def test_missing_values_constant_series_and_noughts_are_answered_without_a_traceback(tmp_path: Path) -> None:
    rows = [
        *(f"Z1,Fires,Leeds,{period},0,,,0,number,lower is better," for period in QUARTERS),
        *(f"Z2,Late,Leeds,{period},n/a,,,5,%,lower is better," for period in QUARTERS[:3]),
        *(f"Z3,Gaps,Leeds,{period},{'' if at % 3 else at},,,,,higher is better," for at, period in enumerate(QUARTERS)),
    ]
    result = run("measure", file_of(tmp_path, *rows))
    assert result.exit_code == 0, result.output
    said = flowing(result.stdout)
    assert "all values are the same" in said
    assert "No value yet." in said


def test_two_values_for_one_period_are_settled_by_the_more_final_and_said(tmp_path: Path) -> None:
    header = "Reference,Measure,Period,Value,Vintage"
    rows = [
        "M1,Waste,Q1 2009/10,41.5,validated",
        "M1,Waste,Q1 2009/10,40.0,provisional",
        "M1,Waste,Q2 2009/10,42.0,validated",
    ]
    (found,) = measured(file_of(tmp_path, *rows, header=header))
    assert found["previous_change"] == pytest.approx(0.5)
    assert any("Q1 2009/10 has 2 values: 41.5 counts" in note for note in found["notes"])


def test_a_measure_is_picked_by_its_reference_or_by_words_of_its_title(tmp_path: Path) -> None:
    path = file_of(tmp_path, *rate_rows(), *count_rows())
    assert [one["reference"] for one in measured(path, "--measure", "burglar")] == ["CD1"]
    assert [one["reference"] for one in measured(path, "--measure", "ni 117")] == ["NI 117"]
    refused = run("measure", path, "--measure", "potholes")
    assert refused.exit_code == 1
    assert "NI 117  Young people; CD1  Burglaries" in refused.stderr


@pytest.mark.parametrize("command", [["measure"], ["chart", "-o", "chart.svg"]])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.csv", None),
        ("empty.csv", ""),
        ("letter.txt", "Dear Alice\nSee you on Monday.\n"),
        ("h.csv", "Reference,Measure,Period,Value\n"),
    ],
)
def test_a_file_that_holds_no_measures_ends_in_one_line_and_status_1(
    tmp_path: Path, command: list[str], name: str, content: str | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = run(command[0], str(path), *command[1:])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {name}: ")
    assert result.stderr.count("\n") == 1


def titles(path: Path) -> list[str]:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own text
    return [element.text or "" for element in root.iter(f"{SVG}title")]


def words(path: Path) -> list[str]:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own text
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_a_chart_stands_alone_with_its_heading_and_what_it_says(tmp_path: Path) -> None:
    output = tmp_path / "chart.svg"
    result = run("chart", file_of(tmp_path, *rate_rows()), "-o", str(output))
    assert result.exit_code == 0, result.output
    assert "control chart. The value for Q2 2009/10" in flowing(result.stdout)
    assert titles(output)[0] == "Young people (%), Leeds"
    assert "Young people (%), Leeds" in words(output)
    assert "Target 9.6%" in words(output)
    assert any(word.startswith("The value for Q2 2009/10") for word in words(output))


def test_which_chart_follows_from_the_data_and_can_be_asked_for(tmp_path: Path) -> None:
    path, output = (
        file_of(tmp_path, *rate_rows(), *count_rows(), *(row.replace("NI 117", "S1") for row in rate_rows(count=6))),
        str(tmp_path / "c.svg"),
    )
    said = run("chart", path, "-o", output).stdout
    assert [line.split("), ")[1].split(".")[0] for line in said.splitlines()] == [
        "control chart",
        "control chart with each season’s usual share of the year taken out",
        "trend",
    ]
    assert {one.name for one in tmp_path.glob("*.svg")} == {"c-ni-117.svg", "c-cd1.svg", "c-s1.svg"}
    trend = tmp_path / "trend.svg"
    assert run("chart", path, "-o", str(trend), "--measure", "NI 117", "--kind", "trend").exit_code == 0
    assert any(word.startswith("England") for word in words(trend))
    year_end = tmp_path / "year.svg"
    assert run("chart", path, "-o", str(year_end), "--measure", "CD1", "--kind", "year-end").exit_code == 0
    assert {"Target 7,300", "with a chance of 80%"} <= set(words(year_end))


def test_a_chart_that_cannot_be_drawn_is_refused_and_does_not_cost_the_others(tmp_path: Path) -> None:
    path = file_of(tmp_path, *rate_rows(), *(row.replace("NI 117", "S1") for row in rate_rows(count=5)))
    both = run("chart", path, "-o", str(tmp_path / "c.svg"), "--kind", "year-end")
    assert both.exit_code == 0
    assert "Not drawn: S1" in both.stderr
    alone = run("chart", path, "-o", str(tmp_path / "d.svg"), "--kind", "year-end", "--measure", "S1")
    assert alone.exit_code == 1
    assert "fewer than 6 figures are known" in alone.stderr
    assert not (tmp_path / "d.svg").exists()


def test_one_chart_can_be_printed_and_several_cannot(tmp_path: Path) -> None:
    path = file_of(tmp_path, *rate_rows(), *count_rows())
    assert run("chart", path, "-o", "-", "--measure", "CD1").stdout.startswith("<svg ")
    refused = run("chart", path, "-o", "-")
    assert refused.exit_code == 1
    assert "choose one with --measure" in refused.stderr


def test_a_chart_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    refused = run("chart", file_of(tmp_path, *rate_rows()), "-o", str(tmp_path / "no such folder" / "c.svg"))
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert "cannot be written" in refused.stderr


def test_measures_of_one_name_in_several_areas_get_a_file_each(tmp_path: Path) -> None:
    path = file_of(tmp_path, *rate_rows("Leeds"), *rate_rows("Hull", 0.4))
    assert run("chart", path, "-o", str(tmp_path / "c.svg")).exit_code == 0
    assert {one.name for one in tmp_path.glob("*.svg")} == {"c-ni-117.svg", "c-ni-117-2.svg"}


def test_the_commands_are_offered_and_load_no_arithmetic_before_they_run() -> None:
    code = (
        "import sys; from tallystick import cli; from tallystick.cli import chart, measure;"
        "from click.testing import CliRunner;"
        "assert CliRunner().invoke(cli.main, ['measure', '--help']).exit_code == 0;"
        "print([name for name in 'numpy scipy statsmodels pandas django'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_real_tracker_is_no_table_and_is_told_so(seeds: Path) -> None:
    result = run("measure", str(next(seeds.glob("001*.txt"))))
    assert result.exit_code == 1
    assert "holds no table of measures, but an action tracker" in result.stderr


def test_an_area_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    refused = run("measure", file_of(tmp_path, *rate_rows()), "--area", "Hull")
    assert refused.exit_code == 1
    assert "No area is called so. There are: Leeds." in refused.stderr


def test_a_long_unit_is_said_once_and_not_after_every_figure(tmp_path: Path) -> None:
    rows = [row.replace("number", "incidents recorded by the police") for row in count_rows()]
    said = flowing(run("measure", file_of(tmp_path, *rows)).stdout)
    assert said.count("incidents recorded by the police") == 1
    assert "CD1 Burglaries, incidents recorded by the police (Leeds)" in said


def test_years_to_date_are_one_series_though_the_first_are_as_long_as_a_month_and_a_quarter(tmp_path: Path) -> None:
    names = ["April", "April to May", "April to June", "April to July", "April to August", "April to September"]
    rows = [
        f"CD1,Burglaries,{name} {year},{100 * (at + 1)},1150" for year in (2008, 2009) for at, name in enumerate(names)
    ]
    (found,) = measured(file_of(tmp_path, *rows, header="Reference,Measure,Period,Value,Target"), "--polarity", "lower")
    assert (found["period"], found["value"]) == ("April to September 2009", 600)
    assert (found["year_end_of"], found["target"], found["year_end_target"]) == ("cumulative", None, 1150)


def test_a_value_that_is_not_its_numerator_over_its_denominator_is_no_rate(tmp_path: Path) -> None:
    rows = [
        f"M1,Index,Leeds,{period},{5 + at % 3},{40 + at},900,,,higher is better," for at, period in enumerate(QUARTERS)
    ]
    (found,) = measured(file_of(tmp_path, *rows))
    assert found["year_end_of"] == "last"
    assert found["expected"] > 4


def test_hundreds_of_measures_take_time_in_proportion(tmp_path: Path) -> None:
    """A comparison of every series with every other would show: twice the areas must not cost four times as much."""
    from time import process_time

    spent = []
    for areas in (60, 240):
        rows = [row for at in range(areas) for row in rate_rows(f"Area {at}", at / areas, count=4)]
        path = file_of(tmp_path, *rows)
        started = process_time()
        assert len(measured(path, "--no-forecast")) == areas
        spent.append(process_time() - started)
    assert spent[1] < 8 * spent[0] + 0.5


@pytest.mark.parametrize(
    ("values", "more"), [(["97,5"], ""), (["97,5", "97,8"], " (1 more: tallystick read lists all)")]
)
def test_a_table_none_of_whose_values_can_be_read_says_what_is_wrong_with_the_first(
    tmp_path: Path, values: list[str], more: str
) -> None:
    rows = [f"Rents collected;Q{at} 2009/10;{value}" for at, value in enumerate(values, 1)]
    path = tmp_path / "rents.csv"
    path.write_text("\n".join(["Measure;Period;Value", *rows]), encoding="utf-8")
    why = "has a comma where a point or three figures belong: write 1.2 or 1,200"
    for arguments in (["measure", str(path)], ["chart", str(path), "-o", "-"]):
        result = CliRunner().invoke(cli.main, arguments)
        assert result.exit_code == 1
        assert result.stderr.endswith(f'No value of the table could be read. cell C2: "97,5" {why}{more}.\n')


def test_nought_of_so_many_is_a_value_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    rows = ["A1,Homeless,Q1 2009/10,10,1,10,%", "A1,Homeless,Q2 2009/10,0,0,12,%"]
    path.write_text("\n".join(["Ref,Title,Period,Value,Numerator,Denominator,Unit", *rows]), encoding="utf-8")
    result = CliRunner().invoke(cli.main, ["measure", str(path)])
    assert result.exit_code == 0, result.output
    assert "Q2 2009/10: down 10" in result.stdout
    assert CliRunner().invoke(cli.main, ["chart", str(path), "-o", "-"]).exit_code == 0
