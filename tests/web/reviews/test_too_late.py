"""A text that comes too late is shown again, so that nobody types it twice."""

from collections.abc import Callable

import pytest
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.councils.rules import Refused
from tallystick_web.reviews.models import Assessment, State
from tallystick_web.reviews.views import editor

TEXT = "Litter fell, and <b>nobody</b> knows why."


def saves(client: Client, assessment: Assessment) -> str:
    typed = {"narrative": TEXT, "rating": "", "version": assessment.version}
    answer = client.post(f"/leeds/reviews/assessments/{assessment.pk}/", typed)
    assert answer.status_code == 403
    return answer.content.decode()


def test_who_saves_after_it_was_submitted_is_told_why_and_sees_the_text(
    assessment: Assessment, alice: User, signed_in: Callable[[User], Client]
) -> None:
    Assessment.objects.update(state=State.SUBMITTED)
    page = saves(signed_in(alice), assessment)
    assert "Your text was not saved" in page and "This assessment is submitted" in page
    assert "Litter fell, and &lt;b&gt;nobody&lt;/b&gt; knows why." in page
    assessment.refresh_from_db()
    assert TEXT not in assessment.narrative


def test_so_is_who_is_overtaken_between_the_look_and_the_save(
    assessment: Assessment, alice: User, signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(**_: object) -> None:
        raise Refused("This assessment is submitted: its text cannot be changed.")

    monkeypatch.setattr(editor.actions, "judge", overtaken)
    assert "Litter fell, and" in saves(signed_in(alice), assessment)
