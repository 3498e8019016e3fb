"""What was noted and decided when a round was challenged in a meeting. Rows are only added: they are its minutes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action
from tallystick_web.reviews.models.assessments import Assessment, Question
from tallystick_web.reviews.models.rounds import Round


class MeetingNote(models.Model):
    """A note, a decision, a question or an action of a round's challenge meeting.

    A question stands in the thread of its assessment too, an action among the council's actions: the meeting makes them, and then
    they live there.
    """

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        DECISION = "decision", "Decision"
        QUESTION = "question", "Question"
        ACTION = "action", "Action"

    round = models.ForeignKey(Round, models.PROTECT, related_name="meeting_notes")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="meeting_notes")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    question = models.OneToOneField(Question, models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Action, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_meeting_note_has_words")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"

    @property
    def council(self) -> Council:
        return self.round.council
