"""Bundles that anybody can check: canonical JSON, digests, a manifest, tables of open data, and verification.

A publication is believed because a copy of it can be compared with its manifest by anybody, without the software that made it. So
everything here is plain: SHA-256 of bytes, one way of writing JSON, and comma-separated values in UTF-8.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

FORMAT: Final = "tallystick-publication/1"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class BundleError(ValueError):
    """A value that cannot be written in one way only."""


def canonical_json(value: Any) -> bytes:
    """The one way of writing a value as JSON: keys sorted, no spaces, UTF-8, a line end.

    Text, whole numbers, true, false, null, lists and mappings with text keys only. Raises `BundleError` for anything else: a
    number with decimals is written as text, since no two programs print the same float alike.
    """
    _check(value, "the bundle")
    return (json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def _check(value: Any, place: str) -> None:
    if isinstance(value, Mapping):
        for key, one in value.items():
            if not isinstance(key, str):
                raise BundleError(f"{place} has the key {key!r}: give keys as text")
            _check(one, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for at, one in enumerate(value):
            _check(one, f"{place}[{at}]")
    elif isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise BundleError(f"{place} holds half a character: give whole text")
    elif value is not None and not isinstance(value, int):
        raise BundleError(f"{place} is {value!r}: give text, a whole number, true, false or null")


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def manifest(files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, Any]:
    """What a bundle holds: `about` it in its own words, and each file by name with its size and digest, in order of names."""
    listed = [
        {"name": name, "bytes": len(content), "sha256": digest(content)} for name, content in sorted(files.items())
    ]
    return {**about, "format": FORMAT, "files": listed}


def manifest_digest(manifest: Mapping[str, Any]) -> str:
    """The digest that stands for a whole bundle, since the manifest holds those of all its files."""
    return digest(canonical_json(manifest))


def verify(
    files: Mapping[str, bytes], manifest: Mapping[str, Any], expected_digest: str | None = None
) -> tuple[str, ...]:
    """What is wrong with a copy of a bundle, a sentence each; nothing when it is as it was published.

    `expected_digest` is the digest that the council states; without it a manifest that was changed together with its files
    would not be noticed.
    """
    if manifest.get("format") != FORMAT:
        return (f"The manifest is not of the form {FORMAT}: this version cannot check it.",)
    listed = _listed(manifest)
    if listed is None:
        return ("The manifest is damaged: its list of files cannot be read.",)
    problems = [problem for name, stated in listed.items() if (problem := _problem(name, stated, files.get(name)))]
    problems += [f"{name} is not in the manifest." for name in sorted(set(files) - set(listed))]
    if expected_digest is not None and manifest_digest(manifest) != expected_digest.strip().lower():
        problems.append("The manifest is not the one that was published: its digest differs.")
    return tuple(problems)


def _listed(manifest: Mapping[str, Any]) -> dict[str, tuple[int, str]] | None:
    try:
        return {str(one["name"]): (int(one["bytes"]), str(one["sha256"])) for one in manifest["files"]}
    except (KeyError, TypeError, ValueError):
        return None


def _problem(name: str, stated: tuple[int, str], content: bytes | None) -> str:
    if content is None:
        return f"{name} is missing."
    if len(content) != stated[0]:
        return f"{name} was changed: it has {len(content):,} bytes and was published with {stated[0]:,}."
    return "" if digest(content) == stated[1] else f"{name} was changed: its digest differs from the published one."


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], numbers: Iterable[str] = ()) -> bytes:
    """Comma-separated values with a header row, UTF-8, lines ended as RFC 4180 asks.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; the columns named in `numbers` hold none, so a
    negative number stays one.
    """
    plain = set(numbers)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name), name in plain) for name in columns])
    return written.getvalue().encode()


def _cell(value: Any, number: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if number or not text.startswith(FORMULA) else f"'{text}"
