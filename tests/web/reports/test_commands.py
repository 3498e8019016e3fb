from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tallystick_web.reports import values
from tallystick_web.reports.commands import report as command


def run(*arguments: str) -> Any:
    return CliRunner().invoke(command, arguments)


@pytest.mark.parametrize("wanted", ["Q2 2009/10", "q2-2009-10", "Quarter 2 2009-10"])
def test_a_round_may_be_named_as_people_write_it(report: values.Summaries, tmp_path: Path, wanted: str) -> None:
    path = tmp_path / "out.pdf"
    answer = run("--council", "leeds", "--round", wanted, "-o", str(path))
    assert answer.exit_code == 0, answer.output
    assert path.read_bytes().startswith(b"%PDF") and "Wrote" in answer.output


def test_a_page_is_one_file_that_needs_no_other(report: values.Summaries, tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    assert run("--council", "leeds", "--round", "Q2 2009/10", "-o", str(path)).exit_code == 0
    text = path.read_text()
    assert report.headline in text and "<link" not in text and "<script" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--council", "york", "--round", "Q2 2009/10"), "no council “york” here, only leeds"),
        (("--council", "leeds", "--round", "Q4 1999/00"), "Its rounds: Q2 2009/10, Q1 2009/10"),
        (("--council", "leeds", "--round", "Q2 2009/10", "-o", "x.doc"), "end in .pdf or .html"),
        (("--council", "leeds", "--round", "Q2 2009/10", "-o", "/nowhere/x.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    report: values.Summaries, arguments: tuple[str, ...], said: str
) -> None:
    answer = run(*arguments)
    assert answer.exit_code != 0 and said in answer.output
