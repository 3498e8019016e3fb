"""What a file may weigh before anything opens it, and how a refusal reads.

None of the readers underneath resists a hostile file: two megabytes of workbook have become four gigabytes of memory. So the size,
the directory of a zip and the kind of file are looked at first, in microseconds and without unpacking anything; the parsing itself
is then done in a process of its own (see `sandbox`) with limits on memory and time. The numbers are in one place so that an
installation can change them, and a test can lower them instead of building a file of half a gigabyte.
"""

import io
import struct
import zipfile
from dataclasses import dataclass

from tallystick.documents.model import Unreadable

MEGABYTE = 1024 * 1024
END_OF_DIRECTORY = b"PK\x05\x06"
LONGEST_END = 22 + 65_535  # the end record of a zip and the longest comment that may follow it


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of everything. Sizes in bytes, times in seconds."""

    size: int = 50 * MEGABYTE
    pages: int = 1_500
    cells: int = 3_000_000
    blocks: int = 500_000
    nesting: int = 8
    zip_members: int = 5_000
    zip_directory: int = 2 * MEGABYTE
    zip_ratio: int = 150
    zip_ratio_from: int = 5 * MEGABYTE
    zip_unpacked: int = 400 * MEGABYTE
    seconds: int = 60
    memory: int = 1_024 * MEGABYTE
    result: int = 200 * MEGABYTE


LIMITS = Limits()


def check_size(size: int, limits: Limits = LIMITS) -> None:
    """Refuse a file of nothing and a file of too much."""
    if size == 0:
        raise Unreadable("The file is empty. Check that it was saved, and choose it again.")
    if size > limits.size:
        raise Unreadable(
            f"The file is {size / MEGABYTE:,.0f} MB; the most that is read is {limits.size / MEGABYTE:,.0f} MB. "
            "Remove pictures, or split it into parts."
        )


def check_cells(cells: int, limits: Limits = LIMITS) -> None:
    """Refuse a table larger than any return of a council."""
    if cells > limits.cells:
        raise Unreadable(
            f"The tables have more than {limits.cells:,} cells. Delete unused rows and columns, or split the file into parts."
        )


def zip_members(data: bytes, limits: Limits = LIMITS) -> list[str]:
    """The names in a zip, once its directory has shown that unpacking it is safe. Nothing is unpacked."""
    check_directory(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, struct.error, NotImplementedError, UnicodeError, EOFError):
        raise Unreadable(DAMAGED) from None
    check_members(members, limits)
    return [member.filename for member in members]


def check_directory(data: bytes, limits: Limits) -> None:
    """Refuse a zip without an end, or whose directory alone would be costly to read."""
    start = data.rfind(END_OF_DIRECTORY, max(0, len(data) - LONGEST_END))
    if start < 0 or len(data) < start + 22:
        raise Unreadable("The file is cut short: its last part is missing. Copy or download it again.")
    count, size = struct.unpack_from("<HI", data, start + 10)
    if count > limits.zip_members or size > limits.zip_directory:
        raise Unreadable(BOMB)


def check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse what would unpack to more than it could honestly hold."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    crammed = any(is_crammed(member.file_size, member.compress_size, limits) for member in members)
    if len(members) > limits.zip_members or unpacked > limits.zip_unpacked or crammed:
        raise Unreadable(BOMB)
    if is_crammed(unpacked, packed, limits):
        raise Unreadable(BOMB)
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable(PROTECTED)


def is_crammed(unpacked: int, packed: int, limits: Limits) -> bool:
    """Small files may be packed as tightly as they like: a sheet of empty cells is."""
    return unpacked > limits.zip_ratio_from and unpacked > limits.zip_ratio * max(packed, 1)


DAMAGED = (
    "The file is damaged and cannot be opened. Open it in the program that made it, save it again, and try that copy."
)
BOMB = (
    "The file would unpack to far more than a document holds, so it was not opened. "
    "If it is genuine, copy its contents into a new file."
)
PROTECTED = "The file is protected with a password. Open it, remove the password, save it, and try that copy."
