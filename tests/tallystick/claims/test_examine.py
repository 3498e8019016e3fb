"""What is said of the numbers in a narrative: the verdicts, the workings and the slips that people will read."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Slip, Verdict


def findings(text: str, kind: Kind):
    return [finding for finding in claims.examine(text).findings if finding.kind is kind]


def one(text: str, kind: Kind):
    found = findings(text, kind)
    assert len(found) == 1, claims.examine(text).findings
    return found[0]


def test_targets_met_with_the_wrong_per_cent_are_called_out_with_the_right_one():
    finding = one("In the year 54 of 66 targets were met (59.4%).", Kind.PERCENT_OF_TOTAL)
    assert finding.verdict is Verdict.INCONSISTENT
    assert (finding.stated, finding.recomputed) == ("59.4%", "81.8%")
    assert finding.working == "54 of 66 is 81.8%, not 59.4%; 59.4% is nearest to 54 of 91."


def test_indicators_improved_with_the_wrong_per_cent_are_called_out():
    finding = one("64 of the 114 indicators (55%) improved.", Kind.PERCENT_OF_TOTAL)
    assert (finding.verdict, finding.recomputed) == (Verdict.INCONSISTENT, "56.1%")


def test_a_finding_marks_the_figure_and_the_places_it_was_worked_from():
    text = "Of the 66 targets, 54 were met (59.4%)."
    finding = one(text, Kind.PERCENT_OF_TOTAL)
    assert text[finding.start : finding.end] == finding.text == "59.4%"
    assert [text[start:end] for start, end in finding.inputs] == ["54", "66"]


@pytest.mark.parametrize(
    ("text", "kind", "slip"),
    [
        (
            "There are 91 actions and 66 targets. 54 of the 66 targets (59.3%) were met.",
            Kind.PERCENT_OF_TOTAL,
            Slip.WRONG_BASE,
        ),
        ("Satisfaction rose from 45% to 50%, an increase of 5%.", Kind.PERCENT_CHANGE, Slip.POINTS_FOR_PER_CENT),
        ("Cases rose from 160 to 200, an increase of 20%.", Kind.PERCENT_CHANGE, Slip.INVERTED_CHANGE),
        ("Cases fell from 160 to 200.", Kind.FROM_TO_DIRECTION, Slip.INVERTED_CHANGE),
        ("Of 200 invoices checked, 126 (36%) were paid.", Kind.PERCENT_OF_TOTAL, Slip.DIGITS_SWAPPED),
        (
            "54 of 66 targets (72%) were met. In the previous year it was 72%.",
            Kind.PERCENT_OF_TOTAL,
            Slip.LAST_YEARS_FIGURE,
        ),
    ],
)
def test_the_likely_slip_is_named(text, kind, slip):
    finding = one(text, kind)
    assert finding.verdict is Verdict.INCONSISTENT
    assert finding.slip is slip


def test_no_slip_is_named_where_none_explains_the_figure():
    assert one("54 of 66 targets (59.4%) were met.", Kind.PERCENT_OF_TOTAL).slip is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two of the three libraries (66%) have access.", Kind.PERCENT_OF_TOTAL),
        ("Out of 48 responses, 38 (80%) agreed.", Kind.PERCENT_OF_TOTAL),
        ("The workforce is split into 33% full time, 33% part time and 33% casual.", Kind.PERCENTAGES_SUM),
        ("The budget of £14.6m is made up of £6.2m, £5.1m and £3.4m.", Kind.SUM_OF_PARTS),
        ("Of 6 bids, 1 (16%) failed, 4 (67%) passed and 1 (17%) waits.", Kind.PERCENT_OF_TOTAL),
    ],
)
def test_rounding_is_not_taken_for_error(text, kind):
    verdicts = {finding.verdict for finding in findings(text, kind)}
    assert Verdict.ROUNDING in verdicts
    assert Verdict.INCONSISTENT not in verdicts


def test_a_base_is_solved_from_the_total_of_two_quarters():
    text = "From April to September there were 9,950 crimes, up on last year but down 11.9% (632 fewer) in Q2 than Q1."
    finding = one(text, Kind.PERCENT_CHANGE)
    assert finding.verdict is Verdict.CONSISTENT
    assert "5,291" in finding.working


def test_a_rolling_average_of_figures_that_are_not_given_cannot_be_reproduced():
    finding = one("A rise to 51.7 in Q1 and 54.1 in Q2, a rolling average of 50.3.", Kind.AVERAGE)
    assert finding.verdict is Verdict.CANNOT_BE_REPRODUCED
    assert finding.recomputed == "52.9"


def test_a_share_of_those_who_answered_is_not_held_against_all_who_were_asked():
    text = "Of 300 people invited, 120 replied and 80 (67%) agreed."
    assert [finding.verdict for finding in findings(text, Kind.PERCENT_OF_TOTAL)] == [Verdict.CONSISTENT]


def test_improvement_goes_down_for_complaints_and_up_for_satisfaction():
    worse = one("Complaints improved from 310 to 350.", Kind.FROM_TO_DIRECTION)
    better = one("Satisfaction improved from 41% to 43%.", Kind.FROM_TO_DIRECTION)
    assert (worse.verdict, better.verdict) == (Verdict.INCONSISTENT, Verdict.CONSISTENT)
    assert findings("The index improved from 310 to 350.", Kind.FROM_TO_DIRECTION) == []


def test_a_table_is_held_to_its_own_total_and_shares():
    table = "Ward\tCases\tShare\nNorth\t40\t40%\nSouth\t35\t53%\nWest\t25\t25%\nTotal\t100\t100%"
    assert one(table, Kind.SUM_OF_PARTS).verdict is Verdict.CONSISTENT
    wrong = [f.text for f in findings(table, Kind.PERCENT_OF_TOTAL) if f.verdict is Verdict.INCONSISTENT]
    assert wrong == ["53%"]


def test_changes_in_a_table_are_held_against_its_columns():
    table = "| Area | 2008/09 | 2009/10 | Change |\n| East | 120 | 132 | 12 |\n| West | 80 | 72 | -8 |\n| North | 50 | 55 | 15 |"
    wrong = [f.text for f in findings(table, Kind.ABSOLUTE_CHANGE) if f.verdict is Verdict.INCONSISTENT]
    assert wrong == ["15"]


def test_the_same_text_gives_the_same_findings():
    text = "54 of 66 targets (59.4%) were met, up from 48 of 66 (73%)."
    assert claims.examine(text) == claims.examine(text)


def test_promises_come_with_the_findings():
    assert claims.examine("The results will be published in February 2010.").promises


def test_what_follows_a_semicolon_is_not_what_a_figure_is_above_or_below() -> None:
    text = "Six schools ended the year below the National Challenge floor; three that are still open remain there."
    assert claims.examine(text).findings == ()


def test_a_stroke_of_the_writer_among_the_words_of_a_ratio_is_harmless() -> None:
    assert claims.examine("From 4 | to 8 |, which | doubled | the total of 4 to 8.") is not None


def test_a_hyphen_that_does_not_break_is_a_hyphen() -> None:
    text = "The take\N{NON-BREAKING HYPHEN}up from 45% to 40% is a worry."
    assert not findings(text, Kind.FROM_TO_DIRECTION)
