"""`tallystick verify`: is a copy of a publication what the council published? Needs its files, and no network."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from tallystick.cli import say
from tallystick.cli.check import trouble

DIFFERS = 1
MANIFEST = "manifest.json"
LONGEST = 10_000_000  # bytes of a manifest; one of ten thousand files has a tenth of them
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@click.command()
@click.argument("folder", type=click.Path())
@click.option(
    "--digest",
    metavar="SHA256",
    help="The digest of the manifest that the council states: on its page, in its minutes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(folder: str, digest: str | None, as_json: bool) -> None:
    """Say whether the files in FOLDER are a true copy of a publication.

    FOLDER holds manifest.json and every file that it lists. Exit status: 0, or 1 where something was changed, is missing or was added, or
    2 where it could not be checked. See docs/methods/publication.md.
    """
    from tallystick import publication

    stated = stated_digest(digest)
    place = Path(folder).parent if Path(folder).name.endswith(MANIFEST) else Path(folder)
    try:
        path = manifest_of(place)
        written, manifest = manifest_in(path)
        problems = list(publication.verify(files_of(path, manifest), manifest, stated))
    except (OSError, ValueError) as error:
        trouble(folder, ValueError(reason(error)))
    if publication.canonical_json(manifest) != written:
        problems.append(f"{MANIFEST} was written anew: its bytes are not those that were published.")
    found = {
        "about": {name: value for name, value in manifest.items() if name != "files"},
        "files": len(manifest["files"]) if isinstance(manifest.get("files"), list) else 0,
        "digest": publication.manifest_digest(manifest), "stated_digest": stated, "problems": problems,
    }  # fmt: skip
    say(json.dumps(found, indent=2) if as_json else "\n".join(lines(found)))
    if problems:
        click.get_current_context().exit(DIFFERS)


def stated_digest(digest: str | None) -> str | None:
    """The digest that the council states, as it is compared."""
    plain = digest and digest.strip().lower()
    if plain is not None and not DIGEST.fullmatch(plain):
        raise click.BadParameter("a digest is 64 of the characters 0-9 and a-f: copy it whole.", param_hint="--digest")
    return plain


def manifest_of(place: Path) -> Path:
    """The manifest of a folder: browsers save it, and all beside it, with the publication in front (`leeds-publication-3-manifest.json`)."""
    plain = place / MANIFEST
    named = [] if plain.exists() else list(place.glob(f"*-{MANIFEST}"))
    if len(named) > 1:
        raise ValueError(
            "it holds the manifests of several publications. Keep the files of each in a folder of their own."
        )
    return named[0] if named else plain


def manifest_in(path: Path) -> tuple[bytes, dict[str, Any]]:
    """A manifest, in its bytes and as a value that can be written in one way only."""
    from tallystick import publication

    with path.open("rb") as file:
        written = file.read(LONGEST + 1)
    if len(written) > LONGEST:
        raise ValueError(f"{MANIFEST} is longer than any manifest. Save it again from the council’s page.")
    try:
        manifest = json.loads(written)
        publication.canonical_json(manifest)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{MANIFEST} cannot be read as a manifest. Save it again from the council’s page.") from error
    if not isinstance(manifest, dict):
        raise ValueError(f"{MANIFEST} is not the manifest of a publication. Save it again from the council’s page.")
    return written, manifest


def files_of(beside: Path, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """The files beside the manifest by name. Those that it does not list are named and not read, hidden ones left out."""
    front = beside.name.removesuffix(MANIFEST)
    listed = manifest.get("files")
    names = {str(one.get("name")) for one in listed if isinstance(one, dict)} if isinstance(listed, list) else set()
    found = [path for path in beside.parent.iterdir() if path.is_file() and path != beside and path.name[0] != "."]
    named: dict[str, Path] = {}
    for path in sorted(found, key=lambda one: one.name.startswith(front)):
        name = path.name.removeprefix(front)
        named[path.name if name in named else name] = path  # of two files of one name neither hides the other
    return {name: path.read_bytes() if name in names else b"" for name, path in named.items()}


def reason(error: Exception) -> str:
    """Why a folder cannot be checked, with the remedy."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"there is no {MANIFEST} here. Save it from the council’s page into one folder with the files that it lists."
    if isinstance(error, OSError):
        return f"it cannot be read: {(error.strerror or 'unknown error').lower()}."
    return str(error)


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """What was found, for a person."""
    from tallystick.documents.output import counted, printable

    about, problems = found["about"], found["problems"]
    name = " ".join(str(about[part]) for part in ("council", "number", "title") if about.get(part))
    yield printable(f"{name or 'A publication'}: {counted(found['files'], 'file')} in the manifest")
    yield from (printable(f"  {problem}") for problem in problems)
    if problems:
        yield f"This is not a true copy: {counted(len(problems), 'thing')} differ{'s' if len(problems) == 1 else ''}."
    elif found["stated_digest"]:
        yield "A true copy: every file is as the manifest says, and the manifest is the one whose digest you gave."
    else:
        yield "Every file is as the manifest says. Compare the digest of the manifest with the one that the council states:"
        yield f"  {found['digest']}"
        yield "or give that one with --digest: files and manifest that were changed together look like a true copy."
