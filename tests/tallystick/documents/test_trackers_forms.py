"""Action trackers in the forms of other councils: headings, ratings, references, and what is none."""

import pytest

from tallystick.documents import trackers
from tallystick.documents.readers import text as text_reader
from tallystick.judgement import Rating

from .tracked import about, plain, recognised, themes, titles, whys

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
