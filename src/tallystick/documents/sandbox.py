"""Run a reader in a process of its own, so that a hostile or broken file can only hurt that process.

The libraries that read PDF, Word and Excel are large, partly written in C and Rust, and were not made for files from strangers. The
child gets the bytes on its standard input, an environment without secrets, and limits on memory, processor time, written bytes and
open files; the parent keeps the clock. What comes back is JSON, rebuilt here field by field: nothing the child says is executed.

The child is `python -m tallystick.documents.sandbox FORM LIMITS`.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from typing import Any

from tallystick.documents import guards
from tallystick.documents.model import Block, BlockKind, Document, Place, Unreadable
from tallystick.documents.readers.sniffing import Form

READERS = {Form.PDF: "pdf", Form.WORD: "word", Form.EXCEL: "excel"}
KEPT_ENVIRONMENT = ("PYTHONPATH", "PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
OPEN_FILES = 64


def read(data: bytes, form: Form, limits: guards.Limits = guards.LIMITS) -> Document:
    """The document in the bytes, read by a child. Raises Unreadable for whatever goes wrong there."""
    with tempfile.TemporaryFile() as result:
        command = [sys.executable, "-P", "-m", __name__, form.value, json.dumps(dataclasses.asdict(limits))]
        environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        try:
            child = subprocess.run(  # noqa: S603
                command,
                input=data,
                stdout=result,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(too_slow(limits)) from None
        if child.returncode != 0:
            raise Unreadable(why_it_died(child.returncode, limits))
        result.seek(0)
        return unpacked(result.read())


def why_it_died(code: int, limits: guards.Limits) -> str:
    """A child that was stopped cannot say why; the signal can."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return too_slow(limits)
    if code in {-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)}:
        return too_large(limits)
    return guards.DAMAGED


def too_slow(limits: guards.Limits) -> str:
    return f"The file took longer than {limits.seconds} seconds to read, so reading was stopped. Split it into parts."


def too_large(limits: guards.Limits) -> str:
    return (
        f"The file needs more than {limits.memory // guards.MEGABYTE:,} MB of memory to read. "
        "Delete unused rows, columns and pictures, or split it into parts."
    )


def main(form: str, limits: guards.Limits) -> int:
    """What the child does."""
    confine(limits)
    try:
        reader = importlib.import_module(f"tallystick.documents.readers.{READERS[Form(form)]}")
        answer = packed(reader.read(sys.stdin.buffer.read(), limits))
    except Unreadable as error:
        answer = json.dumps({"unreadable": str(error)})
    except MemoryError:
        answer = json.dumps({"unreadable": too_large(limits)})
    except BaseException:
        answer = json.dumps({"unreadable": guards.DAMAGED})
    sys.stdout.write(answer)
    return 0


def confine(limits: guards.Limits) -> None:
    """Limit this process where the system can; elsewhere the clock and the checks before reading remain."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.result),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, hard))


def packed(document: Document) -> str:
    """A document as JSON; fields that say nothing are left out, since a long file has many blocks."""
    blocks = [{name: value for name, value in dataclasses.asdict(block).items() if value} for block in document.blocks]
    return json.dumps({"document": {**fields_but_blocks(document), "blocks": blocks}})


def fields_but_blocks(document: Document) -> dict[str, Any]:
    return {"format": document.format, "pages": document.pages, "notes": document.notes}


def unpacked(answer: bytes) -> Document:
    """The document that a child described."""
    try:
        said = json.loads(answer)
        if "unreadable" in said:
            raise Unreadable(" ".join(str(said["unreadable"]).split()))
        document = said["document"]
        return Document(
            format=str(document["format"]),
            blocks=tuple(block_of(block) for block in document["blocks"]),
            pages=None if document["pages"] is None else int(document["pages"]),
            notes=tuple(str(note) for note in document["notes"]),
        )
    except Unreadable:
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable(guards.DAMAGED) from None


def block_of(said: dict[str, Any]) -> Block:
    return Block(
        kind=BlockKind(said["kind"]),
        text=str(said.get("text", "")),
        place=place_of(said.get("place", {})),
        level=int(said.get("level", 0)),
        strong=tuple((int(start), int(end)) for start, end in said.get("strong", ())),
        rows=tuple(tuple(map(str, row)) for row in said.get("rows", ())),
        first_row=int(said.get("first_row", 1)),
        first_column=int(said.get("first_column", 1)),
    )


def place_of(said: dict[str, Any]) -> Place:
    """A place with the parts that were given, each of its own type."""
    numbers = {name: int(said[name]) for name in ("page", "line", "paragraph", "table") if said.get(name) is not None}
    texts = {name: str(said[name]) for name in ("sheet", "cell") if said.get(name) is not None}
    return Place(**numbers, **texts)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], guards.Limits(**json.loads(sys.argv[2]))))
