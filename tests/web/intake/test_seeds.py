"""The two real documents, from the file to the record."""

from pathlib import Path
from typing import Any

from tallystick import periods
from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.councils.models import Council
from tallystick_web.intake import actions, queries, reading
from tallystick_web.intake.models import Proposal, State
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.reviews.models import Assessment, ExternalGrade

TRACKER, REPORT = "001_25b1ed432e18ed16.txt", "000_85a457407e69a419.txt"


def accept_all(proposal: Proposal, by: Any) -> None:
    """Name the plan that has no name, then look at every item that waits."""
    for item in queries.items(proposal, record="plan", state=State.WAITING):
        if not item.payload["title"]:
            named = {**item.payload, "reference": "business-plan", "title": "Business Plan"}
            actions.correct(item=item, payload=named, by=by)
    waiting = queries.items(proposal, state=State.WAITING).values_list("position", flat=True)
    assert actions.accept_chosen(proposal=proposal, positions=list(waiting), by=by).set_aside == []


def test_the_leeds_tracker_becomes_36_priorities_and_25_assessments(leeds: Council, alice: Any, seeds: Path) -> None:
    read = reading.read((seeds / TRACKER).read_bytes(), "tracker.txt")
    proposal = actions.propose(council=leeds, reading=read, by=alice)
    assert dict(queries.records(proposal)) == {"plan": 3, "theme": 11, "priority": 36, "assessment": 25}
    actions.choose_period(proposal=proposal, period=periods.quarter(2009, 2), by=alice)
    actions.accept_certain(proposal=proposal, by=alice)
    assert not Priority.objects.filter(reference="IO-1b").exists(), "its plan has no name yet"
    accept_all(proposal, alice)
    assert (Plan.objects.count(), Priority.objects.count(), Assessment.objects.count()) == (3, 36, 25)
    shared = [one.references for one in Assessment.objects.all() if "," in one.references]
    assert len(shared) == 7
    assert set(ExternalGrade.objects.values_list("value", flat=True)) == {"Amber/Red", "Red Flag"}
    assert Assessment.objects.get(coverage__priority__reference="LN-1c").rating == "amber"
    assert actions.propose(council=leeds, reading=read, by=alice).has_nothing_new


def test_the_harborough_report_keeps_its_lists_apart(harborough: Council, charlie: Any, seeds: Path) -> None:
    read = reading.read((seeds / REPORT).read_bytes(), "report.txt")
    proposal = actions.propose(council=harborough, reading=read, by=charlie)
    asked = queries.items(proposal, record="point").filter(payload__list="suggestion")
    assert len(asked) == 22
    assert not any(item.certain for item in asked), "a person says whether a sentence asks for something"
    accept_all(proposal, charlie)
    assert str(Challenge.objects.get().first_day) == "2018-03-14"
    assert Point.objects.filter(list=Point.List.RECOMMENDATION).count() == 8
    assert Point.objects.exclude(list=Point.List.RECOMMENDATION).values("list").distinct().count() == 5
    assert actions.propose(council=harborough, reading=read, by=charlie).has_nothing_new


def test_a_report_on_another_council_is_doubtful(leeds: Council, alice: Any, seeds: Path) -> None:
    read = reading.read((seeds / REPORT).read_bytes(), "report.txt")
    proposal = actions.propose(council=leeds, reading=read, by=alice)
    challenge = queries.items(proposal, record="challenge").get()
    assert "The report is on Harborough" in challenge.why
    assert actions.accept_certain(proposal=proposal, by=alice).accepted == []
