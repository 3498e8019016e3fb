"""Nothing but the proposal is written before a person accepts; what is accepted is written once, as it was decided."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.apps import apps

from tallystick import periods
from tallystick.series import Vintage
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Area, Council, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.intake import actions, queries
from tallystick_web.intake.models import Item, Proposal, State
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation, Target
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority, Theme
from tallystick_web.record.queries.work import work_of
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round
from web.conftest import person

from .conftest import TRACKER, VALUES

OWN = {"upload", "proposal", "item", "event"}


def rows() -> dict[str, int]:
    """How many rows each table holds, but for those of this app and the log."""
    models = [model for model in apps.get_models() if model.__module__.startswith("tallystick_web.")]
    return {m._meta.model_name: m.objects.count() for m in models if m._meta.model_name not in OWN}


@pytest.mark.parametrize(("text", "name"), [(TRACKER, "tracker.txt"), (VALUES, "values.csv")])
def test_proposing_writes_nothing_but_the_proposal(propose: Any, text: str, name: str) -> None:
    before = rows()
    proposal = propose(text, name)
    assert proposal.waiting
    assert rows() == before


@pytest.mark.parametrize(("on", "asks"), [(date(2009, 10, 5), True), (date(2010, 1, 4), False)])
def test_a_tracker_of_a_quarter_whose_days_have_passed_opens_a_round_that_asks_nobody(
    propose: Any, alice: Any, leeds: Council, on: date, asks: bool
) -> None:
    officer = person("Erin", leeds, Role.ACCOUNTABLE_OFFICER)
    with time_machine.travel(on):
        actions.accept_certain(proposal=propose(TRACKER, "tracker.txt", period=periods.quarter(2009, 2)), by=alice)
        for priority in Priority.objects.all():
            plans.keep_priority(council=leeds, reference=priority.reference, accountable_officer=officer, by=alice)
    round = Round.objects.get()
    assert (round.asks, round.collection is not None) == (asks, asks)
    assert bool(work_of(officer, leeds, date(2010, 1, 5)).items) == asks
    reviews.set_timetable(
        round=round, submit_by=date(2010, 1, 15), meeting_on=None, agree_by=date(2010, 1, 20), by=alice
    )
    assert len(work_of(officer, leeds, date(2010, 1, 5)).items) == 3, "with days it asks"


def test_what_is_certain_in_a_tracker_becomes_plans_priorities_and_assessments(
    propose: Any, alice: Any, leeds: Council
) -> None:
    proposal = propose(TRACKER, "tracker.txt", period=periods.quarter(2009, 2))
    actions.accept_certain(proposal=proposal, by=alice)
    assert list(Plan.objects.values_list("reference", "title")) == [("city-plan", "City Plan")]
    assert list(Theme.objects.values_list("title", flat=True)) == ["Environment", "Learning"]
    assert list(Priority.objects.values_list("reference", flat=True)) == ["ENV-1", "ENV-2", "LN-1"]
    assert str(Round.objects.get()) == "Q2 2009/10"
    assert Assessment.objects.get(coverage__priority__reference="ENV-1").rating == "amber"
    assert Assessment.objects.get(coverage__priority__reference="ENV-2").source == "tracker.txt"


def test_the_same_file_again_proposes_nothing(propose: Any, alice: Any) -> None:
    for text, name in ((TRACKER, "tracker.txt"), (VALUES, "values.csv")):
        first = propose(text, name)
        for item in queries.items(first, state=State.WAITING):
            item.refresh_from_db()
            if item.state == State.WAITING:
                actions.accept(item=item, by=alice)
        first.refresh_from_db()
        assert first.waiting == 0
        again = propose(text, name)
        assert again.has_nothing_new
        assert not again.items.exists()


def test_the_same_file_while_its_proposal_waits_gives_that_proposal(propose: Any) -> None:
    letter = "Dear all,\n\nthe meeting is on Monday.\n"
    assert propose(VALUES) == propose(VALUES, "renamed.csv")
    assert propose(letter, "letter.txt") == propose(letter, "letter.txt")
    assert Proposal.objects.count() == 2


def test_what_was_refused_is_not_proposed_by_the_same_file_again(propose: Any, alice: Any) -> None:
    actions.refuse_all(proposal=propose(VALUES), by=alice)
    again = propose(VALUES)
    assert again.has_nothing_new
    assert again.refused_before == 4


def test_what_was_corrected_is_not_proposed_again_as_it_was_misread(propose: Any, alice: Any, item_of: Any) -> None:
    proposal = propose(TRACKER, "tracker.txt", period=periods.quarter(2009, 2))
    theme = item_of(proposal, "theme", "Learning")
    actions.correct(item=theme, payload={**theme.payload, "title": "Learning and skills"}, by=alice)
    actions.accept_certain(proposal=proposal, by=alice)
    assert Theme.objects.filter(title="Learning and skills", priorities__reference="LN-1").exists()
    for item in queries.items(proposal, state=State.WAITING):
        actions.accept(item=item, by=alice)
    assert propose(TRACKER, "tracker.txt").has_nothing_new


def test_a_correction_stays_beside_what_was_read(propose: Any, alice: Any, measure: Measure, item_of: Any) -> None:
    item = item_of(propose(VALUES), "observation", "Q3")
    actions.correct(item=item, payload={**item.payload, "value": "10.8"}, by=alice)
    item.refresh_from_db()
    assert (item.payload["value"], item.original["value"], item.certain) == ("10.8", "10.9", True)
    assert not Observation.objects.filter(value=Decimal("10.8")).exists()


def test_values_that_are_held_are_not_new(propose: Any, measure: Measure) -> None:
    proposal = propose(VALUES)
    assert (proposal.waiting, proposal.unchanged) == (1, 2)


def test_accepting_twice_is_accepting_once(propose: Any, alice: Any, measure: Measure, item_of: Any) -> None:
    proposal = propose(VALUES)
    item = item_of(proposal, "observation", "Q3")
    actions.accept(item=item, by=alice)
    with pytest.raises(Refused, match="no longer waiting"):
        actions.accept(item=item, by=alice)
    actions.accept_certain(proposal=proposal, by=alice)
    assert Observation.objects.filter(value=Decimal("10.9")).count() == 1


def test_a_failure_halfway_leaves_nothing(propose: Any, alice: Any, monkeypatch: Any) -> None:
    proposal = propose(TRACKER, "tracker.txt", period=periods.quarter(2009, 2))
    before = rows(), Event.objects.count()

    def fails(**_: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("tallystick_web.reviews.actions.keep_assessment", fails)
    with pytest.raises(RuntimeError):
        actions.accept_certain(proposal=proposal, by=alice)
    assert (rows(), Event.objects.count()) == before
    assert not Item.objects.filter(state=State.ACCEPTED).exists()


def test_one_priority_brings_its_theme_and_plan_with_it(propose: Any, alice: Any, item_of: Any) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    outcome = actions.accept(item=item_of(proposal, "priority", "LN-1"), by=alice)
    assert len(outcome.accepted) == 3
    assert Priority.objects.get().theme.plan.title == "City Plan"


def test_what_needs_something_refused_says_so(propose: Any, alice: Any, item_of: Any) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    actions.refuse(item=item_of(proposal, "theme", "Learning"), by=alice)
    with pytest.raises(Refused, match="needs the theme “Learning”, which was refused"):
        actions.accept(item=item_of(proposal, "priority", "LN-1"), by=alice)
    assert not Priority.objects.exists()


def test_a_refusal_can_be_taken_back(propose: Any, alice: Any, item_of: Any) -> None:
    item = item_of(propose(TRACKER, "tracker.txt"), "plan")
    actions.refuse(item=item, by=alice)
    item.refresh_from_db()
    actions.reconsider(item=item, by=alice)
    item.refresh_from_db()
    assert (item.state, item.proposal.refused) == (State.WAITING, 0)


def test_assessments_wait_until_their_period_is_chosen(propose: Any, alice: Any) -> None:
    text = TRACKER.replace(", Quarter 2 2009/10", "")
    proposal = propose(text, "tracker.txt")
    actions.accept_certain(proposal=proposal, by=alice)
    assert Priority.objects.count() == 3
    assert not Assessment.objects.exists()
    actions.choose_period(proposal=proposal, period=periods.quarter(2009, 3), by=alice)
    actions.accept_certain(proposal=proposal, by=alice)
    assert {str(one.round) for one in Assessment.objects.all()} == {"Q3 2009/10"}


def test_a_record_that_changed_meanwhile_is_not_overwritten(
    propose: Any, alice: Any, leeds: Council, priority: Priority, item_of: Any
) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    item = item_of(proposal, "priority", "ENV-1")
    assert item.held["title"] == "Cleaner streets"
    plans.keep_priority(council=leeds, reference="ENV-1", title="Streets that people like", by=alice)
    outcome = actions.accept(item=item, by=alice)
    priority.refresh_from_db()
    item.refresh_from_db()
    assert priority.title == "Streets that people like"
    assert "has changed since it was proposed" in outcome.set_aside[0]
    assert (item.state, item.certain, item.held["title"]) == (State.WAITING, False, "Streets that people like")
    actions.accept(item=item, by=alice)
    priority.refresh_from_db()
    assert priority.title == "Keep the streets clean"


def test_what_somebody_else_entered_meanwhile_is_no_longer_needed(
    propose: Any, alice: Any, leeds: Council, measure: Measure, item_of: Any
) -> None:
    proposal = propose(VALUES)
    area = Area.objects.get(council=leeds, kind=Area.Kind.OWN)
    same = measures.NewObservation(
        measure, area, periods.quarter(2009, 3), Vintage.PROVISIONAL, Decimal("10.9"), source="typed"
    )
    measures.record_observations(council=leeds, observations=[same], by=alice)
    outcome = actions.accept_certain(proposal=proposal, by=alice)
    assert (len(outcome.accepted), len(outcome.superseded)) == (0, 1)
    assert item_of(proposal, "observation", "Q3").state == State.SUPERSEDED


def test_a_rating_that_people_gave_stays_where_the_document_states_none(
    propose: Any, alice: Any, assessment: Assessment, item_of: Any
) -> None:
    text = TRACKER.replace(" The rating is Amber because dog fouling did not.", "")
    proposal = propose(text, "tracker.txt", period=periods.quarter(2009, 2))
    actions.accept(item=item_of(proposal, "assessment", "ENV-1"), by=alice)
    assessment.refresh_from_db()
    assert assessment.narrative.startswith("Litter fell in every ward")
    assert (assessment.rating, assessment.rating_reason) == ("amber", "Progress, but short of the target.")


def test_a_closed_round_keeps_its_assessments_and_says_why(
    propose: Any, alice: Any, round: Round, item_of: Any
) -> None:
    from tallystick_web.reviews import actions as reviews

    reviews.close_round(round=round, carrying="Late.", by=alice)
    proposal = propose(TRACKER, "tracker.txt", period=periods.quarter(2009, 2))
    outcome = actions.accept_certain(proposal=proposal, by=alice)
    assert Priority.objects.count() == 3
    assert not Assessment.objects.exists()
    assert any("is closed" in why for why in outcome.set_aside)
    assert "is closed" in item_of(proposal, "assessment", "ENV-2").why


def test_a_less_final_value_over_a_validated_one_is_doubtful(propose: Any, measure: Measure, item_of: Any) -> None:
    item = item_of(propose(VALUES.replace("12.5,validated", "12.9,provisional")), "observation", "Q1")
    assert not item.certain
    assert "say whether it is revised or corrected" in item.why
    revised = item_of(propose(VALUES.replace("12.5,validated", "12.9,revised")), "observation", "Q1")
    assert revised.certain


def test_a_measure_that_is_not_held_is_proposed_with_its_values(propose: Any, alice: Any, leeds: Council) -> None:
    proposal = propose(VALUES)
    assert dict(queries.records(proposal)) == {"measure": 1, "observation": 3}
    actions.accept_certain(proposal=proposal, by=alice)
    measure = Measure.objects.get()
    assert (measure.reference, measure.frequency, measure.observations.count()) == ("NI 195a", "quarter", 3)


def test_a_title_without_reference_is_certain_only_when_it_is_exact(
    propose: Any, measure: Measure, item_of: Any
) -> None:
    exact = "Title,Period,Value\nStreets below standard: litter,Q3 2009/10,10.9\n"
    near = "Title,Period,Value\nStreets below standards: litter,Q3 2009/10,10.9\n"
    assert item_of(propose(exact), "observation").certain
    item = item_of(propose(near), "observation")
    assert (item.certain, item.payload["measure"]) == (False, "NI 195a")
    assert "is near to that of NI 195a" in item.why


def test_an_unknown_area_is_proposed_and_its_values_wait_for_it(
    propose: Any, alice: Any, leeds: Council, measure: Measure, item_of: Any
) -> None:
    text = "Reference,Area,Period,Value\nNI 195a,England,Q2 2009/10,9.1\nNI 195a,Core cities,Q2 2009/10,9.9\n"
    proposal = propose(text)
    assert item_of(proposal, "area", "england").certain
    assert not item_of(proposal, "area", "core cities").certain
    outcome = actions.accept_certain(proposal=proposal, by=alice)
    assert Area.objects.get(name="England").kind == Area.Kind.NATION
    assert Observation.objects.filter(area__name="England").count() == 1
    assert "Core cities" in outcome.set_aside[0]
    actions.accept(item=item_of(proposal, "area", "core cities"), by=alice)
    actions.accept_certain(proposal=proposal, by=alice)
    assert Observation.objects.filter(area__name="Core cities").count() == 1


def test_targets_in_a_table_are_proposed_once(propose: Any, alice: Any, measure: Measure) -> None:
    text = "Reference,Period,Value,Target\nNI 195a,Q3 2009/10,10.9,10\nNI 195a,Q4 2009/10,10.1,9.5\n"
    actions.accept_certain(proposal=propose(text), by=alice)
    assert sorted(Target.objects.values_list("value", flat=True)) == [Decimal("9.5"), Decimal(10)]


def test_a_contributor_may_bring_in_values_of_their_own_measures_only(
    propose: Any, cora: Any, alice: Any, leeds: Council, measure: Measure
) -> None:
    proposal = propose(VALUES, by=cora)
    outcome = actions.accept_certain(proposal=proposal, by=cora)
    assert not outcome.accepted
    assert "belongs to somebody else" in outcome.set_aside[0]
    measures.keep_measure(council=leeds, reference=measure.reference, owner=cora, by=alice)
    assert len(actions.accept_certain(proposal=proposal, by=cora).accepted) == 1
    with pytest.raises(Refused, match="give this one to the performance team"):
        propose(TRACKER, "tracker.txt", by=cora)


def test_people_of_other_councils_and_councillors_bring_nothing_in_and_a_director_decides_on_nothing_of_others(
    propose: Any, charlie: Any, dana: Any, bob: Any
) -> None:
    waiting = propose(VALUES)
    with pytest.raises(Refused, match="Somebody else brought this file in"):
        actions.accept_certain(proposal=waiting, by=bob)
    for somebody in (charlie, dana):
        with pytest.raises(Refused):
            propose(VALUES, by=somebody)
        with pytest.raises(Refused):
            actions.accept_certain(proposal=waiting, by=somebody)
    assert not Observation.objects.exists()


def test_every_decision_is_in_the_log(propose: Any, alice: Any, item_of: Any) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    actions.refuse(item=item_of(proposal, "priority", "LN-1"), by=alice)
    actions.accept_certain(proposal=proposal, by=alice)
    verbs = list(Event.objects.filter(target_kind="proposal").order_by("id").values_list("verb", flat=True))
    assert verbs == ["proposal.made", "proposal.item_refused", "proposal.accepted"]
    assert Event.objects.get(verb="proposal.accepted").by == "Alice"


def test_the_file_is_kept_once_by_its_digest(propose: Any, settings: Any, alice: Any) -> None:
    first = propose(VALUES)
    actions.refuse_all(proposal=first, by=alice)
    assert propose(VALUES, "other.csv").upload == first.upload
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [first.upload.sha256]
    assert kept[0].read_bytes() == VALUES.encode()


Finder = Callable[..., Item]


def test_ticked_items_are_accepted_doubtful_or_not(propose: Any, alice: Any, measure: Measure, item_of: Finder) -> None:
    proposal = propose("Reference,Area,Period,Value\nNI 195a,Core cities,Q2 2009/10,9.9\n")
    positions = list(proposal.items.values_list("position", flat=True))
    outcome = actions.accept_chosen(proposal=proposal, positions=positions, by=alice)
    assert len(outcome.accepted) == 2
    assert Observation.objects.filter(area__name="Core cities").exists()


def test_what_was_accepted_meanwhile_is_neither_refused_nor_corrected_from_an_older_page(
    propose: Callable[..., Proposal], alice: Any, measure: Measure
) -> None:
    proposal = propose(VALUES.replace("10.9", "10.8"))
    item = Item.objects.filter(proposal=proposal, state=State.WAITING)[0]
    seen, other = (Item.objects.get(pk=item.pk) for _ in range(2))
    actions.accept(item=item, by=alice)
    with pytest.raises(Refused):
        actions.refuse(item=seen, by=alice)
    with pytest.raises(Refused):
        actions.correct(item=other, payload={**other.payload, "value": "5"}, by=alice)
    assert Item.objects.get(pk=item.pk).state == State.ACCEPTED


def test_a_period_that_no_page_can_count_to_is_doubted_with_its_cell_and_the_remedy(
    propose: Callable[..., Proposal], measure: Measure
) -> None:
    data = "measure,name,period,value\nNI 195a,Target,2150/51,9\n"
    [item] = propose(data).items.all()
    assert "The period is “2150/51”: days are taken from 1990 to 2099. Write one of these years" in item.why
    assert item.place == "cell D2"
