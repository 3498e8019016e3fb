"""How often judgements came true. Shares are held against scipy's Wilson intervals, differences against Newcombe's own example."""

import math

import pytest
from scipy import stats

from tallystick.judgement import Rating, truth
from tallystick.judgement.truth import Case, Leaning, Said, Tally
from tallystick.status import Status

MEET, MISS, UNSURE = Said.WILL_MEET, Said.WILL_MISS, Said.UNSURE


def test_what_ratings_and_statuses_say() -> None:
    said = [truth.of_rating(one) for one in Rating]
    assert said == [MEET, MEET, UNSURE, MISS, MISS]
    assert [truth.of_status(one) for one in Status] == [MEET, UNSURE, MISS, None, None]


@pytest.mark.parametrize(
    ("statuses", "met"),
    [
        ([Status.ON_TRACK], True),
        ([Status.WITHIN_TOLERANCE], False),
        ([Status.ON_TRACK, Status.OFF_TRACK], False),
        ([Status.ON_TRACK, Status.ON_TRACK, Status.OFF_TRACK], True),
        ([Status.ON_TRACK, Status.NO_DATA, None], True),
        ([Status.NO_DATA, None, Status.NOT_DUE], None),
        ([], None),
    ],
)
def test_a_year_is_met_when_more_than_half_of_its_targets_are(statuses: list[Status | None], met: bool | None) -> None:
    assert truth.outcome(statuses) is met


def cases(quarter: int, group: str, *counts: tuple[Said, bool, int]) -> list[Case]:
    return [Case(quarter, group, said, met) for said, met, number in counts for _ in range(number)]


def test_statements_are_counted_by_what_they_said_and_what_came() -> None:
    found = truth.tally(
        cases(1, "A", (MEET, True, 7), (MEET, False, 3), (MISS, False, 4), (MISS, True, 1), (UNSURE, True, 6))
    )
    assert found == Tally(greens=10, greens_met=7, reds=5, reds_missed=4, unsure=6)
    assert (found.statements, found.true) == (15, 11)


@pytest.mark.parametrize(("true", "of"), [(11, 15), (0, 5), (5, 5), (1, 40), (97, 120)])
def test_the_share_that_came_true_has_the_wilson_interval_of_scipy(true: int, of: int) -> None:
    share = Tally(of, true, 0, 0, 0).true_share
    expected = stats.binomtest(true, of).proportion_ci(confidence_level=0.95, method="wilson")
    assert share is not None
    assert share.value == pytest.approx(true / of)
    assert (share.lower, share.upper) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_optimism_has_the_interval_of_newcombes_example() -> None:
    """Newcombe (1998), table II, example (a): 56 of 70 less 48 of 80, method 10: 0.0524 to 0.3339."""
    found = Tally(greens=70, greens_met=14, reds=80, reds_missed=32, unsure=0)
    optimism = found.optimism
    assert optimism is not None
    assert optimism.value == pytest.approx(0.2)
    assert (optimism.lower, optimism.upper) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.leaning is Leaning.OPTIMISTIC


def test_optimism_is_worked_by_hand_from_the_wilson_limits_of_its_two_shares() -> None:
    """3 of 10 greens failed, 1 of 5 reds came good: 0.1; limits by the square-and-add rule from scipy's two intervals."""
    optimism = Tally(10, 7, 5, 4, 0).optimism
    one = stats.binomtest(3, 10).proportion_ci(method="wilson")
    other = stats.binomtest(1, 5).proportion_ci(method="wilson")
    low = 0.1 - math.hypot(0.3 - one.low, other.high - 0.2)
    high = 0.1 + math.hypot(one.high - 0.3, 0.2 - other.low)
    assert optimism is not None
    assert (optimism.value, optimism.lower, optimism.upper) == pytest.approx((0.1, low, high))


@pytest.mark.parametrize(
    ("counts", "leaning"),
    [
        ((20, 8, 20, 19, 0), Leaning.OPTIMISTIC),
        ((20, 19, 20, 8, 0), Leaning.PESSIMISTIC),
        ((10, 7, 5, 4, 0), Leaning.NEITHER),
        ((2, 0, 2, 2, 50), Leaning.TOO_FEW),
        ((30, 5, 0, 0, 0), Leaning.TOO_FEW),
        ((0, 0, 30, 5, 0), Leaning.TOO_FEW),
    ],
)
def test_a_leaning_is_named_only_where_the_interval_leaves_nought_out(
    counts: tuple[int, int, int, int, int], leaning: Leaning
) -> None:
    assert Tally(*counts).leaning is leaning


def test_of_too_few_statements_no_share_is_told() -> None:
    few = Tally(2, 2, 2, 2, 9)
    assert few.true_share is None
    assert truth.sentence(few) == "too few to tell (4 said green or red)"
    assert truth.sentence(Tally(10, 7, 5, 4, 0)) == "11 of 15 came true: 73% (95% interval 48% to 89%)"


def test_quarters_and_groups_are_tallied_apart_and_each_quarter_as_a_whole() -> None:
    found = truth.by_group(
        [*cases(1, "A", (MEET, True, 2)), *cases(1, "B", (MISS, True, 1)), *cases(2, "A", (MEET, False, 3))]
    )
    assert list(found) == [(1, ""), (1, "A"), (1, "B"), (2, ""), (2, "A")]
    assert (found[1, ""].statements, found[1, ""].true, found[2, "A"].true) == (3, 2, 0)


def test_nothing_said_is_nothing_told() -> None:
    assert truth.by_group([]) == {}
    assert truth.tally([]).leaning is Leaning.TOO_FEW
