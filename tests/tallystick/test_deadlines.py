"""Deadlines: real bank holidays, clear days counted by hand, and the clocks of peer challenges under each pack of rules."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import deadlines
from tallystick.deadlines import Anchor, ClockState, Days, DeadlineError, DueState, Reading, Region, Standing, Word

GOLDEN = json.loads((Path(__file__).parent / "golden" / "govuk-bank-holidays.json").read_text())
DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(-600, 600)
CLEAR = st.integers(0, 60)
REGIONS = st.sampled_from(Region)

# Easter Sundays, as printed in almanacs: month and day, 1995 to 2035.
EASTER = [
    "04-16", "04-07", "03-30", "04-12", "04-04", "04-23", "04-15", "03-31", "04-20", "04-11", "03-27",
    "04-16", "04-08", "03-23", "04-12", "04-04", "04-24", "04-08", "03-31", "04-20", "04-05", "03-27",
    "04-16", "04-01", "04-21", "04-12", "04-04", "04-17", "04-09", "03-31", "04-20", "04-05", "03-28",
    "04-16", "04-01", "04-21", "04-13", "03-28", "04-17", "04-09", "03-25",
]  # fmt: skip

# Every weekday that was a bank holiday in England and Wales in the years that are out of the ordinary.
REMARKABLE = {
    1995: "01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26",  # May Day moved to 8 May, fifty years after the war
    1999: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31",  # and the last day of the millennium
    2000: "01-03 04-21 04-24 05-01 05-29 08-28 12-25 12-26",
    2002: "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26",  # Golden Jubilee, spring holiday moved
    2004: "01-01 04-09 04-12 05-03 05-31 08-30 12-27 12-28",
    2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",  # a royal wedding
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",  # Diamond Jubilee, spring holiday moved
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",  # May Day moved to 8 May again
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",  # Platinum Jubilee, a state funeral
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",  # a coronation
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2033: "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27",
}


def every_day(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def off(year: int, region: Region = Region.ENGLAND_AND_WALES) -> list[date]:
    """The weekdays of a year on which nobody works."""
    return [day for day in every_day(year) if day.weekday() < 5 and not deadlines.is_working_day(day, region)]


# Working days


@pytest.mark.parametrize("region", Region)
@pytest.mark.parametrize("year", range(2012, 2029))
def test_bank_holidays_are_those_that_the_government_lists(region: Region, year: int) -> None:
    listed = [day for text in GOLDEN[region.value] if (day := date.fromisoformat(text)).year == year]
    known = off(year, region)
    if (region, year) == (Region.SCOTLAND, 2026):
        known.remove(date(2026, 6, 15))  # proclaimed after the list was copied: for the World Cup
    assert known == listed


@pytest.mark.parametrize("year", REMARKABLE)
def test_years_out_of_the_ordinary_have_the_holidays_they_had(year: int) -> None:
    assert [f"{day:%m-%d}" for day in off(year)] == REMARKABLE[year].split()


@pytest.mark.parametrize(("year", "sunday"), list(zip(range(1995, 2036), EASTER, strict=True)))
def test_good_friday_and_easter_monday_go_with_easter(year: int, sunday: str) -> None:
    easter = date.fromisoformat(f"{year}-{sunday}")
    assert deadlines.bank_holiday(easter - timedelta(days=2)) == "Good Friday"
    assert deadlines.bank_holiday(easter + timedelta(days=1)) == "Easter Monday"
    assert len(off(year)) in (8, 9, 10)


def test_a_holiday_is_named_and_an_ordinary_day_is_not() -> None:
    assert deadlines.bank_holiday(date(2022, 9, 19)) == "State Funeral of Queen Elizabeth II"
    assert deadlines.bank_holiday(date(2022, 9, 20)) == ""


def test_each_region_has_its_own_holidays() -> None:
    saint_patrick, second_of_january = date(2025, 3, 17), date(2025, 1, 2)
    assert deadlines.is_working_day(saint_patrick)
    assert not deadlines.is_working_day(saint_patrick, Region.NORTHERN_IRELAND)
    assert not deadlines.is_working_day(second_of_january, Region.SCOTLAND)
    assert deadlines.is_working_day(date(2025, 4, 21), Region.SCOTLAND), "Easter Monday is worked in Scotland"
    assert [region.words for region in Region] == ["England and Wales", "Scotland", "Northern Ireland"]


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2018-03-16", 1, "2018-03-19"),  # from Friday to Monday
        ("2018-03-16", 10, "2018-04-03"),  # over Good Friday and Easter Monday
        ("2018-03-17", 1, "2018-03-19"),  # from a Saturday: the Monday is the first
        ("2018-03-18", -1, "2018-03-16"),
        ("2018-03-19", -1, "2018-03-16"),
        ("2018-03-16", 0, "2018-03-16"),
        ("2018-03-17", 0, "2018-03-19"),
        ("2018-03-30", 0, "2018-04-03"),  # Good Friday: the Tuesday after Easter
        ("2009-12-24", 1, "2009-12-29"),  # 26 December was a Saturday: the Monday in its place
        ("2009-12-24", 5, "2010-01-05"),
        ("2010-12-24", 1, "2010-12-29"),  # both days of Christmas at a weekend
        ("2010-12-31", 1, "2011-01-04"),
        ("2022-09-16", 1, "2022-09-20"),
        ("2024-02-28", 2, "2024-03-01"),  # the 29th is a Thursday
    ],
)
def test_working_days_are_added_as_one_counts_them_on_a_calendar(day: str, n: int, expected: str) -> None:
    assert deadlines.add_working_days(date.fromisoformat(day), n) == date.fromisoformat(expected)


def test_working_days_between_leave_out_the_first_and_take_in_the_last() -> None:
    assert deadlines.working_days_between(date(2018, 3, 29), date(2018, 4, 3)) == 1  # Maundy Thursday to Tuesday
    assert deadlines.working_days_between(date(2018, 4, 3), date(2018, 3, 29)) == -1
    assert deadlines.working_days_between(date(2018, 3, 29), date(2018, 3, 29)) == 0


@given(DAYS, COUNTS, REGIONS)
def test_adding_and_counting_agree_and_never_land_on_a_holiday(day: date, n: int, region: Region) -> None:
    there = deadlines.add_working_days(day, n, region)
    assert deadlines.is_working_day(there, region)
    if n:
        assert deadlines.working_days_between(day, there, region) == n
    if deadlines.is_working_day(day, region):
        assert deadlines.add_working_days(there, -n, region) == day


@given(DAYS, DAYS, COUNTS)
def test_who_begins_later_ends_no_earlier(one: date, other: date, n: int) -> None:
    first, last = sorted((one, other))
    assert deadlines.add_working_days(first, n) <= deadlines.add_working_days(last, n)
    assert deadlines.working_days_between(first, last) == -deadlines.working_days_between(last, first) or not (
        deadlines.is_working_day(first) and deadlines.is_working_day(last)
    )


def test_a_day_beyond_the_known_holidays_is_refused_in_words() -> None:
    with pytest.raises(DeadlineError, match="known from 1978 to 2099"):
        deadlines.is_working_day(date(1871, 5, 1))
    with pytest.raises(DeadlineError, match="give fewer"):
        deadlines.add_working_days(date(2099, 12, 1), 60)
    with pytest.raises(DeadlineError, match="give fewer"):
        deadlines.add_working_days(date(2025, 1, 1), 10**9)
    with pytest.raises(DeadlineError, match="give fewer"):
        deadlines.add_working_days(date(2025, 1, 1), 10**30)


# Notice


@pytest.mark.parametrize(
    ("meeting", "clear", "days", "expected"),
    [
        # Wednesday 18 April 2018; clear: Tue 17, Mon 16, Fri 13, Thu 12, Wed 11
        ("2018-04-18", 5, Days.WORKING, "2018-04-10"),
        # over Easter: clear are Wed 4, Tue 3 April, Thu 29, Wed 28, Tue 27 March
        ("2018-04-05", 5, Days.WORKING, "2018-03-26"),
        # over Christmas 2018: clear are Mon 7, Fri 4, Thu 3, Wed 2 January, Mon 31 December
        ("2019-01-08", 5, Days.WORKING, "2018-12-28"),
        # over the funeral of 2022: clear are Thu 22, Wed 21, Tue 20, Fri 16, Thu 15 September
        ("2022-09-23", 5, Days.WORKING, "2022-09-14"),
        # a meeting on the Tuesday after a weekend: clear is Monday alone
        ("2018-04-17", 1, Days.WORKING, "2018-04-13"),
        ("2018-04-18", 0, Days.WORKING, "2018-04-17"),
        # 28 days by the calendar: 21 March to 17 April are clear, notice on Tuesday 20 March
        ("2018-04-18", 28, Days.CALENDAR, "2018-03-20"),
        # would fall on Sunday 18 March: the Friday before
        ("2018-04-16", 28, Days.CALENDAR, "2018-03-16"),
        # 29 February is a clear day like another: 2 February to 29 February
        ("2024-03-01", 28, Days.CALENDAR, "2024-02-01"),
        # would fall on Boxing Day: Christmas Eve
        ("2024-01-24", 28, Days.CALENDAR, "2023-12-22"),
    ],
)
def test_the_last_day_for_notice_is_worked_by_hand(meeting: str, clear: int, days: Days, expected: str) -> None:
    assert deadlines.last_day_for(date.fromisoformat(meeting), clear, days) == date.fromisoformat(expected)


def test_clear_days_leave_out_both_ends() -> None:
    assert deadlines.clear_working_days(date(2018, 4, 10), date(2018, 4, 18)) == 5
    assert deadlines.clear_days(date(2018, 3, 20), date(2018, 4, 18)) == 28
    assert deadlines.clear_working_days(date(2018, 4, 18), date(2018, 4, 19)) == 0
    assert deadlines.clear_days(date(2018, 4, 18), date(2018, 4, 18)) == 0
    assert deadlines.clear_working_days(date(2018, 4, 18), date(2018, 4, 10)) == 0
    assert [days.words for days in Days] == ["working days", "days"]


def between(first: date, last: date, days: Days, region: Region) -> int:
    if days is Days.CALENDAR:
        return deadlines.clear_days(first, last)
    return deadlines.clear_working_days(first, last, region)


@given(DAYS, CLEAR, st.sampled_from(Days), REGIONS)
def test_notice_on_the_last_day_is_enough_and_on_the_next_working_day_is_not(
    meeting: date, clear: int, days: Days, region: Region
) -> None:
    notice = deadlines.last_day_for(meeting, clear, days, region)
    later = deadlines.add_working_days(notice, 1, region)
    assert deadlines.is_working_day(notice, region)
    assert between(notice, meeting, days, region) >= clear
    assert later >= meeting or between(later, meeting, days, region) < clear


@given(DAYS, CLEAR, st.sampled_from(Days), REGIONS)
def test_the_first_meeting_after_a_notice_has_enough_days_and_the_one_before_has_not(
    notice: date, clear: int, days: Days, region: Region
) -> None:
    meeting = deadlines.first_meeting_after(notice, clear, days, region)
    earlier = deadlines.add_working_days(meeting, -1, region)
    assert deadlines.is_working_day(meeting, region)
    assert between(notice, meeting, days, region) >= clear
    assert earlier <= notice or between(notice, earlier, days, region) < clear


def test_a_negative_number_of_clear_days_is_refused() -> None:
    for count in (deadlines.last_day_for, deadlines.first_meeting_after):
        with pytest.raises(DeadlineError, match="0 or more"):
            count(date(2018, 4, 18), -1)


# Collection


@pytest.mark.parametrize(
    ("period_end", "lag", "working", "expected"),
    [
        ("2009-09-30", 0, 0, "2009-09-30"),
        ("2009-09-30", 14, 0, "2009-10-14"),
        ("2009-09-30", 10, 0, "2009-10-12"),  # the lag ends on a Saturday
        ("2009-09-30", 14, 5, "2009-10-21"),
        ("2009-12-31", 0, 10, "2010-01-15"),
        ("2010-03-31", 0, 5, "2010-04-09"),  # over Good Friday and Easter Monday
    ],
)
def test_a_value_falls_due_after_its_lag_and_the_working_days_given(
    period_end: str, lag: int, working: int, expected: str
) -> None:
    assert deadlines.due_date(date.fromisoformat(period_end), lag, working) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("today", "state", "days", "words"),
    [
        ("2010-03-31", DueState.NOT_DUE, 5, "not due yet: 5 working days left, until 9 April 2010"),
        ("2010-04-01", DueState.DUE, 4, "due: 4 working days left, until 9 April 2010"),
        ("2010-04-08", DueState.DUE, 1, "due: 1 working day left, until 9 April 2010"),
        ("2010-04-09", DueState.DUE, 0, "due now"),
        ("2010-04-11", DueState.DUE, 0, "due now"),  # nobody is overdue on a Sunday
        ("2010-04-12", DueState.OVERDUE, 1, "overdue by 1 working day"),
        ("2010-05-04", DueState.OVERDUE, 16, "overdue by 16 working days"),
    ],
)
def test_a_due_date_is_not_due_then_due_then_overdue_by_working_days(
    today: str, state: DueState, days: int, words: str
) -> None:
    due = date(2010, 4, 9)
    found = deadlines.standing(due, date.fromisoformat(today), opens=date(2010, 4, 1))
    assert found == Standing(state, due, days)
    assert found.words == words


def test_a_value_without_a_day_of_opening_is_due_on_its_due_date() -> None:
    assert deadlines.standing(date(2010, 4, 9), date(2010, 4, 8)).state is DueState.NOT_DUE
    assert deadlines.standing(date(2010, 4, 9), date(2010, 4, 9)).state is DueState.DUE


def test_nothing_falls_due_before_its_period_has_ended() -> None:
    for lag, working in ((-1, 0), (0, -1)):
        with pytest.raises(DeadlineError, match="0 days or more"):
            deadlines.due_date(date(2010, 3, 31), lag, working)


# Clocks


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2018-11-30", 3, "2019-02-28"),
        ("2018-03-31", 3, "2018-06-30"),
        ("2018-10-16", 3, "2019-01-16"),
        ("2018-12-31", 2, "2019-02-28"),
        ("2018-12-16", 12, "2019-12-16"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day: str, months: int, expected: str) -> None:
    assert deadlines.add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(DAYS, st.integers(0, 120))
def test_months_later_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    later = deadlines.add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2012-09-01", "cpc-2018"),
        ("2018-03-16", "cpc-2018"),
        ("2020-12-31", "cpc-2018"),
        ("2021-01-01", "cpc-2021"),
        ("2024-03-31", "cpc-2021"),
        ("2024-04-01", "cpc-2024"),
        ("2035-01-01", "cpc-2024"),
    ],
)
def test_the_last_day_on_site_decides_which_pack_applies(day: str, key: str) -> None:
    assert deadlines.pack_for(date.fromisoformat(day)).key == key


def test_every_pack_says_where_it_is_stated_and_what_is_not_confirmed() -> None:
    for pack in deadlines.packs():
        assert pack.source and pack.url.startswith("https://")
        assert pack.dates_confirmed or pack.note
        assert all(clock.confirmed or clock.note for clock in pack.clocks)
        assert len({clock.key for clock in pack.clocks}) == len(pack.clocks)


def read(key: str, start: date, today: date, **more: object) -> dict[str, Reading]:
    return {one.clock.key: one for one in deadlines.clocks(deadlines.pack(key), start, today, **more)}  # type: ignore[arg-type]


HARBOROUGH = date(2018, 3, 16)  # the last day on site


def test_the_clocks_of_2018_ask_for_a_follow_up_in_two_years_and_the_next_in_four_to_five() -> None:
    found = read("cpc-2018", HARBOROUGH, date(2020, 3, 28))
    follow_up, following = found["follow_up"], found["next_challenge"]
    assert (follow_up.due, follow_up.state, follow_up.days) == (date(2020, 3, 16), ClockState.MISSED, 12)
    assert follow_up.sentence == (
        "Follow-up visit: expected by 16 March 2020, 2 years after the last day on site; missed by 12 days."
    )
    assert (following.earliest, following.due) == (date(2022, 3, 16), date(2023, 3, 16))
    assert following.rule == (
        "expected between 16 March 2022 and 16 March 2023, 4 to 5 years after the last day on site"
    )
    assert following.words == "due in 1,083 days"
    passed = read("cpc-2018", HARBOROUGH, date(2023, 3, 28))["next_challenge"]
    assert (passed.state, passed.words) == (ClockState.NO_DAY, "no day entered, 12 days past")
    assert (
        read("cpc-2018", HARBOROUGH, date(2023, 3, 28), done={"next_challenge": date(2023, 3, 17)})[
            "next_challenge"
        ].words
        == "met late by 1 day"
    )


def test_the_clocks_of_today_are_dated_by_hand() -> None:
    found = read("cpc-2024", date(2024, 11, 30), date(2024, 12, 1))
    assert {key: str(one.due) for key, one in found.items()} == {
        "report": "2025-02-28",
        "action_plan": "2025-04-30",
        "progress_review": "2025-09-30",
        "progress_review_report": "2025-11-30",
        "next_challenge": "2029-11-30",
    }
    assert found["report"].rule == "no later than 28 February 2025, 3 months after the last day on site"
    assert found["progress_review"].rule == "about 30 September 2025, 10 months after the last day on site"
    assert found["progress_review_report"].rule.endswith("1 year after the last day on site")
    assert found["report"].words == "due in 89 days"


@pytest.mark.parametrize(
    ("done", "report", "plan"),
    [
        ({}, "missed by 15 days", "due in 46 days"),
        ({"report": date(2025, 2, 28)}, "met on 28 February 2025", "due in 46 days"),
        ({"report": date(2025, 3, 1)}, "met late by 1 day", "due in 46 days"),
        ({"report": date(2025, 2, 20), "action_plan": date(2025, 2, 20)}, "met on 20 February 2025", "not needed"),
        (
            {"report": date(2025, 2, 20), "action_plan": date(2025, 3, 10)},
            "met on 20 February 2025",
            "met on 10 March 2025",
        ),
        ({"report": date(2025, 4, 1)}, "missed by 15 days", "due in 46 days"),  # after the day asked for
    ],
)
def test_a_plan_ready_with_the_report_needs_no_clock_of_its_own(done: dict[str, date], report: str, plan: str) -> None:
    found = read("cpc-2024", date(2024, 11, 30), date(2025, 3, 15), done=done)
    assert (found["report"].words, found["action_plan"].words) == (report, plan)


def test_about_leaves_a_month_and_no_later_than_leaves_none() -> None:
    start = date(2021, 10, 15)  # check-in about 15 April 2022
    assert read("cpc-2021", start, date(2022, 4, 20))["check_in"].words == "due now"
    assert read("cpc-2021", start, date(2022, 5, 16))["check_in"].state is ClockState.DUE
    assert read("cpc-2021", start, date(2022, 5, 17))["check_in"].words == "missed by 32 days"
    late = read("cpc-2021", start, date(2023, 1, 1), done={"check_in": date(2022, 5, 1)})
    assert late["check_in"].words == "met on 1 May 2022"
    assert read("cpc-2021", start, date(2026, 10, 16))["next_challenge"].words == "no day entered, 1 day past"


def test_a_clock_that_somebody_says_is_not_needed_is_not_missed() -> None:
    found = read("cpc-2018", HARBOROUGH, date(2021, 1, 1), not_needed={"follow_up"})
    assert found["follow_up"].words == "not needed"


def test_the_anchor_is_a_choice_and_is_said() -> None:
    found = read("cpc-2024", date(2025, 1, 10), date(2025, 1, 10), anchor=Anchor.REPORT_RECEIVED)
    assert found["report"].rule == "no later than 10 April 2025, 3 months after the day the report was received"
    assert Anchor.FIRST_DAY_ON_SITE.words == "the first day on site"
    assert [word.words for word in Word] == ["no later than", "about", "expected by"]


def test_the_clocks_of_2018_and_of_today_stand_side_by_side() -> None:
    both = [deadlines.pack("cpc-2018"), deadlines.pack("cpc-2024")]
    rows = deadlines.side_by_side(both, HARBOROUGH, date(2019, 1, 1))
    assert [(row.key, *(str(one.due) if one else "" for one in row.readings)) for row in rows] == [
        ("report", "", "2018-06-16"),
        ("action_plan", "", "2018-08-16"),
        ("progress_review", "", "2019-01-16"),
        ("progress_review_report", "", "2019-03-16"),
        ("follow_up", "2020-03-16", ""),
        ("next_challenge", "2023-03-16", "2023-03-16"),
    ]


@given(DAYS, st.integers(0, 2500), st.integers(0, 2500))
def test_time_alone_never_makes_a_missed_clock_good(start: date, one: int, other: int) -> None:
    earlier, later = (start + timedelta(days=days) for days in sorted((one, other)))
    for pack in deadlines.packs():
        for before, after in zip(
            deadlines.clocks(pack, start, earlier), deadlines.clocks(pack, start, later), strict=True
        ):
            assert before.due == after.due
            assert before.state is ClockState.DUE or after.days >= before.days


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pack = 3", "cannot be read"),
        ("nothing = true", "cannot be read"),
        ("[[pack]]\nkey = 'x'", "cannot be read"),
        ("pack = []", "every day needs one pack"),
    ],
)
def test_a_malformed_pack_stops_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(DeadlineError, match=message):
        deadlines.read_packs(text)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("to = 2020-12-31", "to = 2020-12-30", "cpc-2021 must begin on the day after cpc-2018 ends"),
        ("to = 2024-03-31\n", "", "cpc-2024 must begin"),
        ("from = 2024-04-01", "from = 2024-04-01\nto = 2030-01-01", "every day needs one pack"),
        ('word = "about"', 'word = "perhaps"', "perhaps"),
        ("months = 24", "years = 2", "years"),
    ],
)
def test_packs_that_overlap_or_leave_a_day_uncovered_are_refused(old: str, new: str, message: str) -> None:
    text = Path(deadlines.__file__).with_name("peer_challenge.toml").read_text()
    assert old in text
    with pytest.raises(DeadlineError, match=message):
        deadlines.read_packs(text.replace(old, new))


def test_a_pack_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(DeadlineError, match="cpc-2018, cpc-2021, cpc-2024"):
        deadlines.pack("cpc-1066")
