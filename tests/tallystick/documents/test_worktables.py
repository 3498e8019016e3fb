"""A council's own action plans and risk registers: told apart from trackers of priorities, and read as our tables of them."""

from tallystick import documents
from tallystick.documents import trackers, worktables
from tallystick.documents.model import Block, BlockKind, Document, Place
from tallystick.documents.registers import Register


def table(*rows: str, page: int | None = None) -> Block:
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
    width = max(map(len, cells))
    padded = tuple((*row, *([""] * (width - len(row)))) for row in cells)
    return Block(BlockKind.TABLE, "", Place(page=page, table=1), rows=padded)


def recognise(*blocks: Block) -> Register:
    (found,) = worktables.recognise(Document("docx", blocks))
    return found


def test_what_by_whom_and_by_when_make_an_action_plan() -> None:
    found = recognise(
        table(
            "Rec | Recommendation | Action ref | Deliverable | Lead officer | Due date | Status | Progress",
            "1 | Refresh the plan | AP1 | Hold workshops | Alice | 30/06/2025 | Complete | Three were held.",
            "2 | Close the gap | 2.1 | Agree a case | Bob | Spring | Overdue | ",
        )
    )
    assert found.records == "actions"
    assert not found.own
    assert [row.cells for row in found.rows] == [
        {
            "reference": "AP1",
            "title": "Hold workshops",
            "owner": "Alice",
            "due": "30/06/2025",
            "purpose": "Refresh the plan",
            "note": "Complete. Three were held.",
            "state": "done",
        },
        {
            "reference": "",
            "title": "Agree a case",
            "owner": "Bob",
            "due": "Spring",
            "purpose": "Close the gap",
            "note": "Overdue.",
        },
    ]
    assert [doubt.words for doubt in found.doubts] == ["1 | 2"]


def test_a_row_of_one_text_says_what_the_actions_below_it_are_for() -> None:
    found = recognise(
        table(
            "What we will do | By whom | By when | Progress",
            "Recommendation 1: Set out a vision",
            "Hold a summit | Alice | 2026-03-31 | Booked",
            "Recommendation 2: Decide in time",
            "Print a forward plan | Bob | 2026-04-30 | ",
        )
    )
    assert [(row.cells["title"], row.cells["purpose"]) for row in found.rows] == [
        ("Hold a summit", "Recommendation 1: Set out a vision"),
        ("Print a forward plan", "Recommendation 2: Decide in time"),
    ]
    assert found.doubts == ()


def test_a_table_of_actions_is_no_tracker_of_priorities() -> None:
    block = table(
        "Ref | Action | Lead | Due date | RAG", "A1 | Build it | Alice | May | Green", "A2 | Sell it | Bob | June | Red"
    )
    assert trackers.recognise(Document("docx", (block,))) is None
    assert documents.recognise(Document("docx", (block,))).kind == "register"


def test_a_table_of_priorities_with_owners_and_dates_stays_a_tracker() -> None:
    block = table(
        "Ref | Priority | Lead | Due date | Progress | RAG",
        "A1 | Clean streets | Alice | May | It goes well. | Green",
        "A2 | Safe parks | Bob | June | It goes badly. | Red",
    )
    assert documents.recognise(Document("docx", (block,))).kind == "action_tracker"


def test_scores_before_and_after_controls_stand_under_their_headings() -> None:
    found = recognise(
        table(
            "Strategic risks",
            "Risk ID | Risk title | Risk owner | Inherent | Inherent | Controls | Residual | Residual | DoT",
            "| | | L | I | | L | I | ",
            "SR1 | Cyber attack | Alice | 4 | 5 | Back-ups | 3 | 4 | ↓",
        )
    )
    assert found.records == "risks"
    assert [row.cells for row in found.rows] == [
        {
            "reference": "SR1",
            "title": "Cyber attack",
            "owner": "Alice",
            "likelihood": "4",
            "impact": "5",
            "controls": "Back-ups",
            "likelihood after": "3",
            "impact after": "4",
        }
    ]
    assert [doubt.words for doubt in found.doubts] == ["↓"]


def test_risks_beside_actions_are_a_register_of_their_own() -> None:
    actions = table("Action | Owner | Due", "Build it | Alice | May")
    risks = table("Risk | Likelihood | Impact", "It rains | 3 | 4")
    more = table("Action | Owner | Due", "Sell it | Bob | June")
    found = documents.recognise_all(Document("docx", (actions, risks, more)))
    assert [(one.records, [row.cells["title"] for row in one.rows], one.doubts) for one in found] == [
        ("actions", ["Build it", "Sell it"], ()),
        ("risks", ["It rains"], ()),
    ]


def test_totals_and_rows_without_an_action_are_left_out() -> None:
    found = recognise(table("Action | Owner | Due", "Build it | Alice | May", "Total | | ", " | 1 | 2"))
    assert [row.cells["title"] for row in found.rows] == ["Build it"]


def test_a_register_of_risks_with_scores_is_no_table_of_measures() -> None:
    block = table(
        "Ref | Risk | Description | Likelihood | Impact | Score | Target score",
        "SR1 | Cyber attack | Systems are lost. | 4 | 5 | 20 | 9",
    )
    assert [found.kind for found in documents.recognise_all(Document("docx", (block,)))] == ["register"]
