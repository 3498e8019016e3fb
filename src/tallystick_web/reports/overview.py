"""The page in front of the summaries: how many of what, what changed since the last round, what is missing.

Worked out from the sections that the body shows, so that the page in front can never say something that the body does not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tallystick.status import Direction
from tallystick_web.common import words
from tallystick_web.reports.values import Entry, Moved, Named, Overview, PlanSection, Summaries, ThemeCounts, entries
from tallystick_web.reviews import queries as reviews

# The worrying first: what got worse, then what is no longer judged.
ORDER = (Direction.WORSENING, "no_longer_judged", Direction.IMPROVING, "newly_judged")


def complete(
    sections: tuple[PlanSection, ...],
    themes: tuple[ThemeCounts, ...],
    *,
    moved_from: str,
    was: Mapping[str, str],
    council: str,
    council_slug: str,
    gss_code: str,
    round: str,
    round_slug: str,
    made_on: str,
    made_on_words: str,
    illustrative: bool,
) -> Summaries:
    """The whole report, with its page in front. `was` holds each priority's rating of the round `moved_from`."""
    found = overview(sections, themes, was if moved_from else {})
    return Summaries(
        council=council, council_slug=council_slug, gss_code=gss_code, round=round, round_slug=round_slug, before=moved_from,
        headline=headline(found), made_on=made_on, made_on_words=made_on_words, scope="", overview=found,
        plans=sections, marks=_marks(sections), illustrative=illustrative or any(_illustrative(entry) for entry in entries(sections)),
    )  # fmt: skip


def overview(sections: Sequence[PlanSection], themes: tuple[ThemeCounts, ...], was: Mapping[str, str]) -> Overview:
    """Counts, changes and gaps of all priorities in the sections."""
    told = list(_priorities(sections))
    counts = dict(Counter(entry.rating for _, entry in told))
    moved = [one for named, entry in told if was and (one := _moved(named, entry, was.get(named.reference, "")))]
    return Overview(
        total=len(told), counts=counts,
        themes=themes,
        moved=tuple(sorted(moved, key=lambda one: ORDER.index(one.direction))),
        unassessed=tuple(named for named, entry in told if not entry.assessed),
        not_judged=tuple(named for named, entry in told if entry.assessed and not entry.rating),
        not_agreed=tuple(named for named, entry in told if entry.rating and not entry.agreed),
        late=tuple(_late(sections)),
    )  # fmt: skip


def headline(overview: Overview) -> str:
    """The report's answer in one sentence."""
    if not overview.total:
        return "There are no priorities yet"
    judged = overview.total - overview.counts.get("", 0)
    every = words.count(overview.total, "priority", "priorities")
    if not judged:
        return f"None of {every} has been judged yet" if overview.total > 1 else "The one priority is not judged yet"
    said = ", ".join(
        f"{number} {words.RATINGS[name]}" for name in words.RATINGS if name and (number := overview.counts.get(name, 0))
    )
    worse = sum(one.direction == Direction.WORSENING for one in overview.moved)
    better = sum(one.direction == Direction.IMPROVING for one in overview.moved)
    moves = [f"{number} got {word}" for number, word in ((worse, "worse"), (better, "better")) if number]
    return f"{judged} of {every} judged: {said}" + (f"; {' and '.join(moves)}" if moves else "")


def _priorities(sections: Sequence[PlanSection]) -> Iterator[tuple[Named, Entry]]:
    """Every priority once with the entry that tells of it, in the order of the report."""
    for entry in entries(sections):
        for named in entry.priorities:
            yield Named(named.reference, named.title, entry.anchor), entry


def _moved(named: Named, entry: Entry, was: str) -> Moved | None:
    if entry.rating == was:
        return None
    moved = str(reviews.movement(entry.rating, was).direction)
    if moved == Direction.NOT_KNOWN:
        moved = "newly_judged" if entry.rating else "no_longer_judged"
    return Moved(named.reference, named.title, named.anchor, was, entry.rating, moved)


def _late(sections: Sequence[PlanSection]) -> Iterator[Named]:
    """The measures whose value should be here and is not, each once."""
    seen = set()
    for entry in entries(sections):
        for one in entry.evidence:
            if one.late and one.reference not in seen:
                seen.add(one.reference)
                yield Named(one.reference, one.title, entry.anchor, one.lacking)


def _marks(sections: Sequence[PlanSection]) -> tuple[str, ...]:
    """The vintages and markers of the latest values and of the year's figures, each once: what they mean is told where they are shown."""
    every = [one for entry in entries(sections) for one in entry.evidence]
    shown = [one.latest for one in every if one.latest]
    found = dict.fromkeys(name for point in shown for name in (point.vintage, *point.markers))
    found |= dict.fromkeys(one.year.mark for one in every if one.year)
    return tuple(name for name in found if words.marker(name)[0])


def _illustrative(entry: Entry) -> bool:
    return entry.illustrative or any(one.illustrative for one in entry.evidence)
