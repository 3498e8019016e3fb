import csv
import io
import json
from codecs import BOM_UTF8
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner
from django.db import DatabaseError, IntegrityError, transaction

from tallystick import periods
from tallystick import publication as bundles
from tallystick.cli.verify import verify
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Area, Council
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.publishing import actions, drafts, queries
from tallystick_web.publishing.models import Publication, PublishedFile, Withdrawal
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

from ..conftest import Beside
from .conftest import TODAY, publish


def copy(publication: Publication) -> dict[str, bytes]:
    """The files as a reader downloads them, without the manifest."""
    kept = {one.name: bytes(one.content) for one in PublishedFile.objects.filter(publication=publication)}
    kept.pop(drafts.MANIFEST)
    return kept


def rejudge(assessment: Assessment, by: User, rating: Rating, narrative: str = "Corrected.") -> None:
    assessment.refresh_from_db()
    reviews.judge(
        assessment=assessment, narrative=narrative, rating=rating, reason="", version=assessment.version, by=by
    )


def test_a_publication_is_a_bundle_that_anybody_can_verify(publication: Publication) -> None:
    files = copy(publication)
    assert set(files) == {"overall-summaries.pdf", "report.json", "observations.csv", "assessments.csv"}
    assert bundles.verify(files, publication.manifest, publication.digest) == ()
    manifest = PublishedFile.objects.get(publication=publication, name="manifest.json")
    assert bundles.digest(bytes(manifest.content)) == publication.digest
    assert json.loads(files["report.json"]) == publication.bundle


def test_a_publication_saved_from_its_page_is_a_true_copy_at_the_command_line(
    publication: Publication, tmp_path: Path
) -> None:
    for one in PublishedFile.objects.filter(publication=publication):
        (tmp_path / one.name).write_bytes(bytes(one.content))
    result = CliRunner().invoke(verify, [str(tmp_path), "--digest", publication.digest])
    assert (result.exit_code, "A true copy" in result.output) == (0, True)


def test_the_published_pdf_says_that_it_is_published(real_pdf: None, publication: Publication) -> None:
    reader = pypdf.PdfReader(io.BytesIO(copy(publication)["overall-summaries.pdf"]))
    assert "Published as it stood on 9 November 2009" in reader.pages[0].extract_text()
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_publishing_stands_in_the_log(publication: Publication, alice: User) -> None:
    event = Event.objects.get(verb="publication.published")
    assert (event.by, event.council, event.detail) == ("Alice", "leeds", {"digest": publication.digest})


def test_what_changes_afterwards_does_not_change_what_was_published(
    publication: Publication, assessment: Assessment, priority: Priority, measure: Measure, alice: User
) -> None:
    before = (publication.bundle, copy(publication))
    rejudge(assessment, alice, Rating.RED)
    plans.keep_priority(council=priority.council, reference=priority.reference, title="Another title", by=alice)
    area = Area.objects.get(council=priority.council, kind=Area.Kind.OWN)
    value = measures.NewObservation(measure, area, periods.quarter(2009, 2), Vintage.REVISED, Decimal(99))
    measures.record_observations(council=priority.council, observations=[value], by=alice)
    kept = Publication.objects.get(pk=publication.pk)
    assert (kept.bundle, copy(kept)) == before
    assert bundles.verify(copy(kept), kept.manifest, publication.digest) == ()


def test_a_correction_is_a_new_publication_that_refers_to_the_one_before(
    publication: Publication, assessment: Assessment, alice: User
) -> None:
    rejudge(assessment, alice, Rating.RED)
    second = publish(assessment.round, alice)
    assert (publication.number, second.number, second.previous) == (1, 2, publication)
    assert second.manifest["previous"] == {"number": 1, "digest": publication.digest}
    assert queries.correction(publication) == 2
    assert [(one.number, one.corrects, one.corrected_by) for one in queries.listed(second.council)] == [
        (2, 1, None), (1, None, 2),
    ]  # fmt: skip


def test_what_was_withdrawn_replaces_nothing(publication: Publication, assessment: Assessment, alice: User) -> None:
    def told() -> list[tuple[int, int | None]]:
        return [(one.number, one.corrected_by) for one in queries.listed(publication.council)]

    rejudge(assessment, alice, Rating.RED)
    second = publish(assessment.round, alice)
    actions.withdraw(publication=second, reason="A slip.", by=alice)
    assert told() == [(2, None), (1, None)] and queries.correction(publication) is None
    publish(assessment.round, alice)
    assert told() == [(3, None), (2, 3), (1, 3)] and queries.correction(publication) == 3


def test_numbers_are_counted_in_each_council(publication: Publication, harborough: Council, charlie: User) -> None:
    assert queries.next_number(publication.council) == 2
    assert queries.next_number(harborough) == 1


def test_the_same_is_not_published_twice(publication: Publication, alice: User) -> None:
    with pytest.raises(Refused, match="Publication 1 says exactly this already"):
        publish(publication.round, alice)


def test_the_same_may_be_published_again_after_it_was_withdrawn(publication: Publication, alice: User) -> None:
    actions.withdraw(publication=publication, reason="Too early.", by=alice)
    assert publish(publication.round, alice).previous == publication


def test_a_round_in_which_nothing_was_assessed_is_not_published(round: Round, priority: Priority, alice: User) -> None:
    with pytest.raises(Refused, match=r"no priority is assessed\. Write the assessments first"):
        publish(round, alice)


def test_of_judged_priorities_only_no_other_text_becomes_public(
    assessment: Assessment, round: Round, priority: Priority, alice: User
) -> None:
    other = plans.keep_priority(
        council=priority.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice
    )
    reviews.keep_assessment(
        round=round, priorities=[other], narrative="Not ready to be read.", rating=None, reason="", grades=[], by=alice
    )
    published = publish(round, alice, judged_only=True)
    assert all(b"Not ready" not in content for content in copy(published).values())
    assert "Not ready" not in json.dumps(published.bundle)
    rejudge(assessment, alice, Rating.GREEN)
    assessment.refresh_from_db()
    reviews.judge(assessment=assessment, narrative="x", rating=None, reason="", version=assessment.version, by=alice)
    with pytest.raises(Refused, match="no priority is judged"):
        publish(round, alice, judged_only=True)


@pytest.mark.parametrize("who", ["bob", "dana", "charlie"])
def test_only_the_performance_team_publishes_and_withdraws(
    request: Any, assessment: Assessment, publication: Publication, alice: User, who: str
) -> None:
    somebody = request.getfixturevalue(who)
    rejudge(assessment, alice, Rating.RED)
    with pytest.raises(Refused, match="performance team"):
        publish(assessment.round, somebody)
    with pytest.raises(Refused, match="performance team"):
        actions.withdraw(publication=publication, reason="No.", by=somebody)
    assert Publication.objects.count() == 1 and not Withdrawal.objects.exists()


def test_withdrawing_needs_a_reason_and_happens_once(publication: Publication, alice: User) -> None:
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(publication=publication, reason=" ", by=alice)
    actions.withdraw(publication=publication, reason="A wrong figure.", by=alice)
    with pytest.raises(Refused, match="already"):
        actions.withdraw(publication=Publication.objects.get(), reason="Again.", by=alice)
    assert Event.objects.get(verb="publication.withdrawn").detail == {"reason": "A wrong figure."}


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Publication, {"title": "Other"}),
        (Publication, {"bundle": {}}),
        (Publication, {"digest": "0" * 64}),
        (PublishedFile, {"content": b""}),
        (Withdrawal, {"reason": "Another"}),
    ],
)
def test_the_database_refuses_to_change_what_was_published(
    publication: Publication, alice: User, model: Any, change: dict[str, Any]
) -> None:
    actions.withdraw(publication=publication, reason="A wrong figure.", by=alice)
    with pytest.raises((DatabaseError, IntegrityError), match="cannot be changed"), transaction.atomic():
        model.objects.all().update(**change)


def test_the_warnings_name_what_a_person_should_think_of_first(assessment: Assessment, measure: Any) -> None:
    warnings = drafts.draft(assessment.round, on=TODAY).warnings
    assert any("round is still open" in one for one in warnings)
    assert "1 priority judged but not agreed by a director: ENV-1." in warnings
    assert not any("illustrative" in one for one in warnings)


def test_observations_are_tidy_and_each_once(
    publication: Publication, round: Round, priority: Priority, measure: Measure, alice: User
) -> None:
    rows = list(csv.DictReader(io.StringIO(copy(publication)["observations.csv"].decode("utf-8-sig"))))
    assert all(copy(publication)[name].startswith(BOM_UTF8) for name in ("observations.csv", "assessments.csv"))
    assert [(row["period"], row["value"], row["vintage"], row["illustrative"]) for row in rows] == [
        ("Q1 2009/10", "12.5", "validated", "false"),
        ("Q2 2009/10", "11.75", "provisional", "false"),
    ]
    assert {(row["measure"], row["area"], row["area_code"], row["unit"]) for row in rows} == {
        (measure.reference, "Leeds City Council", "E08000035", "%")
    }


def test_assessments_say_who_judged_and_when(publication: Publication) -> None:
    [row] = csv.DictReader(io.StringIO(copy(publication)["assessments.csv"].decode("utf-8-sig")))
    assert (row["references"], row["rating"], row["given_by"]) == ("ENV-1", "amber", "Alice")
    assert row["external_grades"] == "Comprehensive Area Assessment: Red Flag"
    assert row["agreed_by"] == "" and len(row["given_on"]) == 10


def test_of_two_who_publish_the_same_at_once_the_second_is_told_that_it_is_published(
    beside: Beside, assessment: Assessment, measure: Any, alice: User
) -> None:
    draft = drafts.draft(assessment.round, on=TODAY)
    files = drafts.files(draft)
    told = beside(*[lambda: actions.publish(draft=draft, files=files, by=alice)] * 2)
    assert told == "Refused: Publication 1 says exactly this already. There is nothing new to publish."
    assert Publication.objects.get().number == 1
