"""`tallystick import`: the same proposal as in the browser, and no acceptance without a named person."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tallystick_web.councils.models import Council
from tallystick_web.intake.commands import import_file
from tallystick_web.intake.models import Proposal
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Round

from .conftest import TRACKER


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    file = tmp_path / "tracker.txt"
    file.write_text(TRACKER.replace(", Quarter 2 2009/10", ""))
    return file


def run(*arguments: Any) -> tuple[int, str]:
    result = CliRunner().invoke(import_file, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_a_file_is_proposed_and_the_page_is_named(leeds: Council, tracker: Path) -> None:
    code, told = run("--council", "leeds", tracker, "--round", "Q2 2009/10")
    assert code == 0
    assert "9 wait for a decision: 9 certain, 0 doubtful." in told
    assert "  3 priorities" in told
    assert f"/leeds/documents/{Proposal.objects.get().pk}/" in told
    assert not Priority.objects.exists()


def test_what_is_certain_is_accepted_for_a_named_person(leeds: Council, alice: Any, tracker: Path) -> None:
    code, told = run("--council", "leeds", tracker, "--round", "Q2 2009/10", "--accept-certain", "--by", alice.email)
    assert (code, "Accepted 9 items for Alice." in told) == (0, True)
    assert str(Round.objects.get()) == "Q2 2009/10"
    assert run("--council", "leeds", tracker)[1].splitlines()[-1] == "Nothing new in this file."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--council", "leeds", "{tracker}", "--accept-certain"], "A named person accepts"),
        (["--council", "york", "{tracker}"], "There is no council “york” here, only leeds"),
        (["--council", "leeds", "{tracker}", "--by", "nobody@example.org"], "Nobody signs in as nobody@example.org"),
        (["--council", "leeds", "{tracker}", "--by", "dana@leeds.example"], "Only people with the role"),
        (["--council", "leeds", "{tracker}", "--round", "soon"], "is no period that is known"),
        (["--council", "leeds", "{tracker}.lost"], "There is no file"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    leeds: Council, dana: Any, tracker: Path, arguments: list[str], told: str
) -> None:
    code, output = run(*[argument.format(tracker=tracker) for argument in arguments])
    assert code != 0
    assert told in output
    assert "Traceback" not in output
    assert not Proposal.objects.exists()
