"""A heat map of risks: how many there are of each likelihood and impact, and the line of what the council will bear.

The number is in the cell; what lies beyond the appetite is outside a thick line and carries a diamond, and a band is said in each cell's
note and in the key, so that no colour is needed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tallystick.charts import canvas, days

CELL_WIDTH: Final = 104
CELL_HEIGHT: Final = 52
LEFT: Final = 150
TOP: Final = 14
WITHIN: Final = ("#f3f6f7", "#dfe9ec", "#c3d5da", "#9fbcc4")
BEYOND: Final = "#f7e3e1"
LIKELIHOODS: Final = ("1 Rare", "2 Unlikely", "3 Possible", "4 Likely", "5 Almost certain")
IMPACTS: Final = ("1 Slight", "2 Minor", "3 Moderate", "4 Major", "5 Severe")


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Counts by likelihood (rows, the least likely first) and impact (columns, the slightest first).

    A cell scores the number of its row times that of its column; above `appetite` it is beyond. None: no line is drawn.
    `bands` are the least score of each band and its name, the lowest first: each has a shade of its own, up to four.
    """

    title: str
    counts: Sequence[Sequence[int]]
    appetite: int | None = None
    likelihoods: Sequence[str] = LIKELIHOODS
    impacts: Sequence[str] = IMPACTS
    description: str = ""
    bands: Sequence[tuple[int, str]] = ()

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.likelihoods) or any(len(row) != len(self.impacts) for row in self.counts):
            raise ValueError("counts need a row for each likelihood and a column for each impact")
        if len(self.bands) > len(WITHIN):
            raise ValueError(f"a heat map has shades for {len(WITHIN)} bands, not for {len(self.bands)}")

    def beyond(self, row: int, column: int) -> bool:
        """Whether a cell lies beyond the appetite."""
        return self.appetite is not None and (row + 1) * (column + 1) > self.appetite

    def band(self, row: int, column: int) -> int:
        """Which band a cell is in, the lowest 0."""
        return max(0, sum(least <= (row + 1) * (column + 1) for least, _ in self.bands) - 1)


def heat_map(chart: HeatMap) -> str:
    """The likeliest at the top, the gravest at the right."""
    rows, columns = len(chart.likelihoods), len(chart.impacts)
    width, height = LEFT + CELL_WIDTH * columns + 16, TOP + CELL_HEIGHT * rows + 66
    bottom = TOP + CELL_HEIGHT * rows
    cells = [(row, column) for row in range(rows) for column in range(columns)]
    parts = [
        canvas.opening("chart", chart.title, chart.description or _described(chart), width, height),
        *(_cell(chart, row, column, *_place(chart, row, column)) for row, column in cells),
        *(
            canvas.text(LEFT - 10, _place(chart, row, 0)[1] + 31, words, canvas.INK, "end")
            for row, words in enumerate(chart.likelihoods)
        ),
        *(
            canvas.text(LEFT + CELL_WIDTH * (n + 0.5), bottom + 20, words, canvas.INK, "middle")
            for n, words in enumerate(chart.impacts)
        ),
        _line(chart),
        canvas.text(LEFT - 10, bottom + 20, "Likelihood ↑  Impact →", canvas.SOFT, "end", 12),
        *_key(chart, bottom + 48),
    ]
    return "".join(parts) + "</svg>"


def _place(chart: HeatMap, row: int, column: int) -> tuple[float, float]:
    return LEFT + CELL_WIDTH * column, TOP + CELL_HEIGHT * (len(chart.likelihoods) - 1 - row)


def _cell(chart: HeatMap, row: int, column: int, x: float, y: float) -> str:
    count, beyond = chart.counts[row][column], chart.beyond(row, column)
    band = chart.band(row, column)
    ground = BEYOND if beyond else WITHIN[band]
    said = [f"{chart.likelihoods[row]}, {chart.impacts[column]}: {count}"]
    if chart.bands:
        said.append(chart.bands[band][1])
    if beyond:
        said.append("beyond the appetite")
    box = f'<rect x="{x:.1f}" y="{y:.1f}" width="{CELL_WIDTH}" height="{CELL_HEIGHT}" fill="{ground}" stroke="#ffffff" stroke-width="2">'
    box += f"{canvas.note(', '.join(said))}</rect>"
    if not count:
        return box
    middle = x + CELL_WIDTH / 2
    number = canvas.text(middle, y + 33, f"{count:,}", canvas.INK, "middle", 20, bold=True)
    return box + number + (_diamond(middle + 12 + 7 * len(f"{count:,}"), y + 26) if beyond else "")


def _diamond(x: float, y: float) -> str:
    return f'<path d="{days.DIAMOND}" transform="translate({x:.1f} {y:.1f})" fill="{canvas.TARGET}"/>'


def _line(chart: HeatMap) -> str:
    """Where a cell within touches one beyond."""
    steps = []
    for row in range(len(chart.likelihoods)):
        for column in range(len(chart.impacts)):
            x, y = _place(chart, row, column)
            if chart.beyond(row, column):
                continue
            if column + 1 < len(chart.impacts) and chart.beyond(row, column + 1):
                steps.append(f"M{x + CELL_WIDTH:.1f} {y:.1f}v{CELL_HEIGHT}")
            if row + 1 < len(chart.likelihoods) and chart.beyond(row + 1, column):
                steps.append(f"M{x:.1f} {y:.1f}h{CELL_WIDTH}")
    look = f'fill="none" stroke="{canvas.INK}" stroke-width="4" stroke-linecap="square"'
    return f'<path d="{"".join(steps)}" {look}/>' if steps else ""


def _key(chart: HeatMap, y: float) -> Iterator[str]:
    if chart.appetite is not None:
        yield f'<path d="M{LEFT} {y - 5:.1f}h26" stroke="{canvas.INK}" stroke-width="4"/>'
        yield canvas.text(LEFT + 36, y, f"appetite: a score of {chart.appetite} at most")
        yield _diamond(LEFT + 330, y - 5) + canvas.text(LEFT + 344, y, "beyond it")
    elif chart.bands:
        yield from _bands(chart, y)


def _bands(chart: HeatMap, y: float) -> Iterator[str]:
    """The shade of each band, with its scores."""
    most = len(chart.likelihoods) * len(chart.impacts)
    ends = [least - 1 for least, _ in chart.bands[1:]] + [most]
    for at, ((least, name), end) in enumerate(zip(chart.bands, ends, strict=True)):
        x = LEFT + 128 * at
        yield f'<rect x="{x:.1f}" y="{y - 12:.1f}" width="16" height="16" fill="{WITHIN[at]}" stroke="{canvas.SOFT}"/>'
        yield canvas.text(x + 22, y, f"{name} {least}–{end}")


def _described(chart: HeatMap) -> str:
    """How many there are and where, the gravest first."""
    cells = [
        (
            (row + 1) * (column + 1),
            count,
            f"{chart.likelihoods[row]} and {chart.impacts[column]}",
            chart.beyond(row, column),
        )
        for row, counts in enumerate(chart.counts)
        for column, count in enumerate(counts)
        if count
    ]
    total = sum(count for _, count, _, _ in cells)
    said = [f"{total:,} risk{'' if total == 1 else 's'}"]
    if chart.appetite is not None:
        said.append(
            f"{sum(count for _, count, _, beyond in cells if beyond):,} beyond the appetite of {chart.appetite}"
        )
    where = "; ".join(f"{count:,} at {words}" for _, count, words, _ in sorted(cells, key=lambda cell: -cell[0]))
    return f"{', '.join(said)}.{f' {where}.' if where else ''}"
