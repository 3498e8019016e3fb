"""The pages of projects: from an idea to approval, the parts of a case, reports, and queries that do not grow."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Approval, Project, SavingsClause
from tallystick_web.measures.models import Measure

ON = date(2026, 7, 1)
SignedIn = Callable[[User], Client]


def test_the_form_asks_why_the_end_moves(project: Project, alice: User, signed_in: SignedIn) -> None:
    client, address = signed_in(alice), "/leeds/delivery/projects/P-001/change/"
    typed = {
        "reference": "P-001",
        "title": project.title,
        "start": "2026-07-01",
        "due": "2027-01-31",
        "version": project.version,
    }
    assert "Say why the end moves" in client.post(address, typed).content.decode()
    assert client.post(address, {**typed, "reason": "Snow."}).status_code == 302
    page = client.get("/leeds/delivery/projects/P-001/").content.decode()
    assert "from 31 December 2026 to 31 January 2027: Snow." in page


def test_options_dependencies_and_programmes_of_every_project_can_be_taken_away(
    leeds: Council, project: Project, alice: User, dana: User, signed_in: SignedIn
) -> None:
    programme = doing.keep_programme(council=leeds, reference="PR-1", title="Markets", sponsor=alice, by=alice)
    other = doing.keep_project(
        council=leeds, reference="P-002", title="Drains", due=date(2026, 10, 1), programme=programme, by=alice
    )
    doing.keep_option(project=project, title="Buy", cost=Decimal(20_000), benefits="Quick.", drawbacks="Dear.", chosen=True, by=alice)  # fmt: skip
    doing.keep_dependency(project=project, on=other, why="They lie beneath.", by=alice)
    client = signed_in(dana)

    def file(name: str) -> list[str]:
        answer: Any = client.get(f"/leeds/delivery/{name}.csv")
        return b"".join(answer).decode("utf-8-sig").splitlines()[1:]

    assert file("options") == ["P-001,Buy,20000,Quick.,Dear.,yes"]
    assert file("dependencies") == ["P-001,2026-12-31,P-002,2026-10-01,They lie beneath."]
    assert file("programmes") == ["PR-1,Markets,,alice@leeds.example,P-002,"]
    page = client.get("/leeds/delivery/projects/").content.decode()
    assert "/leeds/delivery/options.xlsx" in page and "/leeds/delivery/dependencies.xlsx" in page
    assert "/leeds/delivery/programmes.xlsx" in client.get("/leeds/delivery/programmes/").content.decode()
    assert client.get("/leeds/delivery/options.pdf").status_code == 404


def test_a_project_goes_from_idea_to_approval_on_its_pages(
    leeds: Council, alice: User, bob: User, measure: Measure, signed_in: SignedIn
) -> None:
    client, base = signed_in(alice), "/leeds/delivery/projects/P-001"
    assert "No project is held yet" in client.get("/leeds/delivery/projects/").content.decode()
    typed = {
        "reference": "P-001",
        "title": "New bins",
        "purpose": "Fewer rats.",
        "manager": alice.pk,
        "sponsor": bob.pk,
        "start": "2026-07-01",
        "due": "2027-03-31",
        "cost": "£60,000",
        "effort": "30",
    }
    client.post("/leeds/delivery/add/project/", typed)
    client.post(f"{base}/step/develop/")
    page = client.get(f"{base}/").content.decode()
    assert "A medium project." in page and "needs at least two options" in page
    client.post(f"{base}/option/", {"title": "Do nothing", "cost": "0"})
    client.post(f"{base}/option/", {"title": "New bins", "cost": "60,000", "chosen": "on"})
    unknown = client.post(f"{base}/benefit/", {"title": "Less litter", "measure": "NI 999"})
    assert "There is no NI 999" in unknown.content.decode()
    client.post(
        f"{base}/benefit/", {"title": "Less litter", "measure": "NI 195a", "baseline": "12.5", "expected": "-2.5"}
    )
    client.post(f"{base}/gate/case/")
    approval = Approval.objects.get()
    director = signed_in(bob)
    assert "1 gate waits for an answer" in director.get("/leeds/delivery/projects/").content.decode()
    silent = director.post(f"/leeds/delivery/gates/{approval.pk}/", {"verb": "refuse"})
    assert "keeps the reason on the record" in silent.content.decode()
    director.post(f"/leeds/delivery/gates/{approval.pk}/", {"verb": "approve"})
    assert Project.objects.get().state == "approved"
    assert "passed" in client.get(f"{base}/").content.decode()


def test_an_action_is_added_to_a_project_from_its_page(project: Project, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    page = client.get("/leeds/delivery/projects/P-001/").content.decode()
    assert "/leeds/delivery/add/action/?project=P-001" in page
    form = client.get("/leeds/delivery/add/action/?project=P-001").context["form"]
    assert form["project"].value() == project.pk
    assert client.get("/leeds/delivery/add/action/?project=P-999").context["form"]["project"].value() is None


def test_what_a_project_waits_for_is_asked_for_beside_its_field(project: Project, alice: User, signed_in: SignedIn) -> None:  # fmt: skip
    form = signed_in(alice).post("/leeds/delivery/projects/P-001/dependency/", {"why": "The lorry."}).context["form"]
    assert form.errors == {"on": ["Enter the reference of the other project."]}
    assert form.fields["on"].required, "and is not called optional"


def test_the_report_of_a_project_tells_what_is_noted_of_its_money(project: Project, alice: User, signed_in: SignedIn) -> None:  # fmt: skip
    client = signed_in(alice)
    client.post("/leeds/delivery/projects/P-001/report/", {"text": "On order.", "spent": "5,000"})
    assert "£5,000 is noted." in client.get("/leeds/delivery/projects/P-001/report/").content.decode()


def test_parts_of_a_case_are_changed_and_taken_away(project: Project, alice: User, signed_in: SignedIn) -> None:
    client, base = signed_in(alice), "/leeds/delivery/projects/P-001"
    typed = {
        "partner": "Binco",
        "cost": "9,000,000",
        "parts": "2",
        "of": "3",
        "threshold": "6,000,000",
        "saved": "0",
        "forecast": "5,200,000",
    }
    client.post(f"{base}/savings/", typed)
    clause = SavingsClause.objects.get()
    page = client.get(f"{base}/").content.decode()
    assert "£3,000,000 is payable; £800,000 short of the threshold" in page
    client.post(f"{base}/savings/{clause.pk}/", {**typed, "partner": "Another name", "forecast": "7,000,000"})
    clause.refresh_from_db()
    assert (clause.partner, clause.forecast) == ("Binco", Decimal(7_000_000))
    client.post(f"{base}/savings/{clause.pk}/remove/")
    assert not SavingsClause.objects.exists()
    assert client.get(f"{base}/burden/").status_code == 404


def test_reports_highlights_programmes_and_benefits_have_their_pages(
    project: Project, leeds: Council, alice: User, signed_in: SignedIn
) -> None:
    client, base = signed_in(alice), "/leeds/delivery/projects/P-001"
    client.post(f"{base}/report/", {"text": "On order.", "spent": "5,000"})
    assert "£5,000 spent of £20,000" in client.get(f"{base}/highlights/").content.decode()
    client.post(f"{base}/highlights/", {"words": "All in hand."})
    kept = project.highlight_reports.get()
    assert "All in hand." in client.get(f"{base}/highlights/{kept.pk}/").content.decode()
    client.post("/leeds/delivery/add/programme/", {"reference": "PG-001", "title": "Cleaner markets"})
    client.post(f"{base}/change/", {
        "reference": "P-001", "title": "Bins", "cost": "20000", "effort": "30", "version": Project.objects.get().version,
        "programme": leeds.programmes.get().pk, "start": "2026-07-01", "due": "2026-12-31",
    })  # fmt: skip
    assert "P-001 Bins" in client.get("/leeds/delivery/programmes/").content.decode()
    assert "No closed project" in client.get("/leeds/delivery/benefits/").content.decode()
    csv = b"".join(client.get("/leeds/delivery/projects.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert ",small,20000,5000," in csv


def test_pages_take_as_many_queries_for_many_projects_as_for_few(
    project: Project,
    leeds: Council,
    alice: User,
    signed_in: SignedIn,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(30):
        other = doing.keep_project(council=leeds, reference=f"Q-{number}", title="One of many", manager=alice, by=alice)
        doing.keep_dependency(project=project, on=other, why="Waits.", by=alice)
        doing.keep_benefit(project=project, title=f"Benefit {number}", by=alice)
        action = work.keep_action(council=leeds, reference=f"A-{number}", title="Do", project=project, by=alice)
        work.keep_milestone(action=action, title="Reach", due=ON, by=alice)
    client = signed_in(alice)
    for address, most in (
        ("projects/", 10),
        ("projects/P-001/", 26),
        ("projects/P-001/highlights/", 29),
        ("programmes/", 9),
        ("benefits/", 12),
        ("gantt/", 9),
        ("dates/", 10),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(f"/leeds/delivery/{address}").status_code == 200


def test_amounts_are_shown_in_forms_as_people_write_them_and_read_back(
    project: Project, alice: User, signed_in: SignedIn
) -> None:
    Project.objects.filter(pk=project.pk).update(cost=Decimal("68000000.00"), effort=Decimal("2400.5"))
    client, address = signed_in(alice), "/leeds/delivery/projects/P-001/change/"
    page = client.get(address).content.decode()
    assert 'value="68,000,000"' in page and 'value="2,400.5"' in page
    typed = {"reference": "P-001", "title": project.title, "due": project.due, "version": project.version}
    assert client.post(address, {**typed, "cost": "£1,250.50", "effort": "2,400"}).status_code == 302
    project.refresh_from_db()
    assert (project.cost, project.effort) == (Decimal("1250.50"), Decimal(2400))
    assert 'value="1,250.50"' in client.get(address).content.decode()
