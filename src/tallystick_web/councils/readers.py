"""Who reads: a role, never a person. A page that is opened is counted under one role of whoever opened it."""

from typing import Final

from django.db.models import Model

from tallystick_web.audit import actions as audit
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.models import Role

FIRST: Final = (
    Role.PERFORMANCE_TEAM, Role.DIRECTOR, Role.ACCOUNTABLE_OFFICER, Role.CONTRIBUTOR, Role.AUDITOR, Role.COUNCILLOR,
)  # fmt: skip


def role_of(request: CouncilRequest) -> Role | None:
    """The role under which a reader is counted: an officer's before a councillor's, where somebody holds both."""
    return next((role for role in FIRST if role in request.roles), None)


def count(request: CouncilRequest, target: Model, *, kind: str = "", detailed: bool = False) -> None:
    """Count a reading; looking ahead (a browser's prefetch) is none."""
    role = role_of(request)
    if role is not None and request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        audit.read(council=request.council.slug, role=role, target=target, kind=kind, detailed=detailed)


def is_councillor(request: CouncilRequest) -> bool:
    """A councillor who is no officer beside: shown the headline and the exceptions first."""
    return Role.COUNCILLOR in request.roles and request.roles <= {Role.COUNCILLOR}
