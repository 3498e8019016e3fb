"""How far a round had come at the end of a day, and whose turn it was, as the log has it."""

from dataclasses import replace
from datetime import date
from typing import Final

from tallystick_web.accounts import queries as letters
from tallystick_web.accounts.models import Reminder
from tallystick_web.councils import as_at as councils
from tallystick_web.measures import as_at as measures
from tallystick_web.plans import as_at as plans
from tallystick_web.plans.as_at import Since
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Round
from tallystick_web.reviews.queries.as_at import carried
from tallystick_web.reviews.queries.as_at.assessments import asked, assessments, put_back_authors, put_back_extensions
from tallystick_web.reviews.queries.as_at.meetings import late_values
from tallystick_web.reviews.queries.directing import contradictions
from tallystick_web.reviews.queries.progress import REMEMBERED, Line, Values, person_whose_turn
from tallystick_web.reviews.queries.rounds import asked_about

SHOWS: Final = {
    "": "What was not agreed", "late": "Late", "unowned": "Nobody’s to do", "data": "Data late", "contradicted": "Contradicted",
    "carried": "Carried as missing", "all": "Every priority",
}  # fmt: skip


def lines(round: Round, on: date) -> list[Line]:
    """Every priority that there was, the latest first. The number of queries does not grow with them.

    Of a priority whose change the log does not tell in full it is not known whose turn it was (`Line.untold`).
    """
    rows = assessments(round, on, texts=False)
    put_back_extensions(round.council, rows, on)
    put_back_authors(round.council, rows, on)
    said = {coverage.priority_id: one for one in rows for coverage in one.coverage.all()}
    waiting, claims, late = asked(rows, on), contradictions(rows), late_values(round, on)
    missing, chased, gone = carried(round, on), _chased(round, on), councils.had_left(round.council, on)
    later = plans.since(round.council, on)
    found = [
        Line(
            one, said.get(one.pk), round, on, (),
            waiting.get(said[one.pk].pk, 0) if one.pk in said else 0, claims.get(said[one.pk].pk, 0) if one.pk in said else 0,
            tuple(late.get(one.pk, ())), missing.get(one.pk, ""),
        )
        for one in priorities(round, later, on)
    ]  # fmt: skip
    found = [_with_people(one, gone, later) for one in found]
    found = [replace(one, chased_on=chased.get(one.url)) for one in found] if chased else found
    return sorted(found, key=lambda one: (one.settled, -one.days_late))


def priorities(round: Round, later: Since, on: date) -> list[Priority]:
    """The priorities that the round asked about on the day, in the order of the plans."""
    rows = asked_about(round, on).select_related("theme__plan")
    return plans.put_back(rows.prefetch_related("accountable_officer", "accountable_director"), later)


def _with_people(line: Line, gone: frozenset[int], later: Since) -> Line:
    if line.priority.pk in later.untold and not line.settled:
        return replace(line, untold=True)
    person = person_whose_turn(line)
    return replace(line, turn=(person,)) if person and person.pk not in gone and not line.settled else line


def _chased(round: Round, on: date) -> dict[str, date]:
    """For the address of each thing the last day up to then on which somebody was chased for it. One query."""
    rows = letters.reminders(round.council.slug, on - REMEMBERED).filter(rung=Reminder.CHASED, day__lte=on)
    return {item["key"]: one.day for one in rows for item in one.items}


def values(round: Round, on: date) -> Values:
    """How many values had been asked for and given, and how many were overdue."""
    if round.collection is None:
        return Values()
    dues = measures.dues(round.collection, on)
    left = [one.due_on for one in dues if not one.answered]  # type: ignore[attr-defined]
    return Values(len(dues), len(dues) - len(left), sum(day < on for day in left))


def not_settled(round: Round, on: date) -> list[Priority]:
    """The priorities with which the round could not have been closed."""
    return [one.priority for one in lines(round, on) if not one.settled]
