"""Service plans: a team proposes its own, the management team challenges, and one page says what is missing."""

import csv
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.common.workflow import Transition
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import plans as doing
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.actions.rows import Stale
from tallystick_web.delivery.models import Action, PlanEntry, PlanQuestion, ServicePlan
from tallystick_web.delivery.queries import plans
from tallystick_web.delivery.queries.plans import Lack
from tallystick_web.delivery.rules import plans as rules
from tallystick_web.delivery.workflows import SERVICE_PLAN
from tallystick_web.plans.models import Priority

from ..conftest import person
from .conftest import in_state

ON = date(2026, 7, 1)
SignedIn = Callable[[User], Client]


@pytest.fixture
def service_plan(service: Unit, action: Action, priority: Priority, alice: User) -> ServicePlan:
    kept = doing.keep_service_plan(unit=service, year=2026, words="Clean streets.", owner=alice, by=alice)
    doing.keep_entry(plan=kept, words="Sweep twice a day", priority=priority, action=action, by=alice)
    return kept


def test_service_plans_are_filtered_sorted_and_taken_away(
    service_plan: ServicePlan, leeds: Council, alice: User, dana: User, signed_in: SignedIn
) -> None:
    for name in ("Archives", "Zoo"):
        councils.add_unit(council=leeds, name=name, kind=Unit.Kind.SERVICE, by=alice)
    client = signed_in(dana)

    def listed(query: str) -> list[list[str]]:
        page = client.get(f"/leeds/delivery/plans/?year=2026{query}").content.decode()
        file: Any = client.get(f"/leeds/delivery/plans.csv?year=2026{query}")
        found = list(csv.reader(b"".join(file).decode("utf-8-sig").splitlines()))[1:]
        shown = re.findall(r'<th scope="row" class="govuk-table__header">(?:<a [^>]+>)?([^<]+)<', page)
        assert [row[1] for row in found] == shown
        return found

    assert [row[1] for row in listed("")] == ["Archives", "Zoo", "Street cleansing"]
    assert [row[1] for row in listed("&sort=-service")] == ["Zoo", "Street cleansing", "Archives"]
    assert listed("&sort=owner")[0][1] == "Street cleansing"
    assert listed("&lack=unchallenged") == [
        ["2026/27", "Street cleansing", "Service", "unchallenged", "being drafted", "Clean streets.", "Sweep twice a day",
         "alice@leeds.example", "", "0", ""]
    ]  # fmt: skip
    assert (
        "1 of 3 services and directorates match"
        in client.get("/leeds/delivery/plans/?year=2026&q=zoo").content.decode()
    )
    assert "No service matches these filters" in client.get("/leeds/delivery/plans/?q=none").content.decode()
    assert client.get("/leeds/delivery/plans.pdf").status_code == 404


@pytest.mark.parametrize("step", SERVICE_PLAN.transitions, ids=lambda one: one.verb)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_for_the_states_and_roles_of_the_table(
    role: Role, step: Transition, service_plan: ServicePlan, leeds: Council
) -> None:
    somebody = person("Erin", leeds, role)
    for state in SERVICE_PLAN.states:
        why_not = rules.why_not_step(in_state(service_plan, state), step.verb, somebody, "Because.")
        assert (why_not is None) == (state in step.sources and role in step.by), (state, why_not)


def test_a_plan_is_proposed_challenged_and_agreed_by_others_than_its_proposer(
    service_plan: ServicePlan, alice: User, bob: User
) -> None:
    doing.take_step(plan=service_plan, verb="propose", by=alice, on=ON)
    proposed = ServicePlan.objects.get()
    with pytest.raises(Refused, match="Ask a question first"):
        doing.take_step(plan=proposed, verb="challenge", by=bob, on=ON)
    question = doing.ask(plan=proposed, text="What do you stop doing?", by=bob)
    doing.take_step(plan=proposed, verb="challenge", by=bob, on=ON)
    with pytest.raises(Refused, match="1 question is not answered yet"):
        doing.take_step(plan=proposed, verb="agree", by=bob, on=ON)
    doing.answer(question=question, text="Sunday sweeping.", by=alice)
    with pytest.raises(Refused, match="answered already"):
        doing.answer(question=question, text="Nothing.", by=alice)
    agreed = doing.take_step(plan=proposed, verb="agree", by=bob, on=ON)
    assert (agreed.state, agreed.agreed_on, agreed.proposed_by) == ("agreed", ON, alice)
    with pytest.raises(Refused, match="This plan is agreed"):
        doing.keep_entry(plan=agreed, words="One more", by=alice)


def test_who_proposes_a_plan_does_not_agree_it(service_plan: ServicePlan, bob: User) -> None:
    doing.take_step(plan=service_plan, verb="propose", by=bob, on=ON)
    assert "yourself" in (rules.why_not_step(ServicePlan.objects.get(), "challenge", bob, "Nothing to ask.") or "")


def test_an_empty_plan_is_not_proposed(service_plan: ServicePlan, alice: User) -> None:
    doing.remove_entry(entry=PlanEntry.objects.get(), by=alice)
    with pytest.raises(Refused, match="says nothing yet"):
        doing.take_step(plan=service_plan, verb="propose", by=alice, on=ON)


def test_questions_are_asked_of_what_is_proposed_by_those_who_may(
    service_plan: ServicePlan, alice: User, bob: User, dana: User
) -> None:
    assert "when it is proposed" in (rules.why_not_ask(service_plan, "Why?", bob) or "")
    in_state(service_plan, "proposed")
    assert rules.why_not_ask(service_plan, "Why?", bob) is None
    assert rules.why_not_ask(service_plan, "Why?", dana) and rules.why_not_ask(service_plan, " ", bob)


def test_keeping_what_is_already_so_writes_nothing(
    service_plan: ServicePlan, service: Unit, priority: Priority, alice: User
) -> None:
    in_state(service_plan, "agreed")
    events = Event.objects.count()
    doing.keep_service_plan(unit=service, year=2026, words="Clean streets.", by=alice)
    doing.keep_entry(plan=service_plan, words="Sweep twice a day", priority=priority, by=alice)
    assert Event.objects.count() == events


def test_a_form_made_from_an_older_version_is_refused(service_plan: ServicePlan, service: Unit, alice: User) -> None:
    doing.keep_service_plan(unit=service, year=2026, words="Another.", version=1, by=alice)
    with pytest.raises(Stale):
        doing.keep_service_plan(unit=service, year=2026, words="A third.", version=1, by=alice)


def test_an_entry_of_another_councils_records_is_refused(
    service_plan: ServicePlan, harborough: Council, charlie: User, alice: User
) -> None:
    theirs = work.keep_action(council=harborough, reference="A-001", title="Theirs", by=charlie)
    with pytest.raises(Refused, match="belongs to another council"):
        doing.keep_entry(plan=service_plan, words="Theirs", action=theirs, by=alice)


def test_one_page_says_which_plans_are_missing_unchallenged_or_out_of_date(
    service_plan: ServicePlan, leeds: Council, alice: User, bob: User
) -> None:
    def lacks(year: int) -> dict[str, tuple[Lack, str]]:
        return {line.unit.name: (line.lack, line.because) for line in plans.lines(leeds, year)}

    councils.add_unit(council=leeds, name="Parks", kind=Unit.Kind.SERVICE, by=alice)
    assert lacks(2026) == {"Parks": (Lack.MISSING, ""), "Street cleansing": (Lack.UNCHALLENGED, "being drafted")}
    assert lacks(2027)["Street cleansing"] == (Lack.OUT_OF_DATE, "the newest is for 2026/27")
    in_state(service_plan, "agreed")
    assert lacks(2026)["Street cleansing"] == (Lack.NOTHING, "")
    work.take_step(action=Action.objects.get(), verb="stop", by=bob, on=ON, reason="No money.")
    assert lacks(2026)["Street cleansing"] == (Lack.OUT_OF_DATE, "A-001 in it was stopped")


def test_a_plan_goes_through_its_pages(
    leeds: Council, service: Unit, action: Action, alice: User, bob: User, signed_in: SignedIn
) -> None:
    client, director = signed_in(alice), signed_in(bob)
    assert (
        "1 of 1 service or directorate has no agreed plan for 2026/27"
        in client.get("/leeds/delivery/plans/?year=2026").content.decode()
    )
    client.post(f"/leeds/delivery/plans/begin/2026/{service.pk}/")
    plan = ServicePlan.objects.get()
    base = f"/leeds/delivery/plans/{plan.pk}"
    client.post(f"{base}/change/", {"words": "Clean streets.", "owner": alice.pk, "version": 1})
    assert client.post(f"{base}/change/", {"words": "Mine.", "version": 1}).status_code == 409
    refused = client.post(f"{base}/entries/", {"words": "Sweep", "action": "A-009"}).content.decode()
    assert "There is no A-009" in refused
    client.post(f"{base}/entries/", {"words": "Sweep", "action": "A-001", "priority": "ENV-1"})
    assert "Sweep the market twice a day" in client.get(f"{base}/").content.decode()
    client.post(f"{base}/step/propose/")
    silent = director.post(f"{base}/step/challenge/")
    assert "Ask a question first" in silent.content.decode()
    director.post(f"{base}/questions/", {"text": "What do you stop doing?"})
    director.post(f"{base}/step/challenge/")
    client.post(f"/leeds/delivery/plans/questions/{PlanQuestion.objects.get().pk}/", {"text": "Sunday sweeping."})
    director.post(f"{base}/step/agree/")
    assert (
        "Every service has an agreed plan for 2026/27"
        in client.get("/leeds/delivery/plans/?year=2026").content.decode()
    )


def test_the_overview_takes_as_many_queries_for_many_as_for_few(
    service_plan: ServicePlan, leeds: Council, alice: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(20):
        unit = councils.add_unit(council=leeds, name=f"Unit {number}", kind=Unit.Kind.SERVICE, by=alice)
        doing.keep_service_plan(unit=unit, year=2026, by=alice)
    with django_assert_num_queries(4):
        assert len(plans.lines(leeds, 2026)) == 21


def test_nothing_is_put_into_or_taken_out_of_a_plan_that_somebody_else_has_agreed_meanwhile(
    service_plan: ServicePlan, alice: User
) -> None:
    stale, entry = ServicePlan.objects.get(), PlanEntry.objects.get()
    assert entry.plan.state == "drafting"
    in_state(service_plan, "agreed")
    with pytest.raises(Refused, match="This plan is agreed"):
        doing.keep_entry(plan=stale, words="One more", by=alice)
    with pytest.raises(Refused, match="This plan is agreed"):
        doing.remove_entry(entry=entry, by=alice)
    assert PlanEntry.objects.count() == 1


def test_an_entry_is_taken_out_once(service_plan: ServicePlan, alice: User) -> None:
    first, second = PlanEntry.objects.get(), PlanEntry.objects.get()
    doing.remove_entry(entry=first, by=alice)
    with pytest.raises(Refused, match="Somebody else has taken this away"):
        doing.remove_entry(entry=second, by=alice)


def test_the_answer_of_one_is_not_written_over_by_another_who_answers_at_once(
    service_plan: ServicePlan, alice: User, bob: User
) -> None:
    in_state(service_plan, "proposed")
    doing.ask(plan=ServicePlan.objects.get(), text="Why Sundays?", by=bob)
    first, second = PlanQuestion.objects.get(), PlanQuestion.objects.get()
    doing.answer(question=first, text="Because of the market.", by=alice)
    with pytest.raises(Refused, match="answered already"):
        doing.answer(question=second, text="Nothing.", by=alice)
    assert PlanQuestion.objects.get().answer == "Because of the market."
