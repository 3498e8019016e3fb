"""A round and a priority as they stood at the end of a day: what auditors and scrutiny ask for."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
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
from tallystick_web.reviews.models import Assessment, Departure

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
