"""Lists of figures, one of which may be what the others make."""

from collections.abc import Sequence


def total_among(values: Sequence[float], room: float = 1e-6) -> int | None:
    """The place of the figure that all others add up to, but for a small share of the whole; None where there is none."""
    whole = sum(values)
    if len(values) < 3:
        return None
    return next((place for place, value in enumerate(values) if abs(whole - 2 * value) <= room * abs(whole)), None)
