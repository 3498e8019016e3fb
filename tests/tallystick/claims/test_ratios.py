"""Prices for one, rates, products, multiples and shares in words: what is right is confirmed, what is wrong told, and what only looks so left alone."""

import pytest

from tallystick import claims
from tallystick.claims import Verdict

# The figure that is tested, the figure that would be wrong there, and the text.
HELD = [
    # multiples of a figure that stands apart
    ("£1,012", "£812", "An in-house place costs £478 a week and an agency one £1,012, more than twice as much; the gap was £534."),
    ("Thirty-six", "Twenty-six", "Thirty-six were brought back through officer intervention, three times last year's 12."),
    ("1,350", "1,150", "Visits were 900 in June. In July they were 1,350, half as many again."),
    ("41", "61", "There were 84 referrals in the north and 41 in the south, roughly half as many."),
    ("three", "two", "Eighty-eight deaths were reviewed, 66 of them male and 22 female: a ratio of three to one."),
    ("more than two", "more than three", "In favour were 1,126 (61%), against 517 (28%). Supporters thus outnumbered opponents by more than two to one."),
    # pence are money
    ("15p", "25p", "The fee went up from 45p to 60p a mile, an increase of 15p."),
]  # fmt: skip
CONFIRMED = [
    ("£1.5m", "Some £0.7m is still outstanding. The contingency is £1.5m, which is more than twice the outstanding sum."),
    ("21", "Nov: 17 persons. Dec: 14. Jan: 21, which is half as many again as December."),
    ("33p", "The group average is £11.75 and ours of £11.42 is 33p below it."),
    ("£1,303", "Visits numbered 41 and cost £53,417, an average of £1,303 each."),
    ("£2,580", "Accounts numbered 46 and were worth £118,700, an average of £2,580 each."),
]  # fmt: skip
ALONE = [
    "The trust received 640 enquiries and 310 applications, twice as many as last year.",
    "The trust received 640 enquiries and 310 applications, twice as many.",
    "Potholes are made safe in 2 hours, 24 hours or 28 days depending on category.",
    "Repairs are done within 24 hours or 20 working days, by priority.",
    "The motion fell by 14 votes to 1 after 30 members spoke.",
    "Mileage is paid at 45p a mile, and parking at 20 pence; 12 claims were refused.",
]  # fmt: skip


def verdicts(text: str, figure: str) -> set[Verdict]:
    return {finding.verdict for finding in claims.examine(text).findings if finding.text == figure}


@pytest.mark.parametrize(("right", "wrong", "text"), HELD)
def test_the_right_figure_is_confirmed_and_the_wrong_one_told(right, wrong, text):
    assert verdicts(text, right) & {Verdict.CONSISTENT, Verdict.ROUNDING}
    assert Verdict.INCONSISTENT not in {finding.verdict for finding in claims.examine(text).findings}
    assert Verdict.INCONSISTENT in verdicts(text.replace(right, wrong), wrong)


@pytest.mark.parametrize(("figure", "text"), CONFIRMED)
def test_a_figure_with_nothing_but_a_word_in_common_is_confirmed(figure, text):
    assert verdicts(text, figure) & {Verdict.CONSISTENT, Verdict.ROUNDING}


@pytest.mark.parametrize("text", ALONE)
def test_what_only_looks_like_it_is_left_alone(text):
    assert Verdict.INCONSISTENT not in {finding.verdict for finding in claims.examine(text).findings}
