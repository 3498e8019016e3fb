"""The command: what it prints, what it promises in JSON, and how it says no."""

import csv
import io
import json
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result

from tallystick import cli

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "read.schema.json").read_text(encoding="utf-8"))
TABLE = "Reference,Measure,Period,Value,Target,Unit\nM1,Burglaries,Q1 2009/10,12,10,number\nM1,Burglaries,Q2 2009/10,n/a,10,number\n"
TRACKER = """Aire Plan

Transport

TR-1a Make buses run on time

Buses ran later than planned between April and June. A rating of amber has been given.

TR-1b Mend the pavements

The pavements of four streets were mended in the quarter, as planned.

TR-2a Open the new station

Work on the station began in May and goes on.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments)


def file_of(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def read_json(path: str) -> dict[str, Any]:
    result = run("read", path, "--json")
    assert result.exit_code == 0, result.output
    printed: dict[str, Any] = json.loads(result.stdout)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(printed)
    return printed


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("tracker.txt", TRACKER, "action_tracker"),
        ("table.csv", TABLE, "measure_table"),
        ("letter.txt", "Dear Alice\nSee you on Monday.\n", "unknown"),
        (
            "register.csv",
            "plan,theme,reference,title,accountable officer\nAire,Transport,TR-1a,Buses,Alice\n",
            "register",
        ),
    ],
)
def test_the_json_of_each_kind_keeps_to_its_schema(tmp_path: Path, name: str, text: str, kind: str) -> None:
    assert read_json(file_of(tmp_path, name, text))["kind"] == kind


def test_the_json_of_a_workbook_names_sheet_and_cell(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Quarter 2"
    for row in csv.reader(io.StringIO(TABLE)):
        workbook.active.append(row)
    workbook.save(tmp_path / "table.xlsx")
    printed = read_json(str(tmp_path / "table.xlsx"))
    assert printed["rows"][0]["place"] == {"text": "sheet Quarter 2, cell D2", "sheet": "Quarter 2", "cell": "D2"}
    assert printed["document"]["format"] == "xlsx"


def test_the_json_of_the_real_documents_keeps_to_its_schema(seeds: Path) -> None:
    printed = [read_json(str(path)) for path in sorted(seeds.glob("*.txt"))]
    assert [one["kind"] for one in printed] == ["peer_challenge", "action_tracker"]
    assert len(printed[0]["recommendations"]) == 8
    assert len(printed[1]["assessments"]) == 25


def test_json_gives_the_rating_with_its_words_and_the_place_in_parts_and_in_words(tmp_path: Path) -> None:
    printed = read_json(file_of(tmp_path, "tracker.txt", TRACKER))
    assessment = printed["assessments"][0]
    assert assessment["references"] == ["TR-1a"]
    assert assessment["rating"]["value"] == "amber"
    assert "A rating of amber" in assessment["rating"]["words"]
    assert printed["plans"][0]["themes"][0]["priorities"][0]["place"] == {"text": "line 5", "line": 5}
    assert printed["document"]["format"] == "text"


def test_json_gives_values_as_numbers_and_an_absent_one_as_null_with_its_reason(tmp_path: Path) -> None:
    first, second = read_json(file_of(tmp_path, "table.csv", TABLE))["rows"]
    assert (first["title"], first["period"], first["value"], first["target"]) == ("Burglaries", "Q1 2009/10", 12, 10)
    assert second["value"] is None
    assert second["missing"] is not None


def test_the_summary_counts_and_shows_ratings_and_doubts_with_their_place(seeds: Path) -> None:
    result = run("read", str(next(seeds.glob("001*.txt"))))
    assert result.exit_code == 0
    assert "3 plans, 36 priorities, 25 assessments (7 shared by several priorities)" in result.stdout
    assert "ENV-2b  Increase the amount of waste reused" in result.stdout
    assert "[amber; external grade Amber/Red]" in result.stdout
    assert "line 9: " in result.stdout


def test_the_summary_of_a_table_names_measures_and_periods(tmp_path: Path) -> None:
    lines = run("read", file_of(tmp_path, "table.csv", TABLE)).stdout.splitlines()
    assert lines[:2] == ["Table of measures: 2 rows, 1 measure, 1 without a value", "Periods: Q1 2009/10, Q2 2009/10"]
    assert "  Burglaries  (2 values)" in lines


def test_a_summary_prints_nothing_that_a_terminal_would_obey(tmp_path: Path) -> None:
    text = TRACKER.replace("Transport", "Trans\x1b]0;port\x07\x9b31m")
    printed = run("read", file_of(tmp_path, "tracker.txt", text)).stdout
    assert "\x1b" not in printed
    assert "\x9b" not in printed


def test_a_summary_is_printed_even_where_the_terminal_has_few_letters(tmp_path: Path) -> None:
    path = file_of(tmp_path, "tracker.txt", TRACKER.replace("Transport", "Transport – “£5”"))
    command = [sys.executable, "-m", "tallystick.cli", "read", path]
    done = subprocess.run(command, capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii"})
    assert b"TR-1a" in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99)), ("missing.txt", None)],
)
def test_a_file_that_cannot_be_read_ends_in_one_line_and_status_1(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = str(tmp_path / name) if content is None else file_of(tmp_path, name, content)
    result = run("read", path, "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {name}: ")
    assert result.stderr.count("\n") == 1


def test_a_command_whose_extra_is_missing_is_listed_and_leaves_the_others_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points = [
        EntryPoint("read", "tallystick.cli:read", cli.GROUP),
        EntryPoint("demo", "no_such_package:demo", cli.GROUP),
    ]
    monkeypatch.setattr(
        cli, "entry_points", lambda group, name=None: [one for one in points if name in {None, one.name}]
    )
    listing = run("--help")
    assert listing.exit_code == 0
    assert "demo  (needs tallystick[web])" in listing.stdout
    assert "read  Read FILE" in listing.stdout
    refused = run("demo", "--port", "80")
    assert refused.exit_code == 1
    assert "needs tallystick[web]" in refused.stderr
    assert run("nonsense").exit_code == 2


@pytest.mark.parametrize("command", ["serve", "demo", "manage"])
def test_without_django_the_commands_of_the_application_say_what_they_need(command: str) -> None:
    code = f"import sys; sys.modules['django'] = None; from tallystick.cli import main; main(['{command}', 'check'])"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == f"Error: “{command}” needs tallystick[web]: run pip install 'tallystick[web]'.\n"


def test_reading_text_loads_neither_the_web_nor_the_libraries_of_other_formats(tmp_path: Path) -> None:
    path = file_of(tmp_path, "tracker.txt", TRACKER)
    heavy = "django docx lxml pypdfium2 pdfplumber python_calamine openpyxl tallystick_web"
    code = (
        "import sys; from click.testing import CliRunner; from tallystick import cli;"
        f"assert CliRunner().invoke(cli.main, ['read', {path!r}]).exit_code == 0;"
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
