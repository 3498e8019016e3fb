"""What waits for a director: with what changed since last round, and where judgement and evidence part, first."""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from tallystick.judgement import Rating
from tallystick_web.common import differences
from tallystick_web.councils.models import Council, Role
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Coverage, OpenContradiction, Round, State
from tallystick_web.reviews.queries.rounds import Accountable, Movement, before, movement, rounds

WAITING = (State.SUBMITTED, State.CHALLENGED)


@dataclass(frozen=True)
class Waiting:
    """An assessment beside the one before it. `unanswered` counts its questions without an answer, `contradictions` what stood open."""

    assessment: Assessment
    last: Assessment | None
    people: Accountable
    unanswered: int
    contradictions: int

    @property
    def priorities(self) -> list[Priority]:
        return [one.priority for one in self.assessment.coverage.all()]

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
        .select_related("round", "council", "author", "rated_by", "submitted_by")
        .prefetch_related("coverage__priority__accountable_director", "coverage__priority__theme__plan")
        .annotate(asked=Count("questions", filter=Q(questions__answered_at=None)))
    )
    found = [(one, accountable_of(one)) for one in rows]
    theirs = [
        (one, people) for one, people in found
        if (people.directors & mine if people.directors else Role.DIRECTOR in roles)
    ]  # fmt: skip
    return sorted(_beside(council, theirs), key=lambda one: one.order)


def accountable_of(assessment: Assessment) -> Accountable:
    """Whose assessment it is, told from priorities that are loaded already. No query."""
    priorities = [one.priority for one in assessment.coverage.all()]
    officers = {one.accountable_officer_id for one in priorities} - {None}
    directors = {one.accountable_director_id for one in priorities} - {None}
    authors = {assessment.author_id} if assessment.author_id else officers
    return Accountable(frozenset(key for key in authors if key), frozenset(key for key in directors if key))


def _beside(council: Council, found: Sequence[tuple[Assessment, Accountable]]) -> Iterable[Waiting]:
    then, open_claims = last_of(council, [one for one, _ in found]), contradictions([one for one, _ in found])
    for one, people in found:
        yield Waiting(one, then.get(one.pk), people, getattr(one, "asked", 0), open_claims.get(one.pk, 0))


def last_of(council: Council, found: Iterable[Assessment], *, texts: bool = True) -> dict[int, Assessment]:
    """For the id of each assessment, what was said of the first of its priorities in the round before. Two queries.

    Without `texts` the narratives, which are most of it, are left where they are.
    """
    listed, every = list(found), rounds(council)
    firsts = {one.pk: first.priority_id for one in listed if (first := next(iter(one.coverage.all()), None))}
    asked = {one.round_id for one in listed}
    earlier = {one.pk: then for one in every if one.pk in asked and (then := before(every, one))}
    rows = Coverage.objects.filter(round__in=earlier.values(), priority__in=firsts.values()).select_related(
        "assessment"
    )
    rows = rows if texts else rows.defer("assessment__narrative")
    said = {(one.round_id, one.priority_id): one.assessment for one in rows.order_by()}
    places = {
        one.pk: (earlier[one.round_id].pk, firsts[one.pk])
        for one in listed
        if one.round_id in earlier and one.pk in firsts
    }
    return {key: said[place] for key, place in places.items() if place in said}


def contradictions(found: Iterable[Assessment]) -> dict[int, int]:
    """For the id of each assessment, how many contradictions stood in it when it was last saved. One query."""
    versions = {one.pk: one.version for one in found}
    rows = OpenContradiction.objects.filter(assessment__in=versions, occasion=OpenContradiction.Occasion.SAVED)
    counted: dict[int, int] = {}
    for key, version in rows.order_by().values_list("assessment_id", "version"):
        if versions[key] == version:
            counted[key] = counted.get(key, 0) + 1
    return counted
