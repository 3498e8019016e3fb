"""Action trackers: what is found in a real one, and in our own sample of every difficulty."""

from pathlib import Path

import pytest

from tallystick import documents
from tallystick.documents import trackers
from tallystick.documents.trackers import ActionTracker
from tallystick.judgement import Rating

from .tracked import HARBOROUGH, LEEDS, SAMPLES, about, assert_faithful, themes, titles, whys

GROUPS = [
    ("CU-1a",), ("ENV-1a",), ("ENV-2a",), ("ENV-2b",), ("TR-1b",), ("TP-2a",), ("TP-3a",), ("TP-3b",), ("EE-1b",),
    ("LN-1b",), ("LN-1c",), ("LN-1d",), ("LN-1e",), ("HW-1d",), ("HW-1e", "HW-3a"), ("CYPP-1",), ("CYPP-8",),
    ("IO-1b", "IO-1c"), ("IO-2a", "IO-2c", "IO-2d", "IO-2e"), ("IO-3a", "IO-3b"), ("VfM-3",), ("Vfm-4a", "Vfm-4b"),
    ("Vfm-4d",), ("VP-1a", "VP-1b", "VP-2a", "VP-4a"), ("VP-4b", "VP-4c"),
]  # fmt: skip


AMBER = {"ENV-2b", "TP-3b", "LN-1b", "LN-1c", "LN-1e", "IO-1b", "IO-1c", "IO-3a", "IO-3b", "VfM-3", "Vfm-4d"}


@pytest.fixture
def leeds(seeds: Path) -> ActionTracker:
    found = trackers.recognise(documents.read(seeds / LEEDS))
    assert found is not None
    return found


def test_the_real_tracker_has_36_references_in_25_assessments(leeds: ActionTracker) -> None:
    assert [assessment.references for assessment in leeds.assessments] == GROUPS
    assert [priority.reference for priority in leeds.priorities] == [one for group in GROUPS for one in group]
    assert len(leeds.priorities) == 36


def test_the_real_tracker_has_three_plans_and_the_third_is_not_given_a_name(leeds: ActionTracker) -> None:
    assert leeds.title == "Action Tracker – Overall Summaries"
    assert leeds.period is None
    assert themes(leeds) == [
        (
            "Leeds Strategic Plan",
            [
                "Culture", "Environment", "Transport", "Thriving Places", "Enterprise and the Economy", "Learning",
                "Health and Well Being",
            ],
        ),
        ("Children and Young Peoples Plan", [""]),
        (
            "",
            [
                "We are an intelligent organisation, using good quality information to deliver better outcomes",
                "Our resources are clearly prioritised to provide excellent services and value for money",
                "We are a values led organisation and our people are motivated and empowered",
            ],
        ),
    ]  # fmt: skip
    assert "the name of the plan that begins here is not stated; its text speaks of 'Business Plan'" in whys(leeds)
    assert "Environm ent :: a word of this heading" in whys(leeds)


@pytest.mark.parametrize(
    ("reference", "title"),
    [
        ("TP-3a", "Reduce worklessness across the city with a focus on deprived areas"),
        ("CYPP-1", "Improving outcomes for Looked After Children"),
        ("CYPP-8", "Reducing the need for children to be in care"),
        ("IO-1c", "Ensure we have the right intelligence to inform our strategic planning"),
        ("IO-2e", "Develop joined up and person centred services designed around the needs of our customers"),
        ("IO-3b", "Build trust with local communities to encourage greater engagement"),
        ("Vfm-4a", "Ensure strategic business transformation/improvement activity is prioritised and co-ordinated"),
        ("Vfm-4d", "Explore opportunities for collaboration with private and public sector bodies - BIG IDEA"),
        ("VP-4c", "Embed equality and diversity throughout the organisation"),
    ],
)
def test_titles_of_the_real_tracker_end_where_they_end(leeds: ActionTracker, reference: str, title: str) -> None:
    assert titles(leeds)[reference] == title


@pytest.mark.parametrize(
    ("reference", "first", "last"),
    [
        ("IO-1b", "Use our information to shape", "decision making at all levels"),
        ("IO-3a", "Increase involvement, engagement", "hard to reach groups"),
        ("LN-1e", "Improve participation", "families in deprived areas."),
        ("VP-1b", "Empower, support and develop", "performance based appraisals"),
        ("Vfm-4b", "Enhance service improvement", "directorate/service level"),
    ],
)
def test_titles_before_and_between_references_are_whole(
    leeds: ActionTracker, reference: str, first: str, last: str
) -> None:
    assert titles(leeds)[reference].startswith(first)
    assert titles(leeds)[reference].endswith(last)


def test_the_real_tracker_rates_only_what_it_rates(leeds: ActionTracker) -> None:
    rated = {one for assessment in leeds.assessments if assessment.rating for one in assessment.references}
    assert rated == AMBER
    for assessment in leeds.assessments:
        if assessment.rating:
            assert assessment.rating.value is Rating.AMBER
            assert "amber" in assessment.rating.words.lower()
            assert assessment.rating.words in assessment.narrative
    assert about(leeds, "ENV-2b").rating.words.endswith("hence the cautionary Amber rating.")
    assert (
        about(leeds, "TP-3b").rating.words == "Given the current economic circumstances, progress is marked at Amber."
    )


def test_grades_of_other_bodies_are_kept_apart_from_ratings(leeds: ActionTracker) -> None:
    grades = [
        (assessment.references, grade.value, grade.by)
        for assessment in leeds.assessments
        for grade in assessment.external_grades
    ]
    assert grades == [(("TP-2a",), "Red Flag", "CAA"), (("LN-1c",), "Amber/Red", "Government Office")]
    assert "provisional" in about(leeds, "LN-1c").external_grades[0].words


@pytest.mark.parametrize("line", [8, 11, 13, 15, 18])
def test_clipped_beginnings_of_the_real_tracker_are_doubts(leeds: ActionTracker, line: int) -> None:
    assert any(doubt.place.line == line and "seems to be missing" in doubt.why for doubt in leeds.doubts)


def test_oddities_of_the_real_tracker_are_doubts_and_not_corrected(leeds: ActionTracker) -> None:
    assert "guarter" in about(leeds, "IO-2a").narrative
    for words in ("guarter", "guite"):
        assert any(doubt.words == words for doubt in leeds.doubts)
    assert any(doubt.place.line == 76 and "says again" in doubt.why for doubt in leeds.doubts)


def test_narratives_of_the_real_tracker_are_whole(leeds: ActionTracker) -> None:
    assert about(leeds, "TP-3a").narrative.startswith("In spite of considerable effort")
    assert "for the first time since April 2008, however" in about(leeds, "TP-3a").narrative
    assert about(leeds, "CYPP-8").narrative.endswith("1338 in March 09.")
    assert "- Changing the workplace,\n- Customer Focus," in about(leeds, "Vfm-4a").narrative
    assert "provide a strong source of strategic intelligence" in about(leeds, "IO-3a").narrative
    assert about(leeds, "VP-4b").narrative.endswith("in a forward direction")


def test_nothing_of_the_real_tracker_is_lost(seeds: Path) -> None:
    assert_faithful(documents.read(seeds / LEEDS))


def test_a_peer_challenge_is_no_tracker(seeds: Path) -> None:
    assert trackers.recognise(documents.read(seeds / HARBOROUGH)) is None


# Our own sample: each difficulty in other words


@pytest.fixture(scope="module")
def sample() -> ActionTracker:
    found = trackers.recognise(documents.read(SAMPLES / "tracker.txt"))
    assert found is not None
    return found


def test_the_sample_is_read_into_plans_and_themes(sample: ActionTracker) -> None:
    assert themes(sample) == [
        (
            "Calder Marsh Community Plan",
            ["Libraries", "Waterways", "Safer Streets", "Work and Skills", "Health for All"],
        ),
        ("Young Calder Marsh Plan", [""]),
        (
            "",
            [
                "We are a listening council, using what people tell us to choose well",
                "Our money is spent where it does most good",
                "We are a fair employer and our people are trusted",
            ],
        ),
    ]


def test_references_with_one_narrative_share_it(sample: ActionTracker) -> None:
    assert [assessment.references for assessment in sample.assessments if len(assessment.references) > 1] == [
        ("HL-1e", "HL-3a"),
        ("IO-1b", "IO-1c"),
        ("IO-2a", "IO-2c", "IO-2d", "IO-2e"),
        ("IO-3a", "IO-3b"),
        ("Vfm-4a", "Vfm-4b"),
        ("VP-1a", "VP-1b", "VP-2a", "VP-4a"),
        ("VP-4b", "VP-4c"),
    ]
    assert (len(sample.assessments), len(sample.priorities)) == (21, 32)


def test_titles_are_cut_from_the_words_around_them(sample: ActionTracker) -> None:
    found = titles(sample)
    assert found["SS-2a"] == "Reduce empty homes across the district with a focus on the old mill towns"
    assert found["WS-1e"] == "Help more young children to join in early learning, above all in the mill towns."
    assert found["IO-1b"] == "Use what we learn to shape services and budgets at all levels"
    assert found["IO-1c"] == "Ensure we hold the facts that our plans rest on"
    assert found["IO-3a"] == "Increase the part that people play in decisions, above all those seldom heard"
    assert found["Vfm-4a"] == "Ensure changes to services are put in order and co-ordinated"
    assert found["Vfm-4d"] == "Explore what we could share with our neighbours - BIG STEP"
    assert found["YPP-1"] == "Giving young people in care a say in where they live"


def test_each_uncertain_end_of_a_title_is_a_doubt_with_its_place(sample: ActionTracker) -> None:
    doubted = [doubt for doubt in sample.doubts if "where the title ends" in doubt.why]
    assert [str(doubt.place) for doubt in doubted] == ["line 20", "line 42", "line 72", "line 72", "line 72"]
    assert "old mill towns In spite of" in doubted[0].words


def test_codes_in_prose_are_no_priorities(sample: ActionTracker) -> None:
    references = {priority.reference for priority in sample.priorities}
    assert len(references) == len(sample.priorities)
    assert not {
        family for family in ("NI", "KS", "PPG", "S") if any(one.startswith(family + "1") for one in references)
    }
    assert sum(reference == "SS-2b" for one in sample.assessments for reference in one.references) == 1


def test_ratings_of_the_sample_are_those_that_it_states(sample: ActionTracker) -> None:
    rated = {one for assessment in sample.assessments if assessment.rating for one in assessment.references}
    assert rated == {
        "WW-2b", "SS-2b", "WS-1b", "WS-1c", "WS-1e", "IO-1b", "IO-1c", "IO-3a", "IO-3b", "VfM-3", "Vfm-4d",
    }  # fmt: skip
    assert [(one.value, one.by) for one in about(sample, "SS-1a").external_grades] == [("Red Flag", "CAA")]
    assert [(one.value, one.by) for one in about(sample, "WS-1c").external_grades] == [
        ("Amber/Red", "Government Office")
    ]


def test_what_looks_wrong_in_the_sample_is_doubted(sample: ActionTracker) -> None:
    said = whys(sample)
    clipped = [doubt.place.line for doubt in sample.doubts if "seems to be missing" in doubt.why]
    assert clipped == [8, 11, 13]
    assert "Waterw ays :: a word of this heading" in said
    assert "guarter :: this may be a misreading of 'quarter'" in said
    assert "says again, perhaps in other words, what line 48 said" in said
    assert "the period of this tracker is not stated" in said


def test_a_sentence_cut_by_a_page_is_one_again(sample: ActionTracker) -> None:
    assert "for the first time since January, although" in about(sample, "SS-2a").narrative
    assert "Secretary of State on two" in about(sample, "WS-1b").narrative
    assert "the meetings and the consultations" in about(sample, "IO-3a").narrative
    assert "lost their way in July." in about(sample, "Vfm-4d").narrative
