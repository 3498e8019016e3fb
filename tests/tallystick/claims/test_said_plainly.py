"""Sentences as officers write them: what one slip made wrong is told, and no working is one that nobody would say aloud."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


def alarms(text):
    return [each.text for each in claims.examine(text).findings if each.verdict == Verdict.INCONSISTENT]


def workings(text):
    return [each.working for each in claims.examine(text).findings]


SLIPS = [
    ("Eight complaints went to stage 2. Five of those ({}) were about repairs.", "63%", "83%"),
    ("Of £86.4m spent with suppliers £38.9m went to firms with a postcode in the county, {}, and £22.5m to small ones.", "45%", "54%"),
    ("Rent arrears were £1.26m at the end of September, {} of the rent roll of £42.1m.", "3.0%", "3.4%"),
    ("The allowance will rise by {} from £6,250 to £6,540, and the leader’s from £18,750 to £19,350, also 3.2%.", "4.6%", "3.2%"),
    ("A grave goes up from £1,140 to £1,220 (7%), and a permit from £160 to £184 ({}).", "15%", "13%"),
    ("It took 31 days on average to let a home, {} days longer than in 2024/25, when it took 28.", "three", "four"),
    ("In October 5,490 people claimed, 3.6% of the 152,500 of working age. This is {} fewer than in October 2024 (5,700).", "210", "310"),
    ("Of 48,200 tonnes 23,618 were recycled, 49%. The previous rate was 46.5%, so the rise is {}.", "2.5 percentage points", "3.5 percentage points"),
    ("The standard was met by 69% of girls and 58% of boys. The gap, {}, is wider than in the region.", "11 points", "13 points"),
    ("It will run for four years at £385,000 a year, {} in total.", "£1.54m", "£1.45m"),
    ("Each of the 42 councillors has £3,500 for projects in the ward, {} in all.", "£147,000", "£174,000"),
    ("There are {} licensed vehicles: 198 hackney carriages and 454 private hire vehicles.", "652", "642"),
    ("They made {} recommendations. Twelve are complete, five are in progress and three have not been started.", "20", "19"),
    ("In the year {} homes were brought back into use, taking the number of empty ones from 655 to 604.", "51", "61"),
    ("In all 46.2% of mothers were breastfeeding, below the England average of 49.2% by {}, and above the region’s 44.0%.", "3 points", "4 points"),
    ("The helpline took 2,184 calls in the half year, an average of {} a month.", "364", "346"),
    ("We have 462 children in care, {} per 10,000 of the population under 18 of 66,900.", "69", "61"),
    ("We determined 31 applications, 26 of them within 13 weeks. At {} this is better than the minimum of 60%.", "84%", "86%"),
    ("{} of the 144 tenants who replied (86) said so.", "Three in five", "Two in three"),
    ("The average wait over the four months (12, 14, 11 and 15 days) was {} days.", "13", "14.5"),
    ("At 83% we are {} of the eight cities (91%, 88%, 86%, 83%, 80%, 79%, 77% and 72%).", "fourth", "third"),
    ("We cut the backlog by {}: 1,200 cases a year ago, 780 today.", "35%", "40%"),
    ("There were 402,000 visits in the first half and 391,000 in the second, {} for the year.", "793,000", "803,000"),
    ("Homes built: 310 in 2006/07, 295 in 2007/08 and 402 in 2008/09, {} over the three years.", "1,007", "997"),
    ("We spent £1.20m in Q1, £1.40m in Q2, £1.10m in Q3 and £1.31m in Q4: {} for the year.", "£5.01m", "£5.11m"),
    ("We dealt with 112 cases in April, 98 in May and 107 in June: {} over the quarter.", "317", "327"),
    ("Some 2,250 applicants sit in Band 1. That is {} of the 9,000 households on the register.", "a quarter", "a fifth"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS)
def test_a_slip_is_told_where_the_words_tie_the_figure_and_nothing_where_it_is_right(text, right, wrong):
    assert alarms(text.format(right)) == []
    assert wrong in alarms(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "There were 45 fires in June and 51 in July, 99 in the year.",
        "There were 45 fires in the first half and 51 in the second, 99 in the year before.",
        "Homes built: 310 in 2006/07, 295 in 2007/08 and 402 in 2008/09, 1,100 over the four years.",
        "We spent £1.20m in Q1, £1.40m in Q2 and £1.10m in Q3, £4.05m for the year.",
        "At 14 days we are second of five (12, 14, 17, 18 and 25 days).",
        "The average for the three wards (Burley 12, Headingley 14 and Kirkstall 20 days) was 14.2 days, weighted by their size.",
        "At 14 days we are fourth of five (12, 14, 17, 18 and 25 days), counted from the slowest.",
    ],
)
def test_a_time_of_which_not_all_parts_are_told_is_no_sum_and_an_order_may_be_read_from_either_end(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "figure"),
    [
        ("The rate is 61%, one point above England (60%).", Kind.DIFFERENCE, "one point"),
        ("The rate is 61%, one percentage point above England (60%).", Kind.DIFFERENCE, "one percentage point"),
        ("The gap between them (44%) and others (67%) narrowed from 26 points to 23.", Kind.DIFFERENCE, "23"),
        ("Over the five years the Council has paid £263,274, or £52,655 a year.", Kind.AVERAGE, "£52,655"),
        ("There were 4.75 million, three quarters of a million fewer than the 5.5 million of 2009.", Kind.ABSOLUTE_CHANGE, "three quarters of a million"),
    ],
)  # fmt: skip
def test_what_is_right_is_confirmed(text, kind, figure):
    found = [each for each in claims.examine(text).findings if each.kind == kind and each.text == figure]
    assert [each.verdict for each in found] == [Verdict.CONSISTENT]


@pytest.mark.parametrize(
    ("text", "working"),
    [
        (
            "The three locality teams dealt with 412 + 388 + 361 cases, 1,116 in all.",
            "412 + 388 + 361 = 1,161, not 1,116; two digits are the wrong way round.",
        ),
        (
            "Two in three of the 144 tenants who replied (86) said so.",
            "86 of 144 is 59.7%, not two in three; two in three is nearest to 86 of 129.",
        ),
        (
            "Service | 2024 | 2025 | Change\nHighways | 142 | 137 | (5)\nParks | 88 | 91 | 3\nWaste | 203 | 196 | (7)\nTotal | 433 | 424 | (11)",
            "5 − 3 + 7 is 9, not 11.",
        ),
        ("We spent £14.7m on 350 places, an average of £46,000 each.", "£14.7m divided by 350 is £42,000, not £46,000."),
        (
            "There were 318 hate crimes, of which 229 (72%) were about race, 41 (13%) about orientation, 29 (9%) about disability and 19 (8%) about religion.",
            "19 of 318 (229 + 41 + 29 + 19) is 6.0%, not 8%.",
        ),
    ],
)  # fmt: skip
def test_a_working_is_told_as_one_would_say_it(text, working):
    assert working in workings(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # what goes out comes in again
        ("Of 1,964 at home and 811 in homes, 2,775 in all, 688 took part. Nine in ten of the 688 were reviewed.", "688 is 688"),
        # parts of a list make other parts by chance
        ("There are 22 risks, of which six are red, eleven amber and five green.", "The difference between"),
        ("Caseloads were 17 in Assessment, 21 in the north, 19 in the south and 15 in the disabilities team.", "17 − 21 + 19"),
        ("Loans were 41 from the north, 12 from the south, 14 from the east and 15 from the west.", "41 − 12 − 14"),
        # another per cent is right of these two
        ("The Fund was valued at £3.42bn at 30 September, up from £3.31bn at 30 June (3.3%). It returned 3.6% over the quarter against a benchmark of 3.9%, an underperformance of 0.3 percentage points.", "is 3.3%; 3.6%"),
        # a change is no gap between two others
        ("Footfall was -2.3% in July and -0.4% in September. The index stood at -1.9% in July.", "The difference between"),
        # so long, and not longer
        ("First-time entrants were 41, down from 58. It is measured over twelve months with six more for conviction.", "over twelve"),
        # "about" a figure of three digits is near it
        ("Some 3,150 people have it, and 2,047 of them (61%) were told.", "agrees with 61%"),
        # how many in so many is no change
        ("The number of residents aged 85 and over is projected to grow from 7,900 to 12,300 by 2040, an increase of more than half (56%). One in three people over 85 is expected to need help with three or more daily tasks.", "one in three"),
    ],
)  # fmt: skip
def test_nothing_is_confirmed_that_nobody_says(text, never):
    assert not [each for each in workings(text) if never in each]


def test_shares_of_what_their_parts_make_may_be_adjusted_to_a_hundred():
    text = (
        "By age, 194 staff are under 25 (5%), 741 are 25 to 34 (20%), 822 are 35 to 44 (23%), 1,144 are 45 to 54 (31%) and 754 "
        "are 55 or over (21%)."
    )
    found = [
        each for each in claims.examine(text).findings if each.text == "23%" and each.kind == Kind.PERCENT_OF_TOTAL
    ]
    assert [each.verdict for each in found] == [Verdict.ROUNDING]
    assert "adjusted to add up to 100%" in found[0].working


def test_what_agrees_only_since_a_figure_is_a_rough_one_says_so():
    told = workings("There were about 40 staff, of whom 18 work part time, leaving 25 full time.")
    assert "40 − 18 is 22; about 40 leaves room for 25." in told
    assert not any("agrees with 25" in each for each in told)
    told = workings("Some 320 came, of whom about 90 stayed, roughly 38 per cent.")
    assert "90 of 320 is 28.1%; about 90 and some 320 leave room for 38%." in told
