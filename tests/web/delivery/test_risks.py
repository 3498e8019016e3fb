"""Risks: what scores mean, who may do what, every score kept, the register and the heat map."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.common.workflow import Transition
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery import risking
from tallystick_web.delivery.actions import risks as doing
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.actions.rows import Stale
from tallystick_web.delivery.models import Action, Risk, RiskAppetite
from tallystick_web.delivery.queries import risks
from tallystick_web.delivery.risking import Score
from tallystick_web.delivery.rules import risks as rules
from tallystick_web.delivery.workflows import RISK
from tallystick_web.plans.models import Priority

from ..conftest import person

ON = date(2026, 7, 1)
SignedIn = Callable[[User], Client]


@pytest.fixture
def appetite(leeds: Council, bob: User) -> RiskAppetite:
    return doing.keep_appetite(council=leeds, category="Financial", limit=6, by=bob)


@pytest.fixture
def risk(leeds: Council, alice: User, appetite: RiskAppetite, action: Action, priority: Priority) -> Risk:
    """20 before and 12 after controls: 6 above the appetite."""
    return doing.keep_risk(
        council=leeds, reference="R-001", title="The grant ends early", cause="The government changes its mind",
        event="the grant ends a year early", effect="half of the sweepers stop", category=appetite,
        likelihood=4, impact=5, likelihood_after=3, impact_after=4, controls="A reserve.", owner=alice,
        review_due=date(2026, 6, 1), actions=[action], priorities=[priority], by=alice,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("above", "to"),
    [
        (0, ""),
        (1, "head of service"),
        (3, "head of service"),
        (4, "director"),
        (8, "director"),
        (9, "management team"),
        (24, "management team"),
    ],
)
def test_who_has_to_know_follows_the_data(above: int, to: str) -> None:
    assert risking.escalation(above) == to


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (Score(1, 4), "low"),
        (Score(1, 5), "medium"),
        (Score(2, 5), "high"),
        (Score(3, 5), "high"),
        (Score(4, 4), "very high"),
    ],
)
def test_a_score_has_a_band(score: Score, band: str) -> None:
    assert score.band == band


def test_a_risk_stands_above_appetite_until_it_is_closed(risk: Risk) -> None:
    stands = risks.line(risk, ON).standing
    assert (stands.above, stands.words, stands.review_late) == (6, "6 above appetite: for the director", 30)
    risk.state = "closed"
    assert risks.line(risk, ON).standing.words == "within appetite"


def test_keeping_what_is_already_so_writes_nothing(risk: Risk, action: Action, alice: User) -> None:
    events = Event.objects.count()
    doing.keep_risk(council=risk.council, reference="R-001", likelihood=4, title=risk.title, actions=[action], by=alice)
    assert (Event.objects.count(), Risk.objects.get().version, risk.reviews.count()) == (events, 1, 1)


def test_other_scores_need_a_reason_and_the_earlier_ones_stay(risk: Risk, alice: User) -> None:
    with pytest.raises(Refused, match="Say what you looked at"):
        doing.keep_risk(council=risk.council, reference="R-001", impact_after=2, by=alice)
    doing.review_risk(
        risk=risk,
        likelihood=4,
        impact=5,
        likelihood_after=2,
        impact_after=2,
        text="The reserve is full.",
        next_review=None,
        by=alice,
    )
    assert [(one.likelihood_after, one.impact_after) for one in risk.reviews.all()] == [(2, 2), (3, 4)]
    first = risk.reviews.last()
    assert first is not None
    first.text = "Never said."
    with pytest.raises(IntegrityError, match="only added"):
        first.save()


def test_scores_go_from_one_to_five(risk: Risk, alice: User) -> None:
    with pytest.raises(Refused, match="A score goes from 1 to 5"):
        doing.review_risk(
            risk=risk,
            likelihood=6,
            impact=5,
            likelihood_after=2,
            impact_after=2,
            text="Six!",
            next_review=None,
            by=alice,
        )


def test_a_form_made_from_an_older_version_is_refused(risk: Risk, alice: User) -> None:
    doing.keep_risk(council=risk.council, reference="R-001", title="Another", by=alice, version=1)
    with pytest.raises(Stale):
        doing.keep_risk(council=risk.council, reference="R-001", title="A third", by=alice, version=1)


def test_a_risk_of_another_council_is_not_referred_to(risk: Risk, harborough: Council, charlie: User) -> None:
    with pytest.raises(Refused, match="belongs to another council"):
        doing.keep_risk(
            council=harborough, reference="H-1", title="X", category=risk.category,
            likelihood=1, impact=1, likelihood_after=1, impact_after=1, by=charlie,
        )  # fmt: skip


@pytest.mark.parametrize("step", RISK.transitions, ids=lambda one: one.verb)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_for_the_states_and_roles_of_the_table(
    role: Role, step: Transition, risk: Risk, leeds: Council
) -> None:
    somebody = person("Erin", leeds, role)
    for state in RISK.states:
        risk.state = state
        why_not = rules.why_not_step(risk, step.verb, somebody, "Because.")
        assert (why_not is None) == (state in step.sources and role in step.by), (state, why_not)
        assert rules.why_not_step(risk, step.verb, somebody, "")


def test_a_step_is_kept_among_the_reviews(risk: Risk, bob: User) -> None:
    accepted = doing.take_step(risk=risk, verb="accept", reason="Nothing cheaper can be done.", by=bob)
    assert accepted.state == "accepted"
    newest = risk.reviews.first()
    assert newest and (newest.step, newest.text) == ("Accept", "Nothing cheaper can be done.")


def test_appetite_is_set_by_directors_and_the_performance_team(leeds: Council, dana: User) -> None:
    with pytest.raises(Refused, match="director or performance team"):
        doing.keep_appetite(council=leeds, category="Financial", limit=25, by=dana)


def test_the_heat_map_holds_live_risks_where_they_stand_after_controls(risk: Risk, leeds: Council) -> None:
    grid = risks.heat_map(risks.lines(leeds, ON))
    assert [[len(cell.lines) for cell in row] for row in grid] == [[0] * 5, [0] * 5, [0, 0, 0, 1, 0], [0] * 5, [0] * 5]
    Risk.objects.update(state="closed")
    assert sum(len(cell.lines) for row in risks.heat_map(risks.lines(leeds, ON)) for cell in row) == 0


def test_the_register_says_what_stands_above_appetite(risk: Risk, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    assert "1 of 1 risk stands above appetite" in client.get("/leeds/delivery/risks/").content.decode()
    assert "1 of 1 risk matches" in client.get("/leeds/delivery/risks/?cell=3x4&show=above").content.decode()
    assert "No risks match" in client.get("/leeds/delivery/risks/?cell=1x1").content.decode()
    assert "risks/?cell=3x4" in client.get("/leeds/delivery/heat-map/").content.decode()
    csv = b"".join(client.get("/leeds/delivery/risks.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert csv.splitlines()[1].startswith("R-001,The grant ends early")


def test_a_risk_is_added_changed_and_reviewed_on_its_pages(
    leeds: Council, action: Action, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    scores = {"likelihood": 4, "impact": 5, "likelihood_after": 3, "impact_after": 4}
    typed = {"reference": "R-001", "title": "The grant ends early", "actions": "A-001"}
    worse = client.post("/leeds/delivery/add/risk/", {**typed, **scores, "impact": 1}).content.decode()
    assert "Controls do not make a risk more severe" in worse
    client.post("/leeds/delivery/add/risk/", {**typed, **scores})
    client.post("/leeds/delivery/risks/R-001/change/", {**typed, "title": "The grant ends", "version": 1})
    assert (
        client.post("/leeds/delivery/risks/R-001/change/", {**typed, "title": "Old", "version": 1}).status_code == 409
    )
    client.post("/leeds/delivery/risks/R-001/review/", {**scores, "impact_after": 3, "text": "Looked at."})
    page = client.get("/leeds/delivery/risks/R-001/").content.decode()
    assert (
        "The grant ends" in page
        and "9 (possible × moderate)" in page
        and "Looked at." in page
        and '<td class="govuk-table__cell govuk-table__cell--numeric">3 × 3</td>' in page
        and "A-001 Sweep" in page
    )
    client.post("/leeds/delivery/risks/R-001/step/close/", {"reason": "It came."})
    assert Risk.objects.get().state == "closed"


def test_appetite_is_set_on_its_page(leeds: Council, bob: User, dana: User, signed_in: SignedIn) -> None:
    signed_in(bob).post("/leeds/delivery/appetite/", {"category": "Legal", "limit": 5})
    assert RiskAppetite.objects.get().limit == 5
    assert signed_in(dana).post("/leeds/delivery/appetite/", {"category": "Legal", "limit": 25}).status_code == 403
    assert "Set the appetite" not in signed_in(dana).get("/leeds/delivery/appetite/").content.decode()


def test_the_register_takes_as_many_queries_for_many_as_for_few(
    risk: Risk, leeds: Council, alice: User, signed_in: SignedIn, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(30):
        doing.keep_risk(
            council=leeds, reference=f"S-{number}", title="One of many", owner=alice, category=risk.category,
            likelihood=2, impact=2, likelihood_after=1, impact_after=2, by=alice,
        )  # fmt: skip
    every = [work.keep_action(council=leeds, reference=f"A-{number}", title="Do", by=alice) for number in range(20)]
    doing.keep_risk(council=leeds, reference="R-001", actions=every, by=alice)
    client = signed_in(alice)
    for address in ("risks/", "heat-map/", "risks/R-001/"):
        with django_assert_max_num_queries(15):
            assert client.get(f"/leeds/delivery/{address}").status_code == 200
