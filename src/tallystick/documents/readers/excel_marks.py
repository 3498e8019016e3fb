"""What a workbook says of its cells beside their values: which are shown as a percentage, errors, never calculated, or hidden.

The fast reader gives values only. A value of 0.123 that the officer sees as 12.3% would be recorded a hundred times too small, and a
formula without a stored result would pass for an empty cell; so the XML of each sheet is searched, not parsed, for these.
"""

import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from tallystick.documents.readers import excel_hidden, packages
from tallystick.documents.readers.excel_hidden import NOTHING, Hidden

BUILT_IN_PERCENT = {9, 10}
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
LARGEST = 150 * 1024 * 1024
CELL = rb"<(?:\w+:)?c\b[^>]*?"
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
ERROR = re.compile(CELL + rb"\bt=\"e\"[^>]*>(?:(?!</(?:\w+:)?c>).){0,2000}?<(?:\w+:)?v>([^<]{1,20})<", re.DOTALL)
UNCALCULATED = re.compile(
    CELL
    + rb">\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells by (row, column) from 0."""

    sheet: str = ""
    percent: frozenset[tuple[int, int]] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: int = 0
    hidden: Hidden = NOTHING

    def note(self) -> str | None:
        """What a person should know of the sheet, if anything."""
        if not self.uncalculated:
            return None
        formulas = "1 formula has" if self.uncalculated == 1 else f"{self.uncalculated:,} formulas have"
        return f"On the sheet “{self.sheet}” {formulas} no stored result and read as empty; open and save the file in Excel."


NO_MARKS = Marks()


def of_workbook(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet, by its name."""
    try:
        styles = percent_styles(packages.part(archive, "xl/styles.xml"))
        return {name: of_sheet(archive, name, path, styles) for name, path in sheets(archive).items()}
    except (ElementTree.ParseError, ValueError, KeyError):
        return {}  # the reader of values says what is wrong with the file


def of_sheet(archive: zipfile.ZipFile, name: str, path: str, styles: set[int]) -> Marks:
    if path not in archive.namelist() or archive.getinfo(path).file_size > LARGEST:
        return NO_MARKS
    xml = archive.read(path)
    percent = frozenset(position(match[0]) for match in percent_cells(styles).finditer(xml)) if styles else frozenset()
    return Marks(name, percent, errors_in(xml), uncalculated_in(xml), excel_hidden.of_sheet(xml))


def errors_in(xml: bytes) -> dict[tuple[int, int], str]:
    """The errors that cells show, such as #DIV/0!."""
    if b't="e"' not in xml:
        return {}  # one quick look spares the slow one for most sheets
    return {position(match[0]): match[1].decode("ascii", "replace") for match in ERROR.finditer(xml)}


def uncalculated_in(xml: bytes) -> int:
    """How many formulas have no stored result."""
    if b"f>" not in xml and b"<f" not in xml:
        return 0
    return sum(1 for _ in UNCALCULATED.finditer(xml))


def percent_cells(styles: set[int]) -> re.Pattern[bytes]:
    numbers = "|".join(str(number) for number in sorted(styles))
    return re.compile(CELL + rb'\bs="(?:' + numbers.encode() + rb')"[^>]*>')


def position(cell: bytes) -> tuple[int, int]:
    """Row and column of a cell from 0, by its reference; a place that no cell has where it names none."""
    match = REFERENCE.search(cell)
    if match is None:
        return (-1, -1)
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(match[2]) - 1, column - 1


def percent_styles(xml: bytes | None) -> set[int]:
    """The numbers of the cell styles that show a percentage."""
    if xml is None:
        return set()
    root = ElementTree.fromstring(xml)  # noqa: S314
    formats = {
        int(item.get("numFmtId", "0"))
        for item in root.iter()
        if local(item) == "numFmt" and is_percent(item.get("formatCode", ""))
    }
    styles = next((item for item in root.iter() if local(item) == "cellXfs"), None)
    kinds = [int(item.get("numFmtId", "0")) for item in styles] if styles is not None else []
    return {number for number, kind in enumerate(kinds) if kind in formats or kind in BUILT_IN_PERCENT}


def is_percent(code: str) -> bool:
    return "%" in QUOTED.sub("", code)


def sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet, by the name of the sheet."""
    book, links = packages.part(archive, "xl/workbook.xml"), packages.part(archive, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {item.get("Id"): item.get("Target", "") for item in ElementTree.fromstring(links)}  # noqa: S314
    found = {}
    for item in ElementTree.fromstring(book).iter():  # noqa: S314
        if local(item) == "sheet":
            key = next((value for name, value in item.attrib.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            found[item.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def local(item: ElementTree.Element) -> str:
    return item.tag.rpartition("}")[2]
