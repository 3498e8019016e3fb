"""The position statement as a PDF: tagged, with every point, and without what may not be seen."""

import io
from collections.abc import Callable
from datetime import date

import pypdf
import pytest
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Challenge, Evidence, Point
from tallystick_web.challenges.queries import statement, telling
from tallystick_web.councils.models import Council
from tallystick_web.reports import pdf

ADDRESS = "/leeds/reports/challenges/peers/position.pdf"
HOSTILE = '#panic("no") $x$ \\ @ref <label> *a* _b_'


@pytest.fixture
def challenge(leeds: Council, alice: User) -> Challenge:
    kept = actions.keep_challenge(council=leeds, reference="peers", title="Peers", last_day=date(2018, 3, 16), by=alice)
    for number in (1, 2):
        point = actions.keep_point(
            challenge=kept, list=Point.List.RECOMMENDATION, number=number, theme="", title=f"Ask {number} {HOSTILE}", text="",
            by=alice,
        )  # fmt: skip
    thread = point.thread
    assert thread is not None
    actions.respond(thread=thread, answer="accepted", officer=alice, different=HOSTILE, by=alice, on=date(2018, 6, 1))
    for words, hidden in (("The minutes say so.", False), ("Said in private.", True)):
        actions.add_evidence(
            thread=thread, kind=Evidence.Kind.DECISION, decision="Minute 3", words=words, confidential=hidden, vouched_by=alice,
            by=alice,
        )  # fmt: skip
    return kept


def words(answer: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(answer))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_pdf_tells_every_point_in_its_own_words(
    challenge: Challenge, alice: User, signed_in: Callable[[User], Client]
) -> None:
    told = words(signed_in(alice).get(ADDRESS).content)
    assert HOSTILE in told and "Ask 2" in told
    assert "Not answered yet: received on 16 March 2018." in told
    assert "Said in private." in told


def test_the_pdf_of_a_councillor_lacks_what_is_confidential_and_that_of_a_day_what_came_later(
    challenge: Challenge, dana: User, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(dana)
    told = words(browser.get(ADDRESS).content)
    assert "The minutes say so." in told and "Said in private." not in told
    then = words(browser.get(f"{ADDRESS}?on=2018-04-01").content)
    assert "As it stood on 1 April 2018" in then and "The minutes say so." not in then


def test_there_is_no_pdf_of_a_challenge_that_is_not_held(
    challenge: Challenge, alice: User, signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(alice).get("/leeds/reports/challenges/none/position.pdf").status_code == 404


def test_no_page_ends_with_the_heading_of_what_begins_the_next(challenge: Challenge) -> None:
    told = telling.as_data(statement.statement(challenge, date(2018, 7, 1)))
    one = {**told["lists"][0]["entries"][-1], "actions": ["A page was written"]}
    told["lists"][0]["entries"] = [
        {**one, "number": n, "title": f"Ask {n}", "different": "Fewer words. " * n} for n in range(1, 90)
    ]
    pages = pypdf.PdfReader(io.BytesIO(pdf.position(told, made="Made", footing="Footing"))).pages
    last = [page.extract_text().split("\nFooting")[0].splitlines()[-1].strip() for page in pages[:-1]]
    assert len(last) > 20
    assert [line for line in last if line in ("Actions.", "Evidence.") or " since " in line] == []
