"""A day is read as people write it; a year out of reach is refused where it is typed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tallystick_web.common import days


@pytest.mark.parametrize("typed", ["2026-12-05", "05/12/2026", "5/12/2026", "5/12/26", "5 December 2026", "5 Dec 2026"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert days.field("Due").clean(typed) == date(2026, 12, 5)


@pytest.mark.parametrize("typed", ["0026-12-15", "9999-12-31", "15 December 2199"])
def test_a_day_out_of_reach_is_refused_and_says_why(typed: str) -> None:
    field = days.field("Due")
    assert field.widget.attrs["min"] == "1990-01-01"
    with pytest.raises(ValidationError, match="all four digits of the year"):
        field.clean(typed)


def test_what_an_error_recommends_is_taken() -> None:
    with pytest.raises(ValidationError, match="such as 30 September 2026") as refused:
        days.field("Due").clean("31/02/2026")
    recommended = refused.value.messages[0].removesuffix(".").partition("such as ")[2]
    assert days.field("Due").clean(recommended) == date(2026, 9, 30)
