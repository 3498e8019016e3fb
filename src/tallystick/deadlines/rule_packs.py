"""Rule packs: the clocks of one era of guidance, with where they are stated and from when to when they hold.

Guidance changes and a challenge keeps the clocks it was held under, so they are data with dates (`peer_challenge.toml`), and what no
source states plainly is marked as not confirmed wherever it is shown.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from tallystick.deadlines.working_days import DeadlineError

PEER_CHALLENGE = Path(__file__).with_name("peer_challenge.toml")


class Word(StrEnum):
    """How strictly a rule speaks."""

    NO_LATER_THAN = "no_later_than"
    ABOUT = "about"
    EXPECTED = "expected"

    @property
    def words(self) -> str:
        """Before a date: `no later than`, `about`, `expected by`."""
        return "expected by" if self is Word.EXPECTED else self.value.replace("_", " ")


class Anchor(StrEnum):
    """The day that clocks count from."""

    LAST_DAY_ON_SITE = "last_day_on_site"
    FIRST_DAY_ON_SITE = "first_day_on_site"
    REPORT_RECEIVED = "report_received"

    @property
    def words(self) -> str:
        """As a person reads it: `the last day on site`."""
        return (
            "the day the report was received"
            if self is Anchor.REPORT_RECEIVED
            else f"the {self.value.replace('_', ' ')}"
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing that is to happen so many months after the anchor; in a window where there are `earliest_months`.

    Within `grace_days` after the day it still counts as on time. It is not needed where it happened together with `unless_with`. What is
    `arranged` with whoever challenges is not missed by the council because its day has passed and nobody has told when it happened.
    """

    key: str
    name: str
    months: int
    word: Word
    earliest_months: int | None = None
    grace_days: int = 0
    unless_with: str = ""
    arranged: bool = False
    confirmed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """The clocks for challenges whose anchor falls from `first` to `last` (None: open)."""

    key: str
    title: str
    first: date | None
    last: date | None
    anchor: Anchor
    source: str
    url: str
    dates_confirmed: bool
    note: str
    clocks: tuple[Clock, ...]

    def covers(self, day: date) -> bool:
        """Whether a challenge of this day falls under the pack."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@cache
def packs() -> tuple[Pack, ...]:
    """Every pack of peer challenges, the oldest first."""
    return read_packs(PEER_CHALLENGE.read_text(encoding="utf-8"))


def pack(key: str) -> Pack:
    """The pack of that key."""
    found = next((one for one in packs() if one.key == key), None)
    if found is None:
        raise DeadlineError(f"there is no pack {key}: give one of {', '.join(one.key for one in packs())}")
    return found


def pack_for(day: date) -> Pack:
    """The pack that applies to a challenge with this last day on site."""
    return next(one for one in packs() if one.covers(day))


def read_packs(text: str) -> tuple[Pack, ...]:
    """The packs that a text in TOML holds. Raises `DeadlineError` where one is malformed, or where they overlap or leave a gap."""
    try:
        found = tuple(_pack(table) for table in tomllib.loads(text)["pack"])
    except (KeyError, TypeError, ValueError) as error:
        raise DeadlineError(f"the rule packs cannot be read: {error}") from error
    for older, newer in pairwise(found):
        if older.last is None or newer.first is None or (newer.first - older.last).days != 1:
            raise DeadlineError(f"{newer.key} must begin on the day after {older.key} ends: mend `from` and `to`")
    if not found or found[0].first is not None or found[-1].last is not None:
        raise DeadlineError("the oldest pack has no `from` and the newest no `to`: every day needs one pack")
    return found


def _pack(table: Mapping[str, Any]) -> Pack:
    return Pack(
        key=table["key"],
        title=table["title"],
        first=table.get("from"),
        last=table.get("to"),
        anchor=Anchor(table["anchor"]),
        source=table["source"],
        url=table["url"],
        dates_confirmed=table["dates_confirmed"],
        note=table.get("note", ""),
        clocks=tuple(_clock(one) for one in table["clock"]),
    )


def _clock(table: Mapping[str, Any]) -> Clock:
    return Clock(**{**table, "word": Word(table["word"])})
