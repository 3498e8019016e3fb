"""The performance team's page: who is late, what is missing, what is done about several at once; opening, days and closing of a round."""

import csv
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Membership
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, Carried, Round
from tallystick_web.reviews.queries import burndown, progress

Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE = "https://tallystick.example"


def at(round: Round, rest: str = "progress/") -> str:
    return f"/leeds/reviews/rounds/{round.slug}/{rest}"


def one_line(round: Round, on: date | None = None) -> progress.Line:
    return next(one for one in progress.lines(round, on or timezone.localdate()) if one.priority.reference == "ENV-1")


def change(client: Client, round: Round, priority: Priority, **typed: Any) -> str:
    asked = {"chosen": [priority.pk], "until": "", "author": "", "reason": "", **typed}
    return client.post(at(round, "progress/change/"), asked, follow=True).content.decode()


def test_whose_turn_it_is_follows_the_state(assessment: Assessment, erin: User, bob: User) -> None:
    round = assessment.round
    assert one_line(round).turn == (erin,)
    actions.submit(assessment=assessment, by=erin)
    assert one_line(round).turn == (bob,) and one_line(round).due_on == round.agree_by
    asked = actions.challenge(assessment=assessment, question="Why?", by=bob)
    assert one_line(round).turn == (erin,) and one_line(round).state == "challenged, 1 not answered"
    actions.answer(question=asked, words="So.", by=erin)
    assert one_line(round).turn == (bob,)
    actions.agree(assessment=assessment, by=bob)
    assert one_line(round).turn == () and one_line(round).settled


def test_what_a_leaver_was_to_write_is_nobodys(
    assessment: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    Membership.objects.filter(person=erin).delete()
    page = signed_in(alice).get(at(assessment.round, "progress/?show=unowned")).content.decode()
    assert one_line(assessment.round).turn == () and "1 priority is nobody’s to do" in page and "ENV-1" in page


def test_late_is_counted_from_the_day_that_counts(assessment: Assessment, erin: User, alice: User) -> None:
    submit_by = assessment.round.submit_by
    assert one_line(assessment.round, submit_by).days_late == 0
    assert one_line(assessment.round, submit_by + timedelta(3)).days_late == 3
    actions.extend(assessment=assessment, until=submit_by + timedelta(10), reason="A flood.", by=alice)
    assert one_line(assessment.round, submit_by + timedelta(3)).days_late == 0


def test_the_page_names_what_is_wrong(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    client = signed_in(alice)
    assert "0 of 1 priority is agreed or carried; 1 is late" in client.get(at(assessment.round)).content.decode()
    Round.objects.update(submit_by=timezone.localdate() - timedelta(4))
    assert "</span> by 4 days" in client.get(at(assessment.round)).content.decode()
    actions.carry(round=assessment.round, reasons={assessment.coverage.all()[0].priority: "Late."}, by=alice)
    assert "Everything is agreed or carried as missing" in client.get(at(assessment.round)).content.decode()


def test_the_progress_of_a_round_is_sorted_and_taken_away(
    assessment: Assessment, priority: Priority, alice: User, bob: User, signed_in: Browser
) -> None:
    round = assessment.round
    plans.keep_priority(
        council=round.council, reference="A-9", theme=priority.theme, title="Last", accountable_officer=bob, by=alice
    )
    actions.carry(round=round, reasons={Priority.objects.get(reference="A-9"): "No figures."}, by=alice)
    client = signed_in(alice)

    def order(query: str) -> list[list[str]]:
        page = client.get(at(round, f"progress/?{query}")).content.decode()
        file: Any = client.get(at(round, f"progress.csv?{query}"))
        rows = list(csv.reader(b"".join(file).decode("utf-8-sig").splitlines()))[1:]
        assert re.findall(r"<b>([A-Z0-9-]+)</b>", page.split("<tbody")[-1]) == [row[1] for row in rows]
        return rows

    assert [row[1] for row in order("show=all&sort=priority")] == ["A-9", "ENV-1"]
    assert [row[1] for row in order("show=all&sort=-priority")] == ["ENV-1", "A-9"]
    [carried] = order("show=carried")
    assert carried == [str(round), "A-9", "Last", "carried as missing", "", "", "", "", "", "", "No figures."]
    assert signed_in(bob).get(at(round, "progress.csv")).status_code == 403


def test_several_are_chased_by_one_letter_to_each_person_and_it_shows(
    assessment: Assessment, priority: Priority, erin: User, alice: User, signed_in: Browser,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    other = plans.keep_priority(
        council=priority.council,
        reference="ENV-2",
        theme=priority.theme,
        title="Parks",
        accountable_officer=erin,
        by=alice,
    )
    client, chosen = signed_in(alice), [priority.pk, other.pk]
    preview = change(client, assessment.round, priority, do="chase", chosen=chosen)
    assert "This would happen to 2 priorities" in preview and "Erin is asked: Write about ENV-1" in preview
    assert not Event.objects.filter(verb="person.chased").exists()
    with django_capture_on_commit_callbacks(execute=True):
        page = change(client, assessment.round, priority, do="chase", chosen=chosen, confirmed="yes")
    assert "1 reminder was sent, to Erin" in page and page.count("chased on") == 2
    assert len(mail.outbox) == 1 and "ENV-1" in mail.outbox[0].body and "ENV-2" in mail.outbox[0].body
    again = change(client, assessment.round, priority, do="chase", confirmed="yes")
    assert "was reminded of this today already" in again


def test_more_time_is_given_with_a_reason_and_a_later_day(
    assessment: Assessment, priority: Priority, alice: User, signed_in: Browser
) -> None:
    client = signed_in(alice)
    missing = change(client, assessment.round, priority, do="extend")
    assert "Enter the new day" in missing and "Say why: one sentence is enough" in missing
    early = change(
        client, assessment.round, priority, do="extend", until="2009-01-01", reason="A flood.", confirmed="yes"
    )
    assert "ENV-1: It is due on" in early
    change(client, assessment.round, priority, do="extend", until="2030-01-02", reason="A flood.", confirmed="yes")
    assert Assessment.objects.get().due_on == date(2030, 1, 2)


def test_a_councillor_is_not_offered_as_an_author(
    round: Round, priority: Priority, alice: User, dana: User, signed_in: Browser
) -> None:
    page = signed_in(alice).get(at(round)).content.decode()
    offered = page.split('name="author"')[1].split("</select>")[0]
    assert f'value="{alice.pk}"' in offered and f'value="{dana.pk}"' not in offered


def test_another_author_is_chosen_even_where_nothing_is_begun(
    round: Round, priority: Priority, bob: User, alice: User, dana: User, signed_in: Browser
) -> None:
    client = signed_in(alice)
    assert "cannot write assessments" in change(client, round, priority, do="reassign", author=dana.pk)
    assert not Assessment.objects.exists()
    change(client, round, priority, do="reassign", author=bob.pk, confirmed="yes")
    assert Assessment.objects.get().author == bob


def test_priorities_are_carried_as_missing_one_by_one_with_their_reasons(
    assessment: Assessment, priority: Priority, alice: User, signed_in: Browser
) -> None:
    other = plans.keep_priority(
        council=priority.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice
    )
    client = signed_in(alice)
    change(client, assessment.round, priority, do="carry", reason="No figures.", confirmed="yes")
    change(client, assessment.round, other, do="carry", reason="Nobody in post.", confirmed="yes")
    assert dict(Carried.objects.values_list("priority__reference", "reason")) == {
        "ENV-1": "No figures.",
        "ENV-2": "Nobody in post.",
    }
    page = client.get(at(assessment.round, "state/")).content.decode()
    assert "Nobody in post." in page and "carrying" not in page
    client.post(at(assessment.round, "state/"))
    assert Round.objects.get(pk=assessment.round_id).state == "closed"
    settled = change(client, assessment.round, priority, do="chase", confirmed="yes")
    assert "there is nothing left to do" in settled


def test_what_is_carried_can_be_taken_back_and_ends_when_it_is_agreed(
    assessment: Assessment, priority: Priority, alice: User, bob: User, signed_in: Browser
) -> None:
    client, round = signed_in(alice), assessment.round
    change(client, round, priority, do="carry", reason="No figures.", confirmed="yes")
    again = change(client, round, priority, do="carry_no_more", confirmed="yes")
    assert "No longer carried as missing: ENV-1" in again and not Carried.objects.exists()
    assert "It is not carried as missing" in change(client, round, priority, do="carry_no_more")
    change(client, round, priority, do="carry", reason="No figures.", confirmed="yes")
    actions.submit(assessment=assessment, by=alice)
    actions.agree(assessment=assessment, by=bob)
    assert not Carried.objects.exists()
    assert Event.objects.filter(verb="priority.carried_no_more", target_id=priority.pk).count() == 2


def test_choosing_none_and_choosing_another_councils_change_nothing(
    assessment: Assessment, harborough: Council, charlie: User, alice: User, signed_in: Browser
) -> None:
    page = signed_in(alice).post(
        at(assessment.round, "progress/change/"),
        {"do": "chase", "chosen": ["x", "999", "9" * 19, "9" * 5_000]},
        follow=True,
    )
    assert "Choose the priorities to do something with" in page.content.decode()
    assert signed_in(charlie).get(at(assessment.round)).status_code == 403
    assert signed_in(charlie).post(at(assessment.round, "progress/change/")).status_code == 403


def on(day: int) -> AbstractContextManager[Any]:
    """Noon of a day of October 2009."""
    return patch("django.utils.timezone.now", return_value=datetime(2009, 10, day, 12, tzinfo=UTC))


def test_the_burndown_counts_what_was_left_at_the_end_of_each_day(
    priority: Priority, measure: Measure, alice: User, bob: User
) -> None:
    """Opened on Monday; a value given on Tuesday; agreed on Wednesday, opened again on Thursday, carried on Friday."""
    leeds = priority.council
    plans.keep_priority(council=leeds, reference="ENV-2", theme=priority.theme, title="Parks", by=alice)
    period = periods.month(2009, 9)
    with on(5):
        round = actions.open_round(council=leeds, period=period, by=alice)
    asked = round.collection.dues.get().period  # type: ignore[union-attr]
    value = measures.NewObservation(measure, councils.own_area(leeds), asked, Vintage.VALIDATED, Decimal(9))
    with on(6):
        measures.record_observations(council=leeds, by=alice, observations=[value])
    with on(7):
        kept = actions.keep_assessment(
            round=round,
            priorities=[priority],
            narrative="Cleaner.",
            rating=Rating.GREEN,
            reason="So.",
            grades=[],
            by=alice,
        )
        actions.submit(assessment=kept, by=alice)
        actions.agree(assessment=kept, by=bob)
    with on(8):
        actions.reopen(assessment=kept, reason="A slip.", by=alice)
    with on(9):
        actions.carry(round=round, reasons={priority: "Late."}, by=alice)
    found = burndown.burndown(round, date(2009, 10, 12))
    assert found is not None
    assert [day.day for day in found.days] == [5, 6, 7, 8, 9, 12]
    assert found.priorities == [2, 2, 1, 2, 1, 1]
    assert found.values == [1, 0, 0, 0, 0, 0]
    assert "from 2 to 1" in found.sentence and "from 1 to 0" in found.sentence


def test_a_round_begins_with_its_usual_days_and_may_have_others(
    alice: User, leeds: Council, signed_in: Browser
) -> None:
    client = signed_in(alice)
    page = client.get("/leeds/reviews/rounds/open/?period=Q3 2009/10").content.decode()
    assert 'value="2010-01-15"' in page and 'value="2010-01-22"' in page
    typed = {
        "period": "Q3 2009/10", "days_for": "Q3 2009/10", "collect_by": "2010-01-15", "submit_by": "2010-01-22", "meeting_on": "",
        "agree_by": "2010-03-01",
    }  # fmt: skip
    client.post("/leeds/reviews/rounds/open/", typed)
    opened = Round.objects.get()
    assert (opened.submit_by, opened.agree_by) == (date(2010, 1, 22), date(2010, 3, 1))


def test_days_that_were_not_touched_follow_the_period_that_was_typed(
    alice: User, leeds: Council, signed_in: Browser
) -> None:
    client = signed_in(alice)
    typed = {
        "days_for": "Q3 2009/10",
        "collect_by": "2010-01-15",
        "submit_by": "2010-01-22",
        "meeting_on": "2010-01-29",
        "agree_by": "2010-02-05",
    }
    client.post("/leeds/reviews/rounds/open/", {**typed, "period": "Q4 2009/10"})
    assert Round.objects.get().submit_by > date(2010, 4, 1)


def test_days_out_of_order_are_told_and_nothing_is_opened(alice: User, leeds: Council, signed_in: Browser) -> None:
    typed = {"period": "Q3 2009/10", "submit_by": "2010-03-01", "agree_by": "2010-02-01"}
    page = signed_in(alice).post("/leeds/reviews/rounds/open/", typed).content.decode()
    assert "The days must follow one another" in page and not Round.objects.exists()


def test_the_days_of_an_open_round_are_moved(round: Round, alice: User, signed_in: Browser) -> None:
    client = signed_in(alice)
    page = client.post(at(round, "timetable/"), {"submit_by": "2009-12-01", "meeting_on": "", "agree_by": "2009-11-30"})
    assert "The days must follow one another" in page.content.decode()
    client.post(at(round, "timetable/"), {"submit_by": "2009-12-01", "meeting_on": "", "agree_by": "2009-12-10"})
    round.refresh_from_db()
    assert (round.submit_by, round.meeting_on, round.agree_by) == (date(2009, 12, 1), None, date(2009, 12, 10))


def test_the_queries_do_not_grow_with_sixty_priorities(
    round: Round, priority: Priority, measure: Measure, erin: User, alice: User, signed_in: Browser
) -> None:
    client, counts = signed_in(alice), []
    for number in range(60):
        if number in (2, 59):
            with CaptureQueriesContext(connection) as queries:
                client.get(at(round, "progress/?show=all"))
            counts.append(len(queries))
        one = plans.keep_priority(
            council=priority.council,
            reference=f"T-{number}",
            theme=priority.theme,
            title="Trees",
            accountable_officer=erin,
            by=alice,
        )
        plans.set_evidence(priority=one, measures=[measure], by=alice)
        actions.keep_assessment(
            round=round, priorities=[one], narrative="x", rating=Rating.RED, reason="", grades=[], by=alice
        )
    assert counts[0] == counts[1] <= 35


@pytest.mark.parametrize(
    "typed",
    [
        {"do": "extend", "until": "2030-01-31", "reason": "A flood."},
        {"do": "carry", "reason": "A flood."},
        {"do": "reassign"},
    ],
)
def test_looking_at_what_would_happen_to_more_takes_no_more_queries(
    typed: dict[str, str], assessment: Assessment, alice: User, erin: User, signed_in: Browser
) -> None:
    round, first, client = assessment.round, assessment.coverage.get().priority, signed_in(alice)
    keys, counts = [first.pk], []
    asked = {"until": "", "reason": "", "author": erin.pk, **typed}
    for number in range(2):
        client.post(at(round, "progress/change/"), {**asked, "chosen": keys})
        with CaptureQueriesContext(connection) as found:
            text = client.post(at(round, "progress/change/"), {**asked, "chosen": keys}).content.decode()
        counts.append(len(found))
        assert text.count("ENV-") + text.count("MORE-") >= len(keys)
        for extra in range(6 if number == 0 else 0):
            one = plans.keep_priority(
                council=round.council, reference=f"MORE-{extra}", theme=first.theme, title="More", by=alice
            )
            actions.keep_assessment(
                round=round, priorities=[one], narrative="", rating=None, reason="", grades=[], by=alice
            )
            keys.append(one.pk)
    assert counts[0] == counts[1]
