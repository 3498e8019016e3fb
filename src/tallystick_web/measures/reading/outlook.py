"""Where a measure is expected to stand at the year's end: the forecast, the chance of each target, and how the year is reckoned.

How the periods of a measure make up its year is said in its definition. Where it is not, it is told from the figures if that is certain:
rates with their numerators and denominators are put together, figures of the year to date are totals already, and a year or rolling year is
its own figure. Whether a month's count is to be added up (visits) or is how many there are (children in care) no figure tells: of those no
outturn is forecast, and the page says what to fill in. The reader of a measure's page may ask for another reckoning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallystick import forecast, periods
from tallystick.forecast import ForecastError, Makeup, Method, Outturn
from tallystick.periods import Frequency, Period
from tallystick.series import Series, Vintage
from tallystick.status import Polarity, Status
from tallystick_web.measures.models import Measure, Target
from tallystick_web.measures.reading import readings
from tallystick_web.measures.reading.readings import Reading

STATUSES = (Status.OFF_TRACK, Status.WITHIN_TOLERANCE, Status.ON_TRACK)
YEARS = (Frequency.FINANCIAL_YEAR, Frequency.CALENDAR_YEAR, Frequency.ACADEMIC_YEAR)
UNSAID = (
    "No outturn can be forecast: nobody has said how its periods make up a year. Fill in “How its periods make up a year” in the "
    "definition of the measure."
)


@dataclass(frozen=True, slots=True)
class Chance:
    """A target of the year: the status that the expected figure would have, and the chance of meeting it where it can be told."""

    target: Target
    status: Status | None
    chance: float | None

    @property
    def percent(self) -> str:
        return "" if self.chance is None else forecast.percent(self.chance)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A measure at the year's end. Without an outturn `sentence` says why there is none; `makeup` is None where nobody has said it.

    `unsettled` says of a complete year that a figure of it is provisional or estimated.
    """

    outturn: Outturn | None
    makeup: Makeup | None
    choices: tuple[Makeup, ...]
    chances: tuple[Chance, ...]
    sentence: str
    made_up: bool
    unsettled: bool = False

    @property
    def status(self) -> Status | None:
        """The worst status among the year's targets; None where there is no forecast or no target of the year."""
        return worst(one.status for one in self.chances)

    @property
    def year(self) -> str:
        return str(self.outturn.year) if self.outturn and self.outturn.year else ""

    @property
    def when(self) -> Period | None:
        """What the expected figure is of: the last period, where that stands for the year, else the year."""
        last = self.outturn.fan[-1].period if self.outturn and self.outturn.fan else None
        if last and self.makeup is Makeup.LAST:
            return last
        return self.outturn.year if self.outturn else None

    @property
    def known(self) -> bool:
        return self.outturn is not None and self.outturn.expected is not None

    @property
    def complete(self) -> bool:
        """Whether the year's figure is known, so that nothing is expected of it any more."""
        return self.outturn is not None and self.outturn.method is Method.KNOWN

    @property
    def mark(self) -> str:
        """The mark beside the year's figure: a forecast until the year is complete, then as final as its figures are."""
        return ("p" if self.unsettled else "") if self.complete else "f" if self.known else ""

    @property
    def method(self) -> str:
        return forecast.method_sentence(self.outturn) if self.outturn else ""

    @property
    def fared(self) -> str:
        """How past forecasts of the series fared."""
        return forecast.record_sentence(self.outturn.record) if self.outturn and self.outturn.fan else ""


def worst(found: Iterable[Status | None]) -> Status | None:
    """The worst of several statuses that say something; None where none does."""
    held = set(found)
    return next((one for one in STATUSES if one in held), None)


def look(reading: Reading, targets: Sequence[Target], wanted: str = "", year: Period | None = None) -> Outlook:
    """The year's end of a measure as it is read: of a `year`, else of that of its latest figure.

    `wanted` is another way in which its periods may make up the year.
    """
    series, measure = reading.series, reading.measure
    choices = makeups(series)
    makeup = next((one for one in choices if one == wanted), None) or makeup_of(series, measure)
    made_up = any(one.illustrative for one in reading.values)
    if makeup is None:
        return Outlook(None, None, choices, (), UNSAID, False)
    least, most = bounds(series, measure)
    try:
        found = forecast.outturn(series, year=year, makeup=makeup, least=least, most=most)
    except ForecastError as error:
        return Outlook(None, makeup, choices, (), f"No outturn can be forecast: {error}.", made_up)
    aims = _of_year(found, targets, makeup)
    chances = tuple(_chance(found, target, Polarity(measure.polarity)) for target in aims)
    return Outlook(
        found,
        makeup,
        choices,
        chances,
        _sentence(found, measure, aims),
        made_up or any(one.illustrative for one in aims),
        _unsettled(found, series),
    )


def came_to(reading: Reading, target: Target) -> Outlook | None:
    """What the year of a target came to, once it is complete; None before, and of a target that is not of a year."""
    latest, year = reading.latest, target.period
    if year.frequency is Frequency.YEAR_TO_DATE:
        year = periods.containing(year.end, Frequency.FINANCIAL_YEAR)
    if latest is None or year.frequency not in YEARS or target.end != year.end or latest.end < year.end:
        return None
    found = look(reading, [target], year=year)
    return found if found.complete else None


def _unsettled(outturn: Outturn, series: Series) -> bool:
    year = outturn.year
    return year is not None and any(
        one.vintage in (Vintage.PROVISIONAL, Vintage.ESTIMATED)
        for one in series.known
        if year.start <= one.period.start and one.period.end <= year.end
    )


def year_end(series: Series, measure: Measure, targets: Sequence[Target], year: Period) -> tuple[Status | None, bool]:
    """The worst status among a year's targets that its outturn has, or is expected to have, and whether the whole year is known."""
    makeup = makeup_of(series, measure)
    if makeup is None:
        return None, False
    least, most = bounds(series, measure)
    try:
        found = forecast.outturn(series, year=year, makeup=makeup, least=least, most=most)
    except ForecastError:
        return None, False
    chances = (_chance(found, target, Polarity(measure.polarity)) for target in _of_year(found, targets, makeup))
    return worst(one.status for one in chances), found.expected is not None and not found.left


def makeups(series: Series) -> tuple[Makeup, ...]:
    """How the periods of a series can make up its year; a rate of the year only from numerators and denominators."""
    parts = readings.has_parts(series)
    return tuple(one for one in forecast.possible(series.frequency) if parts or one is not Makeup.RATE)


def makeup_of(series: Series, measure: Measure) -> Makeup | None:
    """How the periods make up the year: as the definition says, else what is certain from the figures; None where nothing is."""
    said = next((one for one in forecast.possible(series.frequency) if one == measure.year_is), None)
    choices = makeups(series)
    if said or len(choices) == 1:
        return said or choices[0]
    # Of a year to date the numerator alone may grow (tax collected of the year's bills) or both (cases in time): that is not told.
    return Makeup.RATE if Makeup.RATE in choices and series.frequency is not Frequency.YEAR_TO_DATE else None


def bounds(series: Series, measure: Measure) -> tuple[float | None, float | None]:
    """What no figure of the series can pass: nought where none was ever below it, a hundred for a share of the whole."""
    values = [one.value for one in series.known if one.value is not None]
    least = 0.0 if values and min(values) >= 0 else None
    return least, 100.0 if least is not None and measure.unit == "%" and max(values) <= 100 else None


def _of_year(outturn: Outturn, targets: Sequence[Target], makeup: Makeup) -> list[Target]:
    """The targets that the year's figure can be set beside: those of the year, and of its last period where that stands for it."""
    year = outturn.year
    if year is None:
        return []
    last = makeup in (Makeup.LAST, Makeup.CUMULATIVE)
    return [one for one in targets if one.end == year.end and (last or one.start <= year.start)]


def _chance(outturn: Outturn, target: Target, polarity: Polarity) -> Chance:
    aim = readings.usable(target)
    if aim is None:
        return Chance(target, None, None)
    return Chance(target, forecast.status_at_year_end(outturn, aim, polarity), forecast.chance(outturn, aim, polarity))


def _sentence(outturn: Outturn, measure: Measure, aims: Sequence[Target]) -> str:
    aim = readings.usable(aims[0]) if len(aims) == 1 else None
    return forecast.sentence(
        outturn, unit=measure.unit, decimals=measure.decimals, target=aim, polarity=Polarity(measure.polarity)
    )
