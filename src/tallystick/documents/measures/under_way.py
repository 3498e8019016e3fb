"""A table while it is read: what is remembered of it, what a row says of one period, and the doubts so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tallystick.documents.doubts import Doubt
from tallystick.documents.figures import BLANK, Figure
from tallystick.documents.measures.about import Common
from tallystick.documents.measures.layout import Layout
from tallystick.documents.measures.model import Comparator
from tallystick.documents.model import Block
from tallystick.periods import Frequency, Period


@dataclass(slots=True)
class Part:
    """What a row says of one period."""

    column: int
    figure: Figure = BLANK
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    targets: list[tuple[str, Decimal, int]] = field(default_factory=list)
    comparators: list[Comparator] = field(default_factory=list)
    whys: list[tuple[int, str]] = field(default_factory=list)  # of the value, and the cell that each speaks of
    target_whys: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table while it is read: its layout, what is remembered of it, and the doubts so far."""

    block: Block
    layout: Layout
    doubts: list[Doubt]
    pairs: Frequency | None = None
    common_columns: tuple[int, ...] = ()
    common_key: Callable[[Sequence[str]], Any] = tuple
    value_column: int = 0
    commons: dict[Any, Common] = field(default_factory=dict)
    periods: dict[tuple[str, Frequency | None], Period | str] = field(default_factory=dict)
    above: Common | None = None
    shares: dict[tuple[str, str], "Share"] = field(default_factory=dict)
    joined: dict[int, str] = field(default_factory=dict)
    comma_is_point: bool = False

    def doubt(self, row: int, column: int, why: str) -> None:
        self.doubts.append(Doubt(self.block.place_of(row, column), self.block.rows[row][column], why))


@dataclass(slots=True)
class Share:
    """A measure's percentages that stand without their sign: the largest, and all cells and targets until one is plainly no share."""

    largest: Decimal = Decimal(0)
    values: list[tuple[int, int, Decimal]] = field(default_factory=list)
    targets: list[tuple[int, int, Decimal]] = field(default_factory=list)
