"""What words tell of figures near them that no pattern ties: compared, placed, added up, so many times another."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


def said(text, kind):
    return [each.working for each in claims.examine(text).findings if each.kind == kind]


COMPARED = [
    (
        "Spending came to £1.92m, compared with £2.40m the year before: a reduction of £0.48m. It was still higher than the £1.75m budgeted.",
        "£1.92m is £0.17m above £1.75m, as stated.",
    ),
    ("Deliberate fires, 52, were also inside the target, which was 55.", "52 is 3 below 55, as stated."),
    (
        "Girls did better than boys, 54.4 per cent of them passing compared with 47.1 per cent.",
        "54.4% is 7.3 percentage points above 47.1%, as stated.",
    ),
]


@pytest.mark.parametrize(("text", "working"), COMPARED)
def test_the_likeliest_two_figures_near_a_word_that_compares_are_set_beside_each_other(text, working):
    assert working in said(text, Kind.COMPARISON)


def test_what_a_word_is_most_likely_said_of_is_not_turned_round_so_that_it_holds():
    assert not said("Deliberate fires, 57, were also inside the target, which was 55.", Kind.COMPARISON)


PLACES = [
    ("Labour polled 519 votes. The Greens were second on 398, and UKIP had 249.", "398 is the second of the 3 figures given, as stated."),
    ("Labour polled 519 votes, the Greens 398, and third place went to UKIP with 249.", "249 is the third of the 3 figures given, as stated."),
    ("In time were 89.2% of replies in the north, followed by the south on 84.7%.", "84.7% is the next of the 2 figures given, as stated."),
    ("Ashby had 27%, Thorne 21% and Coln 19%; Upwood came last with 12%.", "12% is the last of the 4 figures given, as stated."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "working"), PLACES)
def test_a_place_is_told_of_the_figure_beside_the_word(text, working):
    assert working in said(text, Kind.RANK)


@pytest.mark.parametrize(
    "text",
    [
        "Labour polled 519 votes. The Greens were second on 598, and UKIP had 249.",
        "In time were 79.2% of replies in the north, followed by the south on 84.7%.",
        "In the second quarter 210 people were helped into work, in the first 190 and in the third 240.",
        "A third of them, 84, came by bus, 120 by car and 48 on foot.",
        "Two of the 42 had moved away. The next 17 were seen in June and the last 23 in July.",
    ],
)
def test_no_place_is_told_where_the_figures_do_not_bear_it_out_or_a_time_is_meant(text):
    assert not [working for working in said(text, Kind.RANK) if working.endswith("as stated.")]


def test_a_list_adds_up_with_the_pronoun_that_counts():
    text = "The inspector ruled on 11 appeals: seven were dismissed, three allowed and one withdrawn."
    assert "7 + 3 + 1 = 11." in said(text, Kind.SUM_OF_PARTS)
    assert not said(text.replace("11 appeals", "12 appeals"), Kind.SUM_OF_PARTS)


def test_two_parts_of_three_digits_make_their_total_whatever_stands_between():
    text = "The county has settled 462 people in 108 families. They live in nine districts. Adults make up 195 and children 267."
    assert "195 + 267 = 462." in said(text, Kind.SUM_OF_PARTS)


def test_one_figure_of_a_multiple_may_stand_anywhere_in_its_paragraph():
    text = "Mill Lane has 84 plots, Gasworks 51 and Cemetery Road 33. The smallest is the Glebe with 14, so that Mill Lane is six times as large."
    (finding,) = [each for each in claims.examine(text).findings if each.kind == Kind.RATIO]
    assert finding.verdict == Verdict.CONSISTENT
    assert "84" in finding.working and "14" in finding.working


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ten people were killed and 83 seriously injured, 93 in all, compared with 97 in 2024. The sites with most collisions are on the A49.", False),
        ("Complaints: Abbey 54, Castle 40 and Mill 31. The homes with the most damp are in Abbey.", False),
        ("Complaints: Abbey 54, Castle 40 and Mill 31. Residents who have the lowest incomes live in Mill.", False),
        ("Complaints: Abbey 54, Castle 40 and Mill 31. The ward with the most complaints is Abbey.", True),
        ("Complaints: Gardens 54, Castle 40 and Mill 31. Again Gardens has the most complaints.", True),
        ("The sites with most collisions are on the A49, where 97 were recorded, against 62 on the A41 and 55 on the A442.", True),
    ],
)  # fmt: skip
def test_what_some_have_most_of_is_no_place_of_a_figure_before_it(text, told):
    assert bool(said(text, Kind.RANK)) is told
