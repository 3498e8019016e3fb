"""Shares of a whole and sums of parts in any order: what is right is confirmed, what is tied by words and wrong is told."""

import pytest

from tallystick import claims
from tallystick.claims import Verdict

RIGHT = [
    # a share over the sentence that puts it in numbers
    ("58.3%", "Plans on time rose to 58.3% from 41.6%. That is 16.7 percentage points better and means 210 plans out of 360 were on time."),
    # a part of those named before, and the others
    ("976", "There were 1,486 empty homes on the list. Band A accounts for 113 of them and Band B for 397, with the other 976 in Bands C and D."),
    # columns below nought in brackets or with a minus, and tables that carry a balance on
    ("3,080", "Service | Budget | Forecast | Variance\nAdults | 142,300 | 144,150 | 1,850\nChildren | 88,640 | 91,020 | 2,380\nPlace | 51,900 | 51,430 | (470)\nResources | 30,160 | 29,480 | (680)\nTotal | 313,000 | 316,080 | 3,080"),
    ("3,380", "Fund | £000\nOpening balance | 4,120\nContributions | 600\nUsed in year | (1,340)\nClosing balance | 3,380"),
    ("352", "Caseload | Q1\nOpen at start | 340\nNew referrals | 120\nClosed | 108\nOpen at end | 352"),
]  # fmt: skip
WRONG = [
    ("926", "There were 1,486 empty homes on the list. Band A accounts for 113 of them and Band B for 397, with the other 926 in Bands C and D."),
    ("+95", "Roll | 2022 | 2023 | Change\nPrimary | 31,420 | 30,980 | -440\nSecondary | 22,150 | 22,610 | +460\nSpecial | 1,105 | 1,160 | +55\nAll | 54,675 | 54,750 | +95"),
    ("-1.7", "Service\tBudget\tForecast\tVariance\nChildren\t48.6\t52.9\t4.3\nAdults\t71.2\t72.8\t1.6\nCommunities\t6.4\t6.1\t-0.3\nCorporate\t19.8\t18.7\t-1.7"),
    ("27.6", "Usable reserves, £m\nBalance at 1 April\t31.2\nContributions in\t2.4\nDrawn to revenue\t(6.9)\nBalance at 31 March\t27.6"),
    ("239", "Households housed\nAt 1 April | 214\nPlaced in the quarter | 96\nLeft | 81\nAt 30 June | 239"),
]  # fmt: skip
QUIET = [
    # parts of what was named before; shares of several questions; the mean of others
    "Empty homes fell from 806 to 743. A premium of 100% is charged on 402 of them and 200% or 300% on 118, the remaining 223 being exempt.",
    "Aged 0-15, 17.2%; over 65, 26.4%. Homes owned outright 38.9%, private rented 15.1%. No car: 11.8%.",
    "This means that 210 plans out of 360 went out on time. The average for the region was 50.3%.",
    # changes of a rate have no sum; what a row of a table that is carried on does is not always said
    "Ward | Crimes | Change in rate\nA | 100 | 0.3\nB | 90 | -0.2\nC | 110 | 0.4\nTotal | 300 | 0.1",
    "Fund | £000\nOpening balance | 4,120\nRestatement | 600\nUsed in year | 1,340\nClosing balance | 2,180",
    "Service | This year | (Last year)\nHousing | 420 | (400)\nLeisure | 215 | (230)\nTotal | 635 | (630)",
]  # fmt: skip


@pytest.mark.parametrize(("figure", "text"), RIGHT)
def test_what_is_right_is_confirmed_in_any_order(figure: str, text: str) -> None:
    found = [each for each in claims.examine(text).findings if each.text == figure]
    assert any(each.verdict in {Verdict.CONSISTENT, Verdict.ROUNDING} for each in found), found
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("figure", "text"), WRONG)
def test_what_the_words_tie_and_is_wrong_is_told(figure: str, text: str) -> None:
    wrong = [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
    assert {each.text for each in wrong} == {figure}


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_a_part_of_a_whole_raises_nothing(text: str) -> None:
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
