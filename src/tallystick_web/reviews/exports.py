"""The claims and the progress of a round, the register of promises and the minutes of a meeting as tables, in the order in which their pages show them."""

from collections.abc import Iterable
from typing import Final

from django.utils import timezone

from tallystick_web.common.exports import Cell, Table
from tallystick_web.delivery.queries import work
from tallystick_web.reviews.models import MeetingNote, Round
from tallystick_web.reviews.presentation import Line, Prompt
from tallystick_web.reviews.queries import progress

CLAIMS: Final = (
    "round", "priority", "start", "end", "text", "kind", "stated", "recomputed", "verdict", "working",
    "decision", "reason", "measure", "decided_by", "sentence",
)  # fmt: skip
PROMISES: Final = (
    "round", "priority", "promise", "who", "when", "due", "due_by", "state", "kept_with", "kept_by", "kept_on", "kept_in",
)  # fmt: skip


def of_claims(lines: Iterable[Line]) -> Table:
    """The claims that a list shows."""
    return Table("Claims", CLAIMS, (_claim(line) for line in lines))


def _claim(line: Line) -> list[Cell]:
    finding, decision = line.mark.claim.finding, line.mark.decision
    return [
        str(line.checked.assessment.round), line.references, finding.start, finding.end, finding.text, finding.kind,
        finding.stated, finding.recomputed, finding.verdict, finding.working,
        decision.get_choice_display() if decision else "", decision.reason if decision else "",
        decision.measure.reference if decision and decision.measure else "",
        str(decision.by or "") if decision else "", line.mark.claim.sentence,
    ]  # fmt: skip


def of_promises(register: Iterable[Prompt]) -> Table:
    """The promises that a register shows."""
    return Table("Promises", PROMISES, (_promise(one) for one in register))


def _promise(one: Prompt) -> list[Cell]:
    promise = one.promise
    return [
        str(promise.assessment.round), promise.assessment.references, promise.words, promise.who, promise.when,
        str(promise.due or ""), promise.due_end.isoformat() if promise.due_end else "", one.said, promise.kept_words,
        str(promise.kept_by or ""), promise.kept_at.date().isoformat() if promise.kept_at else "",
        str(promise.kept_in.round) if promise.kept_in else "",
    ]  # fmt: skip


PROGRESS: Final = (
    "round", "priority", "title", "state", "whose_turn", "chased_on", "wanted_by", "days_late", "contradictions", "no_value_of", "carried",
)  # fmt: skip


def of_progress(lines: Iterable[progress.Line]) -> Table:
    """How far the priorities of a round are."""
    return Table("Progress", PROGRESS, (_progress(line) for line in lines))


def _progress(one: progress.Line) -> list[Cell]:
    due = one.due_on if not one.settled else None
    return [
        str(one.round), one.priority.reference, one.priority.title, one.state, "; ".join(map(str, one.turn)),
        one.chased_on.isoformat() if one.chased_on else "", due.isoformat() if due else "", one.days_late or None,
        one.contradictions or None, "; ".join(f"{late.measure} for {late.period}" for late in one.late), one.carried,
    ]  # fmt: skip


UNREPORTED: Final = ("round", "action", "title", "owner", "due", "timing", "days")


def of_unreported(round: Round, lines: Iterable[work.Line]) -> Table:
    """The actions of which nothing was said in a round."""
    rows = (
        (
            str(round), one.action.reference, one.action.title, str(one.action.owner or ""),
            one.action.due.isoformat() if one.action.due else "", one.standing.timing.words, one.standing.days,
        )
        for one in lines
    )  # fmt: skip
    return Table("Actions without a report", UNREPORTED, rows)


MINUTES: Final = ("round", "priority", "kind", "text", "answer", "action", "owner", "due", "by", "at")


def of_minutes(notes: Iterable[MeetingNote]) -> Table:
    """The minutes of a challenge meeting."""
    return Table("Minutes", MINUTES, (_note(one) for one in notes))


def _note(one: MeetingNote) -> list[Cell]:
    action, question = one.action, one.question
    return [
        str(one.round), one.assessment.references if one.assessment else "", one.get_kind_display(), one.text,
        question.answer if question else "", action.reference if action else "", str(action.owner or "") if action else "",
        action.due.isoformat() if action and action.due else "", str(one.by or ""), timezone.localtime(one.at).isoformat(" ", "minutes"),
    ]  # fmt: skip
