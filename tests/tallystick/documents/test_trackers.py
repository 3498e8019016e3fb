"""Action trackers: what is found in a real one, in our own sample of every difficulty, and in the forms of other councils."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from tallystick import documents
from tallystick.documents import Block, BlockKind, Document, Place, trackers
from tallystick.documents.measures import MeasureTable
from tallystick.documents.readers import text as text_reader
from tallystick.documents.trackers import ActionTracker, Assessment
from tallystick.judgement import Rating

SAMPLES = Path(__file__).parent / "samples"
LEEDS = "001_25b1ed432e18ed16.txt"
HARBOROUGH = "000_85a457407e69a419.txt"
GROUPS = [
    ("CU-1a",), ("ENV-1a",), ("ENV-2a",), ("ENV-2b",), ("TR-1b",), ("TP-2a",), ("TP-3a",), ("TP-3b",), ("EE-1b",),
    ("LN-1b",), ("LN-1c",), ("LN-1d",), ("LN-1e",), ("HW-1d",), ("HW-1e", "HW-3a"), ("CYPP-1",), ("CYPP-8",),
    ("IO-1b", "IO-1c"), ("IO-2a", "IO-2c", "IO-2d", "IO-2e"), ("IO-3a", "IO-3b"), ("VfM-3",), ("Vfm-4a", "Vfm-4b"),
    ("Vfm-4d",), ("VP-1a", "VP-1b", "VP-2a", "VP-4a"), ("VP-4b", "VP-4c"),
]  # fmt: skip
AMBER = {"ENV-2b", "TP-3b", "LN-1b", "LN-1c", "LN-1e", "IO-1b", "IO-1c", "IO-3a", "IO-3b", "VfM-3", "Vfm-4d"}


def recognised(text: str) -> ActionTracker:
    found = trackers.recognise(text_reader.read(text))
    assert found is not None
    return found


def table_document(*rows: tuple[str, ...], before: tuple[str, ...] = ()) -> Document:
    paragraphs = [
        Block(BlockKind.HEADING, text, Place(paragraph=number), level=1) for number, text in enumerate(before, 1)
    ]
    table = Block(BlockKind.TABLE, "", Place(table=1), rows=rows)
    return Document("docx", (*paragraphs, table))


def titles(tracker: ActionTracker) -> dict[str, str]:
    return {priority.reference: priority.title for priority in tracker.priorities}


def about(tracker: ActionTracker, reference: str) -> Assessment:
    return next(assessment for assessment in tracker.assessments if reference in assessment.references)


def themes(tracker: ActionTracker) -> list[tuple[str, list[str]]]:
    return [(plan.title, [theme.title for theme in plan.themes]) for plan in tracker.plans]


def whys(tracker: ActionTracker) -> str:
    return "\n".join(f"{doubt.place}: {doubt.words} :: {doubt.why}" for doubt in tracker.doubts)


def plain(text: str) -> str:
    """A narrative as it stood: without the bullets that mark its list items, and with single spaces."""
    return " ".join(re.sub(r"(?m)^\s*- ", "", text).split())


# The real tracker


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


# Other councils' forms

FORMS = """# Performance report, Quarter 3 2023/24

## Corporate Plan 2023 to 2027

### Homes

**CP1.2** Build 400 council homes by 2027
{first}

CP1.3: Bring empty homes back into use
RAG: Green
Owners of sixty homes have taken a grant.

### Streets

CP2.1 – Resurface the worst roads first
{second}
"""


def test_headings_with_levels_give_plan_and_themes() -> None:
    tracker = recognised(FORMS.format(first="Two sites are being built.", second="Work goes on."))
    assert tracker.title == "Performance report, Quarter 3 2023/24"
    assert tracker.period == "Quarter 3 2023/24"
    assert themes(tracker) == [("Corporate Plan 2023 to 2027", ["Homes", "Streets"])]
    assert titles(tracker) == {
        "CP1.2": "Build 400 council homes by 2027",
        "CP1.3": "Bring empty homes back into use",
        "CP2.1": "Resurface the worst roads first",
    }
    assert about(tracker, "CP1.3").rating.words == "RAG: Green"
    assert about(tracker, "CP1.3").narrative == "Owners of sixty homes have taken a grant."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("RAG: Green", "green"),
        ("Status – Red", "red"),
        ("RAG rating: Amber/Green", "amber_green"),
        ("Rating: Red/Amber", "amber_red"),
        ("Work is late. It has been rated amber by the director.", "amber"),
        ("This was judged to be green by officers.", "green"),
        ("The overall RAG status is Amber/Red because of cost.", "amber_red"),
        ("This priority has moved from amber to green since June.", "green"),
        ("Progress has slipped from green to amber.", "amber"),
        ("Progress remains red, as the site is still closed.", "red"),
        ("We have therefore rated this priority amber.", None),
        ("We have therefore assessed progress; the rating is Amber.", "amber"),
        ("Following the Ofsted inspection, this priority has been rated red.", "red"),
        ("The position is still amber.", "amber"),
        ("A green rating has been given.", "green"),
        ("It was rated amber in the end.", "amber"),
    ],
)
def test_ratings_are_read_where_the_text_gives_them(text: str, value: str | None) -> None:
    tracker = recognised(FORMS.format(first=text, second="Work goes on."))
    rating = about(tracker, "CP1.2").rating
    assert (rating.value.value if rating else None) == value
    if rating:
        assert plain(rating.words) in plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "Green spaces are better kept, and the park has its Green Flag award.",
        "The flags of the park and the red tape of the grant are both gone.",
        "An amber light was fitted at the crossing.",
        "Visits to Amber Valley and the Red House were well attended.",
        "The green belt review is complete.",
        "The work has a red thread.",
    ],
)
def test_colours_of_other_things_are_no_ratings_and_no_doubts(text: str) -> None:
    tracker = recognised(FORMS.format(first=text, second="Work goes on."))
    assert about(tracker, "CP1.2").rating is None
    assert text not in whys(tracker)


@pytest.mark.parametrize(
    "text",
    [
        "This priority is not yet green.",
        "Progress would be red if the grant were lost.",
        "If the grant is lost this will be rated red.",
        "The rating should be green by March.",
        "Three of the indicators are rated red.",
        "Progress on CP2.1 has been rated red.",
        "The rating was amber last quarter.",
        "The Audit Commission has written and progress is red.",
    ],
)
def test_what_only_speaks_of_a_rating_is_a_doubt(text: str) -> None:
    tracker = recognised(FORMS.format(first=text, second="Work goes on."))
    assert about(tracker, "CP1.2").rating is None
    assert text in whys(tracker)


def test_two_ratings_at_odds_are_both_doubted_and_none_is_taken() -> None:
    tracker = recognised(FORMS.format(first="The rating is amber. The rating is red.", second="Work goes on."))
    assert about(tracker, "CP1.2").rating is None
    assert whys(tracker).count("more than one rating is stated") == 2


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Ofsted judged the service to be 'Requires improvement' in May.", ("Requires improvement", "Ofsted")),
        ("The service was graded amber/red by the Government Office.", ("amber/red", "Government Office")),
        ("The CAA gave it a green flag.", ("green flag", "CAA")),
    ],
)
def test_grades_by_other_bodies_name_them(text: str, grade: tuple[str, str]) -> None:
    assessment = about(recognised(FORMS.format(first=text, second="Work goes on.")), "CP1.2")
    assert [(one.value, one.by) for one in assessment.external_grades] == [grade]
    assert assessment.rating is None


def test_a_reference_in_a_sentence_is_no_priority() -> None:
    tracker = recognised(FORMS.format(first="See CP2.1 for the roads, and CP9.9 for the rest.", second="Done."))
    assert [priority.reference for priority in tracker.priorities] == ["CP1.2", "CP1.3", "CP2.1"]


def test_a_reference_named_twice_is_a_doubt() -> None:
    tracker = recognised(FORMS.format(first="Done.\n\nCP1.3 Bring homes back\nAgain.", second="Done."))
    assert [priority.reference for priority in tracker.priorities].count("CP1.3") == 1
    assert "named more than once" in whys(tracker)


def test_a_list_of_contents_shares_no_narrative() -> None:
    contents = "CP1.2 Build homes\nCP1.3 Fill homes\n\n"
    tracker = recognised(contents + "CP1.2 Build homes\nTwo sites.\n\nCP1.3 Fill homes\nSixty grants.\n")
    assert [assessment.references for assessment in tracker.assessments] == [("CP1.2",), ("CP1.3",)]


def test_labels_and_initials_between_priorities_are_no_headings() -> None:
    text = "Homes\nCP1.2 - Build homes\nProgress: Two sites.\nRAG: A\nCP1.3 - Fill homes\nStatus: On track\nCP1.4 Heat homes\n"
    tracker = recognised(text)
    assert themes(tracker) == [("", ["Homes"])]
    assert (about(tracker, "CP1.2").rating.value, about(tracker, "CP1.2").rating.words) == (Rating.AMBER, "RAG: A")
    assert about(tracker, "CP1.3").narrative == "Status: On track"


def test_a_label_after_a_title_gives_its_rating() -> None:
    tracker = recognised("H-1 Plant trees - Status: Green\nMany.\nH-2 Fell trees (RAG: Amber/Red) Some were felled.\n")
    assert titles(tracker) == {"H-1": "Plant trees", "H-2": "Fell trees"}
    assert [one.rating.words for one in tracker.assessments] == ["Status: Green", "RAG: Amber/Red"]
    assert [one.narrative for one in tracker.assessments] == ["Many.", "Some were felled."]


def test_a_colour_beside_a_title_is_doubted_since_it_may_be_a_place() -> None:
    tracker = recognised("H-1 Improve bus stops Amber Work goes on.\nH-2 Renew College Green\nThe turf is laid.\n")
    assert titles(tracker) == {"H-1": "Improve bus stops", "H-2": "Renew College Green"}
    assert [one.rating for one in tracker.assessments] == [None, None]
    assert [doubt.words for doubt in tracker.doubts if "may be the rating" in doubt.why] == ["Amber", "Green"]


def test_a_bold_title_ends_where_the_bold_type_ends_without_a_doubt() -> None:
    tracker = recognised("# A plan\n**H-1 Plant Trees in Spring** Many were planted.\n**H-2 Water them** It rained.\n")
    assert titles(tracker) == {"H-1": "Plant Trees in Spring", "H-2": "Water them"}
    assert "where the title ends" not in whys(tracker)


def test_plain_codes_are_references_where_lines_begin_with_them() -> None:
    tracker = recognised("PR4a Plant trees\nMany were planted.\nPR4b Water trees\nKS4 and S39 are no part of it.\n")
    assert titles(tracker) == {"PR4a": "Plant trees", "PR4b": "Water trees"}


def test_a_title_is_the_document_s_own_though_an_introduction_follows_it() -> None:
    tracker = recognised(
        "# Council Plan 2025–28: progress report, Quarter 1 2025/26\n\nThis report is for Cabinet.\n\n"
        "## Homes\n\nH-1 Build homes\nMany were built.\nH-2 Mend homes\nMany were mended.\n"
    )
    assert (tracker.title, tracker.period) == (
        "Council Plan 2025–28: progress report, Quarter 1 2025/26",
        "Quarter 1 2025/26",
    )
    assert [theme.title for plan in tracker.plans for theme in plan.themes] == ["Homes"]
    assert "This report is for Cabinet." in whys(tracker)


def test_a_plan_is_named_by_the_title_though_an_introduction_follows_it() -> None:
    tracker = recognised(
        "# Council Plan\n\nAll that we do.\n\n## Homes\n\nH-1 Build homes\nYes.\nH-2 Mend homes\nYes.\n"
    )
    assert [plan.title for plan in tracker.plans] == ["Council Plan"]


def test_a_priority_may_have_the_letters_of_a_well_known_code_before_a_hyphen() -> None:
    tracker = recognised(
        "EN-1 Waste less\nCO2 fell by a tenth.\nCO-2 Bring people together\nMany came.\nHS-1 Keep well\nYes.\n"
    )
    assert titles(tracker) == {"EN-1": "Waste less", "CO-2": "Bring people together", "HS-1": "Keep well"}
    assert about(tracker, "EN-1").narrative == "CO2 fell by a tenth."


def test_letters_for_the_environment_are_a_reference_without_a_hyphen_too() -> None:
    assert titles(recognised("EN1 Waste less\nWe did.\nEN2 Plant more\nWe did.\n")) == {
        "EN1": "Waste less",
        "EN2": "Plant more",
    }


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Monday. It agreed the minutes and the plan for the year.",
        "COVID-19 Response\nMuch was done.\nCOVID-19 Recovery\nMore is to do.",
        "1. Executive Summary\nAll is well.\n2. Key recommendations\n1. **Be clear.** And be quick.",
        "See A-1 for more. KS4 Results went up. S39 Papers were filed.",
        "# Tracker\n## Culture",
    ],
)
def test_other_documents_are_no_trackers(text: str) -> None:
    assert trackers.recognise(text_reader.read(text)) is None


# Tables

HEADER = ("Ref", "Improvement priority", "Progress update", "RAG")
ROWS = (
    ("H-1", "Build homes", "Two sites are being built.", "Green"),
    ("H-2", "Fill empty homes", "Owners have not all answered.", "A"),
    ("H-3", "House everyone", "The shelter is full.", "Amber/Red"),
)


def assert_table_was_read(tracker: ActionTracker | None) -> None:
    assert tracker is not None
    assert [priority.reference for priority in tracker.priorities] == ["H-1", "H-2", "H-3"]
    assert titles(tracker)["H-2"] == "Fill empty homes"
    assert [(one.narrative, one.rating.value, one.rating.words) for one in tracker.assessments] == [
        ("Two sites are being built.", Rating.GREEN, "Green"),
        ("Owners have not all answered.", Rating.AMBER, "A"),
        ("The shelter is full.", Rating.AMBER_RED, "Amber/Red"),
    ]


def test_a_table_of_blocks_is_read() -> None:
    tracker = trackers.recognise(table_document(HEADER, *ROWS, before=("Housing Strategy",)))
    assert_table_was_read(tracker)
    assert themes(tracker) == [("Housing Strategy", [""])]
    assert str(tracker.priorities[1].place) == "table 1, cell A3"


def test_a_word_table_is_read(make: SimpleNamespace) -> None:
    def fill(word: object) -> None:
        word.add_heading("Housing Strategy", 1)
        table = word.add_table(rows=0, cols=4)
        for row in (HEADER, *ROWS):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    assert_table_was_read(trackers.recognise(documents.read_bytes(make.docx(fill))))


def test_an_excel_sheet_and_a_csv_file_are_read(make: SimpleNamespace) -> None:
    assert_table_was_read(trackers.recognise(documents.read_bytes(make.xlsx(rows=(HEADER, *ROWS)))))
    csv = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADER, *ROWS))
    assert_table_was_read(trackers.recognise(documents.read_bytes(csv.encode(), "tracker.csv")))


def test_merged_cells_say_that_a_narrative_is_shared() -> None:
    shared = "Both have begun and neither is finished."
    rows = (("H-1", "Build", shared, "Amber"), ("H-2", "Fill", shared, "Amber"), ("H-3", "House", "Done.", "Green"))
    tracker = trackers.recognise(table_document(HEADER, *rows))
    assert [one.references for one in tracker.assessments] == [("H-1", "H-2"), ("H-3",)]


def test_rows_of_one_cell_are_themes_or_narratives() -> None:
    narrative = "Work on both has begun. The first results come in May."
    rows = (("Ref", "Improvement Priority"), ("Homes", ""), ("H-1", "Build"), ("H-2", "Fill"), (narrative, narrative))
    tracker = trackers.recognise(table_document(*rows, before=("Housing Strategy",)))
    assert themes(tracker) == [("Housing Strategy", ["Homes"])]
    assert [(one.references, one.narrative) for one in tracker.assessments] == [(("H-1", "H-2"), narrative)]


def test_a_row_without_narrative_does_not_take_its_neighbours() -> None:
    rows = (("H-1", "Build", "", ""), ("H-2", "Fill", "Sixty grants.", "Green"))
    tracker = trackers.recognise(table_document(HEADER, *rows))
    assert [one.references for one in tracker.assessments] == [("H-2",)]
    assert "H-1 :: no narrative was found" in whys(tracker)


def test_other_columns_and_strange_ratings_are_doubts() -> None:
    rows = (("H-1", "Build", "Begun.", "On track", "Alice"), ("H-2", "Fill", "Done.", "Green", "Bob"))
    tracker = trackers.recognise(table_document((*HEADER, "Lead officer"), *rows))
    assert about(tracker, "H-1").rating is None
    assert "On track :: this cell in a column of ratings" in whys(tracker)
    assert "Alice | Bob :: the column 'Lead officer'" in whys(tracker)


@pytest.mark.parametrize(
    "header",
    [("Ref", "Measure", "Q1", "Target"), ("Ref", "Priority", "Actual", "Target"), ("Name", "Priority", "Notes", "RAG")],
)
def test_tables_of_figures_or_without_references_are_no_trackers(header: tuple[str, ...]) -> None:
    assert trackers.recognise(table_document(header, ("NI-1", "Homes", "12", "15"), ("NI-2", "Jobs", "1", "2"))) is None


# Promises that hold for any document

COLUMN_WORDS = {"ref", "improvement", "priority"}


def assert_faithful(document: Document) -> None:
    """Every narrative is verbatim, every place is one of the document's, and no word vanished."""
    tracker = trackers.recognise(document)
    if tracker is None:
        return
    places = {block.place for block in document.blocks}
    whole = " ".join(" ".join(block.text.split()) for block in document.blocks)
    for assessment in tracker.assessments:
        assert all(plain(paragraph) in whole for paragraph in assessment.narrative.split("\n\n"))
        assert assessment.place in places
    stated = [priority.place for priority in tracker.priorities] + [doubt.place for doubt in tracker.doubts]
    assert set(stated) <= places
    assert not lost_words(whole, tracker)


def lost_words(whole: str, tracker: ActionTracker) -> Counter[str]:
    """The words of the document that are in no title, heading, narrative, rating or doubt."""
    kept = [tracker.title]
    for plan in tracker.plans:
        kept += [plan.title, *(theme.title for theme in plan.themes)]
    kept += [f"{priority.reference} {priority.title}" for priority in tracker.priorities]
    kept += [one.narrative for one in tracker.assessments]
    kept += [one.rating.words for one in tracker.assessments if one.rating]
    # A heading or a title that is printed twice, as in a list of contents, is kept once.
    named = [one.title for plan in tracker.plans for one in (plan, *plan.themes)]
    named += [f"{priority.reference} {priority.title}" for priority in tracker.priorities]
    doubted = set(words_of(" ".join([*named, *(doubt.words for doubt in tracker.doubts)]), tracker))
    left = Counter(words_of(whole, tracker)) - Counter(words_of(" ".join(kept), tracker))
    return Counter({word: count for word, count in left.items() if word not in doubted | COLUMN_WORDS})


def words_of(text: str, tracker: ActionTracker) -> list[str]:
    for priority in tracker.priorities:
        text = text.replace(priority.reference, f" {priority.reference} ")
    return re.findall(r"[a-z]+|\d+", text.lower())


def test_nothing_of_the_sample_is_lost() -> None:
    assert_faithful(documents.read(SAMPLES / "tracker.txt"))


LINES = st.sampled_from(
    [
        "Culture", "Our Plan", "Ref", "Improvement Priority", "Ref Improvement Priority", "Health and Homes",
        "AB-1a Improve the roads", "AB-1b", "Open the museum", "AB-2c Enable more people In spite of rain it went well.",
        "CD-1 Reduce waste CD-2Increase recycling", "Use what we know at all levels IO-1b IO-1cEnsure all is known",
        "Good work. Ref Improvement Priority We are kind Use care IO-2a IO-2bBuild trust The council met.",
        "Work is going well. It is rated amber.", "RAG: Green", "Red", "team has begun to build", "- a first point,",
        "It went on to the end of the", "page and beyond.", "AB-1a Improve the roads", "See AB-1a, and CD-2 too.",
        "# Report for Quarter 2", "## Our Plan", "### Roads", "Progress is slow", "We are a council that listens",
        "Work in guarter 1 and quarter 2.", "1. EF-1a Plant trees", "**EF-1b** Water trees Much rain fell this year.",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_no_words_are_lost_from_any_tracker(lines: list[str]) -> None:
    assert_faithful(text_reader.read("\n".join(lines)))


@settings(max_examples=100)
@given(st.text(alphabet="AB-1a2b IO.\n'\"()*#:R&amberdgfl", min_size=1, max_size=300).filter(lambda text: text.strip()))
def test_no_text_makes_the_recogniser_fail(text: str) -> None:
    trackers.recognise(text_reader.read(f"IO-1a Improve it\nIt is amber.\nIO-1b Do it\n{text}"))


@pytest.mark.parametrize(
    "piece",
    [
        "IO-1b ", "IO-1bEnsure the thing ", "rated amber ", "is rated as ", "a", "A", " ", ". ", "ab Cd ", "'", "rated amber; ",
        "the measures and indicators are ", "Red Flag ", "Ref Improvement Priority ", "A-9", "IO-1b Improve\n",
        "IO-1b\n", "Heading\n", "Ofsted CAA ", "Word one two. ", "guarter ",
    ],
)  # fmt: skip
def test_time_grows_with_length_whatever_the_text(piece: str) -> None:
    def prepare(size: int) -> Callable[[], object]:
        lines = f"IO-1a Improve it\nIt is amber.\nIO-1c Do it\nx{piece * (size // len(piece))}x".split("\n")
        blocks = tuple(Block(BlockKind.PARAGRAPH, line, Place(line=number)) for number, line in enumerate(lines, 1))
        return lambda: trackers.recognise(Document("text", blocks))

    assert_time_grows_with_size(prepare, 20_000)


@pytest.mark.parametrize(
    "heading",
    [
        "Ref,Title,2024/25 Q1,2024/25 Q2",
        "No,Description,Q1,Q2",
        "Reference,Title,Apr 2024,May 2024",
        "Ref,Title,2023,2024",
    ],
)
def test_the_plainest_table_of_figures_by_period_is_one_of_measures(heading: str) -> None:
    text = f"{heading}\nA1,Homes built,120,n/a\nA2,Streets cleaned,10.5%,-\n"
    document = documents.read_bytes(f"Performance 2024/25,,,\n{text}".encode(), "figures.csv")
    found = documents.recognise(document)
    assert isinstance(found, MeasureTable)
    assert [row.reference for row in found.rows if row.value is not None] == ["A1", "A2"]


def test_a_tracker_with_a_column_of_words_for_each_quarter_stays_one() -> None:
    text = "Ref,Action,Q1 2024/25,Q2 2024/25\nA1,Plant trees,Green,Amber\nA2,Mend roads,Red,Red\n"
    found = documents.recognise(documents.read_bytes(text.encode(), "tracker.csv"))
    assert isinstance(found, ActionTracker)
