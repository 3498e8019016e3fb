"""The page on which the performance team says who answers for a priority and which measures speak of it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tallystick.periods import Frequency
from tallystick_web.accounts.models import User
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import queries
from tallystick_web.plans.models import Priority

SignedIn = Callable[[User], Client]
FORM = "/leeds/plans/priorities/ENV-1"
PAGE = "/leeds/priorities/ENV-1/"


def seen(client: Client) -> str:
    return str(client.get(FORM).context["form"]["seen"].value())


def test_the_team_names_people_and_measures_from_the_page_of_the_priority(
    priority: Priority, measure: Measure, alice: User, bob: User, dana: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    assert FORM in client.get(PAGE).content.decode() and FORM not in signed_in(dana).get(PAGE).content.decode()
    new = measures.keep_measure(
        council=priority.council, reference="AAA", title="New", frequency=Frequency.QUARTER, by=alice
    )
    typed = {
        "seen": seen(client), "accountable_officer": alice.pk, "accountable_director": bob.pk,
        "measures": [new.pk, measure.pk],
    }  # fmt: skip
    page = client.post(FORM, typed, follow=True).content.decode()
    assert "Who answers for ENV-1, and its measures, are saved." in page and "not named" in page
    priority.refresh_from_db()
    assert (priority.accountable_officer, priority.accountable_director, priority.service) == (alice, bob, None)
    assert queries.evidence_ids(priority) == [measure.pk, new.pk], "what was there keeps its place"


@pytest.mark.parametrize("sent", ["9" * 24, "NI 195"])
def test_a_measure_that_cannot_be_is_refused(
    priority: Priority, measure: Measure, alice: User, signed_in: SignedIn, sent: str
) -> None:
    client = signed_in(alice)
    answer = client.post(FORM, {"seen": seen(client), "measures": [measure.pk, sent]})
    assert answer.status_code < 500 and sent in str(answer.context["form"].errors["measures"])


def test_the_measures_that_are_chosen_stand_first(
    priority: Priority, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    measures.keep_measure(council=priority.council, reference="AAA", title="New", frequency=Frequency.QUARTER, by=alice)
    offered = signed_in(alice).get(FORM).context["form"].fields["measures"].queryset
    assert [one.reference for one in offered] == [measure.reference, "AAA"]


def test_among_many_measures_a_search_saves_nothing_and_keeps_what_is_ticked(
    priority: Priority, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    def add(reference: str, title: str) -> Measure:
        return measures.keep_measure(
            council=priority.council, reference=reference, title=title, frequency=Frequency.QUARTER, by=alice
        )

    for n in range(60):
        add(f"M{n:02}", f"Potholes filled in ward {n}")
    wanted, client = add("Z9", "Fly tipping cleared"), signed_in(alice)

    def shown(page: str) -> list[tuple[str, bool]]:
        found = re.findall(r'name="measures" value="(\d+)"( checked)?', page)
        return [(str(Measure.objects.get(pk=key).reference), bool(ticked)) for key, ticked in found]

    def search(text: str, *ticked: Measure) -> str:
        sent = {"seen": seen(client), "search": "1", "find": text, "measures": [one.pk for one in ticked]}
        return client.post(FORM, sent | {"accountable_officer": alice.pk}).content.decode()

    page = client.get(FORM).content.decode()
    assert shown(page) == [("NI 195a", True)] and "Of 62 measures those that are chosen stand here." in page
    assert shown(search("TIPPING fly", measure)) == [("NI 195a", True), ("Z9", False)]
    page = search("potholes", wanted)
    assert shown(page)[:3] == [("NI 195a", False), ("Z9", True), ("M00", False)] and len(shown(page)) == 42
    assert "40 of 60 other measures that have “potholes” stand here." in page
    assert f'<option value="{alice.pk}" selected>' in page
    assert "No other measure has “tipping bins”." in search("tipping bins", measure)
    assert queries.evidence_ids(priority) == [measure.pk], "nothing is saved yet"
    client.post(FORM, {"seen": seen(client), "find": "potholes", "measures": [measure.pk, wanted.pk]})
    assert queries.evidence_ids(priority) == [measure.pk, wanted.pk]


def test_a_form_made_before_a_change_is_shown_again(priority: Priority, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    old = seen(client)
    client.post(FORM, {"seen": old, "accountable_officer": alice.pk})
    page = client.post(FORM, {"seen": old, "accountable_officer": ""}).content.decode()
    assert "Somebody else changed this priority" in page
    priority.refresh_from_db()
    assert priority.accountable_officer == alice


@pytest.mark.parametrize("name", ["accountable_officer", "accountable_director"])
def test_people_of_another_council_and_councillors_cannot_be_named(
    priority: Priority, alice: User, charlie: User, dana: User, signed_in: SignedIn, name: str
) -> None:
    client = signed_in(alice)
    for stranger in (charlie, dana):
        client.post(FORM, {"seen": seen(client), name: stranger.pk})
        priority.refresh_from_db()
        assert getattr(priority, f"{name}_id") != stranger.pk


def test_a_priority_that_is_not_held_is_not_found(priority: Priority, alice: User, signed_in: SignedIn) -> None:
    assert signed_in(alice).get("/leeds/plans/priorities/NONE").status_code == 404
