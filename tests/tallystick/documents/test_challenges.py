"""Peer-challenge reports: what is found in a real one, in our own sample, and in the forms of other years and councils."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from growth import assert_time_grows_with_size
from tallystick import documents
from tallystick.documents import Block, BlockKind, Document, Place, challenges
from tallystick.documents.challenges import PeerChallenge
from tallystick.documents.readers import text as text_reader

SAMPLES = Path(__file__).parent / "samples"
HARBOROUGH = "000_85a457407e69a419.txt"
LEEDS = "001_25b1ed432e18ed16.txt"


def recognised(text: str) -> PeerChallenge:
    found = challenges.recognise(text_reader.read(text))
    assert found is not None
    return found


# The real report


@pytest.fixture
def harborough(seeds: Path) -> PeerChallenge:
    found = challenges.recognise(documents.read(seeds / HARBOROUGH))
    assert found is not None
    return found


def test_the_real_report_says_who_was_challenged_when_and_by_whom(harborough: PeerChallenge) -> None:
    assert (harborough.council, harborough.type) == ("Harborough District Council", "Corporate Peer Challenge")
    assert (harborough.visit.start, harborough.visit.end) == (date(2018, 3, 14), date(2018, 3, 16))
    team = harborough.team
    assert [len(peer.name.split()) for peer in team] == [2, 3, 2, 2, 2, 2, 2]
    assert (team[1].name[:5], team[1].role, team[1].organisation) == ("Cllr ", "Leader", "Sedgemoor District Council")
    assert team[4].role == "Regional Programme Manager, One Public Estate"
    assert team[4].organisation == "Local Government Association"


def test_the_real_report_says_what_its_findings_rest_on(harborough: PeerChallenge) -> None:
    evidence = harborough.evidence
    assert [
        (figure.value, figure.qualifier)
        for figure in (evidence.people, evidence.activities, evidence.hours, evidence.weeks, evidence.days)
    ] == [(80, "around"), (24, ""), (300, "around"), (9, "nearly"), (3, "")]
    assert [question.number for question in harborough.scope] == [1, 2, 3, 4, 5]
    assert harborough.scope[4].title == "Capacity to deliver"
    assert all(question.text.endswith("?") for question in harborough.scope)


def test_the_real_report_has_eight_recommendations_with_title_and_text(harborough: PeerChallenge) -> None:
    assert [one.number for one in harborough.recommendations] == list(range(1, 9))
    assert [one.title for one in harborough.recommendations][2:6] == [
        "Develop a partnership approach to economic growth for the district.",
        "Consider the Head of Paid Service title.",
        "Streamline project and programme management systems.",
        "Clarify and simplify report processes.",
    ]
    eighth = harborough.recommendations[7]
    assert eighth.title == "Robust conversations are needed."
    assert "to challenge and negotiate with members, and members should be open" in eighth.text
    assert eighth.text.endswith("hold each other to account.")
    assert any(doubt.place.line == 48 for doubt in harborough.doubts)


def test_the_lists_of_the_real_report_stay_distinct(harborough: PeerChallenge) -> None:
    assert [len(harborough.quick_wins), len(harborough.notable_practice), len(harborough.signposting)] == [7, 5, 6]
    small_firms = harborough.notable_practice[2]
    assert small_firms.text == "Support for the SME sector:"
    assert [item[:20] for item in small_firms.items] == ["Pioneer 10 programme", "The Harborough Innov"]
    assert not any(item.items for item in harborough.quick_wins + harborough.signposting)


def test_the_real_report_has_findings_on_five_themes(harborough: PeerChallenge) -> None:
    assert [(theme.number, theme.title) for theme in harborough.themes] == [
        ("4.1", "Understanding of the local place and priority setting"),
        ("4.2", "Leadership of Place"),
        ("4.3", "Organisational leadership and governance"),
        ("4.4", "Financial planning and viability"),
        ("4.5", "Capacity to deliver"),
    ]
    second = "\n".join(harborough.themes[1].paragraphs)
    assert "clear strategic approach to manage this growth" in second
    assert "would improve if the Corporate Directors' job title" in second
    assert "empowered to pushback where necessary" in "\n".join(harborough.executive_summary)


def test_the_real_report_says_what_comes_next(harborough: PeerChallenge) -> None:
    assert (harborough.follow_up.words, harborough.follow_up.months) == ("within the next 2 years", 24)
    assert (harborough.next_challenge.words, harborough.next_challenge.before) == ("before 2023", date(2023, 1, 1))


def test_nothing_of_the_real_report_is_lost(seeds: Path) -> None:
    assert_faithful(documents.read(seeds / HARBOROUGH))


def test_a_tracker_is_no_peer_challenge(seeds: Path) -> None:
    assert challenges.recognise(documents.read(seeds / LEEDS)) is None


# Our own sample


@pytest.fixture(scope="module")
def sample() -> PeerChallenge:
    found = challenges.recognise(documents.read(SAMPLES / "peer_challenge.txt"))
    assert found is not None
    return found


def test_the_sample_is_read_as_a_whole(sample: PeerChallenge) -> None:
    assert sample.council == "Calder Marsh District Council"
    assert (sample.visit.start, sample.visit.end) == (date(2017, 6, 5), date(2017, 6, 8))
    assert [peer.name for peer in sample.team] == ["Alice Ashworth", "Cllr Bob Brook", "Charlie Clough", "Dana Dale"]
    assert [question.title for question in sample.scope][1:] == ["Leadership of Place", "Capacity to deliver"]
    assert (sample.evidence.people.value, sample.evidence.days.value, sample.evidence.weeks.qualifier) == (
        95,
        4,
        "over",
    )
    assert (sample.follow_up.months, sample.next_challenge.before) == (18, date(2022, 4, 1))
    assert [theme.number for theme in sample.themes] == ["4.1", "4.2", "4.3"]


def test_a_recommendation_cut_by_a_page_is_one_again_and_doubted(sample: PeerChallenge) -> None:
    assert [one.number for one in sample.recommendations] == [1, 2, 3, 4]
    assert "explain them to members, and members can explain" in sample.recommendations[3].text
    assert [doubt.place.line for doubt in sample.doubts] == [28]


def test_the_lists_of_the_sample_stay_distinct(sample: PeerChallenge) -> None:
    assert [item.text for item in sample.quick_wins] == [
        "Put the corporate plan on one page.",
        "Publish the dates of scrutiny meetings for the whole year",
        "Move the staff notice board to the entrance.",
    ]
    assert [(item.text, len(item.items)) for item in sample.notable_practice] == [
        ("Flood wardens in every valley village.", 0),
        ("Support for small shops:", 2),
        ("The volunteer rangers.", 0),
    ]
    assert len(sample.signposting) == 2


def test_places_of_the_sample_lead_to_its_words(sample: PeerChallenge) -> None:
    lines = (SAMPLES / "peer_challenge.txt").read_text().split("\n")
    for one in sample.recommendations:
        assert one.title in lines[one.place.line - 1]
    for item in sample.quick_wins + sample.notable_practice + sample.signposting:
        assert item.text in lines[item.place.line - 1]


def test_nothing_of_the_sample_is_lost() -> None:
    assert_faithful(documents.read(SAMPLES / "peer_challenge.txt"))


# Other years, other forms

MODERN = """# LGA Corporate Peer Challenge

Saltby Borough Council

28 February – 2 March 2023

## Contents

Executive summary 3
Recommendations 4

## 1. Introduction

A corporate peer challenge is part of sector support.

## 2. Executive summary

Saltby is well run.

## 3. Recommendations

The peer team recommends:

### Recommendation 1

Write down the vision. All should know it by heart.

It should fit on a page.

Recommendation 2: Look again at the capital programme.

## 4. Summary of the peer challenge approach

### The peer team

- Lead Peer: Cllr Alice Ashworth, Leader, Nether Valley Council
- Bob Brook – Chief Executive of East Fens District Council
- Dana Dale, LGA Peer Challenge Manager

### Scope and focus

1. **Local priorities and outcomes** - Are the priorities clear?
2. **Organisational and place leadership** - Is there leadership?

### The peer challenge process

The team met with more than 1,200 people over 45 meetings, and was three days on site.

## 5. Feedback

### 5.1 Local priorities and outcomes

The priorities are clear.

#### Housing

More could be built.

### 5.2 Governance and culture

Scrutiny is trusted.

## 6. Next steps

### Progress review

The review will be held within ten months of the visit.
"""


def test_a_report_with_headings_and_labelled_recommendations_is_read() -> None:
    challenge = recognised(MODERN)
    assert challenge.council == "Saltby Borough Council"
    assert (challenge.visit.start, challenge.visit.end) == (date(2023, 2, 28), date(2023, 3, 2))
    assert [(one.number, one.title, one.text) for one in challenge.recommendations] == [
        (1, "Write down the vision.", "All should know it by heart.\n\nIt should fit on a page."),
        (2, "Look again at the capital programme.", ""),
    ]
    assert [(peer.name, peer.role, peer.organisation) for peer in challenge.team] == [
        ("Cllr Alice Ashworth", "Leader", "Nether Valley Council"),
        ("Bob Brook", "Chief Executive", "East Fens District Council"),
        ("Dana Dale", "LGA Peer Challenge Manager", ""),
    ]
    assert [question.title for question in challenge.scope] == [
        "Local priorities and outcomes",
        "Organisational and place leadership",
    ]
    assert [(theme.title, theme.paragraphs) for theme in challenge.themes] == [
        ("Local priorities and outcomes", ("The priorities are clear.", "Housing", "More could be built.")),
        ("Governance and culture", ("Scrutiny is trusted.",)),
    ]
    assert (challenge.evidence.people.value, challenge.evidence.activities.value) == (1200, 45)
    assert challenge.follow_up.months == 10
    assert challenge.executive_summary == ("Saltby is well run.",)


def test_a_word_report_with_counted_lists_is_read(make: SimpleNamespace) -> None:
    def fill(word: object) -> None:
        word.add_heading("Corporate Peer Challenge: Saltby Borough Council", 0)
        word.add_heading("Key recommendations", 1)
        for title, text in (("Write down the vision.", " On one page."), ("Trust scrutiny.", " Ask it early.")):
            paragraph = word.add_paragraph(style="List Number")
            paragraph.add_run(title).bold = True
            paragraph.add_run(text)
        word.add_heading("Feedback", 1)
        word.add_heading("Capacity for improvement", 2)
        word.add_paragraph("Staff are willing.")
        word.add_heading("Quick wins", 1)
        word.add_paragraph("Move the desk.", style="List Bullet")

    challenge = challenges.recognise(documents.read_bytes(make.docx(fill)))
    assert [(one.number, one.title, one.text) for one in challenge.recommendations] == [
        (1, "Write down the vision.", "On one page."),
        (2, "Trust scrutiny.", "Ask it early."),
    ]
    assert [theme.title for theme in challenge.themes] == ["Capacity for improvement"]
    assert [item.text for item in challenge.quick_wins] == ["Move the desk."]


def test_recommendations_in_a_table_are_read() -> None:
    rows = (
        ("No", "Recommendation", "Why"),
        ("1", "Write down the vision.", "Nobody knows it."),
        ("R2", "Trust scrutiny", ""),
    )
    blocks = (
        Block(BlockKind.HEADING, "Corporate Peer Challenge of Saltby Borough Council", Place(paragraph=1), level=1),
        Block(BlockKind.HEADING, "Recommendations", Place(paragraph=2), level=2),
        Block(BlockKind.TABLE, "", Place(table=1), rows=rows),
        Block(BlockKind.HEADING, "Feedback", Place(paragraph=3), level=2),
    )
    challenge = challenges.recognise(Document("docx", blocks))
    assert [(one.number, one.title, one.text, str(one.place)) for one in challenge.recommendations] == [
        (1, "Write down the vision.", "Nobody knows it.", "table 1, cell A2"),
        (2, "Trust scrutiny", "", "table 1, cell A3"),
    ]


def test_gaps_in_the_numbers_and_missing_parts_are_doubts() -> None:
    text = "Corporate Peer Challenge\n1. Key recommendations\n1. **Be clear.** Now.\n3. **Be kind.** Always.\n2. Feedback\n"
    said = [doubt.why for doubt in recognised(text).doubts]
    assert "recommendation 3 comes after 1" in said
    assert "the peer team was not found" in said
    assert "the council was not found" in said


@pytest.mark.parametrize(
    "text",
    [
        "The council had a peer challenge in May. It will report in June.",
        "1. Key recommendations\n1. Be clear.\n2. Feedback\n3. Scope",
        "Peer challenge\nAgenda\nNext steps",
    ],
)
def test_other_documents_are_no_peer_challenges(text: str) -> None:
    assert challenges.recognise(text_reader.read(text)) is None


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("14th – 16th March 2018", (date(2018, 3, 14), date(2018, 3, 16))),
        ("22nd-24th January 2024", (date(2024, 1, 22), date(2024, 1, 24))),
        ("13 to 16 November 2023", (date(2023, 11, 13), date(2023, 11, 16))),
        ("29 November to 1 December 2022", (date(2022, 11, 29), date(2022, 12, 1))),
        ("31 December – 2 January 2020", (date(2019, 12, 31), date(2020, 1, 2))),
        ("30th – 31st February 2018", (None, None)),
    ],
)
def test_days_on_site_are_read_and_impossible_ones_are_not(words: str, days: tuple[date | None, date | None]) -> None:
    challenge = recognised(f"Corporate Peer Challenge\n{words}\n1. Key recommendations\n1. Be clear.\n2. Feedback\n")
    assert challenge.visit.words == words
    assert (challenge.visit.start, challenge.visit.end) == days


# Promises that hold for any report


def assert_faithful(document: Document) -> None:
    """Every place is one of the document's, and no word vanished."""
    challenge = challenges.recognise(document)
    places = {block.place for block in document.blocks}
    parts = (challenge.team, challenge.scope, challenge.recommendations, challenge.themes, challenge.passages)
    assert {one.place for part in parts for one in part} <= places
    kept = Counter(words_of(repr(documents.as_json(challenge)).replace("\\n", " ").replace("\\'", "'")))
    whole = Counter(word for block in document.blocks for word in words_of(block.text))
    assert not whole - kept - Counter(structural(document))


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def structural(document: Document) -> list[str]:
    """The names of sections that are told by where their words are kept."""
    names = r"(?:\d\.\s|appendix \d: )?(executive summary|key recommendations|quick wins|notable practice|signposting)"
    found = [re.fullmatch(names, block.text.strip(), re.IGNORECASE) for block in document.blocks]
    return [word for match in found if match for word in words_of(match.group())]


@pytest.mark.parametrize(
    "piece",
    ["a", "A", "A ", "1. ", "Peer ", "Council of ", "the Borough of ", "12 March ", "12-", ", ", ": ", "one hundred "],
)
def test_time_grows_with_length_whatever_the_text(piece: str) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = piece * (size // len(piece))
        lines = [
            "Corporate Peer Challenge", text, "1. Key recommendations", text, "The peer team", text[:500], "Feedback", text,
        ]  # fmt: skip
        blocks = tuple(Block(BlockKind.PARAGRAPH, line, Place(line=number)) for number, line in enumerate(lines, 1))
        return lambda: challenges.recognise(Document("text", blocks))

    assert_time_grows_with_size(prepare, 20_000)
