"""Numbers as people type them: a value, its unit, why there is none, and the notes it carries.

A figure is read only where readers of good faith would agree on it. `1.234,5` and a range are refused with a remedy; `12.3*` is
read, and its star is a doubt. A percentage keeps its size: `12.3%` is 12.3 with the unit %. The meaning of dashes, dots and letters
follows the Government Analysis Function and is listed in `docs/guide/spreadsheets.md`.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from tallystick import periods
from tallystick.series import Marker, Missing, SeriesError, parse_markers

DIGITS = 15  # as many as a spreadsheet keeps: what lies beyond is noise after the point, and an error before it
PLACES = 9
LONGEST = 80


class FigureError(ValueError):
    """A cell that cannot be read as a figure; the message names the text and the remedy."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell says. A blank has neither value nor reason. `doubt` says what a person should look at, the value being kept.

    `scaled` is a value that the cell gives in thousands, millions or billions: `£1.2m`.
    """

    value: Decimal | None = None
    unit: str | None = None
    missing: Missing | None = None
    markers: tuple[Marker, ...] = ()
    approximate: bool = False
    doubt: str = ""
    scaled: bool = field(default=False, compare=False)  # how it was written, and no part of what it says


BLANK = Figure()

# Why a value is absent, by what stands in its place.
ABSENT: dict[Missing, tuple[str, ...]] = {
    Missing.NOT_APPLICABLE: ("n/a", "na", "n.a", "n.a.", "not applicable", "[z]", "z"),
    Missing.NOT_COLLECTED: (
        *(
            "-",
            "--",
            "---",
            "..",
            "...",
            "…",
            ":",
            "x",
            "[x]",
            "nc",
            "not available",
            "not collected",
            "no data",
            "unavailable",
        ),
        *(
            "none available",
            "not known",
            "unknown",
            "n/k",
            "nk",
            "not measured",
            "no return",
            "not reported",
            "null",
            "nil return",
        ),
    ),
    Missing.NOT_DUE: (
        *(
            "tbc",
            "tba",
            "to be confirmed",
            "to follow",
            "awaited",
            "awaiting data",
            "pending",
            "not due",
            "not yet due",
            "not_due",
        ),
        *("not yet available", "not available yet", "available later", "data awaited"),
    ),
    Missing.LATE: ("late", "overdue"),
    Missing.SUPPRESSED: ("suppressed", "confidential", "c", "[c]", "*", "**", "disclosive", "withheld"),
}
# Words that our own exports write, besides those above.
REASONS = {words: reason for reason, found in ABSENT.items() for words in (*found, reason.value, reason.words)}
MARKER_OF_REASON = {"[z]": Marker.NOT_APPLICABLE, "[x]": Marker.NOT_AVAILABLE, "[c]": Marker.CONFIDENTIAL}

SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands"), 3),
    **dict.fromkeys(("m", "mn", "million", "millions"), 6),
    **dict.fromkeys(("bn", "b", "billion", "billions"), 9),
}
MAYBE_NOT = {"m": "million, not metres", "b": "billion, not as a note or a break in the series"}
# Units that may follow a number in its own cell. Any other word after a number is refused: it may change what the number means.
UNITS = (
    *(
        "%",
        "days",
        "day",
        "hours",
        "hour",
        "hrs",
        "minutes",
        "minute",
        "mins",
        "weeks",
        "week",
        "months",
        "years",
        "people",
    ),
    *("households", "dwellings", "homes", "tonnes", "tonne", "kg", "kwh", "miles", "km", "points", "percentage points"),
)
PER_CENT = ("%", "per cent", "percent", "pct", "pc")
NOTES = {
    "provisional": "p",
    "prov": "p",
    "revised": "r",
    "estimated": "e",
    "estimate": "e",
    "est": "e",
    "forecast": "f",
}

PLAIN = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,9})?", re.ASCII)
COMMON = re.compile(
    r"(£)?(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,9})?)(?(1)|(%)?)", re.ASCII
)  # the quick way for most cells
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+"
FIGURE = re.compile(
    rf"(?P<about>~|c\.? ?|ca\.? |circa |about |approx(?:imately|\.)? |around )?"
    rf"(?P<open>\()?(?P<sign>[-+])?(?P<pound>£)?(?P<inner>[-+])?(?P<number>(?:{NUMBER})(?:e[-+]\d{{1,2}})?)"
    rf"(?: ?(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})(?![a-z]))?"
    rf"(?: ?(?P<unit>{'|'.join(sorted((*PER_CENT, *UNITS), key=len, reverse=True))}|per 1[0,]+)(?![a-z\d]))?(?P<close>\))?"
    rf" ?(?P<notes>(?:\[[a-z]\] ?)+|\([a-z]\)|[pref]|\(?(?:{'|'.join(NOTES)})\)?)?"
    rf"(?P<star> ?[*†‡#^]+)?",
    re.ASCII,
)
ONE_IN = re.compile(r"(\d[\d,]*) (?:in|out of) (\d[\d,]*)", re.ASCII)
SMALL = re.compile(r"(?:<|≤|<=|fewer than|less than|under) ?(\d{1,2})", re.ASCII)

# Forms that are known and refused, with the remedy. The first that fits speaks.
REFUSED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.ASCII), remedy)
    for pattern, remedy in (
        (r"#.*", "is a formula that failed: correct it in the spreadsheet, or write n/a"),
        (r"=.*", "is a formula: save the sheet so that its value is stored, or write the value"),
        (r"[-+]?(nan|inf|infinity|∞)", "is no number: write the value, or n/a where there is none"),
        (r"£?\d{1,3}(\.\d{3})+(,\d+)?", "may be written with points between thousands: write it as 1,234.5"),
        (r"£?\d+,\d{1,2}", "has a comma where a point or three figures belong: write 1.2 or 1,200"),
        (r"£?[\d,]*,[\d,.]*", "has commas that do not part thousands: write it as 1,234,567"),
        (r"\d+(\.\d+)?e\d+", "may be a code or a power of ten: write the number out, or leave the cell as text"),
        (
            r"[<>≤≥].*|(?:over|more than|at least|up to|fewer than|less than|under) .*",
            "is a limit and not a figure: write the value, or [c] where it is suppressed",
        ),
        (r"£?[\d.,]+%? ?(-|–|to) ?£?[\d.,]+%?", "is a range: write one value, and a range’s ends in two columns"),
        (r"[$€].*", "is not in pounds: write the amount in pounds"),
        (
            r"\d+/\d+",
            "may be a date or a fraction: write the share as a percentage, or the parts as numerator and denominator",
        ),
        (r"yes|no|true|false|y|n|met|not met|achieved|not achieved", "is an answer and not a figure: write a number"),
    )
)


def parse(text: str) -> Figure:
    """The figure in a cell. Raises `FigureError`, naming the text and the remedy. Outcomes are remembered by text."""
    if len(text) > LONGEST:
        raise FigureError(
            f'"{text[:40].strip()}…" is a sentence and not a figure: write the value alone, and the rest as a note'
        )
    if len(text) <= DIGITS and PLAIN.fullmatch(text):
        value = Decimal(text)
        return Figure(value or abs(value))  # no negative nought
    if len(text) <= DIGITS and (match := COMMON.fullmatch(text)):
        value = Decimal(match[2].replace(",", ""))
        return Figure(value or abs(value), "£" if match[1] else "%" if match[3] else None)
    outcome = _outcome(text)
    if isinstance(outcome, str):
        raise FigureError(outcome)
    return outcome


@lru_cache(maxsize=8192)
def _outcome(text: str) -> Figure | str:
    words = tidy(text)
    if not words:
        return BLANK
    if reason := REASONS.get(words):
        marker = MARKER_OF_REASON.get(words)
        return Figure(missing=reason, markers=(marker,) if marker else ())
    try:
        return _small(words) or _one_in(words) or _figure(words)
    except FigureError as error:
        return f'"{text.strip()}" {error}'


def tidy(text: str) -> str:
    """Small letters, plain signs, single spaces; without the apostrophe that keeps a spreadsheet from calculating."""
    text = re.sub(r"[‐‑‒–—−]", "-", text.casefold())
    text = re.sub(r"[\s\u00a0\u2009\u202f]+", " ", text).strip()
    return text.removeprefix("'").strip()


def _small(words: str) -> Figure | None:
    """Counts kept back because they are small: `<5`."""
    match = SMALL.fullmatch(words)
    return Figure(missing=Missing.SUPPRESSED) if match and int(match[1]) <= 10 else None


def _one_in(words: str) -> Figure | None:
    """`1 in 8` as the percentage it stands for; people who say it so have rounded."""
    if not (match := ONE_IN.fullmatch(words)):
        return None
    part, whole = (Decimal(number.replace(",", "")) for number in match.groups())
    if not whole or part > whole:
        raise FigureError("is no share: write the smaller number first, as in 1 in 8")
    return Figure(round(part / whole * 100, 6).normalize() + 0, "%", approximate=True)


def _figure(words: str) -> Figure:
    if not (match := FIGURE.fullmatch(words)) or bool(match["open"]) != bool(match["close"]):
        raise FigureError(_why_not(words))
    if match["open"] and (match["sign"] or match["inner"]):
        raise FigureError("is negative twice over: write -1,234")
    value = _value(match)
    if value and (match["open"] or "-" in (match["sign"], match["inner"])):
        value = -value
    markers = _markers(match["notes"] or "")
    unit = _unit(match)
    return Figure(value, unit, None, markers, bool(match["about"]), _doubt(match, markers), bool(match["scale"]))


def _value(match: re.Match[str]) -> Decimal:
    number = Decimal(match["number"].replace(",", "").replace(" ", ""))
    return _shortened(number.scaleb(SCALES[match["scale"]]) if match["scale"] else number)


def _shortened(value: Decimal) -> Decimal:
    """Without the digits that no spreadsheet keeps, without an exponent, and without a negative nought."""
    if not value:
        return abs(value)
    if value.adjusted() >= DIGITS:
        raise FigureError(f"has more than {DIGITS} figures before the point: write the value, if it is not a reference")
    if value.adjusted() < -PLACES:
        raise FigureError(f"begins more than {PLACES} places after the point: write it in a smaller unit")
    keep = min(DIGITS - 1 - value.adjusted(), DIGITS)
    if _places(value) > keep:
        value = round(value, keep).normalize()
    return value if _places(value) >= 0 else value.quantize(Decimal(1))


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def _unit(match: re.Match[str]) -> str | None:
    if match["pound"]:
        return f"£ {match['unit']}" if match["unit"] else "£"
    if not match["unit"]:
        return None
    return "%" if match["unit"] in PER_CENT else match["unit"]


def _markers(notes: str) -> tuple[Marker, ...]:
    plain = notes.strip("() ")
    try:
        return parse_markers(NOTES.get(plain, notes))
    except SeriesError as error:
        raise FigureError(f"carries a note that is not known: {error}") from None


def _doubt(match: re.Match[str], markers: tuple[Marker, ...]) -> str:
    if match["star"]:
        return f'"{match[0].strip()}" carries a mark whose meaning is not in the cell: write [p], [r] or [e], or put it in a note'
    if match["scale"] in MAYBE_NOT and not match["pound"]:
        return f'"{match[0].strip()}" was read as {MAYBE_NOT[match["scale"]]}: write the number out to be sure'
    if {Marker.CONFIDENTIAL, Marker.NOT_AVAILABLE, Marker.NOT_APPLICABLE} & set(markers):
        return f'"{match[0].strip()}" gives a value and a marker that says there is none: keep one of them'
    return ""


def _why_not(words: str) -> str:
    for pattern, remedy in REFUSED:
        if pattern.fullmatch(words):
            return remedy
    if re.fullmatch(r"(\[[a-z]\] ?)+", words):
        return "is a marker without a value: write the value before it, or why there is none"
    if _is_date(words):
        return "is a date or a period, perhaps made of a number by the spreadsheet: write the value again as a number"
    return "is no figure that is known: write a number such as 1,234 or 12.3%, or n/a"


def _is_date(words: str) -> bool:
    try:
        return bool(periods.parse(words, periods.Frequency.MONTH))
    except periods.PeriodError:
        return False
