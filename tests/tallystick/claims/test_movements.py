"""An opening figure, what came, what went and the closing figure: confirmed where they hold, contradicted where nothing else can be meant."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


def carried(text):
    return [each for each in claims.examine(text).findings if each.kind == Kind.DIFFERENCE and "−" in each.working]


def wrong(text):
    return [each.working for each in claims.examine(text).findings if each.verdict == Verdict.INCONSISTENT]


RIGHT = [
    "We began the quarter with 132 open cases, took on 41, closed 47, and ended with 126.",
    "Reserves brought forward of £12.4m were increased by contributions of £1.1m and drawn on by £2.3m, leaving £11.2m carried forward.",
    "There were 412 staff in post on 1 April. During the year 38 joined and 45 left, so that 405 were in post on 31 March.",
    "The year opened with 1,284 households on the register. We accepted 412 new applications and removed 366, and it closed with 1,330.",
    "The waiting list stood at 5,210 at the start of the year and 5,318 at the end; 1,460 households were added and 1,352 were housed or withdrew.",
    "At 1 April 2024 the authority owed £84.6m. It borrowed £12.0m during the year and repaid £9.4m, so debt stood at £87.2m on 31 March 2025.",
    "The service started the month with 58 children on a plan. Fourteen plans were opened and 17 ended, and the month ended with 55.",
    "Of complaints, 23 were brought forward from the first quarter, 61 were received and 66 were resolved, leaving 18 carried forward.",
    "The general fund balance brought forward was £6.82m. Contributions of £0.55m were made to it and £1.20m was drawn down, leaving a closing balance of £6.17m.",
    "We had 96 foster carers at the beginning of the year. Eleven were approved and nine resigned, leaving 98 at the end of it.",
    "The opening stock was 4,812 council homes. The council built 36, bought 14 and sold 52, so that the closing stock was 4,810.",
    "On 1 April there were 287 children looked after; 94 came into care and 101 left it, and 280 were looked after on 31 March.",
    "The backlog at the start of June was 640 planning applications. We received 212, determined 251, and the backlog at the end of June was 601.",
    "The year ended with 126 allotment tenancies: 118 were brought forward, 27 were let and 19 were given up.",
    "Audit actions: 44 were open at the start of the year, 31 were added, 52 were completed and 23 remained open at the end.",
    "The earmarked reserve opened at £3.40m, received £0.75m, released £1.05m and closed at £3.10m.",
    "Membership began the year at 8,940. In all 2,110 people joined and 1,875 left, and it finished the year at 9,175.",
    "The team brought forward 19 vacancies into the year, 33 posts fell vacant and 38 were filled, so that 14 vacancies were carried forward.",
    "The fund had an opening balance of £212,400. Grants of £86,000 were received and £91,300 was spent, giving a closing balance of £207,100.",
    "There were 75 open safeguarding enquiries on 1 July. By 30 September 128 had been started and 139 concluded, so 64 were open on 30 September.",
    "School rolls opened at 1,506 pupils in September; 37 were admitted, 52 left, and the year closed with 1,491.",
    "We started the year with 210 street works permits in force, issued 1,840, saw 1,862 expire and ended the year with 188.",
    "The pothole list held 904 defects at the start of the quarter. Inspectors added 2,316 and crews repaired 2,455, so the quarter ended with 765.",
    "The collection fund brought forward a surplus of £1.9m, gained £0.8m and paid out £1.5m, carrying forward £1.2m.",
    "Long-term debt at the start of the year was £142.5m. New borrowing of £20.0m was taken, repayments of £11.5m were made, and debt at the end of the year was £151.0m.",
    "The library held 61,200 items at the beginning of the year. It acquired 4,350, withdrew 5,110 and held 60,440 at the end.",
    "At 1 April 36 apprentices were in post, 22 started during the year, 18 completed, and 40 were in post at 31 March.",
    "Opening balance £5.6m; contributions £1.4m; use of the reserve £2.1m; closing balance £4.9m.",
    "Opening caseload: 340\nNew referrals: 118\nCases closed: 126\nClosing caseload: 332",
    "Balance brought forward: £1,240,000\nTransfers to the reserve: £310,000\nTransfers from the reserve: £455,000\nBalance carried forward: £1,095,000",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_a_closing_figure_that_the_opening_one_and_what_moved_make_is_confirmed(text):
    assert any(each.verdict == Verdict.CONSISTENT for each in carried(text))
    assert not wrong(text)


# Each with its working.
WRONG = [
    ("We began the quarter with 132 open cases, took on 41, closed 47, and ended with 128.", "132 + 41 − 47 is 126, not 128."),
    ("Reserves brought forward of £12.4m were increased by contributions of £1.1m and drawn on by £2.3m, leaving £11.7m carried forward.", "£12.4m + £1.1m − £2.3m is £11.2m, not £11.7m."),
    ("There were 412 staff in post on 1 April. During the year 38 joined and 45 left, so that 450 were in post on 31 March.", "412 + 38 − 45 is 405, not 450; two digits are the wrong way round."),
    ("The year opened with 1,284 households on the register. We accepted 412 new applications and removed 366, and it closed with 1,303.", "1,284 + 412 − 366 is 1,330, not 1,303; two digits are the wrong way round."),
    ("The waiting list stood at 5,210 at the start of the year and 5,381 at the end; 1,460 households were added and 1,352 were housed or withdrew.", "5,210 + 1,460 − 1,352 is 5,318, not 5,381; two digits are the wrong way round."),
    ("At 1 April 2024 the authority owed £84.6m. It borrowed £12.0m during the year and repaid £9.4m, so debt stood at £87.9m on 31 March 2025.", "£84.6m + £12.0m − £9.4m is £87.2m, not £87.9m."),
    ("The service started the month with 58 children on a plan. Fourteen plans were opened and 17 ended, and the month ended with 53.", "58 + 14 − 17 is 55, not 53."),
    ("The general fund balance brought forward was £6.82m. Contributions of £0.55m were made to it and £1.20m was drawn down, leaving a closing balance of £6.71m.", "£6.82m + £0.55m − £1.20m is £6.17m, not £6.71m; two digits are the wrong way round."),
    ("We had 96 foster carers at the beginning of the year. Eleven were approved and nine resigned, leaving 97 at the end of it.", "96 + 11 − 9 is 98, not 97."),
    ("The opening stock was 4,812 council homes. The council built 36, bought 14 and sold 52, so that the closing stock was 4,801.", "4,812 + 36 + 14 − 52 is 4,810, not 4,801; two digits are the wrong way round."),
    ("On 1 April there were 287 children looked after; 94 came into care and 101 left it, and 286 were looked after on 31 March.", "287 + 94 − 101 is 280, not 286."),
    ("The earmarked reserve opened at £3.40m, received £0.75m, released £1.05m and closed at £3.01m.", "£3.40m + £0.75m − £1.05m is £3.10m, not £3.01m; two digits are the wrong way round."),
    ("Audit actions: 44 were open at the start of the year, 31 were added, 52 were completed and 24 remained open at the end.", "44 + 31 − 52 is 23, not 24."),
    ("The fund had an opening balance of £212,400. Grants of £86,000 were received and £91,300 was spent, giving a closing balance of £217,100.", "£212,400 + £86,000 − £91,300 is £207,100, not £217,100."),
    ("Opening caseload: 340\nNew referrals: 118\nCases closed: 126\nClosing caseload: 322", "340 + 118 − 126 is 332, not 322."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "working"), WRONG)
def test_a_closing_figure_that_is_a_slip_away_from_what_they_make_is_contradicted(text, working):
    assert wrong(text) == [working]


def test_what_the_movement_says_of_the_closing_figure_marks_it_and_names_all_that_it_is_made_of():
    text = "We began the quarter with 132 open cases, took on 41, closed 47, and ended with 128."
    (finding,) = carried(text)
    assert finding.text == "128"
    assert [text[start:end] for start, end in finding.inputs] == ["132", "41", "47"]


BEGAN = "We began the year with 132 cases, took on 41, closed 47 and ended with 128."


@pytest.mark.parametrize(
    "text",
    [
        BEGAN.replace("took on 41", "took on some 41"),
        BEGAN.replace("took on 41", "took on 41 in May"),
        BEGAN.replace("took on 41", "took on 41 from the north"),
        BEGAN.replace("took on 41", "took on 41 compliments"),
        BEGAN.replace("took on 41", "took on 41, a third of them ours"),
        BEGAN.replace("closed 47", "looked at 47"),
        BEGAN.replace("closed 47 and", "and"),
        BEGAN.replace("128", "158"),
        BEGAN.replace("128", "134"),
        BEGAN.replace("128", "138"),
        BEGAN.replace("128", "128 for the north"),
        BEGAN.replace(".", ", two having been opened again."),
        BEGAN.replace("128", "a target of 128"),
        BEGAN + " Two more were found in a drawer.",
    ],
)
def test_nothing_is_called_wrong_where_more_may_have_moved_than_is_told(text):
    assert wrong(BEGAN)
    assert not wrong(text)


def test_of_vacancies_what_comes_takes_away_and_so_nothing_is_called_wrong():
    assert not wrong(
        "The year began with 19 vacancies. In it 12 people left and 14 were appointed, and it ended with 17 vacancies."
    )


def test_in_a_list_both_ends_have_the_name_of_what_is_carried():
    lines = "Opening {}: 340\nNew referrals: 118\nCases closed: 126\nClosing {}: 322"
    assert wrong(lines.format("caseload", "caseload"))
    assert not wrong(lines.format("hours", "complaints"))


@pytest.mark.parametrize(
    ("begun", "ended", "confirmed"),
    [
        ("The fund began with £640,000.", "£610,000", False),
        ("The fund began with £640,000.", "£670,000", True),
        ("The deficit began at £640,000.", "£610,000", True),
    ],
)
def test_what_came_is_not_taken_away_so_that_the_figures_fit_unless_it_makes_less(begun, ended, confirmed):
    text = f"{begun} Contributions of £125,000 and withdrawals of £95,000 made it {ended}."
    assert bool(carried(text)) is confirmed
