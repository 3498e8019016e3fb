"""Councillors see the headline and the exceptions first. Detail opens on request, the request is counted, and nothing is hidden."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from tallystick import periods
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Reading
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

from .conftest import observe_many

Read = Callable[[User, str], str]
LONG = (
    "Litter is the worry of the quarter. " + "Much was done in every ward of the city. " * 12 + "The last word is hope."
)


@pytest.fixture
def read(signed_in: Callable[[User], Client]) -> Read:
    def page(somebody: User, address: str) -> str:
        answer = signed_in(somebody).get(f"/leeds/{address}")
        assert answer.status_code == 200
        return str(answer.content.decode())

    return page


@pytest.fixture
def two(leeds: Council, priority: Priority, measure: Measure, alice: User, assessment: Assessment) -> Measure:
    """Beside litter, which misses its target, a measure that meets its own; and a long narrative."""
    q2 = periods.quarter(2009, 2)
    measures.set_target(measure=measure, name="Target", period=q2, value=Decimal(9), by=alice)
    fine = measures.keep_measure(
        council=leeds,
        reference="NI 1",
        title="Trees planted",
        frequency="quarter",
        polarity="higher_is_better",
        by=alice,
    )
    measures.set_target(measure=fine, name="Target", period=q2, value=Decimal(10), by=alice)
    observe_many(fine, q2, ["20", "21", "22"], alice)
    plans.set_evidence(priority=priority, measures=[measure, fine], by=alice)
    reviews.judge(assessment=assessment, narrative=LONG, rating=None, reason="", version=assessment.version, by=alice)
    return fine


def test_a_councillor_sees_the_opening_and_the_measures_that_worry(dana: User, two: Measure, read: Read) -> None:
    text = read(dana, "priorities/ENV-1/")
    assert "Litter is the worry of the quarter." in text and "The last word is hope." not in text
    assert "1 of 2 measures is off track, short of a target, or getting worse." in text
    evidence = text[text.index('id="evidence"') :]
    assert "Streets below standard: litter" in evidence and "Trees planted" not in evidence
    assert "The whole of it" in text


def test_the_detail_opens_on_request_and_holds_everything(dana: User, alice: User, two: Measure, read: Read) -> None:
    whole = read(dana, "priorities/ENV-1/?detail=1")
    assert "The last word is hope." in whole and "Trees planted" in whole and "The whole of it" not in whole
    for said in ("The last word is hope.", "Trees planted"):
        assert said in read(alice, "priorities/ENV-1/")


def test_the_values_of_a_measure_open_on_request_and_a_figure_leads_to_them(
    dana: User, two: Measure, read: Read
) -> None:
    assert "Every value and where it came from</a>" in read(dana, "measures/NI%20195a/")
    assert 'id="history"' not in read(dana, "measures/NI%20195a/")
    assert 'id="q2-2009-10"' in read(dana, "measures/NI%20195a/?detail=1")
    assert "/leeds/measures/NI%20195a/?detail=1#q2-2009-10" in read(dana, "priorities/ENV-1/")


def test_a_round_begins_with_its_exceptions(dana: User, round: Round, priorities: list[Priority], judge: Callable[..., Assessment], read: Read) -> None:  # fmt: skip
    judge(round, [priorities[0]], "red", text="Red words.")
    judge(round, [priorities[1]], "green", text="Green words.")
    brief = read(dana, "rounds/q2-2009-10/")
    assert "Red words." in brief and "Green words." not in brief
    assert "Green words." in read(dana, "rounds/q2-2009-10/?detail=1")


def test_asking_for_detail_is_counted_beside_opening(dana: User, alice: User, two: Measure, read: Read) -> None:
    read(dana, "priorities/ENV-1/")
    read(dana, "priorities/ENV-1/?detail=1")
    read(alice, "priorities/ENV-1/?detail=1")
    counts = set(Reading.objects.filter(kind="priority").values_list("role", "opened", "detailed"))
    assert counts == {("councillor", 1, 1), ("performance_team", 1, 0)}


def test_whoever_is_an_officer_beside_sees_everything_at_once(dana: User, two: Measure, read: Read) -> None:
    councils.give_role(council=two.council, person=dana, role=Role.CONTRIBUTOR, by=None)
    assert "The last word is hope." in read(dana, "priorities/ENV-1/")


@pytest.mark.parametrize("chart", ["", "?chart=trend", "?chart=control"])
def test_every_figure_of_a_chart_leads_to_its_origin(chart: str, dana: User, alice: User, two: Measure, read: Read) -> None:  # fmt: skip
    for somebody in (dana, alice):
        page = read(somebody, f"measures/NI%20195a/{chart}")
        for query, anchor in re.findall(r'href="([^"#]*)#(q\d-[^"]+)"', page):
            there = read(somebody, f"measures/NI%20195a/{unescape(query) or chart}")
            assert f'id="{anchor}"' in there
        assert re.search(r'href="[^"#]*#q2-2009-10"', page)


def test_a_priority_that_is_not_judged_yet_says_why_and_from_when(assessment: Assessment, alice: User, dana: User, read: Read) -> None:  # fmt: skip
    reviews.judge(
        assessment=assessment, narrative=LONG, rating=None, reason="The survey is read in spring.",
        judge_after=date(2010, 4, 1), version=assessment.version, by=alice,
    )  # fmt: skip
    for somebody in (dana, alice):
        page = read(somebody, "priorities/ENV-1/")
        assert "It can be judged from 1 April 2010." in page and "The survey is read in spring." in page
