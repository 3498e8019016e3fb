"""The same count given twice: confirmed where it agrees, contradicted only where it looks like a slip of the pen."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


def again(text: str) -> list[tuple[str, Verdict]]:
    found = claims.examine(text).findings
    return [(each.text, each.verdict) for each in found if each.kind is Kind.RESTATED]


@pytest.mark.parametrize(
    "text",
    [
        "The panel considered 248 cases this year. The co-ordinator said that the 268 cases heard had kept partners busy.",
        "The council received 214 complaints. Of the 241 complaints, most were about bins.",
        "Officers inspected 1,136 properties in the ward; those 1,163 properties will be looked at once more in May.",
    ],
)
def test_another_figure_for_what_was_named_before_is_a_contradiction(text: str) -> None:
    assert [verdict for _, verdict in again(text)] == [Verdict.INCONSISTENT]


def test_the_same_figure_agrees_and_both_places_are_shown() -> None:
    text = "The survey had 300 respondents. Letters went to the 300 respondents in May."
    [finding] = claims.examine(text).findings
    assert (finding.verdict, text[finding.start : finding.end]) == (Verdict.CONSISTENT, "300")
    assert [text[start:end] for start, end in finding.inputs] == ["300"] and finding.start > finding.inputs[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "There were 52 actions in the plan. The 42 actions completed were signed off.",
        "There were 312 visits in June and 322 in July. The 322 visits of July were short.",
        "The team had 248 cases last year. The 268 cases of this year were harder.",
        "We had 248 cases. In the previous year the 268 cases took longer.",
        "We heard 248 cases. The 268 cases of 2007/08 took longer.",
        "The north has 120 wardens and the south 140 wardens. The 130 wardens of the west were not asked.",
        "Of 480 homes, 52 homes are empty. The 532 homes of the estate are old.",
        "There were about 250 cases. The 260 cases were heard in Leeds.",
        "There were 214 complaints.\n\nThe 241 complaints of the other council are set out below.",
    ],
)
def test_others_than_those_named_before_are_left_alone(text: str) -> None:
    assert [each for each in again(text) if each[1] is Verdict.INCONSISTENT] == []


SUMMARY = "Summary. Safeguarding concerns reached 1,362 last year, and 545 of them led to an enquiry.\n\n"


@pytest.mark.parametrize(
    ("body", "verdicts"),
    [
        ("Detail. The council received 1,362 safeguarding concerns, as reported above.", ["consistent"]),
        ("Detail. We received 1,326 safeguarding concerns, the same number as given in the Summary.", ["inconsistent"]),
        ("Detail. There were 1,363 visits, as set out in Appendix 2.", []),
        ("Detail. There were 1,842 safeguarding concerns, as noted above.", []),
    ],
)
def test_what_is_said_to_have_been_given_is_looked_for_in_every_section(body, verdicts):
    found = [each.verdict for each in claims.examine(SUMMARY + body).findings if each.kind is Kind.RESTATED]
    assert found == verdicts
