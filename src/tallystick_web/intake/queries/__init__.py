"""Reading proposals: the list, one with its items, how many of each, and what was decided on the same file before."""

import json
from typing import Any

from django.db.models import Count, Q, QuerySet

from tallystick.periods import Period
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.intake.models import Item, Kind, Proposal, Record, State, Upload
from tallystick_web.plans.models import Theme

Identity = tuple[str, str]
BULK = (
    Record.OBSERVATION, Record.TARGET, Record.POINT, Record.RESPONSE, Record.ASSESSMENT, Record.MILESTONE, Record.RISK,
    Record.BENEFIT,
)  # fmt: skip


def proposals(council: Council, by: Any) -> QuerySet[Proposal]:
    """What was brought in, newest first; people outside the performance team see what they brought in themselves."""
    rows = Proposal.objects.filter(council=council).select_related("by", "upload")
    if by is None or Role.PERFORMANCE_TEAM in councils.roles(person=by, council=council):
        return rows
    return rows.filter(by=by)


ORDERS = ("name", "kind", "at", "waiting", "accepted", "refused")


def narrowed(rows: QuerySet[Proposal], text: str, show: str, sort: str = "") -> QuerySet[Proposal]:
    """Those whose file is called so, and which wait for a decision or do not; the newest first unless another order is asked for."""
    if text:
        rows = rows.filter(name__icontains=text)
    if show in ("waiting", "decided"):
        rows = rows.filter(waiting__gt=0) if show == "waiting" else rows.filter(waiting=0)
    return rows.order_by(sort, "-id") if sort.removeprefix("-") in ORDERS else rows


def proposal(council: Council, number: int) -> Proposal | None:
    """One proposal of a council."""
    return Proposal.objects.filter(council=council, pk=number).select_related("by", "upload", "council").first()


def items(proposal: Proposal, *, record: str = "", state: str = "", change: str = "") -> QuerySet[Item]:
    """The items of a proposal, the doubtful first, narrowed by what a person asked for."""
    rows = Item.objects.filter(proposal=proposal).select_related("decided_by")
    if record:
        rows = rows.filter(record=record)
    if state:
        rows = rows.filter(state=state)
    if change == "doubtful":
        rows = rows.filter(certain=False)
    elif change:
        rows = rows.filter(change=change)
    return rows.order_by("certain", "position")


def item(proposal: Proposal, position: int) -> Item | None:
    """One item of a proposal."""
    rows = Item.objects.filter(proposal=proposal, position=position)
    return rows.select_related("proposal__council", "decided_by").first()


def certain(proposal: Proposal) -> int:
    """How many waiting items "accept all that are certain" would take."""
    return Item.objects.filter(proposal=proposal, state=State.WAITING, certain=True).count()


def records(proposal: Proposal) -> list[tuple[str, int]]:
    """How many items of each kind of record a proposal holds, as they were counted when it was made."""
    found = proposal.outline.get("items", {})
    return [(record, found[record]) for record in Record.values if record in found]


def states(proposal: Proposal) -> dict[str, int]:
    """How many items are in each state."""
    rows = Item.objects.filter(proposal=proposal).order_by().values_list("state").annotate(Count("id"))
    return dict(rows)


def needed(proposal: Proposal) -> dict[Identity, Item]:
    """The items that others may need, by identity. Values and the like are needed by none, however many there are."""
    rows = Item.objects.filter(proposal=proposal).exclude(record__in=BULK).order_by("position")
    return {item.identity: item for item in rows}


def titles(proposal: Proposal) -> dict[str, str]:
    """The names of plans, themes and challenges by key, for showing what an item belongs to."""
    kinds = (Record.PLAN, Record.THEME, Record.CHALLENGE, Record.MEASURE)
    rows = Item.objects.filter(proposal=proposal, record__in=kinds).values_list("key", "payload")
    return {key: payload.get("title", "") for key, payload in rows}


def waiting(upload: Upload, kind: str, records: str, period: Period | None) -> Proposal | None:
    """The proposal of the same file, read as the same form, that still waits for decisions or was not recognised.

    `records` are those of a table of one kind of record, of which a file may hold several. Where a period is given, one of another period
    is another proposal.
    """
    rows = Proposal.objects.filter(upload=upload, kind=kind).select_related("upload", "council")
    if records:
        rows = rows.filter(outline__records=records)
    if kind == Kind.UNKNOWN:
        return rows.first()
    rows = rows.filter(waiting__gt=0)
    if period is not None:
        rows = rows.filter(Q(frequency="") | Q(frequency=period.frequency, start=period.start, end=period.end))
    return rows.first()


def others_of_the_file(proposal: Proposal, by: Any) -> QuerySet[Proposal]:
    """What else the same file holds: a report tells of priorities and has tables of measures between."""
    same_file = proposals(proposal.council, by).filter(upload=proposal.upload_id).order_by("id")
    same_form = {"kind": proposal.kind}
    if records := proposal.outline.get("records"):
        same_form["outline__records"] = records
    return same_file.exclude(**same_form)


def last_period(upload: Upload) -> Period | None:
    """The period that a person chose when the same file was brought in before."""
    before = Proposal.objects.filter(upload=upload).exclude(frequency="").first()
    return before.period if before else None


def decided(upload: Upload) -> dict[tuple[str, str, str], Item]:
    """What was refused, or corrected and accepted, when the same file was brought in before: by what had been read."""
    rows = Item.objects.filter(proposal__upload=upload).filter(
        Q(state=State.REFUSED) | Q(original__isnull=False, state__in=[State.ACCEPTED, State.SUPERSEDED])
    )
    return {(item.record, item.key, canonical(item.read)): item for item in rows.order_by("pk")}


def canonical(payload: dict[str, Any]) -> str:
    """A payload as one text, whatever the order of its fields."""
    return json.dumps(payload, sort_keys=True)


def theme_choices(proposal: Proposal) -> list[tuple[str, str]]:
    """The themes that a priority may be put under: those of the proposal, and those that the council holds."""
    own = Item.objects.filter(proposal=proposal, record=Record.THEME).exclude(state=State.REFUSED)
    found = {key: payload["title"] for key, payload in own.values_list("key", "payload")}
    for theme in Theme.objects.filter(plan__council=proposal.council).select_related("plan"):
        found.setdefault(f"{theme.plan.reference}/{theme.title}"[:400], theme.title)
    return list(found.items())


def accepted_values(item: Item) -> list[dict[str, Any]]:
    """The values of the same measure and period that were accepted from the same proposal."""
    rows = Item.objects.filter(proposal=item.proposal_id, record=Record.OBSERVATION, state=State.ACCEPTED)
    same = rows.filter(payload__measure=item.payload["measure"], payload__period=item.payload["period"])
    return [
        payload for payload in same.values_list("payload", flat=True) if payload.get("area") == item.payload.get("area")
    ]
