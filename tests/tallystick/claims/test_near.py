"""What figures near by bear out, and the little that may be contradicted without a word that ties the numbers."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Slip, Verdict


def verdicts(text: str) -> dict[tuple[str, Kind], Verdict]:
    return {(finding.text, finding.kind): finding.verdict for finding in claims.examine(text).findings}


@pytest.mark.parametrize(
    ("text", "figure", "kind"),
    [
        ("There are 114 indicators. Most did well: 64 improved, 56% in all.", "56%", Kind.PERCENT_OF_TOTAL),
        ("Reserves opened at £11.2m. £1.5m was added and £0.9m drawn, so they closed at £11.8m.", "£11.8m", Kind.DIFFERENCE),
        ("Admissions were 2,986. There were 112 more than last year's 2,874, a rise of 3.9%.", "3.9%", Kind.PERCENT_CHANGE),
        ("Burglary fell by 293, vehicle crime by 299 and robbery by 40: 632 offences fewer.", "632", Kind.SUM_OF_PARTS),
        ("Loans were 212 in May, 198 in June and 340 in July. On average that is 250.", "250", Kind.AVERAGE),
        ("Test purchases numbered 64; sales were made on 8 occasions (one in eight).", "one in eight", Kind.PERCENT_OF_TOTAL),
    ],
)  # fmt: skip
def test_a_figure_is_confirmed_by_those_it_follows_from_though_no_word_says_which(text, figure, kind):
    assert verdicts(text)[figure, kind] is Verdict.CONSISTENT


@pytest.mark.parametrize(
    "text",
    [
        "Reserves opened at £11.2m. £1.5m was added and £0.9m drawn, so they closed at £12.8m.",
        "In the north 40 of the 60 schools took part, 62% in the south.",
    ],
)
def test_nearness_alone_contradicts_nothing(text):
    assert Verdict.INCONSISTENT not in verdicts(text).values()


def test_both_figures_of_a_change_must_follow_from_one_pair():
    text = "Alerts stood at 820 in March. They have since reached 1,066, having gone up 246 (33%)."
    found = verdicts(text)
    assert found["246", Kind.ABSOLUTE_CHANGE] is Verdict.CONSISTENT
    assert found["33%", Kind.PERCENT_CHANGE] is Verdict.INCONSISTENT


def test_another_base_near_by_explains_a_wrong_share_and_does_not_excuse_it():
    text = "There were 640 referrals. Of the 480 assessments 312 were completed in time (48.8%)."
    found = next(each for each in claims.examine(text).findings if each.text == "48.8%")
    assert (found.verdict, found.slip) == (Verdict.INCONSISTENT, Slip.WRONG_BASE)


def test_what_was_left_out_first_is_left_out_of_the_base():
    text = "Of the 1,450 appeals, excluding 130 that were withdrawn, 660 (50%) were allowed."
    assert verdicts(text)["50%", Kind.PERCENT_OF_TOTAL] is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Of the 58 actions, 41 are complete and 9 under way; the remaining 12 have not started.", "58"),
        ("Cabinet released £3.4m from the reserve of £9.0m, leaving £6.4m.", "£6.4m"),
        ("The Council earned £240k on investments of £30.0m, a return of 8%.", "8%"),
        ("Damage made up 1,968 of the 9,840 offences (20%), theft 1,181 (12%) and assault 1,476 (18%).", "18%"),
        ("Response | Per cent\nAgree | 31\nDisagree | 34\nNeither | 45\nTotal | 100", "100"),
    ],
)
def test_remainders_returns_series_and_columns_of_per_cents_are_contradicted(text, figure):
    wrong = [each.text for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
    assert wrong == [figure]


def test_counts_used_together_are_all_as_exact_as_the_most_exact():
    text = "Visits fell by 1,900, from 140,000 to 137,200."
    assert verdicts(text)["1,900", Kind.ABSOLUTE_CHANGE] is Verdict.INCONSISTENT


def test_a_paraphrase_of_the_tracker_is_confirmed():
    text = (
        "Police recorded 9,950 offences from April to September. The second quarter had 632 fewer than the first, a fall of "
        "11.9%: burglary fell by 293 (11.8%), vehicle crime by 299 (12.1%) and robbery by 40 (11.8%)."
    )
    found = verdicts(text)
    assert found["632", Kind.SUM_OF_PARTS] is found["11.9%", Kind.PERCENT_CHANGE] is Verdict.CONSISTENT
