"""The steps of an assessment: submitted, challenged and answered, agreed, opened again; more time, another author."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.common import workflow
from tallystick_web.councils.rules import refuse_if
from tallystick_web.reviews import queries, rules
from tallystick_web.reviews.actions.registers import _end_carrying, _held_row, _keep_version, _record_open
from tallystick_web.reviews.models import Assessment, OpenContradiction, Question
from tallystick_web.reviews.workflows import ASSESSMENT

AGREEMENT = ("agreed_by", "agreed_for", "agreed_at")


@transaction.atomic
def submit(*, assessment: Assessment, by: Any) -> None:
    """Send an assessment to its accountable director."""
    current = _held_row(assessment)
    refuse_if(rules.why_not_submit(current, by))
    _step(current, "submit", by, submitted_by=by, submitted_at=timezone.now())
    audit.record(by=by, verb="assessment.submitted", target=current)


@transaction.atomic
def withdraw(*, assessment: Assessment, by: Any) -> None:
    """Take a submitted assessment back to go on writing."""
    current = _held_row(assessment)
    refuse_if(rules.why_not_step(current, "withdraw", by))
    _step(current, "withdraw", by, submitted_by=None, submitted_at=None)
    audit.record(by=by, verb="assessment.withdrawn", target=current)


@transaction.atomic
def challenge(*, assessment: Assessment, question: str, by: Any, quote: str = "") -> Question:
    """Ask a question about a submitted assessment: its author may change the text, and answers beside it."""
    current = _held_row(assessment)
    refuse_if(rules.why_not_challenge(current, question, by))
    asked = Question(
        assessment=current, text=question.strip(), quote=quote.strip(), asked_by=by, asked_at=timezone.now()
    )
    asked.save()
    _step(current, "challenge", by, reason=asked.text)
    audit.record(by=by, verb="assessment.challenged", target=current, question=asked.text)
    return asked


@transaction.atomic
def answer(*, question: Question, words: str, by: Any) -> None:
    """Answer a question. An answer stays as it was given; a further question has a further answer."""
    question.refresh_from_db(
        fields=["answer", "answered_at"], from_queryset=Question.objects.select_for_update(no_key=True)
    )
    refuse_if(rules.why_not_answer(question, words, by))
    question.answer, question.answered_by, question.answered_at = words.strip(), by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(by=by, verb="question.answered", target=question, answer=question.answer)


@transaction.atomic
def agree(*, assessment: Assessment, by: Any) -> None:
    """Agree as the accountable director, or as the deputy of one: then it shows for whom."""
    current = _held_row(assessment)
    refuse_if(rules.why_not_agree(current, by))
    _step(
        current,
        "agree",
        by,
        agreed_by=by,
        agreed_for=queries.director_stood_in_for(current, by),
        agreed_at=timezone.now(),
    )
    _end_carrying(current.round, list(current.priorities.all()), by)
    open_claims = queries.checked(current).open
    contradictions = _record_open(current, open_claims, OpenContradiction.Occasion.AGREED, by)
    audit.record(
        by=by, verb="assessment.agreed", target=current, open_contradictions=contradictions,
        agreed_for=str(current.agreed_for or ""),
    )  # fmt: skip


@transaction.atomic
def reopen(*, assessment: Assessment, reason: str, by: Any) -> None:
    """Open an assessment again, with the reason. An agreement is undone; the versions keep it."""
    current = _held_row(assessment)
    refuse_if(rules.why_not_step(current, "reopen", by, reason))
    _step(current, "reopen", by, reason=reason.strip(), submitted_by=None, submitted_at=None)
    audit.record(by=by, verb="assessment.reopened", target=current, reason=reason.strip())


@transaction.atomic
def extend(*, assessment: Assessment, until: date, reason: str, by: Any) -> None:
    """Give more time for one assessment; the log keeps the day before."""
    current = _held_row(assessment)
    refuse_if(rules.why_not_extend(current, until, reason, by))
    was, current.due_on, current.extension_reason = current.due_on, until, reason.strip()
    current.save(update_fields=["due_on", "extension_reason"])
    audit.record(
        by=by,
        verb="assessment.extended",
        target=current,
        was=str(was or ""),
        until=str(until),
        reason=reason.strip(),
    )


@transaction.atomic
def reassign(*, assessment: Assessment, author: User, by: Any) -> None:
    """Give an assessment to another author for this round."""
    current = _held_row(assessment)
    refuse_if(rules.why_not_reassign(current, author, by))
    was, current.author = current.author, author
    current.save(update_fields=["author"])
    audit.record(by=by, verb="assessment.reassigned", target=current, was=str(was or ""), author=str(author))


def _step(assessment: Assessment, verb: str, by: Any, reason: str = "", **fields: Any) -> None:
    """Take a step that the rules have let through. Whatever is not agreed any more has nobody who agreed it."""
    assessment.state = workflow.target(ASSESSMENT, verb, assessment.state)
    for name, value in (dict.fromkeys(AGREEMENT) | fields).items():
        setattr(assessment, name, value)
    assessment.save(update_fields=["state", *AGREEMENT, *fields])
    _keep_version(assessment, verb, by, reason)
