"""Writing the minutes of a challenge meeting: what is asked goes into the thread, what is to be done becomes an action."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery.actions.work import keep_action
from tallystick_web.delivery.models import Action
from tallystick_web.delivery.queries.references import next_free
from tallystick_web.reviews import rules
from tallystick_web.reviews.actions.steps import challenge
from tallystick_web.reviews.models import Assessment, MeetingNote, Round

LONGEST_TITLE = 300


@transaction.atomic
def note_meeting(
    *, round: Round, assessment: Assessment | None, kind: MeetingNote.Kind, text: str, by: Any, owner: User | None = None,
    due: date | None = None,
) -> MeetingNote:  # fmt: skip
    """Keep a note or decision of the meeting; ask a question of it, or add an action with its owner and due date."""
    refuse_if(rules.why_not_note(round, assessment, kind, text, by))
    note = MeetingNote(round=round, assessment=assessment, kind=kind, text=text.strip(), by=by, at=timezone.now())
    if kind == MeetingNote.Kind.QUESTION and assessment is not None:
        note.question = challenge(assessment=assessment, question=note.text, by=by)
    if kind == MeetingNote.Kind.ACTION:
        note.action = _action(note, owner, due, by)
    note.save()
    about = assessment.references if assessment else ""
    audit.record(by=by, verb="meeting.noted", target=note, kind=str(kind), round=str(round), about=about)
    return note


def _action(note: MeetingNote, owner: User | None, due: date | None, by: Any) -> Action:
    council, covered = (
        note.round.council,
        note.assessment.coverage.select_related("priority") if note.assessment else [],
    )
    return keep_action(
        council=council, reference=next_free(Action, council, "A"), by=by, title=note.text[:LONGEST_TITLE],
        purpose=note.text if len(note.text) > LONGEST_TITLE else "", owner=owner, due=due,
        priorities=[one.priority for one in covered],
    )  # fmt: skip
