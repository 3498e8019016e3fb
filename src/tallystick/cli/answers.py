"""All that the library can say of one measure, joined: what changed, whether it is real, the target, the year's end, the others.

Each part is asked by itself, and one that cannot be answered gives its reason instead: a short series must not cost the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from tallystick import change, comparison, forecast, rates, spc, status
from tallystick.change import ChangeError, Changes, Terms, comparing, intervals
from tallystick.cli import aims
from tallystick.cli.gathering import Measure
from tallystick.comparison import ComparisonError, Gap, Narrowing, Place, Standing
from tallystick.forecast import ForecastError, Makeup, Outturn
from tallystick.periods import Period
from tallystick.rates import Interval, RateError
from tallystick.series import Observation, RollUp, Series
from tallystick.spc import Chart, SpcError
from tallystick.status import Aim, Polarity, Status

# Fewer areas than these make no ranking worth the name.
LEAST_AREAS = 3
MOST_COMPARATORS = 4
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Options:
    """What the table may not say, and the person asking does."""

    polarity: Polarity | None = None
    year_end: Makeup | None = None
    tolerance: Decimal = Decimal(0)
    percent: bool = False
    forecast: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """The latest figure beside one comparator."""

    name: str
    period: Period
    value: float
    gap: Gap
    narrowing: Narrowing | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The outturn that is expected, how the year was taken to be made up, and what it is held against."""

    outturn: Outturn
    makeup: Makeup
    aim: Aim | None
    status: Status | None
    chance: float | None


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers about one measure; None with a reason in `why_not` where there is none."""

    measure: Measure
    polarity: Polarity
    latest: Observation | None
    interval: Interval | None
    changes: Changes | None
    chart: Chart | None
    standings: tuple[status.Standing, ...]
    year_end: YearEnd | None
    beside: tuple[Beside, ...]
    place: Place | None
    why_not: tuple[str, ...]

    @property
    def unit(self) -> str:
        return self.measure.unit


def answers(measure: Measure, options: Options, others: Sequence[Measure] = ()) -> Answers:
    """Every answer about one measure. `others` are the same measure in all areas, this one among them."""
    polarity = measure.polarity or options.polarity or Polarity.NONE
    measure = aims.settled(measure)
    series, latest = measure.series, measure.series.latest
    makeup = options.year_end or aims.makeup_of(measure)
    why_not: list[str] = []

    def told(ask: Callable[[], Told]) -> Told | None:
        try:
            return ask()
        except (ChangeError, SpcError, ForecastError, ComparisonError, RateError) as error:
            why_not.append(f"{error}.")
            return None

    held = aims.now(measure, latest.period, makeup, options.tolerance, options.percent) if latest else []
    target = held[0].target if held else None
    return Answers(
        measure=measure,
        polarity=polarity,
        latest=latest,
        interval=told(lambda: own_interval(latest)) if latest else None,
        changes=told(lambda: change.summary(series, polarity, terms=_terms(measure, makeup, target)))
        if latest
        else None,
        chart=told(lambda: control_chart(series, polarity, target)) if latest else None,
        standings=status.standings(latest.value, latest.period, held, polarity) if latest else (),
        year_end=told(lambda: _year_end(measure, makeup, polarity, options)) if latest and options.forecast else None,
        beside=tuple(_beside(measure, polarity, target)),
        place=told(lambda: _place(measure, others, polarity, target)) if latest else None,
        why_not=tuple(why_not),
    )


def own_interval(observation: Observation) -> Interval | None:
    """How sure the figure itself is, where its numerator and denominator tell."""
    figure = comparing.figure(observation)
    per = intervals.multiplier(figure)
    if per is None or figure.numerator is None or figure.denominator is None:
        return None
    make = rates.proportion if per <= 100 and figure.numerator <= figure.denominator else rates.rate
    return make(figure.numerator, figure.denominator, multiplier=per)


def control_chart(series: Series, polarity: Polarity, target: status.Target | None) -> Chart:
    """The control chart, with the target where one value is aimed at."""
    single = target is not None and polarity is not Polarity.NEAR_IS_BEST
    return spc.chart(series, improvement=polarity, target=target.value if target and single else None)


def _terms(measure: Measure, makeup: Makeup, target: status.Target | None) -> Terms:
    roll_up = {Makeup.RATE: RollUp.RATIO, Makeup.TOTAL: RollUp.SUM}.get(makeup)
    return Terms(unit=measure.unit, roll_up=roll_up, target=target)


def _year_end(measure: Measure, makeup: Makeup, polarity: Polarity, options: Options) -> YearEnd:
    known = [float(one.value or 0) for one in measure.series.known]
    least = 0.0 if min(known) >= 0 else None
    most = 100.0 if measure.unit == "%" and max(known) <= 100 and makeup is not Makeup.TOTAL else None
    outturn = forecast.outturn(measure.series, makeup=makeup, least=least, most=most)
    year = outturn.year
    held = aims.at_year_end(measure, year, makeup, options.tolerance, options.percent) if year else None
    expected = (
        forecast.status_at_year_end(outturn, held.target, polarity) if held and outturn.expected is not None else None
    )
    return YearEnd(outturn, makeup, held, expected, forecast.chance(outturn, held.target, polarity) if held else None)


def _beside(measure: Measure, polarity: Polarity, target: status.Target | None) -> Iterator[Beside]:
    """The newest figure that a comparator shares with us, and whether the gap narrowed since a year before, or since the one before."""
    aimed = None if target is None else float(target.value)
    for name, theirs in measure.comparators[:MOST_COMPARATORS]:
        shared = [one for one in measure.series.known if (found := theirs.at(one.period)) and found.value is not None]
        if not shared or (polarity is Polarity.NEAR_IS_BEST and aimed is None):
            continue
        gaps = {one.period: comparison.gap(*_pair(one, theirs), polarity, target=aimed) for one in shared}
        latest = shared[-1]
        before = next(
            (
                period
                for period in (_year_before(latest.period), *[one.period for one in shared[-2:-1]])
                if period in gaps
            ),
            None,
        )
        narrowing = comparison.narrowing(gaps[before], gaps[latest.period]) if before else None
        own, value = own_interval(latest), _pair(latest, theirs)[1]
        standing = comparison.against(own, value, polarity) if own else Standing.CANNOT_TELL
        yield Beside(name, latest.period, value, gaps[latest.period], narrowing, standing)


def _pair(own: Observation, theirs: Series) -> tuple[float, float]:
    found = theirs.at(own.period)
    return float(own.value or 0), float((found and found.value) or 0)


def _year_before(period: Period) -> Period | None:
    try:
        return period.year_before()
    except ValueError:
        return None


def _place(
    measure: Measure, others: Sequence[Measure], polarity: Polarity, target: status.Target | None
) -> Place | None:
    latest = measure.series.latest
    if latest is None or not measure.area:
        return None
    values = {one.area: _value_at(one, latest.period) for one in others}
    if sum(value is not None for value in values.values()) < LEAST_AREAS:
        return None
    return comparison.place(values, measure.area, polarity, target=None if target is None else float(target.value))


def _value_at(measure: Measure, period: Period) -> float | None:
    found = measure.series.at(period)
    return float(found.value) if found and found.value is not None else None
