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
