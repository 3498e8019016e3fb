"""What somebody else did since a page was shown is seen before anything is written: each action reads the row that it rests on again."""

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, Question, Round


def test_nothing_is_begun_in_a_round_that_was_closed_meanwhile(
    round: Round, priority: Priority, leeds: Council, alice: User
) -> None:
    another = plans.keep_priority(council=leeds, reference="ENV-2", theme=priority.theme, title="Parks", by=alice)
    seen = Round.objects.get(pk=round.pk)
    actions.close_round(round=Round.objects.get(pk=round.pk), carrying="Not now.", by=alice)
    with pytest.raises(Refused):
        actions.begin(round=seen, priority=another, by=alice)
    assert not Assessment.objects.filter(round=round, coverage__priority=another).exists()


def test_a_round_is_closed_once_and_keeps_what_it_carried(round: Round, priority: Priority, alice: User) -> None:
    seen, other = Round.objects.get(pk=round.pk), Round.objects.get(pk=round.pk)
    actions.close_round(round=Round.objects.get(pk=round.pk), carrying="Not now.", by=alice)
    with pytest.raises(Refused):
        actions.close_round(round=seen, by=alice)
    with pytest.raises(Refused):
        actions.carry_no_more(round=other, priority=priority, by=alice)
    assert Event.objects.filter(verb="round.closed").count() == 1
    assert round.carried.count() == 1


def test_an_answer_stays_as_it_was_given(submitted: Assessment, erin: User, bob: User) -> None:
    question = actions.challenge(assessment=submitted, question="Why so late?", by=bob)
    first, second = (Question.objects.get(pk=question.pk) for _ in range(2))
    actions.answer(question=first, words="The lorry broke down.", by=erin)
    with pytest.raises(Refused):
        actions.answer(question=second, words="It snowed.", by=erin)
    assert Question.objects.get(pk=question.pk).answer == "The lorry broke down."
