"""What people decided about the claims of a narrative, what was open when it was saved or agreed, and what it promised.

What checking a narrative finds is worked out anew whenever it is shown, because the text and the measures change. Rows are kept of
what people decided, and of what stood there when they did.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tallystick.claims.model import Kind, Verdict
from tallystick.periods import Frequency, Period
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure, choices
from tallystick_web.reviews.models.assessments import Assessment

KINDS = [(kind.value, kind.value.replace("_", " ").capitalize()) for kind in Kind]
VERDICTS = [(verdict.value, verdict.value.replace("_", " ").capitalize()) for verdict in Verdict]


class ClaimDecision(models.Model):
    """What a person decided about one claim of a narrative.

    `key` names the claim by its words, its verdict and its recomputed figure, not by its place: a claim that moves keeps its
    decision, one whose words or figures change is looked at again.
    """

    class Choice(models.TextChoices):
        SEEN = "seen", "Seen"
        SET_ASIDE = "set_aside", "Set aside"
        LINKED = "linked", "Linked to a measure"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="claim_decisions")
    key = models.CharField(max_length=40)
    choice = models.CharField(max_length=20, choices=Choice)
    text = models.TextField()
    reason = models.TextField(blank=True)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="one_decision_a_claim"),
            models.CheckConstraint(condition=~Q(choice="set_aside") | ~Q(reason=""), name="what_is_set_aside_says_why"),
            models.CheckConstraint(
                condition=Q(choice="linked", measure__isnull=False) | (~Q(choice="linked") & Q(measure=None)),
                name="a_link_has_a_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.get_choice_display().lower()}"

    @property
    def council(self) -> Council:
        return self.assessment.council


class OpenContradiction(models.Model):
    """A contradiction that stood in a narrative when it was saved or agreed, or its round was closed. Rows are only added."""

    class Occasion(models.TextChoices):
        SAVED = "saved", "Saved"
        AGREED = "agreed", "Agreed"
        CLOSED = "closed", "Round closed"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="open_contradictions")
    version = models.PositiveIntegerField()
    occasion = models.CharField(max_length=20, choices=Occasion)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=30, choices=KINDS)
    verdict = models.CharField(max_length=30, choices=VERDICTS)
    stated = models.CharField(max_length=200)
    recomputed = models.CharField(max_length=200, blank=True)
    working = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "start", "id"]

    def __str__(self) -> str:
        return f"{self.text}: {self.working}"


class Promise(models.Model):
    """Something a narrative said would be reported or done by a time. In one assessment, its words are kept once.

    `dropped` is set when a later version of the narrative no longer says it, and taken back when it says it again. `kept_words`
    are those that kept it; they may stand in a later assessment (`kept_in`) or be somebody's answer.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="promises")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="promises")
    words = models.TextField()
    what = models.TextField(blank=True)
    who = models.CharField(max_length=300, blank=True)
    when = models.CharField(max_length=300, blank=True)
    due_frequency = models.CharField(max_length=20, choices=choices(Frequency), blank=True)
    due_start = models.DateField(null=True, blank=True)
    due_end = models.DateField(null=True, blank=True)
    dropped = models.BooleanField(default=False)
    kept_words = models.TextField(blank=True)
    kept_in = models.ForeignKey(Assessment, models.SET_NULL, null=True, blank=True, related_name="promises_kept")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_end", "id"]
        indexes = [models.Index(fields=["council", "due_end"])]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "words"], name="one_promise_an_assessment_and_words"),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_words="") | (Q(kept_at__isnull=False) & ~Q(kept_words="")),
                name="a_kept_promise_says_with_which_words",
            ),
        ]

    def __str__(self) -> str:
        return self.what or self.words

    @property
    def due(self) -> Period | None:
        """By when, where the words name a period that could be told."""
        if self.due_start is None or self.due_end is None:
            return None
        return Period(Frequency(self.due_frequency), self.due_start, self.due_end)
