"""Writing an assessment: what stands on the page, drafts that outlive the browser, two people in one text, what it covers."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions
from tallystick_web.reviews.forms.times import last_day
from tallystick_web.reviews.models import Assessment, Coverage, Draft, State

Browser = Callable[[User], Client]
Q2 = periods.quarter(2009, 2)


def page(assessment: Assessment, rest: str = "") -> str:
    return f"/leeds/reviews/assessments/{assessment.pk}/{rest}"


def typed(assessment: Assessment, **changes: Any) -> dict[str, Any]:
    covered = {f"partial_{one.priority_id}": "" for one in assessment.coverage.all()}
    return {
        "narrative": "New words.", "rating": "red", "rating_reason": "Because.", "departure": "", "judge_after": "", "also": "",
        "covers": [one.priority_id for one in assessment.coverage.all()], "version": assessment.version, **covered, **changes,
    }  # fmt: skip


def now(assessment: Assessment) -> Assessment:
    return Assessment.objects.get(pk=assessment.pk)


@pytest.fixture
def suggested(assessment: Assessment, measure: Measure, alice: User) -> Assessment:
    """The evidence suggests red: its one measure is far off its target, and a settled grade says so too."""
    measures.set_target(measure=measure, name="Target", period=Q2, by=alice, value=Decimal(2))
    assessment.external_grades.all().update(words="")
    return assessment


def test_the_page_shows_last_round_the_evidence_and_what_it_suggests(
    suggested: Assessment, priority: Priority, alice: User, signed_in: Browser
) -> None:
    earlier = actions.open_round(council=suggested.council, period=periods.quarter(2009, 1), by=alice)
    actions.keep_assessment(
        round=earlier, priorities=[priority], narrative="It was worse then.", rating=Rating.GREEN, reason="So we thought.",
        grades=[], by=alice,
    )  # fmt: skip
    words = signed_in(alice).get(page(suggested)).content.decode()
    evidence = words[words.index('id="evidence"') :]
    assert 'href="/leeds/measures/NI%20195a/"' in evidence and "11.75%" in evidence
    for said in (
        "It was worse then.",
        "So we thought.",
        "/leeds/measures/NI%20195a/",
        'class="sparkline"',
        "Evidence suggests red",
    ):
        assert said in words


def test_an_author_saves_and_submits_in_one_step(suggested: Assessment, erin: User, signed_in: Browser) -> None:
    answer = signed_in(erin).post(page(suggested), {**typed(suggested), "then": "submit"})
    assert answer.status_code == 302
    assert (now(suggested).state, now(suggested).submitted_by) == (State.SUBMITTED, erin)


def test_a_departing_rating_is_submitted_with_its_reason_code_only(
    suggested: Assessment, erin: User, signed_in: Browser
) -> None:
    client = signed_in(erin)
    asked = {**typed(suggested, rating="amber"), "then": "submit"}
    answer = client.post(page(suggested), asked)
    assert "You judge amber, the evidence suggests red. Choose why they differ." in answer.content.decode()
    assert now(suggested).state == State.DRAFTING
    client.post(page(suggested), {**asked, "departure": "precautionary"})
    assert (now(suggested).state, now(suggested).departure) == (State.SUBMITTED, "precautionary")


def test_all_that_a_submission_lacks_is_told_at_once(suggested: Assessment, erin: User, signed_in: Browser) -> None:
    blank = typed(suggested, narrative="", rating="", rating_reason="", then="submit")
    answer = signed_in(erin).post(page(suggested), blank).content.decode()
    assert "Write the narrative before you submit it" in answer
    assert "say from when it can be judged. If the rating is not red, choose why too." in answer


def test_an_unfinished_text_is_saved_but_not_submitted(assessment: Assessment, erin: User, signed_in: Browser) -> None:
    blank = typed(assessment, narrative="", rating="", rating_reason="")
    answer = signed_in(erin).post(page(assessment), {**blank, "then": "submit"}).content.decode()
    assert "Write the narrative before you submit it" in answer
    assert "Give a rating with its reason, or say from when it can be judged." in answer
    assert signed_in(erin).post(page(assessment), blank).status_code == 302


def test_not_able_to_judge_yet_is_said_with_a_period_and_kept_as_a_day(
    assessment: Assessment, erin: User, signed_in: Browser
) -> None:
    client = signed_in(erin)
    asked = typed(assessment, rating="", rating_reason="No new data until then.", judge_after="spring 2010")
    client.post(page(assessment), {**asked, "then": "submit"})
    assert (now(assessment).judge_after, now(assessment).state) == (date(2010, 5, 31), State.SUBMITTED)


def test_a_time_that_is_none_is_told_beside_its_field(assessment: Assessment, erin: User, signed_in: Browser) -> None:
    answer = signed_in(erin).post(page(assessment), typed(assessment, rating="", judge_after="when hens have teeth"))
    assert "“when hens have teeth” is no day or period" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1 April 2010", date(2010, 4, 1)), ("2010-04-01", date(2010, 4, 1)), ("Q4 2009/10", date(2010, 3, 31)),
        ("March 2010", date(2010, 3, 31)), ("spring 2010", date(2010, 5, 31)), ("2010/11", date(2011, 3, 31)),
        ("soon", None), ("", None), ("9" * 500, None),
    ],
)  # fmt: skip
def test_days_as_people_say_them(said: str, day: date | None) -> None:
    assert last_day(said, Q2) == day


def test_a_text_covers_a_further_priority_and_says_what_it_leaves_out(
    assessment: Assessment, priority: Priority, alice: User, signed_in: Browser
) -> None:
    other = plans.keep_priority(
        council=priority.council, reference="ENV-2a", theme=priority.theme, title="Parks", by=alice
    )
    client = signed_in(alice)
    client.post(page(assessment), typed(assessment, also="env-2a", **{f"partial_{priority.pk}": "Weeds"}))
    assert [(one.priority, one.partial) for one in now(assessment).coverage.all()] == [(priority, "Weeds"), (other, "")]
    client.post(page(assessment), typed(now(assessment), covers=[other.pk]))
    assert [one.priority for one in now(assessment).coverage.all()] == [other]


def test_what_it_cannot_cover_is_told_beside_the_field(
    assessment: Assessment, priority: Priority, alice: User, signed_in: Browser
) -> None:
    other = plans.keep_priority(
        council=priority.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice
    )
    actions.keep_assessment(
        round=assessment.round, priorities=[other], narrative="", rating=None, reason="", grades=[], by=alice
    )
    client = signed_in(alice)
    told = client.post(page(assessment), typed(assessment, also="ENV-2, ENV-99")).content.decode()
    assert "There is no priority ENV-99" in told and "ENV-2 already has an assessment" in told
    none = client.post(page(assessment), typed(assessment, covers=[])).content.decode()
    assert "Choose at least one priority" in none
    assert Coverage.objects.count() == 2


def test_what_is_typed_is_kept_and_offered_on_return(assessment: Assessment, erin: User, signed_in: Browser) -> None:
    told = (
        signed_in(erin)
        .post(page(assessment, "draft/"), typed(assessment, narrative="Half a sentence"))
        .content.decode()
    )
    assert "Draft kept " in told
    again = signed_in(erin).get(page(assessment)).content.decode()
    assert "You have a draft from" in again and "Half a sentence" in again
    assert now(assessment).narrative != "Half a sentence"


def test_a_form_that_says_what_is_held_leaves_no_draft(assessment: Assessment, erin: User, signed_in: Browser) -> None:
    """An autosave that arrives after the save it raced must not make a draft of what was just saved."""
    client, late = signed_in(erin), typed(assessment)
    client.post(page(assessment, "draft/"), late)
    client.post(page(assessment), late)
    client.post(page(assessment, "draft/"), late)
    assert not Draft.objects.exists()


def test_a_draft_is_discarded_and_the_log_keeps_its_words(
    assessment: Assessment, erin: User, signed_in: Browser
) -> None:
    client = signed_in(erin)
    client.post(page(assessment, "draft/"), typed(assessment, narrative="Half a sentence"))
    client.post(page(assessment, "draft/discard/"))
    assert not Draft.objects.exists()
    assert Event.objects.get(verb="draft.discarded").detail["fields"]["narrative"] == "Half a sentence"


def test_two_people_in_one_text_are_told(assessment: Assessment, erin: User, alice: User, signed_in: Browser) -> None:
    signed_in(alice).post(page(assessment, "draft/"), typed(assessment, narrative="Alice writes."))
    assert "Alice" in signed_in(erin).post(page(assessment, "draft/"), typed(assessment)).content.decode()
    assert "Alice is writing here too" in signed_in(erin).get(page(assessment)).content.decode()
    Draft.objects.update(saved_at=timezone.now() - timedelta(minutes=16))
    assert "writing here too" not in signed_in(erin).get(page(assessment)).content.decode()


def test_a_stale_save_keeps_the_draft_and_marks_what_differs(
    assessment: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    mine = typed(assessment, narrative="Litter fell in every ward.")
    signed_in(alice).post(page(assessment), typed(assessment, narrative="Litter fell in some ward."))
    answer = signed_in(erin).post(page(assessment), mine)
    words = answer.content.decode()
    assert answer.status_code == 409 and 'class="put-in"' in words and 'class="taken-out"' in words
    assert Draft.objects.get().fields["narrative"] == "Litter fell in every ward."
    later = signed_in(erin).get(page(assessment)).content.decode()
    assert "Somebody else has saved meanwhile" in later and "Litter fell in every ward." in later
    signed_in(erin).post(page(assessment), typed(now(assessment), narrative="Both."))
    assert now(assessment).narrative == "Both." and not Draft.objects.exists()


def test_a_rating_that_there_is_not_does_not_lock_its_writer_out_of_a_draft(
    assessment: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    client, mine = signed_in(erin), typed(assessment, narrative="Mine.") | {"rating": ["amber", "purple"]}
    signed_in(alice).post(page(assessment), typed(assessment, narrative="Hers."))
    client.post(page(assessment, "draft/"), mine)
    later = client.get(page(assessment))
    assert later.status_code == 200 and "Somebody else has saved meanwhile" in later.content.decode()


def test_checking_the_numbers_of_a_stale_form_does_not_make_it_a_fresh_one(
    assessment: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    mine = typed(assessment, narrative="Mine.")
    signed_in(alice).post(page(assessment), typed(assessment, narrative="Hers."))
    checked = signed_in(erin).post(page(assessment, "check/"), mine).content.decode()
    assert f'name="version" value="{mine["version"]}"' in checked


@pytest.mark.parametrize("state", [State.SUBMITTED, State.AGREED, State.LOCKED])
def test_who_may_not_write_now_is_led_to_where_it_is_read(
    state: State, assessment: Assessment, erin: User, signed_in: Browser
) -> None:
    Assessment.objects.update(state=state)
    client = signed_in(erin)
    assert client.get(page(assessment)).headers["Location"] == page(assessment, "read/")
    assert client.post(page(assessment), typed(assessment)).status_code == 403
    assert client.post(page(assessment, "draft/"), typed(assessment)).status_code == 403


def test_an_author_writes_no_more_once_the_round_is_closed(
    assessment: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    actions.close_round(round=assessment.round, carrying="Late.", by=alice)
    assert signed_in(erin).post(page(assessment), typed(assessment)).status_code == 403
    assert signed_in(erin).post(page(assessment, "draft/"), typed(assessment)).status_code == 403
    assert "The round Q2 2009/10 is closed" in signed_in(erin).get(page(assessment), follow=True).content.decode()


def test_the_queries_of_the_editor_do_not_grow_with_its_thread_and_versions(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(alice)
    for number in range(6):
        current = now(assessment)
        actions.judge(
            assessment=current,
            narrative=f"Text {number}.",
            rating=Rating.AMBER,
            reason="Because.",
            version=current.version,
            by=alice,
        )
        actions.submit(assessment=current, by=alice)
        asked = actions.challenge(assessment=current, question="Why?", by=alice)
        actions.answer(question=asked, words="Because.", by=alice)
    with django_assert_max_num_queries(45):
        client.get(page(assessment))
