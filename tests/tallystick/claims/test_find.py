"""What a number in council prose is, where it stands, and how exact it claims to be."""

from decimal import Decimal

import pytest

from tallystick.claims import Closeness, Sort, find


def only(text: str):
    claims = [number for number in find.numbers(text) if number.is_claim]
    assert len(claims) == 1, [number.text for number in claims]
    return claims[0]


@pytest.mark.parametrize(
    ("text", "sort", "value"),
    [
        ("There were 9,950 recorded crimes.", Sort.COUNT, "9950"),
        ("Sickness was 11.0 days.", Sort.COUNT, "11.0"),
        ("The rate for Leeds is 48.1.", Sort.RATE, "48.1"),
        ("A rate of 41.7 per 1,000.", Sort.RATE, "41.7"),
        ("It is down 11.8 % so far.", Sort.PERCENTAGE, "11.8"),
        ("It is down 12 per cent so far.", Sort.PERCENTAGE, "12"),
        ("A fall of 0.8 % points.", Sort.POINTS, "0.8"),
        ("Up 2.1 percentage points.", Sort.POINTS, "2.1"),
        ("Income of £99k.", Sort.MONEY, "99000"),
        ("Reserves of £14m.", Sort.MONEY, "14000000"),
        ("A budget of £1.25 billion.", Sort.MONEY, "1250000000"),
        ("A variance of -£0.4m.", Sort.MONEY, "-400000"),
        ("Two hundred and fifty homes.", Sort.COUNT, "250"),
        ("One hundred and twelve homes.", Sort.COUNT, "112"),
        ("A hundred and one homes.", Sort.COUNT, "101"),
        ("A hundred thousand homes.", Sort.COUNT, "100000"),
        ("A million and a half visits.", Sort.COUNT, "1500000"),
        ("Twenty-five people came.", Sort.COUNT, "25"),
        ("A dozen people came.", Sort.COUNT, "12"),
        ("Half of the homes.", Sort.PERCENTAGE, "50"),
        ("It was the third highest increase.", Sort.RANK, "3"),
        ("It was ranked 12th.", Sort.RANK, "12"),
    ],
)
def test_a_number_is_read_with_its_kind_and_scale(text, sort, value):
    number = only(text)
    assert number.sort is sort
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("The Executive met on 14 March 2018.", Sort.DATE),
        ("In March 08 it rose.", Sort.DATE),
        ("By 31/03/2010 it fell.", Sort.DATE),
        ("It rose in 2009.", Sort.YEAR),
        ("Results for 2008/09 are in.", Sort.PERIOD),
        ("From 2005-2009 it rose.", Sort.PERIOD),
        ("In Q2 it rose.", Sort.PERIOD),
        ("In quarter 4 it rose.", Sort.PERIOD),
        ("Over the last 12 months it rose.", Sort.PERIOD),
        ("A five-year land supply.", Sort.PERIOD),
        ("Answered within ten working days of receipt.", Sort.PERIOD),
        ("For 16 year olds.", Sort.AGE),
        ("Those aged 15-17 in care.", Sort.AGE),
        ("By the age of 19 they had left.", Sort.AGE),
        ("All under 18s may apply.", Sort.AGE),
        ("The population under 18 of the town fell.", Sort.AGE),
        ("See NI 195 and others.", Sort.REFERENCE),
        ("See CU-1a for more.", Sort.REFERENCE),
        ("At KS4 it rose.", Sort.REFERENCE),
        ("Section 4.1 applies.", Sort.REFERENCE),
        ("See page 12 of it.", Sort.REFERENCE),
        ("1. Executive Summary", Sort.REFERENCE),
        ("4.1 Understanding of the place", Sort.REFERENCE),
        ("Call 0113 247 4000 today.", Sort.TELEPHONE),
        ("Write to LS1 3AB today.", Sort.POSTCODE),
        ("They gained 5+ A*-C at school.", Sort.QUALIFICATION),
        ("They gained Level 2 at school.", Sort.QUALIFICATION),
        ("The Pioneer 10 programme went on.", Sort.NAME),
        ("It begins at 10.30am sharp.", Sort.TIME),
        ("On the third floor, by the 16th.", Sort.NAME),
        ("Streets with a 20mph limit and 4x4 vehicles.", Sort.NAME),
        ("The first 5G masts.", Sort.REFERENCE),
        ("Under Code 7 of the scheme.", Sort.REFERENCE),
        ("Fewer 999 calls came in.", Sort.TELEPHONE),
    ],
)
def test_what_is_no_claim_is_told_apart(text, sort):
    numbers = find.numbers(text)
    assert sort in {number.sort for number in numbers}
    assert not any(number.is_claim for number in numbers)


@pytest.mark.parametrize(
    ("text", "value"), [("We let 999 homes.", 999), ("A speed of 34mph was measured.", 34), ("A 5g portion.", 5)]
)
def test_what_looks_like_a_name_and_is_counted_is_a_claim(text, value):
    assert only(text).value == value


def test_counts_in_a_year_are_not_taken_for_a_numbered_year():
    assert only("By the end of the year 54 targets had been met.").value == 54


@pytest.mark.parametrize(
    ("text", "low", "high", "closeness"),
    [
        ("A fall of 11.9% so far.", 11.85, 11.95, Closeness.AS_GIVEN),
        ("Reserves of £14m.", 13_500_000, 14_500_000, Closeness.AS_GIVEN),
        ("There were 632 cases.", 632, 632, Closeness.AS_GIVEN),
        ("There were 60,000 households.", 59_400, 60_600, Closeness.AS_GIVEN),
        ("It took around 300 hours.", 270, 330, Closeness.ABOUT),
        ("It took nearly nine weeks.", 8.1, 9, Closeness.ABOUT),
        ("More than 300 hours.", 300, 450, Closeness.MORE_THAN),
        ("Fees of £10-12m are due.", 10_000_000, 12_000_000, Closeness.RANGE),
    ],
)
def test_digits_and_words_say_how_exact_a_figure_is(text, low, high, closeness):
    number = only(text)
    assert (float(number.span.low), float(number.span.high)) == pytest.approx((low, high))
    assert number.closeness is closeness


def test_the_first_of_two_figures_takes_the_unit_of_the_second():
    numbers = find.numbers("It rose from 45 to 50% and from £1.2 to £1.4m.")
    assert [number.sort for number in numbers] == [Sort.PERCENTAGE, Sort.PERCENTAGE, Sort.MONEY, Sort.MONEY]
    assert numbers[2].value == 1_200_000


def test_places_are_characters_of_the_text():
    text = "“Résumé”: – 54 of 66 targets (59.4%) …"
    for number in find.numbers(text):
        assert text[number.start : number.end] == number.text


def test_what_is_counted_is_kept_with_the_count():
    assert only("There were 9,950 recorded crimes in the city.").noun == "recorded crimes"
