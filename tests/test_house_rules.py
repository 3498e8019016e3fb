"""The architecture, where import contracts cannot see it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).parent.parent / "src"
WEB = SOURCE / "tallystick_web"
ORDER = [
    {"config"}, {"api", "demo"}, {"record"}, {"publishing"}, {"reports"}, {"intake"},
    {"reviews", "challenges", "finances", "engagement", "members"},
    {"delivery"}, {"plans"}, {"measures"}, {"councils"}, {"accounts"}, {"audit"}, {"common"},
]  # fmt: skip
FILES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "set", "add",
    "remove", "clear",
}  # fmt: skip
WORKBOOKS = {"book", "workbook"}
QUERYSET_ONLY = {"set", "add", "remove", "clear", "update", "delete", "create"}


def layer(app: str) -> int:
    return next(place for place, names in enumerate(ORDER) if app in names)


def app_of(path: Path) -> str:
    return path.relative_to(WEB).parts[0]


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE)) if path.is_relative_to(SOURCE) else path.name


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def test_relations_between_models_point_to_the_right_only() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("tallystick_web."):
            continue
        for field in model._meta.get_fields():
            if not (field.is_relation and not field.auto_created and field.related_model):
                continue
            there = field.related_model
            if there._meta.app_label in apps.app_configs and there.__module__.startswith("tallystick_web."):
                here, other = model._meta.app_label, there._meta.app_label
                if here != other and layer(here) >= layer(other):
                    wrong.append(f"{model.__name__}.{field.name} → {there.__name__}")
    assert wrong == []


def test_the_audit_log_refers_to_nothing() -> None:
    assert not [field for field in apps.get_model("audit", "Event")._meta.get_fields() if field.is_relation]


def writes(path: Path) -> list[str]:
    """The calls of a file that write rows: a manager's or a row's, not those of sets, dicts and the like."""
    found = []
    for call in calls(path):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
            continue
        source = ast.unparse(call.func.value)
        if source in WORKBOOKS:
            continue
        if (
            call.func.attr in QUERYSET_ONLY
            and ".objects" not in source
            and "filter(" not in source
            and ".all()" not in source
        ):
            continue
        found.append(f"{named(path)}:{call.lineno} {ast.unparse(call.func)}")
    return found


def test_rows_are_written_in_actions_only() -> None:
    elsewhere = [path for path in FILES if path.is_relative_to(WEB) and "actions" not in [*path.parts, path.stem]]
    assert [write for path in elsewhere for write in writes(path)] == []


def actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in FILES:
        if path.is_relative_to(WEB) and "actions" in [*path.parts, path.stem] and app_of(path) != "audit":
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{app_of(path)}.{node.name}", node


@pytest.mark.parametrize(("name", "function"), [pytest.param(*one, id=one[0]) for one in actions()])
def test_an_action_is_keyword_only_takes_by_and_records_an_event_in_one_transaction(
    name: str, function: ast.FunctionDef
) -> None:
    assert not function.args.args and not function.args.posonlyargs, "positional arguments"
    assert "by" in {argument.arg for argument in function.args.kwonlyargs}, "no `by`"
    assert "transaction.atomic" in {ast.unparse(decorator) for decorator in function.decorator_list}, "no transaction"
    assert "audit.record(" in ast.unparse(function), "no event in the log"


HEADING = re.compile(r"<h[1-6]\b.*?</h[1-6]>", re.DOTALL)
FULL_STOP = re.compile(r"\.(?:\{% (?:el|endif)[^%]*%\}|</h)")
STRAIGHT = re.compile(r"[A-Za-z]'[a-z]|[a-z]s' [a-z]")
IN_A_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.DOTALL)


def said(path: Path) -> Iterator[str]:
    """The texts of a file that somebody may come to read: strings that are no docstrings, and what stands between the tags of a template."""
    if path.suffix == ".toml":
        yield from (line for line in path.read_text().splitlines() if not line.startswith("#"))
        return
    if path.suffix != ".py":
        yield from IN_A_TAG.split(path.read_text())
        return
    tree = ast.parse(path.read_text())
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    yield from (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    )


def test_apostrophes_in_what_people_read_are_round() -> None:
    templates = [path for end in ("html", "txt") for path in WEB.rglob(f"templates/**/*.{end}")]
    files = [
        path for path in FILES if ("cli" in path.parts or path.is_relative_to(WEB)) and "migrations" not in path.parts
    ]
    every = [*files, *templates, *WEB.glob("demo/data/**/*.toml")]
    assert [f"{named(path)}: {text}" for path in every for text in said(path) if STRAIGHT.search(text)] == []


def test_no_heading_ends_with_a_full_stop() -> None:
    headings = ((path, one) for path in WEB.rglob("templates/**/*.html") for one in HEADING.findall(path.read_text()))
    assert [f"{named(path)}: {text}" for path, text in headings if FULL_STOP.search(text)] == []


def test_the_library_sees_neither_clock_nor_chance() -> None:
    forbidden = {"datetime.now", "date.today", "time.time", "random.random", "random.choice", "datetime.utcnow"}
    library = [path for path in FILES if not path.is_relative_to(WEB)]
    seen = [
        f"{named(path)}:{call.lineno}"
        for path in library
        for call in calls(path)
        if ast.unparse(call.func) in forbidden
    ]
    assert seen == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_module_says_what_it_is_for_and_is_at_most_500_lines(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 500
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "no docstring"


def test_every_view_file_leaves_the_database_alone_but_for_queries() -> None:
    """Views read through `queries`, so that the number of queries stays in one place."""
    wrong = [
        f"{named(path)}:{call.lineno}"
        for path in FILES
        if path.is_relative_to(WEB) and "views" in [*path.parts, path.stem]
        for call in calls(path)
        if ".objects.filter" in ast.unparse(call.func) or ".objects.get" in ast.unparse(call.func)
    ]
    assert wrong == []


def test_a_write_outside_actions_would_be_found(tmp_path: Path) -> None:
    bad = tmp_path / "views.py"
    bad.write_text("Council.objects.filter(pk=1).update(name='x')\nrow.save()\nnames.update(other)\n")
    assert [line.split()[-1] for line in writes(bad)] == ["Council.objects.filter(pk=1).update", "row.save"]
