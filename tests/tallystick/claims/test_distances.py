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
