"""The log in plain words."""

import ast
from pathlib import Path

from tallystick_web.audit import wording
from tallystick_web.audit.models import Event

SOURCE = Path(wording.__file__).parent.parent


def stated_verbs() -> set[str]:
    """Every deed that an action of the application names in full."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                for keyword in node.keywords:
                    if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant):
                        found.add(str(keyword.value.value))
    return found


def test_most_deeds_of_the_application_are_said_in_words() -> None:
    """A new one may go without: it is read from its own name. But the table must not fall behind."""
    stated = stated_verbs()
    assert len(stated & set(wording.deeds())) > 0.8 * len(stated)


def test_a_deed_has_its_words() -> None:
    assert wording.deed("assessment.agreed") == "agreed an assessment"


def test_a_deed_without_words_is_read_from_its_name() -> None:
    assert wording.deed("risk_register.looked_through") == "looked through (risk register)"


def test_what_changed_is_told_with_what_was_before() -> None:
    event = Event(detail={"changed": {"owner": ["Alice", "Bob"], "unit": ["", "%"]}, "reason": "", "was": "2009-11-12"})
    assert wording.details(event) == [("owner", "Alice → Bob"), ("unit", "nothing → %"), ("was", "2009-11-12")]


def test_lists_are_told_in_words_and_long_texts_are_cut() -> None:
    told = dict(wording.details(Event(detail={"measures": ["NI 1", "NI 2"], "fields": {"narrative": "x" * 900}})))
    assert told["measures"] == "NI 1, NI 2"
    assert len(told["fields"]) <= wording.LONGEST + 20
