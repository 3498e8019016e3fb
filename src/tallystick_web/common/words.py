"""Figures, dates and the standing words of pages as people write them. Text only: the tags put it into HTML."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils import timezone
from django.utils.dateformat import format as format_date

from tallystick.periods.period import written
from tallystick.status import COUNTED, readable

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"

RATINGS: Final[dict[str, str]] = {
    "green": "green",
    "amber_green": "amber-green",
    "amber": "amber",
    "amber_red": "amber-red",
    "red": "red",
    "": "not judged yet",
}
STATUSES: Final[dict[str, str]] = {
    "on_track": "on track",
    "within_tolerance": "within tolerance",
    "off_track": "off track",
    "no_data": "no data yet",
    "not_due": "not due yet",
    "late": "late",
}
DIRECTIONS: Final[dict[str, str]] = {
    "improving": "improving",
    "steady": "steady",
    "worsening": "worsening",
    "not_known": "cannot tell yet",
}
MISSING: Final[dict[str, str]] = {
    "": "no data",
    "not_due": "not due yet",
    "late": "late",
    "not_collected": "not collected",
    "suppressed": "suppressed",
    "not_applicable": "not applicable",
}
POLARITIES: Final[dict[str, str]] = {
    "higher_is_better": "more is better",
    "lower_is_better": "fewer is better",
    "near_is_best": "nearer is better",
    "none": "neither way is better",
}
MARKERS: Final[dict[str, tuple[str, str]]] = {
    "p": ("provisional", "may change when the final figure is known"),
    "r": ("revised", "replaces a figure given earlier"),
    "e": ("estimated", "worked out from other figures, not counted"),
    "f": ("forecast", "expected, not yet observed"),
    "b": ("break in the series", "not comparable with the periods before it"),
    "c": ("confidential", "withheld so that no one can be identified"),
    "x": ("not available", "there is no figure for this period"),
    "z": ("not applicable", "a figure would have no meaning here"),
    "u": ("low reliability", "rests on few cases: use with care"),
    "k": ("rounds to zero", "small, but not nothing"),
}
VINTAGE_LETTERS: Final[dict[str, str]] = {
    "provisional": "p",
    "revised": "r",
    "corrected": "r",
    "estimated": "e",
    "validated": "",
    "final": "",
}

Number = Decimal | float | int


def figure(value: Number, unit: str = "", places: int | None = None, *, signed: bool = False) -> str:
    """A number with thousands, decimals and its unit: `24,282`, `12.3%`, `£1,234k`, `48.1 per 1,000`."""
    number = rounded(value, places)
    digits = f"{abs(number):,f}"
    sign = MINUS if number < 0 else "+" if signed and number > 0 else ""
    if unit.startswith(("£", "€", "$")):
        return f"{sign}{unit[0]}{digits}{unit[1:]}"
    if unit in ("%", "‰"):
        return f"{sign}{digits}{unit}"
    if unit.strip().casefold() in COUNTED:
        return f"{sign}{digits}"
    return f"{sign}{digits}{NO_BREAK}{unit}" if unit else f"{sign}{digits}"


def rounded(value: Number, places: int | None) -> Decimal:
    """Half away from zero, as people round; without places, as many as the value needs, but no more than people write."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    elif exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    else:
        exact = readable(exact.normalize())
    return exact if exact else abs(exact)


def day(value: date | None) -> str:
    """`30 September 2009`; nothing for no date."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return written(value)


def moment(value: datetime | None) -> str:
    """`30 September 2009 at 2:15pm`."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    clock = format_date(local, "g:ia").replace(".", "").lower()
    return f"{day(local)} at {clock}"


def count(number: int, one: str, many: str = "") -> str:
    """`1 priority`, `36 priorities`, `1,204 people`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def lasting(minutes: int) -> str:
    """`45 minutes`, `2 hours`, `6 hours 35 minutes`."""
    hours, rest = divmod(minutes, 60)
    said = [count(hours, "hour")] if hours else []
    return " ".join([*said, count(rest, "minute")] if rest or not hours else said)


def are(number: int) -> str:
    """The verb of a number of things: `is` of one."""
    return "is" if number == 1 else "are"


def marker(name: str) -> tuple[str, str, str]:
    """The letter, word and explanation of a marker letter or a vintage; an empty letter where nothing need be said."""
    name = name.lower()
    letter = VINTAGE_LETTERS.get(name, name)
    if name == "corrected":
        return "r", "corrected", "an error in the earlier figure was put right"
    word, why = MARKERS.get(letter, (letter, ""))
    return letter, word, why
