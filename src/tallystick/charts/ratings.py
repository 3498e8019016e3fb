"""Ratings as shapes: the shape of each, the strip of the last periods, the bar of a printed page."""

from collections.abc import Mapping, Sequence
from typing import Final

from tallystick.charts import canvas

RATING_WORDS: Final[dict[str, str]] = {
    "green": "green",
    "amber_green": "amber-green",
    "amber": "amber",
    "amber_red": "amber-red",
    "red": "red",
    "": "not judged",
}


RATING_COLOURS: Final[dict[str, str]] = {
    "green": "#00663a",
    "amber_green": "#5c6200",
    "amber": "#9a4a00",
    "amber_red": "#a8330b",
    "red": "#b3201c",
    "": "#4a5a60",
}


SOLID: Final = 'fill="currentColor" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"'
HOLLOW: Final = 'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"'
_TRIANGLE: Final = "M8 2 14.8 13.8H1.2z"
RATING_SHAPES: Final[dict[str, str]] = {
    "green": f'<circle cx="8" cy="8" r="6" {SOLID}/>',
    "amber_green": f'<circle cx="8" cy="8" r="6" {HOLLOW}/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
    "amber": f'<path d="{_TRIANGLE}" {SOLID}/>',
    "amber_red": f'<path d="{_TRIANGLE}" {HOLLOW}/><path d="M8 2v11.8H1.2z" fill="currentColor"/>',
    "red": f'<path d="M8 1.2 14.8 8 8 14.8 1.2 8z" {SOLID}/>',
    "": f'<circle cx="8" cy="8" r="5.2" {HOLLOW}/>',
}


def rating_strip(ratings: Sequence[tuple[str, str | None]], cell: int = 40) -> str:
    """The ratings of the last periods in a row, each with its period beneath: pairs of label and rating."""
    words = ", ".join(f"{label} {RATING_WORDS[name or '']}" for label, name in ratings)
    parts = [canvas.opening("rating-strip", words or "No ratings yet", "", cell * max(1, len(ratings)), 40)]
    for at, (label, name) in enumerate(ratings):
        left = at * cell
        parts.append(
            f'<g color="{RATING_COLOURS[name or ""]}"><g transform="translate({left + cell / 2 - 8:g} 2)">'
            f"{RATING_SHAPES[name or '']}</g>{canvas.text(left + cell / 2, 34, label, 'currentColor', 'middle', 12)}</g>"
        )
    return "".join(parts) + "</svg>"


def rating_bar(counts: Mapping[str | None, int], width: int = 720, height: int = 36) -> str:
    """One bar of ratings for a printed page: the shape and the count in each part, so that no colour is needed."""
    present = [(name, number) for name in RATING_WORDS if (number := _count(counts, name))]
    total = sum(number for _, number in present)
    words = ", ".join(f"{number} {RATING_WORDS[name]}" for name, number in present)
    parts = [canvas.opening("rating-bar", words or "Nothing judged yet", "", width, height)]
    left = 0.0
    for name, number in present:
        part = width * number / total
        ground, ink = (RATING_COLOURS[name], "#ffffff") if name else ("#ffffff", RATING_COLOURS[""])
        parts.append(
            f'<rect x="{left + 1:.1f}" y="1" width="{max(1.0, part - 2):.1f}" height="{height - 2}" fill="{ground}" '
            f'stroke="{RATING_COLOURS[name]}" stroke-width="2"/>'
        )
        if part >= 44:
            shape = (
                f'<g color="{ink}" transform="translate({left + 8:.1f} {height / 2 - 8:g})">{RATING_SHAPES[name]}</g>'
            )
            parts.append(shape + canvas.text(left + 28, height / 2 + 5, f"{number:,}", ink, "start", 15))
        left += part
    return "".join(parts) + "</svg>"


def _count(counts: Mapping[str | None, int], name: str) -> int:
    return counts.get(name, 0) + (counts.get(None, 0) if not name else 0)
