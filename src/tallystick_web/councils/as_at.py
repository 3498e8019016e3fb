"""Who belonged to a council at the end of a day, as the log has it: rows of roles are deleted when somebody leaves."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Council, Membership

ADDRESS = KeyTextTransform("person", "detail")  # text, which PostgreSQL tells from JSON


def had_left(council: Council, on: date) -> frozenset[int]:
    """The ids of those who had left by the end of the day and had no role again by then. One query."""
    events = Event.objects.filter(council=council.slug, at__lt=ends(on)).order_by()
    gone = events.filter(verb="person.left").values(email=ADDRESS)
    given = events.filter(verb="role.given").values("target_id")
    back = Membership.objects.filter(council=council, pk__in=given).values("person")
    return frozenset(User.objects.filter(email__in=gone).exclude(pk__in=back).values_list("pk", flat=True))


def named(council: Council, names: Iterable[str]) -> dict[str, User]:
    """Those who belong to the council or have left it, by the names that the log has of them. One query."""
    gone = Event.objects.filter(council=council.slug, verb="person.left").order_by().values(email=ADDRESS)
    known = Q(memberships__council=council) | Q(email__in=gone)
    return {one.name: one for one in User.objects.filter(known, name__in=list(names)).order_by("-pk")}
