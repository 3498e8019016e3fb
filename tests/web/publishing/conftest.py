"""A round with one assessed priority and one measure, published by Alice."""

from datetime import date
from typing import Any

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.publishing import actions, drafts
from tallystick_web.publishing.models import Publication
from tallystick_web.reports import pdf
from tallystick_web.reviews.models import Assessment, Round

TODAY = date(2009, 11, 9)


@pytest.fixture(autouse=True)
def quick_pdf(request: Any, monkeypatch: Any) -> None:
    """Typesetting takes a fifth of a second: only the tests that look at the PDF pay for it."""
    if "real_pdf" not in request.fixturenames:
        monkeypatch.setattr(pdf, "summaries", lambda report, **_: b"%PDF " + report["made_on"].encode())


@pytest.fixture
def real_pdf() -> None:
    """Typeset for real."""


def publish(round: Round, by: User, **more: Any) -> Publication:
    draft = drafts.draft(round, on=TODAY, **more)
    return actions.publish(draft=draft, files=drafts.files(draft), by=by)


@pytest.fixture
def publication(assessment: Assessment, measure: Any, alice: User) -> Publication:
    return publish(assessment.round, alice)
