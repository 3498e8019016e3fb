"""The points of one series as people hand them over: with periods, with dates, or as plain numbers in order."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

import numpy as np

from tallystick.periods import Frequency, Period
from tallystick.series import Series
from tallystick.spc.vocabulary import Floats, Places, SpcError

Label = Period | date | int | str
Number = float | Decimal | None


def points_of(values: Series | Sequence[Number], labels: Sequence[Label] | None = None) -> tuple[list[Label], Floats]:
    """The labels and values of points, in order of the labels."""
    if isinstance(values, Series):
        return of_series(values)
    numbers = as_numbers(values)
    if labels is None:
        return list(range(len(numbers))), numbers
    if len(labels) != len(numbers):
        raise SpcError(f"{len(labels)} labels for {len(numbers)} values: give one for each")
    try:
        order = sorted(range(len(labels)), key=lambda at: labels[at])
    except TypeError as error:
        raise SpcError(f"labels cannot be put in order ({error}): give all as dates, or all as periods") from error
    names = [labels[at] for at in order]
    for earlier, later in pairwise(names):
        if earlier == later:
            raise SpcError(f"there are two values for {later}: give one")
    return names, numbers[order]


def of_series(series: Series) -> tuple[list[Label], Floats]:
    """The periods and values of a series, with the periods that have no observation as missing points.

    Refused for years to date and for rolling years drawn more often than yearly: their values share what they are made of, so that
    moving ranges would tell nothing of the variation from one period to the next.
    """
    if series.frequency is Frequency.YEAR_TO_DATE:
        raise SpcError("values of the year to date build on each other: chart the months or quarters they are made of")
    if series.frequency is Frequency.ROLLING_YEAR and any(
        later.start <= earlier.end for earlier, later in pairwise(series.periods)
    ):
        raise SpcError("rolling years that overlap share their values: chart the months or quarters they are made of")
    periods = sorted((*series.periods, *series.gaps()))
    found = (series.at(period) for period in periods)
    return list(periods), as_numbers([one.value if one else None for one in found])


def as_numbers(values: Sequence[Number]) -> Floats:
    """Values as an array of floats, NaN for None."""
    try:
        return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SpcError(
            f"values hold something that is no number ({error}): give numbers, and None for missing"
        ) from error


def starts_of(names: list[Label], rebase: Iterable[Label]) -> Places:
    """The places where phases begin: the first, and those whose label, or the first day of whose period, is in `rebase`."""
    wanted = set(rebase)
    begins = [name in wanted or (isinstance(name, Period) and name.start in wanted) for name in names]
    begins[:1] = [True] * len(names[:1])
    return np.flatnonzero(begins)
