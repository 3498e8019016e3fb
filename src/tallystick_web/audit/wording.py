"""The log in plain words: what was done, to what kind of record, and what changed. The words of deeds are data: `verbs.toml`."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from tallystick_web.audit.models import Event

TABLE: Final = Path(__file__).with_name("verbs.toml")
KINDS: Final = {
    "user": "person", "membership": "role", "unit": "directorate or service", "statechange": "step",
    "claimdecision": "claim", "riskappetite": "risk appetite", "collection": "collection of values", "due": "value asked for",
}  # fmt: skip
LONGEST: Final = 300


@cache
def deeds() -> dict[str, str]:
    """The words of every deed that has a row: `assessment.agreed` is `agreed an assessment`."""
    table: dict[str, dict[str, str]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {f"{about}.{verb}": words for about, rows in table.items() for verb, words in rows.items()}


def deed(verb: str) -> str:
    """What was done, in words; a deed without a row is read from its own name."""
    about, _, done = verb.partition(".")
    return deeds().get(verb) or f"{done or about} ({about})".replace("_", " ")


def kind(name: str) -> str:
    """A kind of record as people call it."""
    return KINDS.get(name, name)


def details(event: Event) -> list[tuple[str, str]]:
    """What an event tells beside: names and words, what was before first."""
    return list(_told(event.detail))


def _told(detail: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in detail.items():
        if name == "changed" and isinstance(value, dict):
            yield from ((_named(one), _moved(pair)) for one, pair in value.items())
        elif value not in ("", None, [], {}):
            yield _named(name), _moved(value) if _is_pair(name, value) else _plain(value)


def _named(name: str) -> str:
    return name.replace("_", " ")


def _is_pair(name: str, value: Any) -> bool:
    return name == "rating" and isinstance(value, list) and len(value) == 2


def _moved(pair: Any) -> str:
    if not (isinstance(pair, list) and len(pair) == 2):
        return _plain(pair)
    was, now = (_plain(one) or "nothing" for one in pair)
    return f"{was} → {now}"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{_named(str(name))}: {_plain(one)}" for name, one in value.items())[:LONGEST]
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)[:LONGEST]
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
