"""Figures and dates as officers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.common import words


@pytest.mark.parametrize(
    ("value", "arguments", "expected"),
    [
        (Decimal("24282.0000"), {}, "24,282"),
        (Decimal("12.30"), {"unit": "%"}, "12.3%"),
        (Decimal("12.30"), {"unit": "%", "places": 2}, "12.30%"),
        (Decimal("1234"), {"unit": "£k"}, "£1,234k"),
        (Decimal("-5"), {"unit": "£"}, "\N{MINUS SIGN}£5"),
        (Decimal("48.1"), {"unit": "per 1,000"}, "48.1\N{NO-BREAK SPACE}per 1,000"),
        (Decimal("1.6"), {"unit": "%", "signed": True}, "+1.6%"),
        (Decimal("-11.94"), {"unit": "%", "places": 1, "signed": True}, "\N{MINUS SIGN}11.9%"),
        (Decimal("0.25"), {"places": 1}, "0.3"),
        (Decimal("-0.04"), {"places": 1, "signed": True}, "0.0"),
        (Decimal("1E+3"), {}, "1,000"),
        (0.1, {}, "0.1"),
        (Decimal("12.3456"), {}, "12.3456"),
        (Decimal("69.31034483"), {"unit": "%"}, "69.3%"),
        (Decimal("69.31034483"), {"unit": "%", "places": 2}, "69.31%"),
        (Decimal("1234.56789012"), {}, "1,234.6"),
        (Decimal("0.00123456"), {}, "0.00123"),
        (Decimal("0.00004"), {}, "0.00004"),
        (0, {}, "0"),
    ],
)
def test_a_figure_reads_as_people_write_it(value: words.Number, arguments: dict[str, object], expected: str) -> None:
    assert words.figure(value, **arguments) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["number", "Number", "No.", "count"])
def test_a_unit_that_says_only_that_something_is_counted_is_not_read_out(unit: str) -> None:
    assert words.figure(1050001, unit) == "1,050,001"


def test_dates_are_written_out() -> None:
    assert words.day(date(2009, 9, 30)) == "30 September 2009"
    assert words.day(None) == words.moment(None) == ""


def test_moments_are_in_local_time() -> None:
    assert words.moment(datetime(2009, 9, 30, 13, 15, tzinfo=UTC)) == "30 September 2009 at 2:15pm"
    assert words.moment(datetime(2009, 12, 31, 0, 5, tzinfo=UTC)) == "31 December 2009 at 12:05am"


def test_a_day_near_midnight_is_the_local_day() -> None:
    assert words.day(datetime(2009, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2009"


def test_counting_agrees_in_number() -> None:
    assert words.count(1, "priority", "priorities") == "1 priority"
    assert words.count(1204, "priority", "priorities") == "1,204 priorities"
    assert words.count(0, "day") == "0 days"


def test_every_word_of_the_library_has_words_for_people() -> None:
    assert set(Vintage) <= set(words.VINTAGE_LETTERS)
    assert set(Missing) <= set(words.MISSING)
    assert set(Polarity) <= set(words.POLARITIES)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (395, "6 hours 35 minutes"), (1440, "24 hours")],
)
def test_a_time_that_is_long_is_told_in_hours(minutes: int, said: str) -> None:
    assert words.lasting(minutes) == said
