"""Which of two figures is the earlier, and what nought allows: said once, and as it is."""

import pytest

from tallystick.claims import Verdict, examine

WRONG = (
    ("Satisfaction was 61% in 2008/09 and 58% in 2009/10, up 3 points.", "From 61% to 58% is a fall of 3 points, not a rise."),
    ("Complaints were 61 in 2008/09 and 58 in 2009/10, up by 3.", "From 61 to 58 is a fall of 3, not a rise."),
    ("Complaints were 61 in 2008/09 and 58 in 2009/10, a rise of 3.", "From 61 to 58 is a fall of 3, not a rise."),
    ("Turnover doubled, from 12% to 6%.", "6% is 0.50 times 12%, not doubled."),
    ("Vacancies fell from 0.0% to 5.0%.", "From 0.0% to 5.0% is a rise of 5.0 percentage points, not a fall."),
    ("Complaints rose from 12 to 0.", "From 12 to 0 is a fall of 12, not a rise."),
    ("The rate rose from 61% to 60%.", "From 61% to 60% is a fall of 1 percentage point, not a rise."),
    (
        "Recycling reached 13.5%, up from 13.0% last wave, a rise of 1.5 points. We bought 12 bins.",
        "From 13.0% to 13.5% is 0.5 points, not 1.5 points.",
    ),
    (
        "We paid 19 of 25 grants, worth £380,000, an average of £25,000 per grant.",
        "£380,000 divided by 19 is £20,000, not £25,000.",
    ),
    (
        "We received 212 complaints in Q2, 28 fewer than in Q1 (230), and upheld 53 of them.",
        "The difference between 212 and 230 is 18, not 28.",
    ),
    (
        "Collection reached 97.2% against a target of 97.5%, a shortfall of 3 points.",
        "The difference between 97.2% and 97.5% is 0.3 points, not 3 points.",
    ),
    (
        "Of £1.25m of savings, £0.9m (72%) has been delivered, £0.25m (20%) is on track and £0.1m (12%) is at risk.",
        "72% + 20% + 12% = 104%, and not 100%.",
    ),
    ("The project is 18% over its £2.00m budget, at £2.40m.", "From £2.00m to £2.40m is 20.0%, not 18%."),
    ("A surplus of £0.3m: income of £5.2m against spending of £5.5m.", "£5.2m is £0.3m under £5.5m, and not over it."),
    ("Income of £5.2m and expenditure of £5.5m gave a surplus of £0.3m.", "£5.2m is £0.3m under £5.5m, and not over it."),
    ("Officers answered 371 of the 412 enquiries within ten working days (80%).", "371 of 412 is 90.0%, not 80%; 80% is nearest to 371 of 464."),
    ("Response times improved from 8 days to 11 days.", "From 8 to 11 is a rise of 3, not an improvement."),
)  # fmt: skip


@pytest.mark.parametrize(("text", "working"), WRONG)
def test_what_is_wrong_is_said_once_and_right(text: str, working: str) -> None:
    assert [each.working for each in examine(text).findings if each.verdict is Verdict.INCONSISTENT] == [working]


@pytest.mark.parametrize("text", [text for text, _ in WRONG[:4]])
def test_what_is_wrong_of_two_figures_is_not_confirmed_the_other_way_round(text: str) -> None:
    findings = examine(text).findings
    wrong = {each.start for each in findings if each.verdict is Verdict.INCONSISTENT}
    kinds = {"from_to_direction", "absolute_change", "ratio", "sum_of_parts"}
    assert wrong
    assert [each.working for each in findings if each.kind in kinds and each.start not in wrong] == []


def test_no_per_cent_tells_a_change_from_nought() -> None:
    said = {each.kind: each for each in examine("Complaints rose from 0 to 5, an increase of 500%.").findings}
    assert said["percent_change"].verdict is Verdict.CANNOT_BE_REPRODUCED
    assert said["percent_change"].working == "From 0 to 5 is a change that no per cent can tell."


def test_what_stands_near_and_fits_only_by_rounding_is_not_told_as_a_sum_or_a_gap() -> None:
    text = (
        "The General Fund is forecast to overspend by £1.3m (0.9% of the £142m net budget). Adults' services account for £2.1m and "
        "children's for £0.7m, offset by underspends of £0.9m on capital financing and £0.6m elsewhere."
    )
    assert {each.verdict for each in examine(text).findings} == {Verdict.CONSISTENT}
