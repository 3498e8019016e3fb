"""Who may do what to a round and an assessment in its present state, and if not why not."""

from collections.abc import Collection, Sequence, Set
from datetime import date
from typing import Any

from django.utils import timezone

from tallystick.judgement import Rating
from tallystick.periods.period import written
from tallystick_web.common import words, workflow
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.delivery.models import Action
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import queries, timetable, workflows
from tallystick_web.reviews.models import Assessment, ClaimDecision, Draft, MeetingNote, Promise, Question, Round, State

WRITERS = (Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)


def why_not_run_rounds(council: Council, by: Any) -> str | None:
    """Rounds are opened and closed by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_set_timetable(
    round: Round, submit_by: date, meeting_on: date | None, agree_by: date, by: Any
) -> str | None:
    """The days of an open round follow one another."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed."
    collect_by = round.collection.deadline if round.collection else submit_by
    days = timetable.Timetable(collect_by, submit_by, meeting_on, agree_by)
    return timetable.why_not(days) or why_not_run_rounds(round.council, by)


def why_not_begin(round: Round, by: Any) -> str | None:
    """Assessments are begun while the round is open, by those who may write."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed: its assessments can no longer be changed."
    return why_not_with(WRITERS, council=round.council, by=by)


def who(assessment: Assessment, by: Any) -> frozenset[str] | None:
    """What a person is to an assessment, for its table of steps; None for a command given on the machine itself."""
    if by is None:
        return None
    roles = councils.roles(person=by, council=assessment.council)
    mine = councils.stands_for(person=by, council=assessment.council, on=timezone.localdate())
    found = parties(assessment, queries.accountable(assessment), by=by, roles=roles, mine=mine, wrote=False)
    if workflows.DIRECTOR in found and queries.written_by(by, [assessment]):  # asked only where it could matter
        return found | {workflows.WRITER}
    return found


def parties(
    assessment: Assessment,
    people: queries.Accountable,
    *,
    by: Any,
    roles: Collection[Role],
    mine: Set[int],
    wrote: bool,
) -> frozenset[str]:
    """The same from values, for a page of many: the person's roles, the ids of those whose work they may do today, and whether
    they wrote any of the narrative.
    """
    found: set[str] = set(roles)
    if set(roles) & set(WRITERS) and (mine & people.authors or not people.authors):
        found.add(workflows.AUTHOR)
    if mine & people.directors if people.directors else Role.DIRECTOR in roles:
        found.add(workflows.DIRECTOR)
    if wrote:
        found.add(workflows.WRITER)
    if by.pk in (assessment.rated_by_id, assessment.submitted_by_id):
        found.add(workflows.RATER)
    return frozenset(found)


def why_not_write(assessment: Assessment, by: Any) -> str | None:
    """An assessment is written in an open round while it is drafted or challenged, by its author or the performance team."""
    if why_not := why_not_begin(assessment.round, by):
        return why_not
    if assessment.state not in workflows.WRITABLE:
        words = workflows.ASSESSMENT.words(assessment.state)
        return f"This assessment is {words}: its text cannot be changed. {HOW_TO_WRITE[State(assessment.state)]}"
    parties = who(assessment, by)
    if parties is None or parties & {workflows.AUTHOR, Role.PERFORMANCE_TEAM}:
        return None
    return "This assessment is somebody else’s to write. Its author, a deputy they name, or the performance team can do it."


HOW_TO_WRITE = {
    State.SUBMITTED: "Its author can take it back to go on writing.",
    State.AGREED: "The performance team can open it again, with a reason.",
    State.LOCKED: "The performance team can open the round again, with a reason.",
}


def why_not_step(assessment: Assessment, verb: str, by: Any, reason: str | None = None) -> str | None:
    """Whether the table of steps lets this person take a step now. The round must be open."""
    if assessment.round.state != Round.State.OPEN:
        return f"The round {assessment.round} is closed."
    return workflow.why_not(workflows.ASSESSMENT, verb, state=assessment.state, who=who(assessment, by), reason=reason)


def why_not_submit(assessment: Assessment, by: Any) -> str | None:
    """What is submitted has words, is judged or says from when it can be, and leaves no question open, since none that is open is
    agreed; a departure from the evidence says why."""
    if why_not := why_not_step(assessment, "submit", by):
        return why_not
    missing = []
    if not assessment.narrative.strip():
        missing.append("Write the narrative before you submit it.")
    if not assessment.rating and not assessment.judge_after:
        missing.append("Give a rating, or say that it cannot be judged yet and from when it can.")
    if assessment.departs and not assessment.departure:
        missing.append(
            f"The rating is {Rating(assessment.rating).words}, the evidence suggests {Rating(assessment.suggested).words}. "
            "Choose why they differ."
        )
    if unanswered := queries.unanswered(assessment):
        missing.append(f"{words.count(unanswered, 'question is', 'questions are')} not answered yet.")
    return " ".join(missing) or None


def why_not_challenge(assessment: Assessment, question: str, by: Any) -> str | None:
    """A question has words, and is asked by the accountable director, a deputy or the performance team."""
    return why_not_step(assessment, "challenge", by) or (None if question.strip() else "Enter your question.")


def why_not_answer(question: Question, given: str, by: Any) -> str | None:
    """The author answers, once, while the assessment is open."""
    if question.answered_at:
        return "This question is answered already. Ask a further one instead."
    if not given.strip():
        return "Enter your answer."
    return why_not_write(question.assessment, by)


def why_not_agree(assessment: Assessment, by: Any) -> str | None:
    """The accountable director or a deputy agrees what others wrote and judged, once its questions are answered."""
    return why_not_agree_as(assessment, who(assessment, by), queries.unanswered(assessment))


def why_not_agree_as(assessment: Assessment, who: workflow.Who, unanswered: int) -> str | None:
    """The same from values, for a page of many."""
    if who is not None and workflows.RATER in who:
        return "You gave this rating or submitted it yourself. Another director has to agree it."
    if who is not None and workflows.WRITER in who:
        return (
            "You wrote some of this text yourself. Another director, or a deputy who did not write it, has to agree it."
        )
    if assessment.round.state != Round.State.OPEN:
        return f"The round {assessment.round} is closed."
    if why_not := workflow.why_not(workflows.ASSESSMENT, "agree", state=assessment.state, who=who):
        return why_not
    return f"{words.count(unanswered, 'question is', 'questions are')} not answered yet." if unanswered else None


def why_not_note(round: Round, assessment: Assessment | None, kind: str, text: str, by: Any) -> str | None:
    """A meeting's notes are taken in an open round by those who write; a question is asked about an assessment."""
    if not text.strip():
        return "Enter what was said."
    if kind == MeetingNote.Kind.QUESTION and assessment is None:
        return "A question is asked about an assessment: open the one it is about."
    if assessment is not None and assessment.round_id != round.pk:
        return f"{assessment} is not of {round}."
    return why_not_begin(round, by)


def why_not_report(round: Round, action: Action) -> str | None:
    """Progress is said for an open round of the same council; who may say it is the rule of the action."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed. Say how it comes along without a round."
    return None if round.council_id == action.council_id else f"{action} is not of {round.council}."


def why_not_extend(assessment: Assessment, until: date, reason: str, by: Any) -> str | None:
    """The performance team gives more time, to a later day and with a reason."""
    return why_no_more_time(assessment, until, reason) or why_not_run_rounds(assessment.council, by)


def why_no_more_time(assessment: Assessment, until: date, reason: str) -> str | None:
    """The same of the assessment alone, for a page of many. No query."""
    if assessment.state in workflows.SETTLED:
        return "This assessment is agreed: it needs no more time."
    due = assessment.due_on or assessment.round.submit_by
    if due and until <= due:
        return f"It is due on {written(due)} already. Enter a later day."
    if not reason.strip():
        return "Say why more time is given: one sentence is enough. It stays on the record."
    return None


def why_not_reassign(assessment: Assessment, author: Any, by: Any) -> str | None:
    """The performance team gives an assessment to somebody who may write."""
    if assessment.state in workflows.SETTLED:
        return "This assessment is agreed: there is nothing left to write."
    return why_not_author(assessment.council, author) or why_not_run_rounds(assessment.council, by)


def why_not_author(council: Council, author: Any) -> str | None:
    """An assessment is given to somebody who may write."""
    why_not = why_not_with(WRITERS, council=council, by=author)
    return f"{author} cannot write assessments. {why_not}" if why_not else None


def why_not_cover(assessment: Assessment, priorities: Sequence[Priority], by: Any) -> str | None:
    """A narrative speaks of one priority at least, of its own council, and of none that another assessment of the round covers."""
    if not priorities:
        return "Choose at least one priority: an assessment speaks of something."
    if any(one.council_id != assessment.council_id for one in priorities):
        return "Choose priorities of the same council."
    taken = queries.covered_elsewhere(assessment, priorities)
    if taken:
        return f"{', '.join(taken)} already has an assessment of its own in {assessment.round}."
    return why_not_write(assessment, by)


def why_not_discard(draft: Draft, by: Any) -> str | None:
    """A draft is its writer's own."""
    return None if by is not None and draft.person_id == by.pk else "Only whoever wrote a draft can throw it away."


def why_not_carry(round: Round, priority: Priority, reason: str, by: Any) -> str | None:
    """A priority of the council is carried as missing with a reason, while the round is open."""
    return why_not_missing(round, priority, reason) or why_not_run_rounds(round.council, by)


def why_not_missing(round: Round, priority: Priority, reason: str) -> str | None:
    """The same of the priority alone, for a page of many. No query."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed."
    if priority.council_id != round.council_id:
        return f"{priority.reference} is not a priority of {round.council}."
    if not reason.strip():
        return f"Say why {priority.reference} is missing: councillors will ask."
    return None


def why_not_carry_no_more(round: Round, priority: Priority, by: Any) -> str | None:
    """That a priority is carried as missing is taken back while the round is open."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed."
    if not round.carried.filter(priority=priority).exists():
        return f"{priority.reference} is not carried as missing."
    return why_not_run_rounds(round.council, by)


def why_not_close(round: Round, by: Any) -> str | None:
    """A round is closed once everything is agreed or explicitly carried as missing."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed already."
    left = queries.not_settled(round)
    if left:
        named = ", ".join(one.reference for one in left[:5]) + (" and others" if len(left) > 5 else "")
        told = words.count(len(left), "priority is", "priorities are")
        return f"{told} neither agreed nor carried as missing: {named}."
    return why_not_run_rounds(round.council, by)


def why_not_decide(assessment: Assessment, choice: str, reason: str, measure: Measure | None, by: Any) -> str | None:
    """Claims are decided by those who may write; setting one aside needs a reason, a link a measure of the same council."""
    if choice == ClaimDecision.Choice.SET_ASIDE and not reason.strip():
        return "Say why this is set aside: one sentence is enough. It stays on the record."
    if choice == ClaimDecision.Choice.LINKED and measure is None:
        return "Enter the reference of one of the council’s measures, as it stands in the list."
    if measure is not None and measure.council_id != assessment.council_id:
        return "A claim can be linked to a measure of the same council only."
    return why_not_begin(assessment.round, by)


def why_not_keep_promise(promise: Promise, given: str, by: Any) -> str | None:
    """Whoever may write may say that a promise was kept, once, with the words that kept it."""
    if promise.kept_at:
        return "This promise is on the record as kept already."
    if not given.strip():
        return "Give the words that keep the promise: where the figure or the result now stands."
    return why_not_with(WRITERS, council=promise.council, by=by)


def why_not_reopen_promise(promise: Promise, by: Any) -> str | None:
    """Only a promise that was said to be kept can be opened again."""
    if not promise.kept_at:
        return "This promise is open."
    return why_not_with(WRITERS, council=promise.council, by=by)
