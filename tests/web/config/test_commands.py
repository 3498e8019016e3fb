"""The commands of an installation."""

import sys

import pytest
from click.testing import CliRunner
from gunicorn.app import wsgiapp
from gunicorn.config import Config

from tallystick_web.accounts.models import User
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
        (["nowhere", "e@x.example", "Erin", "--role", "director", "--password", PASSWORD], "no council 'nowhere'"),
        (["leeds", "e@x.example", "Erin", "--role", "king", "--password", PASSWORD], "king is not a role"),
        (["leeds", "e@x.example", "Erin", "--role", "director", "--password", "1234"], "too short"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(leeds: Council, arguments: list[str], complaint: str) -> None:
    code, said = run(commands.add_person, *arguments)
    assert code == 1 and complaint in said
    assert not User.objects.exists()


def test_a_second_council_with_the_same_code_is_refused(leeds: Council) -> None:
    code, said = run(commands.add_council, "leeds2", "Leeds", "--gss-code", "E08000035", "--type", "unitary")
    assert code == 1 and "already exists" in said


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
