"""How long a person took over a form: read from the form itself, and never more than the clock of the server allows.

A form says when it was opened (signed, so that nobody can say otherwise) and, where a script runs, how many seconds somebody was at
work in it: the page in sight and a key, pointer or scroll within the last minute. Without the script only the time from opening to
sending is known; half an hour at most is taken of that, and it is marked as estimated. Either is for the person to correct.

    {% include "common/_timing.html" %}          in the form; rows of one page carry data-timing="<the record's number>"
    taken = timing.taken(request.POST)           in the view
    audit.spent(by=..., taken=taken, records=…)  in the action, in the transaction of the save
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.core import signing
from django.utils import timezone

OPENED: Final = "timing_opened"
ACTIVE: Final = "timing_active"
SALT: Final = "tallystick.timing"
LONGEST_GUESS: Final = 30 * 60
LONGEST_NOTE: Final = 20_000  # characters of what a script counted


class How(StrEnum):
    """How the time is known."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds, and what of them was spent in the row of each record, by its number as the page gave it."""

    seconds: int
    how: How
    rows: Mapping[str, float] = field(default_factory=dict)


def opened() -> str:
    """The present moment, signed."""
    return signing.dumps(int(timezone.now().timestamp()), salt=SALT)


def taken(data: Mapping[str, Any]) -> Taken | None:
    """What a sent form tells; None where it does not say when it was opened, or somebody wrote that themselves."""
    elapsed = _elapsed(data)
    if elapsed is None:
        return None
    counted = _counted(str(data.get(ACTIVE, "")))
    if counted is None:
        return Taken(min(elapsed, LONGEST_GUESS), How.ESTIMATED)
    active = sum(counted.values())
    rows = {name: seconds for name, seconds in counted.items() if name}
    return Taken(min(round(active), elapsed), How.MEASURED, rows)


def _elapsed(data: Mapping[str, Any]) -> int | None:
    try:
        at = signing.loads(str(data.get(OPENED, "")), salt=SALT)
    except signing.BadSignature:
        return None
    return max(0, int(timezone.now().timestamp()) - int(at))


def _counted(text: str) -> dict[str, float] | None:
    """What a script counted: seconds by row, those outside any row under no name. None where nothing sensible stands there."""
    try:
        found = json.loads(text) if len(text) <= LONGEST_NOTE else None
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    sound = {
        str(name): float(seconds)
        for name, seconds in found.items()
        if isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 <= seconds < 1e6
    }
    return sound if len(sound) == len(found) and found else None


def shares(taken: Taken, rows: Sequence[str]) -> dict[str, int]:
    """The seconds of each row that was saved: those spent in it, and its even part of what was spent elsewhere on the page.

    Whole seconds that add up to the whole.
    """
    if not rows:
        return {}
    own = {row: taken.rows.get(row, 0.0) for row in rows}
    inside = sum(own.values())
    scale = min(1.0, taken.seconds / inside) if inside else 0.0
    even = (taken.seconds - inside * scale) / len(rows)
    found, before, exact = {}, 0, 0.0
    for row in rows:
        exact += own[row] * scale + even
        found[row] = round(exact) - before
        before = round(exact)
    return found
