"""What is said of two figures after both are told, and of the figures of the sentence before."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


def found(text, kind):
    return [each for each in claims.examine(text).findings if each.kind == kind]


LATE = [
    ("Of the plans 54% were on time. The region's average is 50.3%. We are above that.", "54%", "3.7 percentage points above"),
    ("Sickness stood at 9.4 days each. The corporate target is 8.5 and we are outside it.", "9.4", "0.9 above"),
    ("The wait was 11 days in the north and 12 in the south. The ceiling is 14 days. Both are inside it.", "12", "2 below"),
    ("Income came to £640k. The budget assumed £600k, so income is above expectations.", "£640k", "£40k above"),
    ("In all 87 notices were served. By this point last year we had served 71, so activity is up.", "87", "16 above"),
    ("Completion stood at 74%. Target was 60% so we are ahead.", "74%", "14 percentage points above"),
    ("The rate is 44.2 for each ward. Our neighbours average 47.9, so we are a little lower.", "44.2", "3.7 below"),
    ("Collection stood at 84.9%. The profile was 86.0%, so it was not met.", "84.9%", "1.1 percentage points below"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figure", "side"), LATE)
def test_a_figure_is_set_beside_one_told_after_it_that_the_next_words_compare(text, figure, side):
    compared = found(text, Kind.COMPARISON)
    assert any(each.recomputed == side and each.working.startswith(f"{figure} is") for each in compared)
    assert {each.verdict for each in compared} == {Verdict.CONSISTENT}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Calls answered in a minute: 71% in August. The target is 75%, so the team is ahead for the month.", True),
        ("Calls answered in a minute: 79% in August. The target is 75%, so the team is ahead for the month.", False),
        ("Replies in time were 93.8%. The Commissioner looks for 95%, so the standard has been met.", True),
        ("Missed calls ran at 6.2%; the ceiling is 8%, so that is inside target.", False),
        ("Performance is at 88%. Last year it was 92%, above the target of 90%.", False),
    ],
)
def test_only_that_one_share_is_good_enough_is_contradicted(text, wrong):
    assert (Verdict.INCONSISTENT in {each.verdict for each in claims.examine(text).findings}) is wrong


AFTERWARDS = [
    ("Takings were £212k in May, £198k in June and £241k in July. The total to date is thus {}.", "£651k", "£615k", Kind.SUM_OF_PARTS),
    ("Ash got £600, Elm £850 and Oak £900. Together they were paid {} from the fund.", "£2,350", "£2,530", Kind.SUM_OF_PARTS),
    ("Satisfaction rose from 64% to 72%. The {} improvement is welcome.", "8 percentage point", "12.5 percentage point", Kind.ABSOLUTE_CHANGE),
    ("Transport has a budget of £12.45m. The latest forecast is £13.12m. The overspend of {} is under review.", "£0.67m", "£0.76m", Kind.DIFFERENCE),
    ("The licences brought in £42,840. Running the scheme cost £47,500. There is a shortfall of {}, to be met.", "£4,660", "£5,660", Kind.DIFFERENCE),
    ("In all 143 premises were due a visit. Officers had completed 118 by December. That leaves {} to catch up.", "25", "35", Kind.DIFFERENCE),
    ("Mr Ash polled 1,104 and Mrs Elm 962, a majority of {}.", "142", "242", Kind.DIFFERENCE),
    ("The 1,250 exclusions cost pupils 3,750 school days, {} days for every exclusion.", "3.0", "2.5", Kind.AVERAGE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong", "kind"), AFTERWARDS)
def test_what_is_said_next_is_of_the_figures_before_it(text, right, wrong, kind):
    assert {each.verdict for each in found(text.format(right), kind)} & {Verdict.CONSISTENT, Verdict.ROUNDING}
    assert Verdict.INCONSISTENT not in {each.verdict for each in claims.examine(text.format(right)).findings}
    assert Verdict.INCONSISTENT in {each.verdict for each in found(text.format(wrong), kind)}


def test_as_many_shares_as_there_are_ways_make_a_hundred():
    text = "Contact came in one of four ways: 52% by phone, 31% online, 14% at the counter and {} by letter."
    assert [each.verdict for each in found(text.format("3%"), Kind.PERCENTAGES_SUM)] == [Verdict.CONSISTENT]
    assert [each.verdict for each in found(text.format("8%"), Kind.PERCENTAGES_SUM)] == [Verdict.INCONSISTENT]


def test_a_majority_is_more_than_half_also_in_a_bracket_right_after_it():
    assert [each.verdict for each in found("A majority (46%) said yes.", Kind.RESTATED)] == [Verdict.INCONSISTENT]
    assert [each.verdict for each in found("A majority (56%) said yes.", Kind.RESTATED)] == [Verdict.CONSISTENT]
