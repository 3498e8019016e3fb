"""The list of recommendations as a spreadsheet: what goes out comes back as nothing new, and what was changed in it is proposed."""

import csv
import io
from typing import Any

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions, exports
from tallystick_web.challenges.models import Challenge, Response, Thread
from tallystick_web.challenges.queries import register
from tallystick_web.common import exports as files
from tallystick_web.councils.models import Council
from tallystick_web.intake import actions as intake
from tallystick_web.intake import reading
from tallystick_web.intake.models import Proposal


def exported(council: Council, form: str) -> bytes:
    from django.utils import timezone

    rows = register.ordered(register.rows(council, timezone.localdate()), "")
    return b"".join(files.FORMS[form][0](exports.of_points(rows)))


def brought_in(council: Council, data: bytes, name: str, by: User) -> Proposal:
    return intake.propose(council=council, reading=reading.read(data, name), by=by)


@pytest.fixture
def awkward(answered: Thread, alice: User) -> Thread:
    """An answer that is awkward to write into a cell."""
    from datetime import date

    actions.respond(
        thread=answered, interpretation="First line.\n\n=1+1; and a \"quotation\"", different="-2 stages", review_date=date(2030, 3, 31),
        by=alice,
    )  # fmt: skip
    return answered


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_comes_back_as_nothing_new(form: str, awkward: Thread, alice: User) -> None:
    data = exported(awkward.council, form)
    proposal = brought_in(awkward.council, data, f"recommendations.{form}", alice)
    assert (proposal.kind, proposal.waiting, proposal.unchanged) == ("register", 0, 2)
    assert Response.objects.count() == 2


def changed(data: bytes, **cells: str) -> bytes:
    """The row of the quick win with other cells."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    out = io.StringIO()
    writer: Any = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, **{name.replace("_", " "): text for name, text in cells.items()}}
                        if row["list"] == "quick win" else row)  # fmt: skip
    return out.getvalue().encode()


def test_an_answer_typed_into_the_sheet_is_proposed_and_accepted_once(
    awkward: Thread, challenge: Challenge, alice: User, erin: User
) -> None:
    data = changed(
        exported(awkward.council, "csv"), response="accepted", what_will_be_different="Fewer slips.",
        accountable_officer=erin.email,
    )  # fmt: skip
    proposal = brought_in(awkward.council, data, "answers.csv", alice)
    assert (proposal.waiting, proposal.unchanged) == (1, 1)
    assert intake.accept_certain(proposal=proposal, by=alice).set_aside == []
    thread = challenge.points.get(list="quick_win").thread
    assert thread is not None and thread.response is not None
    assert (thread.state, thread.response.officer, thread.response.different) == ("responded", erin, "Fewer slips.")
    assert brought_in(awkward.council, data, "answers.csv", alice).has_nothing_new


def test_neither_the_state_nor_the_words_are_taken_from_the_sheet(
    awkward: Thread, challenge: Challenge, alice: User
) -> None:
    data = changed(
        exported(awkward.council, "csv"), state="Impact evidenced", text="Never.", portfolio_holder="Finance"
    )
    proposal = brought_in(awkward.council, data, "answers.csv", alice)
    item = proposal.items.get(state="waiting")
    assert not item.certain and "cannot be edited" in item.why
    point = challenge.points.get(list="quick_win")
    assert point.text == "Soon." and point.thread is not None and point.thread.state == "received"


def test_a_row_that_names_no_point_or_nobody_is_doubtful(awkward: Thread, alice: User) -> None:
    data = exported(awkward.council, "csv")
    for cells, why in (
        ({"number": "99"}, "to answer"),
        ({"accountable_officer": "eve@nowhere.example"}, "Nobody of the council"),
    ):
        item = brought_in(awkward.council, changed(data, **cells), "answers.csv", alice).items.get(state="waiting")
        assert not item.certain and why in item.why
