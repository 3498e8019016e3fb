"""Which way a change went, told with its size; and what is not said twice."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


def said(text, kind):
    return [each.working for each in claims.examine(text).findings if each.kind == kind]


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("There were 1,205 such calls. The comparable winter saw 1,322, so there has been a reduction of 117.", "From 1,322 to 1,205 is a fall of 117, as stated."),
        ("The budget had assumed 1,451, and there were 1,406, which is 45 fewer.", "From 1,451 to 1,406 is a fall of 45, as stated."),
        ("The spend on bed and breakfast had gone from £420,000 to £457,800.", "From £420,000 to £457,800 is a rise of £37,800; the text does not say which way."),
    ],
)  # fmt: skip
def test_a_size_with_its_direction_says_which_way_it_went(text, working):
    assert working in said(text, Kind.FROM_TO_DIRECTION)


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("Waits shrank, from 14 days to 11 days.", 'From 14 to 11 is a fall of 3, as "shrank" says.'),
        ("Debt dipped slightly in the year. It was £202m, compared with £214m.", 'From £214m to £202m is a fall of £12m, as "dipped" says.'),
        ("Visits came to 1,019. This is a slight drop on the 1,086 of last year.", 'From 1,086 to 1,019 is a fall of 67, as "drop" says.'),
        ("From 6 to 24, a fourfold jump.", 'From 6 to 24 is a rise of 18, as "jump" says.'),
        ("The gap narrowed from 12.4 points to 9.1 points.", "From 12.4 points to 9.1 points is a fall of 3.3 points, as stated."),
    ],
)  # fmt: skip
def test_a_working_quotes_the_word_that_stands_in_the_text_or_none(text, working):
    assert working in said(text, Kind.FROM_TO_DIRECTION)


def test_a_word_that_does_not_hold_is_named_by_what_it_says():
    assert said("The gap narrowed from 9.1% to 12.4%.", Kind.FROM_TO_DIRECTION) == [
        "From 9.1% to 12.4% is a rise of 3.3 percentage points, not a fall."
    ]


def test_that_the_earlier_figure_and_the_change_make_the_later_is_not_told_as_a_sum():
    text = "Visits rose from 45,107 to 45,432, an increase of 325."
    assert said(text, Kind.ABSOLUTE_CHANGE)
    assert not said(text, Kind.SUM_OF_PARTS)


def test_a_per_cent_after_the_amount_of_its_change_is_of_the_pair_before_both():
    text = "Cases rose from 640 to 720, which is 80 more than the year before and an increase of 11.1%."
    (finding,) = [each for each in claims.examine(text).findings if each.kind == Kind.PERCENT_CHANGE]
    assert finding.verdict == Verdict.INCONSISTENT
    assert finding.slip == "inverted_change"


def test_so_many_in_every_hundred_is_a_per_cent():
    text = "Repeat victims accounted for 1,460 of 5,214 incidents, twenty-eight in every hundred."
    assert "1,460 of 5,214 is 28.0%, which agrees with twenty-eight in every hundred." in said(
        text, Kind.PERCENT_OF_TOTAL
    )


RIGHT = [
    "Some 58 per cent used a bus weekly. Among weekly users, 44 per cent rated it as poor; among the rest, 61 per cent did.",
    "The team received 287 new cases, 34 more than in the same period last year, closed 264 and had 341 open (318 on 1 April).",
    "The storm brought 64 mm, a little under the average of 71 mm. In all 118 properties were flooded, 97 homes and 21 businesses; 74 were in one ward.",
    "Overall absence was 6.9 per cent (2022/23: 7.4), made up of 4.7 authorised and 2.2 unauthorised.",
    "Satisfaction was 72.3 per cent, with a margin of 2.5 points either way, as against 70.9 per cent the year before.",
    "The busiest was Wexcombe. Ottery Road came second with 33,870, followed by Hale (19,455), Mill Lane (12,060) and Dunford on 8,930.",
    "Fallow Lane will be closed from 08.00 on Monday 14 July for up to five days.",
    "The mean wait was 3 minutes 42 seconds, 18 seconds under the 4-minute standard.",
    "The lender of the £3.0m offered redemption at a premium of £0.21m, which we declined because the payback exceeded nine years.",
    "A reserve of £1.0m would cover today's loss with £0.1m over, but not the £2.1m shortfall of October 2022.",
    "Fourteen blocks of the 160 we manage gave rise to 137 of the reports.",
    "We own 160 blocks, nine of them over 18 m and 27 lower. All nine have an assessment, as do 26 of the 27 and 117 of the other 124.",
    "Heart disease explains 2.0 of the 9.1 years, 22 per cent, cancer 1.7 and others 1.1; these account for 4.8, a little over half.",
    "Spending per head was £31 for the first and £212 for the second, at six places with 845 visitors.",
    "For minor applications it was 104 out of 121, and for others 287 out of 310. In all, 450 decisions were issued, 408 of them in time.",
    "Investments averaged £38 million over the six months and earned £960,000, equivalent to an annual rate of 5.05 per cent.",
    "The twelve step-down beds have been used by 96 people for an average stay of eleven days.",
    "Two spaces are proposed for each of the 36 houses and one for each of the 12 flats, together with ten for visitors, making 94 in all.",
    "The scheme has trained 45 volunteers, of whom 32 remain active, and runs a group in each of the six centres.",
    "The fleet of 214 has 37 electric vehicles, 17 per cent, or just over a third of the way to the 50 per cent promised.",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_said_of_others_or_of_something_else_is_not_called_wrong(text):
    assert not [each for each in claims.examine(text).findings if each.verdict == Verdict.INCONSISTENT]


def test_a_mean_is_of_what_is_listed_without_its_total():
    text = "There were 25,680 calls: 6,210 in January, 5,940 in February, 6,480 in March and 7,050 in April. The average was 6,240."
    (finding,) = [each for each in claims.examine(text).findings if each.kind == Kind.AVERAGE]
    assert finding.verdict == Verdict.INCONSISTENT
    assert finding.slip == "digits_swapped"


def test_a_year_group_is_no_noun_and_no_word_of_change_makes_no_change():
    text = "A total of 1,920 Year 6 pupils were measured out of 2,000 eligible, a coverage of 96%."
    assert "1,920 of 2,000 is 96.0%, which agrees with 96%." in said(text, Kind.PERCENT_OF_TOTAL)
    assert not said("Of the 402 new plans 221 (45%) were completed in time.", Kind.PERCENT_CHANGE)


def test_after_people_a_limit_is_an_age():
    text = "Among the new tenants under 25 it was 83 of 146 (56.8%), among those over 25 402 of 503 (79.9%)."
    assert [each.text for each in claims.examine(text).numbers if each.sort == "age"] == ["25", "25"]


def test_minutes_and_seconds_are_one_length_of_time():
    text = "The average wait was 2 minutes 40 seconds, which is 50 seconds quicker than the 3 minutes 20 seconds of the year before."
    wrong = [each.working for each in claims.examine(text).findings if each.verdict == Verdict.INCONSISTENT]
    assert "From 3 minutes 20 seconds to 2 minutes 40 seconds is 40 seconds, not 50." in wrong


def test_a_gap_between_lengths_of_time_is_told_in_the_smaller_of_their_units():
    text = "The average wait fell from 2 hours 10 minutes to 1 hour 30 minutes, 50 minutes less."
    assert said(text, Kind.ABSOLUTE_CHANGE) == ["From 2 hours 10 minutes to 1 hour 30 minutes is 40 minutes, not 50."]
    (way,) = said(text, Kind.FROM_TO_DIRECTION)
    assert "is a fall of 40 minutes" in way
