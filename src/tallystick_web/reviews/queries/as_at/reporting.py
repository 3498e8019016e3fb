"""The progress of actions in a round at the end of a day: who had been asked, and of how many something had been said."""

from collections import Counter
from datetime import date

from tallystick_web.audit.queries import ends
from tallystick_web.delivery import as_at as delivery
from tallystick_web.delivery.models import Action
from tallystick_web.reviews.models import Reported, Round
from tallystick_web.reviews.queries.reporting import Progress, is_asked, serving, with_steps


def progress(round: Round, on: date) -> tuple[Progress, list[Action]]:
    """How far the reports had come, and the actions of which nothing had been said, the earliest due first.

    Six queries, of a round that was closed by then one.
    """
    said = Reported.objects.filter(round=round, note__at__lt=ends(on))
    reported = set(said.order_by().values_list("note__action", flat=True))
    if round.state != Round.State.OPEN:
        return Progress(len(reported), ()), []
    rows = with_steps(serving(round.council_id).exclude(pk__in=reported))
    left = [one for one in delivery.put_back(round.council, rows, on) if is_asked(one, on)]
    owners = Counter((one.owner_id, str(one.owner or "")) for one in left)
    told = Progress(len(reported), tuple(sorted(owners.items(), key=lambda pair: (-pair[1], pair[0][1]))))
    return told, sorted(left, key=lambda one: (one.due or date.max, one.reference))
