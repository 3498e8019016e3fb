"""A measure as it is read at one moment: its latest value with its comparison, its targets and its company.

Made from rows that queries have already loaded; reads nothing itself. Lists, priorities and the measure's own page all say the
same of a measure because they all say it from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tallystick import change, status
from tallystick.change import Changes
from tallystick.periods import Frequency, Period
from tallystick.series import Marker, Missing, Observation, RollUp, Series, Vintage
from tallystick.status import Direction, Polarity, Status
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Target
from tallystick_web.measures.models import Observation as StoredObservation
from tallystick_web.measures.reading import sentences

SPARKLINE = 12
LETTERS = frozenset(Marker)
POINTS = ("percentage points", "points")


def marks(value: Decimal | None, vintage: str, markers: str) -> list[str]:
    """What is marked beside a figure; where there is none, its vintage says nothing."""
    return [*([vintage] if value is not None else []), *filter(str.isalpha, markers)]


@dataclass(frozen=True, slots=True)
class Value:
    """The current observation of a period: the newest that was not withdrawn."""

    id: int
    area_id: int
    frequency: str
    start: date
    end: date
    value: Decimal | None
    missing: str
    vintage: str
    markers: str
    illustrative: bool
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)

    @property
    def anchor(self) -> str:
        """Where the history of the measure speaks of this period."""
        return self.period.slug

    @property
    def marks(self) -> list[str]:
        """Vintage and markers as the page marks them."""
        return marks(self.value, self.vintage, self.markers)


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure beside one of its targets, as computed."""

    target: Target
    status: Status | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The value of another area for the same period, or for the last one before it that is known."""

    area: str
    kind: str
    value: Value


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row of evidence shows. `before` is the value before the latest, of the year to date the like one of last year: it begins anew
    each April, so that beside the one before it says nothing. `usual` are the process limits that hold at the newest value, where they were asked for (`usual`)."""

    measure: Measure
    values: tuple[Value, ...]
    latest: Value | None
    period: Period | None
    before: Value | None
    year: Value | None
    standings: tuple[Standing, ...]
    series: Series
    changes: Changes | None
    elsewhere: tuple[Elsewhere, ...]
    headline: str
    usual: tuple[float, float] | None = None

    @property
    def direction(self) -> Direction:
        """The direction of travel. Across a break in the series there is none, though the two figures differ."""
        return Direction.NOT_KNOWN if self.changes is None or self.broken else self.changes.direction

    @property
    def broken(self) -> bool:
        """Whether the series was defined anew between the two figures that the direction would rest on."""
        found = self.changes.headline if self.changes else None
        if found is None:
            return False
        return any(
            Marker.BREAK in one.markers for one in self.series if found.earlier.first < one.period <= found.later.last
        )

    @property
    def reason(self) -> str:
        """What the direction rests on, or why it cannot be told."""
        return sentences.direction(self.changes, Polarity(self.measure.polarity), broken=self.broken)

    @property
    def comparison(self) -> str:
        """How the latest value compares with the previous and the like period; whether that is real, and whether they agree."""
        return sentences.changed(self.changes, self.measure.decimals) if self.changes else ""

    @property
    def usual_vintage(self) -> str:
        """How final the last value is that nobody has put right: what the next one mostly is; provisional where there is none."""
        first = (Vintage.PROVISIONAL, Vintage.VALIDATED, Vintage.ESTIMATED)
        given = (one.vintage for one in reversed(self.values) if one.value is not None and one.vintage in first)
        return next(given, Vintage.PROVISIONAL.value)

    @property
    def newest(self) -> Value | None:
        """The newest period of the series, whether or not it has a value."""
        return self.values[-1] if self.values else None

    @property
    def awaited(self) -> Value | None:
        """A newest period without a value, where an older one has it."""
        newest = self.newest
        return newest if newest and newest.value is None and self.latest else None

    @property
    def points(self) -> list[Decimal | None]:
        return [one.value for one in self.values[-SPARKLINE:]]

    @property
    def drawn_from_made_up_values(self) -> bool:
        """Whether the sparkline shows a value that was generated."""
        return any(one.illustrative for one in self.values[-SPARKLINE:])

    @property
    def told_with_made_up_values(self) -> bool:
        """Whether the sentences and the direction rest on a value that was generated."""
        return any(one.illustrative for one in (self.latest, self.before, self.year) if one)

    @property
    def aim(self) -> Decimal | None:
        """The target that the sparkline shows."""
        return self.standings[0].target.value if self.standings else None


def principal(values: Iterable[Value], frequency: str) -> tuple[Value, ...]:
    """The series of a measure's own frequency, or of the newest value's where it has none; never two mixed."""
    ordered = sorted(values, key=lambda one: (one.end, one.start))
    own = tuple(one for one in ordered if one.frequency == frequency)
    if own or not ordered:
        return own
    return tuple(one for one in ordered if one.frequency == ordered[-1].frequency)


def read(
    measure: Measure,
    values: Iterable[Value],
    targets: Sequence[Target] = (),
    areas: Mapping[int, tuple[str, str]] | None = None,
) -> Reading:
    """A measure from the values of its own area, or of all areas when `areas` (id to name and kind) is given."""
    counted = list(values)
    own_ids = None if areas is None else {id for id, (_, kind) in areas.items() if kind == "own"}
    own = principal((one for one in counted if own_ids is None or one.area_id in own_ids), measure.frequency)
    known = [one for one in own if one.value is not None]
    latest = known[-1] if known else None
    period = latest.period if latest else None
    year = _year_before(known, period)
    before = year if period and period.frequency is Frequency.YEAR_TO_DATE else known[-2] if len(known) > 1 else None
    standings = tuple(standing(measure, latest, target) for target in _applying(measure, latest, targets))
    series = series_of(own)
    return Reading(
        measure=measure, values=own, latest=latest, period=period, before=before, year=year, standings=standings,
        series=series, changes=changes_of(measure, series, standings),
        elsewhere=tuple(_elsewhere(counted, latest, areas)) if areas else (),
        headline=sentences.measure(measure.title, measure.unit, measure.decimals, _pair(latest), _pair(before)),
    )  # fmt: skip


def value_of(one: StoredObservation) -> Value:
    """A stored observation as plain values."""
    return Value(
        one.pk, one.area_id, one.frequency, one.start, one.end, one.value, one.missing, one.vintage, one.markers,
        one.illustrative, one.numerator, one.denominator,
    )  # fmt: skip


def series_of(values: Iterable[Value]) -> Series:
    """Values of one area and frequency as the library computes with them."""
    return Series(
        Observation(
            one.period, _short(one.value), _short(one.numerator), _short(one.denominator), Vintage(one.vintage),
            Missing(one.missing) if one.value is None else None,
            tuple(Marker(letter) for letter in one.markers if letter in LETTERS),
        )
        for one in values
    )  # fmt: skip


def changes_of(measure: Measure, series: Series, standings: Sequence[Standing]) -> Changes | None:
    """What changed since earlier periods; None where there is no value. Where near is best, the first target says to what."""
    if series.latest is None:
        return None
    target = next((aim for one in standings if (aim := usable(one.target))), None)
    unit = "%" if measure.unit in POINTS else measure.unit
    terms = change.Terms(unit=unit, roll_up=RollUp.RATIO if has_parts(series) else None, target=target)
    return change.summary(series, Polarity(measure.polarity), terms=terms)


def has_parts(series: Series) -> bool:
    """Whether every value is known with its numerator and denominator."""
    return all(one.numerator is not None and one.denominator for one in series.known)


def usable(target: Target) -> status.Target | None:
    """A stored target as the library computes with it; None where it cannot be computed with."""
    try:
        return as_target(target)
    except status.TargetError:
        return None


def standing(measure: Measure, latest: Value | None, target: Target) -> Standing:
    """The status of a value against one target. A target that cannot be computed with has none, and says why."""
    polarity = Polarity(measure.polarity)
    value = _short(latest.value) if latest else None
    try:
        aim = as_target(target)
    except status.TargetError as error:
        return Standing(target, None, f"Cannot be compared: {error}")
    said = status.sentence(
        value, aim, polarity, unit=measure.unit, decimals=measure.decimals, target_name=_named(target)
    )
    return Standing(target, status.against(value, aim, polarity), said)


def as_target(target: Target) -> status.Target:
    """A stored target as the library computes with it."""
    percent = target.tolerance_kind == Target.ToleranceKind.PERCENT
    lower, tolerance = _short(target.value) or Decimal(0), _short(target.tolerance) or Decimal(0)
    return status.Target(lower, tolerance, percent, _short(target.upper_value))


def _short(number: Decimal | None) -> Decimal | None:
    """The same number without the idle noughts with which it is stored, so that a sentence does not show them."""
    return None if number is None else number.normalize()


def _named(target: Target) -> str:
    return "" if target.name == "Target" else target.name.removesuffix(" target")


def _applying(measure: Measure, latest: Value | None, targets: Sequence[Target]) -> list[Target]:
    """The targets of the latest value's period; before there is a value, those of the first period."""
    if latest is not None:
        return measures.target_for(measure, latest.period, targets, latest.value)
    return [one for one in targets if one.end == targets[0].end]


def _year_before(known: Sequence[Value], period: Period | None) -> Value | None:
    if period is None or period.frequency in (Frequency.WAVE, Frequency.FINANCIAL_YEAR, Frequency.CALENDAR_YEAR):
        return None
    return next((one for one in reversed(known) if is_like(one.period, period)), None)


def is_like(earlier: Period, period: Period) -> bool:
    """Whether a period is the like one a year before; waves have none."""
    return period.frequency is not Frequency.WAVE and earlier == period.year_before()


def _pair(one: Value | None) -> tuple[Decimal, Period] | None:
    return (one.value, one.period) if one is not None and one.value is not None else None


KINDS = ("own", "nation", "region", "group", "peer", "locality")


def _elsewhere(values: Sequence[Value], latest: Value | None, areas: Mapping[int, tuple[str, str]]) -> list[Elsewhere]:
    """The latest value of each other area that is no later than our own, nation first."""
    newest: dict[int, Value] = {}
    for one in sorted(values, key=lambda one: (one.end, one.start)):
        comparable = latest is None or (one.frequency == latest.frequency and one.end <= latest.end)
        if one.value is not None and comparable and areas[one.area_id][1] != "own":
            newest[one.area_id] = one
    found = [Elsewhere(*areas[id], one) for id, one in newest.items()]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.area))
