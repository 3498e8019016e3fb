"""How the values of a round come in, more time, values asked for by hand, owners, and corrections with who is told."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from tallystick import periods
from tallystick.periods import Frequency
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions, progress, queries
from tallystick_web.measures.models import Collection, Due, Measure, Observation

from ..conftest import person

SignedIn = Callable[[User], Client]
Q3 = periods.quarter(2009, 3)
PAGE = "/leeds/collect/round/q3-2009-10/"


@pytest.fixture
def erin(leeds: Council) -> User:
    return person("Erin", leeds, Role.CONTRIBUTOR)


@pytest.fixture
def collection(measure: Measure, erin: User, alice: User) -> Collection:
    """NI 195a is Erin's and asked for; a yearly measure whose last figure is held, a survey and a measure of nobody's beside it."""
    actions.reassign(measures=[measure], owner=erin, by=alice)
    council = measure.council
    for reference, frequency in (
        ("YEAR", Frequency.FINANCIAL_YEAR),
        ("WAVE", Frequency.WAVE),
        ("LOST", Frequency.QUARTER),
    ):
        actions.keep_measure(
            council=council, reference=reference, title=reference.title(), frequency=frequency,
            owner=None if reference == "LOST" else erin, by=alice,
        )  # fmt: skip
    yearly = Measure.objects.get(council=council, reference="YEAR")
    give(yearly, "40", erin, Vintage.VALIDATED, periods.financial_year(2008))
    return actions.ask(council=council, period=Q3, deadline=date(2010, 1, 14), by=alice)


def states(collection: Collection, on: date) -> dict[str, str]:
    return {line.reference: line.state for line in progress.lines(collection, on)}


def give(
    measure: Measure, value: str, by: User, vintage: Vintage = Vintage.PROVISIONAL, period: periods.Period = Q3
) -> None:
    one = actions.NewObservation(measure, own_area(measure.council), period, vintage, Decimal(value))
    actions.record_observations(council=measure.council, observations=[one], by=by)


def test_due_not_due_overdue_and_given_are_told_apart(collection: Collection, measure: Measure, erin: User) -> None:
    assert states(collection, date(2009, 12, 30))["NI 195a"] == "not_due"
    assert states(collection, date(2010, 1, 14))["NI 195a"] == "due"
    assert states(collection, date(2010, 1, 18)) == {
        "NI 195a": "overdue", "LOST": "overdue", "YEAR": "not_due", "WAVE": "not_due",
    }  # fmt: skip
    give(measure, "11.2", erin)
    assert states(collection, date(2010, 1, 18))["NI 195a"] == "given"


def test_more_time_is_offered_where_there_is_a_value_to_choose(
    collection: Collection, measure: Measure, alice: User, erin: User, signed_in: SignedIn
) -> None:
    client, more = signed_in(alice), "Give more time for the chosen values"
    assert more in client.get(PAGE).content.decode()
    give(measure, "11.2", erin)
    given = client.get(PAGE, {"state": "given"}).content.decode()
    assert "NI 195a" in given and more not in given and ">Choose<" not in given
    assert more in client.get(PAGE).content.decode()


def test_what_is_not_asked_for_says_from_when_it_can_be_known(collection: Collection) -> None:
    told = {line.reference: line.words for line in progress.lines(collection, date(2010, 1, 15))}
    assert told["YEAR"] == "not due: next known from 31 March 2010" and told["WAVE"] == "asked for by hand"
    assert told["NI 195a"] == "overdue by 1 working day"


def test_how_many_are_due_are_not_known_yet_and_are_not_asked_for_is_told_apart(
    collection: Collection, alice: User, signed_in: SignedIn
) -> None:
    with time_machine.travel(date(2009, 12, 30)):
        page = signed_in(alice).get(PAGE).content.decode()
    assert "0 due, 2 not known yet; of 2 measures nothing is asked in this round." in page


def test_values_of_measures_that_came_after_the_round_had_opened_are_asked_for_in_one_go(
    collection: Collection, alice: User, erin: User, dana: User, signed_in: SignedIn
) -> None:
    late = actions.keep_measure(
        council=collection.council, reference="NEW", title="New", frequency=Frequency.QUARTER, owner=erin, by=alice
    )
    told = {line.reference: line.words for line in progress.lines(collection, date(2010, 1, 4))}
    assert told["NEW"] == "not asked for yet: Q3 2009/10"
    assert "Ask for it" not in signed_in(dana).get(PAGE).content.decode()
    client = signed_in(alice)
    assert "1 value was not asked for" in client.get(PAGE).content.decode()
    page = client.post(f"{PAGE}ask/", {"forgotten": "1"}, follow=True).content.decode()
    assert "1 more value is asked for." in page and "not asked for" not in page
    assert Due.objects.filter(measure=late, collection=collection).count() == 1


def test_what_came_late_is_asked_for_in_the_newest_round_only_and_while_it_is_open(
    collection: Collection, alice: User, erin: User, signed_in: SignedIn
) -> None:
    leeds, client = collection.council, signed_in(alice)
    actions.keep_measure(council=leeds, reference="NEW", title="New", frequency=Frequency.QUARTER, owner=erin, by=alice)

    def offered() -> bool:
        return "1 value was not asked for" in client.get(PAGE).content.decode()

    def asked() -> int:
        return client.post(f"{PAGE}ask/", {"forgotten": "1"}).status_code

    assert offered()
    actions.stop_asking(collection=collection, by=alice)
    assert not offered() and asked() == 403
    actions.ask_again(collection=collection, by=alice)
    assert offered()
    Collection.objects.create(
        council=leeds, frequency="quarter", start=date(2010, 1, 1), end=date(2010, 3, 31), deadline=date(2010, 4, 14),
        known_by=date(2010, 4, 14),
    )  # fmt: skip
    assert not offered() and asked() == 403
    assert not Due.objects.filter(measure__reference="NEW").exists()


def test_everybody_reads_how_it_comes_in_and_takes_it_away(
    collection: Collection, dana: User, charlie: User, signed_in: SignedIn
) -> None:
    page = signed_in(dana).get(PAGE).content.decode()
    assert (
        "0 of 2 values asked for in Q3 2009/10 are in; 2 are overdue" in strip_tags(page)
        and "Give more time" not in page
    )
    assert "LOST" not in signed_in(dana).get(f"{PAGE}?state=not_due").content.decode()
    assert "NI 195a" not in signed_in(dana).get(f"{PAGE}?owner=nobody").content.decode()
    file = b"".join(signed_in(dana).get(f"{PAGE}values.csv?state=overdue")).decode()  # type: ignore[arg-type]
    assert [row.split(",")[0] for row in file.splitlines()[1:]] == ["LOST", "NI 195a"]
    assert signed_in(charlie).get(PAGE).status_code == 403
    assert signed_in(charlie).get("/harborough/collect/round/q3-2009-10/").status_code == 404


def test_the_values_of_a_round_are_sorted_on_the_page_and_in_the_file(
    collection: Collection, dana: User, signed_in: SignedIn
) -> None:
    client = signed_in(dana)

    def order(sort: str) -> list[str]:
        page = client.get(PAGE, {"sort": sort}).content.decode()
        file = b"".join(client.get(f"{PAGE}values.csv?sort={sort}")).decode()  # type: ignore[arg-type]
        found = [row.split(",")[0] for row in file.splitlines()[1:]]
        assert re.findall(r"<small>([A-Z0-9a ]+)</small></th>", page) == found
        return found

    assert order("") == ["LOST", "NI 195a", "WAVE", "YEAR"]
    assert order("-measure") == ["YEAR", "WAVE", "NI 195a", "LOST"]
    assert order("owner")[0] == "LOST", "what nobody looks after comes first"
    assert order("-due") == ["WAVE", "YEAR", "LOST", "NI 195a"]


def test_the_team_gives_more_time_for_several_at_once_or_for_none(
    collection: Collection, alice: User, signed_in: SignedIn
) -> None:
    client, keys = signed_in(alice), [due.pk for due in Due.objects.all()]
    assert "Give more time for 2 values?" in client.post(f"{PAGE}extend/", {"chosen": keys}).content.decode()
    early = client.post(f"{PAGE}extend/", {"chosen": keys, "until": "2010-01-10", "reason": "Snow."}).content.decode()
    assert "is due on 14 January 2010 already" in early
    client.post(f"{PAGE}extend/", {"chosen": keys, "until": "2010-01-29", "reason": "Snow."})
    assert {(due.due_on, due.extension_reason) for due in Due.objects.all()} == {(date(2010, 1, 29), "Snow.")}
    nothing = client.post(f"{PAGE}extend/", {"chosen": ["9" * 19, "9" * 5_000]}, follow=True)
    assert "Choose at least one value first" in nothing.content.decode()


def test_a_wave_is_asked_for_by_hand(collection: Collection, erin: User, alice: User, signed_in: SignedIn) -> None:
    wave = Measure.objects.get(reference="WAVE")
    client = signed_in(alice)
    assert (
        "Enter a period of the measure (wave)"
        in client.post(f"{PAGE}ask/", {"measure": wave.pk, "period": "soon"}).content.decode()
    )
    told = client.post(f"{PAGE}ask/", {"measure": wave.pk, "period": "October 2009"}).content.decode()
    assert "October 2009&quot; is a month, not a wave" in told
    client.post(f"{PAGE}ask/", {"measure": wave.pk, "period": "12 October 2009 to 30 November 2009"})
    assert states(collection, date(2010, 1, 18))["WAVE"] == "overdue"


def test_who_asks_for_a_value_that_nobody_can_know_yet_reads_from_when_it_stands_on_a_list(
    collection: Collection, alice: User, signed_in: SignedIn
) -> None:
    year = Measure.objects.get(reference="YEAR")
    ask = {"measure": year.pk, "period": "2098/99"}
    page = signed_in(alice).post(f"{PAGE}ask/", ask, follow=True).content.decode()
    assert "It stands on its owner’s list from 31 March 2099, when it can be known." in page
    assert "2098/99 ends after Q3 2009/10. The report of that round shows values up to 31 December 2009 only." in page


def test_the_page_of_a_round_costs_the_same_however_many_measures(
    collection: Collection, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(PAGE), client.get("/leeds/collect/owners/")
        return len(found)

    few = cost()
    for n in range(9):
        actions.keep_measure(
            council=collection.council, reference=f"M{n}", title="More", frequency="quarter", owner=alice, by=alice
        )
    actions.ask(council=collection.council, period=Q3, deadline=date(2010, 1, 14), by=alice)
    assert cost() == few <= 22


# Owners


def test_measures_of_nobody_and_of_leavers_stand_first_until_somebody_has_them(
    collection: Collection, measure: Measure, erin: User, alice: User, bob: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    assert "1 of 4 measures has nobody to look after it</h1>" in client.get("/leeds/collect/owners/").content.decode()
    councils.leave(council=measure.council, person=erin, by=alice)
    assert (
        "4 of 4 measures have nobody to look after them</h1>" in client.get("/leeds/collect/owners/").content.decode()
    )
    sent = {"chosen": ["NI 195a", "LOST", "WAVE", "YEAR"], "owner": bob.pk}
    assert "4 of 4 measures would change hands" in client.post("/leeds/collect/owners/reassign/", sent).content.decode()
    assert queries.orphans(measure.council).count() == 4
    client.post("/leeds/collect/owners/reassign/", sent | {"do": "change"})
    assert queries.orphans(measure.council).count() == 0


def test_who_cannot_own_a_measure_is_not_offered(
    collection: Collection, dana: User, bob: User, alice: User, signed_in: SignedIn
) -> None:
    page = signed_in(alice).post("/leeds/collect/owners/reassign/", {"chosen": ["LOST"]}).content.decode()
    assert f'<option value="{bob.pk}"' in page and f'<option value="{dana.pk}"' not in page


def test_a_councillor_cannot_be_given_a_measure(
    collection: Collection, dana: User, alice: User, signed_in: SignedIn
) -> None:
    sent = {"chosen": ["LOST"], "owner": dana.pk, "do": "change"}
    assert "cannot own LOST" in signed_in(alice).post("/leeds/collect/owners/reassign/", sent).content.decode()
    assert Measure.objects.get(reference="LOST").owner is None


# Corrections


def correction(value: str, note: str = "Counted twice.", kind: str = "corrected") -> dict[str, str]:
    key = Observation.objects.get(value=Decimal("11.75")).pk
    return {f"due-{key}-value": value, f"due-{key}-note": note, f"due-{key}-vintage": kind}


def test_a_correction_stands_in_front_of_the_figure_and_leaves_it(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    address = "/leeds/collect/correct/NI%20195a?period=q2-2009-10"
    assert "Held now:" in signed_in(alice).get(address).content.decode()
    signed_in(alice).post(address, correction("12.4"))
    found = Observation.objects.filter(measure=measure, end=periods.quarter(2009, 2).end)
    assert [(str(one.value.normalize()), one.vintage) for one in found if one.value] == [
        ("11.75", "provisional"),
        ("12.4", "corrected"),
    ]
    told = Event.objects.get(verb="figure.corrected").detail
    assert told["was"].startswith("11.75") and told["now"] == "12.4" and told["why"] == "Counted twice."


def test_a_correction_says_why_and_changes_something(measure: Measure, alice: User, signed_in: SignedIn) -> None:
    address = "/leeds/collect/correct/NI%20195a?period=q2-2009-10"
    assert (
        "Say why the figure for July to September 2009 changes"
        in signed_in(alice).post(address, correction("12.4", "")).content.decode()
    )
    assert Observation.objects.count() == 2


def test_a_provisional_figure_is_said_to_be_final_without_typing_it_again(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    address, client = "/leeds/collect/correct/NI%20195a?period=q2-2009-10", signed_in(alice)
    held = queries.own_values(measure)[0]
    assert held.vintage == "provisional" and "the figure is final" in client.get(address).content.decode()
    client.post(address, {f"due-{held.pk}-vintage": "validated"})
    now = queries.own_values(measure)[0]
    assert (now.value, now.numerator, now.vintage, now.note) == (
        held.value, held.numerator, "validated", "The figure is final.",
    )  # fmt: skip
    assert "the figure is final" not in client.get(address).content.decode()


def test_a_correction_of_a_figure_that_is_corrected_already_is_refused(measure: Measure, alice: User) -> None:
    held = Observation.objects.get(value=Decimal("11.75"))
    new = actions.NewObservation(
        measure, held.area, held.period, Vintage.CORRECTED, Decimal("12.4"), note="Counted twice."
    )
    actions.correct(held=held, to=new, by=alice)
    with pytest.raises(Refused, match="Somebody else changed NI 195a"):
        actions.correct(held=held, to=new, by=alice)


def test_only_its_owner_a_deputy_or_the_team_corrects_a_figure(
    collection: Collection, measure: Measure, erin: User, bob: User, signed_in: SignedIn
) -> None:
    address, today = "/leeds/collect/correct/NI%20195a?period=q2-2009-10", timezone.localdate()
    assert signed_in(bob).post(address, correction("12.4")).status_code == 403
    councils.name_deputy(
        council=measure.council, person=erin, deputy=bob, start=today + timedelta(1), end=today + timedelta(2), by=erin
    )
    assert signed_in(bob).post(address, correction("12.4")).status_code == 403
    assert signed_in(erin).post(address, correction("12.4")).status_code == 302


def test_a_figure_recorded_by_mistake_is_taken_back_with_the_reason_and_the_one_before_it_counts(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    address, client = "/leeds/collect/correct/NI%20195a?period=q2-2009-10", signed_in(alice)
    client.post(address, correction("12.4"))
    wrong = queries.own_values(measure)[0]
    sent = {"then": "withdraw", "shown": str(wrong.pk), "back-reason": "Of other streets."}
    refused = client.post(address, sent | {"back-reason": " "}).content.decode()
    assert "<title>Error: Correct" in refused and "Say why the figure is taken back" in refused
    client.post(address, sent)
    now = queries.own_values(measure)[0]
    assert (now.end, str(now.value.normalize())) == (wrong.end, "11.75")
    assert Event.objects.get(verb="observation.withdrawn").detail["reason"] == "Of other streets."


def test_a_page_that_shows_an_older_figure_takes_no_newer_one_back(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    address, client = "/leeds/collect/correct/NI%20195a?period=q2-2009-10", signed_in(alice)
    shown = queries.own_values(measure)[0].pk
    client.post(address, correction("12.4"))
    sent = {"then": "withdraw", "shown": str(shown), "back-reason": "Of other streets."}
    assert "Somebody else changed this figure meanwhile" in client.post(address, sent).content.decode()
    assert str(queries.own_values(measure)[0].value.normalize()) == "12.4"
