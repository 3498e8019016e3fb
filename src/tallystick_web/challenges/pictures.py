"""Photographs as evidence: known by their content, and kept without what they say of place, time, camera and person.

Nothing is decoded, so no picture can hurt: the file is walked by the lengths it states, and only those parts are kept that hold the
picture, its colours and which way up it is. What stands after its end is left out too. The formats are those of ITU-T T.81 (JPEG) with
Exif 2.3, and of the PNG specification, third edition.
"""

import zlib
from collections.abc import Callable
from typing import Final

from tallystick.documents.model import Unreadable

PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
DAMAGED: Final = "The picture is damaged or not complete. Open it, save it again as PNG or JPEG, and choose it anew."
CHUNKS: Final = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"sBIT",
    b"bKGD",
    b"pHYs",
}
START, END, SCAN, EXIF, COMMENT = 0xD8, 0xD9, 0xDA, 0xE1, 0xFE
ORIENTATION: Final = 0x0112
COLOURS: Final = {
    0xE0: b"JFIF\0",
    0xE2: b"ICC_PROFILE\0",
    0xEE: b"Adobe",
}  # the only application segments that a picture needs


def cleaner(data: bytes) -> Callable[[bytes], bytes] | None:
    """What takes out what a picture says of itself; None for whatever is no picture that is taken."""
    return _png if data.startswith(PNG) else _jpeg if data.startswith(JPEG) else None


def _png(data: bytes) -> bytes:
    kept, at = bytearray(PNG), len(PNG)
    while at + 12 <= len(data):
        stop = at + 12 + int.from_bytes(data[at : at + 4])
        name, check = data[at + 4 : at + 8], data[stop - 4 : stop]
        if stop > len(data) or zlib.crc32(data[at + 4 : stop - 4]).to_bytes(4) != check:
            raise Unreadable(DAMAGED)
        if (at == len(PNG)) != (name == b"IHDR"):
            raise Unreadable(DAMAGED)
        if name in CHUNKS:
            kept += data[at:stop]
        if name == b"IEND":
            return bytes(kept)
        at = stop
    raise Unreadable(DAMAGED)


def _jpeg(data: bytes) -> bytes:
    kept, at, scanned = bytearray(data[:2]), 2, False
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        marker = data[at + 1]
        if data[at] != 0xFF or marker in (0x00, START):
            raise Unreadable(DAMAGED)
        if marker == 0xFF:  # a byte that fills
            at += 1
            continue
        if marker == END:
            break
        segment, at = _segment(data, at)
        kept += _kept(marker, segment)
        if marker == SCAN:
            stop, scanned = _scanned(data, at), True
            kept += data[at:stop]
            at = stop
    if not scanned or data[at : at + 2] != b"\xff\xd9":
        raise Unreadable(DAMAGED)
    return bytes(kept + b"\xff\xd9")


def _segment(data: bytes, at: int) -> tuple[bytes, int]:
    """A segment with its marker and length, and where the next one begins."""
    length = int.from_bytes(data[at + 2 : at + 4])
    stop = at + 2 + length
    if length < 2 or stop > len(data):
        raise Unreadable(DAMAGED)
    return data[at:stop], stop


def _scanned(data: bytes, at: int) -> int:
    """Where the coded picture ends that begins here: at the next marker that is not part of it."""
    while (found := data.find(b"\xff", at)) != -1 and found + 1 < len(data):
        following = data[found + 1]
        if following not in (0x00, 0xFF) and not 0xD0 <= following <= 0xD7:
            return found
        at = found + (1 if following == 0xFF else 2)
    raise Unreadable(DAMAGED)


def _kept(marker: int, segment: bytes) -> bytes:
    """What is kept of a segment: the picture's own whole, of the others the colours, and of Exif which way up it is."""
    if marker == EXIF:
        return _upright(segment[4:])
    if marker == COMMENT or 0xE0 <= marker <= 0xEF:
        return segment if marker in COLOURS and segment[4:].startswith(COLOURS[marker]) else b""
    return segment


def _upright(exif: bytes) -> bytes:
    """A segment of Exif that says nothing but which way up the picture is; none where that is the usual one, or not said."""
    order = {b"II": "little", b"MM": "big"}.get(exif[6:8])
    if not exif.startswith(b"Exif\0\0") or order is None:
        return b""
    tiff = exif[6:]

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    first = number(4, 4)
    entries = (first + 2 + 12 * n for n in range(number(first, 2)))
    turned = next((number(at + 8, 2) for at in entries if number(at, 2) == ORIENTATION), 1)
    if not 2 <= turned <= 8:
        return b""
    said = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([turned]) + bytes(6)
    return b"\xff\xe1" + (len(said) + 2).to_bytes(2) + said
