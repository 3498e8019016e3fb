"""The claims of a round as a file that a spreadsheet opens. A text that begins like a formula gets an apostrophe in front."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
COLUMNS: Final = (
    "round", "priority", "start", "end", "text", "kind", "stated", "recomputed", "verdict", "working",
    "decision", "reason", "measure", "decided_by", "sentence",
)  # fmt: skip


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The file. It begins with a byte-order mark, without which Excel reads UTF-8 as something else."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
