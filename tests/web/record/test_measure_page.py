"""What the page of a measure shows: its sentence, chart, status, history and forecast."""

from decimal import Decimal
from typing import Any

from django.utils.html import strip_tags

from tallystick import periods
from tallystick.series import Missing, Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Round

from .conftest import Read, observe_one

Q2 = periods.quarter(2009, 2)


def test_the_heading_of_a_measure_is_its_sentence(measure: Measure, read: Read) -> None:
    page = read("measures/NI%20195a/")
    assert "Streets below standard: litter fell to 11.75% in Q2 2009/10 from 12.5% in Q1 2009/10\n" in strip_tags(page)


def test_the_chart_has_its_figures_as_a_table_beneath_it(measure: Measure, read: Read) -> None:
    page = read("measures/NI%20195a/")
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart"' in page
    table = page[page.index("The same figures as a table") :]
    assert "Q1 2009/10" in table and "12.5" in table and "11.75" in table


def test_the_status_is_given_against_each_target(measure: Measure, alice: User, read: Read) -> None:
    year = periods.financial_year(2009)
    measures.set_target(measure=measure, name="Partnership", period=year, value=Decimal("9.6"), by=alice)
    measures.set_target(measure=measure, name="Council", period=year, value=Decimal("12"), by=alice)
    page = read("measures/NI%20195a/")
    assert "11.75% against the Partnership target of 9.6%: off track (lower is better)." in page
    assert "11.75% against the Council target of 12%: on track (lower is better)." in page


def test_every_vintage_stays_in_the_history_with_who_recorded_it(measure: Measure, alice: User, read: Read) -> None:
    quarter = periods.quarter(2009, 2)
    observe_one(
        measure, quarter, "11.5", alice, vintage=Vintage.REVISED, source="Second survey", note="Two wards added"
    )
    observe_one(measure, quarter, "99", alice, vintage=Vintage.CORRECTED)
    measures.withdraw_observation(
        observation=Observation.objects.get(value=99), reason="A slip of the finger", by=alice
    )
    page = read("measures/NI%20195a/")
    assert "fell to 11.5%" in page, "the newest that was not withdrawn counts"
    history = page[page.index('id="history"') :]
    for said in ("11.75%", "11.5%", "99%", "A slip of the finger", "Second survey", "Two wards added", "Alice"):
        assert said in history
    assert history.count("counts now") == 2
    assert history.count("a newer value stands in front of it") == 1
    assert history.count('id="q2-2009-10"') == 1


def test_a_missing_value_says_why_and_is_never_nought(measure: Measure, alice: User, read: Read) -> None:
    observe_one(measure, periods.quarter(2009, 3), None, alice, missing=Missing.SUPPRESSED)
    page = read("measures/NI%20195a/")
    assert "Q3 2009/10" in page and "suppressed" in page
    assert "fell to 11.75% in Q2 2009/10" in strip_tags(page)


def test_what_a_measure_costs_and_who_uses_it_is_said_even_where_nobody_knows(
    measure: Measure, alice: User, read: Read
) -> None:
    assert "Nobody has said who uses it." in read("measures/NI%20195a/")
    measures.keep_measure(
        council=measure.council, reference="NI 195a", use="Scrutiny board", collection_minutes=90, lag_days=30, by=alice
    )
    page = read("measures/NI%20195a/")
    assert "90 minutes each time, about 6 hours a year." in page
    assert "Scrutiny board" in page and "30 days" in page


def test_a_generated_value_is_marked_on_every_page_that_shows_it(
    measure: Measure, assessment: Assessment, alice: User, read: Read
) -> None:
    addresses = ("priorities/ENV-1/", "measures/", "measures/NI%20195a/")
    mark = '<span class="illustrative">'
    assert not any(mark in read(address) for address in addresses)
    observe_one(measure, periods.quarter(2009, 2), "11", alice, illustrative=True)
    for address in addresses:
        assert read(address).count(mark) >= 2, address


def test_a_long_series_opens_with_its_control_chart_and_the_reader_can_switch(burglary: Measure, read: Read) -> None:
    page = read("measures/BURG/")
    assert 'aria-current="page">Control chart</a>' in page and "Upper limit" in page
    assert "The value for September 2009, 495 offences, is a cause for concern" in page
    trend = read("measures/BURG/?chart=trend")
    assert 'aria-current="page">Trend, targets and other areas</a>' in trend and "Upper limit" not in trend


def test_a_short_series_opens_with_its_trend(measure: Measure, read: Read) -> None:
    assert 'aria-current="page">Trend, targets and other areas</a>' in read("measures/NI%20195a/")
    assert "is provisional" in read("measures/NI%20195a/?chart=control")


def test_the_year_end_is_forecast_with_its_chance_and_can_be_reckoned_otherwise(burglary: Measure, read: Read) -> None:
    page = read("measures/BURG/")
    year_end = page[page.index('id="year-end"') :]
    assert "The outturn of 2009/10 is expected to be 4" in year_end and "The chance of meeting it is " in year_end
    assert "the year’s figure is that of its last period" in year_end
    assert "March 2010" in year_end and 'href="?year=total#year-end"' in year_end
    total = read("measures/BURG/?year=total")
    assert "the year is the total of its periods" in total and "expected to be 5," in total


def test_a_forecast_that_cannot_be_made_says_why(measure: Measure, alice: User, read: Read) -> None:
    page = read("measures/NI%20195a/")
    assert "nobody has said how its periods make up a year" in page
    assert "Show it as if the year is the mean of its periods" in page
    measures.keep_measure(council=measure.council, reference=measure.reference, year_is="last", by=alice)
    assert "fewer than 6 figures are known" in read("measures/NI%20195a/")
    assert "no forecast" in read("priorities/ENV-1/")


def test_how_far_first_figures_were_changed_is_said(measure: Measure, alice: User, read: Read) -> None:
    assert "None of 2 first figures was changed later." in read("measures/NI%20195a/")
    observe_one(measure, periods.quarter(2009, 2), "12.75", alice, vintage=Vintage.REVISED)
    assert "1 of 2 first figures was changed later" in read("measures/NI%20195a/")


def test_the_suggestion_stands_beside_the_rating_with_their_difference_in_words(
    burglary: Measure, priorities: list[Priority], round: Round, judge: Any, read: Read
) -> None:
    judge(round, priorities[:1], "green")
    page = read("priorities/P-0/")
    assert "Evidence suggests red" in page
    assert "Judged green; the evidence suggests red because Burglaries is off track now" in page
    assert "This decides." in page and "rules of suggestion, version 2" in page


def test_thin_evidence_suggests_nothing_and_says_why(measure: Measure, assessment: Assessment, read: Read) -> None:
    page = read("priorities/ENV-1/")
    assert "The evidence suggests no rating" in page and "too thin to suggest a rating" in page


def test_another_areas_history_is_one_step_away(measure: Measure, alice: User, read: Read) -> None:
    england = councils.add_area(
        council=measure.council, code="E92000001", name="England", kind=Area.Kind.NATION, by=alice
    )
    observe_one(measure, periods.quarter(2009, 2), "7.123", alice, area=england, source="National return")
    assert 'href="?area=E92000001#history"' in read("measures/NI%20195a/")
    page = read("measures/NI%20195a/?area=E92000001")
    history = page[page.index('id="history"') :]
    assert "7.123%" in history and "National return" in history and "11.75%" not in history
