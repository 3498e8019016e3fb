"""A round is one reporting cycle of a council, and says which priorities it was closed without, and what was reported in it of actions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tallystick.periods import Frequency, Period
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import ProgressNote
from tallystick_web.measures.models import Collection, choices
from tallystick_web.plans.models import Priority


class Round(models.Model):
    """One reporting cycle of a council: the values it asks for, and the days by which its assessments are wanted and agreed.

    One without such days asks nobody to write: a document told of it after they had passed.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    council = models.ForeignKey(Council, models.PROTECT, related_name="rounds")
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    collection = models.OneToOneField(Collection, models.PROTECT, null=True, blank=True, related_name="round")
    submit_by = models.DateField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    agree_by = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-end"]
        constraints = [
            models.UniqueConstraint(fields=["council", "frequency", "end"], name="one_round_a_period"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="a_round_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return str(self.period)

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)

    @property
    def slug(self) -> str:
        """As it stands in addresses: `q2-2009-10`."""
        return self.period.slug

    @property
    def asks(self) -> bool:
        """Whether it asks people to write."""
        return self.submit_by is not None


class Carried(models.Model):
    """A priority with which a round may be closed though nothing about it is agreed: it is carried as missing, and says why."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="carried")
    priority = models.ForeignKey(Priority, models.CASCADE, related_name="carried")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["priority__reference"]
        verbose_name_plural = "carried"
        constraints = [models.UniqueConstraint(fields=["round", "priority"], name="carried_once_a_round")]

    def __str__(self) -> str:
        return f"{self.priority.reference} carried as missing in {self.round}"

    @property
    def council(self) -> Council:
        return self.round.council


class Reported(models.Model):
    """What was said of an action while a round was open, for that round. Rows are only added."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reported")
    note = models.OneToOneField(ProgressNote, models.CASCADE, related_name="reported")

    class Meta:
        ordering = ["-note"]
        verbose_name_plural = "reported"

    def __str__(self) -> str:
        return f"{self.note} ({self.round})"

    @property
    def council(self) -> Council:
        return self.round.council
