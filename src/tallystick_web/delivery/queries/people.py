"""Who may own what, and the next free reference."""

import re
from typing import Any

from django.db import models
from django.db.models import QuerySet

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council


def people(council: Council) -> QuerySet[User]:
    """Everybody who holds a role in the council."""
    return User.objects.filter(memberships__council=council).distinct().order_by("name", "email")


def belongs(person: User, council: Council) -> bool:
    """Whether a person holds a role in the council."""
    return person.memberships.filter(council=council).exists()


def next_free(model: type[models.Model], council: Council, prefix: str) -> str:
    """The reference after the highest of this form: `A-001`, `A-002` …"""
    rows: Any = model._default_manager.filter(council=council, reference__startswith=f"{prefix}-")
    numbers = (re.fullmatch(rf"{prefix}-(\d+)", reference) for reference in rows.values_list("reference", flat=True))
    return f"{prefix}-{max((int(found[1]) for found in numbers if found), default=0) + 1:03d}"


def is_taken(model: type[models.Model], council: Council, reference: str) -> bool:
    """Whether a record of this kind has the reference already."""
    rows: Any = model._default_manager.filter(council=council, reference=reference)
    return bool(rows.exists())
