"""The command: what it refuses, what it prints, and that it serves."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

import database
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.demo import data, loading, people
from tallystick_web.demo.commands import demo
from web import mail_server


def test_it_does_not_load_into_a_councils_own_installation(leeds: Council) -> None:
    with pytest.raises(Refused, match="Leeds City Council"):
        loading.load()
    assert Council.objects.count() == 1


def test_the_command_says_so_in_one_line(leeds: Council, settings: Any) -> None:
    settings.DEBUG = True
    result = CliRunner().invoke(demo, ["--no-serve"])
    assert result.exit_code == 1
    assert "set TALLYSTICK_HOME to another folder" in result.output
    assert "Traceback" not in result.output


def test_it_does_not_run_outside_debug_mode_because_everybody_knows_the_password(settings: Any) -> None:
    settings.DEBUG = False
    result = CliRunner().invoke(demo, ["--no-serve"])
    assert result.exit_code == 1
    assert "debug mode only" in result.output


@pytest.mark.django_db
def test_a_load_that_is_cut_short_leaves_nothing_and_can_be_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    settle = people.settle

    def power_cut(council: data.Table) -> people.Cast:
        if council["slug"] == "leeds":
            assert Council.objects.count() == 1
            raise OSError("no power")
        return settle(council)

    monkeypatch.setattr(data, "COUNCILS", ("harborough", "leeds"))  # the smaller first
    monkeypatch.setattr(people, "settle", power_cut)
    with pytest.raises(OSError, match="no power"):
        loading.load()
    assert (Council.objects.count(), loading.version_held(), loading.why_not_load()) == (0, None, None)


def test_a_port_that_is_taken_is_refused_with_another_to_choose() -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(demo, ["--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} is taken" in result.output
    assert re.search(r"tallystick demo --port \d+", result.output)


def command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """The demonstration in a process and a home of its own."""
    environment = {**os.environ, "TALLYSTICK_HOME": str(home), "TALLYSTICK_DEBUG": "1", "PYTHONUNBUFFERED": "1"}
    environment.pop("TALLYSTICK_DATABASE_URL", None)
    start = "from tallystick_web.demo.commands import demo; demo()"
    return subprocess.Popen(
        [sys.executable, "-c", start, *arguments], env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip


@contextmanager
def serving(home: Path, port: int) -> Iterator[list[str]]:
    """A demonstration that serves, with what it printed until it was ready."""
    process = command(home, "--port", str(port))
    try:
        printed: list[str] = []
        assert process.stdout
        while not printed or "Ctrl+C" not in printed[-1]:
            line = process.stdout.readline()
            assert line, "".join(printed)
            printed.append(line)
        yield printed
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the demonstration is on SQLite wherever the tests are")
def test_a_second_start_loads_nothing_and_serves_and_a_reset_loads_anew(tmp_path: Path) -> None:
    shutil.copyfile(database.demonstrated(), tmp_path / "tallystick.sqlite3")
    port = mail_server.free_port()
    with serving(tmp_path, port) as printed:
        assert f"Open http://127.0.0.1:{port}/leeds/" in "".join(printed)
        assert "Loading" not in "".join(printed)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=10) as answer:
            assert answer.status == 200
    output, _ = command(tmp_path, "--no-serve", "--reset").communicate(timeout=240)
    assert "Loading two councils" in output
    assert "alice@leeds.example" in output and people.PASSWORD in output
