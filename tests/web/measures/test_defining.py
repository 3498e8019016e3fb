"""The form on which the performance team defines a measure, its not-known rate among the rest."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tallystick import periods
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions
from tallystick_web.measures.models import Measure

SignedIn = Callable[[User], Client]
PAGE = "/leeds/collect/define/NI 195a"


@pytest.fixture
def unknown(leeds: Council, alice: User) -> Measure:
    return actions.keep_measure(
        council=leeds, reference="NK", title="Sites not known", unit="%", frequency=periods.Frequency.QUARTER, by=alice
    )


def typed(client: Client, **changes: Any) -> dict[str, Any]:
    """The form as it is shown, with some fields typed anew."""
    form = client.get(PAGE).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (shown | changes).items()}


def test_the_not_known_rate_and_its_limit_are_set_and_shown(
    measure: Measure, unknown: Measure, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    answer = client.post(PAGE, typed(client, not_known=unknown.pk, not_known_limit="7.5"), follow=True)
    text = answer.content.decode()
    assert "NK Sites not known; relied on up to 7.5% not known" in text
    measure.refresh_from_db()
    assert (measure.not_known, measure.not_known_limit) == (unknown, Decimal("7.5"))
    assert measure.title == "Streets below standard: litter" and measure.polarity == "lower_is_better"
    assert Event.objects.filter(verb="measure.changed", target_id=measure.pk).latest("id").detail["changed"] == {
        "not_known": ["None", "NK Sites not known"], "not_known_limit": ["None", "7.5"],
    }  # fmt: skip


@pytest.mark.parametrize(("limit", "words"), [("120", "between 0% and 100%"), ("a few", "as a number of per cent")])
def test_a_limit_that_is_no_percentage_is_refused_beside_its_field(
    limit: str, words: str, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    answer = client.post(PAGE, typed(client, not_known_limit=limit))
    assert words in answer.context["form"].errors["not_known_limit"][0]
    measure.refresh_from_db()
    assert measure.not_known_limit is None


def test_a_service_closed_after_the_form_was_checked_is_refused_beside_its_field(
    measure: Measure, alice: User, leeds: Council, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    streets = councils.add_unit(council=leeds, name="Streets", kind=Unit.Kind.SERVICE, by=alice)
    client, keep = signed_in(alice), actions.keep_measure

    def meanwhile(**given: Any) -> Any:
        councils.close_unit(unit=Unit.objects.get(pk=streets.pk), hangs=list, by=alice)
        return keep(**given)

    sent = typed(client, service=streets.pk)
    monkeypatch.setattr(actions, "keep_measure", meanwhile)
    assert "Streets is closed" in client.post(PAGE, sent).context["form"].errors["service"][0]


def test_a_measure_is_not_its_own_not_known_rate_nor_that_of_another_council(
    measure: Measure, alice: User, harborough: Council, charlie: User, leeds: Council
) -> None:
    other = actions.keep_measure(
        council=harborough, reference="H", title="Theirs", frequency=periods.Frequency.QUARTER, by=charlie
    )
    for one, words in ((measure, "cannot be its own"), (other, "is not a measure of Leeds")):
        with pytest.raises(Refused, match=words):
            actions.keep_measure(council=leeds, reference="NI 195a", not_known=one, by=alice)


def test_a_form_made_before_somebody_else_changed_the_measure_is_shown_again(
    measure: Measure, alice: User, leeds: Council, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    mine = typed(client, title="Mine")
    actions.keep_measure(council=leeds, reference="NI 195a", title="Theirs", by=alice)
    answer = client.post(PAGE, mine)
    assert "Somebody else changed this measure" in answer.content.decode() and "Mine" in answer.content.decode()
    assert Measure.objects.get(pk=measure.pk).title == "Theirs"
    again = {name: answer.context["form"][name].value() or "" for name in answer.context["form"].fields}
    client.post(PAGE, again)
    assert Measure.objects.get(pk=measure.pk).title == "Mine"


def test_only_the_performance_team_is_offered_the_form(
    measure: Measure, alice: User, bob: User, signed_in: SignedIn
) -> None:
    assert "Change the definition" in signed_in(alice).get("/leeds/measures/NI 195a/").content.decode()
    assert "Change the definition" not in signed_in(bob).get("/leeds/measures/NI 195a/").content.decode()
    assert signed_in(bob).get(PAGE).status_code == 403


def test_how_periods_make_up_a_year_is_said_on_the_form_and_read_on_the_page(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    text = client.post(PAGE, typed(client, year_is="mean", frequency="quarter"), follow=True).content.decode()
    assert "The year is the mean of its periods" in text
    measure.refresh_from_db()
    assert measure.year_is == "mean"


def test_years_that_overlap_cannot_be_said_to_add_up(measure: Measure, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    answer = client.post(PAGE, typed(client, year_is="total", frequency="rolling_year"))
    [why] = answer.context["form"].errors["year_is"]
    assert "each a rolling year" in why and "leave it blank" in why
    with pytest.raises(Refused, match="does not say how periods make up a year"):
        actions.keep_measure(council=measure.council, reference=measure.reference, by=alice, year_is="sum")


def test_nobody_owns_a_measure_who_cannot_record_its_values_however_it_is_defined(
    measure: Measure, alice: User, dana: User
) -> None:
    with pytest.raises(Refused, match="Dana cannot own NI 195a"):
        actions.keep_measure(council=measure.council, reference="NI 195a", owner=dana, by=alice)
    with pytest.raises(Refused, match="Dana cannot own NEW"):
        actions.keep_measure(
            council=measure.council, reference="NEW", title="New", frequency="quarter", owner=dana, by=alice
        )
    Measure.objects.filter(pk=measure.pk).update(owner=dana)  # as somebody whose role was taken away since
    assert actions.keep_measure(council=measure.council, reference="NI 195a", owner=dana, unit="places", by=alice)
