"""The address from which a calendar reads somebody's own dates. Only a digest of its token is held: nobody can read the address here."""

from django.conf import settings
from django.db import models

from tallystick_web.councils.models import Council


class CalendarFeed(models.Model):
    """One person's feed of one council. Renewing puts another digest in place, and the old address leads nowhere."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="calendar_feeds")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "person"], name="one_feed_a_person_and_council")]

    def __str__(self) -> str:
        return f"calendar of {self.person}"
