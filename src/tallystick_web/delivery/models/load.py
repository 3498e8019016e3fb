"""Who works how much on what, what was thought of doing about it, and by which criteria projects are put in order."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery.models.projects import Project

HOURS: dict[str, Any] = {
    "max_digits": 5, "decimal_places": 1,
    "validators": [MinValueValidator(Decimal(0), "Hours cannot be less than nothing."), MaxValueValidator(Decimal(168), "A week has 168 hours.")],
}  # fmt: skip


class Assignment(models.Model):
    """Somebody's work on a project: so many hours a week from one day to another, both included."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=100, blank=True)
    hours = models.DecimalField("hours a week", **HOURS)
    first = models.DateField("from")
    last = models.DateField("to")

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "person", "role"], name="one_assignment_a_role"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="an_assignment_ends_after_it_begins",
                violation_error_message="The work ends before it begins.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person}, {self.role}" if self.role else str(self.person)

    @property
    def council(self) -> Council:
        return self.project.council


class Capacity(models.Model):
    """How much of a week somebody can work on projects, and in which service. Without a row: the full week, in no service."""

    FULL = Decimal(37)

    council = models.ForeignKey(Council, models.PROTECT, related_name="capacities")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="capacities")
    hours = models.DecimalField("hours a week", **HOURS, default=FULL)
    service = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="capacities")

    class Meta:
        verbose_name_plural = "capacities"
        constraints = [models.UniqueConstraint(fields=["council", "person"], name="one_capacity_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.hours} hours a week"


class PortfolioProposal(models.Model):
    """What the portfolio would look like if some projects were stopped, delayed or merged: kept under a name, changing nothing."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="portfolio_proposals")
    title = models.CharField(max_length=200)
    saving = models.DecimalField(
        "saved by merging, per cent", max_digits=5, decimal_places=2, default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    said = models.TextField("what it came to when it was kept", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["council", "title"], name="one_proposal_a_title")]

    def __str__(self) -> str:
        return self.title


class ProposedChange(models.Model):
    """What a proposal would do to one project."""

    class Kind(models.TextChoices):
        STOP = "stop", "Stop"
        DELAY = "delay", "Delay"
        MERGE = "merge", "Merge"

    proposal = models.ForeignKey(PortfolioProposal, models.CASCADE, related_name="changes")
    project = models.ForeignKey(Project, models.CASCADE, related_name="proposed_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    weeks = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "project"], name="one_change_a_project"),
            models.CheckConstraint(
                condition=Q(kind="delay", weeks__isnull=False) | (~Q(kind="delay") & Q(weeks=None)),
                name="a_delay_has_weeks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.project.reference}"


class Criterion(models.Model):
    """Something that projects are judged by, from 0 to 10, and how much it weighs."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="criteria")
    title = models.CharField(max_length=100)
    weight = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0), "A weight cannot be less than nothing.")],
    )
    higher_is_better = models.BooleanField(default=True)

    class Meta:
        ordering = ["-weight", "title"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["council", "title"], name="one_criterion_a_title")]

    def __str__(self) -> str:
        return self.title


class ProjectScore(models.Model):
    """How a project does by one criterion."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10, "A score goes from 0 to 10.")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "criterion"], name="one_score_a_criterion")]

    def __str__(self) -> str:
        return f"{self.project.reference}, {self.criterion}: {self.value}"
