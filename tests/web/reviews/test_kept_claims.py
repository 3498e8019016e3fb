"""The claims of a round are kept: what is shown is what would be worked out anew, whatever has changed since."""

from decimal import Decimal
from unittest.mock import patch

import pytest

from tallystick import claims, periods
from tallystick.claims import against
from tallystick.claims.model import Verdict
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Area
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.reviews import actions, checking, queries
from tallystick_web.reviews.models import Assessment, ClaimDecision, Round
from tallystick_web.reviews.queries import held

Q2 = periods.quarter(2009, 2)
RIGHT = "NI 195a (streets below standard: litter) was 11.75% in Q2 2009/10."


@pytest.fixture
def written(assessment: Assessment, measure: Measure, alice: User) -> Assessment:
    return write(assessment, RIGHT, alice)


def write(assessment: Assessment, narrative: str, by: User) -> Assessment:
    actions.judge(
        assessment=assessment, narrative=narrative, rating=Rating.AMBER, reason="So.", version=assessment.version, by=by
    )
    return Assessment.objects.get(pk=assessment.pk)


def told(round: Round) -> list[tuple[str, Verdict, str]]:
    """What the list of the round says, twice: as it was before and as it is kept now."""
    first, again = (
        [(claim.finding.text, claim.finding.verdict, signs) for one in queries.checked_round(round)
         for claim, signs in zip(one.claims, one.signs, strict=True)]
        for _ in range(2)
    )  # fmt: skip
    assert first == again
    return first


def test_nothing_is_worked_out_twice(written: Assessment, round: Round) -> None:
    assert told(round) == [("11.75%", Verdict.AGREES, "h")]
    with patch.object(checking, "claims_of") as work:
        assert told(round) == [("11.75%", Verdict.AGREES, "h")]
    work.assert_not_called()


def test_another_text_is_read_anew(written: Assessment, round: Round, alice: User) -> None:
    assert told(round)
    write(written, RIGHT.replace("11.75", "13.4"), alice)
    assert told(round) == [("13.4%", Verdict.DIFFERS, "o")]


def test_a_correction_beneath_the_text_is_told_at_once(
    written: Assessment, round: Round, measure: Measure, alice: User
) -> None:
    assert told(round) == [("11.75%", Verdict.AGREES, "h")]
    figure = measures.NewObservation(measure, own_area(round.council), Q2, Vintage.CORRECTED, Decimal("12.4"))
    measures.record_observations(council=round.council, observations=[figure], by=alice)
    assert told(round) == [("11.75%", Verdict.AGREES_EARLIER, "h")]


def test_a_figure_that_was_withdrawn_confirms_nothing_any_more(
    written: Assessment, round: Round, measure: Measure, alice: User
) -> None:
    assert told(round) == [("11.75%", Verdict.AGREES, "h")]
    measures.withdraw_observation(observation=measure.observations.get(end=Q2.end), reason="Other streets.", by=alice)
    assert told(round) != [("11.75%", Verdict.AGREES, "h")]


def test_a_measure_of_another_name_is_not_the_one_that_was_named(
    written: Assessment, round: Round, measure: Measure, alice: User
) -> None:
    assert told(round) == [("11.75%", Verdict.AGREES, "h")]
    Measure.objects.filter(pk=measure.pk).update(reference="X 1", title="Bins emptied")
    assert told(round) == [("11.75%", Verdict.NOT_HELD, "u")]


def test_a_decision_changes_the_signs_by_which_the_list_is_narrowed(
    written: Assessment, round: Round, alice: User
) -> None:
    write(written, RIGHT.replace("11.75", "13.4"), alice)
    assert told(round) == [("13.4%", Verdict.DIFFERS, "o")]
    claim = queries.checked_round(round)[0].claims[0]
    actions.decide(
        assessment=written, claim=claim, choice=ClaimDecision.Choice.SET_ASIDE, reason="Another survey.", by=alice
    )
    assert told(round) == [("13.4%", Verdict.DIFFERS, "d")]


TEXTS = (
    "Burglary fell to 120. It was 140 in Q1 2009/10.",
    "Rates of teenage pregnancy (NI 112) were 38.2 per 1,000.",
    "In Kirklees burglary was 96, the percentage of waste recycled 41.5%.",
    "The percentage of municipal waste sent for recycling was 41.5% in Q2 2009/10.",
    "Nothing that we measure is named here, in 2009 or of 112 people.",
)


def test_the_measures_that_are_read_are_all_that_a_text_names(leeds_with_measures: Area) -> None:
    """Held against those alone, every text gives what it gives when it is held against all."""
    catalogue = held.catalogue(leeds_with_measures.council)
    every = held.values_held(catalogue, frozenset(catalogue.rows), Q2.end)
    whole, named = held.of_those(catalogue, every, catalogue.rows), 0
    for text in TEXTS:
        ids = catalogue.named(text)
        some = held.of_those(catalogue, held.values_held(catalogue, ids, Q2.end), ids)
        numbers = claims.examine(text).numbers
        found, wanted = (
            against.hold(text, numbers, one.measures, on=Q2, home=one.council, common=one.common)
            for one in (some, whole)
        )
        assert found == wanted
        named += len(ids)
    assert named and len(catalogue.named(TEXTS[-1])) == 0


@pytest.fixture
def leeds_with_measures(measure: Measure, alice: User) -> Area:
    council = measure.council
    area, peer = own_area(council), Area.objects.create(council=council, code="K", name="Kirklees", kind=Area.Kind.PEER)
    for reference, title, unit, value in (
        ("NI 112", "Teenage pregnancy", "per 1,000", "38.2"), ("CR 1", "Burglary", "", "120"), ("CR 2", "Vehicle crime", "", "77"),
        ("NI 192", "Percentage of municipal waste sent for recycling", "%", "41.5"),
    ):  # fmt: skip
        one = measures.keep_measure(
            council=council, reference=reference, title=title, unit=unit, frequency="quarter", by=alice
        )
        figures = [
            measures.NewObservation(one, place, Q2, Vintage.VALIDATED, Decimal(value) - less)
            for place, less in ((area, 0), (peer, 24))
        ]
        measures.record_observations(council=council, observations=figures, by=alice)
    return area


def test_a_measure_in_another_area_stands_after_the_council_s_own(leeds_with_measures: Area) -> None:
    catalogue = held.catalogue(leeds_with_measures.council)
    found = held.of_those(catalogue, held.values_held(catalogue, frozenset(catalogue.rows), Q2.end), catalogue.rows)
    areas = [one.area for one in found.measures if one.title == "Burglary"]
    assert areas == ["", "Kirklees"]
    there = next(one for one in found.measures if (one.title, one.area) == ("Burglary", "Kirklees"))
    assert [one.observation.value for one in there.values] == [Decimal(96)]


def test_figures_are_held_against_a_measure_under_its_other_names(leeds_with_measures: Area, alice: User) -> None:
    council, text = leeds_with_measures.council, "House breaking stood at 121 in Q2 2009/10."
    assert held.catalogue(council).named(text) == frozenset()
    measures.keep_measure(council=council, reference="CR 1", other_names="house breaking; break-ins", by=alice)
    catalogue = held.catalogue(council)
    ids = catalogue.named(text)
    some = held.of_those(catalogue, held.values_held(catalogue, ids, Q2.end), ids)
    found = [one.finding for one in checking.claims_of(text, Q2, some, {})]
    assert [(one.text, one.verdict) for one in found] == [("121", Verdict.DIFFERS)]
