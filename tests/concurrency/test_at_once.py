"""Many people at the same time lose nothing and see no error; what was acknowledged outlives the server.

Real processes against a real server, on SQLite and on PostgreSQL. Short here: `benchmarks/concurrency.py` takes two minutes and twenty cuts.
"""

import os
from pathlib import Path

import pytest

from concurrency.installation import installed, postgresql_answers
from concurrency.working import at_the_same_moment, crowd, power_cuts

SECONDS = float(os.environ.get("TALLYSTICK_CROWD_SECONDS", "15"))
PEOPLE = int(os.environ.get("TALLYSTICK_CROWD", "20"))
CUTS = int(os.environ.get("TALLYSTICK_CUTS", "3"))
DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql" and not postgresql_answers():
        pytest.skip("PostgreSQL does not answer: set TALLYSTICK_TEST_POSTGRESQL_URL")
    return str(request.param)


def test_many_people_at_once_lose_nothing_and_see_no_error(database: str, tmp_path: Path) -> None:
    with installed(tmp_path, database) as place:
        record, figures = crowd(place, place.made(PEOPLE), SECONDS)
        found = place.checked(record.acknowledged)
    print(figures)
    assert record.errors == []
    assert found["wrong"] == []
    assert figures["saves"] > PEOPLE


def test_what_was_acknowledged_is_there_after_the_server_was_killed(database: str, tmp_path: Path) -> None:
    with installed(tmp_path, database) as place:
        record = power_cuts(place, place.made(10), CUTS)
        found = place.checked(record.acknowledged)
    assert record.errors == []
    assert found["wrong"] == []
    assert len(record.acknowledged) >= 10 * CUTS


def test_what_is_made_once_is_made_once_however_many_ask_for_it_at_the_same_moment(
    database: str, tmp_path: Path
) -> None:
    with installed(tmp_path, database) as place:
        told = place.made(20)
        place.starts()
        answers = [
            *(status for free in told["free"] for status in at_the_same_moment(place, told, f"/leeds/reviews/rounds/{told['round']}/assess/{free}")),
            *at_the_same_moment(place, told, "/leeds/reviews/rounds/open/", [("period", "Q1 2009/10")], team=True),
            *at_the_same_moment(
                place, told, "/leeds/people/add/", [("name", "Frank"), ("email", "frank@leeds.example"), ("roles", "contributor")], team=True
            ),
        ]  # fmt: skip
        found = place.checked([])
    assert set(answers) == {302}
    assert found["wrong"] == []
