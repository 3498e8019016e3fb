"""Who stands in for an owner does what the owner could do, on those days and no others, and it shows for whom."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import projects, risks, work
from tallystick_web.delivery.models import Action, Milestone, ProgressNote, Project, Risk, RiskReview

from ..conftest import person

Browser = Callable[[User], Client]


@pytest.fixture
def erin(leeds: Council) -> User:
    """Owns an action, a risk and a project."""
    return person("Erin", leeds, Role.CONTRIBUTOR)


@pytest.fixture
def grace(leeds: Council) -> User:
    """Stands in for her, on the days that a test says."""
    return person("Grace", leeds, Role.CONTRIBUTOR)


def stands_in(grace: User, erin: User, *, first: int, last: int) -> None:
    """From so many days after today to so many."""
    today = timezone.localdate()
    councils.name_deputy(
        council=erin.memberships.get().council, person=erin, deputy=grace,
        start=today + timedelta(days=first), end=today + timedelta(days=last), by=erin,
    )  # fmt: skip


@pytest.fixture
def hers(action: Action, erin: User) -> Action:
    Action.objects.update(owner=erin, state="agreed")
    return Action.objects.get()


@pytest.fixture
def risk(leeds: Council, erin: User, alice: User) -> Risk:
    return risks.keep_risk(
        council=leeds, reference="R-001", title="The depot closes", likelihood=4, impact=4, likelihood_after=3,
        impact_after=4, owner=erin, by=alice,
    )  # fmt: skip


@pytest.fixture
def project(leeds: Council, erin: User, alice: User) -> Project:
    return projects.keep_project(council=leeds, reference="P-001", title="A new depot", manager=erin, by=alice)


def test_a_deputy_reports_in_the_owners_place_and_it_shows(
    hers: Action, erin: User, grace: User, signed_in: Browser
) -> None:
    stands_in(grace, erin, first=0, last=0)
    client = signed_in(grace)
    assert client.post("/leeds/reviews/actions/A-001/progress/", {"text": "The rota is out."}).status_code == 302
    client.post("/leeds/delivery/actions/A-001/step/start/", {})
    assert {(one.by, one.for_whom) for one in ProgressNote.objects.all()} == {(grace, erin)}
    assert ProgressNote.objects.count() == 2
    assert "Grace for Erin" in client.get("/leeds/delivery/actions/A-001/").content.decode()


@pytest.mark.parametrize(
    ("first", "last", "may"), [(-5, 0, True), (0, 5, True), (1, 5, False), (-5, -1, False)],
    ids=["last day", "first day", "before", "after"],
)  # fmt: skip
def test_the_pages_of_a_record_open_to_a_deputy_on_the_days_of_standing_in_alone(
    first: int, last: int, may: bool, milestone: Milestone, risk: Risk, project: Project, erin: User, grace: User,
    signed_in: Browser,
) -> None:  # fmt: skip
    Action.objects.update(owner=erin)
    stands_in(grace, erin, first=first, last=last)
    client = signed_in(grace)
    for page in ("reviews/actions/A-001/progress/", "delivery/actions/A-001/change/",
                 f"delivery/milestones/{milestone.pk}/reached/", "delivery/risks/R-001/review/",
                 "delivery/projects/P-001/report/"):  # fmt: skip
        assert client.get(f"/leeds/{page}").status_code == (200 if may else 403), page


def test_a_review_and_a_report_say_in_whose_place_they_were_written(
    risk: Risk, project: Project, erin: User, grace: User, bob: User, signed_in: Browser
) -> None:
    stands_in(grace, erin, first=0, last=0)
    risks.review_risk(
        risk=risk, likelihood=4, impact=4, likelihood_after=2, impact_after=4, text="A lease is signed.",
        next_review=None, by=grace,
    )  # fmt: skip
    projects.report_progress(project=project, text="The lease is signed.", by=grace)
    risks.take_step(risk=risk, verb="accept", reason="It is small now.", by=bob)
    assert [(one.by, one.for_whom) for one in RiskReview.objects.all()[:2]] == [(bob, None), (grace, erin)]
    client = signed_in(grace)
    assert "Grace for Erin" in client.get("/leeds/delivery/risks/R-001/").content.decode()
    assert "Grace for Erin" in client.get("/leeds/delivery/projects/P-001/").content.decode()


def test_nobody_lets_pass_what_they_asked_for_in_somebodys_place(
    project: Project, erin: User, bob: User, leeds: Council, alice: User
) -> None:
    stands_in(bob, erin, first=0, last=0)
    projects.keep_project(
        council=leeds, reference="P-001", purpose="One depot.", start=date(2026, 7, 1), due=date(2026, 12, 31),
        cost=Decimal(20_000), effort=Decimal(30), by=alice,
    )  # fmt: skip
    Project.objects.update(state=Project.State.CASE)
    asked = projects.ask_gate(project=Project.objects.get(), gate="approval", by=bob)
    with pytest.raises(Refused, match="You asked for this yourself"):
        projects.decide_gate(approval=asked, verb="approve", by=bob, on=date(2026, 7, 1))


def test_what_a_deputy_said_is_never_altered(hers: Action, erin: User, grace: User) -> None:
    stands_in(grace, erin, first=0, last=0)
    note = work.note_progress(action=hers, text="The rota is out.", by=grace)
    with pytest.raises((IntegrityError, InternalError), match="only added"), transaction.atomic():
        ProgressNote.objects.filter(pk=note.pk).update(for_whom=None)
