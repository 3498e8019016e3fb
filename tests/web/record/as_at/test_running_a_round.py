"""How a round had come along by the end of a day: its assessments, values, claims, meeting and reports."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.test import Client

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.councils import actions as councils
from tallystick_web.councils.queries import own_area
from tallystick_web.delivery.actions import work
from tallystick_web.measures import actions as measures
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import ClaimDecision, MeetingNote
from web.record.as_at.story import Q2, Go, Read, judge, named


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
    reviews.carry_no_more(round=round, priority=other, by=alice)
    assert "Carried as missing" not in read("rounds/q2-2009-10/?as_at=2009-11-30")


def test_the_collection_shows_what_had_been_given_and_until_when_it_was_wanted(
    november: Priority, read: Read, on: Go
) -> None:
    alice, bob = User.objects.get(name="Alice"), User.objects.get(name="Bob")
    on(10, 14)
    noise = measures.keep_measure(
        council=november.council,
        reference="NOISE",
        title="Noise",
        frequency=periods.Frequency.QUARTER,
        owner=bob,
        by=alice,
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
    councils.leave(council=november.council, person=bob, by=alice)
    on(30)
    measures.reassign(measures=[noise], owner=alice, by=alice)
    page = "collect/round/q2-2009-10/"
    row = [read(f"{page}?as_at=2009-11-{day}").split("<small>NOISE")[1].split("</tr>")[0] for day in (12, 16, 19)]
    assert "24 December 2009" not in row[0] and f"{was.day} {was:%B}" in row[0] and "The meter broke." not in row[0]
    assert "24 December 2009" in row[1] and "The meter broke." in row[1] and "given" not in row[1]
    assert "given" in row[2]
    assert "Bob" in row[1] and "has left" not in row[1] and "Bob has left" in row[2] and "Alice" not in row[2]
    measures.retire(measure=noise, reason="Nobody uses it.", by=alice)
    assert "retired since is not kept: NOISE." in read(f"{page}?as_at=2009-11-12")


def test_progress_tells_the_states_and_days_of_then(november: Priority, read: Read) -> None:
    page = "reviews/rounds/q2-2009-10/progress/"
    first, asked = read(f"{page}?as_at=2009-11-12&show=all"), read(f"{page}?as_at=2009-11-20&show=all")
    assert "Drafting" in first and "0 of 1 priority is agreed" in first
    assert "Challenged, 1 not answered" in asked
    assert "1 of 1 priority is agreed" in read(f"{page}?as_at=2009-11-25")
    assert "1 priority is nobody’s to do" in first
    assert "Set the days" not in first


def test_progress_tells_whose_turn_it_was(november: Priority, read: Read, on: Go) -> None:
    alice, bob, dana = (User.objects.get(name=name) for name in ("Alice", "Bob", "Dana"))
    round = november.council.rounds.get(end=periods.quarter(2009, 3).end)
    on(26)
    keep = {"council": november.council, "reference": "ENV-1", "by": alice}
    plans.keep_priority(accountable_officer=dana, accountable_director=bob, **keep)
    on(27)
    said = reviews.begin(round=round, priority=november, by=alice)
    reviews.reassign(assessment=said, author=alice, by=alice)
    on(28)
    plans.keep_priority(accountable_officer=None, accountable_director=None, **keep)
    councils.leave(council=november.council, person=dana, by=alice)
    on(30)
    page = "reviews/rounds/q3-2009-10/progress/?as_at=2009-11-"
    turn = {day: read(f"{page}{day}").split("ENV-1</b>")[1].split("</tr>")[0] for day in (25, 26, 27)}
    assert "nobody" in turn[25]
    assert "Dana" in turn[26] and "Alice" not in turn[26]
    assert "Alice" in turn[27] and "Dana" not in turn[27]
    assert "ENV-1" in read(f"{page}26&person={dana.pk}") and "ENV-1</b>" not in read(f"{page}26&person={bob.pk}")


def test_progress_of_actions_tells_who_had_to_report_and_had_not(november: Priority, read: Read, on: Go) -> None:
    alice, bob = (User.objects.get(name=name) for name in ("Alice", "Bob"))
    keep = {"council": november.council, "reference": "A-1", "by": alice}
    on(26)
    action = work.keep_action(title="Sweep", owner=bob, due=date(2009, 12, 1), priorities=[november], **keep)
    on(27)
    work.take_step(action=action, verb="agree", by=alice, on=date(2009, 11, 27))
    on(28)
    work.redate_action(action=action, now=date(2010, 2, 1), reason="The sweeper broke.", by=alice)
    work.keep_action(title="Sweep twice", owner=alice, **keep)
    on(29)
    reviews.report(action=action, text="The rota is drafted.", by=alice)
    on(30)
    page = "reviews/rounds/q3-2009-10/actions/?as_at=2009-11-"
    told = {day: read(f"{page}{day}") for day in (25, 26, 27, 28, 29)}
    assert "No action has to report progress" in told[25] and "A-1" not in told[25]
    assert "A-1" not in told[26]  # nobody had agreed to it
    assert "Sweep<" in told[27].replace("\n", "") and "1 December 2009" in told[27] and "Bob" in told[27]
    assert "Sweep twice" in told[28] and "1 February 2010" in told[28] and "Report progress on" not in told[28]
    assert "Progress was reported on the one action" in told[29]
    assert "0 of 1 action has reported" in read("reviews/rounds/q3-2009-10/progress/?as_at=2009-11-27")


def test_where_the_log_does_not_say_what_was_changed_progress_says_so(november: Priority, read: Read) -> None:
    audit.record(by=None, verb="priority.changed", target=november)  # as it was written down before it told more
    assert "Of 1 priority it is not known whose turn it was" in read(
        "reviews/rounds/q3-2009-10/progress/?as_at=2009-11-26"
    )


def test_an_assessment_is_read_as_it_stood_with_what_was_asked_and_known(november: Priority, read: Read) -> None:
    page = named("reviews/assessments/SAID/read/?as_at=2009-11-")
    then, asked, agreed = (read(f"{page}{day}") for day in (12, 20, 25))
    assert "Litter is a worry." in then and "11.75%" in then and "Short of the target." in then
    assert "submitted by" not in then and "How was it counted?" not in then
    assert "submitted by Alice on 20 November 2009" in asked and "How was it counted?" in asked
    assert "Not answered yet." in asked and "By survey." not in asked and "agreed by" not in asked
    assert "By survey." in agreed and "agreed by Bob on 25 November 2009" in agreed and "8.25%" in agreed
    assert "The assessment had not been begun here by 9 November 2009" in read(f"{page}09")


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
