"""Sets one document with typst, in a process of its own: JSON in on standard input, PDF out on standard output.

A process, because it can be stopped: a document that would take for ever hurts nobody else. No Django here, so that it starts
quickly. The fonts travel with the package, and those of the machine are not looked at: a report is the same everywhere.
"""

import json
import struct
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

HERE: Final = Path(__file__).parent
FONTS: Final = HERE / "fonts"
SOURCES: Final = HERE / "typesetting"
UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
# Unseen joiners and selectors need no glyph; control characters have none.
UNSEEN: Final = frozenset(map(chr, (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, *range(0xFE00, 0xFE10))))


def typeset(name: str, data: Any) -> bytes:
    """The document `name` of `typesetting/` with this data, as PDF/UA-1 (tagged, for screen readers)."""
    compiler = typst.Compiler(
        SOURCES / f"{name}.typ", root=SOURCES, font_paths=[FONTS], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printable(data))},
    )  # fmt: skip
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("one document was asked for")
    return made


def printable(value: Any) -> Any:
    """The same data with every character that no font here can draw replaced: PDF/UA refuses a page with a missing glyph."""
    if isinstance(value, str):
        return "".join(map(_printable, value)) if not value.isascii() or not value.isprintable() else value
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    return [printable(one) for one in value] if isinstance(value, list) else value


def _printable(character: str) -> str:
    if character == "\n" or " " <= character <= "~" or character in UNSEEN:
        return character
    return character if ord(character) in covered() else " " if ord(character) < 32 else UNKNOWN


@cache
def covered() -> frozenset[int]:
    """The code points that the fonts can draw."""
    return frozenset(
        point for path in FONTS.glob("*Regular.ttf") for point in code_points(path.read_bytes())
    ) | frozenset(code_points((FONTS / "DejaVuSans.ttf").read_bytes()))


def code_points(font: bytes) -> set[int]:
    """The code points that a TrueType font maps to a glyph, from its `cmap` table of format 12, else 4."""
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    start = tables[b"cmap"]
    offsets = [
        struct.unpack_from(">I", font, start + 8 + 8 * n)[0]
        for n in range(struct.unpack_from(">H", font, start + 2)[0])
    ]
    formats = {struct.unpack_from(">H", font, start + offset)[0]: start + offset for offset in offsets}
    return _groups(font, formats[12]) if 12 in formats else _segments(font, formats[4])


def _groups(font: bytes, at: int) -> set[int]:
    groups = struct.iter_unpack(">3I", font[at + 16 : at + 16 + 12 * struct.unpack_from(">I", font, at + 12)[0]])
    return {point for first, last, _ in groups for point in range(first, last + 1)}


def _segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return {
        point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1) if last < 0xFFFF
    }


def main() -> None:
    """Read the name and the data, write the document."""
    wanted = json.load(sys.stdin)
    sys.stdout.buffer.write(typeset(wanted["name"], wanted["data"]))


if __name__ == "__main__":
    main()
