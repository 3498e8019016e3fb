"""What the overall summaries of a round say, as plain values.

Everything a reader sees is settled here, in words: the page, the PDF and the publication all show these values and nothing else.
That is what lets a publication be frozen: its bundle is `as_data` of them, and no later change of a record can reach it.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from tallystick.judgement import Rating

Linked = TypeVar("Linked", "ThemeCounts", "Moved", "Named")
EXCEPTIONS = (Rating.AMBER, Rating.AMBER_RED, Rating.RED)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something and when: the name, the day as 2009-11-09, and both in words."""

    name: str
    on: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series. Numbers are exact and written as text; `shown` is what a reader sees."""

    period: str
    value: str | None
    shown: str
    missing: str
    vintage: str
    markers: tuple[str, ...]
    numerator: str | None
    denominator: str | None
    source: str
    illustrative: bool
    status: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of the latest period, and what arithmetic says of the value beside it; no status where none is better."""

    name: str
    value: str
    shown: str
    status: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The targets of the round's year, where they are not those of the latest period, and what the year is expected to come to or came to.

    Without a figure `shown` is empty, and the targets have no status.
    """

    period: str
    shown: str
    complete: bool
    mark: str
    aims: tuple[Aim, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measure that speaks of a priority, with its latest value and the periods before. `lacking` says what has not come."""

    reference: str
    title: str
    unit: str
    polarity: str
    source: str
    latest: Point | None
    year_before: str
    aims: tuple[Aim, ...]
    points: tuple[Point, ...]
    line: tuple[str | None, ...]
    target: str | None
    trend: str
    sentence: str
    lacking: str
    late: bool
    illustrative: bool
    year: Year | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """What another body said. It stands beside the rating and is never mixed with it."""

    value: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A priority or a measure, and where on the page it is told of."""

    reference: str
    title: str
    anchor: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment with all the priorities it speaks of, or a priority without one (`assessed` is then false)."""

    anchor: str
    references: str
    priorities: tuple[Named, ...]
    assessed: bool
    narrative: str
    rating: str
    was: str
    direction: str
    reason: str
    rated: Signature | None
    agreed: Signature | None
    grades: tuple[Grade, ...]
    evidence: tuple[Evidence, ...]
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ThemeSection:
    """A theme: its assessments once each, and the priorities that are told of under another theme."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]
    elsewhere: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class PlanSection:
    title: str
    anchor: str
    themes: tuple[ThemeSection, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A priority whose rating is another than in the round before."""

    reference: str
    title: str
    anchor: str
    was: str
    now: str
    direction: str


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """How many priorities of a theme have which rating."""

    plan: str
    title: str
    anchor: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """The page in front: how many of what, what changed, what is missing. Counts are of priorities.

    It speaks of all priorities even where the body is cut; an anchor is then empty for what the body does not hold.
    """

    total: int
    counts: Mapping[str, int]
    themes: tuple[ThemeCounts, ...]
    moved: tuple[Moved, ...]
    unassessed: tuple[Named, ...]
    not_judged: tuple[Named, ...]
    not_agreed: tuple[Named, ...]
    late: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Summaries:
    """The overall summaries of one round. `before` is the round that changes are measured from, if the council held one."""

    council: str
    council_slug: str
    gss_code: str
    round: str
    round_slug: str
    before: str
    headline: str
    made_on: str
    made_on_words: str
    scope: str
    overview: Overview
    plans: tuple[PlanSection, ...]
    marks: tuple[str, ...]
    illustrative: bool


def as_data(summaries: Summaries) -> dict[str, Any]:
    """Plain dictionaries, lists, text, numbers and nothing else: what JSON can hold and give back the same."""
    return {name: _plain(value) for name, value in asdict(summaries).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def by_exception(summaries: Summaries) -> Summaries:
    """The same report with the body cut to what is amber or red; the page in front still counts everything."""
    return _only(summaries, "amber and red only", lambda entry: entry.rating in EXCEPTIONS)


def judged_only(summaries: Summaries) -> Summaries:
    """The same report with the body cut to the assessments that carry a rating."""
    return _only(summaries, "judged priorities only", lambda entry: bool(entry.rating))


def _only(summaries: Summaries, scope: str, wanted: Callable[[Entry], bool]) -> Summaries:
    plans = tuple(plan for one in summaries.plans if (plan := _plan(one, wanted)).themes)
    held = {entry.anchor for entry in entries(plans)} | {theme.anchor for plan in plans for theme in plan.themes}
    return replace(summaries, scope=scope, plans=plans, overview=_linked(summaries.overview, held))


def _plan(plan: PlanSection, wanted: Callable[[Entry], bool]) -> PlanSection:
    themes = [
        replace(theme, entries=tuple(entry for entry in theme.entries if wanted(entry)), elsewhere=())
        for theme in plan.themes
    ]
    return replace(plan, themes=tuple(theme for theme in themes if theme.entries))


def _linked(overview: Overview, held: Set[str]) -> Overview:
    """The page in front with links only to what the body still holds."""

    def linked(things: tuple[Linked, ...]) -> tuple[Linked, ...]:
        return tuple(one if one.anchor in held else replace(one, anchor="") for one in things)

    return replace(
        overview, themes=linked(overview.themes), moved=linked(overview.moved), late=linked(overview.late),
        unassessed=linked(overview.unassessed), not_judged=linked(overview.not_judged),
        not_agreed=linked(overview.not_agreed),
    )  # fmt: skip


def entries(plans: Iterable[PlanSection]) -> tuple[Entry, ...]:
    """Every entry in the order of the plans."""
    return tuple(entry for plan in plans for theme in plan.themes for entry in theme.entries)
