"""Who may do what to a round and an assessment in its present state, and if not why not."""

from typing import Any

from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.reviews.models import Assessment, Round


def why_not_run_rounds(council: Council, by: Any) -> str | None:
    """Rounds are opened and closed by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_write(round: Round, by: Any) -> str | None:
    """Assessments are written while the round is open, by the performance team and those accountable."""
    if round.state != Round.State.OPEN:
        return f"The round {round} is closed: its assessments can no longer be changed."
    roles = [Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR]
    return why_not_with(roles, council=round.council, by=by)


def why_not_agree(assessment: Assessment, by: Any) -> str | None:
    """A director agrees, in an open round, a rating that somebody else gave."""
    if assessment.round.state != Round.State.OPEN:
        return f"The round {assessment.round} is closed."
    if not assessment.rating:
        return "There is no rating to agree yet."
    if by is not None and assessment.rated_by_id == by.pk:
        return "You gave this rating yourself. Another director has to agree it."
    return why_not_with([Role.DIRECTOR], council=assessment.council, by=by)
