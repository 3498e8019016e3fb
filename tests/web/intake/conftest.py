"""Files as councils send them, in the project's own words, and the few steps that the tests of bringing in repeat."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tallystick.periods import Period
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.delivery.actions import projects, risks, work
from tallystick_web.delivery.models import Milestone, Project
from tallystick_web.intake import actions, queries, reading
from tallystick_web.intake.models import Item, Proposal
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

from .tables import ADDRESSES, today

TRACKER = """Action Tracker, Quarter 2 2009/10

City Plan

Environment
ENV-1 Keep the streets clean
Litter fell in every ward. The rating is Amber because dog fouling did not.
ENV-2 Recycle more of what we throw away
Recycling rose to 31%. The new round began in August.

Learning
LN-1 Help every child to read
Results were better than last year in all but two schools.
"""

VALUES = """Reference,Title,Area,Period,Value,Vintage
NI 195a,Streets below standard: litter,,Q1 2009/10,12.5,validated
NI 195a,Streets below standard: litter,,Q2 2009/10,11.75,provisional
NI 195a,Streets below standard: litter,,Q3 2009/10,10.9,provisional
"""

Propose = Callable[..., Proposal]


@pytest.fixture
def propose(leeds: Council, alice: User) -> Propose:
    """Bring a file in for Leeds, as Alice unless somebody else is named."""

    def bring(
        text: str | bytes, name: str = "values.csv", *, period: Period | None = None, by: Any = alice
    ) -> Proposal:
        data = text.encode() if isinstance(text, str) else text
        return actions.propose(council=leeds, reading=reading.read(data, name), by=by, period=period)

    return bring


@pytest.fixture
def cora(leeds: Council) -> User:
    """A contributor of Leeds."""
    from tallystick_web.accounts import actions as accounts

    person = accounts.add_person(email="cora@leeds.example", name="Cora", by=None)
    councils.give_role(council=leeds, person=person, role=Role.CONTRIBUTOR, by=None)
    return person


@pytest.fixture
def item_of() -> Callable[[Proposal, str, str], Item]:
    """The first item of a kind of record whose key holds a text."""

    def find(proposal: Proposal, record: str, key: str = "") -> Item:
        return next(item for item in queries.items(proposal, record=record) if key in item.key)

    return find


@pytest.fixture
def full(leeds: Council, alice: User, bob: User, priority: Priority, measure: Measure) -> Council:
    """Actions, milestones and risks with everything that is awkward to write into a table."""
    service = councils.add_unit(council=leeds, name="Waste; and streets", kind=Unit.Kind.SERVICE, by=alice)
    project = projects.keep_project(council=leeds, reference="P-001", title="Bins", by=alice)
    programme = projects.keep_programme(council=leeds, reference="PG-001", title="Clean", by=alice)
    projects.keep_project(
        council=leeds, reference="P-002", title="=Market; \"clean\"", purpose="One.\r\n\r\n- two ", programme=programme, sponsor=bob,
        manager=alice, service=service, start=today(-20), due=today(90), cost=Decimal("20000.50"), spent=Decimal(1200),
        forecast_cost=Decimal(21000), effort=Decimal("30.5"), state="in_delivery", priorities=[priority], illustrative=True, by=alice,
    )  # fmt: skip
    market = Project.objects.get(reference="P-002")
    trade = projects.keep_benefit(
        project=market, title="+trade; \"more\"", measure=measure, baseline=Decimal("12.5"), expected=Decimal("-2.5"),
        planned=Decimal("9000.50"), day=today(200), by=alice,
    )  # fmt: skip
    projects.record_realised(
        benefit=trade, amount=Decimal(700), as_at=today(-9), words="=The ledger; so far", today=today(), by=alice
    )
    projects.keep_benefit(project=project, title="Tidier", by=alice)
    litter = work.keep_action(
        council=leeds, reference="A-001", title="=Sweep, 'more'; and \"better\"", purpose="First line.\r\n\r\n- a point; more ",
        owner=alice, service=service, project=project, start=today(-40), due=today(30), state="in_progress", illustrative=True,
        priorities=[priority], measures=[measure], by=alice,
    )  # fmt: skip
    work.keep_milestone(action=litter, title="Crew; hired", due=today(-5), by=alice)
    hired = Milestone.objects.get(title="Crew; hired")
    work.reach_milestone(milestone=hired, on=today(-6), today=today(), by=alice)
    work.keep_milestone(action=litter, title="-2% litter", due=today(20), by=alice)
    work.note_progress(action=litter, text="Half of the crew is there.", by=alice)
    work.redate_action(action=litter, now=today(60), reason="The crew came late.", by=alice)
    work.keep_action(council=leeds, reference="A-002", title="Bins", by=alice)
    done = work.keep_action(
        council=leeds, reference="A-003", title="Count bins", owner=bob, due=today(-3), state="agreed", by=alice
    )
    work.take_step(action=done, verb="finish", on=today(-1), by=alice)
    safety = risks.keep_appetite(council=leeds, category="Safety", limit=6, by=alice)
    risks.keep_risk(
        council=leeds, reference="R-001", title="Strike", cause="+pay", event="no sweeping", effect="litter", category=safety,
        likelihood=4, impact=5, likelihood_after=3, impact_after=4, controls="@talks", owner=bob, service=service,
        review_due=today(9), priorities=[priority], measures=[measure], actions=[litter], illustrative=True, by=alice,
    )  # fmt: skip
    risks.keep_risk(
        council=leeds,
        reference="R-002",
        title="Frost",
        likelihood=2,
        impact=2,
        likelihood_after=2,
        impact_after=2,
        by=alice,
    )
    return leeds


@pytest.fixture
def exported(full: Council, alice: User, signed_in: Callable[[User], Client]) -> Callable[..., bytes]:
    browser = signed_in(alice)

    def take(kind: str, form: str = "csv") -> bytes:
        answer = browser.get(ADDRESSES[kind].format(form))
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    return take
