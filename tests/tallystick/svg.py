"""Reading a chart as whoever checks it does: its words, what it says of itself, its shapes."""

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own text, and parsing it is the test


def words(text: str) -> list[str]:
    return [element.text or "" for element in drawn(text).iter(f"{SVG}text")]


def description(text: str) -> str:
    return drawn(text).findtext(f"{SVG}desc") or ""
