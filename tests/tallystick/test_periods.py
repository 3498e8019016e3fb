"""Periods as officers type them, print them, order them and step through them."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tallystick import periods
from tallystick.periods import Frequency, Period, PeriodError

YEARS = st.integers(1901, 2199)
MONTHS = st.integers(1, 12)
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))
PERIODS = st.one_of(
    st.builds(periods.month, YEARS, MONTHS),
    st.builds(periods.quarter, YEARS, st.integers(1, 4)),
    st.builds(periods.half_year, YEARS, st.integers(1, 2)),
    st.builds(periods.year_to_date, YEARS, MONTHS),
    st.builds(periods.financial_year, YEARS),
    st.builds(periods.academic_year, YEARS),
    st.builds(periods.calendar_year, YEARS),
    st.builds(periods.rolling_year, YEARS, MONTHS),
    st.builds(periods.wave, DAYS),
    st.builds(lambda day, length: periods.wave(day, day + timedelta(length)), DAYS, st.integers(1, 90)),
)
STEPPING = PERIODS.filter(lambda period: period.frequency is not Frequency.WAVE)

Q2 = periods.quarter(2009, 2)
SEPTEMBER = periods.month(2009, 9)
YEAR = periods.financial_year(2009)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q2 2009/10", Q2),
        ("Q2 09/10", Q2),
        ("q2 2009-10", Q2),
        ("2009/10 Q2", Q2),
        ("2009/10Q2", Q2),
        ("2009-10 - Q2", Q2),
        ("Quarter 2 2009-10", Q2),
        ("Quarter 2, 2009/10", Q2),
        ("Qtr 2 of 2009/10", Q2),
        ("Qtr. 2 2009/2010", Q2),
        ("2nd quarter of 2009/10", Q2),
        ("Second Quarter 2009/10", Q2),
        ("Q2 FY2009/10", Q2),
        ("Jul-Sep 2009", Q2),
        ("Jul – Sept 2009", Q2),
        ("July to September 2009", Q2),
        ("Jul-Sep 2009/10", Q2),
        ("Jul 09 - Sep 09", Q2),
        ("01/07/2009 to 30/09/2009", Q2),
        ("1 July 2009 – 30 September 2009", Q2),
        ("2009-07-01/2009-09-30", Q2),
        ("2009-07-01/P3M", Q2),
        ("Jan-Mar 2009/10", periods.quarter(2009, 4)),
        ("January to March 2010", periods.quarter(2009, 4)),
        ("Q4 99/00", periods.quarter(1999, 4)),
        ("Sep 09", SEPTEMBER),
        ("Sep-09", SEPTEMBER),
        ("sep09", SEPTEMBER),
        ("Sept 2009", SEPTEMBER),
        ("Sept. 2009", SEPTEMBER),
        ("SEPTEMBER 2009", SEPTEMBER),
        ("September\u00a02009", SEPTEMBER),
        ("Sep '09", SEPTEMBER),
        ("Sep ’09", SEPTEMBER),
        ("2009 Sep", SEPTEMBER),
        ("2009-09", SEPTEMBER),
        ("09/2009", SEPTEMBER),
        ("9/2009", SEPTEMBER),
        ("Sep 2009/10", SEPTEMBER),
        ("2009/10 September", SEPTEMBER),
        ("Feb 2009/10", periods.month(2010, 2)),
        ("May 10", periods.month(2010, 5)),
        ("Dec 99", periods.month(1999, 12)),
        ("2009/10", YEAR),
        ("2009-10", YEAR),
        ("2009–10", YEAR),
        ("2009/2010", YEAR),
        ("2009-2010", YEAR),
        ("FY2009/10", YEAR),
        ("FY 09/10", YEAR),
        ("2009/10 financial year", YEAR),
        ("Financial year 2009/10", YEAR),
        ("13/14", periods.financial_year(2013)),
        ("1999/00", periods.financial_year(1999)),
        ("April 2009 to March 2010", YEAR),
        ("2008/09 academic year", periods.academic_year(2008)),
        ("AY 2008/09", periods.academic_year(2008)),
        ("Academic Year 2008-2009", periods.academic_year(2008)),
        ("Sep 2008 to Aug 2009", periods.academic_year(2008)),
        ("2007", periods.calendar_year(2007)),
        ("calendar year 2007", periods.calendar_year(2007)),
        ("Jan-Dec 2007", periods.calendar_year(2007)),
        ("2007-01-01/P1Y", periods.calendar_year(2007)),
        ("year to September 2009", periods.rolling_year(2009, 9)),
        ("Year ending Sept 09", periods.rolling_year(2009, 9)),
        ("12 months to Sep 2009", periods.rolling_year(2009, 9)),
        ("rolling year to September 2009", periods.rolling_year(2009, 9)),
        ("year to 30 September 2009", periods.rolling_year(2009, 9)),
        ("Oct 2008 - Sep 2009", periods.rolling_year(2009, 9)),
        ("year to March 2010", periods.rolling_year(2010, 3)),
        ("April to September 2009", periods.year_to_date(2009, 9)),
        ("April 2009 to January 2010", periods.year_to_date(2010, 1)),
        ("YTD Sep 2009", periods.year_to_date(2009, 9)),
        ("Q2 2009/10 YTD", periods.year_to_date(2009, 9)),
        ("H1 2009/10", periods.half_year(2009, 1)),
        ("2009/10 H2", periods.half_year(2009, 2)),
        ("First half of 2009/10", periods.half_year(2009, 1)),
        ("October 2009 to March 2010", periods.half_year(2009, 2)),
        ("Oct-Mar 2009/10", periods.half_year(2009, 2)),
        ("'2009/10", YEAR),
    ],
)
def test_reads_what_officers_type(text: str, expected: Period) -> None:
    assert periods.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "frequency", "expected"),
    [
        ("2009-10", Frequency.MONTH, periods.month(2009, 10)),
        ("2009/09", Frequency.MONTH, SEPTEMBER),
        ("01/02", Frequency.MONTH, periods.month(2002, 1)),
        ("01/02", Frequency.FINANCIAL_YEAR, periods.financial_year(2001)),
        ("2008/09", Frequency.ACADEMIC_YEAR, periods.academic_year(2008)),
        ("2009/10", Frequency.ROLLING_YEAR, periods.rolling_year(2010, 3)),
        ("30/09/2009", Frequency.QUARTER, Q2),
        ("30 September 2009", Frequency.QUARTER, Q2),
        ("30th September 2009", Frequency.MONTH, SEPTEMBER),
        ("as at 30 September 2009", Frequency.MONTH, SEPTEMBER),
        ("30.9.09", Frequency.MONTH, SEPTEMBER),
        ("2009-09-01 00:00:00", Frequency.MONTH, SEPTEMBER),
        ("2009-09-01T00:00:00", Frequency.MONTH, SEPTEMBER),
        ("2009-09-30", Frequency.FINANCIAL_YEAR, YEAR),
        ("2009-08-31", Frequency.ACADEMIC_YEAR, periods.academic_year(2008)),
        ("2009-09-30", Frequency.HALF_YEAR, periods.half_year(2009, 1)),
        ("2009-09-30", Frequency.ROLLING_YEAR, periods.rolling_year(2009, 9)),
        ("2009-09-30", Frequency.YEAR_TO_DATE, periods.year_to_date(2009, 9)),
        ("30 September 2009", Frequency.WAVE, periods.wave(date(2009, 9, 30))),
        ("Sep 09", Frequency.ROLLING_YEAR, periods.rolling_year(2009, 9)),
        ("Sep 09", Frequency.YEAR_TO_DATE, periods.year_to_date(2009, 9)),
        ("April to September 2009", Frequency.HALF_YEAR, periods.half_year(2009, 1)),
        ("April to June 2009", Frequency.YEAR_TO_DATE, periods.year_to_date(2009, 6)),
        ("year to March 2010", Frequency.FINANCIAL_YEAR, YEAR),
    ],
)
def test_reads_a_text_as_the_frequency_asked_for(text: str, frequency: Frequency, expected: Period) -> None:
    assert periods.parse(text, frequency) == expected


@pytest.mark.parametrize(
    ("text", "frequency", "remedy"),
    [
        ("", None, "the period is blank"),
        ("Bananas", None, "Q2 2009/10"),
        ("Q2", None, "has no year"),
        ("September", None, "has no year"),
        ("Q5 2009/10", None, "Q2 2009/10"),
        ("Q2 2009", None, "which year"),
        ("2009 Q2", None, "which year"),
        ("2009/11", None, "do not follow each other"),
        ("2009/09", None, "do not follow each other"),
        ("2010/09", None, "do not follow each other"),
        ("FY09", None, "write both years"),
        ("09/10", None, "2009/10"),
        ("2009-13", None, "no month 13"),
        ("13/2009", None, "no month 13"),
        ("30/09/2009", None, "state the frequency"),
        ("30/02/2009", Frequency.MONTH, "is no date"),
        ("09/30/2009", Frequency.MONTH, "the day first"),
        ("Aug-Oct 2009", None, "neither a quarter"),
        ("Sep 2009 to Jul 2009", None, "ends before it begins"),
        ("1066", None, "1900 to 2200"),
        ("2201", None, "1900 to 2200"),
        ("1899/00", None, "1900 to 2200"),
        ("Q2 2009/10", Frequency.MONTH, "is a quarter, not a month"),
        ("Sep 2009", Frequency.QUARTER, "is a month, not a quarter"),
        ("2009/10", Frequency.QUARTER, "is a financial year, not a quarter"),
        ("2009/10", Frequency.CALENDAR_YEAR, 'write one such as "2007"'),
        ("2008/09 academic year", Frequency.FINANCIAL_YEAR, "is an academic year, not"),
        ("x" * 500, None, "too long"),
        ("²⁰⁰⁹", None, "no period"),
    ],
)
def test_refuses_with_the_text_and_a_remedy(text: str, frequency: Frequency | None, remedy: str) -> None:
    with pytest.raises(PeriodError) as refused:
        periods.parse(text, frequency)
    assert remedy in str(refused.value)
    assert text.strip()[:20] in str(refused.value)
    assert "\n" not in str(refused.value)


@given(PERIODS)
def test_what_is_printed_is_read_back(period: Period) -> None:
    assert periods.parse(str(period), period.frequency) == period


@given(STEPPING)
def test_what_is_printed_names_the_same_days_without_the_frequency(period: Period) -> None:
    assume(period.frequency is not Frequency.YEAR_TO_DATE)
    again = periods.parse(str(period))
    assert (again.start, again.end) == (period.start, period.end)


@given(st.text(max_size=90), st.sampled_from([None, *Frequency]))
def test_any_text_is_read_or_refused_in_one_line(text: str, frequency: Frequency | None) -> None:
    try:
        assert isinstance(periods.parse(text, frequency), Period)
    except PeriodError as refused:
        assert str(refused)


@given(st.lists(PERIODS, max_size=8))
def test_order_is_total_and_follows_the_end(found: list[Period]) -> None:
    ordered = sorted(found)
    assert [period.end for period in ordered] == sorted(period.end for period in found)
    for first in found:
        for second in found:
            assert (first < second) + (first == second) + (first > second) == 1


@given(STEPPING, st.integers(-39, 39))
def test_steps_forth_and_back_lead_home(period: Period, count: int) -> None:
    assume(1940 < period.start.year < 2160)
    away = period.step(count)
    assert away.ordinal == period.ordinal + count
    assert (away > period) == (count > 0)
    assert away.step(-count) == period


@given(STEPPING)
def test_the_next_period_begins_the_day_after(period: Period) -> None:
    assume(period.frequency not in (Frequency.ROLLING_YEAR, Frequency.YEAR_TO_DATE) and period.end.year < 2199)
    assert period.step().start == period.end + timedelta(days=1)


@given(DAYS, st.sampled_from(Frequency))
def test_a_day_lies_in_the_period_that_contains_it(day: date, frequency: Frequency) -> None:
    period = periods.containing(day, frequency)
    assert period.contains(day)
    assert period.frequency is frequency


@given(PERIODS.filter(lambda period: period.start.year > 1902))
def test_the_like_period_lies_a_year_earlier(period: Period) -> None:
    before = period.year_before()
    assert before.frequency is period.frequency
    assert before.end.year == period.end.year - 1
    assert before.start.month == period.start.month


def test_a_year_to_date_steps_by_months_and_starts_again_in_april() -> None:
    march = periods.year_to_date(2010, 3)
    assert str(march) == "April 2009 to March 2010"
    assert str(march.step()) == "April 2010"
    assert str(march.step(2)) == "April to May 2010"


@given(PERIODS, st.integers(-30, 30))
def test_like_periods_lie_whole_years_apart(period: Period, years: int) -> None:
    assume(1931 < period.start.year < 2169)
    assume((period.start.month, period.start.day) != (2, 29) and (period.end.month, period.end.day) != (2, 29))
    like = period.like(years)
    assert (like.start.year - period.start.year, like.start.month) == (years, period.start.month)
    assert like.like(-years) == period
    assert period.year_after() == period.like(1)


@pytest.mark.parametrize(
    ("longer", "frequency", "first", "count"),
    [
        (periods.quarter(2009, 2), Frequency.MONTH, periods.month(2009, 7), 3),
        (periods.financial_year(2009), Frequency.QUARTER, periods.quarter(2009, 1), 4),
        (periods.academic_year(2008), Frequency.MONTH, periods.month(2008, 9), 12),
        (periods.half_year(2009, 2), Frequency.QUARTER, periods.quarter(2009, 3), 2),
        (periods.rolling_year(2009, 9), Frequency.QUARTER, periods.quarter(2008, 3), 4),
    ],
)
def test_a_longer_period_is_made_up_of_shorter_ones(
    longer: Period, frequency: Frequency, first: Period, count: int
) -> None:
    parts = periods.split(longer, frequency)
    assert (parts[0], len(parts)) == (first, count)
    assert sum(part.days for part in parts) == longer.days


@pytest.mark.parametrize("frequency", [Frequency.QUARTER, Frequency.WAVE, Frequency.ROLLING_YEAR])
def test_what_does_not_make_up_a_longer_period_is_refused(frequency: Frequency) -> None:
    with pytest.raises(PeriodError, match="is not made up of"):
        periods.split(periods.academic_year(2008), frequency)


def test_a_frequency_says_how_often_it_comes_and_whether_it_overlaps() -> None:
    assert [kind.per_year for kind in (Frequency.MONTH, Frequency.HALF_YEAR, Frequency.ACADEMIC_YEAR)] == [12, 2, 1]
    assert [kind for kind in Frequency if kind.overlaps] == [Frequency.YEAR_TO_DATE, Frequency.ROLLING_YEAR]
    assert Frequency.WAVE.per_year is None


def test_a_leap_day_wave_has_a_like_day() -> None:
    assert periods.wave(date(2012, 2, 29)).year_before() == periods.wave(date(2011, 2, 28))


def test_a_wave_has_no_fixed_next_one() -> None:
    with pytest.raises(PeriodError, match="no fixed next one"):
        periods.wave(date(2009, 9, 30)).step()


def test_between_includes_both_ends() -> None:
    found = periods.between(periods.quarter(2008, 3), periods.quarter(2009, 2))
    assert [str(period) for period in found] == ["Q3 2008/09", "Q4 2008/09", "Q1 2009/10", "Q2 2009/10"]
    assert periods.between(Q2, Q2) == (Q2,)
    assert periods.between(Q2, Q2.step(-1)) == ()


def test_between_refuses_two_frequencies() -> None:
    with pytest.raises(PeriodError, match="two of one kind"):
        periods.between(SEPTEMBER, Q2)


def test_a_quarter_contains_its_months_and_not_its_neighbours() -> None:
    assert Q2.contains(SEPTEMBER)
    assert not Q2.contains(periods.month(2009, 10))
    assert YEAR.contains(Q2)
    assert not Q2.contains(YEAR)


@pytest.mark.parametrize(
    ("frequency", "start", "end"),
    [
        (Frequency.MONTH, date(2009, 9, 2), date(2009, 9, 30)),
        (Frequency.QUARTER, date(2009, 8, 1), date(2009, 10, 31)),
        (Frequency.FINANCIAL_YEAR, date(2009, 1, 1), date(2009, 12, 31)),
        (Frequency.WAVE, date(2009, 9, 2), date(2009, 9, 1)),
        (Frequency.WAVE, date(1899, 9, 2), date(1899, 9, 2)),
    ],
)
def test_days_that_are_no_such_period_are_refused(frequency: Frequency, start: date, end: date) -> None:
    with pytest.raises(PeriodError):
        Period(frequency, start, end)


def test_a_step_beyond_the_usable_years_is_refused() -> None:
    with pytest.raises(PeriodError, match="1900 to 2200"):
        YEAR.step(10**9)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2009-07", "2009-08", "2009-09", "2009-10"], Frequency.MONTH),
        (["2007-08", "2008-09", "2009-10"], Frequency.FINANCIAL_YEAR),
        (["08/09", "09/10"], Frequency.FINANCIAL_YEAR),
        (["08/09", "09/09"], Frequency.MONTH),
        (["09/10"], None),
        (["Q1 2009/10", "2009/10"], None),
    ],
)
def test_pairs_of_numbers_are_settled_by_their_column(texts: list[str], expected: Frequency | None) -> None:
    assert periods.settle(texts) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monthly", Frequency.MONTH),
        ("quarterly", Frequency.QUARTER),
        ("Half-yearly", Frequency.HALF_YEAR),
        ("half_year", Frequency.HALF_YEAR),
        ("Annual", None),
        ("Academic year", Frequency.ACADEMIC_YEAR),
        ("", None),
        *((frequency.value, frequency) for frequency in Frequency),
        *((frequency.words, frequency) for frequency in Frequency),
    ],
)
def test_reads_how_often_in_the_words_of_officers(text: str, expected: Frequency | None) -> None:
    assert periods.frequency(text) is expected


def test_an_unknown_frequency_is_refused_by_name() -> None:
    with pytest.raises(PeriodError, match="whenever"):
        periods.frequency("whenever")


def test_a_wave_is_on_its_day_and_other_periods_are_in_theirs() -> None:
    survey = periods.wave(date(2009, 9, 30))
    assert (survey.when, periods.quarter(2009, 2).when) == ("on 30 September 2009", "in Q2 2009/10")
    assert periods.parse("year to September 2009").when == "in the year to September 2009"
    several = periods.parse("12 October 2009 to 30 November 2009", Frequency.WAVE)
    assert several.when == f"in the wave of {several}"


@pytest.mark.parametrize(
    ("printed", "within"),
    [
        ("2008/09 academic year", "the 2008/09 academic year"),
        ("year to September 2009", "the year to September 2009"),
        ("2008/09", "2008/09"),
        ("Q2 2009/10", "Q2 2009/10"),
        ("September 2009", "September 2009"),
    ],
)
def test_within_a_sentence_a_year_that_is_named_takes_its_article(printed: str, within: str) -> None:
    assert periods.parse(printed).within == within
