"""How a row is kept: what differs is set, checked and saved; what is already so writes nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from tallystick_web.accounts.models import User
from tallystick_web.councils.rules import Refused, refuse_if, why_not_give
from tallystick_web.delivery.rules import common


class Stale(Exception):
    """The record was changed by somebody else since the form was made."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "Somebody else has changed this since you opened it. Look at what it says now, then save again."
        )
        self.current = current


def _hold(record: models.Model) -> None:
    """Bring a row up to date and hold it until the transaction ends: of two people at once, the second acts on what the first did."""
    kind = type(record)
    try:
        record.refresh_from_db(from_queryset=kind._base_manager.select_for_update(no_key=True))
    except kind.DoesNotExist as gone:  # type: ignore[attr-defined]
        raise Refused(
            "Somebody else has taken this away since you opened it. Look at what there is now, and add it again if it is still wanted."
        ) from gone


def _changed(record: models.Model, fields: dict[str, Any]) -> dict[str, list[str]]:
    """The fields that differ, each as it was and as it will be."""
    before = {name: getattr(record, name) for name in fields}
    return {name: [str(before[name]), str(value)] for name, value in fields.items() if before[name] != value}


def _keep(record: models.Model, fields: dict[str, Any]) -> tuple[str, dict[str, list[str]]]:
    """Save a record if it is new or a field differs. What was done (`added`, `changed` or nothing), and what differs."""
    new, changed = record._state.adding, _changed(record, fields)
    if not (new or changed):
        return "", {}
    for name, value in fields.items():
        setattr(record, name, value)
    if not new and hasattr(record, "version"):
        record.version += 1
    _check(record)
    record.save()
    return ("added", {}) if new else ("changed", changed)


Links = dict[str, Any]


def _links_that_differ(record: models.Model, links: Links) -> Links:
    """The lists of records that a record is to be linked to, where they differ from those held; None leaves a list as it is."""
    return {
        name: given
        for name, given in links.items()
        if given is not None and {one.pk for one in given} != set(getattr(record, name).values_list("pk", flat=True))
    }


def _differs(record: Any, fields: dict[str, Any], links: Links, version: int | None, by: Any, *, begins: str) -> bool:
    """Refuse what no record may be given; whether one that is held would change. A new one `begins` in a state."""
    council, given = record.council, list(fields.values())
    if record._state.adding and fields.get("state", begins) != begins:
        refuse_if(common.why_not_bring_in(council, by))
    for person in given:
        refuse_if(common.why_not_own(council, person) if isinstance(person, User) else None)
    others = (one for one in given if hasattr(one, "council"))
    refuse_if(common.why_not_refer(council, *others, *(list(one or ()) for one in links.values())))
    refuse_if(why_not_give(fields.get("service"), record.service_id))
    if record._state.adding or not (_changed(record, fields) or _links_that_differ(record, links)):
        return False
    if version is not None and version != record.version:
        raise Stale(record)
    return True


def _set_links(record: models.Model, links: Links) -> dict[str, list[str]]:
    """Link a record to others; the references of those lists that changed."""
    differing = _links_that_differ(record, links)
    for name, given in differing.items():
        getattr(record, name).set(given)
    return {name: [one.reference for one in given] for name, given in differing.items()}


def _check(record: models.Model) -> None:
    """Refuse, in one sentence, what the fields and constraints of a record do not allow."""
    try:
        record.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
