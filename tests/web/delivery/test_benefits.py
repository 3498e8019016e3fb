"""Benefits after closure, in the movement of measures and in money; savings at risk."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery import savings
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.models import Project, RealisedMoney
from tallystick_web.delivery.queries import benefits, money
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure

from .conftest import in_state

ON = date(2026, 7, 1)
SignedIn = Callable[[User], Client]


@pytest.mark.parametrize(
    ("cost", "saved", "payable", "short"),
    [
        ("9000000", "6000000", "3000000", "0"),
        ("9000000", "6000000.01", "9000000", "0"),
        ("9000000", "5200000", "3000000", "800000"),
        ("100", "0", "33.33", "6000000"),
    ],
)
def test_two_thirds_of_the_costs_are_payable_only_if_savings_exceed_six_million(
    cost: str, saved: str, payable: str, short: str
) -> None:
    """Worked by hand."""
    bargain = savings.Bargain(Decimal(cost), 2, 3, Decimal(6_000_000))
    assert (bargain.payable(Decimal(saved)), bargain.short_by(Decimal(saved))) == (Decimal(payable), Decimal(short))
    assert bargain.net(Decimal(saved)) == Decimal(saved) - Decimal(payable)


def test_benefits_are_followed_after_closure_by_their_measure(project: Project, alice: User, measure: Measure) -> None:
    """12.5 before, 11.75 now: 0.75 of the 2.5 expected is 30%."""
    doing.keep_benefit(
        project=project,
        title="Less litter",
        measure=measure,
        baseline=Decimal("12.5"),
        expected=Decimal("-2.5"),
        by=alice,
    )
    doing.keep_benefit(project=project, title="Pride", by=alice)
    assert benefits.followed(project.council) == []
    in_state(project, "closed")
    litter, pride = benefits.followed(project.council)
    assert (litter.now, litter.moved, litter.words) == (Decimal("11.75"), Decimal("-0.75"), "30% of what was expected")
    assert pride.words == "no value to compare yet"
    doing.keep_benefit(
        project=project,
        title="Less litter",
        measure=measure,
        baseline=Decimal("10"),
        expected=Decimal("-2.5"),
        by=alice,
    )
    assert benefits.followed(project.council)[0].words == "no movement in the expected direction"


def test_an_expected_change_has_its_unit_and_that_of_a_share_is_in_points(
    project: Project, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    count = measures.keep_measure(
        council=project.council, reference="BINS", title="Bins", unit="bins", frequency="quarter", by=alice
    )
    for one, expected in ((measure, "-2.5"), (count, "40")):
        doing.keep_benefit(project=project, title=one.title, measure=one, expected=Decimal(expected), by=alice)
    in_state(project, "closed")
    for page in ("benefits/", "projects/P-001/"):
        told = signed_in(alice).get(f"/leeds/delivery/{page}").content.decode()
        assert ">−2.5&nbsp;points<" in told and ">+40\xa0bins<" in told


def test_benefits_are_sorted(project: Project, alice: User, signed_in: SignedIn) -> None:
    for title, planned in (("Bins", 100), ("Rats", 900)):
        doing.keep_benefit(project=project, title=title, planned=Decimal(planned), by=alice)
    in_state(project, "closed")

    def first(sort: str) -> bool:
        page = signed_in(alice).get("/leeds/delivery/benefits/", {"sort": sort}).content.decode().split("<tbody")[1]
        return page.index("Bins") < page.index("Rats")

    assert first("benefit") and first("planned") and not first("-planned") and not first("-benefit")


def test_money_that_benefits_bring_is_followed_after_closure_beside_savings_at_risk(
    project: Project, alice: User, dana: User, signed_in: SignedIn
) -> None:
    bins = doing.keep_benefit(project=project, title="Fewer rounds", planned=Decimal(9_000), by=alice)
    doing.keep_savings(
        project=project, partner="Binco", cost=Decimal(900), parts=2, of=3, threshold=Decimal(6_000), by=alice
    )
    in_state(project, "closed")
    bins = benefits.benefit_at(project.council, bins.pk) or bins

    def record(amount: int, as_at: date, said: str = "The ledger.", by: User = alice) -> None:
        doing.record_realised(benefit=bins, amount=Decimal(amount), as_at=as_at, words=said, today=ON, by=by)

    for as_at, said, by, why in (
        (date(2026, 7, 2), "The ledger.", alice, "has not come yet"),
        (ON, " ", alice, "how it is known"),
        (ON, "The ledger.", dana, "Only the"),
    ):
        with pytest.raises(Refused, match=why):
            record(1, as_at, said, by)
    record(7_000, date(2026, 6, 30))
    record(2_000, date(2026, 3, 31))  # told later, of an earlier day: the latest day counts
    (bargain,) = money.bargained(project.council)
    assert (bargain.money.planned, bargain.money.realised) == (9_000, 7_000)
    assert (bargain.payable_now, bargain.short_now, bargain.payable) == (900, 0, 300)
    client = signed_in(alice)
    page = client.get("/leeds/delivery/benefits/").content.decode()
    assert "£7,000 has come of £9,000 that closed projects planned" in page and "Against savings at risk" in page
    csv = b"".join(client.get("/leeds/delivery/benefits.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert ",9000,,7000,2026-06-30,The ledger." in csv
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        RealisedMoney.objects.update(amount=1)


def test_money_is_said_on_its_page(project: Project, alice: User, signed_in: SignedIn) -> None:
    benefit = doing.keep_benefit(project=project, title="Fewer rounds", planned=Decimal(9_000), by=alice)
    client, address = signed_in(alice), f"/leeds/delivery/benefits/{benefit.pk}/"
    assert "Say how it is known" in client.post(address, {"amount": "1,000", "as_at": "2026-01-31"}).content.decode()
    assert client.post(address, {"amount": "1,000", "as_at": "2026-01-31", "words": "Ledger."}).status_code == 302
    assert "£1,000 has come of £9,000 planned" in client.get("/leeds/delivery/projects/P-001/").content.decode()


def test_no_more_than_all_can_be_at_risk(project: Project, alice: User) -> None:
    with pytest.raises(Refused, match="more than the whole"):
        doing.keep_savings(
            project=project, partner="Binco", cost=Decimal(900), parts=4, of=3, threshold=Decimal(1), by=alice
        )
