"""What waits for a director: with what changed since last round, and where judgement and evidence part, first."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from tallystick.judgement import Rating
from tallystick_web.common import differences
from tallystick_web.councils.models import Council, Role
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Coverage, OpenContradiction, Round, State
from tallystick_web.reviews.queries.rounds import (
    Accountable,
    Movement,
    before,
    covered,
    movement,
    questions_open,
    rounds,
)

WAITING = (State.SUBMITTED, State.CHALLENGED)


@dataclass(frozen=True, slots=True)
class Last:
    """What was said of the same in the round before; the narrative is empty where it was not asked for."""

    rating: str
    narrative: str = ""


@dataclass(frozen=True)
class Waiting:
    """An assessment beside the one before it. `unanswered` counts its questions without an answer, `contradictions` what stood open."""

    assessment: Assessment
    priorities: Sequence[Priority]
    last: Last | None
    people: Accountable
    unanswered: int
    contradictions: int

    @property
    def references(self) -> str:
        return ", ".join(one.reference for one in self.priorities)

    @cached_property
    def movement(self) -> Movement:
        return movement(self.assessment.rating, self.last.rating if self.last else "")

    @property
    def moved(self) -> bool:
        """Whether there are two ratings, and they differ."""
        return bool(self.movement.now and self.movement.was and self.movement.now != self.movement.was)

    @property
    def greener_by(self) -> int:
        """By how many steps it is judged greener than the evidence; below nought where it is judged more strictly."""
        said, suggested = self.assessment.rating, self.assessment.suggested
        return Rating(suggested).rank - Rating(said).rank if said and suggested else 0

    @cached_property
    def words_changed(self) -> tuple[int, int] | None:
        """How many words were put in and taken out since last round; None where nothing was written then."""
        if self.last is None or not self.last.narrative:
            return None
        return differences.words_changed(self.last.narrative, self.assessment.narrative)

    @property
    def same_words(self) -> bool:
        """Whether the text is that of last round."""
        return self.words_changed == (0, 0)

    @property
    def order(self) -> tuple[Any, ...]:
        """Judged greener than the evidence first, then otherwise than the evidence, worsened, contradicted; then by the plan."""
        worse = Rating(self.movement.now).rank - Rating(self.movement.was).rank if self.moved else 0
        return (
            -max(self.greener_by, 0),
            -abs(self.greener_by),
            -worse,
            -self.contradictions,
            self.assessment.round.end,
            self.assessment.pk,
        )


def waiting(council: Council, roles: Collection[Role], mine: Set[int]) -> list[Waiting]:
    """What is submitted in open rounds to somebody among `mine`. The number of queries does not grow with it."""
    directed = Coverage.objects.filter(
        Q(priority__accountable_director__in=mine) | Q(priority__accountable_director=None),
        round__council=council, round__state=Round.State.OPEN,
    )  # fmt: skip
    rows = (
        Assessment.objects.filter(pk__in=directed.values("assessment"), state__in=WAITING)
        .select_related("round", "author", "rated_by", "submitted_by")
        .defer("suggested_reasons")
    )
    found = list(rows)
    of = covered(found)
    theirs = [
        (one, people) for one in found if (people := accountable_of(one, of.get(one.pk, ())))
        and (people.directors & mine if people.directors else Role.DIRECTOR in roles)
    ]  # fmt: skip
    return sorted(_beside(council, theirs, of), key=lambda one: one.order)


def accountable_of(assessment: Assessment, priorities: Sequence[Priority]) -> Accountable:
    """Whose assessment it is, told from priorities that are loaded already. No query."""
    officers = {one.accountable_officer_id for one in priorities}
    directors = {one.accountable_director_id for one in priorities}
    authors = {assessment.author_id} if assessment.author_id else officers
    return Accountable(frozenset(key for key in authors if key), frozenset(key for key in directors if key))


def _beside(
    council: Council, found: Sequence[tuple[Assessment, Accountable]], of: Mapping[int, Sequence[Priority]]
) -> Iterable[Waiting]:
    listed = [one for one, _ in found]
    then, open_claims, asked = last_of(council, listed, of), contradictions(listed), questions_open(listed)
    for one, people in found:
        yield Waiting(one, of[one.pk], then.get(one.pk), people, asked.get(one.pk, 0), open_claims.get(one.pk, 0))


def last_of(
    council: Council, found: Iterable[Assessment], of: Mapping[int, Sequence[Priority]], *, texts: bool = True
) -> dict[int, Last]:
    """For the id of each assessment, what was said of the first of its priorities in the round before. Two queries.

    `of` are the priorities of each. Without `texts` the narratives, which are most of it, are left where they are.
    """
    every = rounds(council)
    earlier = {one.pk: then.pk for one in every if (then := before(every, one))}
    places = {
        (earlier[one.round_id], of[one.pk][0].pk): one.pk for one in found if one.round_id in earlier and of.get(one.pk)
    }
    rows = Coverage.objects.filter(
        round__in={round for round, _ in places}, priority__in=[priority for _, priority in places]
    ).order_by()  # fmt: skip
    columns = ("assessment__rating", "assessment__narrative") if texts else ("assessment__rating",)
    said = rows.values_list("round_id", "priority_id", *columns)
    return {
        places[round, priority]: Last(*rest) for round, priority, *rest in said if (round, priority) in places
    }  # fmt: skip


def contradictions(found: Iterable[Assessment]) -> dict[int, int]:
    """For the id of each assessment, how many contradictions stood in it when it was last saved. One query."""
    versions = {
        one.pk: one.version for one in found
    }  # of the day that is looked at, which the row may have left behind
    rows = OpenContradiction.objects.filter(assessment__in=versions, occasion=OpenContradiction.Occasion.SAVED)
    saved = rows.order_by().values_list("assessment_id", "version")
    return dict(Counter(key for key, version in saved if versions[key] == version))
