import io
from collections.abc import Callable
from typing import Any

import pypdf
from django.test import Client
from django.urls import reverse

from tallystick_web.accounts.models import User
from tallystick_web.reports import pdf, values
from tallystick_web.reviews.models import Assessment, Round

Browser = Callable[[User], Client]
PAGE = "/leeds/reports/q2-2009-10/overall-summaries/"


def test_the_addresses_are_what_the_house_says(leeds: Any) -> None:
    assert reverse("reports:summaries", args=["leeds", "q2-2009-10"]) == PAGE
    assert reverse("reports:summaries_pdf", args=["leeds", "q2-2009-10"]) == f"{PAGE[:-1]}.pdf"


def test_a_councillor_reads_the_summaries_with_everything_they_hold(
    signed_in: Browser, dana: User, report: values.Summaries
) -> None:
    text = signed_in(dana).get(PAGE).content.decode()
    assert "<h1" in text and report.headline in text
    for said in ('id="ENV-1"', 'href="#ENV-1"', "<strong>11.75%</strong>", "Red Flag", "Given by Alice", "[p]"):
        assert said in text
    assert "Publish these summaries" not in text


def test_by_exception_only_amber_and_red_are_told(signed_in: Browser, dana: User, report: values.Summaries) -> None:
    text = signed_in(dana).get(f"{PAGE}?exceptions=1").content.decode()
    assert 'id="ENV-1"' in text and 'id="HW-1a"' not in text
    assert ".pdf?exceptions=1" in text


def test_the_pdf_opens_in_the_browser_under_a_name_that_says_what_it_is(
    signed_in: Browser, dana: User, report: values.Summaries
) -> None:
    answer = signed_in(dana).get(f"{PAGE[:-1]}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="leeds-q2-2009-10-overall-summaries.pdf"' in answer["Content-Disposition"]
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) >= 3


def test_a_pdf_that_cannot_be_made_leads_to_the_page(
    signed_in: Browser, dana: User, report: values.Summaries, monkeypatch: Any
) -> None:
    def fail(*_: Any, **__: Any) -> bytes:
        raise pdf.Unprintable("The PDF took longer than 60 seconds and was stopped.")

    monkeypatch.setattr(pdf, "summaries", fail)
    answer = signed_in(dana).get(f"{PAGE[:-1]}.pdf")
    assert answer.status_code == 503
    assert "took longer" in answer.content.decode() and PAGE in answer.content.decode()


def test_a_narrative_cannot_bring_markup(signed_in: Browser, dana: User, assessment: Assessment) -> None:
    assessment.narrative = assessment.rating_reason = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    assessment.save()
    text = signed_in(dana).get(PAGE).content.decode()
    assert "<script>alert" not in text and "<img" not in text


def test_a_round_that_is_not_held_is_not_found(signed_in: Browser, dana: User, round: Round) -> None:
    assert signed_in(dana).get("/leeds/reports/q4-2001-02/overall-summaries/").status_code == 404


def test_another_council_and_a_visitor_see_nothing(signed_in: Browser, charlie: User, report: values.Summaries) -> None:
    assert signed_in(charlie).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
    assert Client().get(f"{PAGE[:-1]}.pdf").status_code == 302
