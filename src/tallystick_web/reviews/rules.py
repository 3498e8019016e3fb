"""Who may do what to a round and an assessment in its present state, and if not why not."""

from typing import Any

from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.measures.models import Measure
from tallystick_web.reviews.models import Assessment, ClaimDecision, Promise, Round

WRITERS = (Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)


def why_not_run_rounds(council: Council, by: Any) -> str | None:
    """Rounds are opened and closed by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_write(round: Round, by: Any) -> str | None:
    """Assessments are written while the round is open, by the performance team and those accountable."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed: its assessments can no longer be changed."
    return why_not_with(WRITERS, council=round.council, by=by)


def why_not_agree(assessment: Assessment, by: Any) -> str | None:
    """A director agrees, in an open round, a rating that somebody else gave."""
    if assessment.round.state != Round.State.OPEN:
        return f"The round {assessment.round} is closed."
    if not assessment.rating:
        return "There is no rating to agree yet."
    if by is not None and assessment.rated_by_id == by.pk:
        return "You gave this rating yourself. Another director has to agree it."
    return why_not_with([Role.DIRECTOR], council=assessment.council, by=by)


def why_not_decide(assessment: Assessment, choice: str, reason: str, measure: Measure | None, by: Any) -> str | None:
    """Claims are decided by those who may write; setting one aside needs a reason, a link a measure of the same council."""
    if choice == ClaimDecision.Choice.SET_ASIDE and not reason.strip():
        return "Say why this is set aside: one sentence is enough. It stays on the record."
    if choice == ClaimDecision.Choice.LINKED and measure is None:
        return "Enter the reference of one of the council's measures, as it stands in the list."
    if measure is not None and measure.council_id != assessment.council_id:
        return "A claim can be linked to a measure of the same council only."
    return why_not_write(assessment.round, by)


def why_not_keep_promise(promise: Promise, words: str, by: Any) -> str | None:
    """Whoever may write may say that a promise was kept, once, with the words that kept it."""
    if promise.kept_at:
        return "This promise is on the record as kept already."
    if not words.strip():
        return "Give the words that keep the promise: where the figure or the result now stands."
    return why_not_with(WRITERS, council=promise.council, by=by)


def why_not_reopen_promise(promise: Promise, by: Any) -> str | None:
    """Only a promise that was said to be kept can be opened again."""
    if not promise.kept_at:
        return "This promise is open."
    return why_not_with(WRITERS, council=promise.council, by=by)
