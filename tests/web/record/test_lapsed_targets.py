"""Measures whose targets ended with the year before: who is asked for those of the new year."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import time_machine
from django.test import Client

from tallystick import periods
from tallystick.periods import Period
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Role
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.record.queries.work import Kind, work_of

from ..conftest import person

SignedIn = Callable[[User], Client]


def test_the_team_is_asked_for_the_targets_of_a_new_year_by_one_line_that_leads_to_the_measures(
    measure: Measure, alice: User, leeds: Council, signed_in: SignedIn
) -> None:
    erin = person("Erin", leeds, Role.CONTRIBUTOR)
    old, new, day = periods.financial_year(2009), periods.financial_year(2010), date(2010, 4, 1)

    def aim(reference: str, *years: Period) -> Measure:
        kept = measures.keep_measure(
            council=leeds, reference=reference, title=reference, frequency="quarter", owner=erin, by=alice
        )
        for year in years:
            measures.set_target(measure=kept, name="Target", period=year, value=Decimal(9), by=alice)
        return kept

    def asked_of(somebody: User, on: date) -> list[str]:
        return [one.words for one in work_of(somebody, leeds, on).items if one.kind is Kind.TARGETS]

    lapsed = aim("A-1", periods.quarter(2009, 4))
    aim("A-2", old, periods.quarter(2010, 1))
    aim("A-3", new)
    measures.retire(measure=aim("A-4", old), reason="Nobody reads it.", by=alice)
    words = "Set targets for 2010/11 of 1 measure that had one for 2009/10"
    assert asked_of(alice, day) == asked_of(alice, date(2010, 9, 30)) == [words]
    assert asked_of(alice, old.end) == asked_of(alice, date(2010, 10, 1)) == asked_of(erin, day) == []
    [item] = [one for one in work_of(alice, leeds, day).items if one.kind is Kind.TARGETS]
    with time_machine.travel(datetime(2010, 4, 1, 12, tzinfo=UTC)):
        page = signed_in(alice).get(item.url).content.decode()
        file = signed_in(alice).get("/leeds/export/targets.csv?state=lapsed").getvalue().decode()
    assert "1 of 5 measures match" in page and "A-1" in page and "A-2" not in page
    assert "A-1" in file and "A-2" not in file
    measures.set_target(measure=lapsed, name="Target", period=new, value=Decimal(8), by=alice)
    assert asked_of(alice, day) == []
