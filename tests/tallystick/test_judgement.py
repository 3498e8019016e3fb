"""A suggestion follows from rules that can be read, says why, and is silent where the evidence is thin."""

import hashlib
import itertools
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import judgement
from tallystick.comparison import Standing
from tallystick.judgement import About, Actions, Evidence, Figures, Grade, Quality, Rating, Risks, Suggestion, rules
from tallystick.status import Direction, Status

ON, WITHIN, OFF = Status.ON_TRACK, Status.WITHIN_TOLERANCE, Status.OFF_TRACK
GREEN, AMBER_GREEN, AMBER, AMBER_RED, RED = Rating
IMPROVING, STEADY, WORSENING, NOT_KNOWN = Direction
PAGE = Path(__file__).parents[2] / "docs" / "methods" / "judgement.md"


def measure(now: Status | None = None, year_end: Status | None = None, **rest: Any) -> Evidence:
    return Evidence(rest.pop("measure", "Burglaries"), now, year_end, **rest)


def suggested(*evidence: Evidence, **rest: Any) -> Rating | None:
    return judgement.suggest(evidence, **rest).rating


def test_all_on_track_suggests_green_by_every_measure() -> None:
    found = judgement.suggest([measure(ON, ON, measure="Burglaries"), measure(ON, ON, measure="NEET")])
    assert found.rating is GREEN
    assert [reason.of for reason in found.deciding] == ["Burglaries", "NEET"]


@pytest.mark.parametrize(
    ("now", "year_end", "direction", "expected"),
    [
        (ON, None, STEADY, GREEN),
        (ON, OFF, STEADY, AMBER),
        (OFF, ON, IMPROVING, AMBER),
        (OFF, OFF, WORSENING, RED),
        (OFF, OFF, IMPROVING, AMBER_RED),
        (OFF, None, NOT_KNOWN, AMBER_RED),
        (Status.NO_DATA, OFF, NOT_KNOWN, AMBER_RED),
        (WITHIN, ON, STEADY, AMBER_GREEN),
    ],
)
def test_one_measure_speaks_for_itself(now: Status, year_end: Status, direction: Direction, expected: Rating) -> None:
    assert suggested(measure(now, year_end, direction=direction)) is expected


def test_a_year_end_on_track_does_not_hide_that_it_is_off_track_now() -> None:
    assert suggested(measure(OFF, ON)) is AMBER


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([RED, GREEN, GREEN], AMBER),
        ([RED, GREEN], AMBER_RED),
        ([RED, RED, GREEN], RED),
        ([AMBER, GREEN, GREEN], AMBER_GREEN),
        ([AMBER_RED, AMBER_RED, GREEN], AMBER_RED),
        ([AMBER_GREEN, GREEN, GREEN], GREEN),
    ],
)
def test_several_measures_weigh_by_how_many_they_are(readings: list[Rating], expected: Rating) -> None:
    makers = {
        GREEN: measure(ON, ON), AMBER_GREEN: measure(ON, WITHIN), AMBER: measure(WITHIN, WITHIN),
        AMBER_RED: measure(WITHIN, OFF), RED: measure(OFF, OFF),
    }  # fmt: skip
    assert suggested(*(makers[reading] for reading in readings)) is expected


def test_overdue_actions_keep_a_priority_from_green() -> None:
    assert suggested(measure(ON, ON), actions=Actions(0, 5)) is GREEN
    assert suggested(measure(ON, ON), risks=Risks(0, 5)) is GREEN
    assert suggested(measure(ON, ON), risks=Risks(1, 5)) is AMBER_GREEN
    assert suggested(measure(OFF, OFF), risks=Risks(5, 5)) is RED
    assert suggested(measure(ON, ON), actions=Actions(1, 5)) is AMBER_GREEN
    found = judgement.suggest([measure(ON, ON)], Actions(3, 5))
    assert found.rating is AMBER
    assert [reason.words for reason in found.deciding] == ["3 of 5 open actions are overdue"]


def test_a_grade_under_appeal_weighs_less_than_a_settled_one() -> None:
    settled = Grade("Audit Commission", "Red Flag", RED)
    appealed = Grade("Audit Commission", "Red Flag", RED, settled=False)
    assert suggested(measure(ON, ON), grades=[settled]) is AMBER_RED
    assert suggested(measure(ON, ON), grades=[appealed]) is AMBER
    assert suggested(measure(ON, ON), grades=[Grade("Ofsted", "outstanding", None)]) is GREEN


def test_worse_than_others_counts_only_where_it_also_worsens() -> None:
    assert suggested(measure(ON, ON, comparison=Standing.WORSE, direction=IMPROVING)) is GREEN
    assert suggested(measure(ON, ON, comparison=Standing.WORSE, direction=WORSENING)) is AMBER


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ([], "no measure is linked"),
        ([measure(None, None, direction=IMPROVING)], "its one measure has no figure"),
        ([measure(Status.NO_DATA), measure(Status.NOT_DUE)], "none of its 2 measures"),
        ([measure(ON), measure(), measure()], "only 1 of its 3 measures"),
        ([measure(ON, quality=Quality.OLD), measure(OFF, quality=Quality.UNRELIABLE)], "old or unreliable"),
    ],
)
def test_thin_evidence_suggests_none_and_says_why(evidence: list[Evidence], words: str) -> None:
    found = judgement.suggest(evidence, Actions(4, 4, "A1, A2, A3, A4"), [Grade("Ofsted", "Amber/Red", AMBER_RED)])
    assert found.rating is None
    assert words in (found.thin or "")
    assert words in judgement.sentence(found)
    assert {About.ACTIONS, About.GRADE} <= {reason.about for reason in found.reasons}
    assert not found.deciding


def test_missing_data_is_never_taken_for_off_track_nor_for_on_track() -> None:
    assert suggested(measure(ON), measure(Status.NO_DATA)) is GREEN
    assert suggested(measure(OFF), measure(Status.NO_DATA)) is suggested(measure(OFF))


def test_reasons_come_in_order_of_weight_each_with_its_figure() -> None:
    figures = Figures(now="10.3% against a target of 9.6%", comparison="2 points behind England", quality="[p]")
    found = judgement.suggest(
        [
            measure(ON, ON, measure="Burglaries", figures=Figures(now="410 against 420")),
            measure(
                OFF, OFF, measure="NEET", reference="NI 117", comparison=Standing.WORSE, quality=Quality.PROVISIONAL,
                figures=figures,
            ),
        ],
        Actions(1, 6, "Open the drop-in centre, due 30 June 2009"),
    )  # fmt: skip
    assert [(reason.about, reason.of, reason.says) for reason in found.reasons] == [
        (About.MEASURE, "NEET", RED),
        (About.ACTIONS, "", AMBER_GREEN),
        (About.MEASURE, "Burglaries", GREEN),
        (About.OTHERS, "NEET", None),
        (About.QUALITY, "NEET", None),
    ]
    assert [reason.figure for reason in found.reasons] == [
        "10.3% against a target of 9.6%", "Open the drop-in centre, due 30 June 2009", "410 against 420",
        "2 points behind England", "[p]",
    ]  # fmt: skip
    assert found.reasons[0].reference == "NI 117"
    assert [reason.of for reason in found.deciding] == ["NEET"]


def test_a_risk_that_decides_is_said_in_a_clause_of_its_own() -> None:
    found = judgement.suggest([measure(ON, ON)], risks=Risks(1, 1, "R-1 The grant ends"))
    assert judgement.sentence(found) == (
        "The evidence suggests amber-green because 1 of 1 open risk is above appetite."
    )


def test_the_difference_to_what_was_judged_is_said_in_words() -> None:
    evidence = [measure(OFF, OFF, figures=Figures(now="10.3% against a target of 9.6%"), direction=IMPROVING)]
    found = judgement.suggest(evidence)
    why = "Burglaries is off track now and at the year’s end, though improving (10.3% against a target of 9.6%)"
    assert judgement.sentence(found) == f"The evidence suggests amber-red because {why}."
    assert judgement.difference(GREEN, found) == f"Judged green; the evidence suggests amber-red because {why}."
    assert judgement.difference(AMBER_RED, found) == f"Judged amber-red, as the evidence suggests, because {why}."
    assert judgement.difference(None, found) == f"Not judged yet; the evidence suggests amber-red because {why}."
    assert (
        judgement.difference(AMBER, judgement.suggest([]))
        == "Judged amber; the evidence is too thin to suggest a rating: no measure is linked to this priority."
    )


def test_many_reasons_are_cut_short_in_the_sentence_and_all_listed() -> None:
    found = judgement.suggest([measure(OFF, OFF, measure=f"M{number}") for number in range(4)])
    assert judgement.sentence(found).endswith("M1 is off track now and at the year’s end, and for two more reasons.")
    assert len(found.reasons) == 4


def test_how_much_greener_a_judgement_is_can_be_sorted_by() -> None:
    found = judgement.suggest([measure(OFF, OFF)])
    assert judgement.greener_by(GREEN, found) == 4
    assert judgement.greener_by(RED, found) == 0
    assert judgement.greener_by(RED, judgement.suggest([measure(ON, ON)])) == -4
    assert judgement.greener_by(None, found) is None
    assert judgement.greener_by(GREEN, judgement.suggest([])) is None


def test_between_two_ratings_of_a_shorter_scale_the_worse_is_suggested() -> None:
    three = (GREEN, AMBER, RED)
    assert suggested(measure(ON, WITHIN), scale=three) is AMBER
    assert suggested(measure(WITHIN, OFF), scale=three) is RED
    with pytest.raises(ValueError, match="no red"):
        judgement.suggest([measure(ON)], scale=(GREEN, AMBER))


def test_more_overdue_than_open_is_refused() -> None:
    with pytest.raises(ValueError, match="7 of 5"):
        Actions(7, 5)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Red Flag", RED), ("Amber/Red", AMBER_RED), ("amber-green", AMBER_GREEN), ("Green", GREEN), ("AMBER", AMBER),
        ("Yellow", AMBER), ("Outstanding", None), ("Requires improvement", None), ("from red to green", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_colour_of_a_grade_is_read_where_it_names_one(words: str, expected: Rating | None) -> None:
    assert judgement.rating_of_grade(words) is expected


STATUSES = st.sampled_from([ON, WITHIN, OFF])
PAIRS = st.tuples(STATUSES, st.one_of(st.none(), STATUSES))


def worse(status: Status | None) -> Status | None:
    return {ON: WITHIN, WITHIN: OFF, OFF: OFF}.get(status) if status else None


@settings(max_examples=150)
@given(st.lists(st.tuples(PAIRS, st.sampled_from([IMPROVING, STEADY, WORSENING])), min_size=1, max_size=5), st.data())
def test_worse_evidence_never_suggests_a_better_rating(found: list[Any], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(found) - 1))
    (now, year_end), direction = found[at]
    worsened = {IMPROVING: STEADY}.get(direction, WORSENING)
    changed = data.draw(
        st.sampled_from(
            [((worse(now), year_end), direction), ((now, worse(year_end)), direction), ((now, year_end), worsened)]
        )
    )
    before = [measure(*pair, direction=way) for pair, way in found]
    after = [measure(*pair, direction=way) for pair, way in [*found[:at], changed, *found[at + 1 :]]]
    first, second = suggested(*before), suggested(*after)
    assert first is not None
    assert second is not None
    assert second.rank >= first.rank


@settings(max_examples=60)
@given(st.lists(PAIRS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_in_which_evidence_is_given_changes_nothing(found: list[Any], random: Any) -> None:
    mixed = list(found)
    random.shuffle(mixed)
    assert suggested(*(measure(*pair) for pair in found)) is suggested(*(measure(*pair) for pair in mixed))


def test_every_combination_of_known_statuses_and_directions_is_read() -> None:
    for now, year_end, direction in itertools.product([ON, WITHIN, OFF, None], [ON, WITHIN, OFF, None], Direction):
        found = rules.reading(now, year_end, direction)
        assert (found is None) == (now is None and year_end is None)


def test_no_rule_is_shadowed_by_one_above_it() -> None:
    combinations = itertools.product([ON, WITHIN, OFF, None], [ON, WITHIN, OFF, None], Direction)
    assert {rules.reading(*one) for one in combinations} == {*rules.MEASURES, None}


def test_the_rules_are_printed_in_the_documentation_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rules.as_markdown() in page
    assert rules.VERSION in page


def test_changed_rules_are_a_new_version() -> None:
    """Stored suggestions name the rules they were made by: whoever changes a table changes `VERSION`, and then this digest."""
    worded = rules.as_markdown() + repr(
        (rules.WORSE_AND_WORSENING, rules.HALF_OVERDUE, rules.SOME_OVERDUE, rules.ABOVE_APPETITE)
    )
    assert rules.VERSION == "rules of suggestion, version 2"
    assert hashlib.sha256(worded.encode()).hexdigest()[:16] == "9b0f7ae689be2b46"
    assert Suggestion(None, ()).version == rules.VERSION


def test_the_words_of_judgement_load_no_arithmetic() -> None:
    code = "import sys; import tallystick.judgement; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
