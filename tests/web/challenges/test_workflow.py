"""Every step from every state, allowed and refused, as the table says; what a step needs besides; and the second person."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions, rules, workflows
from tallystick_web.challenges.models import Challenge, Closing, Point, Thread
from tallystick_web.common import workflow
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused

from ..conftest import person
from .conftest import prove

ANSWER = workflows.ANSWER
VERBS = [one.verb for one in ANSWER.transitions]
LATER = timezone.localdate() + timedelta(days=365)


def take(thread: Thread, verb: str, by: User, second: User) -> None:
    """A step with all that it needs."""
    if verb == "respond":
        actions.respond(thread=thread, answer="accepted", different="Less work.", officer=by, by=by)
    elif verb in workflows.CLOSING_STEPS:
        closing = actions.propose_closing(
            thread=thread, verb=verb, words="It takes days less.", review_date=LATER, by=by
        )
        actions.decide(closing=closing, verb="agree", by=second)
    else:
        actions.step(thread=thread, verb=verb, reason="Because.", by=by)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ANSWER.states)
def test_a_step_is_taken_from_the_states_of_the_table_and_from_no_other(
    state: str, verb: str, answered: Thread, alice: User, bob: User
) -> None:
    prove(answered, alice)
    Thread.objects.filter(pk=answered.pk).update(state=state)
    thread = Thread.objects.get(pk=answered.pk)
    found = workflow.find(ANSWER, verb, state)
    if found:
        take(thread, verb, alice, bob)
        thread.refresh_from_db()
        assert thread.state == found.target
        assert thread.changes.order_by("-id")[0].state == found.target
    elif verb == "respond" and state != "superseded":
        actions.respond(thread=thread, answer="accepted", different="Less still.", by=alice)
        assert Thread.objects.get(pk=thread.pk).state == state, "a later answer is a new version, not a step"
    else:
        with pytest.raises(Refused):
            take(thread, verb, alice, bob)
        thread.refresh_from_db()
        assert thread.state == state


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("step", ANSWER.transitions, ids=lambda step: step.verb)
def test_a_role_takes_the_steps_that_the_table_gives_it(
    step: workflow.Transition, role: Role, answered: Thread, leeds: Council
) -> None:
    somebody = person("Somebody", leeds, role)
    Thread.objects.filter(pk=answered.pk).update(state=min(step.sources))
    why_not = rules.why_not_step(Thread.objects.select_related("response").get(pk=answered.pk), step.verb, somebody)
    assert (why_not is None) == (role in step.by), why_not


@pytest.mark.parametrize("step", ANSWER.transitions, ids=lambda step: step.verb)
def test_the_named_officer_carries_the_answer_but_does_not_supersede_or_reopen(
    step: workflow.Transition, answered: Thread, erin: User
) -> None:
    Thread.objects.filter(pk=answered.pk).update(state=min(step.sources))
    thread = Thread.objects.select_related("response").get(pk=answered.pk)
    assert (rules.why_not_step(thread, step.verb, erin) is None) == (workflows.NAMED_OFFICER in step.by)


@pytest.mark.parametrize("state", ANSWER.states)
def test_a_quick_win_is_done_in_one_step_from_the_states_of_its_table_and_closed_as_others_are(
    state: str, challenge: Challenge, alice: User, bob: User
) -> None:
    thread = Thread.objects.get(points__challenge=challenge, points__list=Point.List.QUICK_WIN)
    actions.respond(thread=thread, answer="accepted", different="Fewer errors.", officer=alice, by=alice)
    Thread.objects.filter(pk=thread.pk).update(state=state)
    thread.refresh_from_db()
    if workflow.find(workflows.QUICK_WIN, "finish", state) is None:
        with pytest.raises(Refused):
            take(thread, "finish", alice, bob)
        return
    with pytest.raises(Refused, match="Say why"):
        actions.step(thread=thread, verb="finish", by=alice)
    take(thread, "finish", alice, bob)
    assert thread.state == "delivered" and thread.changes.order_by("-id")[0].verb == "finish"
    with pytest.raises(Refused, match="no evidence"):
        take(thread, "evidence_impact", alice, bob)
    prove(thread, alice)
    with pytest.raises(Refused, match="asked for this yourself"):
        take(thread, "evidence_impact", alice, alice)


def test_a_recommendation_is_not_done_in_one_step_nor_a_declined_quick_win(
    answered: Thread, challenge: Challenge, alice: User, bob: User
) -> None:
    with pytest.raises(Refused, match="Only quick wins"):
        take(answered, "finish", alice, bob)
    quick = Point.objects.get(challenge=challenge, list=Point.List.QUICK_WIN)
    assert quick.thread
    actions.respond(thread=quick.thread, answer="declined", reason="There is one.", by=alice)
    with pytest.raises(Refused, match="declined"):
        take(quick.thread, "finish", alice, bob)
    actions.link(thread=answered, points=[quick], reason="Both are about reports.", by=alice)
    assert not answered.is_quick, "answered together with a recommendation"


def test_a_named_officer_without_a_role_any_more_takes_no_step(answered: Thread, erin: User, alice: User) -> None:
    membership = erin.memberships.get()
    councils.take_role(membership=membership, by=alice)
    with pytest.raises(Refused, match="Only"):
        actions.step(thread=answered, verb="begin", by=erin)


def test_charlie_of_another_council_takes_no_step(answered: Thread, charlie: User) -> None:
    with pytest.raises(Refused):
        actions.step(thread=answered, verb="begin", by=charlie)


@pytest.mark.parametrize("step", [one for one in ANSWER.transitions if one.needs_reason], ids=lambda step: step.verb)
def test_a_step_that_needs_a_reason_is_refused_without_one(
    step: workflow.Transition, answered: Thread, alice: User
) -> None:
    prove(answered, alice)
    Thread.objects.filter(pk=answered.pk).update(state=min(step.sources))
    thread = Thread.objects.get(pk=answered.pk)
    with pytest.raises(Refused, match="Say why"):
        if step.verb in workflows.CLOSING_STEPS:
            actions.propose_closing(thread=thread, verb=step.verb, words=" ", review_date=LATER, by=alice)
        else:
            actions.step(thread=thread, verb=step.verb, reason=" ", by=alice)


def test_what_was_declined_is_not_delivered(thread: Thread, alice: User) -> None:
    actions.respond(thread=thread, answer="declined", reason="It is done elsewhere.", by=alice)
    with pytest.raises(Refused, match="declined"):
        actions.step(thread=thread, verb="begin", by=alice)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"answer": "declined"}, "Give the reason"),
        ({"answer": "accepted_in_part", "different": "Half of it."}, "Give the reason"),
        ({"answer": "accepted"}, "what will be different"),
        ({"answer": "accepted", "different": "All of it."}, "accountable officer"),
    ],
)
def test_a_response_says_what_it_needs_to(given: dict[str, str], why: str, thread: Thread, alice: User) -> None:
    with pytest.raises(Refused, match=why):
        actions.respond(thread=thread, by=alice, **given)
    assert Thread.objects.get(pk=thread.pk).state == "received"


def test_closing_needs_evidence(delivered: Thread, alice: User) -> None:
    with pytest.raises(Refused, match="no evidence"):
        actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)


def test_nobody_agrees_to_the_closing_that_they_proposed(delivered: Thread, alice: User, bob: User) -> None:
    prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    with pytest.raises(Refused, match="Another person"):
        actions.decide(closing=closing, verb="agree", by=alice)
    actions.decide(closing=closing, verb="agree", by=bob)
    delivered.refresh_from_db()
    change = delivered.changes.get(verb="evidence_impact")
    assert (delivered.state, change.by, change.second, change.reason) == ("impact_evidenced", alice, bob, "It helped.")


def test_the_officer_who_proposed_is_no_second_person_either(delivered: Thread, erin: User) -> None:
    prove(delivered, erin)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=erin)
    with pytest.raises(Refused):
        actions.decide(closing=closing, verb="agree", by=erin)


def test_while_a_closing_waits_no_other_step_is_taken(delivered: Thread, alice: User, bob: User) -> None:
    prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    with pytest.raises(Refused, match="waits for a second person"):
        actions.step(thread=delivered, verb="find_none", reason="No.", by=bob)
    actions.decide(closing=closing, verb="take_back", by=alice)
    actions.step(thread=delivered, verb="find_none", reason="Nothing moved; the training is changed.", by=bob)
    assert delivered.state == "not_evidenced"


def test_a_closing_is_sent_back_with_a_reason(delivered: Thread, alice: User, bob: User) -> None:
    prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    with pytest.raises(Refused, match="Say why"):
        actions.decide(closing=closing, verb="send_back", by=bob)
    actions.decide(closing=closing, verb="send_back", answer="Which reports?", by=bob)
    assert Closing.objects.get().state == "sent_back"
    assert Thread.objects.get(pk=delivered.pk).state == "delivered"


def test_a_closing_whose_evidence_was_withdrawn_is_not_agreed(delivered: Thread, alice: User, bob: User) -> None:
    evidence = prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    actions.withdraw_evidence(evidence=evidence, reason="The wrong minute.", by=alice)
    with pytest.raises(Refused, match="withdrawn"):
        actions.decide(closing=closing, verb="agree", by=bob)


def test_the_evidence_on_which_an_answer_was_closed_is_not_taken_away_alone(
    delivered: Thread, alice: User, bob: User
) -> None:
    evidence = prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    actions.decide(closing=closing, verb="agree", by=bob)
    evidence.refresh_from_db()
    with pytest.raises(Refused, match="rests on this evidence alone"):
        actions.withdraw_evidence(evidence=evidence, reason="The wrong minute.", by=alice)
    prove(Thread.objects.get(pk=delivered.pk), alice)
    actions.withdraw_evidence(evidence=evidence, reason="The wrong minute.", by=alice)


def test_business_as_usual_needs_a_date_of_review_ahead(delivered: Thread, alice: User, bob: User) -> None:
    prove(delivered, alice)
    take(delivered, "evidence_impact", alice, bob)
    delivered.refresh_from_db()
    for day, why in [(None, "looked at again"), (date(2019, 1, 1), "ahead")]:
        with pytest.raises(Refused, match=why):
            actions.propose_closing(thread=delivered, verb="settle", words="Done.", review_date=day, by=alice)
    take(delivered, "settle", alice, bob)
    delivered.refresh_from_db()
    assert delivered.state == "business_as_usual"
    assert delivered.response is not None and delivered.response.review_date == LATER


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("step", workflows.CLOSING.transitions, ids=lambda step: step.verb)
def test_a_role_decides_a_closing_as_the_table_says(
    step: workflow.Transition, role: Role, delivered: Thread, leeds: Council, alice: User
) -> None:
    prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    somebody = person("Somebody", leeds, role)
    assert (rules.why_not_decide(closing, step.verb, somebody) is None) == (role in step.by)


@pytest.mark.parametrize("state", [one for one in workflows.CLOSING.states if one != "waiting"])
def test_a_closing_is_decided_once(state: str, delivered: Thread, alice: User, bob: User) -> None:
    prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    Closing.objects.filter(pk=closing.pk).update(state=state)
    for step in workflows.CLOSING.transitions:
        with pytest.raises(Refused):
            actions.decide(closing=closing, verb=step.verb, answer="So.", by=bob)


def test_a_stale_answer_is_refused_with_the_newest(answered: Thread, alice: User) -> None:
    actions.respond(thread=answered, different="Twice as much.", version=1, by=alice)
    with pytest.raises(actions.Stale) as refused:
        actions.respond(thread=answered, different="Half as much.", version=1, by=alice)
    assert refused.value.current.different == "Twice as much."
