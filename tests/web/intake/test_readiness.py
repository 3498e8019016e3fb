"""What can be accepted now is counted beforehand, so that the button keeps its promise."""

from pathlib import Path

from tallystick import periods
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.intake import actions, queries, readiness, reading
from tallystick_web.intake.models import Item, Proposal

SAMPLE = Path(__file__).parents[2] / "tallystick" / "documents" / "samples" / "tracker.txt"


def proposed(council: Council, by: User) -> Proposal:
    read = reading.read(SAMPLE.read_bytes(), SAMPLE.name)
    return actions.propose(council=council, reading=read, period=periods.quarter(2009, 2), by=by)


def test_the_button_accepts_exactly_as_many_as_it_says(leeds: Council, alice: User) -> None:
    proposal = proposed(leeds, alice)
    waiting = readiness.waiting_for_another(proposal)
    outcome = actions.accept_certain(proposal=proposal, by=alice)
    assert waiting > 0
    assert len(outcome.accepted) == queries.certain(proposal) + len(outcome.accepted) - waiting
    assert len(outcome.set_aside) + outcome.others_set_aside == waiting


def test_nothing_waits_for_another_once_the_doubtful_are_decided(leeds: Council, alice: User) -> None:
    proposal = proposed(leeds, alice)
    unnamed = Item.objects.get(proposal=proposal, record="plan", certain=False)
    actions.correct(item=unnamed, payload={"title": "Business Plan", "reference": "business-plan"}, by=alice)
    doubtful = Item.objects.filter(proposal=proposal, certain=False).values_list("position", flat=True)
    actions.accept_chosen(proposal=proposal, positions=list(doubtful), by=alice)
    assert readiness.waiting_for_another(proposal) == 0
    actions.accept_certain(proposal=proposal, by=alice)
    assert not Item.objects.filter(proposal=proposal, state="waiting").exists()


def test_what_cannot_be_accepted_is_counted_once_and_named_as_its_page_names_it(leeds: Council, alice: User) -> None:
    proposal = proposed(leeds, alice)
    waiting = Item.objects.filter(proposal=proposal, state="waiting")
    outcome = actions.accept_chosen(
        proposal=proposal, positions=list(waiting.values_list("position", flat=True)), by=alice
    )
    left = waiting.count()
    assert left and len(outcome.set_aside) + outcome.others_set_aside == left
    assert outcome.set_aside[0].startswith("Plan without a name: ")
