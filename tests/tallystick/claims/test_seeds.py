"""Two real documents: what they state is found and confirmed, and nothing in them is called wrong."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


@pytest.fixture
def tracker(seeds):
    return claims.examine(next(seeds.glob("001*.txt")).read_text(encoding="utf-8")).findings


@pytest.fixture
def challenge(seeds):
    return claims.examine(next(seeds.glob("000*.txt")).read_text(encoding="utf-8")).findings


@pytest.mark.parametrize(
    ("figure", "kind", "working"),
    [
        ("632", Kind.SUM_OF_PARTS, "293 + 299 + 40 = 632"),
        ("11.9%", Kind.PERCENT_CHANGE, "5,291"),
        ("11.8 %", Kind.PERCENT_CHANGE, "293 at 11.8%"),
        ("12.1%", Kind.PERCENT_CHANGE, "299 at 12.1%"),
        ("11.8%", Kind.PERCENT_CHANGE, "40 at 11.8%"),
        ("6.9%", Kind.PERCENT_CHANGE, "204 on 2,972"),
        ("73%", Kind.PERCENTAGES_SUM, "27% + 73% = 100%"),
        ("48.1", Kind.FROM_TO_DIRECTION, "50.9 to 48.1 is a fall"),
        ("48.1", Kind.COMPARISON, "above 41.7"),
        ("7.1", Kind.COMPARISON, "above 4.8"),
        ("7.1", Kind.COMPARISON, "below 7.8"),
        ("11.1%", Kind.COMPARISON, "above 4.9%"),
    ],
)
def test_the_tracker_is_confirmed_where_it_can_be(tracker, figure, kind, working):
    found = [each for each in tracker if each.kind is kind and working in each.working]
    found = [each for each in found if figure == each.text or (kind is Kind.COMPARISON and figure in each.working)]
    assert found
    assert {each.verdict for each in found} == {Verdict.CONSISTENT}


def test_the_rolling_average_of_the_tracker_cannot_be_reproduced(tracker):
    verdicts = {each.verdict for each in tracker if each.text == "50.3"}
    assert verdicts == {Verdict.CANNOT_BE_REPRODUCED}


def test_the_yield_on_reserves_is_worked_out(challenge):
    assert [each.recomputed for each in challenge if each.text == "£99k"] == ["0.7%"]


def test_the_hours_on_site_are_about_eight_weeks_and_nine_is_not_called_wrong(challenge):
    finding = next(each for each in challenge if each.kind is Kind.RATIO)
    assert "about eight weeks of 37 hours" in finding.working
    assert finding.verdict is Verdict.CONSISTENT


def test_nothing_in_either_is_called_inconsistent(tracker, challenge):
    assert [each for each in (*tracker, *challenge) if each.verdict is Verdict.INCONSISTENT] == []
