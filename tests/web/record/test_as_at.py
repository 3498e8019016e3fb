"""A round and a priority as they stood at the end of a day: what auditors and scrutiny ask for."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick.status import Polarity
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, CouncilType, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import Assessment, ClaimDecision, Departure, MeetingNote

Q1, Q2 = periods.quarter(2009, 1), periods.quarter(2009, 2)
Go = Callable[[int, int], None]
Read = Callable[[str], str]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Go:
    """Let it be a day of November 2009, at an hour."""

    def set_clock(day: int, hour: int = 12) -> None:
        moment = datetime(2009, 11, day, hour, tzinfo=ZoneInfo("Europe/London"))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


def observe(measure: Measure, value: str, by: User) -> None:
    one = measures.NewObservation(measure, own_area(measure.council), Q2, Vintage.PROVISIONAL, Decimal(value))
    measures.record_observations(council=measure.council, observations=[one], by=by)


def judge(assessment: Assessment, narrative: str, rating: Rating, reason: str, by: User) -> Assessment:
    assessment.refresh_from_db()
    return reviews.judge(
        assessment=assessment, narrative=narrative, rating=rating, reason=reason, version=assessment.version, by=by,
        departure=Departure.OTHER,
    )  # fmt: skip


@pytest.fixture
def november(on: Go, db: None) -> Iterator[Priority]:
    """A priority of which things were said, measured and agreed on the 10th, 20th and 25th; it is the 30th now."""
    on(9)
    leeds = councils.add_council(slug="leeds", name="Leeds", gss_code="E08000035", type=CouncilType.METROPOLITAN)
    people = {}
    for name, role in (("Alice", Role.PERFORMANCE_TEAM), ("Bob", Role.DIRECTOR), ("Dana", Role.COUNCILLOR)):
        people[name] = accounts.add_person(email=f"{name}@leeds.example", name=name, password="x" * 12, by=None)
        councils.give_role(council=leeds, person=people[name], role=role, by=None)
    alice, bob = people["Alice"], people["Bob"]
    plan = plans.keep_plan(council=leeds, reference="city-plan", title="City Plan", by=alice)
    theme = plans.keep_theme(plan=plan, title="Environment", by=alice)
    priority = plans.keep_priority(council=leeds, reference="ENV-1", theme=theme, title="Cleaner streets", by=alice)
    litter = measures.keep_measure(
        council=leeds, reference="NI 195a", title="Litter", unit="%", polarity=Polarity.LOWER_IS_BETTER,
        frequency=periods.Frequency.QUARTER, by=alice,
    )  # fmt: skip
    graffiti = measures.keep_measure(
        council=leeds, reference="NI 195c", title="Graffiti", frequency=periods.Frequency.QUARTER, by=alice
    )
    on(10)
    round = reviews.open_round(council=leeds, period=Q2, by=alice)
    plans.set_evidence(priority=priority, measures=[litter], by=alice)
    measures.set_target(measure=litter, name="Target", period=Q2, value=Decimal("9"), by=alice)
    observe(litter, "11.75", alice)
    said = reviews.keep_assessment(
        round=round, priorities=[priority], narrative="", rating=None, reason="", grades=[], by=alice
    )
    judge(said, "Litter is a worry.", Rating.AMBER, "Short of the target.", alice)
    on(20)
    observe(litter, "8.25", alice)
    measures.withdraw_observation(observation=Observation.objects.get(value="11.75"), reason="Misread.", by=alice)
    measures.set_target(measure=litter, name="Target", period=Q2, value=Decimal("8"), by=alice)
    measures.set_target(measure=litter, name="Partnership", period=Q2, value=Decimal("7"), by=alice)
    plans.set_evidence(priority=priority, measures=[litter, graffiti], by=alice)
    judge(said, "Litter is beaten.", Rating.GREEN, "It fell.", alice)
    reviews.submit(assessment=said, by=alice)
    asked = reviews.challenge(assessment=said, question="How was it counted?", by=bob)
    on(25)
    reviews.answer(question=asked, words="By survey.", by=alice)
    reviews.agree(assessment=said, by=bob)
    reviews.close_round(round=round, by=alice)
    reviews.open_round(council=leeds, period=periods.quarter(2009, 3), by=alice)
    on(30)
    yield priority


@pytest.fixture
def read(november: Priority, signed_in: Callable[[User], Client]) -> Read:
    client = signed_in(User.objects.get(name="Alice"))

    def page(address: str) -> str:
        answer = client.get(f"/leeds/{address}")
        assert answer.status_code == 200
        return str(answer.content.decode())

    return page


def test_a_priority_shows_what_was_said_and_known_at_the_end_of_the_day(read: Read) -> None:
    text = read("priorities/ENV-1/?as_at=2009-11-12")
    assert "As it stood on 12 November 2009" in text
    assert 'href="/leeds/priorities/ENV-1/"' in text
    assert "Litter is a worry." in text and "Litter is beaten." not in text
    assert "Judged by Alice on 10 November 2009" in text and "No director has agreed it here yet" in text
    assert "11.75%" in text and "8.25%" not in text
    targets = text.split('evidence__targets">')[1].split("</ul>")[0]
    assert "9%" in targets and "8%" not in targets and "Partnership" not in text
    assert "Graffiti" not in text
    assert "How was it counted?" not in text


def test_a_later_day_shows_what_had_come_meanwhile_and_no_more(read: Read) -> None:
    text = read("priorities/ENV-1/?as_at=2009-11-20")
    assert "Litter is beaten." in text and "8.25%" in text and "11.75%" not in text
    assert "Partnership" in text and "Graffiti" in text
    assert "How was it counted?" in text and "Not answered by then." in text and "By survey." not in text
    assert "agreed by Bob" not in text
    agreed = read("priorities/ENV-1/?as_at=2009-11-25&round=q2-2009-10")
    assert "agreed by Bob on 25 November 2009" in agreed and "By survey." in agreed


def test_the_newest_round_of_a_day_is_the_newest_that_had_been_opened(read: Read) -> None:
    assert "Q3 2009/10" not in read("priorities/ENV-1/?as_at=2009-11-12")
    assert "Q3 2009/10" in read("priorities/ENV-1/")


def test_a_round_shows_its_state_ratings_and_words_of_the_day(read: Read) -> None:
    then = read("rounds/q2-2009-10/?as_at=2009-11-12")
    assert "The round was open" in then and "Short of the target." in then and "Litter is beaten." not in then
    assert "agreed by" not in then
    assert "/leeds/priorities/ENV-1/?round=q2-2009-10&amp;as_at=2009-11-12" in then
    later = read("rounds/q2-2009-10/?as_at=2009-11-25")
    assert "The round was closed" in later and "It fell." in later and "agreed by Bob" in later
    assert "1 of 1" in later or "assessed" in later


def test_the_round_before_it_was_opened_says_so(read: Read) -> None:
    assert "had not been opened here by 12 November 2009" in read("rounds/q3-2009-10/?as_at=2009-11-12")
    assert "No round had been opened here by then." in read("priorities/ENV-1/?as_at=2009-11-09")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2009-11-08", "The first day of which anything is known is 9 November 2009"),
        ("2009-12-01", "1 December 2009 is still to come"),
        ("2009-02-30", "Enter a real date, such as 2009-11-12."),
        ("", "Enter the day that you want to look at"),
    ],
)
@pytest.mark.parametrize("page", ["priorities/ENV-1/", "rounds/q2-2009-10/"])
def test_a_day_that_cannot_be_shown_is_explained_and_shows_nothing_else(
    read: Read, page: str, day: str, words: str
) -> None:
    text = read(f"{page}?as_at={day}")
    assert words in text
    assert "Litter is" not in text
    assert f'href="/leeds/{page}"' in text


def test_what_was_carried_as_missing_is_told_by_the_day(november: Priority, read: Read, on: Go) -> None:
    alice, leeds = User.objects.get(name="Alice"), november.council
    other = plans.keep_priority(
        council=leeds, reference="ENV-2", theme=november.theme, title="Quieter streets", by=alice
    )
    round = november.coverage.get().round
    reviews.reopen_round(round=round, reason="A slip.", by=alice)
    reviews.carry(round=round, reasons={other: "Nobody is in post."}, by=alice)
    assert "Carried as missing: Nobody is in post." in read("rounds/q2-2009-10/?as_at=2009-11-30")
    assert "Carried as missing" not in read("rounds/q2-2009-10/?as_at=2009-11-26")
    assert "Nobody is in post." in read("priorities/ENV-2/?round=q2-2009-10&as_at=2009-11-30")


def test_looking_back_takes_no_more_queries_for_more_versions_and_priorities(november: Priority, read: Read) -> None:
    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            read(page)
        return len(found)

    pages = ["rounds/q3-2009-10/?as_at=2009-11-30", "priorities/ENV-1/?as_at=2009-11-30"]
    for page in pages:
        read(page)  # the first reading of a day takes a row more
    before = [count(page) for page in pages]
    alice, round = User.objects.get(name="Alice"), november.council.rounds.get(end=periods.quarter(2009, 3).end)
    for number in range(8):
        one = plans.keep_priority(
            council=november.council, reference=f"P-{number}", theme=november.theme, title="More", by=alice
        )
        said = reviews.keep_assessment(
            round=round, priorities=[one], narrative="", rating=None, reason="", grades=[], by=alice
        )
        for _ in range(3):
            judge(said, "Work goes on.", Rating.AMBER, "So so.", alice)
    assert [count(page) for page in pages] == before


def test_another_council_has_no_such_page(
    november: Priority, charlie: User, signed_in: Callable[[User], Client]
) -> None:
    assert Council.objects.get(slug="leeds") == november.council
    assert signed_in(charlie).get("/leeds/priorities/ENV-1/?as_at=2009-11-12").status_code == 403


EVERY_PAGE = [
    "", "rounds/q2-2009-10/", "priorities/ENV-1/", "measures/NI%20195a/", "collect/round/q2-2009-10/",
    "reviews/rounds/q2-2009-10/claims/", "reviews/rounds/q2-2009-10/progress/", "reviews/rounds/q2-2009-10/meeting/",
    "reviews/rounds/q2-2009-10/meeting/minutes/", "reviews/rounds/q2-2009-10/state/", "reports/q2-2009-10/overall-summaries/",
]  # fmt: skip


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_of_a_round_says_which_day_one_sees_and_leads_back_and_changes_nothing(
    read: Read, page: str
) -> None:
    text = read(f"{page}?as_at=2009-11-12")
    assert "As it stood on 12 November 2009" in text
    back = unquote(text.split("See it as it is now</a>")[0].split('href="')[-1].split('"')[0])
    assert back == f"/leeds/{unquote(page)}"
    main = text.split("<main")[1].split("</main>")[0]
    assert 'method="post"' not in main
    assert "Litter is beaten." not in text and "agreed by Bob" not in text


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_page_of_a_round_before_anything_was_opened_or_known_says_so(read: Read, page: str) -> None:
    text = read(f"{page}?as_at=2009-11-09")
    assert "had not been opened here by 9 November 2009" in text or "As it stood on 9 November 2009" in text
    assert "Litter is a worry." not in text and "11.75%" not in text
    assert "The first day of which anything is known is 9 November 2009" in read(f"{page}?as_at=2009-11-08")


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_who_may_open_a_page_may_look_back_at_it_and_nobody_else(
    november: Priority, charlie: User, signed_in: Callable[[User], Client], page: str
) -> None:
    for name in ("Alice", "Bob", "Dana"):
        client = signed_in(User.objects.get(name=name))
        now, then = (client.get(f"/leeds/{page}{query}").status_code for query in ("", "?as_at=2009-11-12"))
        assert now == then, name
    assert signed_in(charlie).get(f"/leeds/{page}?as_at=2009-11-12").status_code == 403
    assert Client().get(f"/leeds/{page}?as_at=2009-11-12").status_code == 302


@pytest.mark.parametrize("page", ["reviews/rounds/q2-2009-10/state/"])
def test_nothing_can_be_done_in_the_past(november: Priority, signed_in: Callable[[User], Client], page: str) -> None:
    answer = signed_in(User.objects.get(name="Alice")).post(f"/leeds/{page}?as_at=2009-11-12", {"reason": "Let me in."})
    assert answer.status_code == 405
    assert november.coverage.get().round.state == "closed"


def test_home_counts_the_ratings_of_the_day(read: Read) -> None:
    then, later = read("?as_at=2009-11-12"), read("?as_at=2009-11-25&round=q2-2009-10")
    assert "The round was open" in then and "it is amber" in then.split("<h1")[1].split("</h1>")[0]
    assert "The round was closed" in later and "amber" not in later.split("<h1")[1].split("</h1>")[0]
    assert "/leeds/priorities/ENV-1/?as_at=2009-11-12" in then
    assert "had not been opened here by 12 November 2009" in read("?as_at=2009-11-12&round=q3-2009-10")


def test_a_priority_that_was_added_later_is_not_there_yet(november: Priority, read: Read) -> None:
    alice = User.objects.get(name="Alice")
    plans.keep_priority(council=november.council, reference="ENV-9", theme=november.theme, title="Later", by=alice)
    for page in (
        "",
        "rounds/q2-2009-10/",
        "reviews/rounds/q2-2009-10/progress/",
        "reports/q2-2009-10/overall-summaries/",
    ):
        assert "ENV-9" not in read(f"{page}?as_at=2009-11-25"), page
        assert "ENV-9" in read(f"{page}?show=all"), page


def test_a_measure_shows_its_values_targets_and_definition_of_the_day(november: Priority, read: Read) -> None:
    alice = User.objects.get(name="Alice")
    measures.keep_measure(
        council=november.council,
        reference="NI 195a",
        title="Litter counted anew",
        definition="Grades B and worse.",
        by=alice,
    )
    then = read("measures/NI%20195a/?as_at=2009-11-12")
    assert "11.75%" in then and "8.25%" not in then and "Withdrawn by" not in then
    assert "Partnership" not in then and "Litter counted anew" not in then and "Grades B and worse." not in then
    assert "Correct it" not in then
    later = read("measures/NI%20195a/?as_at=2009-11-20")
    assert "8.25%" in later and "Withdrawn by Alice" in later and "Partnership" in later
    assert "Litter counted anew" in read("measures/NI%20195a/")
    assert "had not been defined here by" not in later


def test_a_measure_before_it_was_defined_says_so(november: Priority, read: Read) -> None:
    measures.keep_measure(
        council=november.council,
        reference="NEW",
        title="New",
        frequency=periods.Frequency.QUARTER,
        by=User.objects.get(name="Alice"),
    )
    assert "had not been defined here by 12 November 2009" in read("measures/NEW/?as_at=2009-11-12")


def test_the_collection_shows_what_had_been_given_and_until_when_it_was_wanted(
    november: Priority, read: Read, on: Go
) -> None:
    alice = User.objects.get(name="Alice")
    on(10, 14)
    noise = measures.keep_measure(
        council=november.council, reference="NOISE", title="Noise", frequency=periods.Frequency.QUARTER, by=alice
    )
    collection = november.coverage.get().round.collection
    assert collection is not None
    measures.ask_for(collection=collection, measure=noise, period=Q2, by=alice)
    on(15)
    due = noise.dues.get()
    was = due.due_on
    measures.extend(due=due, until=datetime(2009, 12, 24).date(), reason="The meter broke.", by=alice)
    on(18)
    measures.record_observations(
        council=november.council, by=alice,
        observations=[measures.NewObservation(noise, own_area(november.council), Q2, Vintage.PROVISIONAL, Decimal(40))],
    )  # fmt: skip
    on(30)
    page = "collect/round/q2-2009-10/"
    row = [read(f"{page}?as_at=2009-11-{day}").split("<small>NOISE")[1].split("</tr>")[0] for day in (12, 16, 19)]
    assert "24 December 2009" not in row[0] and f"{was.day} {was:%B}" in row[0] and "The meter broke." not in row[0]
    assert "24 December 2009" in row[1] and "The meter broke." in row[1] and "given" not in row[1]
    assert "given" in row[2]
    measures.retire(measure=noise, reason="Nobody uses it.", by=alice)
    assert "retired since is not kept: NOISE." in read(f"{page}?as_at=2009-11-12")


def test_progress_tells_the_states_and_days_of_then_and_leaves_out_whose_turn_it_was(
    november: Priority, read: Read, on: Go
) -> None:
    page = "reviews/rounds/q2-2009-10/progress/"
    first, asked = read(f"{page}?as_at=2009-11-12&show=all"), read(f"{page}?as_at=2009-11-20&show=all")
    assert "Drafting" in first and "0 of 1 priority is agreed" in first
    assert "Challenged, 1 not answered" in asked
    assert "1 of 1 priority is agreed" in read(f"{page}?as_at=2009-11-25")
    assert "Whose turn it was is left out" in first and "nobody’s to do" not in first
    assert "Set the days" not in first


def test_days_of_the_round_that_were_moved_later_are_put_back(november: Priority, read: Read, on: Go) -> None:
    alice, round = User.objects.get(name="Alice"), november.council.rounds.get(end=periods.quarter(2009, 3).end)
    on(27)
    was = round.submit_by
    moved = {"submit_by": datetime(2010, 3, 1).date(), "meeting_on": None, "agree_by": datetime(2010, 3, 31).date()}
    reviews.set_timetable(round=round, by=alice, **moved)
    on(30)
    page = "reviews/rounds/q3-2009-10/progress/"
    assert "1 March 2010" in read(page) and "1 March 2010" in read(f"{page}?as_at=2009-11-27")
    before = read(f"{page}?as_at=2009-11-26")
    assert "1 March 2010" not in before and was is not None and f"{was.day} {was:%B %Y}" in before


def test_the_claims_and_decisions_of_the_day(november: Priority, read: Read, on: Go) -> None:
    alice, round = User.objects.get(name="Alice"), november.council.rounds.get(end=periods.quarter(2009, 3).end)
    on(26)
    said = reviews.keep_assessment(
        round=round,
        priorities=[november],
        narrative="Litter rose by 50%, from 10 to 12.",
        rating=None,
        reason="",
        grades=[],
        by=alice,
    )
    [claim] = [one for one in queries.checked(said).claims if one.is_open]
    on(27)
    decision = reviews.decide(
        assessment=said, claim=claim, choice=ClaimDecision.Choice.SET_ASIDE, reason="A slip of the source.", by=alice
    )
    on(28)
    reviews.take_back(decision=decision, by=alice)
    on(29)
    judge(said, "Litter rose by 20%, from 10 to 12.", Rating.AMBER, "So so.", alice)
    on(30)
    page = "reviews/rounds/q3-2009-10/claims/?show=all&as_at=2009-11-"
    assert "1 contradiction is open" in read(f"{page}26") and "A slip of the source." not in read(f"{page}26")
    assert "A slip of the source." in read(f"{page}27") and "Nothing that is written is contradicted" in read(
        f"{page}27"
    )
    assert "1 contradiction is open" in read(f"{page}28") and "A slip of the source." not in read(f"{page}28")
    assert "Nothing that is written is contradicted" in read(f"{page}29") and "20%" in read(f"{page}29")
    closing = read("reviews/rounds/q3-2009-10/state/?as_at=2009-11-26")
    assert "1 contradiction was open" in closing and "with 1 priority neither agreed nor carried" in closing


def test_the_meeting_shows_the_exceptions_and_the_minutes_of_the_day(november: Priority, read: Read, on: Go) -> None:
    alice = User.objects.get(name="Alice")
    round = november.council.rounds.get(end=periods.quarter(2009, 3).end)
    on(26)
    worse = reviews.keep_assessment(
        round=round,
        priorities=[november],
        narrative="It is bad.",
        rating=Rating.RED,
        reason="All over.",
        grades=[],
        by=alice,
    )
    reviews.note_meeting(round=round, assessment=worse, kind=MeetingNote.Kind.NOTE, text="Look into it.", by=alice)
    on(28)
    judge(worse, "It is good.", Rating.GREEN, "It fell.", alice)
    reviews.note_meeting(round=round, assessment=worse, kind=MeetingNote.Kind.NOTE, text="Well done.", by=alice)
    on(30)
    page = "reviews/rounds/q3-2009-10/meeting/"
    agenda = read(f"{page}?as_at=2009-11-26")
    assert "Judged red" in agenda and f'href="{worse.pk}/?as_at=2009-11-26"' in agenda
    wall = read(f"{page}{worse.pk}/?as_at=2009-11-26")
    assert "It is bad." in wall and "Worse than last round: it was green" in wall and "Look into it." in wall
    assert "Well done." not in wall and "Take a note" not in wall
    assert "Well done." not in read(f"{page}minutes/?as_at=2009-11-26") and "Well done." in read(
        f"{page}minutes/?as_at=2009-11-28"
    )


def test_the_summaries_are_those_of_the_day_as_a_page_and_as_a_pdf(
    november: Priority, read: Read, signed_in: Callable[[User], Client]
) -> None:
    then = read("reports/q2-2009-10/overall-summaries/?as_at=2009-11-12")
    assert "Litter is a worry." in then and "11.75%" in then and "8.25%" not in then and "Graffiti" not in then
    assert "as on 12 November 2009" in then and "Publish these summaries" not in then
    later = read("reports/q2-2009-10/overall-summaries/?as_at=2009-11-20")
    assert "Litter is beaten." in later and "8.25%" in later and "Graffiti" in later
    assert "overall-summaries.pdf?as_at=2009-11-12" in then
    answer = signed_in(User.objects.get(name="Alice")).get(
        "/leeds/reports/q2-2009-10/overall-summaries.pdf?as_at=2009-11-12"
    )
    assert answer.content.startswith(b"%PDF")


def test_looking_back_at_the_other_pages_takes_no_more_queries_for_more_priorities(
    november: Priority, read: Read
) -> None:
    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            read(page)
        return len(found)

    round = november.council.rounds.get(end=periods.quarter(2009, 3).end)
    alice, litter = User.objects.get(name="Alice"), Measure.objects.get(reference="NI 195a")

    def more(number: int) -> None:
        one = plans.keep_priority(
            council=november.council, reference=f"P-{number}", theme=november.theme, title="More", by=alice
        )
        plans.set_evidence(priority=one, measures=[litter], by=alice)
        said = reviews.keep_assessment(
            round=round,
            priorities=[one],
            narrative="It rose by 50%, from 10 to 12.",
            rating=None,
            reason="",
            grades=[],
            by=alice,
        )
        judge(said, "It rose by 50%, from 10 to 12.", Rating.RED, "So so.", alice)
        [claim] = [claim for claim in queries.checked(said).claims if claim.is_open]
        reviews.decide(assessment=said, claim=claim, choice=ClaimDecision.Choice.SEEN, by=alice)

    more(0)
    pages = [page.replace("q2", "q3") + "?as_at=2009-11-30" for page in EVERY_PAGE]
    for page in pages:
        read(page)  # the first reading of a day takes a row more
    before = [count(page) for page in pages]
    for number in range(1, 6):
        more(number)
    assert [count(page) for page in pages] == before
