"""Making, renewing and closing the address of somebody's own calendar."""

import secrets

from django.db import transaction
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery.models import CalendarFeed
from tallystick_web.delivery.queries import calendar
from tallystick_web.delivery.rules import common


@transaction.atomic
def renew_feed(*, council: Council, by: User) -> str:
    """Give a person a new address for their own dates and return its token, which is shown once. An older address is closed."""
    refuse_if(common.why_not_own(council, by))
    token = secrets.token_urlsafe(32)
    feed, _ = CalendarFeed.objects.update_or_create(
        council=council, person=by, defaults={"digest": calendar.digest(token), "made_at": timezone.now()}
    )
    audit.record(by=by, verb="calendar_feed.renewed", target=feed)
    return token


@transaction.atomic
def close_feed(*, feed: CalendarFeed, by: User) -> None:
    """Close the address of one's own dates."""
    refuse_if(None if feed.person_id == by.pk else "Only the person whose dates they are can close the address.")
    audit.record(by=by, verb="calendar_feed.closed", target=feed)
    feed.delete()
