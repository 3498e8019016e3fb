"""The themes of other years beside those of today (`themes.toml`). What a report calls its themes is never changed."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("themes.toml")
NUMBER: Final = re.compile(r"^[\d.]+\s+")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A theme of an earlier year, the themes of today that it speaks to, and why."""

    year: int
    theme: str
    today: tuple[str, ...]
    why: str


@cache
def today() -> tuple[str, ...]:
    """The five themes of today."""
    return tuple(_file()["today"])


@cache
def earlier() -> tuple[Mapping, ...]:
    """Every theme of an earlier year."""
    return tuple(Mapping(one["year"], one["theme"], tuple(one["today"]), one["why"]) for one in _file()["earlier"])


def of_today(theme: str) -> tuple[str, ...]:
    """The themes of today that a report's theme speaks to: itself where it is one of them; nothing where it is not known."""
    plain = _plain(theme)
    known = {_plain(one): (one,) for one in today()} | {_plain(one.theme): one.today for one in earlier()}
    return known.get(plain, ())


def _plain(theme: str) -> str:
    """A theme without the number that a report prints before it."""
    return NUMBER.sub("", theme.strip()).casefold()


@cache
def _file() -> dict[str, list]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
