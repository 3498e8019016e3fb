"""Shares of a whole and sums of parts in any order: what is right is confirmed, what is tied by words and wrong is told."""

import pytest

from tallystick import claims
from tallystick.claims import Verdict

RIGHT = [
    # a share over the sentence that puts it in numbers
    ("58.3%", "Plans on time rose to 58.3% from 41.6%. That is 16.7 percentage points better and means 210 plans out of 360 were on time."),
    # a part of those named before, and the others
    ("976", "There were 1,486 empty homes on the list. Band A accounts for 113 of them and Band B for 397, with the other 976 in Bands C and D."),
]  # fmt: skip
WRONG = [
    ("926", "There were 1,486 empty homes on the list. Band A accounts for 113 of them and Band B for 397, with the other 926 in Bands C and D."),
]  # fmt: skip
QUIET = [
    # parts of what was named before; shares of several questions; the mean of others
    "Empty homes fell from 806 to 743. A premium of 100% is charged on 402 of them and 200% or 300% on 118, the remaining 223 being exempt.",
    "Aged 0-15, 17.2%; over 65, 26.4%. Homes owned outright 38.9%, private rented 15.1%. No car: 11.8%.",
    "This means that 210 plans out of 360 went out on time. The average for the region was 50.3%.",
]  # fmt: skip


@pytest.mark.parametrize(("figure", "text"), RIGHT)
def test_what_is_right_is_confirmed_in_any_order(figure: str, text: str) -> None:
    found = [each for each in claims.examine(text).findings if each.text == figure]
    assert any(each.verdict in {Verdict.CONSISTENT, Verdict.ROUNDING} for each in found), found
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("figure", "text"), WRONG)
def test_what_the_words_tie_and_is_wrong_is_told(figure: str, text: str) -> None:
    wrong = [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
    assert [each.text for each in wrong] == [figure]


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_a_part_of_a_whole_raises_nothing(text: str) -> None:
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
