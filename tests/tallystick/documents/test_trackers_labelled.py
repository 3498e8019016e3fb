"""Reports whose priorities are called what they are: `Objective 1.1 End rough sleeping`, with labels for status and lead below."""

from collections.abc import Callable

from growth import assert_time_grows_with_size
from tallystick import documents
from tallystick.documents import trackers
from tallystick.documents.model import Block, BlockKind, Document, Place
from tallystick.documents.trackers import ActionTracker, labelled


def lines(text: str) -> tuple[Block, ...]:
    """Lines as text is read: `# ` begins a heading of level 1."""
    return tuple(
        Block(
            BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH,
            line.lstrip("# "),
            Place(line=number),
            level=line.count("#"),
        )
        for number, line in enumerate(text.strip().splitlines(), 1)
    )


def recognise(text: str) -> ActionTracker:
    found = trackers.recognise(Document("text", lines(text)))
    assert found is not None
    return found


def ratings(tracker: ActionTracker) -> dict[str, str]:
    return {one.references[0]: one.rating.value.value if one.rating else "" for one in tracker.assessments}


MISSIONS = """
City Plan: review of quarter 2 2025/26
1
MISSION 1: A FAIRER CITY
Objective 1.1  Fewer children in poverty
Lead: Director of Communities
Status: Amber
The fund has helped 1,850 families since
last April.
Objective 1.2  End rough
sleeping
Status: Red
38 people slept rough.
City Plan: review of quarter 2 2025/26
2
MISSION 2: A GREENER CITY
Objective 2.1  Cut emissions
Status: Not rated
Work has not begun.
"""


def test_the_label_with_more_numbers_names_the_priorities_and_the_other_their_themes() -> None:
    found = recognise(MISSIONS)
    assert [
        (theme.title, [priority.reference for priority in theme.priorities]) for theme in found.plans[0].themes
    ] == [
        ("MISSION 1: A FAIRER CITY", ["Objective 1.1", "Objective 1.2"]),
        ("MISSION 2: A GREENER CITY", ["Objective 2.1"]),
    ]
    assert [priority.title for priority in found.priorities] == [
        "Fewer children in poverty",
        "End rough sleeping",
        "Cut emissions",
    ]
    assert ratings(found) == {"Objective 1.1": "amber", "Objective 1.2": "red", "Objective 2.1": ""}
    assert [one.narrative for one in found.assessments] == [
        "The fund has helped 1,850 families since last April.",
        "38 people slept rough.",
        "Work has not begun.",
    ]
    whys = {doubt.words: doubt.why for doubt in found.doubts}
    assert "who leads" in whys["Lead: Director of Communities"]
    assert "not understood as a rating" in whys["Status: Not rated"]
    assert "go on in the next line" in whys["sleeping"]


def test_a_heading_of_the_same_level_ends_what_is_said_of_a_priority() -> None:
    found = recognise("""
# Performance
## Ambition 1: Homes for all
Overall status: Green – on track
Work began.
## Ambition 2: Jobs for all
Overall status: Red – behind
Work stopped.
# Finance
There are no costs.
""")
    assert ratings(found) == {"Ambition 1": "green", "Ambition 2": "red"}
    assert found.assessments[-1].narrative == "Work stopped."
    assert "There are no costs." in {doubt.words for doubt in found.doubts}


def test_a_plan_that_numbers_its_objectives_and_rates_none_is_no_tracker() -> None:
    plan = "Objective 1: Clean streets\nWe will sweep.\nObjective 2: Safe parks\nWe will light them."
    assert documents.recognise(Document("text", lines(plan))).kind == "unknown"


def test_objectives_in_sentences_name_nothing() -> None:
    text = "Objective 1 was met, and objective 2 was not.\nStatus: Amber\nObjective 1: Clean streets\nIt goes on."
    assert documents.recognise(Document("text", lines(text))).kind == "unknown"


def highlight(number: int, *rows: tuple[str, ...]) -> Block:
    width = max(map(len, rows))
    full = tuple((*row, *([row[-1]] * (width - len(row)))) for row in rows)
    return Block(BlockKind.TABLE, "", Place(table=number), rows=full)


def test_a_table_of_one_priority_is_read_by_the_labels_of_its_rows() -> None:
    first = highlight(
        1,
        ("Priority 1.1 – Keep children safe",),
        ("Outcome", "Children thrive", "Cabinet Member", "Cllr Dana"),
        ("Accountable Director", "Alice", "This quarter / last quarter", "RED / AMBER"),
        ("Progress this quarter", "The second hub opened."),
        ("Next steps", "Recruit."),
    )
    second = highlight(
        2,
        ("Priority 1.2 – Raise attainment",),
        ("Outcome", "Children thrive"),
        ("RAG", "Amber"),
        ("Progress", "A programme began."),
    )
    found = trackers.recognise(Document("docx", (first, second)))
    assert found is not None
    assert [(theme.title, len(theme.priorities)) for theme in found.plans[0].themes] == [("Children thrive", 2)]
    assert ratings(found) == {"Priority 1.1": "red", "Priority 1.2": "amber"}
    assert found.assessments[0].narrative == "The second hub opened.\n\nNext steps: Recruit."
    assert {doubt.words for doubt in found.doubts} >= {"Cabinet Member: Cllr Dana", "Accountable Director: Alice"}


def test_time_grows_with_the_number_of_tables_that_name_a_theme() -> None:
    def prepare(size: int) -> Callable[[], object]:
        named = [f"Objective {at // 90 + 1}.{at % 90 + 1} End it" for at in range(size)]
        rows = (("Theme", "Homes"), ("Status", "Green"), ("Progress", "It began."))
        blocks = tuple(highlight(at, (name,), *rows) for at, name in enumerate(named, 1))
        return lambda: labelled.events(blocks)

    assert_time_grows_with_size(prepare, 600)


def test_a_report_with_priorities_and_tables_of_measures_has_both_forms() -> None:
    text = lines(
        "Priority 1: Clean streets\nStatus: Green\nIt goes well.\nPriority 2: Safe parks\nStatus: Red\nIt goes badly."
    )
    measures = Block(
        BlockKind.TABLE, "", Place(table=1), rows=(("Ref", "Measure", "Q1 2009/10"), ("A1", "Litter", "4"))
    )
    found = documents.recognise_all(Document("docx", (*text, measures)))
    assert [one.kind for one in found] == ["action_tracker", "measure_table"]
