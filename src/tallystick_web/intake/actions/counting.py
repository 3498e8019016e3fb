"""The counts that a proposal carries, kept in step with its items by every action that decides on one."""

from tallystick_web.intake import queries
from tallystick_web.intake.models import Proposal, State


def _count(proposal: Proposal) -> None:
    """Count again, within the transaction of the action that calls."""
    found = queries.states(proposal)
    proposal.waiting, proposal.accepted = found.get(State.WAITING, 0), found.get(State.ACCEPTED, 0)
    proposal.refused = found.get(State.REFUSED, 0)
    proposal.save(update_fields=["waiting", "accepted", "refused"])
