"""A round is one reporting cycle; an assessment is a narrative and a rating that cover one or several priorities in it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tallystick.judgement import Rating
from tallystick.periods import Frequency, Period
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import choices
from tallystick_web.plans.models import Priority

RATINGS = [(rating.value, rating.words.capitalize()) for rating in Rating]


class Round(models.Model):
    """One reporting cycle of a council."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    council = models.ForeignKey(Council, models.PROTECT, related_name="rounds")
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
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
        """As it stands in addresses: `2009-10-q2`."""
        return str(self.period).lower().replace("/", "-").replace(" ", "-")


class Assessment(models.Model):
    """A narrative and a rating, given by accountable people, which may cover several priorities.

    `version` counts the saves, so that a form made from an older text is refused instead of overwriting a newer one.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="assessments")
    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    priorities: "models.ManyToManyField[Priority, Coverage]" = models.ManyToManyField(
        Priority, through="Coverage", related_name="assessments"
    )
    narrative = models.TextField(blank=True)
    rating = models.CharField(max_length=20, choices=RATINGS, blank=True)
    rating_reason = models.TextField(blank=True)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    rated_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"the assessment of {self.references} in {self.round}"

    @property
    def references(self) -> str:
        return ", ".join(coverage.priority.reference for coverage in self.coverage.all())


class Coverage(models.Model):
    """A priority that an assessment speaks of. In one round a priority has one assessment: the database holds it to that."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="coverage")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="coverage")
    round = models.ForeignKey(Round, models.PROTECT, related_name="coverage")

    class Meta:
        ordering = ["priority__theme__plan__order", "priority__theme__order", "priority__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "priority"], name="one_assessment_a_priority_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.priority.reference} in {self.round}"


class ExternalGrade(models.Model):
    """What another body said or was likely to say. Never the rating: it stands beside it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="external_grades")
    value = models.CharField(max_length=60)
    by = models.CharField(max_length=300)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "value", "by"], name="one_grade_a_body")]

    def __str__(self) -> str:
        return f"{self.value}, {self.by}"
