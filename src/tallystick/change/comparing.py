"""One figure beside an earlier one: the difference in its three forms, its significance and its direction."""

from decimal import Decimal

from tallystick.change import charted, intervals
from tallystick.change.charted import Background
from tallystick.change.model import Change, ChangeError, Comparison, Evidence, Figure, Significance, Terms
from tallystick.periods import Period
from tallystick.series import Observation, Series, Vintage
from tallystick.status import Direction, Polarity, Target

PROVISIONAL = (Vintage.PROVISIONAL, Vintage.ESTIMATED)


def between(
    series: Series, earlier: Period, later: Period, polarity: Polarity, *, terms: Terms | None = None
) -> Change:
    """The change of a series from one period to a later one, in the light of the series as far as the later one.

    Raises `ChangeError` for a period without a value, and for periods in the wrong order.
    """
    if later <= earlier:
        raise ChangeError(f"{later} does not come after {earlier}: give the earlier period first")
    figures = [figure(valued(series, period)) for period in (earlier, later)]
    so_far = series.until(later)
    return made(None, figures[0], figures[1], so_far, charted.background(so_far, polarity), polarity, terms or Terms())


def figure(observation: Observation) -> Figure:
    """An observation with a value as one side of a comparison."""
    return Figure(
        name=str(observation.period),
        first=observation.period,
        last=observation.period,
        value=float(observation.value or 0),
        numerator=_float(observation.numerator),
        denominator=_float(observation.denominator),
        provisional=observation.vintage in PROVISIONAL,
    )


def made(
    comparison: Comparison | None,
    earlier: Figure,
    later: Figure,
    series: Series,
    background: Background,
    polarity: Polarity,
    terms: Terms,
) -> Change:
    """The change between two figures of a series whose background is known."""
    absolute = _apart(later.value, earlier.value)
    significance, evidence, why, interval = _significance(earlier, later, series, background, terms)
    return Change(
        comparison=comparison,
        earlier=earlier,
        later=later,
        absolute=absolute,
        per_cent=100 * absolute / earlier.value if earlier.value > 0 and later.value >= 0 else None,
        points=absolute if terms.in_points else None,
        interval=interval,
        significance=significance,
        evidence=evidence,
        why=why,
        direction=direction(earlier.value, later.value, significance, polarity, terms),
    )


def _significance(
    earlier: Figure, later: Figure, series: Series, background: Background, terms: Terms
) -> tuple[Significance, Evidence, str, tuple[float, float] | None]:
    obstacle = _obstacle(earlier, later, series)
    if obstacle:
        return Significance.CANNOT_TELL, Evidence.NONE, obstacle, None
    found = intervals.difference(earlier, later, terms)
    if found.interval:
        limits = (found.interval.lower, found.interval.upper)
        real = not limits[0] <= 0 <= limits[1]
        why = f"the {terms.confidence:.0%} interval of the difference {'leaves out' if real else 'includes'} no change"
        return _called(real), Evidence.INTERVAL, why, limits
    verdict = charted.verdict(background, earlier, later)
    if verdict.real is None:
        return Significance.CANNOT_TELL, Evidence.NONE, f"{found.why}, and {verdict.why}", None
    return _called(verdict.real), Evidence.CONTROL_CHART, verdict.why, None


def _obstacle(earlier: Figure, later: Figure, series: Series) -> str:
    """Why the two figures are not of one kind or not independent; blank where they are."""
    if earlier.last.end >= later.first.start:
        return "the two periods share a part of their time"
    broken = next((period for period in charted.breaks(series) if earlier.first < period <= later.last), None)
    return f"the definition changed in {broken}" if broken else ""


def _called(real: bool) -> Significance:
    return Significance.REAL if real else Significance.NOT_SIGNIFICANT


def direction(earlier: float, later: float, significance: Significance, polarity: Polarity, terms: Terms) -> Direction:
    """Improving, steady or worsening: by significance where it can be told, else by the band of no change.

    Not known where no direction is better, or where near is best and there is no target.
    """
    gain = improvement(earlier, later, polarity, terms.target)
    if gain is None:
        return Direction.NOT_KNOWN
    if significance is Significance.NOT_SIGNIFICANT or gain == 0:
        return Direction.STEADY
    if significance is Significance.CANNOT_TELL and abs(gain) <= terms.no_change:
        return Direction.STEADY
    return Direction.IMPROVING if gain > 0 else Direction.WORSENING


def improvement(earlier: float, later: float, polarity: Polarity, target: Target | None = None) -> float | None:
    """By how much the later value is better; below nought where it is worse."""
    if polarity is Polarity.HIGHER_IS_BETTER:
        return _apart(later, earlier)
    if polarity is Polarity.LOWER_IS_BETTER:
        return _apart(earlier, later)
    if polarity is Polarity.NONE or target is None:
        return None
    return _apart(_distance(earlier, target), _distance(later, target))


def _distance(value: float, target: Target) -> float:
    """How far a value is from the range that is aimed at."""
    least, most = float(target.value), float(target.value if target.upper is None else target.upper)
    return max(_apart(least, value), _apart(value, most), 0.0)


def _apart(one: float, other: float) -> float:
    """One less the other as they are written: 9.6 - 10.3 is -0.7 and not -0.7000000000000011."""
    return float(Decimal(repr(one)) - Decimal(repr(other)))


def valued(series: Series, period: Period) -> Observation:
    """The observation of a period, which has a value. Raises `ChangeError` where it has none."""
    observation = series.at(period)
    if observation is None or observation.value is None:
        why = observation.missing.words if observation and observation.missing else "there is no observation"
        raise ChangeError(f"{period} has no value ({why}): choose a period that has one")
    return observation


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
