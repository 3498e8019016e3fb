"""The usual range of many measures at once, for the band behind a small line: between its limits a value is no news.

They are the limits of the measure's own control chart at its newest value (see `control`), worked out in one pass over all series,
because a chart for each row of a list takes longer than all else on the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from math import isfinite

from tallystick import spc
from tallystick.series import Marker
from tallystick_web.measures.reading.control import ENOUGH
from tallystick_web.measures.reading.readings import Reading


def with_ranges(found: Iterable[Reading]) -> list[Reading]:
    """The same readings, each with its usual range where it has one: twelve values or more, and no season."""
    held = list(found)
    places = [place for place, one in enumerate(held) if _can_have(one)]
    for place, usual in zip(places, _ranges([held[place] for place in places]), strict=True):
        held[place] = replace(held[place], usual=usual)
    return held


def _can_have(reading: Reading) -> bool:
    return len(reading.series.known) >= ENOUGH and not (reading.changes and reading.changes.seasonal)


def _ranges(found: list[Reading]) -> Iterator[tuple[float, float] | None]:
    if not found:
        return
    observed = list(chain.from_iterable(one.series for one in found))
    charts = spc.ragged(
        [place for place, one in enumerate(found) for _ in one.series],
        [order for one in found for order, _ in enumerate(one.series)],
        [float("nan") if one.value is None else float(one.value) for one in observed],
        rebase=[Marker.BREAK in one.markers for one in observed],
    )
    lines = charts.lines()
    for last, unknown in zip((charts.series[1:] - 1).tolist(), charts.reasons(), strict=True):
        low, high = float(lines.lower[last]), float(lines.upper[last])
        yield (low, high) if unknown is None and isfinite(low) and isfinite(high) else None
