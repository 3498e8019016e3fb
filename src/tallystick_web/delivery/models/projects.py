"""Programmes, projects, their business case, gates, dependencies, money and highlight reports."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery import savings, sizing
from tallystick_web.delivery.models.risks import Risk
from tallystick_web.delivery.models.work import reference_format
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

NOT_NEGATIVE = [MinValueValidator(Decimal(0), "This cannot be less than nothing.")]


POUNDS: dict[str, Any] = {"max_digits": 14, "decimal_places": 2, "validators": NOT_NEGATIVE}


class Programme(models.Model):
    """Projects that belong together."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="programmes")
    reference = models.CharField(max_length=40, validators=[reference_format])
    title = models.CharField(max_length=300)
    purpose = models.TextField("what it is to achieve", blank=True)
    sponsor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["reference"]
        constraints = [models.UniqueConstraint(fields=["council", "reference"], name="one_programme_a_reference")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Project(models.Model):
    """A project. Its size, its timing and which gates it has to pass are worked out, not stored. `version` counts the changes."""

    class State(models.TextChoices):
        IDEA = "idea", "Idea"
        CASE = "case", "Business case"
        APPROVED = "approved", "Approved"
        IN_DELIVERY = "in_delivery", "In delivery"
        CLOSED = "closed", "Closed"
        STOPPED = "stopped", "Stopped"

    council = models.ForeignKey(Council, models.PROTECT, related_name="projects")
    programme = models.ForeignKey(Programme, models.SET_NULL, null=True, blank=True, related_name="projects")
    reference = models.CharField(max_length=40, validators=[reference_format])
    title = models.CharField(max_length=300)
    purpose = models.TextField("what it is to achieve", blank=True)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="projects_sponsored"
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="projects_managed"
    )
    service = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="projects")
    start = models.DateField(null=True, blank=True)
    due = models.DateField("end", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    cost = models.DecimalField(**POUNDS, null=True, blank=True)
    spent = models.DecimalField(**POUNDS, default=Decimal(0))
    forecast_cost = models.DecimalField(**POUNDS, null=True, blank=True)
    effort = models.DecimalField(
        "effort in days", max_digits=8, decimal_places=1, null=True, blank=True, validators=NOT_NEGATIVE
    )
    state = models.CharField(max_length=20, choices=State, default=State.IDEA)
    priorities = models.ManyToManyField(Priority, related_name="projects", blank=True)
    risks = models.ManyToManyField(Risk, related_name="projects", blank=True)
    illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_project_a_reference"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(due=None) | Q(due__gte=F("start")),
                name="a_project_ends_after_it_starts",
                violation_error_message="The project ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def size(self) -> sizing.Size | None:
        """Small, medium or large by its cost and effort; None while one of them is not known."""
        return sizing.size(self.cost, self.effort)


class Option(models.Model):
    """One way to do it, of a business case."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="options")
    title = models.CharField(max_length=200)
    cost = models.DecimalField(**POUNDS, null=True, blank=True)
    benefits = models.TextField(blank=True)
    drawbacks = models.TextField(blank=True)
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["-chosen", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="one_option_a_title"),
            models.UniqueConstraint(fields=["project"], condition=Q(chosen=True), name="one_chosen_option_a_project"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def council(self) -> Council:
        return self.project.council


class Benefit(models.Model):
    """What will be better, and the measure that will show it: from a baseline, by so much, by a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="benefits")
    title = models.CharField(max_length=200)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="benefits")
    baseline = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    expected = models.DecimalField("expected movement", max_digits=24, decimal_places=8, null=True, blank=True)
    planned = models.DecimalField("money it is planned to bring", **POUNDS, null=True, blank=True)
    by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="one_benefit_a_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def council(self) -> Council:
        return self.project.council


class RealisedMoney(models.Model):
    """What a benefit had brought by a day, in all and in money. Rows are only added; the latest day counts."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="realised")
    amount = models.DecimalField(**POUNDS)
    as_at = models.DateField()
    words = models.TextField("how it is known")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-as_at", "-id"]
        verbose_name_plural = "realised money"

    def __str__(self) -> str:
        return f"{self.benefit}: £{self.amount} by {self.as_at}"

    @property
    def council(self) -> Council:
        return self.benefit.project.council


class Dependency(models.Model):
    """A project that waits for another."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="waits_for")
    on = models.ForeignKey(Project, models.CASCADE, related_name="waited_for_by")
    why = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(fields=["project", "on"], name="one_dependency_a_pair"),
            models.CheckConstraint(condition=~Q(project=F("on")), name="nothing_waits_for_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.project.reference} waits for {self.on.reference}"

    @property
    def council(self) -> Council:
        return self.project.council


class Approval(models.Model):
    """A request to pass a gate, and the answer of another person than whoever asked."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked for"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"

    project = models.ForeignKey(Project, models.CASCADE, related_name="approvals")
    gate = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "gate"], condition=Q(state="asked"), name="one_open_request_a_gate"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_approves_their_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} of {self.project}"

    @property
    def council(self) -> Council:
        return self.project.council

    @property
    def words(self) -> str:
        gate = sizing.gates().get(self.gate)
        return gate.words if gate else self.gate


class SavingsClause(models.Model):
    """A bargain with a partner: so many parts of its costs are payable only when savings exceed a threshold."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="savings_clauses")
    partner = models.CharField(max_length=200)
    cost = models.DecimalField(**POUNDS)
    parts = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    of = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    threshold = models.DecimalField(**POUNDS)
    saved = models.DecimalField(**POUNDS, default=Decimal(0))
    forecast = models.DecimalField(**POUNDS, default=Decimal(0))
    as_at = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["partner"]
        constraints = [
            models.UniqueConstraint(fields=["project", "partner"], name="one_bargain_a_partner"),
            models.CheckConstraint(
                condition=Q(parts__lte=F("of")), name="no_more_at_risk_than_all",
                violation_error_message="The share at risk is more than the whole.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"savings at risk with {self.partner}"

    @property
    def council(self) -> Council:
        return self.project.council

    @property
    def bargain(self) -> savings.Bargain:
        return savings.Bargain(self.cost, self.parts, self.of, self.threshold)


class ProjectRedating(models.Model):
    """One move of the end of a project. Rows are only added."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="redatings")
    was = models.DateField()
    now = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_project_moves_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.project}: {self.was} to {self.now}"


class ProjectNote(models.Model):
    """What was said of a project, the step it took, or the money it reported. Rows are only added.

    `for_whom` is the manager or sponsor in whose place a deputy spoke.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="notes")
    text = models.TextField(blank=True)
    step = models.CharField(max_length=100, blank=True)
    spent = models.DecimalField(**POUNDS, null=True, blank=True)
    forecast_cost = models.DecimalField(**POUNDS, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    for_whom = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.project}: {self.step or self.text}"


class HighlightReport(models.Model):
    """A highlight report as it stood on a day: its figures are copied into it. Rows are only added."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="highlight_reports")
    on = models.DateField()
    words = models.TextField("the manager’s words", blank=True)
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"the highlight report of {self.project} on {self.on}"
