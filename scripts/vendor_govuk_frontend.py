"""Bring a release of GOV.UK Frontend into the repository, without what may be used on GOV.UK only.

    npm pack govuk-frontend@6.6.0          # anywhere; or download the tarball from the npm registry by hand
    python scripts/vendor_govuk_frontend.py govuk-frontend-6.6.0.tgz

The compiled files are kept in the repository so that nobody who installs Tallystick needs node or Sass. The typeface,
the royal arms and the crown are licensed for GOV.UK alone: they are taken out, and the script stops if one is left.
"""

import re
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/tallystick_web/common/static/common/vendor"
LICENCE = ROOT / "docs/licences/govuk-frontend.txt"
INSIDE = "package/dist/govuk/"
TYPEFACE = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'
FORBIDDEN = ("GDS Transport", "/assets/", "@font-face", "crest", "crown", "sourceMappingURL")
NOTE = """GOV.UK Frontend {version}, compiled, from its npm package (licence: LICENCE.txt, MIT).

Changed by scripts/vendor_govuk_frontend.py: typeface replaced, font faces, royal arms and crown removed, source maps
unlinked. Do not edit these files: run the script again, and put changes of look into ../../tallystick.css.
"""


def without_typeface(css: str) -> str:
    """Its typeface is licensed for GOV.UK only: the reader's own system typeface takes its place."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    return css.replace("GDS Transport,arial,sans-serif", TYPEFACE)


def without_arms(css: str) -> str:
    """Drop every rule that draws the crown or the royal arms, and the feature query that is then empty."""
    css = re.sub(r"[^{}]*\{[^{}]*/assets/[^{}]*\}", "", css)
    css = re.sub(r"[^{}]*(?:crown|crest)[^{}]*\{[^{}]*\}", "", css)
    return re.sub(r"@supports [^{}]*\{\s*\}", "", css)


def without_source_map(text: str) -> str:
    """The maps are not carried, and hashed static files refuse a link to a file that is not there."""
    return re.sub(r"\s*(?:/\*|//)# sourceMappingURL=\S+(?:\s*\*/)?\s*$", "\n", text)


def check(name: str, text: str) -> None:
    """Stop before anything is written that must not be carried."""
    left = [word for word in FORBIDDEN if word.lower() in text.lower()]
    if left:
        raise SystemExit(f"{name} still has {', '.join(left)}: adapt scripts/vendor_govuk_frontend.py")


def read(archive: tarfile.TarFile, name: str) -> str:
    """The text of one file of the package."""
    handle = archive.extractfile(INSIDE + name)
    if handle is None:
        raise SystemExit(f"{name} is not in the package")
    return handle.read().decode("utf-8")


def vendor(tarball: Path) -> Path:
    """Write the adapted files into a folder that carries the version in its name, and return it."""
    with tarfile.open(tarball) as archive:
        css, script = read(archive, "govuk-frontend.min.css"), read(archive, "govuk-frontend.min.js")
    found = re.search(r'--govuk-frontend-version:"([\d.]+)"', css)
    if not found:
        raise SystemExit("the stylesheet does not state its version")
    files = {
        "govuk-frontend.min.css": without_source_map(without_arms(without_typeface(css))),
        "govuk-frontend.min.js": without_source_map(script),
    }
    folder = VENDOR / f"govuk-frontend-{found[1]}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        check(name, text)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "README.txt").write_text(NOTE.format(version=found[1]), encoding="utf-8")
    (folder / "LICENCE.txt").write_text(LICENCE.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python scripts/vendor_govuk_frontend.py govuk-frontend-<version>.tgz")
    print(vendor(Path(sys.argv[1])))
