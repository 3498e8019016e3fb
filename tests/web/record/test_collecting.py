"""Entering values: what is saved, what comes back, what is asked, and who may."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick import periods
from tallystick.periods import Frequency
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event, Spent
from tallystick_web.common import timing
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Due, Measure, Observation
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews

from ..conftest import person

SignedIn = Callable[[User], Client]
Q2, Q3 = periods.quarter(2009, 2), periods.quarter(2009, 3)


@pytest.fixture
def erin(leeds: Council) -> User:
    return person("Erin", leeds, Role.CONTRIBUTOR)


@pytest.fixture
def four(measure: Measure, erin: User, alice: User) -> list[Due]:
    """Four measures of Erin's, asked for Q3 2009/10; one has a numerator and a denominator."""
    measures.reassign(measures=[measure], owner=erin, by=alice)
    for n, more in enumerate(
        ({"unit": "%", "numerator": "done in time", "denominator": "all"}, {"unit": "days"}, {"unit": "£k"})
    ):
        measures.keep_measure(
            council=measure.council, reference=f"M-{n}", title=f"Measure {n}", frequency=Frequency.QUARTER, owner=erin,
            by=alice, **more,
        )  # fmt: skip
    collection = measures.ask(council=measure.council, period=Q3, deadline=date(2010, 1, 14), by=alice)
    return list(Due.objects.filter(collection=collection, end=Q3.end).order_by("measure__reference"))


@pytest.fixture
def page(erin: User, signed_in: SignedIn) -> Client:
    return signed_in(erin)


def typed(dues: list[Due], **values: str) -> dict[str, Any]:
    """A page as it is sent: `m0_value="12"` fills the value of M-0, `ni_value` that of NI 195a."""
    names = {due.measure.reference.replace("-", "").split()[0].lower(): due.pk for due in dues}
    sent: dict[str, Any] = {"due": [due.pk for due in dues]}
    for name, text in values.items():
        whose, _, which = name.partition("_")
        sent[f"due-{names[whose]}-{which}"] = text
    return sent


def held() -> dict[str, str]:
    return {
        one.measure.reference: format(one.value.normalize(), "f") if one.value is not None else one.missing
        for one in Observation.objects.filter(end=Q3.end)
    }


def test_four_values_are_saved_at_once_and_the_page_says_what_it_saved(four: list[Due], page: Client) -> None:
    sent = typed(four, ni_value="11.2", m0_numerator="47", m0_denominator="400", m1_value="12.5", m2_value="1,234")
    answer = page.post("/leeds/collect/", sent, follow=True).content.decode()
    assert held() == {"NI 195a": "11.2", "M-0": "11.75", "M-1": "12.5", "M-2": "1234"}
    assert "4 values saved." in answer and "M-0 for Q3 2009/10: 11.75% (47 of 400)" in answer
    assert "No value is asked of you now</h1>" in answer
    assert (
        Event.objects.filter(verb="observations.recorded").count() == 2
        and Event.objects.filter(verb="values.given").count() == 1
    )


def test_what_is_valid_is_saved_and_what_is_not_comes_back_as_it_was_typed(four: list[Due], page: Client) -> None:
    answer = page.post("/leeds/collect/", typed(four, ni_value="11.2", m1_value="twelve")).content.decode()
    assert held() == {"NI 195a": "11.2"}
    assert (
        "Check the value for October to December 2009: &quot;twelve&quot; is no figure that is known: write a number"
        in answer
        and 'value="twelve"' in answer
    )
    assert "There is a problem" in answer and "1 value saved." in answer


@pytest.mark.parametrize(
    ("sent", "told"),
    [({"m0_numerator": "47"}, "Enter the denominator"), ({"m0_numerator": "47", "m0_denominator": "0"}, "is nought"),
     ({"m0_value": "13", "m0_numerator": "47", "m0_denominator": "400"}, "47 of 400 is 11.75%"),
     ({"m1_value": "12%"}, "in the measure’s unit (days), not in %"), ({"m1_value": "99999999999999"}, "too large"),
     ({"m1_value": "3", "m1_missing": "late"}, "There is a value"), ({"m1_note": "So."}, "or choose why there is none")],
)  # fmt: skip
def test_an_error_names_the_value_and_how_to_mend_it(
    sent: dict[str, str], told: str, four: list[Due], page: Client
) -> None:
    assert told in page.post("/leeds/collect/", typed(four, **sent)).content.decode()
    assert held() == {}


def test_a_value_that_agrees_with_its_parts_is_kept_as_it_was_rounded(four: list[Due], page: Client) -> None:
    page.post("/leeds/collect/", typed(four, m0_value="11.8", m0_numerator="47", m0_denominator="400"))
    one = Observation.objects.get(end=Q3.end)
    assert (one.value, one.numerator, one.denominator) == (Decimal("11.8"), 47, 400)


def test_an_unusual_value_is_asked_about_and_saved_with_any_note(four: list[Due], page: Client) -> None:
    sent = typed(four, ni_value="110")
    answer = page.post("/leeds/collect/", sent).content.decode()
    assert held() == {} and "110% is more than 100%, which this measure never was." in answer
    assert "Say a word about the value for October to December 2009" in answer
    page.post("/leeds/collect/", sent | typed(four, ni_value="110", ni_note="Streets are counted twice from now on."))
    one = Observation.objects.get(end=Q3.end)
    assert (one.value, one.note) == (110, "Streets are counted twice from now on.")


def test_a_value_that_contradicts_the_narrative_of_the_round_is_asked_about(
    four: list[Due], priority: Priority, alice: User, page: Client
) -> None:
    round = reviews.open_round(council=priority.council, period=Q3, by=alice)
    reviews.keep_assessment(
        round=round, priorities=[priority], narrative="Streets below standard for litter fell again this quarter.",
        rating=None, reason="", grades=[], by=alice,
    )  # fmt: skip
    answer = page.post("/leeds/collect/", typed(four, ni_value="13.2")).content.decode()
    assert "fell again this quarter” " in answer.replace("”.", "” ") and held() == {}


def test_a_not_known_rate_entered_on_the_same_page_counts(
    four: list[Due], measure: Measure, alice: User, page: Client
) -> None:
    rate = Measure.objects.get(reference="M-0")
    measures.keep_measure(
        council=measure.council, reference=measure.reference, not_known=rate, not_known_limit=Decimal(10), by=alice
    )
    answer = page.post("/leeds/collect/", typed(four, ni_value="11.2", m0_value="27.2")).content.decode()
    assert held() == {"M-0": "27.2"} and "27.2% of the cases are not known, more than the 10%" in answer


def test_why_there_is_no_value_is_an_answer_and_late_is_not(four: list[Due], page: Client) -> None:
    page.post("/leeds/collect/", typed(four, ni_value="n/a", m1_missing="late", m2_missing="not_collected"))
    assert held() == {"NI 195a": "not_applicable", "M-1": "late", "M-2": "not_collected"}
    assert "2 values are asked of you</h1>" in page.get("/leeds/collect/").content.decode()


def test_a_value_that_somebody_gave_meanwhile_is_not_hidden_by_another(
    four: list[Due], alice: User, page: Client
) -> None:
    due = next(one for one in four if one.measure.reference == "NI 195a")
    one = measures.NewObservation(due.measure, own_area(due.council), Q3, Vintage.VALIDATED, Decimal("11.4"))
    measures.record_observations(council=due.council, observations=[one], by=alice)
    answer = page.post("/leeds/collect/", typed(four, ni_value="11.2", m1_value="3"), follow=True).content.decode()
    assert held() == {"NI 195a": "11.4", "M-1": "3"} and "Somebody gave NI 195a for Q3 2009/10 meanwhile" in answer


def test_sending_the_same_page_twice_writes_once(four: list[Due], page: Client) -> None:
    for _ in range(2):
        answer = page.post("/leeds/collect/", typed(four, ni_value="11.2"), follow=True)
    assert Observation.objects.filter(end=Q3.end).count() == 1
    assert "meanwhile" not in answer.content.decode()


def minutes() -> dict[str, int]:
    return {one.record.split()[0]: round(one.seconds / 60) for one in Spent.objects.all()}


def test_each_measure_costs_the_time_spent_in_its_row(
    four: list[Due], page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, start = timing.opened(), timezone.now()
    rows = {one.measure.reference: str(one.measure_id) for one in four}
    counted = {"": 60, rows["M-1"]: 240, rows["M-2"]: 120}
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=10))
    sent = typed(four, m1_value="4", m2_value="5", m0_value="nonsense")
    again = page.post("/leeds/collect/", {**sent, timing.OPENED: opened, timing.ACTIVE: json.dumps(counted)})
    assert minutes() == {"M-1": 4, "M-2": 2}
    assert opened not in again.content.decode(), "what was saved is not counted again with the rest of the page"


def test_without_javascript_the_values_of_a_page_share_an_estimate(
    four: list[Due], page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, start = timing.opened(), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=10))
    page.post("/leeds/collect/", {**typed(four, m1_value="4", m2_value="5"), timing.OPENED: opened})
    assert minutes() == {"M-1": 5, "M-2": 5}
    assert set(Spent.objects.values_list("how", flat=True)) == {"estimated"}


def test_the_address_of_a_value_leads_to_its_field(four: list[Due], page: Client) -> None:
    answer = page.get(f"/leeds/collect/?at={four[2].pk}").content.decode()
    field = answer[answer.index("autofocus") - 300 : answer.index("autofocus")]
    assert answer.count("autofocus") == 1 and f"due-{four[2].pk}-value" in field


# Who may


def test_a_deputy_enters_in_their_days_and_not_after(
    four: list[Due], erin: User, bob: User, signed_in: SignedIn
) -> None:
    today = timezone.localdate()
    named = councils.name_deputy(council=four[0].council, person=erin, deputy=bob, start=today, end=today, by=erin)
    client = signed_in(bob)
    assert "for Erin" in client.get("/leeds/collect/").content.decode()
    client.post("/leeds/collect/", typed(four, ni_value="11.2"))
    assert held() == {"NI 195a": "11.2"} and Observation.objects.get(end=Q3.end).recorded_by == bob
    councils.end_deputy(deputy=named, by=erin)
    assert client.post("/leeds/collect/", typed(four, m1_value="3")).status_code == 403
    assert "for Erin" not in client.get("/leeds/collect/").content.decode() and held() == {"NI 195a": "11.2"}


def test_a_leaver_enters_nothing(four: list[Due], erin: User, alice: User, page: Client) -> None:
    councils.take_role(membership=four[0].council.memberships.get(person=erin), by=alice)
    assert page.post("/leeds/collect/", typed(four, ni_value="11.2")).status_code == 403
    assert held() == {}


def test_an_owner_may_still_give_a_value_after_the_round_was_closed(
    four: list[Due], alice: User, leeds: Council, page: Client
) -> None:
    round = reviews.open_round(council=leeds, period=Q3, by=alice)
    reviews.close_round(round=round, carrying="Not assessed.", by=alice)
    page.post("/leeds/collect/", typed(four, ni_value="11.2"))
    assert held() == {"NI 195a": "11.2"}


def test_the_performance_team_gives_any_value_and_another_owner_none_but_theirs(
    four: list[Due], alice: User, bob: User, signed_in: SignedIn
) -> None:
    assert f"due-{four[0].pk}-value" in signed_in(alice).get(f"/leeds/collect/?at={four[0].pk}").content.decode()
    assert f"due-{four[0].pk}-value" not in signed_in(bob).get(f"/leeds/collect/?at={four[0].pk}").content.decode()
    assert signed_in(bob).post("/leeds/collect/", typed(four, ni_value="11.2")).status_code == 403
    assert held() == {}


def test_another_councils_values_are_out_of_reach(four: list[Due], charlie: User, signed_in: SignedIn) -> None:
    client = signed_in(charlie)
    assert client.post("/leeds/collect/", typed(four, ni_value="11.2")).status_code == 403
    client.post("/harborough/collect/", typed(four, ni_value="11.2"))
    assert held() == {}


def test_the_number_of_queries_does_not_grow_with_the_values(
    four: list[Due], erin: User, alice: User, page: Client
) -> None:
    council = four[0].council

    def queries(sent: dict[str, Any] | None = None) -> int:
        with CaptureQueriesContext(connection) as found:
            page.post("/leeds/collect/", sent) if sent else page.get("/leeds/collect/")
        return len(found)

    reading, wrong = queries(), queries(typed(four, m1_value="twelve"))
    one = queries(typed(four, m1_value="3"))
    for n in range(9):
        measures.keep_measure(
            council=council, reference=f"N{n}", title="More", frequency="quarter", owner=erin, by=alice
        )
    measures.ask(council=council, period=Q3, deadline=date(2010, 1, 14) + timedelta(days=1), by=alice)
    every = list(Due.objects.select_related("measure"))
    assert (queries(), queries(typed(every, n1_value="twelve"))) == (reading, wrong)
    assert queries(typed(every, **{f"n{n}_value": "3" for n in range(9)})) == one
    assert reading <= 12 and one <= 30


def test_what_no_row_can_be_called_is_passed_over(four: list[Due], page: Client) -> None:
    assert page.post("/leeds/collect/", {"due": "9" * 30}, follow=True).status_code == 200
