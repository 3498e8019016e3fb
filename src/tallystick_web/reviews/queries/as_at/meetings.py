"""What a challenge meeting would have looked at on a day, and what had been noted by its end."""

from datetime import date

from tallystick_web.audit.queries import ends
from tallystick_web.measures import as_at as measures
from tallystick_web.plans import as_at as plans
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import MeetingNote, Round
from tallystick_web.reviews.queries import meetings
from tallystick_web.reviews.queries.as_at import as_asked
from tallystick_web.reviews.queries.as_at import rounds as rounds_then
from tallystick_web.reviews.queries.as_at.assessments import assessments
from tallystick_web.reviews.queries.directing import Last, Waiting, accountable_of, contradictions
from tallystick_web.reviews.queries.meetings import Exceptional, Late


def exceptions(round: Round, on: date, *, texts: bool = False) -> list[Exceptional]:
    """The exceptions of a round as they were, the worst first. The number of queries does not grow with them."""
    rows = assessments(round, on, texts=texts)
    then, open_claims, late = _last(round, on), contradictions(rows), late_values(round, on)
    every = []
    for one in rows:
        priorities = [coverage.priority for coverage in one.coverage.all()]
        people, last = accountable_of(one, priorities), then.get(priorities[0].pk) if priorities else None
        beside = Waiting(one, priorities, last, people, 0, open_claims.get(one.pk, 0))
        every.append(Exceptional(beside, tuple(figure for held in priorities for figure in late.get(held.pk, ()))))
    return sorted((one for one in every if one.why), key=lambda one: one.order)


def _last(round: Round, on: date) -> dict[int, Last]:
    """For each priority's id, what had been said of it in the round before."""
    before = queries.before(rounds_then(round.council, queries.rounds(round.council), on), round)
    if before is None:
        return {}
    return {
        coverage.priority_id: Last(one.rating)
        for one in assessments(before, on, texts=False)
        for coverage in one.coverage.all()
    }


def late_values(round: Round, on: date) -> dict[int, list[Late]]:
    """For each priority's id, the figures that had not been given by their day."""
    if round.collection is None:
        return {}
    late: dict[int, list[Late]] = {}
    for due in measures.dues(round.collection, on):
        if due.due_on < on and not due.answered:  # type: ignore[attr-defined]
            late.setdefault(due.measure_id, []).append(Late(due.measure.title, str(due.period), due.due_on))
    found: dict[int, list[Late]] = {}
    for priority, chosen in plans.measures_of_priorities(round.council, on).items() if late else ():
        found[priority] = [one for measure in chosen for one in late.get(measure.pk, ())]
    return found


def minutes(round: Round, on: date) -> list[MeetingNote]:
    """What had been noted, with the answers that had been given. What became of an action since is not told."""
    noted = [one for one in meetings.minutes(round) if one.at < ends(on)]
    for one in noted:
        if one.question is not None:
            one.question = as_asked(one.question, on)
    return noted
