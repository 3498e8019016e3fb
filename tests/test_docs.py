"""The documentation holds: its links lead somewhere, the commands it names exist, and what it says of dependencies is so."""

import os
import re
import tomllib
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tallystick_web.common import workflow
from tallystick_web.common.workflow import Workflow

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("README.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_files_named_in_the_text_exist(page: Path) -> None:
    files = re.findall(r"`((?:src|tests|docs|benchmarks|scripts)/[\w./-]+)`", page.read_text())
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_commands_named_in_the_documentation_exist() -> None:
    known = {entry.name for entry in entry_points(group="tallystick.commands")}
    found = {command for page in PAGES for command in re.findall(r"\btallystick ([a-z-]+)[ `\n]", page.read_text())}
    prose = {"is", "does", "that", "and", "reads", "to", "will", "into", "library", "web"}
    assert found - prose - known == set()


def test_make_targets_named_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    found = {target for page in PAGES for target in re.findall(r"`make ([a-z-]+)", page.read_text())}
    assert found - targets == set()


def test_a_decision_record_is_at_most_forty_lines() -> None:
    assert [page.name for page in (ROOT / "docs" / "adr").glob("*.md") if len(page.read_text().splitlines()) > 40] == []


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    extras = PROJECT["project"]["optional-dependencies"].values()
    wanted = [*PROJECT["project"]["dependencies"], *(one for extra in extras for one in extra)]
    without = [one for one in wanted if not any(f'"{one}"' in line and "#" in line for line in lines)]
    assert without == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 90


APPS_WITH_WORKFLOWS = sorted(path.parent.name for path in (ROOT / "src" / "tallystick_web").glob("*/workflows.py"))


@pytest.mark.parametrize("app", APPS_WITH_WORKFLOWS)
def test_the_diagrams_of_workflows_are_printed_from_their_tables(app: str) -> None:
    """With TALLYSTICK_PRINT set (`make docs`) the pages are written first."""
    held = vars(import_module(f"tallystick_web.{app}.workflows")).values()
    printed = workflow.page(app, [one for one in held if isinstance(one, Workflow)])
    page = ROOT / "docs" / "workflows" / f"{app}.md"
    if os.environ.get("TALLYSTICK_PRINT"):
        page.parent.mkdir(exist_ok=True)
        page.write_text(printed)
    assert page.exists() and page.read_text() == printed, "print it with `make docs`"
