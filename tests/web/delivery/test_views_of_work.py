"""The pages of actions, as people use them."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action, Milestone

SignedIn = Callable[[User], Client]
BASE = "/leeds/delivery"


def test_an_empty_list_says_how_to_begin(leeds: Council, alice: User, dana: User, signed_in: SignedIn) -> None:
    assert "Add the first action" in signed_in(alice).get(f"{BASE}/actions/").content.decode()
    assert "Nothing has been planned yet" in signed_in(dana).get(f"{BASE}/actions/").content.decode()


def test_the_list_says_what_is_late_and_narrows(action: Action, alice: User, signed_in: SignedIn) -> None:
    work.keep_action(council=action.council, reference="A-002", title="Long ago", due=date(2020, 1, 1), by=alice)
    client = signed_in(alice)
    text = client.get(f"{BASE}/actions/").content.decode()
    assert "of 2 actions" in text and "overdue by" in text
    assert text.index("Long ago") < text.index("Sweep the market")
    narrowed = client.get(f"{BASE}/actions/?timing=overdue&q=long").content.decode()
    assert "1 of 2 actions match" in narrowed and "Sweep the market" not in narrowed


def test_an_action_is_added_with_what_it_serves(
    leeds: Council, alice: User, priority: Any, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    assert 'value="A-001"' in client.get(f"{BASE}/add/action/?priority=ENV-1").content.decode()
    typed = {
        "reference": "A-001",
        "title": "Buy a sweeper",
        "owner": alice.pk,
        "due": "2026-09-30",
        "priorities": "ENV-1, ENV-9",
    }
    refused = client.post(f"{BASE}/add/action/", typed).content.decode()
    assert "There is no ENV-9 in Leeds City Council" in refused and "Buy a sweeper" in refused
    client.post(f"{BASE}/add/action/", {**typed, "priorities": "ENV-1"})
    held = Action.objects.get()
    assert (held.title, held.owner, list(held.priorities.all())) == ("Buy a sweeper", alice, [priority])
    again = client.post(f"{BASE}/add/action/", {**typed, "priorities": "ENV-1"})
    assert "There is a record A-001 already" in again.content.decode()


def test_a_change_from_an_old_form_is_answered_with_both(action: Action, alice: User, signed_in: SignedIn) -> None:
    work.keep_action(council=action.council, reference="A-001", title="Changed meanwhile", by=alice)
    client, typed = signed_in(alice), {"reference": "A-001", "title": "Mine", "due": "2026-09-30", "version": "1"}
    stale = client.post(f"{BASE}/actions/A-001/change/", typed)
    assert stale.status_code == 409
    assert "Changed meanwhile" in stale.content.decode() and 'value="Mine"' in stale.content.decode()
    client.post(f"{BASE}/actions/A-001/change/", {**typed, "version": "2"})
    assert Action.objects.get().title == "Mine"


def test_a_due_date_moves_with_a_reason_only(action: Action, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    refused = client.post(f"{BASE}/actions/A-001/date/", {"now": "2026-10-31"})
    assert "Say why: one sentence is enough." in refused.content.decode()
    client.post(f"{BASE}/actions/A-001/date/", {"now": "2026-10-31", "reason": "The sweeper comes late."})
    page = client.get(f"{BASE}/actions/A-001/").content.decode()
    assert "from 30 September 2026 to 31 October 2026: The sweeper comes late." in page


def test_buttons_are_those_the_person_may_press(action: Action, alice: User, dana: User, signed_in: SignedIn) -> None:
    assert "Agree" in signed_in(alice).get(f"{BASE}/actions/A-001/").content.decode()
    text = signed_in(dana).get(f"{BASE}/actions/A-001/").content.decode()
    assert "step/agree" not in text and "Change the action" not in text


def test_a_step_is_taken_or_says_why_not(action: Action, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    early = client.post(f"{BASE}/actions/A-001/step/finish/")
    assert "“Mark as done” is for one that is agreed or in progress" in early.content.decode()
    client.post(f"{BASE}/actions/A-001/step/agree/")
    silent = client.post(f"{BASE}/actions/A-001/step/stop/", {"reason": ""})
    assert "keeps the reason on the record" in silent.content.decode()
    client.post(f"{BASE}/actions/A-001/step/stop/", {"reason": "The money is gone."})
    assert Action.objects.get().state == "stopped"
    assert client.get(f"{BASE}/actions/A-001/step/burn/").status_code == 404


def test_a_milestone_is_reached_from_its_page(milestone: Milestone, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    client.post(f"{BASE}/milestones/{milestone.pk}/reached/", {"on": "2020-01-31"})
    milestone.refresh_from_db()
    assert milestone.done_on == date(2020, 1, 31)
    client.post(f"{BASE}/milestones/{milestone.pk}/open/")
    client.post(f"{BASE}/milestones/{milestone.pk}/open/")
    assert not Milestone.objects.exists()


def test_several_are_changed_after_a_look_at_what_would_happen(
    leeds: Council, action: Action, alice: User, bob: User, signed_in: SignedIn
) -> None:
    work.keep_action(council=leeds, reference="A-002", title="Nobody, no date", by=alice)
    client, chosen = signed_in(alice), {"chosen": ["A-001", "A-002"]}
    assert "Change 2 actions" in client.post(f"{BASE}/change/actions/", chosen).content.decode()
    look = {**chosen, "verb": "agree", "do": "look"}
    preview = client.post(f"{BASE}/change/actions/", look).content.decode()
    assert "proposed → <strong>agreed</strong>" in preview and "give it an owner and a due date first" in preview
    assert {one.state for one in Action.objects.all()} == {"proposed"}
    client.post(f"{BASE}/change/actions/", {**look, "do": "change"})
    assert dict(Action.objects.values_list("reference", "state")) == {"A-001": "agreed", "A-002": "proposed"}


def test_the_chosen_must_be_of_this_council(
    action: Action, charlie: User, harborough: Council, signed_in: SignedIn
) -> None:
    answer = signed_in(charlie).post("/harborough/delivery/change/actions/", {"chosen": ["A-001"]}, follow=True)
    assert "Choose at least one action first" in answer.content.decode()


def test_the_list_is_taken_away_as_it_was_narrowed(
    milestone: Milestone, leeds: Council, alice: User, signed_in: SignedIn
) -> None:
    work.keep_action(council=leeds, reference="A-002", title="=HYPERLINK(1)", by=alice)
    client = signed_in(alice)
    csv = b"".join(client.get(f"{BASE}/actions.csv?q=hyper").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert csv.splitlines()[1].startswith("A-002,'=HYPERLINK(1),") and len(csv.splitlines()) == 2
    book = load_workbook(BytesIO(b"".join(client.get(f"{BASE}/milestones.xlsx").streaming_content)))  # type: ignore[attr-defined]
    assert [cell.value for cell in book.active[2]] == ["A-001", "Rota agreed", "2026-08-01", None, None]
    assert client.get(f"{BASE}/actions.pdf").status_code == 404


def test_the_list_takes_as_many_queries_for_fifty_as_for_two(
    action: Action,
    leeds: Council,
    alice: User,
    signed_in: SignedIn,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(50):
        work.keep_action(council=leeds, reference=f"B-{number}", title="One of many", owner=alice, by=alice)
    client = signed_in(alice)
    with django_assert_max_num_queries(13):
        client.get(f"{BASE}/actions/")
    with django_assert_max_num_queries(13):
        client.get(f"{BASE}/actions/A-001/")


def test_how_often_dates_move_is_sorted_and_taken_away(
    action: Action, leeds: Council, alice: User, signed_in: SignedIn
) -> None:
    work.redate_action(action=action, now=date(2026, 10, 10), reason="Rain.", by=alice)
    work.keep_action(council=leeds, reference="A-2", title="Plan", by=alice)
    work.keep_action(council=leeds, reference="A-3", title="Plan", by=alice)
    client = signed_in(alice)

    def order(sort: str) -> list[str]:
        page = client.get("/leeds/delivery/dates/", {"sort": sort}).content.decode()
        file = b"".join(client.get("/leeds/delivery/dates.csv", {"sort": sort})).decode().splitlines()[1:]  # type: ignore[arg-type]
        shown = re.findall(r'<th scope="row" class="govuk-table__header">([^<]+)</th>', page)
        assert shown == [row.split(",")[0] for row in file]
        return file

    assert order("-moves")[0] == "Street cleansing,1,0,1,1,1,10,10"
    assert not order("-actions")[0].startswith("Street cleansing")


def test_where_no_date_moved_there_is_no_median(action: Action, alice: User, signed_in: SignedIn) -> None:
    row = signed_in(alice).get("/leeds/delivery/dates/").content.decode().split("</thead>")[1].split("</tr>")[0]
    assert row.count(">none</td>") == 2
