"""What a table of measures says, row by row, in the words of the library."""

from dataclasses import dataclass
from decimal import Decimal

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Place
from tallystick.periods import Frequency, Period
from tallystick.series import Marker, Missing, Vintage
from tallystick.status import Polarity


@dataclass(frozen=True, slots=True)
class Comparator:
    """Another area's value beside the council's. `period` is given where the column names its own."""

    name: str
    value: Decimal
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure in one area and period, with all that the table says of it.

    Text that is not given is blank, and anything else None. A row without a value and without a reason for its absence makes no
    observation: it carries a target, a baseline or the measure itself. A second target for the same period has a row of its own.
    `owner` and `service` are as written: who is meant is for those who know the council's people.
    """

    reference: str
    title: str
    area: str
    period: Period | None
    value: Decimal | None
    missing: Missing | None
    numerator: Decimal | None
    denominator: Decimal | None
    vintage: Vintage | None
    markers: tuple[Marker, ...]
    target: Decimal | None
    target_name: str
    baseline: Decimal | None
    baseline_period: Period | None
    unit: str
    polarity: Polarity | None
    frequency: Frequency | None
    comparators: tuple[Comparator, ...]
    source: str
    note: str
    illustrative: bool
    place: Place
    owner: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """All rows of all tables of measures in a document, in its order."""

    rows: tuple[MeasureRow, ...]
    doubts: tuple[Doubt, ...]
    kind: str = "measure_table"
