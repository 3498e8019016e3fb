"""A plan has themes, a theme has priorities, a priority has accountable people and the measures that speak of it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tallystick_web.councils.models import Council, Unit
from tallystick_web.measures.models import Measure


def lasts(ends: date | None, first: date) -> bool:
    """Whether what ends on a day, or on none, has not ended before another."""
    return ends is None or ends >= first


class Plan(models.Model):
    """A plan with the days on which it runs. Left open, it has always run, or still does. Rounds ask about priorities of plans that run in them."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="plans")
    reference = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)
    begins = models.DateField("first day", null=True, blank=True)
    ends = models.DateField("last day", null=True, blank=True)

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_plan_a_reference"),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gte=F("begins")), name="a_plan_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def runs_in(self, first: date, last: date) -> bool:
        """Whether it runs on any day from one to another."""
        return (self.begins is None or self.begins <= last) and lasts(self.ends, first)


class Theme(models.Model):
    """A theme, which some councils call an outcome."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="themes")
    title = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["plan__order", "order", "title"]
        constraints = [models.UniqueConstraint(fields=["plan", "title"], name="one_theme_a_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def council(self) -> Council:
        return self.plan.council


class Priority(models.Model):
    """An improvement priority, known by its reference. It runs as long as its plan, unless it has a last day of its own, with the reason."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="priorities")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="priorities")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    order = models.PositiveSmallIntegerField(default=0)
    accountable_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="priorities_led"
    )
    accountable_director = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="priorities_directed"
    )
    service = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="priorities")
    ends = models.DateField("last day", null=True, blank=True)
    ends_reason = models.TextField("why it ends", blank=True)
    measures: "models.ManyToManyField[Measure, Evidence]" = models.ManyToManyField(
        Measure, through="Evidence", related_name="priorities"
    )

    class Meta:
        ordering = ["theme__plan__order", "theme__order", "order", "reference"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_priority_a_reference"),
            models.CheckConstraint(condition=Q(ends=None) | ~Q(ends_reason=""), name="a_priority_that_ends_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def last_day(self) -> date | None:
        """The last day of its own or of its plan, whichever comes first; None where it has none."""
        return min((day for day in (self.ends, self.theme.plan.ends) if day), default=None)

    def runs_in(self, first: date, last: date) -> bool:
        """Whether it runs on any day from one to another: its plan does, and it had not ended before."""
        return self.theme.plan.runs_in(first, last) and lasts(self.ends, first)


class Evidence(models.Model):
    """A measure that speaks of a priority."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="evidence")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "measure__reference"]
        constraints = [models.UniqueConstraint(fields=["priority", "measure"], name="one_evidence_a_measure")]

    def __str__(self) -> str:
        return f"{self.measure.reference} for {self.priority.reference}"
