"""A service's or team's plan for a financial year: what it takes on, and how it was challenged before it was agreed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery.models.work import Action
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority


class ServicePlan(models.Model):
    """The plan of one unit for one financial year, named by the year in which that begins. `version` counts the changes."""

    class State(models.TextChoices):
        DRAFTING = "drafting", "Being drafted"
        PROPOSED = "proposed", "Proposed"
        CHALLENGED = "challenged", "Challenged"
        AGREED = "agreed", "Agreed"

    council = models.ForeignKey(Council, models.PROTECT, related_name="service_plans")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="service_plans")
    year = models.PositiveSmallIntegerField("financial year beginning in")
    words = models.TextField("what the team is for, and what will be different", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="service_plans"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "unit__name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_plan_a_unit_and_year"),
            models.CheckConstraint(condition=Q(year__range=(1974, 2200)), name="a_plan_is_of_a_real_year"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, plan for {self.period}"

    @property
    def period(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02d}"


class PlanEntry(models.Model):
    """One thing a team takes on, for a priority, with the measure and the action that belong to it."""

    plan = models.ForeignKey(ServicePlan, models.CASCADE, related_name="entries")
    words = models.CharField(max_length=500)
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, blank=True, related_name="plan_entries")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="plan_entries")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="plan_entries")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "plan entries"
        constraints = [models.UniqueConstraint(fields=["plan", "words"], name="one_entry_of_these_words")]

    def __str__(self) -> str:
        return self.words

    @property
    def council(self) -> Council:
        return self.plan.council


class PlanQuestion(models.Model):
    """A question of the management team about a plan, and its answer."""

    plan = models.ForeignKey(ServicePlan, models.CASCADE, related_name="questions")
    text = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def council(self) -> Council:
        return self.plan.council
