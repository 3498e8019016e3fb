"""A form that is sent when its session has ended: the person is told, gets back what they typed, and can send it again."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.common import unsaved
from tallystick_web.councils.models import Council, Role
from tallystick_web.reviews.models import Assessment, Draft
from web.conftest import PASSWORD, person

HERE = {"HTTP_ORIGIN": "http://testserver"}
WORDS = 'Litter fell in "every" ward & street.\n\nSo it did.'


def fields(answer: HttpResponse) -> dict[str, str]:
    """What the form of a page would send."""
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', answer.content.decode())
    return {name: unescape(value) for name, value in hidden}


def typed(assessment: Assessment, by: User, words: str = WORDS) -> dict[str, str]:
    return {
        "narrative": words, "rating": "red", "rating_reason": "Because.", "version": str(assessment.version),
        "covers": str(assessment.coverage.get().priority_id), "typed_by": str(by.pk), "csrfmiddlewaretoken": "stale",
    }  # fmt: skip


@pytest.fixture
def editor(assessment: Assessment) -> str:
    return f"/leeds/reviews/assessments/{assessment.pk}/"


@pytest.mark.parametrize("page", ["/leeds/collect/", "/leeds/reviews/assessments/{}/", "/leeds/delivery/actions/add/"])
def test_a_visitor_who_sends_a_form_is_told_that_it_was_not_saved_and_gets_it_back(
    page: str, assessment: Assessment
) -> None:
    answer = Client().post(page.format(assessment.pk), {"narrative": WORDS, "due-1-value": "12.5"}, **HERE)
    told = unescape(answer.content.decode())
    assert (
        answer.status_code == 403
        and "What you sent was not saved" in told
        and "Nobody is signed in to Tallystick" in told
    )
    assert WORDS in told and "12.5" in told and "/accounts/login/?next=" in told
    assert fields(answer)["narrative"] == WORDS


def test_signing_in_leads_back_to_the_page_on_which_the_form_stood(assessment: Assessment, editor: str) -> None:
    came = {"HTTP_REFERER": f"http://testserver{editor}?x=1#judge"}
    told = Client().post(f"{editor}draft/", {"narrative": WORDS}, **HERE, **came).content.decode()
    assert f"next={editor.replace('/', '%2F')}%3Fx%3D1" in told
    elsewhere = {"HTTP_REFERER": "http://evil.example/leeds/"}
    assert "evil" not in Client().post(editor, {"narrative": WORDS}, **HERE, **elsewhere).content.decode()


def test_what_was_typed_before_signing_in_again_is_sent_again_and_saved(
    assessment: Assessment, alice: User, editor: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.login(email=alice.email, password=PASSWORD)
    answer = client.post(editor, typed(assessment, alice), **HERE)
    told = answer.content.decode()
    assert answer.status_code == 403 and "What you sent was not saved" in told and "signed in as Alice" in told
    assert client.post(editor, fields(answer), **HERE).status_code == 302
    assert Assessment.objects.get().narrative == WORDS


def test_what_another_site_sends_is_never_shown(assessment: Assessment, alice: User, editor: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.login(email=alice.email, password=PASSWORD)
    for browser, origin in ((client, {"HTTP_ORIGIN": "http://evil.example"}), (client, {}), (Client(), {})):
        answer = browser.post(editor, typed(assessment, alice), **origin)
        assert answer.status_code == 403 and "was not saved" in answer.content.decode()
        assert "every" not in answer.content.decode()


def test_nobody_saves_what_somebody_else_typed(
    assessment: Assessment, alice: User, editor: str, signed_in: Callable[[User], Client]
) -> None:
    """The tab of Alice, who signed out, and of Erin, who signed in at the same computer."""
    erin = person("Erin", assessment.council, Role.PERFORMANCE_TEAM)
    for address in (editor, f"{editor}draft/"):
        answer = signed_in(erin).post(address, typed(assessment, alice), **HERE)
        assert answer.status_code == 403 and "Somebody else was signed in" in answer.content.decode()
        assert "every" not in answer.content.decode()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(erin, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "every" not in strict.post(editor, typed(assessment, alice), **HERE).content.decode()
    assert Assessment.objects.get().narrative != WORDS and not Draft.objects.exists()


def test_a_password_is_never_shown_again(leeds: Council) -> None:
    sent = {"login": "alice@leeds.example", "password": "correct horse"}
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", sent, **HERE)
    assert answer.status_code == 403 and "no cookie" in answer.content.decode()
    assert "correct horse" not in answer.content.decode() and "alice@" not in answer.content.decode()


def test_a_file_has_to_be_chosen_again_and_is_not_read_for_a_visitor(leeds: Council) -> None:
    sent = {"file": SimpleUploadedFile("tracker.csv", b"a,b"), "period": "Q2 2009/10"}
    told = Client().post("/leeds/documents/", sent, **HERE).content.decode()
    assert "A file has to be chosen again" in told and "Send it again" not in told


def test_a_page_says_where_what_was_kept_in_the_browser_is_saved(
    assessment: Assessment, alice: User, editor: str, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(alice)
    assert f'name="typed_by" value="{alice.pk}" data-typed>' in client.get(editor).content.decode()
    unfinished = client.post(editor, {**typed(assessment, alice), "judge_after": "when hens have teeth", "rating": ""})
    assert "data-fresh" in unfinished.content.decode() and "data-saved" not in unfinished.content.decode()
    saved = client.post(editor, typed(assessment, alice), follow=True).content.decode()
    assert f'data-saved="{editor}"' in saved


def test_of_a_form_with_many_rows_what_was_typed_is_shown_under_the_name_of_its_row() -> None:
    fields = [
        *(("due", "132"), ("due-132-named", "CR1 Robberies, Q3 2009/10"), ("due-132-value", "262"), ("due-132-vintage", "validated")),
        *(("due", "134"), ("due-134-named", "CS2 Calls, Q3 2009/10"), ("due-134-value", ""), ("due-134-vintage", "provisional")),
        *(("reason_for_it", "Late."), ("part-1-note", "One.")),
    ]  # fmt: skip
    assert unsaved.typed(fields) == [
        ("CR1 Robberies, Q3 2009/10: value", "262"),
        ("Reason for it", "Late."),
        ("Part 1 note", "One."),
    ]
