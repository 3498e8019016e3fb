"""Who may answer, take a step, bring evidence and close. The steps themselves are in `workflows`; what they need besides is here."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from tallystick_web.challenges import queries, workflows
from tallystick_web.challenges.models import Closing, Evidence, Response, Thread
from tallystick_web.common import words, workflow
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with

Answer, State = Response.Answer, Thread.State
# What a second person agreed on the evidence: it is not taken away beneath it.
RESTS_ON_EVIDENCE = frozenset({State.IMPACT_EVIDENCED, State.BUSINESS_AS_USUAL})
SEE_CONFIDENTIAL = frozenset({Role.PERFORMANCE_TEAM, Role.DIRECTOR})
BRING = (Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)


def may_see_confidential(council: Council, by: Any) -> bool:
    """Confidential people and evidence are there for the performance team and the directors only."""
    return by is None or bool(councils.roles(person=by, council=council) & SEE_CONFIDENTIAL)


@dataclass(frozen=True, slots=True)
class Person:
    """What a person brings to every answer of a council: the roles held, and whose work they may do today. Read once for many."""

    roles: Set[str]
    stands_for: Set[int]


def person(council: Council, by: Any) -> Person:
    """What somebody brings to the answers of a council; a deputy stands for the person who is away."""
    stands_for = councils.stands_for(person=by, council=council, on=timezone.localdate())
    return Person(councils.roles(person=by, council=council), stands_for)


def who(thread: Thread, by: Any, *, known: Person | None = None, closing: Closing | None = None) -> workflow.Who:
    """What a person is to an answer: their roles, whether they answer for it, and whether they proposed its closing."""
    if by is None:
        return None
    brings = known or person(thread.council, by)
    held: set[str] = set(brings.roles)
    if held and thread.response and thread.response.officer_id in brings.stands_for:
        held.add(workflows.NAMED_OFFICER)
    if closing and closing.proposed_by_id == by.pk:
        held.add(workflows.PROPOSER)
    return held


def why_not_step(
    thread: Thread, verb: str, by: Any, *, reason: str | None = None, known: Person | None = None
) -> str | None:
    """Whether a step may be taken; closing steps are only proposed so (`why_not_close`)."""
    flow = workflows.of(verb)
    why = workflow.why_not(
        flow, verb, state=thread.state, who=who(thread, by, known=known), reason=reason
    )  # fmt: skip
    if why:
        return why
    if verb in ("begin", "finish") and thread.response and thread.response.answer == Answer.DECLINED:
        return "It was declined. Change the response before delivery begins."
    if flow is workflows.QUICK_WIN and not thread.is_quick:
        return "Only quick wins are done in one step. Begin delivery first."
    if verb != "respond" and queries.closing_waits(thread):
        return "A closing waits for a second person. It has to be decided or taken back first."
    return None


def why_not_date(thread: Thread, on: date) -> str | None:
    """History is only added to: a day may lie back as far as the last change, and not ahead."""
    if on > timezone.localdate():
        return f"{words.day(on)} has not come yet. Give today or an earlier day."
    last = queries.last_day(thread)
    if last and on < last:
        return f"The record already says something of {words.day(last)}. Give that day or a later one."
    return None


def why_not_respond(thread: Thread, by: Any, answer: str, reason: str, different: str, officer: Any) -> str | None:
    """A response says what it needs to: who answers for it, what will be different, or why it is declined."""
    if why := _why_not_say(thread, by, answer):
        return why
    if answer in (Answer.DECLINED, Answer.IN_PART) and not reason.strip():
        return f"Give the reason: it is {Answer(answer).label.lower()}, and the body that made it will ask why."
    if answer in (Answer.ACCEPTED, Answer.IN_PART) and not different.strip():
        return "Say what will be different once it is done."
    if answer in (Answer.ACCEPTED, Answer.IN_PART) and officer is None:
        return "Choose the accountable officer."
    if officer is not None and not councils.roles(person=officer, council=thread.council):
        return f"{officer} holds no role in {thread.council}. Choose somebody who does."
    return None


def why_not_answer(thread: Thread, by: Any) -> str | None:
    """Who answers for it, the performance team and directors write the answer, as long as it stands."""
    people = who(thread, by)
    if people is not None and not people & workflows.CARRY:
        return f"Only {workflow.people(workflows.CARRY)} can do this."
    if thread.state == State.SUPERSEDED:
        return "It is superseded. Reopen it before answering anew."
    return None


def _why_not_say(thread: Thread, by: Any, answer: str) -> str | None:
    """A first answer is a step; a later one is a new version of it, which may not stop what has begun."""
    if why := why_not_answer(thread, by):
        return why
    if thread.state in (State.RECEIVED, State.REOPENED) and answer:
        return why_not_step(thread, "respond", by)
    if not answer and thread.response and thread.response.answer:
        return "It has been answered. An answer can be changed, not taken away."
    if answer == Answer.DECLINED and thread.state not in (State.RECEIVED, State.RESPONDED, State.REOPENED):
        return "Work has begun on it. Say that it is superseded, with the reason, instead of declining it now."
    return None


def why_not_close(
    thread: Thread, verb: str, by: Any, *, text: str | None = None, review_date: date | None = None
) -> str | None:
    """Closing needs evidence on the record and words; business as usual needs a date of review ahead."""
    if verb not in workflows.CLOSING_STEPS:
        return f"“{verb}” needs no second person."
    if why := why_not_step(thread, verb, by, reason=text):
        return why
    if not queries.has_evidence(thread):
        return "There is no evidence on the record yet. Add some first: a file, a link, a measure or a decision."
    if text is not None and verb == "settle" and review_date is None:
        return "Give the day on which it will be looked at again."
    if review_date and review_date <= timezone.localdate():
        return "The date of review has to lie ahead."
    return None


def why_not_decide(closing: Closing, verb: str, by: Any, *, answer: str | None = None) -> str | None:
    """A second person decides, never the one who proposed; the evidence must still stand when it is agreed."""
    people = who(closing.thread, by, closing=closing)
    if why := workflow.why_not(workflows.CLOSING, verb, state=closing.state, who=people, reason=answer):
        return why
    if verb == "agree" and not queries.has_evidence(closing.thread):
        return "The evidence was withdrawn meanwhile. Send the closing back, or add evidence first."
    return None


def why_not_bring_evidence(thread: Thread, by: Any) -> str | None:
    """Whoever writes for the council may bring evidence, once there is an answer to prove."""
    if thread.state in (State.RECEIVED, State.SUPERSEDED):
        return f"This point is {workflows.ANSWER.words(thread.state)}. Evidence belongs to an answer: respond first."
    return why_not_with(BRING, council=thread.council, by=by)


def why_not_serve(thread: Thread, by: Any) -> str | None:
    """Whoever writes for the council may plan actions, once there is an answer that they can serve."""
    if thread.state == State.RECEIVED or thread.ended:
        return f"This point is {thread.words.lower()}. Actions serve an answer that is being delivered."
    return why_not_with(BRING, council=thread.council, by=by)


def why_not_withdraw(evidence: Evidence, by: Any) -> str | None:
    """Evidence is withdrawn by who brought it, the performance team or a director; it stays on the record as withdrawn."""
    if evidence.withdrawn_on:
        return "It was withdrawn already."
    thread = evidence.thread
    if thread.state in RESTS_ON_EVIDENCE and not queries.has_evidence(thread, besides=evidence):
        return f"“{thread.get_state_display()}” rests on this evidence alone. Reopen the answer first, or add other evidence."
    if by is not None and evidence.by_id == by.pk and councils.roles(person=by, council=evidence.council):
        return None
    return why_not_with([Role.PERFORMANCE_TEAM, Role.DIRECTOR], council=evidence.council, by=by)


def why_not_expect(thread: Thread, by: Any) -> str | None:
    """What is expected is said before the outcome is known: until the answer is delivered."""
    people = who(thread, by)
    if people is not None and not people & workflows.CARRY:
        return f"Only {workflow.people(workflows.CARRY)} can do this."
    if thread.state not in (State.RECEIVED, State.RESPONDED, State.IN_DELIVERY, State.REOPENED):
        return f"This point is {workflows.ANSWER.words(thread.state)}. What is expected is said before the outcome is known."
    return None


def why_not_link(council: Council, by: Any) -> str | None:
    """Which points are answered together is decided by the performance team or a director."""
    return why_not_with([Role.PERFORMANCE_TEAM, Role.DIRECTOR], council=council, by=by)
