"""Working out ahead what pages would have to work out on a visit: evidence and forecasts, who cites which figure, finished years."""

from collections.abc import Iterable, Iterator
from datetime import date

from tallystick_web.record.queries import challenge, citing, outturns


def refreshed(slugs: Iterable[str], on: date) -> Iterator[str]:
    """A line for each thing that was worked out for some councils; of all where none is named."""
    wanted = list(slugs)
    yield from challenge.refreshed(wanted)
    yield from citing.refreshed(wanted)
    yield from outturns.refreshed(wanted, on)
