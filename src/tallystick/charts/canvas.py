"""The pieces every chart is drawn with: colours, the frame, round ticks, lines with gaps, escaped text, figures."""

import math
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final
from xml.sax import saxutils

from tallystick.charts import values
from tallystick.charts.values import Line, Number

INK: Final = "#10181b"
SOFT: Final = "#4a5a60"
RULE: Final = "#d5dcde"
BAND: Final = "#dfe8ea"
TARGET: Final = "#b3201c"
MINUS: Final = "\N{MINUS SIGN}"
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CHARACTER: Final = (
    8.2  # an average character of 13 px text in the widest common sans-serif, so that no label is cut off
)
BOLD: Final = 1.12  # how much wider bold text is


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values and periods fall on the canvas."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float
    count: int

    @property
    def spacing(self) -> float:
        """Between two periods."""
        return (self.right - self.left) / max(1, self.count - 1)

    def x(self, at: int) -> float:
        """Of a period, by position; a single one stands in the middle."""
        return (self.left + self.right) / 2 if self.count < 2 else self.left + self.spacing * at

    def y(self, value: float) -> float:
        """Of a value; screens count downwards."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


LEAST = sys.float_info.min  # the smallest step that a float holds in full
HAIR = Decimal("1e-9")  # of a step: a value that lies so near a tick lies on it


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers (1, 2, 2.5 or 5 times a power of ten) from at or below `low` to at or above `high`."""
    if not math.isfinite(high - low):
        raise ValueError("an axis needs finite ends")
    if high - low < about * max(LEAST, 2 * math.ulp(max(-low, high))):  # floats could not tell a step between them
        pad = abs(low) * 0.1
        pad = pad if pad >= LEAST else 1.0
        low, high = low - pad, high + pad
    rough = Decimal((high - low) / about)
    steps = (Decimal(factor).scaleb(rough.adjusted()) for factor in ("1", "2", "2.5", "5", "10"))
    step = next(one for one in steps if one >= rough * Decimal("0.999"))
    first, last = math.floor(Decimal(low) / step + HAIR), math.ceil(Decimal(high) / step - HAIR)
    return [float(n * step) for n in range(first, last + 1)]


def escape(words: str) -> str:
    """Text that is safe between tags; characters that XML cannot hold at all are dropped."""
    return saxutils.escape(_NOT_IN_XML.sub("", words))


def quoted(words: str) -> str:
    """Text that is safe as the value of an attribute, with its quotation marks."""
    return saxutils.quoteattr(_NOT_IN_XML.sub("", words))


def opening(css: str, title: str, description: str, width: float, height: float) -> str:
    """The root element, named and described for who does not see it."""
    about = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="sans-serif"><title>{escape(title)}</title>{about}'
    )


def text(
    x: float, y: float, words: str, colour: str = SOFT, anchor: str = "start", size: int = 13, bold: bool = False
) -> str:
    """Escaped words at a place."""
    weight = 'font-weight="bold" ' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size}"'
    return f'<text {weight}{place} text-anchor="{anchor}">{escape(words)}</text>'


def note(words: str) -> str:
    """What is said of a shape on pointing at it."""
    return f"<title>{escape(words)}</title>" if words else ""


def band(limits: tuple[Number, Number] | None, frame: Frame, words: str = "") -> str:
    """The usual range as a pale ground, named where there is room."""
    ends = [values.number(value) for value in limits or ()]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return ""
    top, bottom = sorted((frame.y(ends[0]), frame.y(ends[1])))
    size = f'width="{frame.right - frame.left:.1f}" height="{bottom - top:.1f}"'
    label = text(frame.right - 6, top + 15, words, SOFT, "end", 12) if words and bottom - top > 22 else ""
    return f'<rect x="{frame.left:.1f}" y="{top:.1f}" {size} fill="{BAND}"/>{label}'


def path(line: Line, frame: Frame, attributes: str, dot: float = 2.2) -> str:
    """The line with a gap where a value is missing; a value alone between gaps is drawn as a short stroke."""
    steps = []
    for run in runs(line.points[: frame.count]):
        steps.append("M" + "L".join(f"{frame.x(at):.1f} {frame.y(value):.1f}" for at, value in run))
        if len(run) == 1:
            steps.append(f"m{-dot:g} 0h{2 * dot:g}")
    return f'<path d="{"".join(steps)}" fill="none" {attributes}/>' if steps else ""


def runs(points: Sequence[Number | None]) -> Iterator[list[tuple[int, float]]]:
    """Stretches of periods without a missing value, each value with its position."""
    numbered = [(at, values.number(value)) for at, value in enumerate(points)]
    for known, run in groupby(numbered, key=lambda pair: pair[1] is not None):
        if known:
            yield [(at, value) for at, value in run if value is not None]


def with_unit(digits: str, negative: bool, unit: str) -> str:
    """Units that are one sign go with the number; longer ones belong in the title."""
    before = unit[0] if unit[:1] in ("£", "€", "$") else ""
    after = unit[1:] if before else unit if unit == "%" else ""
    return f"{MINUS if negative else ''}{before}{digits}{after}"


def figure(value: Number, unit: str) -> str:
    """A value as it was given, with thousands and its unit."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    digits = f"{abs(exact):,f}"
    return with_unit(digits.rstrip("0").rstrip(".") if "." in digits else digits, exact < 0, unit)


def places(width: float) -> int:
    """The decimals that show two figures of a width, six at most."""
    return min(max(0, 1 - math.floor(math.log10(width))), 6) if width > 0 else 2
