"""Writing, rating and agreeing in the browser."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client

from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, Round

Browser = Callable[[User], Client]


def page(assessment: Assessment) -> str:
    return f"/leeds/reviews/assessments/{assessment.pk}/"


def typed(assessment: Assessment, **changes: Any) -> dict[str, Any]:
    return {
        "narrative": "New words.", "rating": "red", "rating_reason": "Because.", "version": assessment.version, **changes,
    }  # fmt: skip


def test_bob_writes_and_rates(assessment: Assessment, bob: User, signed_in: Browser) -> None:
    answer = signed_in(bob).post(page(assessment), typed(assessment))
    assert answer.status_code == 302
    kept = Assessment.objects.get(pk=assessment.pk)
    assert (kept.narrative, kept.rating, kept.rated_by) == ("New words.", "red", bob)


def test_a_rating_without_a_reason_is_sent_back_with_the_text_kept(
    assessment: Assessment, alice: User, signed_in: Browser
) -> None:
    answer = signed_in(alice).post(page(assessment), typed(assessment, rating_reason=""))
    assert "Give the reason for the rating" in answer.content.decode()
    assert "New words." in answer.content.decode()


def test_a_stale_form_is_answered_with_both_texts(
    assessment: Assessment, alice: User, bob: User, signed_in: Browser
) -> None:
    signed_in(bob).post(page(assessment), typed(assessment, narrative="Bob was quicker."))
    answer = signed_in(alice).post(page(assessment), typed(assessment, narrative="Alice was slower."))
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Bob was quicker." in words and "Alice was slower." in words
    again = typed(Assessment.objects.get(pk=assessment.pk), narrative="Both.")
    assert signed_in(alice).post(page(assessment), again).status_code == 302


def test_not_judged_yet_is_a_legitimate_answer(assessment: Assessment, alice: User, signed_in: Browser) -> None:
    signed_in(alice).post(page(assessment), typed(assessment, rating="", rating_reason=""))
    assert Assessment.objects.get(pk=assessment.pk).rating == ""


def test_an_assessment_of_another_council_is_not_found_here(
    assessment: Assessment, charlie: User, signed_in: Browser
) -> None:
    assert signed_in(charlie).get(f"/harborough/reviews/assessments/{assessment.pk}/").status_code == 404


def test_three_ratings_are_offered_unless_the_council_uses_five(
    assessment: Assessment, alice: User, signed_in: Browser
) -> None:
    assert "Amber-red" not in signed_in(alice).get(page(assessment)).content.decode()
    assessment.council.uses_five_ratings = True
    assessment.council.save()
    assert "Amber-red" in signed_in(alice).get(page(assessment)).content.decode()


def test_a_round_is_opened_by_its_period_as_officers_write_it(alice: User, signed_in: Browser) -> None:
    signed_in(alice).post("/leeds/reviews/rounds/open/", {"period": "Q3 2009/10"})
    assert [str(round) for round in Round.objects.all()] == ["Q3 2009/10"]


def test_a_period_that_is_none_is_told_beside_the_field(alice: User, signed_in: Browser) -> None:
    answer = signed_in(alice).post("/leeds/reviews/rounds/open/", {"period": "the other week"})
    assert "the other week" in answer.content.decode() and not Round.objects.exists()


def test_closing_a_round_shows_what_is_not_judged(
    round: Round, priority: Priority, alice: User, signed_in: Browser
) -> None:
    client = signed_in(alice)
    assert "ENV-1" in client.get(f"/leeds/reviews/rounds/{round.slug}/state/").content.decode()
    client.post(f"/leeds/reviews/rounds/{round.slug}/state/", {"carrying": "Late."})
    assert Round.objects.get(pk=round.pk).state == "closed"


def test_an_assessment_is_begun_for_a_priority_that_has_none(
    round: Round, priority: Priority, alice: User, signed_in: Browser
) -> None:
    plans.keep_priority(council=round.council, reference="X 1/2", theme=priority.theme, title="Odd reference", by=alice)
    answer = signed_in(alice).post(f"/leeds/reviews/rounds/{round.slug}/assess/X 1/2")
    assert answer.status_code == 302 and Assessment.objects.get().references == "X 1/2"


def test_line_ends_of_the_browser_are_kept_as_everywhere_else(
    assessment: Assessment, alice: User, signed_in: Browser
) -> None:
    signed_in(alice).post(page(assessment), typed(assessment, narrative="One.\r\n\r\nTwo.\r\n"))
    assert Assessment.objects.get(pk=assessment.pk).narrative == "One.\n\nTwo."


def test_the_editor_tells_its_author_of_a_figure_that_was_corrected_meanwhile(
    assessment: Assessment, measure: Measure, alice: User, bob: User, signed_in: Browser
) -> None:
    actions.submit(assessment=assessment, by=alice)
    actions.challenge(assessment=assessment, question="Is that so?", by=bob)
    held = measure.observations.order_by("end").last()
    assert held is not None
    to = measures.NewObservation(
        measure, held.area, held.period, Vintage.CORRECTED, Decimal("9.5"), note="A ward was counted twice."
    )
    measures.correct(held=held, to=to, by=alice)
    assert "A ward was counted twice." in signed_in(alice).get(page(assessment)).content.decode()


def test_a_round_that_is_there_already_and_one_far_ahead_are_refused_with_what_to_do(
    round: Round, alice: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(alice)
    other = {"period": "Q2 2009/10", "agree_by": "2009-12-24"}
    held = client.post("/leeds/reviews/rounds/open/", other).content.decode()
    assert "is there already with days of its own, and open. Change its days on its page." in held
    ahead = client.post("/leeds/reviews/rounds/open/", {"period": "Q3 2090/91"}).content.decode()
    assert "begins in more than a year. Check the year of the period." in ahead
    assert Round.objects.count() == 1


def test_who_opens_a_round_that_somebody_else_opened_just_so_is_led_to_it_and_to_no_error(
    round: Round, alice: User, signed_in: Callable[[User], Client]
) -> None:
    asked = signed_in(alice).post("/leeds/reviews/rounds/open/", {"period": "Q2 2009/10"}, follow=True)
    assert asked.redirect_chain and "The round Q2 2009/10 is open." in asked.content.decode()
    assert Round.objects.count() == 1
    Round.objects.update(state=Round.State.CLOSED)
    closed = signed_in(alice).post("/leeds/reviews/rounds/open/", {"period": "Q2 2009/10"}).content.decode()
    assert "and closed. Open it again on its page." in closed
