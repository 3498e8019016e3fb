"""Figures beside others that are named: which is above which, and how far or by how much one lies from the other."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict

# What is said to be on the one side of another figure: the words that are right, and those that are not.
SIDES = [
    ("The rate is 101.0 per 10,000; this is {} than the neighbour average of 97.", "higher", "lower"),
    ("Nine allowed out of 31 is 29%; this is {} the national figure of 27%.", "above", "below"),
    ("Turnout was 41%; that is well {} the average of 38%.", "above", "below"),
    ("The annual mean was {} micrograms, exceeding the legal limit of 40.", "41.6", "38.6"),
    ("On time: {}, which beats the ICO expectation of 95%.", "97%", "93%"),
    ("Compliance of {} clears the 90% requirement of the regulator.", "92%", "88%"),
    ("The rate is 173 per 100,000; the family average is 168, so ours is the {}.", "higher", "lower"),
    ("The rate is 65 per 10,000. Statistical neighbours average 78, so ours is {}.", "lower", "higher"),
    ("Recycling now stands at 43.7%, a shade {} the 45% we aim for.", "under", "over"),
    ("Only 29% felt so, a little {} the 30.5% for the South East.", "under", "over"),
    ("The average is 12.4 days, still {} the 12 days of the others.", "over", "under"),
]


# How far one is from what it was to be, and who had more votes.
APART = [
    ("The wait for a home is 31 weeks, target 26, so we are {} weeks over.", "five", "seven"),
    ("The average was 19 days (target 15), so we are {} days over.", "four", "five"),
    ("Spend is £640k, budget target £600k, therefore £{}k over.", "40", "50"),
    ("The motion was carried by {} votes to 9.", "11", "5"),
    ("RESOLVED by {} votes to five that it be noted.", "seven", "three"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), APART)
def test_a_distance_from_the_target_and_an_order_of_votes_are_checked(text, right, wrong):
    assert Verdict.CONSISTENT in verdicts(text.format(right))
    assert Verdict.INCONSISTENT not in verdicts(text.format(right))
    assert Verdict.INCONSISTENT in verdicts(text.format(wrong))


def verdicts(text, *kinds):
    return {each.verdict for each in claims.examine(text).findings if not kinds or each.kind in kinds}


@pytest.mark.parametrize(("text", "right", "wrong"), SIDES)
def test_the_side_is_confirmed_where_it_is_right_and_contradicted_where_it_is_wrong(text, right, wrong):
    assert Verdict.CONSISTENT in verdicts(text.format(right), Kind.COMPARISON)
    assert Verdict.INCONSISTENT not in verdicts(text.format(right))
    assert Verdict.INCONSISTENT in verdicts(text.format(wrong), Kind.COMPARISON)


@pytest.mark.parametrize(
    "text",
    [
        "We visited 90 homes, compared with a target of 80; we beat the target of 2019 by 12.",
        "The CFR rose by £17.1m or 5.5 per cent, having risen by £15.9m in 2023/24, and stood £14.8m below the estimate.",
        "Turnout was 41%, well over the 12 wards.",
        "The 240 homes, now under the 90 day rule, were let.",
        "Compared with the 240 of last year, prosecutions rose by 40%.",
        "It fell to 29%; this is a matter for the panel, which has 12 members below the age of 40.",
    ],
)
def test_what_is_of_another_time_or_only_a_change_is_no_level(text):
    assert Verdict.INCONSISTENT not in verdicts(text)


# A change said apart from its two figures: what is right, and what is not.
CHANGES = [
    ("Passengers climbed from 18,340 to 21,092, which is 2,752 more people on the bus, or an increase of {}.", "15%", "13%"),
    ("Recycling fell from 21,340 tonnes to 20,486. That is 854 tonnes less than in 2022, or a drop of {}.", "4.0%", "4.2%"),
    ("The rate fell from 61.4 to 48.9, i.e. by 12.5; expressed as a proportion, a reduction of {}.", "20.4%", "25.6%"),
    ("Admissions number 218 to date. Last year there had been 204, so the increase is 14 admissions, or {}.", "6.9%", "9.6%"),
    ("It was 486 kg, well inside the 500 kg target. In the previous year it was 512 kg, so the reduction is {} kg.", "26", "36"),
    ("Passengers numbered 46,200 last season, up by {} on the season before, when 44,000 travelled.", "2,200", "4,200"),
    ("Changes took 6.4 days (target 7.0). They were at 7.9 days in Q1 and have thus shortened by {}.", "19.0%", "23.4%"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), CHANGES)
def test_a_change_is_of_the_two_figures_that_the_words_before_it_name(text, right, wrong):
    changes = Kind.PERCENT_CHANGE, Kind.ABSOLUTE_CHANGE
    assert verdicts(text.format(right), *changes) & {Verdict.CONSISTENT, Verdict.ROUNDING}
    assert Verdict.INCONSISTENT not in verdicts(text.format(right))
    assert Verdict.INCONSISTENT in verdicts(text.format(wrong), *changes)


@pytest.mark.parametrize(
    "text",
    [
        "The value is £142.6m. Since 2019, when staffing cost £139.1m, the value has grown by £4.5m.",
        "Visits rose from 400 to 440, which is 40 more in the north. In the south the drop was 12%.",
        "The motion was lost by 4 votes to 11.",
        "We took 31 days, target 26, and visited 12 homes over the year.",
        "There were 300 complaints. Compared with the 240 of last year, prosecutions rose by 40%.",
    ],
)
def test_a_change_of_another_thing_is_not_held_against_them(text):
    assert Verdict.INCONSISTENT not in verdicts(text)
