"""The parts of an Office file: a zip of XML, of which only the few parts with words in them are ever unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from tallystick.documents import guards
from tallystick.documents.model import Unreadable

PROLOG = 2_000
DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
ENTITIES = "The file declares XML entities, which documents do not need and attacks do, so it was not opened."
NO_MACROS = "The file holds macros; they were not run or read."


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip, with whatever is wrong in it said in one way."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Unreadable(guards.DAMAGED) from None


def part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of a part, or None where the file has no such part."""
    if name not in archive.namelist():
        return None
    return archive.read(name)


def check_entities(archive: zipfile.ZipFile) -> None:
    """Refuse XML that declares entities in any part: the first of them may be a bomb, or ask for another file."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as stream:
                start = stream.read(PROLOG).replace(b"\x00", b"")  # so that UTF-16 hides nothing
            if DECLARES.search(start):
                raise Unreadable(ENTITIES)


def has_macros(archive: zipfile.ZipFile) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
