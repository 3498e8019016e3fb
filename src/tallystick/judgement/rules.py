"""The rules of suggestion, as data: two tables that a person can read, question and change.

`MEASURES` reads one measure: the first line that fits gives the rating that it speaks for by itself. `PRIORITY` then says, for all the
evidence of a priority, what a suggestion may be at best: the strictest line that fits is the suggestion. Nothing is added up or
weighted, so that every suggestion can be followed with a finger. A change of either table is a new version.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tallystick.judgement.ratings import Rating
from tallystick.status import Direction, Status

VERSION = "rules of suggestion, version 2"

ON, WITHIN, OFF = Status.ON_TRACK, Status.WITHIN_TOLERANCE, Status.OFF_TRACK
IMPROVING, WORSENING = Direction.IMPROVING, Direction.WORSENING
ANY_DIRECTION = tuple(Direction)


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """Which status now, status expected at the year's end and direction it fits, and the rating these speak for.

    None among the statuses stands for one that is not known: no target, no figure, none due, or no forecast.
    """

    now: tuple[Status | None, ...]
    year_end: tuple[Status | None, ...]
    direction: tuple[Direction, ...]
    says: Rating
    words: str


# A good year's end never hides a bad present, and a good present never hides a bad year's end.
MEASURES = (
    MeasureRule(
        (OFF,), (OFF,), (IMPROVING,), Rating.AMBER_RED, "off track now and at the year’s end, though improving"
    ),
    MeasureRule((OFF,), (OFF,), ANY_DIRECTION, Rating.RED, "off track now and at the year’s end"),
    MeasureRule(
        (WITHIN,), (OFF,), ANY_DIRECTION, Rating.AMBER_RED, "within tolerance now, but off track at the year’s end"
    ),
    MeasureRule((None,), (OFF,), ANY_DIRECTION, Rating.AMBER_RED, "off track at the year’s end"),
    MeasureRule((ON,), (OFF,), ANY_DIRECTION, Rating.AMBER, "on track now, but off track at the year’s end"),
    MeasureRule(
        (OFF,), (WITHIN,), (WORSENING,), Rating.AMBER_RED, "off track and worsening, within tolerance at the year’s end"
    ),
    MeasureRule((OFF,), (WITHIN,), ANY_DIRECTION, Rating.AMBER, "off track now, within tolerance at the year’s end"),
    MeasureRule(
        (WITHIN,),
        (WITHIN,),
        (IMPROVING,),
        Rating.AMBER_GREEN,
        "within tolerance now and at the year’s end, and improving",
    ),
    MeasureRule((WITHIN,), (WITHIN,), ANY_DIRECTION, Rating.AMBER, "within tolerance now and at the year’s end"),
    MeasureRule((None,), (WITHIN,), ANY_DIRECTION, Rating.AMBER, "within tolerance at the year’s end"),
    MeasureRule(
        (ON,), (WITHIN,), ANY_DIRECTION, Rating.AMBER_GREEN, "on track now, within tolerance at the year’s end"
    ),
    MeasureRule((OFF,), (ON,), ANY_DIRECTION, Rating.AMBER, "off track now, though on track at the year’s end"),
    MeasureRule(
        (WITHIN,), (ON,), ANY_DIRECTION, Rating.AMBER_GREEN, "within tolerance now, on track at the year’s end"
    ),
    MeasureRule((ON,), (ON,), (WORSENING,), Rating.AMBER_GREEN, "on track now and at the year’s end, but worsening"),
    MeasureRule((ON,), (ON,), ANY_DIRECTION, Rating.GREEN, "on track now and at the year’s end"),
    MeasureRule((None,), (ON,), ANY_DIRECTION, Rating.GREEN, "on track at the year’s end"),
    MeasureRule((OFF,), (None,), (WORSENING,), Rating.RED, "off track and worsening"),
    MeasureRule((OFF,), (None,), (IMPROVING,), Rating.AMBER, "off track, though improving"),
    MeasureRule((OFF,), (None,), ANY_DIRECTION, Rating.AMBER_RED, "off track"),
    MeasureRule((WITHIN,), (None,), (IMPROVING,), Rating.AMBER_GREEN, "within tolerance and improving"),
    MeasureRule((WITHIN,), (None,), ANY_DIRECTION, Rating.AMBER, "within tolerance"),
    MeasureRule((ON,), (None,), (WORSENING,), Rating.AMBER_GREEN, "on track, but worsening"),
    MeasureRule((ON,), (None,), ANY_DIRECTION, Rating.GREEN, "on track"),
)


class About(StrEnum):
    """What a piece of evidence is about, in the order in which equals are told."""

    MEASURE = "measure"
    OTHERS = "others"
    GRADE = "grade"
    UNSETTLED_GRADE = "unsettled_grade"
    ACTIONS = "actions"
    RISKS = "risks"
    QUALITY = "quality"

    @property
    def words(self) -> str:
        """As the printed table names it."""
        return ABOUT_WORDS[self]


ABOUT_WORDS = {
    About.MEASURE: "measures",
    About.OTHERS: "measures beside others",
    About.GRADE: "grades by other bodies",
    About.UNSETTLED_GRADE: "grades that are provisional or under appeal",
    About.ACTIONS: "actions",
    About.RISKS: "risks",
    About.QUALITY: "quality of the figures",
}


class Share(StrEnum):
    """How many of the pieces of evidence of one kind."""

    ANY = "any"
    HALF = "half"
    MOST = "most"

    @property
    def words(self) -> str:
        """As the printed table puts it."""
        return {"any": "any", "half": "half or more", "most": "more than half"}[self]

    def holds(self, count: int, of: int) -> bool:
        """Whether so many of so many are enough."""
        if self is Share.ANY:
            return count > 0
        return 0 < of <= 2 * count if self is Share.HALF else 2 * count > of


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """Where so large a share of one kind of evidence speaks for `as_bad_as` or worse, the suggestion is `at_best` this."""

    about: About
    share: Share
    as_bad_as: Rating
    at_best: Rating


PRIORITY = (
    PriorityRule(About.MEASURE, Share.MOST, Rating.RED, Rating.RED),
    PriorityRule(About.MEASURE, Share.MOST, Rating.AMBER_RED, Rating.AMBER_RED),
    PriorityRule(About.MEASURE, Share.MOST, Rating.AMBER, Rating.AMBER),
    PriorityRule(About.MEASURE, Share.MOST, Rating.AMBER_GREEN, Rating.AMBER_GREEN),
    PriorityRule(About.MEASURE, Share.HALF, Rating.RED, Rating.AMBER_RED),
    PriorityRule(About.MEASURE, Share.ANY, Rating.RED, Rating.AMBER),
    PriorityRule(About.MEASURE, Share.ANY, Rating.AMBER, Rating.AMBER_GREEN),
    PriorityRule(About.OTHERS, Share.ANY, Rating.AMBER, Rating.AMBER),
    PriorityRule(About.GRADE, Share.ANY, Rating.RED, Rating.AMBER_RED),
    PriorityRule(About.GRADE, Share.ANY, Rating.AMBER_RED, Rating.AMBER),
    PriorityRule(About.GRADE, Share.ANY, Rating.AMBER, Rating.AMBER_GREEN),
    PriorityRule(About.UNSETTLED_GRADE, Share.ANY, Rating.RED, Rating.AMBER),
    PriorityRule(About.UNSETTLED_GRADE, Share.ANY, Rating.AMBER_RED, Rating.AMBER_GREEN),
    PriorityRule(About.ACTIONS, Share.ANY, Rating.AMBER, Rating.AMBER),
    PriorityRule(About.ACTIONS, Share.ANY, Rating.AMBER_GREEN, Rating.AMBER_GREEN),
    PriorityRule(About.RISKS, Share.ANY, Rating.AMBER_GREEN, Rating.AMBER_GREEN),
)

# What the other kinds of evidence speak for by themselves. Being worse than others is no fault of itself: a poor town is not a bad
# council. Being worse and falling further behind is.
WORSE_AND_WORSENING = Rating.AMBER
HALF_OVERDUE = Rating.AMBER
SOME_OVERDUE = Rating.AMBER_GREEN
# A risk is no harm done yet: it takes the green off, and no more.
ABOVE_APPETITE = Rating.AMBER_GREEN


def reading(now: Status | None, year_end: Status | None, direction: Direction) -> MeasureRule | None:
    """The first line of the measures' table that fits; None where neither status is known."""
    now, year_end = known(now), known(year_end)
    fits = (rule for rule in MEASURES if now in rule.now and year_end in rule.year_end and direction in rule.direction)
    return next(fits, None)


def known(status: Status | None) -> Status | None:
    """A status that says something of the figure; no data and not due say nothing."""
    return status if status in (ON, WITHIN, OFF) else None


def as_markdown() -> str:
    """Both tables as the documentation prints them."""
    return "\n".join((*_measures_table(), "", *_priority_table(), ""))


def _measures_table() -> Iterator[str]:
    yield "| now | at the year’s end | direction | speaks for |"
    yield "|---|---|---|---|"
    before: set[tuple[str, ...]] = set()
    for rule in MEASURES:
        statuses = tuple(_either(some) for some in (rule.now, rule.year_end))
        rest = "any other" if statuses in before else "any"
        direction = rest if rule.direction == ANY_DIRECTION else " or ".join(one.words for one in rule.direction)
        before.add(statuses)
        cells = (*statuses, direction, rule.says.words)
        yield f"| {' | '.join(cells)} |"


def _priority_table() -> Iterator[str]:
    yield "| evidence | how much of it | speaks for | the suggestion is at best |"
    yield "|---|---|---|---|"
    for rule in PRIORITY:
        worse = "" if rule.as_bad_as is Rating.RED else " or worse"
        yield f"| {rule.about.words} | {rule.share.words} | {rule.as_bad_as.words}{worse} | {rule.at_best.words} |"


def _either(statuses: tuple[Status | None, ...]) -> str:
    return " or ".join("not known" if status is None else status.words for status in statuses)
