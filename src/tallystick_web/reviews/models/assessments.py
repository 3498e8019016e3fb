"""An assessment is a narrative and a rating that cover one or several priorities in a round; every version of it is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tallystick.judgement import Rating
from tallystick_web.councils.models import Council
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models.rounds import Round

RATINGS = [(rating.value, rating.words.capitalize()) for rating in Rating]


class State(models.TextChoices):
    """Where an assessment stands. The steps between them are in `workflows.py`."""

    DRAFTING = "drafting", "Drafting"
    SUBMITTED = "submitted", "Submitted"
    CHALLENGED = "challenged", "Challenged"
    AGREED = "agreed", "Agreed"
    LOCKED = "locked", "Locked"


class Departure(models.TextChoices):
    """Why a rating is another than the evidence suggests."""

    PRECAUTIONARY = "precautionary", "Precautionary: something is known that the figures do not show yet"
    NOT_YET_DELIVERED = "not_yet_delivered", "The outcome is not yet delivered"
    DATA_AWAITED = "data_awaited", "Data are awaited"
    MIXED_STAGES = "mixed_stages", "The parts stand at different stages"
    OTHER = "other", "Another reason"


class Assessment(models.Model):
    """A narrative and a rating, given by accountable people, which may cover several priorities.

    `version` counts the saves, so that a form made from an older text is refused instead of overwriting a newer one. `judge_after`
    is the day from which it can be judged, where that is not possible yet. `suggested` is what the evidence suggested when the
    rating was given, with its reasons and the version of the rules. `agreed_for` is the director in whose place a deputy agreed.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="assessments")
    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    priorities: "models.ManyToManyField[Priority, Coverage]" = models.ManyToManyField(
        Priority, through="Coverage", related_name="assessments"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    narrative = models.TextField(blank=True)
    rating = models.CharField(max_length=20, choices=RATINGS, blank=True)
    rating_reason = models.TextField(blank=True)
    departure = models.CharField(max_length=20, choices=Departure, blank=True)
    judge_after = models.DateField(null=True, blank=True)
    suggested = models.CharField(max_length=20, choices=RATINGS, blank=True)
    suggested_reasons = models.JSONField(default=list, blank=True)
    suggested_by = models.CharField(max_length=40, blank=True)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    rated_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["round", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(judge_after=None) | Q(rating=""), name="what_is_not_judged_yet_has_no_rating"
            ),
        ]

    def __str__(self) -> str:
        return f"the assessment of {self.references} in {self.round}"

    @property
    def references(self) -> str:
        return ", ".join(coverage.priority.reference for coverage in self.coverage.all())

    @property
    def departs(self) -> bool:
        """Whether the rating is another than the evidence suggested when it was given."""
        return bool(self.rating and self.suggested and self.rating != self.suggested)


class Coverage(models.Model):
    """A priority that an assessment speaks of. In one round a priority has one assessment: the database holds it to that.

    `partial` says which part of the priority the narrative does not speak of, where it does not cover all of it.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="coverage")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="coverage")
    round = models.ForeignKey(Round, models.PROTECT, related_name="coverage")
    partial = models.CharField(max_length=300, blank=True)

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


class Question(models.Model):
    """What somebody asked about an assessment, and the answer: the thread beside the text. `quote` is the passage that it asks about."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="questions")
    text = models.TextField()
    quote = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answer_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def council(self) -> Council:
        return self.assessment.council


class Version(models.Model):
    """An assessment as it was after one step: who did what to it when, and what it then said. Rows are only added."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State)
    narrative = models.TextField(blank=True)
    rating = models.CharField(max_length=20, choices=RATINGS, blank=True)
    rating_reason = models.TextField(blank=True)
    departure = models.CharField(max_length=20, choices=Departure, blank=True)
    judge_after = models.DateField(null=True, blank=True)
    suggested = models.CharField(max_length=20, choices=RATINGS, blank=True)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["assessment", "at"])]

    def __str__(self) -> str:
        return f"{self.assessment}, version {self.number}"


class Draft(models.Model):
    """What one person has typed into the form of an assessment and not saved: kept as they type, so that no text is ever lost.

    `version` is that of the assessment from which the form was made.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "person"], name="one_draft_a_person")]

    def __str__(self) -> str:
        return f"{self.person}'s draft of {self.assessment}"

    @property
    def council(self) -> Council:
        return self.assessment.council
