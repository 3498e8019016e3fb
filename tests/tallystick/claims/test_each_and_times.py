"""So much for each and what it comes to, a time and its parts, a mean outside its figures, what is gross and what is net."""

import pytest

from tallystick import claims
from tallystick.claims import Verdict


def alarms(text):
    return [each.working for each in claims.examine(text).findings if each.verdict == Verdict.INCONSISTENT]


# Each with a figure that is right and one that is not.
SLIPS = [
    ("The grant of £2.4m was shared by 16 schools, {} each.", "£150,000", "£160,000"),
    ("On average each of our 24 wardens issued 85 notices, {} in all.", "2,040", "1,840"),
    ("The 18 clubs each received £1,250, a total of {}.", "£22,500", "£25,500"),
    ("Most pay by card: online sales are {} of all sales: 139,200 of 232,000.", "60%", "58%"),
    ("In the first six months we had 5,310 enquiries, 2,480 in the first quarter and {} in the second.", "2,830", "2,380"),
    ("Over the year there were {} fires, 96 in the first quarter, 104 in the second, 88 in the third and 112 in the fourth.", "400", "410"),
    ("We had 5,310 enquiries in the half year, 2,480 in the first quarter and {} in the second.", "2,830", "2,730"),
    ("The average time to let a home was {} days: 28 in the north, 30 in the south and 29 in the east.", "29", "31"),
    ("Gross spending of £92.6m less income of £37.9m gives net spending of {}.", "£54.7m", "£55.7m"),
    ("The service costs £92.6m gross and, after income of £37.9m, {} net.", "£54.7m", "£55.7m"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS)
def test_what_one_slip_makes_wrong_is_told_and_nothing_where_it_is_right(text, right, wrong):
    assert alarms(text.format(right)) == []
    assert alarms(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "On average each of our 30 officers deals with 45 cases, 1,280 in all at the end of March.",
        "The grant of £2.4m went to 16 schools, with £160,000 each for the two largest.",
        "In the year we had 5,310 enquiries, 1,480 in the first quarter and 1,330 in the second.",
        "The average time to let a home was 29.6 days: 28 in the north, 30 in the south and 29 in the east.",
        "Gross spending rose to £92.6m from £90.1m, and net spending to £55.7m.",
        "Foster carers numbered 322 at year end, having lost 41 and recruited 56 from an opening 307.",
    ],
)
def test_nothing_is_called_wrong_where_more_may_be_meant(text):
    assert alarms(text) == []
