"""Actions as they stood at the end of a day: as today, with later changes undone by the log and by what was said of their progress.

Which priorities an action serves and the days of its milestones are as today.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils import as_at as councils
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, ProgressNote

NOTHING = ("None", "")
DAYS = ("start", "due")


def put_back(council: Council, found: Iterable[Action], on: date) -> list[Action]:
    """The actions that had been added by the end of a day, each with its title, owner, days and state of then.

    Changed in place, never to be saved. Three queries.
    """
    by_id = {one.pk: one for one in found}
    later = Event.objects.filter(
        council=council.slug, target_kind="action", target_id__in=by_id, at__gte=ends(on),
        verb__in=("action.added", "action.changed", "action.redated"),
    ).order_by("-id")  # fmt: skip
    rows = list(later.values_list("target_id", "verb", "detail"))
    owners = {detail["changed"]["owner"][0] for _, _, detail in rows if "owner" in detail.get("changed", {})}
    people = councils.named(council, owners) if owners else {}
    for id, verb, detail in rows:
        one = by_id.get(id or 0)
        if one and verb == "action.added":
            del by_id[one.pk]
        elif one and verb == "action.redated":
            one.due = date.fromisoformat(detail["was"])
        elif one:
            _undo(one, detail.get("changed", {}), people)
    _put_back_states(by_id, on)
    return list(by_id.values())


def _undo(one: Action, changed: Mapping[str, list[str]], people: Mapping[str, User]) -> None:
    for name in {"title", "owner", *DAYS} & changed.keys():
        before = changed[name][0]
        if name == "title":
            one.title = before
        elif name == "owner":
            one.owner = None if before in NOTHING else people.get(before) or User(name=before)
        else:
            setattr(one, name, None if before in NOTHING else date.fromisoformat(before))


def _put_back_states(by_id: Mapping[int, Action], on: date) -> None:
    """The state is that in which the last words up to the day's end found the action.

    Where all came later it is that in which the first of them found it; before a first step an action was proposed.
    """
    told: dict[int, str] = {}
    notes = ProgressNote.objects.filter(action__in=by_id).order_by("id")
    for id, state, step, at in notes.values_list("action_id", "state", "step", "at"):
        if at < ends(on):
            told[id] = state
        else:
            told.setdefault(id, Action.State.PROPOSED if step else state)
    for id, state in told.items():
        by_id[id].state = state
