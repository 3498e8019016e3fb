"""A measure as it is read at one moment: its latest value with its comparison, its targets and its company.

Made from rows that queries have already loaded; reads nothing itself. Lists, priorities and the measure's own page all say the
same of a measure because they all say it from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tallystick import status
from tallystick.periods import Frequency, Period
from tallystick.status import Polarity, Status
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Target
from tallystick_web.record import sentences, travel

SPARKLINE = 12


def anchor(period: Period) -> str:
    """A period as it stands in an address: `q2-2009-10`."""
    return str(period).lower().replace("/", "-").replace(" ", "-")


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

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)

    @property
    def anchor(self) -> str:
        """Where the history of the measure speaks of this period."""
        return anchor(self.period)

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
    """What a row of evidence shows."""

    measure: Measure
    values: tuple[Value, ...]
    latest: Value | None
    period: Period | None
    before: Value | None
    year: Value | None
    standings: tuple[Standing, ...]
    travel: travel.Travel
    elsewhere: tuple[Elsewhere, ...]
    headline: str
    comparison: str

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
    until: date | None = None,
) -> Reading:
    """A measure from the values of its own area, or of all areas when `areas` (id to name and kind) is given.

    `until` reads it as far as the end of an earlier round, in the values known today.
    """
    counted = [one for one in values if until is None or one.end <= until]
    own_ids = None if areas is None else {id for id, (_, kind) in areas.items() if kind == "own"}
    own = principal((one for one in counted if own_ids is None or one.area_id in own_ids), measure.frequency)
    known = [one for one in own if one.value is not None]
    latest, before = (known[-1] if known else None), (known[-2] if len(known) > 1 else None)
    period = latest.period if latest else None
    year = _year_before(known, period)
    standings = tuple(standing(measure, latest, target) for target in _applying(period, targets))
    return Reading(
        measure=measure, values=own, latest=latest, period=period, before=before, year=year, standings=standings,
        travel=_travel(measure, own, latest, before, standings),
        elsewhere=tuple(_elsewhere(counted, latest, areas)) if areas else (),
        headline=sentences.measure(measure.title, measure.unit, measure.decimals, _pair(latest), _pair(before)),
        comparison=_comparison(measure, latest, before, year),
    )  # fmt: skip


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


def _applying(period: Period | None, targets: Sequence[Target]) -> list[Target]:
    """The targets of the latest value's period; before there is a value, those of the first period."""
    if period is not None:
        return measures.target_for(period, targets)
    return [one for one in targets if one.end == targets[0].end]


def _year_before(known: Sequence[Value], period: Period | None) -> Value | None:
    if period is None or period.frequency in (Frequency.WAVE, Frequency.FINANCIAL_YEAR, Frequency.CALENDAR_YEAR):
        return None
    wanted = period.year_before()
    return next((one for one in reversed(known) if (one.start, one.end) == (wanted.start, wanted.end)), None)


def _pair(one: Value | None) -> tuple[Decimal, Period] | None:
    return (one.value, one.period) if one is not None and one.value is not None else None


def _comparison(measure: Measure, latest: Value | None, before: Value | None, year: Value | None) -> str:
    if latest is None or latest.value is None:
        return ""
    return sentences.since(measure.unit, measure.decimals, latest.value, _pair(before), _pair(year))


def _travel(
    measure: Measure, own: Sequence[Value], latest: Value | None, before: Value | None, standings: Sequence[Standing]
) -> travel.Travel:
    target = standings[0].target if standings else None
    top = target.upper_value if target else None
    aim = None if target is None else (target.value, target.value if top is None else top)
    after = [one for one in own if latest and before and before.end < one.end <= latest.end]
    return travel.between(
        latest.value if latest else None, before.value if before else None, Polarity(measure.polarity),
        aim=aim, broken=any("b" in one.markers for one in after),
    )  # fmt: skip


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
