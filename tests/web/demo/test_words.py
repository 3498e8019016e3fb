"""The demonstration's words are its own: facts may be told again, sentences may not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallystick_web.demo import data

RUN = 8
# Titles of priorities, themes, questions and recommendations are names, and so are offices, and stand as they are.
NAMES = {"title", "theme", "scope", "team", "periods"}


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9£%.']+", text.lower())
    words = [word.strip(".'") for word in words]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def prose(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a data file but its names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from prose(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from prose(inner, name)
    elif isinstance(value, str) and name not in NAMES:
        yield value


def written() -> list[str]:
    found = []
    for slug in data.COUNCILS:
        tables = [data.table(slug, name) for name in ("council", "plans", "assessments", "rounds", "delivery")]
        found += list(prose([*tables, *data.measures(slug), *data.challenges(slug)]))
        if data.challenges(slug):
            found += list(prose(data.table(slug, "answers")))
    return found


def test_no_eight_words_in_a_row_are_those_of_the_documents(seeds: Path) -> None:
    theirs = set().union(*(runs(path.read_text(encoding="utf-8")) for path in seeds.iterdir()))
    assert len(theirs) > 5_000
    copied = [" ".join(run) for text in written() for run in runs(text) & theirs]
    assert copied == []


def test_prose_leaves_out_names_only() -> None:
    assert list(prose({"title": "a name", "narrative": "a text", "points": [{"text": "another"}]})) == [
        "a text",
        "another",
    ]


@pytest.mark.parametrize("path", sorted(data.DATA.rglob("*.toml")), ids=lambda path: str(path.relative_to(data.DATA)))
def test_every_file_says_where_its_contents_come_from(path: Path) -> None:
    head = path.read_text(encoding="utf-8").split("\n\n")[0]
    assert head.startswith("#") and re.search(r"Source|made up|Definitions are ours", head)
