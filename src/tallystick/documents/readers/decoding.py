"""Text out of bytes, in the encodings that councils' files really have: UTF-8, UTF-16 and Windows-1252.

A guess by statistics is right until it is wrong in a name. Here every file is UTF-8 if it is valid UTF-8, UTF-16 if it says so or
every other byte is nought, and Windows-1252 if it is neither; what is none of them is refused, with the line at fault.
"""

import codecs
import re

from tallystick.documents.model import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4096
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
SAVE_AS_UTF8 = "Open it in the program that made it and save it as UTF-8 text."


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Unreadable for what is not text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return decoded(data[len(mark) :], encoding), encoding
    encoding = encoding_of(data)
    text = decoded(data, encoding)
    if len(CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) // 100:
        raise Unreadable("The file is not text, whatever its name says. Choose a text, CSV, PDF, Word or Excel file.")
    return text, encoding


def encoding_of(data: bytes) -> str:
    """The encoding of text that does not say."""
    if b"\x00" in data:
        return wide_encoding(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return narrow_encoding(data, error)
    return "utf-8"


def wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark: nearly every even or every odd byte of western text is nought."""
    sample = data[:SAMPLE]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    raise Unreadable("The file is not text, whatever its name says: it holds NUL bytes. Choose the document itself.")


def narrow_encoding(data: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1252, unless the file is plainly UTF-8 with a fault in it: then its names would turn to gibberish."""
    if not SEVERAL_BYTES.search(data):
        return "cp1252"
    if error.end >= len(data) and error.reason == "unexpected end of data":
        raise Unreadable("The file is cut short: it ends in the middle of a character. Copy or download it again.")
    line = data.count(b"\n", 0, error.start) + 1
    raise Unreadable(f"Line {line} mixes two encodings of text. {SAVE_AS_UTF8}")


def decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"Line {line} has bytes that are not {encoding.upper()} text. {SAVE_AS_UTF8}") from None
