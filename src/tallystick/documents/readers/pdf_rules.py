"""The ruled lines of a PDF page: every straight stroke along or down the page, whether drawn as line, box or filled sliver.

They are given as the edges that pdfplumber's table finder takes, in its coordinates (from the head of the page), so that its
well-tried way of making cells of lines can be used without its slow parsing of the whole page.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw

Edge = dict[str, Any]
Point = tuple[float, float]

STRAIGHT = 1.0
SHORTEST = 3.0
MOST_PATHS = 4_000
MOST_SEGMENTS = 400


def edges(page: pypdfium2.PdfPage) -> list[Edge]:
    """The edges along and down a page."""
    height = page.get_height()
    found: list[Edge] = []
    for count, path in enumerate(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if count >= MOST_PATHS:
            break  # a map or a drawing
        found += (edge for one, other in strokes(path) if (edge := edge_of(one, other, height)))
    return found


def is_ruled(found: list[Edge]) -> bool:
    """Whether lines run both ways, at least two of each, as around the cells of any table."""
    across = {round(edge["top"]) for edge in found if edge["orientation"] == "h"}
    down = {round(edge["x0"]) for edge in found if edge["orientation"] == "v"}
    return len(across) > 1 and len(down) > 1


def strokes(path: pypdfium2.PdfObject) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path, on the page."""
    raw, matrix = pypdfium2.raw, path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(min(raw.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            yield last, point
        last = point
        if start and raw.FPDFPathSegment_GetClose(segment):
            yield last, start


def edge_of(one: Point, other: Point, height: float) -> Edge | None:
    """The edge between two points, or None where it is slanting or too short."""
    (left, right), (low, high) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    wide, tall = right - left, high - low
    if min(wide, tall) > STRAIGHT or max(wide, tall) < SHORTEST:
        return None
    return {
        "orientation": "h" if wide > tall else "v",
        "x0": left,
        "x1": right,
        "top": height - high,
        "bottom": height - low,
        "doctop": height - high,
        "width": wide,
        "height": tall,
    }
