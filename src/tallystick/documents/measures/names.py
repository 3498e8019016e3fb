"""The names that councils give to the columns of a table of measures, and the answers they write in them: one table, to be read.

To teach Tallystick another name, add it to the row of its column, in small letters and without punctuation. The guide for officers
(`docs/guide/spreadsheets.md`) lists the same names.
"""

import re
from enum import StrEnum
from functools import lru_cache

from tallystick.series import Vintage
from tallystick.status import Polarity


class Role(StrEnum):
    """What a column holds."""

    REFERENCE = "reference"
    TITLE = "title"
    MEASURE = "measure"  # a reference or a title: which, the other columns or the cell itself must tell
    AREA = "area"
    AREA_CODE = "area code"
    PERIOD = "period"
    PERIOD_LENGTH = "period length"
    VALUE = "value"
    MISSING = "missing"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VINTAGE = "vintage"
    MARKERS = "markers"
    TARGET = "target"
    TARGET_NAME = "target name"
    BASELINE = "baseline"
    BASELINE_PERIOD = "baseline period"
    UNIT = "unit"
    POLARITY = "polarity"
    FREQUENCY = "frequency"
    COMPARATOR = "comparator"
    OWNER = "owner"
    SERVICE = "service"
    SOURCE = "source"
    NOTE = "note"
    ILLUSTRATIVE = "illustrative"
    LEFT_ALONE = "left alone"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(piece.split()) for piece in text.split(","))


NAMES: dict[Role, tuple[str, ...]] = {
    Role.REFERENCE: _listed(
        """
        reference, ref, ref no, reference number, pi ref, pi reference, pi no, pi number, pi code, pi id, indicator
        ref, indicator reference, indicator no, indicator number, indicator code, indicator id, measure ref, measure
        reference, measure no, measure number, measure code, measure id, kpi ref, kpi no, kpi number, kpi code, kpi id, ni,
        ni no, ni number, ni ref, bvpi, code, no, number ref, id
        """
    ),
    Role.TITLE: _listed(
        """
        title, measure title, measure name, name of measure, indicator title, indicator name, pi title, pi name, kpi
        name, name, short name, performance indicator, performance measure, pi description, indicator description,
        measure description, key performance indicator, success measure, description, what we measure, kpi title, kpi
        description, measure of success
        """
    ),
    Role.MEASURE: _listed("measure, indicator, pi, kpi, measures, indicators, pis, kpis, headline indicator"),
    Role.AREA: _listed(
        "area, area name, council, authority, local authority, la name, district, ward, locality, place"
    ),
    Role.AREA_CODE: _listed("area code, gss code, gss, ons code, geography code, ward code, la code"),
    Role.PERIOD: _listed(
        """
        period, time period, reporting period, quarter, month, year, date, period of data, data period, period
        covered, financial year, time, as at, period start, reporting date, period ending, period end, period ended,
        quarter ending, quarter end, quarter ended, month ending, month end, month ended, year ending, year ended
        """
    ),
    Role.PERIOD_LENGTH: _listed("period length"),
    Role.VALUE: _listed(
        """
        value, actual, actuals, outturn, out turn, result, results, performance, score, figure, data, current value,
        current performance, current position, latest, latest value, latest performance, latest data, actual
        performance, actual value, reported value, observation, this period, rate, current, ytd, ytd actual, actual ytd, year to
        date, performance ytd, ytd performance
        """
    ),
    Role.MISSING: _listed("missing, reason missing, why missing, missing reason"),
    Role.NUMERATOR: _listed("numerator, num, numerator value"),
    Role.DENOMINATOR: _listed("denominator, den, denom, denominator value, base"),
    Role.VINTAGE: _listed("vintage, data status, provisional or final, data quality status, validation"),
    Role.MARKERS: _listed("markers, marker, shorthand, flags, obs status"),
    Role.TARGET: _listed("target, target value, targets, profile, profiled target, target profile, profiled"),
    Role.TARGET_NAME: _listed("target name, target type, name of target, which target"),
    Role.BASELINE: _listed("baseline, baseline value, baseline figure, starting point, start value"),
    Role.BASELINE_PERIOD: _listed("baseline period, baseline year, baseline date"),
    Role.UNIT: _listed("unit, units, unit of measure, unit of measurement, measured in, format, data type, value type"),
    Role.POLARITY: _listed(
        """
        polarity, good performance is, good is, good performance, better is, what is good, bigger is better, higher
        is better, lower is better, smaller is better, bigger or smaller is better, bigger or smaller, higher or lower is
        better, higher or lower, desired direction, aim to, aim, good direction, high or low
        is good, high low is good, what does good look like, direction of good performance
        """
    ),
    Role.FREQUENCY: _listed(
        """
        frequency, reporting frequency, frequency of reporting, reported, how often, collection frequency, year
        type, period type, frequency of collection
        """
    ),
    Role.COMPARATOR: _listed(
        "comparator, benchmark, england, national, great britain, uk, wales, scotland, northern ireland, region, regional"
    ),
    Role.OWNER: _listed(
        """
        owner, measure owner, indicator owner, pi owner, kpi owner, owned by, lead, measure lead, indicator lead, pi
        lead, kpi lead, lead officer, responsible officer, accountable officer, responsible manager, manager
        """
    ),
    Role.SERVICE: _listed("service, service area, directorate, department, team"),
    Role.SOURCE: _listed("source, data source, source of data, sources"),
    Role.NOTE: _listed(
        """
        note, notes, comment, comments, commentary, explanation, narrative, remarks, footnote, caveats, performance
        commentary, latest note, officer comment, officer comments
        """
    ),
    Role.ILLUSTRATIVE: _listed("illustrative"),
    Role.LEFT_ALONE: _listed(
        """
        status, rag, rag status, rag rating, rating, traffic light, on target, target met, trend, direction of
        travel, dot, direction, change, variance, difference, performance against target, accountable director, portfolio, portfolio holder, theme, priority, outcome, plan, strategic priority, definition, decimals,
        lag days, year is, use, collection minutes, not known measure, not known limit, rank, quartile, geography, geographic level, dataset, region name, dfe la
        number, forecast, year end forecast, forecast outturn, predicted outturn, predicted year end, round, state,
        updated, last updated, measure short, indicator short name
        """
    ),
}
BY_NAME: dict[str, Role] = {name: role for role, names in NAMES.items() for name in names}

# Beside one of these a target is not a target: "progress against target", "target met?", "variance from target".
NOT_A_TARGET = frozenset(
    _listed(
        """
        achieved, against, by, comment, comments, date, difference, direction, distance, from, gap, meeting, met,
        missed, note, notes, on, owner, performance, progress, rag, rating, rationale, setting, status, to, trend, v,
        variance, vs
        """
    )
)
NOTES_BELOW = frozenset(
    _listed("note, notes, footnote, footnotes, key, legend, source, sources, definitions, glossary, explanatory notes")
)
TO_DATE = re.compile(r"\bytd\b|\byear to date\b")
YEAR_END = frozenset({"year end", "yearend", "annual", "end of year", "full year", "yearly", "end year"})
COMPARING = re.compile(
    r"average|neighbour|quartile|england|national|core cit|regional|comparator|benchmark|family group|cipfa"
    r"|great britain|\bwales\b|\bscotland\b|northern ireland|\buk\b|statistical|nearest|similar (?:councils|authorities)|peer group|all authorities"
)

POLARITIES: dict[Polarity, tuple[str, ...]] = {
    Polarity.HIGHER_IS_BETTER: _listed(
        """
        higher is better, high, higher, bigger, bigger is better, high is good, higher is good, up, increase,
        increasing, increases, maximise, large, larger, larger is better, more, rise, positive, ↑, ▲, h, high is
        better, bigger is good, to increase, an increase, higher better, aim to maximise
        """
    ),
    Polarity.LOWER_IS_BETTER: _listed(
        """
        lower is better, low, lower, smaller, smaller is better, low is good, lower is good, down, decrease,
        decreasing, decreases, minimise, small, less, fall, reduce, reduction, negative, ↓, ▼, l, low is better,
        smaller is good, to decrease, a decrease, lower better, aim to minimise, fewer
        """
    ),
    Polarity.NEAR_IS_BEST: _listed(
        """
        near is best, range, within range, in range, on target, close to target, plan is best, near to target,
        goldilocks, within a range, nearer is better
        """
    ),
    Polarity.NONE: _listed(
        """
        none, neither, neutral, no polarity, not applicable, n a, na, context, contextual, monitor, monitor only,
        monitoring, for information, no direction, neither direction is better, information only
        """
    ),
}
POLARITY = {words: polarity for polarity, found in POLARITIES.items() for words in found}

VINTAGES: dict[Vintage, tuple[str, ...]] = {
    Vintage.PROVISIONAL: _listed("provisional, prov, p, draft, unvalidated, not validated, interim, preliminary"),
    Vintage.VALIDATED: _listed("validated, final, v, confirmed, actual, audited, official, published"),
    Vintage.REVISED: _listed("revised, r, updated, restated"),
    Vintage.CORRECTED: _listed("corrected, correction, amended"),
    Vintage.ESTIMATED: _listed("estimated, estimate, est, e"),
}
VINTAGE = {words: vintage for vintage, found in VINTAGES.items() for words in found}

YES = frozenset({"yes", "y", "true", "1", "x", "✓", "illustrative"})
NO = frozenset({"", "no", "n", "false", "0"})

PER_CENT = re.compile(r"%|\bper ?cent\b|\bpercentage\b(?! points?)", re.IGNORECASE)

UNITS: dict[str, tuple[str, ...]] = {
    "%": ("%", "percent", "per cent", "percentage", "pct", "percentage %", "% of total", "percent %"),
    "£": ("£", "pounds", "gbp", "£ pounds", "pounds £"),
}
UNIT = {words: unit for unit, found in UNITS.items() for words in found}

# A reference at the head of a cell that holds the title too: "NI 117 – 16 to 18 year olds who are NEET".
LEADING_REFERENCE = re.compile(
    r"((?:NI|LPI|LI|BVPI|BV|LKI|KPI|PI|CP|PSA|LAA|PM)[ -]?\d+[a-z]?(?:\.\d+)?(?: ?\([ivx]+\))?)(?:\s*[:–—-]\s*|\s+)(\S.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
LOOKS_LIKE_A_REFERENCE = re.compile(r"[A-Za-z]{0,6}[ ./_-]?\d+[A-Za-z]?(?:[./-]\w{1,4})*(?: ?\([ivx]+\))?", re.ASCII)


def plain(text: str) -> str:
    """A name in small letters, with single spaces and without punctuation."""
    return re.sub(r"[^\w%£&↑↓▲▼✓]+|_", " ", text.casefold()).strip()


@lru_cache(maxsize=4096)
def says_per_cent(title: str) -> bool:
    """Whether the name of a measure says that it is a percentage."""
    return bool(PER_CENT.search(title))
