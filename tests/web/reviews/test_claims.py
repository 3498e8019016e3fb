"""Claims in a narrative: what is found is shown, decided by people, never in the way of saving, and never forgotten."""

import csv
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tallystick import periods
from tallystick.claims.model import Verdict
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions, checking, presentation, queries
from tallystick_web.reviews.models import Assessment, ClaimDecision, OpenContradiction, Round

Browser = Callable[[User], Client]
WRONG = "NI 195a (streets below standard: litter) was 13.4% in Q2 2009/10."
HOSTILE = f'<script>alert("x")</script> <b>of</b> 7. {WRONG}'


def save(assessment: Assessment, by: User, narrative: str = WRONG) -> Assessment:
    return actions.judge(
        assessment=assessment, narrative=narrative, rating=Rating.AMBER, reason="Short of the target.",
        version=assessment.version, by=by,
    )  # fmt: skip


def contradiction(assessment: Assessment, narrative: str | None = None) -> checking.Claim:
    return next(one for one in queries.checked(assessment, narrative).claims if one.is_contradiction)


def check(assessment: Assessment, narrative: str = WRONG, **more: str) -> tuple[str, dict[str, Any]]:
    address = f"/leeds/reviews/assessments/{assessment.pk}/check/"
    typed = {"narrative": narrative, "rating": "amber", "rating_reason": "Because.", "version": str(assessment.version)}
    return address, {**typed, **more}


def told(client: Client, assessment: Assessment, narrative: str = WRONG, fragment: bool = True, **more: str) -> str:
    headers = {"HX-Request": "true"} if fragment else {}
    answer = client.post(*check(assessment, narrative, **more), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_figure_that_differs_from_the_measure_is_a_contradiction(assessment: Assessment, measure: Measure) -> None:
    found = contradiction(assessment, WRONG)
    assert (found.finding.text, found.finding.verdict) == ("13.4%", Verdict.DIFFERS)
    assert "11.75%" in found.finding.working


def test_the_text_contradicting_itself_is_found_without_any_measure(assessment: Assessment) -> None:
    found = contradiction(assessment, "64 of the 114 schools (55%) were visited.")
    assert found.finding.verdict is Verdict.INCONSISTENT and "56.1%" in found.finding.working


def test_a_figure_that_nothing_confirms_is_told_and_never_called_wrong(assessment: Assessment) -> None:
    found = queries.checked(assessment, "Volunteers planted 3,417 trees.").claims
    assert [(one.finding.verdict, one.is_unlinked, one.is_open) for one in found] == [(Verdict.NOT_HELD, True, False)]


def test_the_measures_of_another_council_confirm_nothing_here(
    assessment: Assessment, measure: Measure, harborough: Council, charlie: User
) -> None:
    other = actions.open_round(council=harborough, period=periods.quarter(2009, 2), by=charlie)
    theirs = Assessment.objects.create(council=harborough, round=other)
    assert not [one for one in queries.checked(theirs, WRONG).claims if one.is_contradiction]
    assert contradiction(assessment, WRONG)


def test_a_newly_recorded_figure_counts_at_once(assessment: Assessment, measure: Measure, alice: User) -> None:
    assert contradiction(assessment, WRONG)
    measures.withdraw_observation(
        observation=measure.observations.get(end="2009-09-30"), reason="Counted in the wrong streets.", by=alice
    )
    assert not [one for one in queries.checked(assessment, WRONG).claims if one.is_contradiction]


def test_the_editor_shows_marks_beside_the_text(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    words = told(signed_in(alice), assessment)
    assert "differs from the measure" in words and 'class="mark mark--bad"' in words
    assert "<html" not in words


def test_without_javascript_the_button_gives_the_whole_page_with_the_text_kept(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    words = told(signed_in(alice), assessment, fragment=False)
    assert "<html" in words and WRONG in words and "differs from the measure" in words and "Because." in words
    assert Assessment.objects.get(pk=assessment.pk).narrative != WRONG


def test_a_figure_is_corrected_in_the_text_and_not_saved(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    key = contradiction(assessment, WRONG).key
    for fragment in (True, False):
        words = told(signed_in(alice), assessment, do=f"correct:{key}", fragment=fragment)
        assert WRONG.replace("13.4%", "11.75%") in words and "is not saved yet" in words
    assert Assessment.objects.get(pk=assessment.pk).narrative == assessment.narrative


def test_setting_aside_needs_a_reason_and_keeps_what_was_typed(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    key = contradiction(assessment, WRONG).key
    assert "Say why this is set aside" in told(signed_in(alice), assessment, do=f"set-aside:{key}")
    assert not ClaimDecision.objects.exists()
    words = told(signed_in(alice), assessment, do=f"set-aside:{key}", **{f"reason-{key}": "Another survey."})
    assert "Set aside by Alice: Another survey." in words
    assert not queries.checked(assessment, WRONG).open
    assert Event.objects.filter(verb="claim.set_aside").get().detail["reason"] == "Another survey."


def test_what_was_typed_beside_a_claim_survives_the_next_check(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    key = contradiction(assessment, WRONG).key
    assert "half a reas" in told(signed_in(alice), assessment, WRONG + " More.", **{f"reason-{key}": "half a reas"})


def test_a_seen_contradiction_stays_open(assessment: Assessment, measure: Measure, alice: User) -> None:
    saved = save(assessment, alice)
    actions.decide(assessment=saved, claim=contradiction(saved), choice=ClaimDecision.Choice.SEEN, by=alice)
    assert len(queries.checked(saved).open) == 1


def test_a_decision_moves_with_its_words_and_ends_with_them(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    claim = contradiction(assessment, WRONG)
    choice = ClaimDecision.Choice.SET_ASIDE
    actions.decide(assessment=assessment, claim=claim, choice=choice, reason="Another survey.", by=alice)
    assert not queries.checked(assessment, f"A new beginning.\n\n{WRONG}").open
    assert queries.checked(assessment, WRONG.replace("13.4", "13.9")).open


def test_a_decision_is_taken_back(assessment: Assessment, measure: Measure, alice: User, signed_in: Browser) -> None:
    claim = contradiction(assessment, WRONG)
    actions.decide(
        assessment=assessment, claim=claim, choice=ClaimDecision.Choice.SET_ASIDE, reason="Another survey.", by=alice
    )
    told(signed_in(alice), assessment, do=f"take-back:{claim.key}")
    assert queries.checked(assessment, WRONG).open and Event.objects.filter(verb="claim.taken_back").exists()


@pytest.mark.parametrize(
    ("figure", "verdict"), [("11.75%", Verdict.AGREES), ("12.5%", Verdict.AGREES), ("44%", Verdict.DIFFERS)]
)
def test_a_claim_linked_to_a_measure_is_held_against_it(
    figure: str, verdict: Verdict, assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    text = f"Our survey came to {figure}."
    key = queries.checked(assessment, text).claims[0].key
    words = told(signed_in(alice), assessment, text, do=f"link:{key}", **{f"measure-{key}": "ni 195A"})
    assert "Linked to NI 195a" in words
    assert queries.checked(assessment, text).claims[0].finding.verdict is verdict


def test_a_link_to_a_measure_that_is_none_is_told(assessment: Assessment, alice: User, signed_in: Browser) -> None:
    text = "Our survey came to 44%."
    key = queries.checked(assessment, text).claims[0].key
    words = told(signed_in(alice), assessment, text, do=f"link:{key}", **{f"measure-{key}": "NI 0"})
    assert "Enter the reference of one of the council" in words and not ClaimDecision.objects.exists()


def test_a_claim_cannot_be_linked_to_the_measure_of_another_council(
    assessment: Assessment, alice: User, harborough: Council, charlie: User
) -> None:
    theirs = measures.keep_measure(
        council=harborough, reference="H1", title="Litter", frequency=periods.Frequency.QUARTER, by=charlie
    )
    claim = queries.checked(assessment, "Our survey came to 44%.").claims[0]
    with pytest.raises(Refused, match="same council"):
        actions.decide(assessment=assessment, claim=claim, choice=ClaimDecision.Choice.LINKED, measure=theirs, by=alice)


def test_a_councillor_decides_nothing(assessment: Assessment, measure: Measure, dana: User) -> None:
    with pytest.raises(Refused):
        actions.decide(
            assessment=assessment, claim=contradiction(assessment, WRONG), choice=ClaimDecision.Choice.SEEN, by=dana
        )


def test_saving_is_never_blocked_and_what_is_open_stays_on_the_record(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    typed = {"narrative": WRONG, "rating": "red", "rating_reason": "Because.", "version": assessment.version}
    answer = signed_in(alice).post(f"/leeds/reviews/assessments/{assessment.pk}/", typed, follow=True)
    assert "1 contradiction is open" in answer.content.decode()
    kept = OpenContradiction.objects.get()
    now = Assessment.objects.get(pk=assessment.pk)
    assert (kept.version, kept.occasion, kept.text, kept.by) == (now.version, "saved", "13.4%", alice)
    assert now.narrative[kept.start : kept.end] == "13.4%"
    save(now, alice, "Nothing to count.")
    assert OpenContradiction.objects.count() == 1


def test_a_director_sees_what_is_open_before_agreeing_and_it_stays_on_the_record(
    assessment: Assessment, measure: Measure, alice: User, bob: User, signed_in: Browser
) -> None:
    saved = save(assessment, alice)
    actions.submit(assessment=saved, by=None)
    client, address = signed_in(bob), f"/leeds/reviews/assessments/{saved.pk}/agree/"
    words = client.get(address).content.decode()
    assert "1 contradiction is open in the text" in words and "11.75%" in words
    client.post(address)
    assert Assessment.objects.get(pk=saved.pk).agreed_by == bob
    assert OpenContradiction.objects.filter(occasion="agreed", by=bob).count() == 1
    assert Event.objects.filter(verb="assessment.agreed").get().detail["open_contradictions"] == 1


def test_who_may_not_agree_is_told_why(assessment: Assessment, alice: User, bob: User, signed_in: Browser) -> None:
    actions.judge(assessment=assessment, narrative="", rating=None, reason="", version=assessment.version, by=alice)
    words = signed_in(bob).get(f"/leeds/reviews/assessments/{assessment.pk}/agree/").content.decode()
    assert "This assessment is drafting." in words and '<form method="post">' not in words


def test_closing_a_round_lists_what_is_open_and_writes_it_down(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    save(assessment, alice)
    client, address = signed_in(alice), f"/leeds/reviews/rounds/{assessment.round.slug}/state/"
    assert "1 contradiction is open" in client.get(address).content.decode()
    client.post(address, {"carrying": "Late."})
    assert Round.objects.get().state == "closed"
    assert OpenContradiction.objects.filter(occasion="closed").count() == 1


def test_the_claims_of_a_round_are_listed_and_narrowed(
    assessment: Assessment, measure: Measure, alice: User, dana: User, signed_in: Browser
) -> None:
    save(assessment, alice, f"{WRONG} Volunteers planted 3,417 trees.")
    client, address = signed_in(dana), f"/leeds/reviews/rounds/{assessment.round.slug}/claims/"
    both = client.get(address).content.decode()
    assert "1 contradiction is open" in both and "13.4%" in both and "3,417" in both
    assert "/assessments/" not in both, "a councillor is led to no form"
    assert "3,417 trees" not in client.get(address, {"show": "contradictions"}).content.decode()
    assert "differs from" not in client.get(address, {"show": "unlinked"}).content.decode()
    assert "No claim to show" in client.get(address, {"theme": "Transport"}).content.decode()


def test_the_claims_of_a_round_are_sorted_on_the_page_and_in_the_file(
    assessment: Assessment, measure: Measure, alice: User, dana: User, signed_in: Browser
) -> None:
    save(assessment, alice, f"{WRONG} Volunteers planted 3,417 trees.")
    client, address = signed_in(dana), f"/leeds/reviews/rounds/{assessment.round.slug}/claims"

    def order(sort: str) -> list[str]:
        page = client.get(f"{address}/", {"sort": sort}).content.decode().split("<tbody")[1]
        file = b"".join(client.get(f"{address}.csv", {"sort": sort})).decode().splitlines()
        found = ["trees" if row[4].startswith("3,417") else "litter" for row in list(csv.reader(file))[1:]]
        assert (page.index("3,417") < page.index("13.4%")) == (found[0] == "trees")
        return found

    assert order("verdict")[0] == "litter" and order("-verdict")[0] == "trees"
    assert order("priority") == order("")


def test_the_claims_of_a_round_are_had_as_a_file_that_no_spreadsheet_calculates(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    save(assessment, alice, "=HYPERLINK(1) gave 3,417 trees.")
    answer = signed_in(alice).get(f"/leeds/reviews/rounds/{assessment.round.slug}/claims.csv")
    rows = b"".join(answer).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("round,priority,start,end,text,kind") and "3,417" in rows[1]
    assert "'=HYPERLINK" in rows[1]


def test_the_file_of_claims_holds_what_the_filters_leave_and_is_to_be_had_for_excel(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    save(assessment, alice, f"{WRONG} We planted 3,417 trees.")
    address = f"/leeds/reviews/rounds/{assessment.round.slug}/claims"
    book = load_workbook(BytesIO(b"".join(signed_in(alice).get(f"{address}.xlsx", {"show": "contradictions"}))))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:3] == ("round", "priority", "start")
    assert {row[8] for row in rows[1:]} <= {"inconsistent", "differs"} and len(rows) > 1
    assert signed_in(alice).get(f"{address}.pdf").status_code == 404


def test_nothing_in_a_text_reaches_a_page_unescaped(
    assessment: Assessment, measure: Measure, alice: User, bob: User, signed_in: Browser
) -> None:
    save(assessment, alice, HOSTILE)
    pages = [
        told(signed_in(alice), assessment, HOSTILE),
        told(signed_in(alice), assessment, HOSTILE, fragment=False),
        signed_in(alice).get(f"/leeds/reviews/rounds/{assessment.round.slug}/claims/?show=all").content.decode(),
        signed_in(bob).get(f"/leeds/reviews/assessments/{assessment.pk}/agree/").content.decode(),
    ]
    assert [page for page in pages if "<script>alert" in page or "<b>of" in page] == []
    assert "&lt;script&gt;" in pages[0]


def test_pieces_put_together_are_the_text(assessment: Assessment, measure: Measure) -> None:
    for text in (WRONG, HOSTILE, "", "No number.", f"{WRONG} 44% and £3.2m, 7 of 10."):
        marks = presentation.marks(queries.checked(assessment, text))
        assert "".join(piece.text for piece in presentation.pieces(text, marks)) == text


def test_a_text_of_another_council_cannot_be_checked_here(
    assessment: Assessment, charlie: User, signed_in: Browser
) -> None:
    answer = signed_in(charlie).post(f"/harborough/reviews/assessments/{assessment.pk}/check/", {"narrative": "x"})
    assert answer.status_code == 404


def test_the_queries_of_a_rounds_claims_do_not_grow(
    round: Round, priority: Priority, measure: Measure, alice: User, signed_in: Browser
) -> None:
    client, address = signed_in(alice), f"/leeds/reviews/rounds/{round.slug}/claims/"

    def add(number: int) -> None:
        one = plans.keep_priority(
            council=round.council, reference=f"T-{number}", theme=priority.theme, title="Trees", by=alice
        )
        actions.keep_assessment(
            round=round, priorities=[one], narrative=f"{WRONG} {number}%", rating=None, reason="", grades=[], by=alice
        )

    add(1)
    client.get(address)
    add(2)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(3, 9):
        add(number)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 14
    with CaptureQueriesContext(connection) as unchanged:
        client.get(address)
    assert len(unchanged) < len(few)


def test_the_queries_of_a_check_do_not_grow_with_the_text(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    client = signed_in(alice)
    told(client, assessment)
    with CaptureQueriesContext(connection) as few:
        told(client, assessment, WRONG)
    with CaptureQueriesContext(connection) as many:
        told(client, assessment, "\n\n".join([WRONG, "64 of the 114 schools (55%) were visited."] * 40))
    assert len(many) == len(few) <= 20


def test_contradictions_come_first_and_what_nothing_confirms_is_folded_into_one_line(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    text = f"We planted 3,417 trees. We held 512 events. 33 of the 66 targets were met (50%). {WRONG}"
    page = told(signed_in(alice), assessment, text)
    contradicted, folded, holds = (
        page.index("11.75%"),
        page.index('id="claims-not-held"'),
        page.index('id="claims-holds"'),
    )
    assert contradicted < folded < holds
    assert "2 figures that nothing here confirms" in page and "1 claim that holds" in page
    assert folded < page.index("confirms 3,417") < holds


def test_a_figure_somebody_is_about_to_set_aside_is_not_folded_away(
    assessment: Assessment, measure: Measure, alice: User, signed_in: Browser
) -> None:
    text = "We planted 3,417 trees."
    key = queries.checked(assessment, text).claims[0].key
    page = told(signed_in(alice), assessment, text, **{f"reason-{key}": "Counted by hand"})
    assert "Counted by hand" in page and "claims-not-held" not in page
