"""The answers about a measure in sentences."""

from collections.abc import Iterator

from tallystick import change, comparison, forecast, rates, spc, status
from tallystick.cli.answers import Answers, Beside, YearEnd
from tallystick.comparison import Standing
from tallystick.forecast import Method
from tallystick.series import Series, print_markers


def sentences(found: Answers) -> Iterator[tuple[str, str]]:
    """The answers in sentences, each under a word that says what it is about."""
    unit, latest = found.unit, found.latest
    if latest is None or latest.value is None:
        yield "Latest", "No value yet."
        return
    marks = print_markers(latest.markers)
    final = "" if latest.vintage.value == "validated" else f", {latest.vintage.value}"
    sure = f", {rates.sentence(found.interval, unit=unit).split(', and ')[1]}" if found.interval else ""
    yield "Latest", f"{status.shown(latest.value, unit)}{marks} {latest.period.when}{final}{sure}."
    if found.changes:
        yield "Change", change.sentence(found.changes)
        yield "Direction", f"{found.changes.direction.words.capitalize()} ({found.polarity.words})."
    if found.chart:
        yield "Variation", spc.sentence(found.chart, unit=unit)
    seasonal = seasonal_of(found)
    if seasonal:
        said = spc.sentence(seasonal.chart, unit=unit, decimals=decimals_of(found.measure.series))
        yield "Season", f"{seasonal.method.words[:1].upper()}{seasonal.method.words[1:]}: {said[:1].lower()}{said[1:]}"
    for standing in found.standings:
        said = status.sentence(
            latest.value, standing.aim.target, found.polarity, unit=unit, target_name=standing.aim.name
        )
        yield "Target", f"{said}."
    if found.year_end:
        yield from _year_end_sentences(found.year_end, found)
    points = "points" if unit == "%" else unit
    for beside in found.beside:
        yield "Compared", f"{_beside_sentence(beside, points)} {beside.period.when}."
    if found.place:
        yield (
            "Compared",
            f"{comparison.place_sentence(found.place, 'areas', found.polarity).capitalize()} {latest.period.when}.",
        )
    for why in found.why_not:
        yield "Not told", why[:1].upper() + why[1:]


def decimals_of(series: Series) -> int:
    """The most decimals that a value of the series is written with: what is computed of them is shown in no more."""
    exponents = [one.value.normalize().as_tuple().exponent for one in series.known if one.value is not None]
    return max((max(0, -exponent) for exponent in exponents if isinstance(exponent, int)), default=0)


def seasonal_of(found: Answers) -> spc.SeasonalChart | None:
    """The chart without the season, where the series has one that can be seen."""
    if not found.changes or not found.changes.seasonal:
        return None
    try:
        return spc.seasonal_chart(found.measure.series, improvement=found.polarity)
    except spc.SpcError:
        return None


def year_end_sentence(year_end: YearEnd, found: Answers) -> str:
    """The outturn; of a year that is complete in the decimals of its figures."""
    outturn, target = year_end.outturn, year_end.aim.target if year_end.aim else None
    known = decimals_of(found.measure.series) if outturn.method is Method.KNOWN else None
    return forecast.sentence(outturn, unit=found.unit, decimals=known, target=target, polarity=found.polarity)


def _year_end_sentences(year_end: YearEnd, found: Answers) -> Iterator[tuple[str, str]]:
    yield "Year end", year_end_sentence(year_end, found)
    if year_end.outturn.expected is not None:
        known = "" if year_end.outturn.method is Method.KNOWN else " as expected"
        expected = f"{year_end.status.words.capitalize()}{known}; taken that" if year_end.status else "Taken that"
        yield "", f"{expected} {year_end.makeup.words}."
        method = forecast.method_sentence(year_end.outturn)
        if method:
            yield "", method


def _beside_sentence(beside: Beside, unit: str) -> str:
    said = comparison.gap_sentence(beside.gap, beside.name, unit=unit)
    parts = [said[:1].upper() + said[1:]]
    if beside.narrowing:
        parts.append(comparison.narrowing_sentence(beside.narrowing, beside.name, unit=unit))
    if beside.standing is not Standing.CANNOT_TELL:
        parts.append(f"{comparison.standing_sentence(beside.standing, beside.name)} when chance is allowed for")
    return "; ".join(parts)
