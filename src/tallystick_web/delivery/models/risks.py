"""A risk in three parts (cause, event, effect), scored before and after its controls, and every score it ever had."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery.models.work import Action, reference_format
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

FROM_1_TO_5 = [MinValueValidator(1, "A score goes from 1 to 5."), MaxValueValidator(5, "A score goes from 1 to 5.")]


def score() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(validators=FROM_1_TO_5)


class RiskAppetite(models.Model):
    """A category of risks and the score after controls that the council is content to live with."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="risk_appetites")
    category = models.CharField(max_length=100)
    limit = models.PositiveSmallIntegerField(
        validators=[
            MinValueValidator(1, "An appetite goes from 1 to 25."),
            MaxValueValidator(25, "An appetite goes from 1 to 25."),
        ]
    )
    words = models.TextField("in words", blank=True)

    class Meta:
        ordering = ["category"]
        constraints = [models.UniqueConstraint(fields=["council", "category"], name="one_appetite_a_category")]

    def __str__(self) -> str:
        return self.category


class Risk(models.Model):
    """Because of a cause an event may happen, with an effect. `version` counts the changes."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        CLOSED = "closed", "Closed"

    council = models.ForeignKey(Council, models.PROTECT, related_name="risks")
    reference = models.CharField(max_length=40, validators=[reference_format])
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    category = models.ForeignKey(RiskAppetite, models.PROTECT, null=True, blank=True, related_name="risks")
    likelihood = score()
    impact = score()
    controls = models.TextField(blank=True)
    likelihood_after = score()
    impact_after = score()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="risks")
    service = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="risks")
    review_due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    actions = models.ManyToManyField(Action, related_name="risks", blank=True)
    priorities = models.ManyToManyField(Priority, related_name="risks", blank=True)
    measures = models.ManyToManyField(Measure, related_name="risks", blank=True)
    illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_risk_a_reference"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5))
                & Q(likelihood_after__range=(1, 5), impact_after__range=(1, 5)),
                name="scores_go_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class RiskReview(models.Model):
    """One look at a risk: the scores given and why, or the step it took. Rows are only added.

    `for_whom` is the owner in whose place a deputy looked.
    """

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="reviews")
    likelihood = score()
    impact = score()
    likelihood_after = score()
    impact_after = score()
    text = models.TextField(blank=True)
    step = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    for_whom = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.risk}: {self.likelihood_after} × {self.impact_after} after controls"
