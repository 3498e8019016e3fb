"""The numbers of records as pages and addresses send them: text that anybody may have changed.

A number that no record can have names none. Without a limit Python refuses to read it, or the database to look for it, and the
page fails.
"""

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 18  # digits: whatever the database, its numbers of records hold them


def key(text: str) -> int | None:
    """The number of a record, or None where the text is no such number."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def keys(texts: Iterable[str]) -> list[int]:
    """The numbers of records among some texts, in their order."""
    return [found for text in texts if (found := key(text)) is not None]
