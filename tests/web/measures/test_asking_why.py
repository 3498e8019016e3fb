"""When a note is asked for, and when not: figures that cannot be, that are unusual, that contradict, that rest on little."""

from decimal import Decimal
from typing import Any

import pytest

from tallystick import periods
from tallystick.series import Missing, Observation, Series
from tallystick.status import Polarity
from tallystick_web.measures import figuring
from tallystick_web.measures.asking_why import Known, Why, reasons

Q1, Q2 = periods.quarter(2009, 1), periods.quarter(2009, 2)
# The X chart of Montgomery's "Introduction to Statistical Quality Control" is the usual teaching case; here the limits of sixteen values
# were worked out by hand: mean 10, moving ranges all 1, so 10 ± 2.66.
STEADY = ["9.5", "10.5"] * 8


def known(values: list[str | None], **more: Any) -> Known:
    """A quarterly measure in per cent with some values before Q2 2009/10."""
    first = Q2.step(-len(values))
    held = [
        Observation(
            first.step(n), None if one is None else Decimal(one), missing=None if one else Missing.NOT_COLLECTED
        )
        for n, one in enumerate(values)
    ]
    fields = {"reference": "NI 195a", "title": "Streets below standard: litter", "unit": "%", "period": Q2}
    return Known(**(fields | {"polarity": Polarity.LOWER_IS_BETTER, "series": Series(held)} | more))


def asked(value: str, held: Known, **more: bool) -> list[Why]:
    return [one.why for one in reasons(Decimal(value), held, **more)]


def test_an_ordinary_value_is_asked_nothing() -> None:
    assert asked("11.7", known(["12.5", "12.1", "11.9"])) == []
    assert asked("11.7", known([])) == []


def test_more_than_all_and_less_than_nothing_are_asked_about_unless_the_measure_had_such_figures() -> None:
    assert asked("101", known(["99", "98"])) == [Why.RANGE]
    assert asked("101", known(["104", "98"])) == []
    assert asked("101", known(["99", "98"], unit="offences")) == []
    assert Why.RANGE in asked("-1", known(["2", "3"])) and Why.RANGE not in asked("-1", known(["-2", "3"]))


@pytest.mark.parametrize(
    ("value", "expected"), [("12.6", []), ("7.4", []), ("12.8", [Why.LIMITS]), ("7.2", [Why.LIMITS])]
)
def test_beyond_the_limits_of_the_earlier_values_is_asked_about(value: str, expected: list[Why]) -> None:
    assert asked(value, known(STEADY)) == expected


def test_the_reason_says_what_is_usual() -> None:
    [reason] = reasons(Decimal("14"), known(STEADY, decimals=1))
    assert reason.words == "14.0% is beyond the usual variation: values are usually between 7.3% and 12.7%."


def test_a_wild_value_does_not_widen_the_limits_by_which_it_is_judged() -> None:
    assert asked("60", known(STEADY)) == [Why.LIMITS]


def test_with_few_values_a_leap_is_asked_about_unless_the_like_quarter_leapt_too() -> None:
    assert asked("20", known(["12.5", "12.1"])) == [Why.LEAP]
    assert asked("20", known(["21", "12", "12.4", "12.1"])) == []
    assert asked("20", known(["12", "12.4", "21", "12.1"])) == [Why.LEAP]


def test_a_break_in_the_series_is_compared_with_nothing_before_it() -> None:
    assert asked("60", known(STEADY), breaks=True) == []
    assert asked("140", known(STEADY), breaks=True) == [Why.RANGE]


def test_a_narrative_that_says_the_opposite_is_quoted() -> None:
    said = ("Much was done. Streets below standard for litter **fell** again this quarter.",)
    [reason] = reasons(Decimal("13.2"), known(["12.5", "11.75"], narratives=said))
    assert reason.why is Why.NARRATIVE
    assert (
        "“Streets below standard for litter fell again this quarter”" in reason.words
        and "went the other way" in reason.words
    )
    assert asked("11.2", known(["12.5", "11.75"], narratives=said)) == []
    assert asked("13.2", known(["12.5", "11.75"], narratives=("Attendance fell.",))) == []


def test_a_figure_much_unlike_the_one_given_before_is_asked_about() -> None:
    held = known(["12.5", "11.75"], period=Q1)
    assert asked("12.9", held) == [Why.REVISED] and asked("11.8", held) == []
    assert reasons(Decimal("12.9"), held)[0].words == "11.75% was given for Q1 2009/10 before."


def test_too_much_that_is_not_known_is_asked_about() -> None:
    limits = {"not_known_limit": Decimal(10)}
    assert asked("11.2", known(["11", "11.1"], not_known=Decimal("27.2"), **limits)) == [Why.NOT_KNOWN]
    assert asked("11.2", known(["11", "11.1"], not_known=Decimal(10), **limits)) == []
    assert asked("11.2", known(["11", "11.1"], not_known=None, **limits)) == []


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("%", "11.75"), ("per 1,000 people", "117.5"), ("per thousand", "117.5"), ("per 100,000", "11750"), ("days", "0.1175"), ("", "0.1175")],
)  # fmt: skip
def test_a_value_is_made_of_its_parts_in_its_unit(unit: str, expected: str) -> None:
    assert figuring.computed(Decimal(47), Decimal(400), unit) == Decimal(expected)


def test_a_value_agrees_with_its_parts_when_it_is_rounded_and_not_when_it_is_another() -> None:
    assert figuring.agree(Decimal("11.8"), Decimal("11.75")) and figuring.agree(Decimal(12), Decimal("11.75"))
    assert not figuring.agree(Decimal("11.7"), Decimal("11.76")) and not figuring.agree(
        Decimal("12.5"), Decimal("11.75")
    )


def to_date(*values: tuple[int, int, str], unit: str = "jobs") -> Known:
    """A year to date, held against values of some years and months."""
    held = [Observation(periods.year_to_date(year, month), Decimal(value)) for year, month, value in values]
    return known([], unit=unit, series=Series(held), period=periods.year_to_date(2009, 9))


LAST_YEAR = ((2008, 6, "100"), (2008, 9, "200"), (2008, 12, "300"), (2009, 3, "400"))


def test_a_year_to_date_that_grows_or_begins_anew_is_asked_nothing() -> None:
    assert asked("210", to_date((2009, 6, "104"))) == []
    assert asked("210", to_date(*LAST_YEAR, (2009, 6, "104"))) == []
    assert asked("210", to_date(*LAST_YEAR)) == []  # beside the 400 of the whole of last year


def test_a_year_to_date_far_from_last_years_is_asked_about_however_many_values_there_are() -> None:
    years = [(year, month, value) for year in range(2004, 2008) for month, value in ((6, "100"), (9, "200"))]
    assert asked("310", to_date(*LAST_YEAR)) == [Why.LEAP]
    assert asked("310", to_date(*years, *LAST_YEAR)) == [Why.LEAP]


def test_a_count_so_far_that_is_less_than_it_was_already_is_asked_about() -> None:
    held = to_date(*LAST_YEAR, (2009, 6, "130"))
    [reason] = reasons(Decimal("110"), held)
    assert reason.why is Why.FALLS_BACK
    assert reason.words.replace("\xa0", " ") == (
        "110 jobs is less than 130 jobs in April to June 2009, and a year to date adds up: give all since April, not the last months alone."
    )
    assert asked("110", held, breaks=True) == []
    assert asked("110", to_date(*LAST_YEAR, (2009, 6, "130"), unit="per 1,000 people")) == []
    assert asked("140", to_date((2008, 6, "120"), (2008, 9, "115"), (2009, 6, "150"))) == []
