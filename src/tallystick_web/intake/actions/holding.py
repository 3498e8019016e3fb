"""The rows that a decision rests on, held until its transaction ends: two people who decide at once take turns."""

from tallystick_web.intake.models import Item, Proposal


def _locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now."""
    return Proposal.objects.select_for_update(of=("self",)).select_related("council").get(pk=proposal.pk)


def _held(item: Item) -> Item:
    """The item as it is now: somebody else may have decided it since the page was shown."""
    _locked(item.proposal)
    return Item.objects.select_related("proposal__council", "decided_by").get(pk=item.pk)
