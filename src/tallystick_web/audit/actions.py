"""Writing the log. Called by every other action, inside its transaction, so that no change can be without its record."""

from typing import Any

from django.db import models

from tallystick_web.audit.models import Event

THE_INSTALLATION = "the installation"


def record(*, by: Any, verb: str, target: models.Model, **detail: Any) -> None:
    """Append one event. `by` is the person, or None for a command given on the machine itself."""
    council = target if target._meta.model_name == "council" else getattr(target, "council", None)
    Event.objects.create(
        council=council if isinstance(council, str) else getattr(council, "slug", ""),
        by_id=getattr(by, "pk", None),
        by=str(by)[:150] if by is not None else THE_INSTALLATION,
        verb=verb,
        target_kind=str(target._meta.model_name),
        target_id=target.pk,
        target=str(target)[:300],
        detail=detail,
    )
