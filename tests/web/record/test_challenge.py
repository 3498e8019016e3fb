"""What needs challenge by the evidence: what it says, that it is never out of date, and what it costs."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading.readings import Reading
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.record.commands import refresh
from tallystick_web.record.queries import challenge
from tallystick_web.record.queries import home as homes
from tallystick_web.record.queries.standing import Line
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import ClaimDecision, Round


def line(council: Council, reference: str = "P-0") -> Line:
    found = homes.home(council, "", {})
    assert found is not None
    return next(one for one in found.lines if one.reference == reference)


def test_a_judgement_greener_than_the_evidence_and_a_miss_at_the_years_end_are_signs(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any
) -> None:
    judge(round, priorities[:1], "green")
    found = line(leeds)
    assert found.worries == ("greener", "year_end")
    greener, year_end = found.worried
    assert greener.startswith("Judged green. The evidence suggests red because Burglaries is off track")
    assert year_end.startswith("Burglaries: off track at the year’s end, with 4")


def test_a_judgement_as_the_evidence_suggests_is_no_sign(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any
) -> None:
    judge(round, priorities[:1], "red")
    assert line(leeds).worries == ("year_end",)


def test_the_most_worrying_come_first(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any
) -> None:
    judge(round, [priorities[1]], "red")
    judge(round, [priorities[0]], "green")
    judge(round, [priorities[2]], "green")
    found = homes.home(leeds, "", {}, by_worry=True)
    assert found is not None
    assert [one.reference for one in found.ranked][:2] == ["P-0", "P-1"]
    assert [item.line.reference for item in found.challenges] == ["P-0", "P-1"]


@pytest.mark.parametrize(
    ("worry", "expected"), [("greener", ["P-0"]), ("year_end", ["P-0"]), ("behind", []), ("x", [])]
)
def test_the_signs_can_be_filtered_by(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, worry: str, expected: list[str],
) -> None:  # fmt: skip
    judge(round, priorities[:2], "green")
    found = homes.home(leeds, "", {"worry": worry})
    assert found is not None and [one.reference for one in found.shown] == expected


def test_the_page_and_the_export_follow_the_address(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, dana: User, signed_in: Any
) -> None:
    judge(round, priorities[:2], "green")
    client: Client = signed_in(dana)
    page = client.get("/leeds/?sort=worrying").content.decode()
    assert (
        "The evidence suggests red because Burglaries" in page and 'aria-current="page">The most worrying first' in page
    )
    response: Any = client.get("/leeds/export/priorities.csv?worry=year_end")
    export = b"".join(response.streaming_content).decode()
    assert "P-0" in export and "P-1" not in export


def test_a_new_value_a_new_target_and_a_new_judgement_are_seen_at_once(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, alice: User, observe: Any
) -> None:
    judge(round, priorities[:1], "green")
    assert "year_end" in line(leeds).worries
    year = periods.financial_year(2009)
    measures.set_target(measure=burglary, name="Council", period=year, value=Decimal(900), by=alice)
    assert "year_end" not in line(leeds).worries
    measures.set_target(measure=burglary, name="Council", period=year, value=Decimal(400), by=alice)
    assert "greener" in line(leeds).worries
    judge(round, priorities[:1], "red")
    assert "greener" not in line(leeds).worries
    observe(burglary, periods.month(2009, 10), ["1"], alice)
    assert "off track now" not in line(leeds).signs.said


def test_only_measures_with_something_new_are_read_again(
    leeds: Council,
    burglary: Measure,
    priorities: list[Priority],
    round: Round,
    judge: Any,
    alice: User,
    monkeypatch: Any,
) -> None:
    line(leeds)
    read: list[str] = []
    finding = challenge._finding

    def noted(reading: Reading, *rest: Any) -> Any:
        read.append(reading.measure.reference)
        return finding(reading, *rest)

    monkeypatch.setattr(challenge, "_finding", noted)
    line(leeds)
    judge(round, priorities[:1], "green")
    line(leeds)
    assert read == []
    measures.set_target(measure=burglary, name="Other", period=periods.financial_year(2009), value=Decimal(1), by=alice)
    line(leeds)
    assert read == ["BURG"]


def test_while_somebody_works_it_out_others_see_it_as_it_was(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, dana: User, signed_in: Any
) -> None:
    cache.set(challenge.key("filling", leeds), True)
    assert "the evidence is being worked out" in signed_in(dana).get("/leeds/").content.decode()
    cache.delete(challenge.key("filling", leeds))
    line(leeds)
    judge(round, priorities[:1], "green")
    cache.set(challenge.key("filling", leeds), True)
    assert challenge.kept(leeds, round).older
    assert "is being worked out anew" in signed_in(dana).get("/leeds/").content.decode()


def test_a_failure_does_not_keep_others_waiting(
    leeds: Council, burglary: Measure, round: Round, monkeypatch: Any
) -> None:
    monkeypatch.setattr(challenge, "fill", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        challenge.kept(leeds, round)
    assert cache.get(challenge.key("filling", leeds)) is None


def test_forecasts_that_are_not_there_yet_are_counted_on_the_page(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, dana: User, signed_in: Any, monkeypatch: Any
) -> None:  # fmt: skip
    judge(round, priorities[:1], "green")
    monkeypatch.setattr(challenge, "FORECASTS_A_VISIT", 0)
    found = line(leeds)
    assert found.worries == ("greener",)
    page = signed_in(dana).get("/leeds/").content.decode()
    assert "The year’s end of 1 of 1 measures is not forecast yet" in page


def test_an_earlier_round_is_not_judged_by_the_evidence_of_today(
    leeds: Council, burglary: Measure, priorities: list[Priority], last_round: Round, round: Round, judge: Any, dana: User, signed_in: Any
) -> None:  # fmt: skip
    judge(last_round, priorities[:1], "green")
    page = signed_in(dana).get("/leeds/?round=q1-2009-10").content.decode()
    assert "the evidence stands beside the newest round" in page and "The evidence suggests" not in page


def test_signs_of_another_council_are_not_seen(
    leeds: Council, harborough: Council, burglary: Measure, round: Round
) -> None:
    line(leeds)
    assert challenge._signs(harborough, round, challenge._known(harborough, round.end, 9)) == {}


def test_a_visit_with_nothing_new_reads_no_observation(
    leeds: Council, burglary: Measure, round: Round, dana: User, signed_in: Any
) -> None:
    client = signed_in(dana)
    client.get("/leeds/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/leeds/")
    assert not [one for one in queries.captured_queries if "measures_" in one["sql"]]


def test_the_line_of_the_measure_that_worries_stands_beside_what_it_says(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, dana: User, signed_in: Any
) -> None:
    judge(round, priorities[:1], "green")
    judge(round, [priorities[1]], "red")  # needs challenge, and no evidence speaks of it
    page = signed_in(dana).get("/leeds/").content.decode()
    challenge_of = page[page.index('id="challenge"') : page.index("What went well")]
    assert (
        challenge_of.count('class="record-line"')
        == challenge_of.count("<svg") - challenge_of.count('class="shape')
        == 1
    )
    assert '<span class="govuk-visually-hidden">Burglaries: </span><svg' in challenge_of


def test_a_sign_from_made_up_figures_is_marked(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, alice: User, observe: Any
) -> None:
    judge(round, priorities[:1], "green")
    assert not line(leeds).signs.made_up
    observe(burglary, periods.month(2009, 10), ["500"], alice, illustrative=True)
    assert line(leeds).signs.made_up


def test_a_scale_of_three_suggests_no_shade_between(
    leeds: Council, burglary: Measure, priorities: list[Priority], round: Round, judge: Any, alice: User
) -> None:
    second = measures.keep_measure(
        council=leeds, reference="OK", title="Fine", unit="", polarity="higher_is_better", frequency="month", by=alice
    )
    plans.set_evidence(priority=priorities[0], measures=[burglary, second], by=alice)
    assert line(leeds).signs.suggested in ("green", "amber", "red")


def test_refresh_keeps_every_forecast_in_a_shared_cache(
    leeds: Council, burglary: Measure, round: Round, settings: Any, tmp_path: Path
) -> None:
    assert "lives in each process" in CliRunner().invoke(refresh, []).output
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path)}}
    lost = CliRunner().invoke(refresh, ["leeds", "nowhere"])
    assert (lost.exit_code, "There is no council “nowhere” here, only leeds." in lost.output) == (1, True)
    said = CliRunner().invoke(refresh, ["leeds"]).output
    assert "Leeds City Council: 0 promises were not in the register yet" in said
    assert "Leeds City Council: 1 measures" in said
    assert challenge.kept(leeds, round).waiting == 0


def test_a_judgement_is_seen_at_once_and_works_nothing_out_anew(
    leeds: Council,
    burglary: Measure,
    priorities: list[Priority],
    round: Round,
    judge: Any,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judge(round, priorities[:1], "red")
    assert line(leeds).worries == ("year_end",)
    monkeypatch.setattr(challenge, "fill", lambda *_: pytest.fail("worked out anew"))
    assessment = priorities[0].assessments.get()
    reviews.judge(
        assessment=assessment, narrative="", rating=Rating.GREEN, reason="Hope.", version=assessment.version, by=alice
    )
    assert line(leeds).worries == ("greener", "year_end")


MAY_TOUCH_EVIDENCE = {
    "action.redated", "action.reported_in_round", "answer.action_added", "answer.action_planned", "answer.action_taken_away", "area.added",
    "assessment.added", "assessment.changed", "assessment.covers", "council.added", "figure.corrected",
    "measure.added", "measure.changed", "measure.reassigned", "measure.retired", "measure.taken_up_again",
    "milestone.added", "milestone.reached", "milestone.redated", "milestone.removed", "milestone.taken_back",
    "observation.withdrawn", "observations.recorded", "priority.evidence_set", "proposal.accepted", "proposal.item_accepted",
    "risk.reviewed", "round.opened", "target.set", "target.taken_away",
}  # fmt: skip


def test_of_every_event_it_is_settled_whether_it_may_touch_evidence() -> None:
    """A new one stands in neither list: it would have the evidence of a whole council worked out anew, needed or not."""
    web = Path(reviews.__file__).parents[2]
    source = "".join(path.read_text() for path in [*web.rglob("actions.py"), *web.rglob("actions/*.py")])
    written = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', source)) | {f"claim.{one}" for one in ClaimDecision.Choice.values}
    assert written == MAY_TOUCH_EVIDENCE | set(challenge.WITHOUT_EVIDENCE)
    assert not MAY_TOUCH_EVIDENCE & set(challenge.WITHOUT_EVIDENCE)
