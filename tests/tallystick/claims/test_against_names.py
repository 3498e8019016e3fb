"""Which measure a text speaks of, by the words of its names."""

import pytest

from tallystick import periods
from tallystick.claims import against, find
from tallystick.claims.against import HeldMeasure
from tallystick.claims.model import Verdict

from .holdings import ROUND, quarterly, value


def test_one_word_names_a_measure_where_no_other_has_it() -> None:
    title = "Percentage of household waste sent for reuse, recycling and composting"
    values = quarterly(2009, 37.8, 38.6)
    waste = HeldMeasure("", title, values, unit="%")
    garden = HeldMeasure("", "Satisfaction with recycling centres", quarterly(2009, 70, 71), unit="%")
    text = "The recycling rate was 38.6% in Q2 2009/10."
    assert [finding.verdict for finding in against.hold(text, find.numbers(text), [waste])] == [Verdict.AGREES]
    assert against.hold(text, find.numbers(text), [waste, garden]) == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("In quarter 2 of 2009/10 there were 300 people claiming the allowance.", "People claiming the allowance"),
        ("There were 20 new claims for the allowance in quarter 2 of 2009/10.", "New claims for the allowance in the month"),
        ("The allowance was claimed: 20 in quarter 2 of 2009/10.", ""),
    ],
)  # fmt: skip
def test_of_measures_named_alike_the_one_is_meant_whose_own_wording_is_there(text: str, title: str) -> None:
    measures = [
        HeldMeasure("", named, (value(ROUND, figure),), unit="people")
        for named, figure in (
            ("People claiming the allowance", 300),
            ("New claims for the allowance in the month", 20),
            ("Claims for the allowance ended in the month", 25),
        )
    ]
    found = against.hold(text, find.numbers(text), measures, on=ROUND)
    assert [each.working.partition(",")[0] for each in found] == [title] * bool(title)


def test_a_comma_inside_a_name_and_a_label_before_a_colon_part_nothing() -> None:
    neets = HeldMeasure(
        "", "Young people not in education, employment or training", quarterly(2009, 9.9, 10.3), unit="%"
    )
    primary, secondary = (
        HeldMeasure("", f"Attendance in {kind} schools", quarterly(2009, figure, figure), unit="%")
        for kind, figure in (("primary", 94.9), ("secondary", 92.5))
    )
    for text, measures in (
        ("The share of young people not in education, employment or training was 10.3% in Q2 2009/10.", [neets]),
        ("School attendance in Q2 2009/10: primary 94.9%, secondary 92.5%.", [primary, secondary]),
    ):
        found = against.hold(text, find.numbers(text), measures, on=ROUND)
        assert [finding.verdict for finding in found] == [Verdict.AGREES] * len(measures)


def test_a_title_of_words_that_every_measure_shares_matches_nothing() -> None:
    measure = HeldMeasure("", "Total number", (value(periods.calendar_year(2007), 5),))
    text = "The total number was 6 in 2007."
    assert against.hold(text, find.numbers(text), [measure]) == ()


def test_a_title_with_a_number_is_not_named_by_the_number() -> None:
    measure = HeldMeasure("", "Indicator 12", quarterly(2009, 40, 41), unit="%")
    text = "In Q2 2009/10 12 of them came to 41%, and 12 more to 40%."
    assert against.hold(text, find.numbers(text), [measure]) == ()


def verdicts(text: str, *measures: HeldMeasure) -> list[tuple[str, Verdict]]:
    found = against.hold(text, find.numbers(text), measures, on=ROUND)
    return [(each.working.partition(",")[0], each.verdict) for each in found]


def test_of_a_count_and_a_rate_named_alike_the_one_is_meant_whose_unit_the_figure_has() -> None:
    count = HeldMeasure("", "Complaints answered", (value(ROUND, 310),))
    share = HeldMeasure("", "Complaints answered in time", (value(ROUND, 82),), unit="%")
    rate = HeldMeasure("", "Complaints answered per 1,000 homes", (value(ROUND, 4.1),), unit="per 1,000")
    assert verdicts("In Q2 2009/10 310 complaints were answered.", count, share, rate) == [
        ("Complaints answered", Verdict.AGREES)
    ]
    assert verdicts("In Q2 2009/10 82% of complaints were answered.", count, share, rate) == [
        ("Complaints answered in time", Verdict.AGREES)
    ]


def test_a_measure_is_known_by_the_initials_of_its_name() -> None:
    notices = HeldMeasure("", "Penalty Charge Notices issued", (value(ROUND, 35_118),))
    requests = HeldMeasure("", "Freedom of Information requests answered in time", (value(ROUND, 88.8),), unit="%")
    assert verdicts("PCNs issued in Q2 2009/10 came to 35,118.", notices, requests) == [
        ("Penalty Charge Notices issued", Verdict.AGREES)
    ]
    assert [each for _, each in verdicts("FOI: 88.8% of requests were answered in Q2 2009/10.", notices, requests)] == [
        Verdict.AGREES
    ]


def test_initials_that_are_a_plain_word_name_nothing() -> None:
    advice = HeldMeasure("", "Housing Advice Service requests", (value(ROUND, 40),))
    books = HeldMeasure("", "Requests for books", (value(ROUND, 90),))
    assert verdicts("The library has 40 requests in Q2 2009/10.", advice, books) == []


@pytest.mark.parametrize(
    ("title", "unit", "text"),
    [
        ("Savings delivered", "£m", "In Q2 2009/10 savings of £4.6m were delivered."),
        ("Children subject to a protection plan", "", "In Q2 2009/10 the number of children subject to a protection plan was 4.6."),
        ("Recycling of household waste", "%", "Recycling made up 4.6% of household waste in Q2 2009/10."),
    ],
)  # fmt: skip
def test_words_of_the_name_of_a_measure_make_its_figure_neither_an_aim_nor_a_change(
    title: str, unit: str, text: str
) -> None:
    measure = HeldMeasure("", title, (value(ROUND, 4.6),), unit=unit)
    assert verdicts(text, measure) == [(title, Verdict.AGREES)]


def test_who_says_it_brings_no_doubt_and_what_is_planned_does() -> None:
    homes = HeldMeasure("", "Affordable homes delivered", (value(ROUND, 53),))
    said = "The director of housing services reported that 35 affordable homes had been delivered in Q2 2009/10."
    assert verdicts(said, homes) == [("Affordable homes delivered", Verdict.DIFFERS)]
    assert verdicts("The service said that it planned 35 affordable homes in Q2 2009/10.", homes) == []
