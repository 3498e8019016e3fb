"""A year of two digits is refused where it is typed."""

from datetime import date

import pytest

from tallystick_web.challenges.forms import fields as of_challenges
from tallystick_web.delivery.forms import fields as of_delivery


@pytest.mark.parametrize("day", [of_delivery.day, of_challenges.day])
@pytest.mark.parametrize("typed", ["0026-12-15", "9999-12-31"])
def test_a_day_out_of_reach_is_refused_and_says_why(day: object, typed: str) -> None:
    from django.core.exceptions import ValidationError

    assert callable(day)
    field = day("Due")
    assert field.clean("2026-12-15") == date(2026, 12, 15)
    assert field.widget.attrs["min"] == "1990-01-01"
    with pytest.raises(ValidationError, match="all four digits of the year"):
        field.clean(typed)
