"""The figure of a list that all the others make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.claims.lists import total_among


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ([12.0, 9.0, 15.0, 36.0], 3),
        ([36.0, 12.0, 9.0, 15.0], 0),
        ([0.1, 0.2, 0.3], 2),
        ([12.0, 9.0, 15.0, 37.0], None),
        ([5.0, 5.0], None),
        ([5.0], None),
        ([], None),
    ],
)
def test_the_total_of_a_list_is_found_wherever_it_stands(values, place):
    assert total_among(values) == place


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=9), st.data())
def test_any_list_with_its_sum_among_it_has_a_total(values, data):
    at = data.draw(st.integers(0, len(values)))
    found = total_among([*values[:at], sum(values), *values[at:]])
    assert found is not None
    assert [*values[:at], sum(values), *values[at:]][found] == sum(values)


def test_a_total_may_be_off_by_as_much_as_the_caller_allows():
    assert total_among([33.3, 33.3, 33.3, 100.0]) is None
    assert total_among([33.3, 33.3, 33.3, 100.0], 0.001) == 3
