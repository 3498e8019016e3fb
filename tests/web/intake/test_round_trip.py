"""What is exported comes back as nothing new, and rebuilds the same record in an empty council."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.periods import Frequency
from tallystick.series import Missing, Vintage
from tallystick_web.common import exports
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Area, Council, Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.intake import actions, queries, reading
from tallystick_web.intake.models import State
from tallystick_web.intake.records import desk
from tallystick_web.intake.understanding import registers
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries import export
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

KINDS = ("measures", "priorities", "assessments", "targets", "observations")


def exported(council: Council, kind: str, form: str) -> bytes:
    table = export.table(council, kind, {})
    assert table is not None
    return b"".join(exports.FORMS[form][0](table))


@pytest.fixture
def full(
    leeds: Council, alice: Any, bob: Any, priority: Priority, measure: Measure, assessment: Assessment, round: Round
) -> Council:
    """Leeds with one of everything that is awkward to write into a table."""
    service = councils.add_unit(council=leeds, name="Waste; and streets", kind=Unit.Kind.SERVICE, by=alice)
    plan = priority.theme.plan
    plans.keep_plan(council=leeds, reference=plan.reference, begins=date(2008, 4, 1), ends=date(2011, 3, 31), by=alice)
    plans.keep_priority(
        council=leeds, reference="ENV-1", accountable_officer=alice, accountable_director=bob, service=service, by=alice
    )
    other = plans.keep_priority(
        council=leeds, reference="ENV-2/a", theme=priority.theme, title="=Recycle, 'more'; and \"better\"",
        ends=date(2010, 5, 3), ends_reason="-5% grant;\nno more", by=alice,
    )  # fmt: skip
    reviews.keep_assessment(
        round=round, priorities=[other], narrative="First line.\n\n- a point; with a semicolon\n- another | bar",
        rating=Rating.AMBER_RED, reason="-2% on last year", by=alice,
        grades=[("Amber/Red", "Government Office", "likely; but not final"), ("2 stars", "Inspectorate", "")],
    )  # fmt: skip
    cities = councils.add_area(council=leeds, code="core", name="Core cities", kind=Area.Kind.GROUP, by=alice)
    own = Area.objects.get(council=leeds, kind=Area.Kind.OWN)
    measures.keep_measure(
        council=leeds, reference="NI 195a", definition="Two lines\nof text", baseline_value=Decimal("14.125"),
        baseline_period="2008/09", decimals=1, lag_days=30, year_is="last", owner=alice, service=service, by=alice,
    )  # fmt: skip
    unknown = measures.keep_measure(
        council=leeds, reference="ZZ not known", title="Sites of which nothing is known", unit="%",
        frequency=periods.Frequency.QUARTER, by=alice,
    )  # fmt: skip
    measures.keep_measure(
        council=leeds, reference="NI 195a", not_known=unknown, not_known_limit=Decimal("7.5"), by=alice
    )
    values = [
        (own, periods.quarter(2009, 2), Vintage.VALIDATED, Decimal("11.7"), None),
        (cities, periods.quarter(2009, 2), Vintage.ESTIMATED, Decimal("0.00000001"), None),
        (own, periods.quarter(2009, 3), Vintage.PROVISIONAL, None, Missing.SUPPRESSED),
        (own, periods.financial_year(2008), Vintage.REVISED, Decimal("-1234567.5"), None),
        (own, periods.rolling_year(2009, 9), Vintage.VALIDATED, Decimal(0), None),
        (own, periods.year_to_date(2009, 9), Vintage.VALIDATED, Decimal(12), None),
        (own, periods.academic_year(2008), Vintage.VALIDATED, Decimal(13), None),
    ]  # fmt: skip
    measures.record_observations(
        council=leeds, by=alice,
        observations=[
            measures.NewObservation(
                measure, area, period, vintage, value, missing, numerator=Decimal(5), denominator=Decimal(7),
                markers="pr" if missing is None else "c", note="=1+1", source="Survey",
            )
            for area, period, vintage, value, missing in values
        ],
    )  # fmt: skip
    measures.set_target(
        measure=measure, name="Partnership; joint", period=periods.quarter(2009, 4), value=Decimal("9.5"),
        tolerance=Decimal(10), tolerance_kind="percent", by=alice,
    )  # fmt: skip
    measures.set_target(
        measure=measure, name="Council", period=periods.financial_year(2009), value=Decimal(9), by=alice
    )
    for number, period in enumerate(
        (periods.year_to_date(2009, 6), periods.quarter(2009, 1), periods.year_to_date(2010, 3))
    ):
        measures.set_target(measure=measure, name="Council", period=period, value=Decimal(number), by=alice)
    return leeds


@pytest.mark.parametrize("typed", ["percent", "Per cent", "per cent"])
def test_a_tolerance_in_per_cent_is_read_as_the_page_writes_it(typed: str) -> None:
    cells = {"measure": "NI 1", "period": "2009/10", "frequency": "financial year", "value": "9", "tolerance": "5"}
    [draft] = registers.target(cells | {"tolerance kind": typed})
    assert (draft.payload["tolerance_kind"], draft.certain) == ("percent", True)


STARTS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(STARTS, st.sampled_from(list(Frequency)))
def test_every_period_comes_back_by_its_words_and_its_frequency(day: date, frequency: Frequency) -> None:
    period = periods.containing(day, frequency)
    read, why = registers.period_and_frequency(str(period), export.words(frequency))
    assert (desk.period(read), why) == (period, "")


@given(STARTS)
def test_every_year_to_date_comes_back(day: date) -> None:
    period = periods.year_to_date(day.year, day.month)
    read, why = registers.period_and_frequency(str(period), "year to date")
    assert (desk.period(read), why) == (period, "")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_of_what_is_held_proposes_nothing(full: Council, alice: Any, kind: str, form: str) -> None:
    data = exported(full, kind, form)
    proposal = actions.propose(council=full, reading=reading.read(data, f"{kind}.{form}"), by=alice)
    told = [
        (item.key, item.change, item.why, item.payload, item.held)
        for item in queries.items(proposal, state=State.WAITING)
    ]
    assert told == []
    assert proposal.doubts == []
    assert proposal.has_nothing_new
    assert proposal.unchanged


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exports_rebuild_the_record_in_an_empty_council(
    full: Council, harborough: Council, charlie: Any, form: str
) -> None:
    for person in (full.memberships.get(person__name="Alice").person, full.memberships.get(person__name="Bob").person):
        councils.give_role(council=harborough, person=person, role=Role.CONTRIBUTOR, by=None)
    councils.add_area(council=harborough, code="core", name="Core cities", kind=Area.Kind.GROUP, by=None)
    councils.add_area(council=harborough, code="E08000035", name="Leeds City Council", kind=Area.Kind.PEER, by=None)
    councils.add_unit(council=harborough, name="Waste; and streets", kind=Unit.Kind.SERVICE, by=None)
    for kind in KINDS:
        read = reading.read(exported(full, kind, form), f"{kind}.{form}")
        proposal = actions.propose(council=harborough, reading=read, by=charlie)
        for item in queries.items(proposal, state=State.WAITING):
            item.refresh_from_db()
            if item.state == State.WAITING:
                assert actions.accept(item=item, by=charlie).set_aside == []
        # a value without a source of its own says from which file it came
        rebuilt = exported(harborough, kind, "csv").replace(f"{kind}.{form}".encode(), b"")
        assert rebuilt == exported(full, kind, "csv")


def test_measures_that_are_each_others_not_known_rate_are_refused_with_the_reason(leeds: Council, alice: Any) -> None:
    text = (
        "reference,title,polarity,frequency,lag days,not known measure,not known limit\n"
        "A,First,none,quarter,0,B,5\nB,Second,none,quarter,0,A,5\n"
    )
    proposal = actions.propose(council=leeds, reading=reading.read(text.encode(), "measures.csv"), by=alice)
    first = proposal.items.get(key="A")
    with pytest.raises(Refused, match="need each other"):
        actions.accept(item=first, by=alice)
    assert actions.accept_certain(proposal=proposal, by=alice).accepted == []
