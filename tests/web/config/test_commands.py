"""The commands of an installation."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.db import OperationalError
from gunicorn.app import wsgiapp
from gunicorn.config import Config

from tallystick_web.accounts.models import User
from tallystick_web.common import installation
from tallystick_web.config import commands
from tallystick_web.councils.models import Council, Membership

PASSWORD = "notched on both halves"


def run(command: object, *arguments: str) -> tuple[int, str]:
    answer = CliRunner().invoke(command, arguments)  # type: ignore[arg-type]
    return answer.exit_code, answer.output


def test_a_council_and_its_first_person_are_added(db: None) -> None:
    code, said = run(
        commands.add_council, "york", "City of York Council", "--gss-code", "E06000014", "--type", "unitary"
    )
    assert code == 0 and "/york/" in said
    code, said = run(
        commands.add_person, "york", "Erin@york.example", "Erin", "--role", "performance_team", "--password", PASSWORD
    )
    assert code == 0 and "erin@york.example" in said
    assert Membership.objects.get().role == "performance_team" and User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["nowhere", "e@x.example", "Erin", "--role", "director", "--password", PASSWORD],
            "There is no council “nowhere” here, only leeds. Write it so, or add it with tallystick add-council.",
        ),
        (["leeds", "erin", "Erin", "--role", "director", "--password", PASSWORD], "“erin” is no e-mail address"),
        (["leeds", "e@x.example", " ", "--role", "director", "--password", PASSWORD], "Give the person’s name"),
        (["leeds", "e@x.example", "Erin", "--role", "king", "--password", PASSWORD], "king is not a role"),
        (["leeds", "e@x.example", "Erin", "--role", "director", "--password", "1234"], "too short"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(leeds: Council, arguments: list[str], complaint: str) -> None:
    code, said = run(commands.add_person, *arguments)
    assert code == 1 and complaint in said
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("slug", "name", "gss_code", "complaint"),
    [
        ("leeds", "Leeds", "E08000036", "If it is the same council, go on with tallystick add-person leeds; otherwise"),
        ("leeds2", "Leeds", "E08000035", "Leeds City Council, at /leeds/, has the GSS code E08000035 already."),
        ("Le eds", "Leeds", "E08000036", "“Le eds” cannot stand in an address. Use"),
        ("york", "", "E08000036", "A council needs a name."),
        ("static", "Static", "E08000036", "Choose another."),
    ],
)
def test_a_council_that_cannot_be_added_says_what_to_do_instead(
    leeds: Council, slug: str, name: str, gss_code: str, complaint: str
) -> None:
    code, said = run(commands.add_council, slug, name, "--gss-code", gss_code, "--type", "unitary")
    assert code == 1 and complaint in said
    assert Council.objects.count() == 1


def test_where_there_is_no_council_yet_a_command_says_how_to_add_one(db: None) -> None:
    code, said = run(commands.add_person, "york", "e@x.example", "Erin", "--role", "director", "--password", PASSWORD)
    assert code == 1 and "There is no council here yet. Add one with tallystick add-council." in said


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("no such table: councils_council", "Run tallystick manage migrate"),
        ("no such column: councils_unit.closed_on", "Run tallystick manage migrate"),
        ('relation "councils_council" does not exist\nLINE 1', "Run tallystick manage migrate"),
        ("unable to open database file", "Check TALLYSTICK_DATABASE_URL"),
        ("attempt to write a readonly database", "that this user may write there"),
        ('connection failed: FATAL: database "tally" does not exist', "Check TALLYSTICK_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line_with_its_remedy(said: str, remedy: str) -> None:
    @click.command()
    @installation.needed
    def command() -> None:
        raise OperationalError(said)

    code, told = run(command)
    assert code == 1 and remedy in told and "Traceback" not in told


def test_a_file_that_cannot_be_written_is_one_line_with_its_remedy() -> None:
    @click.command()
    @installation.needed
    def command() -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/srv/files/leeds")

    code, told = run(command)
    assert code == 1 and "/srv/files/leeds cannot be used: Permission denied. Set TALLYSTICK_HOME" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["refresh"],
        ["remind"],
        ["serve"],
        ["manage", "check"],
        ["import", "--council", "leeds", "x.csv"],
        ["report", "--council", "leeds", "--round", "Q2 2009/10"],
        ["add-council", "leeds", "Leeds", "--gss-code", "E08000035", "--type", "metropolitan"],
    ],
)
def test_settings_that_are_not_complete_are_one_line_for_every_command(arguments: list[str], tmp_path: Path) -> None:
    lacking = {name: text for name, text in os.environ.items() if not name.startswith("TALLYSTICK_")}
    ended = subprocess.run(
        [sys.executable, "-m", "tallystick.cli", *arguments], env=lacking, cwd=tmp_path, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Error: The settings of this installation cannot be used: ")
    assert len(ended.stderr.splitlines()) == 1


def test_a_home_that_cannot_be_made_is_one_line_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = {**os.environ, "TALLYSTICK_DEBUG": "1", "TALLYSTICK_HOME": str(tmp_path / "file" / "home")}
    arguments = [sys.executable, "-m", "tallystick.cli", "refresh"]
    ended = subprocess.run(arguments, env=home, cwd=tmp_path, capture_output=True, text=True)
    assert "Set TALLYSTICK_HOME to a folder in which this user may write." in ended.stderr
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)


def test_somebody_who_is_known_keeps_their_password_and_it_is_said(leeds: Council) -> None:
    for email, word in (("erin@x.example", PASSWORD), ("erin@x.example", f"{PASSWORD} anew")):
        code, said = run(commands.add_person, "leeds", email, "Erin", "--role", "director", "--password", word)
        assert code == 0
    assert "keep the password they have" in said and User.objects.get().check_password(PASSWORD)


def test_where_nobody_can_type_a_password_it_is_said_how_else_to_give_it(leeds: Council) -> None:
    code, said = run(commands.add_person, "leeds", "erin@x.example", "Erin", "--role", "director")
    assert code == 2 and "Give it with --password" in said and "Aborted" not in said
    assert not User.objects.exists()


def test_a_password_is_typed_twice(leeds: Council) -> None:
    arguments = ["leeds", "erin@x.example", "Erin", "--role", "director"]
    answer = CliRunner().invoke(commands.add_person, arguments, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 0 and User.objects.get().check_password(PASSWORD)


def test_serving_makes_no_socket_in_a_home_folder_that_a_service_may_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(wsgiapp, "run", lambda: given.extend(sys.argv[1:]))
    assert run(commands.serve, "--bind", "127.0.0.1:8001")[0] == 0
    understood = Config().parser().parse_args(given)
    assert understood.control_socket_disable and understood.bind == ["127.0.0.1:8001"]
