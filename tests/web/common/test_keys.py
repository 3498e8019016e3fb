"""The numbers of records that pages send."""

import pytest

from tallystick_web.common import keys


def test_the_number_of_a_record_is_read() -> None:
    assert keys.key("1204") == 1204


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "x", "9" * 19, "9" * 5_000, "1\x00"])
def test_a_text_that_names_no_record_is_none_however_long_it_is(text: str) -> None:
    assert keys.key(text) is None


def test_of_several_those_that_name_records_stay_in_their_order() -> None:
    assert keys.keys(["3", "x", "1", "9" * 400, "2"]) == [3, 1, 2]
