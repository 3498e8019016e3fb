"""A whole and all that it is made of: where no part is left out the parts may not fall short of it, and what is left of it is told."""

import pytest

from tallystick import claims
from tallystick.claims import Verdict


def alarms(text):
    return [each.working for each in claims.examine(text).findings if each.verdict == Verdict.INCONSISTENT]


# Each with a figure that is right and one that is not, and which figure is marked.
SLIPS = [
    ("Net debt was £61.2m on 31 March, of which £22.0m is internal borrowing and {} external.", "£39.2m", "£37.2m"),
    ("Of the 640 carers who replied, 402 were women and {} were men.", "238", "228"),
    ("Of the 48 projects, 20 are green, 15 amber and {} red.", "13", "12"),
    ("Of the 276 leavers, 180 had worked full-time and {} part-time.", "96", "86"),
    ("Of 1,040 inspections 610 were programmed and {} were not.", "430", "420"),
    ("The team has 24 posts. Eighteen are filled, so {} are vacant.", "six", "eight"),
    ("Ninety started in the autumn; 60 were new recruits and {} existing staff.", "30", "24"),
    ("There are 5,640 households on the list: 1,880 in bands A and B, and the other {} in C to E.", "3,760", "3,670"),
    ("Of the 136 actions 102 were done by the day and 19 later, so that {} remained.", "15", "25"),
    ("Of the £45,000 fund £31,750 had been promised, and {} remained.", "£13,250", "£14,250"),
    ("The barn held 4,800 tonnes and used 3,290, so {} tonnes were left.", "1,510", "1,150"),
    ("The fair took £1,826: £612 from cakes, £487 from teas and {} from plants.", "£727", "£747"),
    ("Cases closed: 212 (no breach 98; complied {}; not expedient 33).", "81", "61"),
    ("We issued 84 taxi licences, 31 premises licences and 12 notices, {} licences and notices in all.", "127", "137"),
    ("The overspend is £2.7m: £1.9m on placements and {} on transport, offset by £0.3m of vacancies.", "£1.1m", "£1.5m"),
    ("We decided 388 cases. Permission was granted in 352 and refused in 36, so the approval rate is {}.", "90.7%", "92.7%"),
    ("In 36 of the 41 weeks it opened. Another five it did not, a rate of {} (36 of 41).", "87.8%", "78.8%"),
    ("One hundred and forty children started; 82 were boys and {} girls.", "58", "48"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS)
def test_what_one_slip_makes_wrong_is_told_and_nothing_where_it_is_right(text, right, wrong):
    assert alarms(text.format(right)) == []
    assert alarms(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "Of the 640 carers who replied, 402 were women and 221 men; 17 preferred not to say.",
        "Of the 640 carers who replied, 402 were women and 221 men. The rest left the question blank.",
        "Of the 640 carers who replied, 402 were women and 221 men, the others not being known.",
        "Of the 24 councillors, 14 voted for, 8 against and 1 abstained.",
        "The council has 96 buildings, of which 45 are in the capital programme and 43 in the revenue plan.",
        "Of 310 new tenants, 140 had a full assessment and 150 part of one.",
        "Of the 64 children placed elsewhere, 41 are with foster carers and 18 in homes.",
        "Of the £61.2m of debt, £22m is internal and £27m external.",
        "Voids numbered 44 at the start of the year. Tenants left 31 of our homes, 52 were let, and 23 remained.",
        "Of 180 full-time and 96 part-time staff, 41 left.",
        "The block is overspent by £4.6m, being spending of £51.3m on an allocation of £46.7m (9.9%).",
        "The library lent 12,430 books in May and 13,420 in June.",
        "The panel decided 420 cases, approving 357 and refusing 63. The refusal rate was 15%.",
        "The number of places went from 591 to 618, which is 27 more, or 4.6%.",
    ],
)
def test_nothing_is_called_wrong_where_some_may_be_left_out(text):
    assert alarms(text) == []


def test_what_is_left_out_of_a_list_with_one_whole_is_of_that_whole():
    text = "Of the 300 replies 150 (50%) were for it, 90 (30%) against it and 30 (16%) for neither."
    assert any(working.startswith("30 of 300 is 10.0%, not 16%") for working in alarms(text))
