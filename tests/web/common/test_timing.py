"""How long a form took: what a script counted, never more than the server's clock allows, and honest where it is a guess."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from tallystick_web.common import timing
from tallystick_web.common.timing import How, Taken


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A form that was opened at ten; it is twenty-five past ten now."""
    start = datetime(2009, 11, 12, 10, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: start)
    form = {timing.OPENED: timing.opened()}
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=25))
    return form


def counted(form: dict[str, str], **seconds: float) -> Taken | None:
    return timing.taken(
        {**form, timing.ACTIVE: json.dumps({name.strip("_"): value for name, value in seconds.items()})}
    )


def test_what_a_script_counted_is_taken_as_measured(later: dict[str, str]) -> None:
    assert counted(later, _=90.4) == Taken(90, How.MEASURED, {})


def test_a_script_cannot_count_more_than_has_passed(later: dict[str, str]) -> None:
    found = counted(later, _=90_000)
    assert found and found.seconds == 25 * 60


def test_without_a_script_the_time_is_estimated(later: dict[str, str]) -> None:
    assert timing.taken(later) == Taken(25 * 60, How.ESTIMATED)


def test_an_estimate_takes_half_an_hour_at_most(later: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2009, 11, 14, tzinfo=UTC))
    assert timing.taken(later) == Taken(30 * 60, How.ESTIMATED)


@pytest.mark.parametrize("opened", ["", "yesterday", timing.SALT])
def test_a_form_that_does_not_say_when_it_was_opened_tells_nothing(opened: str) -> None:
    assert timing.taken({timing.OPENED: opened, timing.ACTIVE: '{"": 60}'}) is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"": -5}', '{"": "60"}', '{"": true}', "{}", '{"": NaN}', '{"": 1e99}']
)
def test_a_count_that_makes_no_sense_is_no_count(later: dict[str, str], text: str) -> None:
    found = timing.taken({**later, timing.ACTIVE: text})
    assert found and found.how is How.ESTIMATED


def test_seconds_go_to_the_rows_in_which_they_were_spent_and_the_rest_evenly(later: dict[str, str]) -> None:
    found = counted(later, _=30, a=60, b=10, not_saved=20)
    assert found and timing.shares(found, ["a", "b"]) == {"a": 60 + 25, "b": 10 + 25}


def test_without_rows_the_time_is_split_evenly_and_no_second_is_lost() -> None:
    found = timing.shares(Taken(100, How.ESTIMATED), ["a", "b", "c"])
    assert sum(found.values()) == 100 and max(found.values()) - min(found.values()) <= 1


def test_rows_share_no_more_than_the_clock_allows() -> None:
    found = timing.shares(Taken(60, How.MEASURED, {"a": 90.0, "b": 30.0}), ["a", "b"])
    assert found == {"a": 45, "b": 15}


def test_nothing_saved_costs_nothing() -> None:
    assert timing.shares(Taken(60, How.MEASURED), []) == {}


def fields(request: object) -> str:
    return Template("{% timing_fields %}").render(Context({"request": request}))


def test_a_form_that_comes_back_with_errors_goes_on_counting(later: dict[str, str]) -> None:
    sent = {**later, timing.ACTIVE: '{"": 60}'}
    again = fields(RequestFactory().post("/", sent))
    assert later[timing.OPENED] in again and "&quot;: 60" in again
    assert later[timing.OPENED] not in fields(RequestFactory().get("/"))
    assert "nonsense" not in fields(RequestFactory().post("/", {timing.OPENED: "nonsense", timing.ACTIVE: "x"}))
