import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tallystick import periods
from tallystick.cli.verify import verify
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.publishing import actions, drafts
from tallystick_web.publishing.models import Publication, PublishedFile
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

from .conftest import publish

Browser = Callable[[User], Client]
FILES = ["overall-summaries.pdf", "report.json", "observations.csv", "assessments.csv", "manifest.json"]
PUBLISH = "/leeds/published/publish/q2-2009-10/"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_anybody_reads_the_list_newest_first(publication: Publication, assessment: Assessment, alice: User) -> None:
    reviews.judge(
        assessment=assessment, narrative="x", rating=Rating.RED, reason="", version=assessment.version, by=alice
    )
    publish(assessment.round, alice)
    page = text(Client(), "/leeds/published/")
    assert page.index("/leeds/published/2/") < page.index("/leeds/published/1/")
    assert "Replaces number 1" in page and "Replaced by number 2" in page
    assert "Choose a round to publish" not in page


def test_anybody_reads_a_publication_with_links_to_its_sections_and_sentences_to_quote(
    publication: Publication,
) -> None:
    page = text(Client(), "/leeds/published/1/")
    for said in ('id="ENV-1"', 'href="#ENV-1"', 'data-copy="', "Litter fell to", 'rel="license"', publication.digest):
        assert said in page
    assert "Withdraw this publication" not in page
    for name in FILES:
        assert f'href="{name}"' in page


def test_the_page_says_what_was_frozen_and_never_what_is_written_since(
    publication: Publication, assessment: Assessment, priority: Priority, alice: User
) -> None:
    reviews.judge(
        assessment=assessment, narrative="Secret draft.", rating=Rating.RED, reason="Unready reason.",
        version=assessment.version, by=alice,
    )  # fmt: skip
    plans.keep_priority(council=priority.council, reference="ENV-9", theme=priority.theme, title="Unready", by=alice)
    for address in (
        "/leeds/",
        "/leeds/published/",
        "/leeds/published/1/",
        *(f"/leeds/published/1/{name}" for name in FILES),
    ):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert b"Secret draft" not in answer.content and b"Unready" not in answer.content
    assert "Litter fell to" in text(Client(), "/leeds/published/1/")


def test_a_round_that_is_not_published_cannot_be_seen_by_any_public_address(
    publication: Publication, priority: Priority, alice: User
) -> None:
    third = reviews.open_round(council=priority.council, period=periods.quarter(2009, 3), by=alice)
    reviews.keep_assessment(
        round=third, priorities=[priority], narrative="Unpublished quarter.", rating=Rating.RED, reason="", grades=[],
        by=alice,
    )  # fmt: skip
    visitor = Client()
    for address in ("/", "/leeds/", "/leeds/?round=q3-2009-10", "/leeds/published/", "/leeds/published/1/"):
        assert "Unpublished quarter" not in text(visitor, address) and "Q3 2009/10" not in text(visitor, address)
    for address in ("/leeds/reports/q3-2009-10/overall-summaries/", "/leeds/published/publish/q3-2009-10/"):
        assert visitor.get(address).status_code == 302


def test_a_public_page_asks_no_table_of_live_records(
    publication: Publication, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4) as captured:
        assert Client().get("/leeds/published/1/").status_code == 200
    asked = " ".join(query["sql"] for query in captured.captured_queries)
    for table in ("reviews_", "plans_", "measures_"):
        assert table not in asked


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_served_byte_for_byte(publication: Publication, name: str) -> None:
    answer = Client().get(f"/leeds/published/1/{name}")
    kept = PublishedFile.objects.get(publication=publication, name=name)
    assert answer.content == bytes(kept.content)
    assert answer["Content-Type"] == kept.media_type and answer["ETag"] == f'"{kept.sha256}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_or_publication_that_is_not_held_is_not_found(publication: Publication, harborough: Council) -> None:
    for address in ("/leeds/published/1/other.csv", "/leeds/published/9/", "/harborough/published/1/"):
        assert Client().get(address).status_code == 404


def test_what_was_withdrawn_says_so_with_the_reason_and_shows_nothing_else(
    publication: Publication, alice: User, signed_in: Browser
) -> None:
    actions.withdraw(publication=publication, reason="A wrong <b>figure</b>.", by=alice)
    for client in (Client(), signed_in(alice)):
        for address in ("/leeds/published/1/", *(f"/leeds/published/1/{name}" for name in [*FILES, "everything.zip"])):
            answer = client.get(address)
            assert answer.status_code == 410
            page = answer.content.decode()
            assert "A wrong &lt;b&gt;figure" in page and "has been withdrawn" in page
            assert "Litter" not in page and "11.75" not in page
    assert "Withdrawn" in text(Client(), "/leeds/published/")


def test_the_performance_team_is_shown_what_will_be_public_and_publishes_it(
    signed_in: Browser, alice: User, assessment: Assessment
) -> None:
    client = signed_in(alice)
    answer = client.get(PUBLISH)
    page = answer.content.decode()
    assert "ENV-1" in page and "not agreed by a director" in page
    answer = client.post(PUBLISH, {"seen": answer.context["draft"].substance}, follow=True)
    assert answer.redirect_chain[-1][0] == "/leeds/published/1/"
    assert Publication.objects.get().published_by == alice


def test_nothing_else_than_what_was_seen_is_published(signed_in: Browser, alice: User, assessment: Assessment) -> None:
    client = signed_in(alice)
    seen = client.get(PUBLISH).context["draft"].substance
    reviews.judge(
        assessment=assessment, narrative="Changed.", rating=Rating.RED, reason="", version=assessment.version, by=alice
    )
    page = client.post(PUBLISH, {"seen": seen}).content.decode()
    assert "have changed since you opened this page" in page
    assert not Publication.objects.exists()


def test_what_was_seen_on_one_day_may_be_published_on_the_next(assessment: Assessment) -> None:
    first, second = (drafts.draft(assessment.round, on=date(2009, 11, day)) for day in (9, 10))
    assert first.substance == second.substance


def test_the_choice_of_judged_priorities_only_is_kept_by_the_form(
    signed_in: Browser, alice: User, assessment: Assessment, priority: Priority
) -> None:
    plans.keep_priority(council=priority.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice)
    client = signed_in(alice)
    answer = client.get(f"{PUBLISH}?only=judged")
    assert 'name="judged_only"' in answer.content.decode()
    client.post(f"{PUBLISH}?only=judged", {"seen": answer.context["draft"].substance, "judged_only": "on"})
    assert Publication.objects.get().bundle["scope"] == "judged priorities only"


def test_a_round_that_cannot_be_published_says_why_and_has_no_button(
    signed_in: Browser, alice: User, round: Round, priority: Priority
) -> None:
    page = text(signed_in(alice), PUBLISH)
    assert "no priority is assessed" in page and "Publish now" not in page


def test_a_publication_is_withdrawn_on_its_page_with_a_reason(
    signed_in: Browser, alice: User, publication: Publication
) -> None:
    client = signed_in(alice)
    assert "Withdraw this publication" in text(client, "/leeds/published/1/")
    page = client.post("/leeds/published/1/withdraw/", {"reason": ""}).content.decode()
    assert "Say why the publication is withdrawn" in page
    answer = client.post("/leeds/published/1/withdraw/", {"reason": "Wrong."}, follow=True)
    assert answer.status_code == 410


@pytest.mark.parametrize("who", ["bob", "dana", "charlie"])
def test_others_can_neither_publish_nor_withdraw(
    request: Any, signed_in: Browser, publication: Publication, who: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for address in (PUBLISH, "/leeds/published/1/withdraw/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "x", "seen": "x"}).status_code == 403
    assert client.get("/leeds/published/1/").status_code == 200


def test_the_report_of_a_round_leads_those_who_may_to_publishing(
    signed_in: Browser, alice: User, bob: User, assessment: Assessment
) -> None:
    report = "/leeds/reports/q2-2009-10/overall-summaries/"
    assert PUBLISH in text(signed_in(alice), report)
    assert PUBLISH not in text(signed_in(bob), report)


def test_a_publication_of_forty_priorities_stays_under_100_kilobytes_without_its_charts(
    round: Round, priority: Priority, alice: User
) -> None:
    for n in range(40):
        one = plans.keep_priority(
            council=priority.council,
            reference=f"P-{n}",
            theme=priority.theme,
            title="Safer and cleaner places",
            by=alice,
        )
        reviews.keep_assessment(
            round=round, priorities=[one], narrative=f"What was done in quarter {n}. " * 20, rating=Rating.AMBER,
            reason="Progress, but short of the target.", grades=[], by=alice,
        )  # fmt: skip
    publish(round, alice)
    answer = Client().get("/leeds/published/1/", headers={"accept-encoding": "gzip"})
    plain = gzip.decompress(answer.content)
    assert len(plain) < 100_000 and len(answer.content) < 20_000
    assert len(Client().get("/leeds/").content) < 50_000


def test_what_follows_a_withdrawn_publication_says_that_it_was_withdrawn(
    publication: Publication, alice: User, signed_in: Browser
) -> None:
    actions.withdraw(publication=publication, reason="A slip.", by=alice)
    assert "which was withdrawn." in text(signed_in(alice), PUBLISH)
    publish(publication.round, alice)
    page = text(Client(), "/leeds/published/2/")
    assert "This replaces" in page and "which was withdrawn on" in page


def test_what_was_withdrawn_leads_to_what_stands(publication: Publication, alice: User) -> None:
    actions.withdraw(publication=publication, reason="A slip.", by=alice)
    main = text(Client(), "/leeds/published/1/").split("<main")[1]
    assert 'href="/leeds/published/">What Leeds City Council has published</a>' in main


def test_everything_in_one_file_unpacks_to_a_true_copy(publication: Publication, tmp_path: Path) -> None:
    answer = Client().get("/leeds/published/1/everything.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="leeds-publication-1.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path)
        assert {one.external_attr >> 16 for one in packed.infolist()} == {0o644}
        assert sum(one.compress_size for one in packed.infolist()) < sum(one.file_size for one in packed.infolist())
    assert sorted(one.name for one in (tmp_path / "leeds-publication-1").iterdir()) == sorted(FILES)
    result = CliRunner().invoke(verify, [str(tmp_path / "leeds-publication-1"), "--digest", publication.digest])
    assert result.exit_code == 0, result.output
    assert 'href="everything.zip"' in text(Client(), "/leeds/published/1/")


def test_what_is_saved_from_the_page_file_by_file_is_a_true_copy(publication: Publication, tmp_path: Path) -> None:
    for name in FILES:
        answer = Client().get(f"/leeds/published/1/{name}")
        saved_as = answer["Content-Disposition"].split('"')[1]
        (tmp_path / saved_as).write_bytes(answer.content)
    result = CliRunner().invoke(verify, [str(tmp_path), "--digest", publication.digest])
    assert result.exit_code == 0, result.output
