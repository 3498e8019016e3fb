"""Comparisons in plain sentences: `third highest of eight core cities; the gap to England narrowed from 2.1 to 1.4 points`."""

from tallystick.comparison.gaps import Gap, Narrowing
from tallystick.comparison.model import Place, Side, Standing, Trend
from tallystick.status import COUNTED, Polarity

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
QUARTERS = ("", "best", "second-best", "second-worst", "worst")
ENDS = {
    Polarity.HIGHER_IS_BETTER: ("highest", "lowest"),
    Polarity.LOWER_IS_BETTER: ("lowest", "highest"),
    Polarity.NEAR_IS_BEST: ("nearest", "farthest"),
    Polarity.NONE: ("highest", "lowest"),
}


def place_sentence(place: Place, group: str, polarity: Polarity) -> str:
    """`third highest of eight core cities`, counted from the nearer end, with ties and the reader's direction said."""
    from_best = place.rank <= place.from_end
    end = ENDS[polarity][0 if from_best else 1]
    rank = place.rank if from_best else place.from_end
    position = end if rank == 1 else f"{ordinal(rank)} {end}"
    if place.tied + 1 == place.of > 1:
        return f"level with every other of {number(place.of)} {group}"
    joint = "joint " if place.tied else ""
    better = " (lower is better)" if polarity is Polarity.LOWER_IS_BETTER else ""
    near = f" {'to' if from_best else 'from'} the target" if polarity is Polarity.NEAR_IS_BEST else ""
    return f"{joint}{position} of {number(place.of)} {group}{near}{better}"


def quarter_sentence(place: Place, polarity: Polarity) -> str:
    """`in the best quarter of 32`, or why no quarter is given."""
    if place.quarter is None:
        return f"no quarter is given: {place.no_quarter}"
    quarters = ("", "highest", "second-highest", "second-lowest", "lowest") if polarity is Polarity.NONE else QUARTERS
    return f"in the {quarters[place.quarter]} quarter of {number(place.of)}"


def gap_sentence(gap: Gap, comparator: str, *, unit: str = "points", decimals: int = 1) -> str:
    """`1.4 points behind England`."""
    if gap.side is Side.LEVEL:
        return f"level with {comparator}"
    return f"{_amount(gap.size, unit, decimals)} {gap.side.words} {comparator}"


def narrowing_sentence(narrowing: Narrowing, comparator: str, *, unit: str = "points", decimals: int = 1) -> str:
    """`the gap to England narrowed from 2.1 to 1.4 points`, and whether that is more than chance where it can be told."""
    earlier, later = narrowing.earlier, narrowing.later
    now, before = _amount(later.size, unit, decimals), f"{earlier.size:,.{decimals}f}"
    if narrowing.trend is Trend.CROSSED:
        then = _amount(earlier.size, unit, decimals)
        said = f"from {then} {earlier.side.words} {comparator} to {now} {later.side.words} it"
    elif narrowing.trend is Trend.UNCHANGED:
        said = f"the gap to {comparator} stayed at {now}"
    else:
        # Rounding must not turn a gap that moved into one "from 2.1 to 2.1".
        if f"{earlier.size:,.{decimals}f}" == f"{later.size:,.{decimals}f}" and decimals < 6:
            return narrowing_sentence(narrowing, comparator, unit=unit, decimals=decimals + 1)
        said = f"the gap to {comparator} {narrowing.trend} from {before} to {now}"
    return said + {True: "", False: ", which may be chance", None: ""}[narrowing.beyond_chance]


def standing_sentence(standing: Standing, comparator: str) -> str:
    """`similar to England`, `better than England`."""
    if standing is Standing.CANNOT_TELL:
        return f"it cannot be told how this compares with {comparator}"
    return f"{standing.words} {'to' if standing is Standing.SIMILAR else 'than'} {comparator}"


def sentence(place: Place, group: str, polarity: Polarity, *more: str) -> str:
    """The place and whatever else is to be said, in one sentence."""
    return "; ".join([place_sentence(place, group, polarity), *more])


def number(value: int) -> str:
    """`eight`, `32`, `1,204`."""
    return NUMBERS[value] if value < len(NUMBERS) else f"{value:,}"


def ordinal(value: int) -> str:
    """`third`, `32nd`."""
    if value < len(ORDINALS):
        return ORDINALS[value]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def _amount(size: float, unit: str, decimals: int) -> str:
    number = f"{size:,.{decimals}f}"
    if unit == "points" and number == f"{1:.{decimals}f}" and decimals == 0:
        return "1 point"
    if unit.startswith("£"):
        return f"£{number}{unit[1:]}"
    bare = unit in ("", "%") or unit.strip().casefold() in COUNTED
    return f"{number}{'%' if unit == '%' else ''}" if bare else f"{number} {unit}"
