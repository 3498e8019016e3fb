"""Claims beside the figures that are held: which measure a figure belongs to, what is said of it, and when nothing is said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from tallystick import periods
from tallystick.claims import against, find
from tallystick.claims.against import HeldMeasure, HeldValue
from tallystick.claims.model import Finding, Kind, Slip, Verdict
from tallystick.periods import Period
from tallystick.series import Observation, Vintage
from tallystick.status import Polarity

from .holdings import ROUND, quarterly, value

FEBRUARY, AUGUST = date(2009, 2, 27), date(2009, 8, 20)


NAMES = ("Teenage conceptions",)
OURS = (
    value(periods.calendar_year(2006), 50.9),
    value(periods.calendar_year(2007), 48.3, Vintage.PROVISIONAL, FEBRUARY),
    value(periods.calendar_year(2007), 48.1, Vintage.VALIDATED, AUGUST),
)
CONCEPTIONS = HeldMeasure("NI 112", "Under 18 conception rate", OURS, NAMES, "per 1,000", Polarity.LOWER_IS_BETTER)
NATIONAL = HeldMeasure(
    "NI 112", "Under 18 conception rate", (value(periods.calendar_year(2007), 41.7),), NAMES, "per 1,000", area="England"
)  # fmt: skip
RECYCLING = HeldMeasure(
    "NI 192",
    "Household waste recycled",
    quarterly(2006, 30.1, 31.2, 29.8, 30.5, 31.0, 30.2, 30.9, 31.4, 30.0, 30.7, 31.1, 30.3, 30.8, 29.4),
    ("Recycling rate",),
    "%",
    Polarity.HIGHER_IS_BETTER,
)
BURGLARY = HeldMeasure(
    "NI 16b",
    "Domestic burglaries",
    quarterly(2007, 2500, 2480, 2610, 2550, 2490, 2530, 2470, 2600, 2483, 2190),
    ("Domestic burglary", "Burglary offences"),
    "number",
    Polarity.LOWER_IS_BETTER,
)
GRANTS = HeldMeasure("F1", "Disabled facilities grants paid", (value(periods.financial_year(2008), 1.2),), unit="£m")
MEASURES = [CONCEPTIONS, NATIONAL, RECYCLING, BURGLARY, GRANTS]


def held(text: str, on: Period | date | None = ROUND) -> list[Finding]:
    return list(against.hold(text, find.numbers(text), MEASURES, on=on))


def one(text: str) -> Finding:
    found = held(text)
    assert len(found) == 1, found
    return found[0]


def test_a_figure_agrees_with_the_one_held_for_its_period_and_says_when_that_was_recorded() -> None:
    found = one("The teenage conception rate was 48.1 in 2007.")
    assert (found.verdict, found.kind, found.text) == (Verdict.AGREES, Kind.RESTATED, "48.1")
    assert "recorded 20 August 2009" in found.working


def test_a_figure_of_an_earlier_vintage_is_told_from_a_wrong_one() -> None:
    found = one("The teenage conception rate was 48.3 in 2007.")
    assert found.verdict is Verdict.AGREES_EARLIER
    assert "48.3 per 1,000 (provisional, recorded 27 February 2009)" in found.working
    assert "48.1 per 1,000 (validated, recorded 20 August 2009)" in found.working


def test_a_figure_that_differs_is_shown_with_the_one_held_and_its_dates() -> None:
    found = one("The teenage conception rate was 47.2 in 2007.")
    assert (found.verdict, found.stated, found.recomputed) == (Verdict.DIFFERS, "47.2", "48.1 per 1,000")
    assert all(words in found.working for words in ("2007", "47.2", "48.1", "20 August 2009"))


def test_the_likely_slip_is_named() -> None:
    assert one("The teenage conception rate was 50.9 in 2007.").slip is Slip.LAST_YEARS_FIGURE
    assert one("The recycling rate was 24.9% in Q2 2009/10.").slip is Slip.DIGITS_SWAPPED


def test_a_measure_that_is_held_but_not_for_that_period_is_said_so() -> None:
    found = one("The teenage conception rate was 44.9 in 2005.")
    assert (found.verdict, found.recomputed) == (Verdict.NOT_HELD, "")
    assert "2005" in found.working


def test_several_figures_of_a_sentence_go_to_their_own_periods_and_areas() -> None:
    text = "The 2007 teenage conceptions rate is 48.1, down on the 2006 figure of 50.9, still above the national rate of 41.7."
    levels = [finding for finding in held(text) if finding.kind is Kind.RESTATED]
    assert [(finding.text, finding.verdict) for finding in levels] == [
        (text_, Verdict.AGREES) for text_ in ("48.1", "50.9", "41.7")
    ]
    assert "England" in levels[2].working


@pytest.mark.parametrize(
    "text",
    [
        "The arena cost 48.1 in 2007.",
        "A total of 2,190 calls were answered in Q2 2009/10.",
        "There were 41.7 of them nationally in 2007.",
        "It was 29.4% in Q2 2009/10.",
    ],
)
def test_a_figure_is_never_matched_by_its_value(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The target for the recycling rate in Q2 2009/10 is 35%.",
        "The recycling rate will be 35% in Q2 2009/10.",
        "We aim to bring domestic burglaries to 2,000 in Q2 2009/10.",
        "The recycling rate in Harehills was 12% in Q2 2009/10.",
        "Among schools the recycling rate was 12% in Q2 2009/10.",
        "The national recycling rate was 38% in Q2 2009/10.",
        "Domestic burglaries kept 40 officers busy in Q2 2009/10.",
        "Domestic burglaries took 12% of the time of the police in Q2 2009/10; they cost £3m.",
        "The recycling rate was 30.8%.",
        "The recycling rate is higher among owners, who recycle 33.1% of it.",
        "Harbour Ward is the worst part of the city, with 1,290 domestic burglaries in Q2 2009/10.",
        "There were 2,483 domestic burglaries in the first quarter and 2,910 in the second.",
        "The recycling rate may have fallen in Q2 2009/10.",
        "The recycling rate for plastics was 12% in Q2 2009/10.",
        "The cost of domestic burglary was put at 3,200 per household in Q2 2009/10.",
        "Recycling rates within 20 minutes of home were 60% in Q2 2009/10.",
        "The recycling rate of 35.2% compares well with 30.7% in Q2 2008/09.",
        "Complaints about domestic burglary rose to 45 in Q2 2009/10.",
        "The recycling rate improved on 18 of the 33 wards in Q2 2009/10.",
        "Household waste recycled rose by 1,200 tonnes in Q2 2009/10.",
        "The recycling rate has risen in each of the last 3 years.",
        "Residents gave the recycling rate as a reason; 66 replied in Q2 2009/10.",
    ],
)
def test_in_doubt_nothing_differs(text: str) -> None:
    assert [finding for finding in held(text) if finding.verdict is not Verdict.AGREES] == []


def test_a_figure_without_a_period_is_the_rounds_unless_the_measure_ever_had_it() -> None:
    assert one("The recycling rate was 33.3%.").verdict is Verdict.DIFFERS
    assert held("The recycling rate was 33.3%.", AUGUST) == []
    assert one("The recycling rate was 33.3% over the quarter.").verdict is Verdict.DIFFERS


@pytest.mark.parametrize("figure", ["24.9%", "28.4%", "30.8%"])
def test_what_a_slip_of_the_pen_makes_of_the_figure_is_called_different_in_any_words(figure: str) -> None:
    words = "In Q2 2009/10 {} of household waste was recycled by residents who have three bins."
    assert one(words.format(figure)).verdict is Verdict.DIFFERS
    assert one(words.format("29.4%")).verdict is Verdict.AGREES
    assert held(words.format("71.2%")) == []


def test_a_sentence_goes_on_about_what_the_one_before_named_first() -> None:
    children, alone = (
        HeldMeasure("", title, quarterly(2009, *figures))
        for title, figures in (("Children looked after", (1359, 1364)), ("Young asylum seekers looked after", (60, 66)))
    )
    text = "1,364 children are looked after, 66 of them young asylum seekers. There were 1,359 in Q1."
    found = against.hold(text, find.numbers(text), [children, alone], on=ROUND)
    assert [(finding.text, finding.verdict) for finding in found if finding.text == "1,359"] == [
        ("1,359", Verdict.AGREES)
    ]


def test_a_change_since_a_period_is_held_against_that_period() -> None:
    assert one("Domestic burglary has risen since Q1.").verdict is Verdict.DIFFERS
    assert one("Domestic burglary was down by 293 on Q1.").verdict is Verdict.AGREES


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("The recycling rate fell to 29.4% from 30.8% in quarter 1.", {"fell": "agrees", "29.4%": "agrees", "30.8%": "agrees"}),
        ("The recycling rate fell to 28.4% from 30.8% in quarter 1.", {"fell": "agrees", "28.4%": "differs", "30.8%": "agrees"}),
        ("There were 2,190 burglary offences, against 2,530 a year before.", {"2,190": "agrees"}),
    ],
)  # fmt: skip
def test_a_period_beside_the_figure_that_it_moved_on_from_is_not_when_the_later_one_was(
    text: str, verdicts: dict[str, str]
) -> None:
    assert {each.text: each.verdict for each in held(text)} == verdicts


def test_what_the_text_says_to_be_so_now_is_held_against_the_round() -> None:
    assert one("The recycling rate is now 33.3%.").verdict is Verdict.DIFFERS
    assert one("The recycling rate is now 29.4%.").verdict is Verdict.AGREES


def test_a_reference_names_a_measure_and_a_sentence_goes_on_about_the_one_before() -> None:
    assert one("NI 192 stands at 29.4%.").verdict is Verdict.AGREES
    assert one("Household recycling of waste matters. The rate was 29.4% in Q2 2009/10.").verdict is Verdict.AGREES
    assert held("NI 1921 stands at 29.4%.") == []


def test_figures_agree_within_the_rounding_of_their_digits() -> None:
    assert one("The recycling rate was 29% in Q2 2009/10.").verdict is Verdict.AGREES
    assert one("Disabled facilities grants of £1,200,000 were paid in 2008/09.").verdict is Verdict.AGREES
    assert one("About 2,200 domestic burglaries were recorded in Q2 2009/10.").verdict is Verdict.AGREES
    assert one("There were 2,191 domestic burglaries in Q2 2009/10.").verdict is Verdict.DIFFERS


def test_a_significant_fall_within_the_process_limits_is_said_so() -> None:
    found = one("There was a significant fall in household waste recycled this quarter.")
    assert (found.verdict, found.text, found.kind) == (Verdict.DIFFERS, "significant fall", Kind.FROM_TO_DIRECTION)
    assert "not significant" in found.working
    assert "within the usual range" in found.working


def test_a_change_that_nobody_calls_significant_only_has_to_go_the_right_way() -> None:
    assert one("The recycling rate fell in Q2 2009/10.").verdict is Verdict.AGREES
    assert one("The recycling rate rose in Q2 2009/10.").verdict is Verdict.DIFFERS
    assert one("The recycling rate improved in Q2 2009/10.").verdict is Verdict.DIFFERS
    assert one("Domestic burglary improved in Q2 2009/10.").verdict is Verdict.AGREES


def test_no_significant_change_is_a_claim_as_well() -> None:
    assert one("There was no significant change in the recycling rate.").verdict is Verdict.AGREES


def test_a_contradiction_may_give_its_reasons_after_the_figure() -> None:
    assert (
        one("The recycling rate was 25.1% in Q2 2009/10 because of the strike of the crews.").verdict is Verdict.DIFFERS
    )
    assert one("The recycling rate rose because of the new bins.").verdict is Verdict.DIFFERS


def test_last_quarter_is_compared_with_unless_the_figure_is_said_to_be_of_it() -> None:
    found = held("The recycling rate now stands at 29.4%, down by 1.4 points since last quarter.")
    assert {finding.verdict for finding in found} == {Verdict.AGREES}
    assert one("The recycling rate was 30.8% in the last quarter.").verdict is Verdict.AGREES


def test_an_academic_year_may_be_called_by_its_summer_and_a_name_may_hold_an_and() -> None:
    values = (value(periods.academic_year(2008), 45.6),)
    measure = HeldMeasure("NI 75", "5+ A*-C grades including English and maths", values, unit="%")
    text = "In 2009, 45.6% of pupils achieved 5+ A*-C grades including English and maths."
    assert [finding.verdict for finding in against.hold(text, find.numbers(text), [measure])] == [Verdict.AGREES]


def test_the_size_of_a_change_is_held_against_both_periods() -> None:
    found = held("Domestic burglary is down 11.8% (293 fewer offences).")
    assert [(finding.kind, finding.verdict) for finding in found] == [
        (Kind.PERCENT_CHANGE, Verdict.AGREES),
        (Kind.ABSOLUTE_CHANGE, Verdict.AGREES),
    ]
    wrong = held("Burglary offences went down by 11.3% on the previous quarter.")
    assert Verdict.DIFFERS in [finding.verdict for finding in wrong]


def test_a_clause_with_a_subject_of_its_own_is_not_of_the_measure_before() -> None:
    text = "Domestic burglary is down 11.8% (293 fewer offences), vehicle crime is down 12.1% (299 fewer offences), and robbery is down 40."
    assert [finding.text for finding in held(text)] == ["11.8%", "293"]


def test_a_clause_without_a_subject_goes_on_about_the_measure_before() -> None:
    found = held(
        "The recycling rate rose in Q4 2008/09, to 30.7% in Q2 2008/09 (30.3% in Q4 2008/09), and stood at 28.4% in Q2 2009/10."
    )
    assert [(finding.text, finding.verdict) for finding in found if finding.kind is Kind.RESTATED] == [
        ("30.7%", Verdict.AGREES),
        ("30.3%", Verdict.AGREES),
        ("28.4%", Verdict.DIFFERS),
    ]


def test_a_change_on_last_year_is_not_held_against_the_periods_named_elsewhere() -> None:
    text = "Burglary offences are up 1.6% against the previous year but lower in Q2 2009/10 than in Q1 2009/10."
    assert Verdict.DIFFERS not in [finding.verdict for finding in held(text)]


def test_a_count_for_a_longer_period_agrees_with_the_sum_of_its_parts_and_is_not_missed() -> None:
    right, other = "4,673", "4,763"
    text = "There were {} domestic burglaries in April to September 2009."
    assert one(text.format(right)).verdict is Verdict.AGREES
    assert held(text.format(other)) == []


def test_a_change_on_last_year_is_held_against_last_year() -> None:
    found = held("Burglary offences rose by 300 compared with the same quarter last year.")
    assert {finding.verdict for finding in found} == {Verdict.DIFFERS}
    assert "Q2 2008/09" in found[0].working


def test_withdrawn_values_stand_no_more() -> None:
    period = periods.quarter(2009, 2)
    values = (
        value(period, 10.0, recorded=FEBRUARY),
        HeldValue(Observation(period, Decimal("12.0")), AUGUST, withdrawn=AUGUST),
    )
    measure = HeldMeasure("", "Repairs finished in time", values, unit="%")
    text = "Repairs finished in time were 12.0% in Q2 2009/10."
    assert against.hold(text, find.numbers(text), [measure])[0].verdict is Verdict.AGREES_EARLIER


def test_without_measures_nothing_is_held() -> None:
    assert against.hold("It rose to 5%.", find.numbers("It rose to 5%."), []) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "The recycling rate was 29.4% in Q2 2009/10, and burglary offences fell by 293 (11.8%) on the previous quarter. ",
        "the recycling rate was 5% and fell in Q2 2009/10, ",
        "recycling rate 5% (",
        "5% ",
        "fell significantly ",
        "NI 192 2009/10 ",
    ],
)
def test_time_grows_with_length_whatever_the_text(unit: str) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = "The recycling rate: " + unit * (size // len(unit))
        numbers = find.numbers(text)
        return lambda: against.hold(text, numbers, MEASURES, on=ROUND)

    assert_time_grows_with_size(prepare, 4_000)


PIECES = st.sampled_from(
    ["The recycling rate", "was", "29.4%", "in", "Q2", "2009/10", "fell", "significantly", "NI 112", "2007", "48.3", "(", ")", ",", ".",
     "national", "by", "11.8%", "domestic burglaries", "last year", "no significant change", "points", "from", "2190", "\n", "target"]
)  # fmt: skip


@settings(max_examples=120)
@given(
    st.one_of(st.lists(PIECES, max_size=25).map(" ".join), st.text(max_size=120)),
    st.sampled_from([None, ROUND, AUGUST]),
)
def test_any_text_gives_findings_that_stand_where_they_say(text: str, on: Period | date | None) -> None:
    found = held(text, on)
    assert all(text[finding.start : finding.end] == finding.text and finding.working.endswith(".") for finding in found)
    assert found == held(text, on)


@pytest.mark.parametrize("words", ["2% above its target", "2 percentage points below the average", "3% off the pace"])
def test_a_distance_from_something_is_not_the_level_of_a_measure(words: str) -> None:
    measure = HeldMeasure(
        "NI 32", "Repeat incidents of domestic abuse", quarterly(2008, 30, 31, 30, 29, 28, 28.6), unit="%"
    )
    text = f"Repeat domestic abuse is {words}."
    found = against.hold(text, find.numbers(text), [measure], on=ROUND)
    assert [one for one in found if one.verdict is Verdict.DIFFERS] == []
