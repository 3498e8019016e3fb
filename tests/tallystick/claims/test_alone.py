"""Figures beside which there are no others: what they must mean is confirmed when right and contradicted when wrong."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict

PAIRS = [
    ("The budget of £12.5m is overspent by £2.5m, or {}.", "20%", "28%"),
    ("What share of the 150 posts is filled by agency staff?\nThirty-three, equivalent to {}.", "22%", "28%"),
    ("The council received 61 complaints, of which 18 were upheld. The remaining {} were not.", "43", "53"),
    ("The report spoke of a {} cut, and asked how 640 had become 480.", "25%", "33%"),
    ("General balances opened at £7.2m; £1.5m was drawn, so that they close at £{}m.", "5.7", "6.1"),
    ("Spend was £7.6m against a budget of £8.0m, £{}m under.", "0.4", "0.6"),
    ("We achieved 62% against a target of 71%, {} points short.", "9", "6"),
    ("The total cost was £36,000 for 120 places, or £{} a place.", "300", "360"),
    ("Applications (960) outnumber flats (160) by {} to one.", "six", "nine"),
    ("There were 240 complaints last year. This year there were 204. That is {} fewer.", "36", "46"),
    ("Amongst the 140 tenants telephoned, {}, or three in five, knew of it.", "84", "63"),
    ("{} people (42 adults, 30 children and 18 carers) took part.", "90", "80"),
    ("Recommendations agreed this year: {}\n- High: 14\n- Medium: 51\n- Low: 41", "106", "96"),
    ("More nurseries joined with 45 and 38 places, bringing the total from 610 to {}.", "693", "703"),
    ("Of 90 places, 42 are taken and 30 reserved, leaving {} free.", "18", "28"),
    ("Nearly 200 people ({}) came to the meeting.", "197", "230"),
    ("A majority of parents ({}) agreed.", "53%", "47%"),
]


def verdicts(text):
    return {each.verdict for each in claims.examine(text).findings}


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_the_right_figure_is_confirmed_and_the_wrong_one_contradicted(text, right, wrong):
    assert Verdict.INCONSISTENT not in verdicts(text.format(right))
    assert verdicts(text.format(right)) & {Verdict.CONSISTENT, Verdict.ROUNDING}
    assert Verdict.INCONSISTENT in verdicts(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "There were 240 complaints and 204 compliments, a rise of 12% in contacts.",
        "Satisfaction is 71%, 2 points up on last year, against a target of 75%.",
        "In the north 40 of the 60 schools took part, 62% in the south.",
        "The cost was £36,000 for 120 places, or £280 a place before tax.",
        "The team handled 240 cases, 60 more than planned, and closed 150.",
        "Forty per cent of the 500 members voted; 45% of those voting (90) were for the change.",
        "A deficit of £300,000 became a surplus of £200,000, a swing of £500,000.",
        "The fee rose from £20 to £25, which brought in £12,000 more.",
        "Burglary fell from 240 to 204 and robbery from 60 to 50, so that theft overall is down 12%.",
    ],
)
def test_figures_that_stand_alone_and_mean_something_else_raise_no_alarm(text):
    assert Verdict.INCONSISTENT not in verdicts(text)


def test_the_parts_of_a_fall_are_held_against_its_base_though_one_verb_serves_them_all():
    text = (
        "The second quarter had 632 fewer than the first, a fall of 11.9%: burglary of homes fell by 293 (11.8%), "
        "vehicle crime by 299 (12.1%) and robbery by 40 (11.8%)."
    )
    found = [each for each in claims.examine(text).findings if each.kind is Kind.PERCENT_CHANGE]
    assert [each.text for each in found] == ["11.8%", "12.1%", "11.8%"]
    assert {each.verdict for each in found} == {Verdict.CONSISTENT}


def test_a_table_set_with_spaces_is_read_by_its_columns():
    text = "Service        Budget     Outturn\nParks           2,310       2,275\nLeisure         1,180       1,262\nTotal           {}       3,537"
    assert Verdict.INCONSISTENT not in verdicts(text.format("3,490"))
    assert Verdict.INCONSISTENT in verdicts(text.format("3,590"))
