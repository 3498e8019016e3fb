"""What counts as a promise, when it falls due, who is held to it, and above all what is none."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from tallystick import periods
from tallystick.claims import promises
from tallystick.claims.model import Promise
from tallystick.claims.promises import vocabulary

ROUND = periods.quarter(2009, 2)


def one(text: str, on: periods.Period | date | None = ROUND) -> Promise:
    found = promises.find(text, on=on)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("We will publish the strategy by March 2010.", "March 2010"),
        ("The report is expected by spring 2010.", "1 March 2010 to 31 May 2010"),
        ("Results are due in May 2010.", "May 2010"),
        ("A full update will be given in the next report.", "Q3 2009/10"),
        ("The new depot is scheduled to open in early 2010.", "1 January 2010 to 30 April 2010"),
        ("By the end of Quarter 3 every school will have a travel plan.", "Q3 2009/10"),
        ("Validated figures will not be available until February 2010.", "February 2010"),
        ("The council plans to appoint a contractor by 31 March 2010.", "31 March 2010"),
        ("The Board agreed to review the policy within six months.", "1 October 2009 to 31 March 2010"),
        ("Phase 2 is due to start in the autumn term 2010.", "1 September 2010 to 31 December 2010"),
        ("Recruitment is to be completed by year end.", "2009/10"),
        ("An action plan, to be agreed by November 2009, is being drawn up.", "November 2009"),
        ("Completion is planned for the summer of 2011.", "1 June 2011 to 31 August 2011"),
        ("The review will be completed before Christmas.", "24 December 2009"),
        ("The road will be resurfaced during 2010/11.", "2010/11"),
        ("A decision is expected before 2023.", "2022"),
        ("In the next quarter we will consult residents on the options.", "Q3 2009/10"),
        ("The findings will be reported to the December Board.", "December 2009"),
        ("It is anticipated that the new system will go live in the first quarter of 2010/11.", "Q1 2010/11"),
        ("The contract is set to be awarded in mid-November.", "November 2009"),
        ("Data for the full year will be reported at quarter 4.", "Q4 2009/10"),
        ("Final data (due December 2009) are awaited.", "December 2009"),
        ("The surveys will be carried out in October/November.", "1 October 2009 to 30 November 2009"),
        ("The full effect will be measured later in the year.", "2009/10"),
        ("The leisure centre opens in May 2010.", "May 2010"),
        ("The plan is scheduled for adoption in summer 2010.", "1 June 2010 to 31 August 2010"),
        ("Work is due to commence in the new year.", "1 January 2010 to 31 January 2010"),
        ("We intend to consult residents between January and March 2010.", "1 January 2010 to 31 March 2010"),
        ("ACTION: Democratic Services to circulate the terms of reference before the next meeting.", "Q3 2009/10"),
        ("The scheme will be ready by the end of the academic year.", "2009/10 academic year"),
        ("The second half of the year will be used: works will start in the second half of 2010/11.", "H2 2010/11"),
    ],
)
def test_what_is_promised_falls_due_in_the_period_its_words_name(text: str, due: str) -> None:
    assert str(one(text).due) == due


@pytest.mark.parametrize(
    "text",
    [
        "The council will work with partners to improve outcomes.",
        "The strategy will be reviewed in due course.",
        "We will ensure that residents are at the heart of everything we do.",
        "Services may be reviewed in 2010.",
        "This could be completed by March 2010.",
        "Will the review be finished by March 2010?",
        "We would like to see this by April 2010.",
        "If funding is agreed, the works will start in May 2010.",
        "The works will start in May 2010 if funding is agreed.",
    ],
)
def test_an_intent_without_a_time_or_without_a_commitment_is_no_promise(text: str) -> None:
    assert promises.find(text, on=ROUND) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Unemployment is expected to rise to 10% by spring 2010.",
        "The population will reach 800,000 by 2026.",
        "The budget gap will be £12m in 2011/12.",
        "Costs are set to increase in 2010/11.",
        "Demand will be higher in winter 2010.",
        "In 2010 the council will face difficult choices.",
        "We will continue to monitor the position during 2010/11.",
        "Sickness absence is predicted at 11 days at the end of quarter 4.",
        "More people are likely to be out of work in early 2010.",
        "The closure will have a significant impact in 2010.",
    ],
)
def test_a_forecast_is_no_promise(text: str) -> None:
    assert promises.find(text, on=ROUND) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The report was due in March 2009.",
        "It was expected that the work would be finished by June 2009.",
        "The scheme was completed in May 2009.",
        "The review will cover what was done in May 2009.",
        "The delay was due to industrial action in October 2009.",
        "The council's plans to build 200 homes by 2012 were approved.",
        "There is still potential for the target to be met by March 2010.",
        "Staff will need to be trained by March 2010.",
        "The target for March 2010 is 85%.",
        "Applications received in December 2009 will be processed in the usual way.",
        "It is not known whether the grant will continue in 2010/11.",
        "Had the data been available in June 2010, it would have been reported.",
        "Agreement of the plan is now the priority for the next 6 months.",
    ],
)
def test_what_is_past_or_stands_beside_a_date_only_is_no_promise(text: str) -> None:
    assert promises.find(text, on=ROUND) == ()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("We will publish the strategy by March 2010.", "We"),
        ("The Director of Housing will report to Cabinet in December.", "The Director of Housing"),
        ("The strategy will be refreshed by the Head of Policy by June 2010.", "the Head of Policy"),
        ("It is anticipated that the council will commission a review before 2023.", "the council"),
        ("Officers to bring a report to the next meeting.", "Officers"),
        ("This data will be available in spring 2010.", ""),
        ("The roof will be repaired in May 2010.", ""),
    ],
)
def test_a_promise_names_who_made_it_where_somebody_is_named(text: str, who: str) -> None:
    assert one(text).who == who


def test_a_promise_says_what_and_when_in_its_own_words() -> None:
    found = one(
        "Sales rose. The next city wide data will be available in February 2010, this will be the data for 2008."
    )
    assert (found.what, found.when) == ("The next city wide data will be available", "February 2010")
    assert found.text == "The next city wide data will be available in February 2010"


def test_two_times_of_one_sentence_are_two_promises() -> None:
    found = promises.find(
        "The draft will be circulated in October 2009 and the final version in December 2009.", on=ROUND
    )
    assert [str(promise.due) for promise in found] == ["October 2009", "December 2009"]


def test_minutes_promise_in_reported_speech_and_by_resolution() -> None:
    told = one("Officers advised that a further report would be brought to the Board in January 2010.")
    decided = one("RESOLVED – That the report be noted and that a further report be submitted in March 2010.")
    assert (str(told.due), str(decided.due)) == ("January 2010", "March 2010")
    assert promises.find("We would be glad to see it in January 2010.", on=ROUND) == ()


def test_a_recommendation_that_something_be_done_is_a_promise_only_where_it_was_decided() -> None:
    assert promises.find("Residents ask that the report be published in May 2010.", on=ROUND) == ()


def test_movements_are_promises_only_where_somebody_brings_them_about() -> None:
    assert str(one("We will increase recycling to 40% by 2012.").due) == "2012"
    assert promises.find("Recycling will increase to 40% by 2012.", on=ROUND) == ()


def test_a_time_without_its_year_is_due_at_no_known_time_without_the_round() -> None:
    found = one("Key points will follow in the Quarter 4 update.", on=None)
    assert (found.due, found.when) == (None, "Quarter 4")
    assert str(one("Key points will follow in the Quarter 4 update.").due) == "Q4 2009/10"


def test_times_are_resolved_from_a_day_as_from_a_round() -> None:
    on = date(2009, 10, 14)
    assert str(one("A report will be published by the end of the month.", on).due) == "October 2009"
    assert str(one("A report will be published next month.", on).due) == "November 2009"
    assert str(one("A report will be published in September.", on).due) == "September 2010"
    assert one("A report will be published by the end of the month.").due is None


def test_a_quarter_that_has_passed_is_that_of_the_year_to_come() -> None:
    assert str(one("Results will be given in the Quarter 1 update.").due) == "Q1 2010/11"


def test_a_vague_time_is_kept_with_no_period() -> None:
    found = one("Details will be contained in reports to the Board in coming months.")
    assert (found.due, found.when) == (None, "coming months")


def test_wrapped_lines_are_one_sentence_and_items_of_a_list_are_several() -> None:
    wrapped = "The validated figures for all schools and colleges in the district will\nbe available in spring\n2010 at the latest."
    assert one(wrapped).when == "spring 2010"
    listed = promises.find(
        "- The lift will be repaired\n- Sales were low in May 2010\n- The hall will reopen in June 2010", on=ROUND
    )
    assert [promise.what for promise in listed] == ["The hall will reopen"]


def test_the_words_stand_where_the_promise_says() -> None:
    text = "Intro.\n\n • “Results will be published in May 2010”, he said; the hall opens in June 2010."
    for promise in promises.find(text, on=ROUND):
        assert text[promise.start : promise.end] == promise.text


def test_the_round_is_told_by_the_months_named_most() -> None:
    text = "In September 2009 it fell. From April to September 2009 it rose. In August 2009 it stood. March 2010 is the aim."
    assert promises.round_of(text) == ROUND
    assert promises.round_of("In September 2009 it fell. In May 2010 it rose.") is None


def test_the_promises_of_a_real_tracker_are_found_and_nothing_else(seeds: Path) -> None:
    text = next(path for path in seeds.glob("*.txt") if "LN-1b" in path.read_text()).read_text()
    found = promises.find(text, on=promises.round_of(text))
    assert [str(promise.due) for promise in found] == [
        *("1 October 2009 to 30 November 2009", "2009/10", "None", "Q4 2009/10", "1 March 2010 to 31 May 2010"),
        *("Q4 2009/10", "February 2010", "February 2010"),
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "will in ",
        "by the end of the ",
        "to be ",
        "May 2010 and ",
        "in   ",
        "will\n",
        "(",
        "expected to be ",
        "a.",
        "in the next ",
        "’ll ",
    ],
)
def test_time_grows_with_length_whatever_the_text(unit: str) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit)) + " will be ready in May 2010."
        return lambda: promises.find(text, on=ROUND)

    assert_time_grows_with_size(prepare, 5_000)


WORDS = st.sampled_from(
    ["will", "be", "in", "May", "2010", "by", "the", "end", "of", ".", "\n", "Quarter 4", "due", "to", "not", "until", "report", "next",
     "year", "31 March", "£5m", "if", "“", ";", "spring", "99/99/2010", "before 1900", "2200", "12 years", "within"]
)  # fmt: skip


@settings(max_examples=150)
@given(
    st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=200)),
    st.sampled_from([None, ROUND, date(2200, 12, 31), periods.month(1900, 1), periods.calendar_year(2200)]),
)
def test_any_text_gives_promises_in_order_that_stand_where_they_say(
    text: str, on: periods.Period | date | None
) -> None:
    found = promises.find(text, on=on)
    assert all(text[promise.start : promise.end] == promise.text and promise.text.strip() for promise in found)
    assert all(first.start < second.start for first, second in pairwise(found))
    assert found == promises.find(text, on=on)


def test_a_file_of_words_that_lacks_a_list_is_refused_by_its_name() -> None:
    with pytest.raises(vocabulary.VocabularyError, match="will"):
        vocabulary.validated({})
