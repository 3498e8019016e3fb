"""Lists: filtered, sorted, in pages, found by search, and what an empty one says."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tallystick import periods
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

from .conftest import Read, observe_one

Q2 = periods.quarter(2009, 2)


def test_measures_are_filtered_sorted_and_paged(measure: Measure, alice: User, read: Read) -> None:
    for n in range(30):
        measures.keep_measure(
            council=measure.council,
            reference=f"M-{n:02}",
            title=f"Title {29 - n:02}",
            frequency="month",
            owner=alice,
            by=alice,
        )
    assert "31 measures" in read("measures/")
    assert "M-29" not in read("measures/") and "M-29" in read("measures/?page=2")
    by_title = read("measures/?sort=title")
    assert by_title.index("M-29") < by_title.index("M-28")
    assert "1 of 31 measures match" in read("measures/?q=litter")
    assert "NI 195a" not in read("measures/?owner=alice@leeds.example")
    assert "No measures match" in read("measures/?service=None+such")


@pytest.fixture
def four(leeds: Council, alice: User) -> Council:
    """Of four measures one is on track and steady, two are off track and better, and of one nothing is known."""
    for reference, before, now in (("A-1", None, None), ("B-1", "10", "10"), ("C-1", "30", "20"), ("C-2", "30", "20")):
        one = measures.keep_measure(
            council=leeds,
            reference=reference,
            title=reference,
            frequency="quarter",
            polarity="lower_is_better",
            by=alice,
        )
        if now:
            observe_one(one, Q2.step(-1), before, alice)
            observe_one(one, Q2, now, alice)
            measures.set_target(measure=one, name="Target", period=Q2, value=Decimal(15), by=alice)
    return leeds


@pytest.mark.parametrize("with_a_round", [True, False])
def test_measures_are_sorted_by_status_and_direction_with_the_unknown_last(
    with_a_round: bool, four: Council, alice: User, read: Read
) -> None:
    if with_a_round:
        reviews.open_round(council=four, period=Q2, by=alice)

    def order(query: str) -> list[str]:
        table = read(f"measures/{query}").split("<tbody", 1)[1].split("</table>")[0]
        return re.findall(r"measures/([A-C]-\d)/", table)

    assert order("?sort=status") == ["C-1", "C-2", "B-1", "A-1"]
    assert order("?sort=-status") == ["B-1", "C-1", "C-2", "A-1"]
    assert order("?sort=direction") == ["B-1", "C-1", "C-2", "A-1"]
    assert order("?sort=-direction") == ["C-1", "C-2", "B-1", "A-1"]


def test_sorting_by_status_asks_no_more_of_the_database_for_more_measures(
    four: Council, alice: User, read: Read
) -> None:
    def queries() -> int:
        read("measures/?sort=status")
        with CaptureQueriesContext(connection) as found:
            read("measures/?sort=status")
        return len(found)

    before = queries()
    for number in range(40):
        measures.keep_measure(council=four, reference=f"D-{number}", title="D", frequency="quarter", by=alice)
    assert queries() == before


def test_the_assessments_of_a_round_are_sorted(
    priorities: list[Priority], last_round: Round, round: Round, judge: Any, read: Read
) -> None:
    for number, was, now in ((0, "green", "red"), (3, "red", "green"), (5, "amber", "amber")):
        judge(last_round, priorities[number : number + 1], was)
        judge(round, priorities[number : number + 1], now)

    def order(query: str) -> list[str]:
        table = read(f"rounds/{round.slug}/{query}").split("<tbody", 1)[1].split("</table>")[0]
        return re.findall(r"priorities/(P-\d)/", table)

    assert order("") == order("?sort=priority") == ["P-0", "P-3", "P-5"]
    assert order("?sort=rating") == ["P-3", "P-5", "P-0"] and order("?sort=-rating")[0] == "P-0"
    assert order("?sort=direction") == ["P-0", "P-5", "P-3"]
    assert "Learning" in read(f"rounds/{round.slug}/") and ": Learning" not in read(f"rounds/{round.slug}/?sort=rating")


def test_a_round_shows_its_assessments_in_the_order_of_the_plan(
    priorities: list[Priority], round: Round, judge: Any, read: Read
) -> None:
    judge(round, [priorities[4]], "amber")
    judge(round, [priorities[0], priorities[2]], "green")
    page = read("rounds/q2-2009-10/")
    assert "Quarter 2 of 2009/10: 3 of 6 priorities are assessed" in page
    assert page.index("P-0") < page.index("P-2") < page.index("P-4") < page.index("3 priorities have no assessment")
    assert page.index("3 priorities have no assessment") < page.index("P-1")
    assert page.count("Work goes on.") == 2


def test_a_round_in_which_nothing_is_judged_yet_has_no_exceptions_and_says_why(
    priorities: list[Priority], round: Round, read: Read
) -> None:
    page = read("rounds/q2-2009-10/?exceptions=1")
    assert "Quarter 2 of 2009/10: nothing is judged yet" in page and "Every judged priority" not in page


def test_exceptions_are_amber_and_red_only(priorities: list[Priority], round: Round, judge: Any, read: Read) -> None:
    for priority, rating in zip(priorities, ["green", "amber_green", "amber", "amber_red", "red", ""], strict=True):
        judge(round, [priority], rating)
    page = read("rounds/q2-2009-10/?exceptions=1")
    assert "Quarter 2 of 2009/10: 3 priorities are amber or red" in page
    for number, expected in enumerate([False, False, True, True, True, False]):
        assert (f"/priorities/P-{number}/" in page) is expected


def test_the_list_of_rounds_counts_those_without_an_assessment_as_not_judged(
    priorities: list[Priority], round: Round, judge: Any, read: Read
) -> None:
    judge(round, priorities[:2], "amber")
    page = read("rounds/")
    assert "Quarter 2 of 2009/10 is open: 2 of 6 priorities are judged" in page
    assert 'aria-label="2 amber, 4 not judged yet"' in page


def test_search_finds_references_titles_and_narratives(measure: Measure, assessment: Assessment, read: Read) -> None:
    assert "/leeds/priorities/ENV-1/" in read("search/?q=env-1")
    assert "/leeds/priorities/ENV-1/" in read("search/?q=CLEANER")
    page = read("search/?q=litter")
    assert "2 places say “litter”" in page
    assert '<mark class="record-hit">Litter</mark> fell to 11.75% of streets.' in page
    assert "/leeds/priorities/ENV-1/?round=q2-2009-10" in page
    assert "Nothing says “&lt;zz&gt;”" in read("search/?q=<zz>")
    assert "Search" in read("search/")


def test_lists_with_nothing_in_them_say_what_comes_next(leeds: Council, read: Read) -> None:
    for address in ("plans/", "measures/", "rounds/"):
        page = read(address)
        assert 'class="empty"' in page and "/leeds/documents/" in page
