"""Finding everything that a person may see by its words, the best match first."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db import connection

from tallystick_web.councils.models import Council
from tallystick_web.record import found
from tallystick_web.record.found import Hit, Row
from tallystick_web.record.searching import INDEX, KINDS_AT_MOST, SOURCES

PAGE: Final = 30
WORDS_AT_MOST: Final = 12
COUNTED: Final = 10_000
ORDERED: Final = 1_000
NAMES: Final = {source.number: source.kind for source in SOURCES}
WORD: Final = re.compile(r"\w+(?:[-'’.]\w+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and how many there are of each kind."""

    hits: list[Hit]
    counts: dict[str, int]
    page: Page[int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total >= COUNTED


def search(council: Council, text: str, kinds: Iterable[str], only: str = "", page: str = "1") -> Found:
    """What says all of the words, of the kinds that a person may open; the last word may be the beginning of one.

    `only` narrows the page to one kind, not the counts. Of very many the newest are counted and ordered: nobody reads further.
    """
    wanted, words = list(kinds), WORD.findall(text)[:WORDS_AT_MOST]
    if not words or not wanted:
        return Found([], {}, Paginator(range(0), PAGE).get_page(1))
    language = LANGUAGES[connection.vendor]
    asked = language.asked(words, council)
    counts = _counts(language, asked, wanted)
    shown = [only] if only in counts else list(counts)
    number = min(sum(counts[kind] for kind in shown), ORDERED)
    at = Paginator(range(number), PAGE).get_page(page)
    rows = _rows(language, asked, shown, (at.number - 1) * PAGE) if shown else []
    return Found(found.hits(council, rows, words), counts, at)


def _counts(language: "Language", asked: list[Any], kinds: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(language.counts, [*asked, COUNTED])
        held = {NAMES[number]: count for number, count in cursor.fetchall()}
    return {kind: held[kind] for kind in kinds if kind in held}


def _rows(language: "Language", asked: list[Any], kinds: list[str], offset: int) -> list[Row]:
    """A page of rows with their words, the best first. The index is asked for their numbers only, which is what it is quick at."""
    numbers = [number for number, kind in NAMES.items() if kind in kinds]
    with connection.cursor() as cursor:
        cursor.execute(language.best.format(kinds=_holes(numbers)), [*asked, *numbers, ORDERED, PAGE, offset])
        ids = [id for (id,) in cursor.fetchall()]
        cursor.execute(f"SELECT rowid, title, body FROM {INDEX} WHERE rowid IN ({_holes(ids) or 'NULL'})", ids)  # noqa: S608 - holes
        words = {id: (title, body) for id, title, body in cursor.fetchall()}
    return [Row(NAMES[id % KINDS_AT_MOST], id // KINDS_AT_MOST, *words[id]) for id in ids if id in words]


def _holes(values: list[int]) -> str:
    return ", ".join(["%s"] * len(values))


def _fts5(words: list[str], council: Council) -> list[Any]:
    """Every word as a phrase, so that no sign in it is an operator; the last as a beginning."""
    phrases = [f'"{word}"' for word in words]
    return [f"(council : c{council.pk}) AND ({{title body}} : ({' AND '.join([*phrases[:-1], f'{phrases[-1]}*'])}))"]


def _tsquery(words: list[str], council: Council) -> list[Any]:
    """Every word quoted, so that no sign in it is an operator; the last as a beginning."""
    phrases = ["'" + word.replace("'", " ").replace("’", " ") + "'" for word in words]
    return [" & ".join([*phrases[:-1], f"{phrases[-1]}:*"]), council.pk]


@dataclass(frozen=True, slots=True)
class Language:
    """How one database is asked: the words as its parameters, and its two queries."""

    asked: Callable[[list[str], Council], list[Any]]
    counts: str
    best: str


KIND: Final = f"rowid %% {KINDS_AT_MOST}"
LANGUAGES: Final = {
    "sqlite": Language(
        _fts5,
        counts=f"""
            SELECT kind, count(*) FROM (
                SELECT {KIND} kind FROM {INDEX} WHERE {INDEX} MATCH %s ORDER BY rowid DESC LIMIT %s
            ) GROUP BY kind
        """,  # noqa: S608 - constants
        best=f"""
            SELECT rowid FROM (
                SELECT rowid, bm25({INDEX}, 8, 1, 0) rank FROM {INDEX}
                WHERE {INDEX} MATCH %s AND {KIND} IN ({{kinds}}) ORDER BY rowid DESC LIMIT %s
            ) ORDER BY rank, rowid DESC LIMIT %s OFFSET %s
        """,  # noqa: S608 - constants
    ),
    "postgresql": Language(
        _tsquery,
        counts=f"""
            SELECT kind, count(*) FROM (
                SELECT {KIND} kind FROM {INDEX}
                WHERE document @@ to_tsquery('english', %s) AND council = %s ORDER BY rowid DESC LIMIT %s
            ) newest GROUP BY kind
        """,  # noqa: S608 - constants
        best=f"""
            SELECT rowid FROM (
                SELECT rowid, ts_rank_cd(document, asked) rank FROM {INDEX}, to_tsquery('english', %s) asked
                WHERE document @@ asked AND council = %s AND {KIND} IN ({{kinds}}) ORDER BY rowid DESC LIMIT %s
            ) newest ORDER BY rank DESC, rowid DESC LIMIT %s OFFSET %s
        """,  # noqa: S608 - constants
    ),
}
