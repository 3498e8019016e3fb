"""What a chart is made of: lines of values with their vintages, and what they are compared with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = Decimal | float | int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: a value or None for every period, and optionally the vintage of each."""

    label: str
    points: Sequence[Number | None]
    vintages: Sequence[str | None] = ()

    def value(self, at: int) -> Number | None:
        """The value of a period; a line may be shorter than the chart."""
        return self.points[at] if at < len(self.points) else None

    def vintage(self, at: int) -> str:
        """The vintage of a point; a point without one is taken as validated."""
        return (self.vintages[at] if at < len(self.vintages) else None) or "validated"


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """What a chart of a series shows, and the table beneath it too. `band` is the usual range (low, high)."""

    title: str
    periods: Sequence[str]
    line: Line
    targets: Sequence[Line] = ()
    comparators: Sequence[Line] = ()
    unit: str = ""
    description: str = ""
    band: tuple[Number, Number] | None = None
    from_zero: bool = False

    def __post_init__(self) -> None:
        for line in self.lines:
            if len(line.points) > len(self.periods):
                raise ValueError(f"{line.label} has {len(line.points)} values for {len(self.periods)} periods")

    @property
    def lines(self) -> tuple[Line, ...]:
        """The series itself first, then its targets, then its comparators."""
        return (self.line, *self.targets, *self.comparators)


def rows(chart: SeriesChart) -> list[tuple[str, str, list[Number | None]]]:
    """The chart as a table: period, vintage of the series' own value, and the value of every line."""
    return [
        (period, chart.line.vintage(at), [line.value(at) for line in chart.lines])
        for at, period in enumerate(chart.periods)
    ]


def number(value: Number | None) -> float | None:
    """Drawing runs on floats; what is no number, or none that an axis can hold, is drawn as missing."""
    if value is None:
        return None
    number = float(value)
    return number if abs(number) < 1e200 else None


def numbers(found: Iterable[Number | None]) -> Iterator[float]:
    """Those that can be drawn."""
    return (one for value in found if (one := number(value)) is not None)


def last(line: Line) -> Number | None:
    return next((value for value in reversed(line.points) if number(value) is not None), None)
