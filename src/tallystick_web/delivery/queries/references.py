"""References: the next free one, and whether one is taken."""

import re
from typing import Any

from django.db import models

from tallystick_web.councils.models import Council


def next_free(model: type[models.Model], council: Council, prefix: str) -> str:
    """The reference after the highest of this form: `A-001`, `A-002` …"""
    rows: Any = model._default_manager.filter(council=council, reference__startswith=f"{prefix}-")
    numbers = (re.fullmatch(rf"{prefix}-(\d+)", reference) for reference in rows.values_list("reference", flat=True))
    return f"{prefix}-{max((int(found[1]) for found in numbers if found), default=0) + 1:03d}"


def is_taken(model: type[models.Model], council: Council, reference: str) -> bool:
    """Whether a record of this kind has the reference already."""
    rows: Any = model._default_manager.filter(council=council, reference=reference)
    return bool(rows.exists())
