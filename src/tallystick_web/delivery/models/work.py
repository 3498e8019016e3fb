"""An action and its milestones, what was said of its progress, and every move of its dates.

Whether an action slips is nowhere in these tables: it is worked out from the dates (see `timing`), so that nobody has to say it.
"""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tallystick_web.councils.models import Council, Unit
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

reference_format = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z", "A reference holds letters, digits, full stops, hyphens and underscores only."
)


class Action(models.Model):
    """Something that somebody will do by a date, for priorities and measures. `version` counts the changes."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    council = models.ForeignKey(Council, models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=40, validators=[reference_format])
    title = models.CharField(max_length=300)
    purpose = models.TextField("what it is to achieve", blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="actions")
    service = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="actions")
    project = models.ForeignKey("Project", models.SET_NULL, null=True, blank=True, related_name="actions")
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    note = models.TextField(blank=True)
    priorities = models.ManyToManyField(Priority, related_name="actions", blank=True)
    measures = models.ManyToManyField(Measure, related_name="actions", blank=True)
    illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["reference"]
        indexes = [models.Index(fields=["council", "state", "due"])]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_action_a_reference"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(due=None) | Q(due__gte=F("start")),
                name="an_action_is_due_after_it_starts",
                violation_error_message="The action is due before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on=None)),
                name="a_done_action_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Milestone(models.Model):
    """A step of an action that can be seen to be reached."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=300)
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [models.UniqueConstraint(fields=["action", "title"], name="one_milestone_a_title")]

    def __str__(self) -> str:
        return f"{self.title}, a milestone of {self.action}"

    @property
    def council(self) -> Council:
        return self.action.council


class Redating(models.Model):
    """One move of a date, of an action or of one of its milestones. Rows are only added."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="redatings")
    milestone = models.ForeignKey(Milestone, models.CASCADE, null=True, blank=True, related_name="redatings")
    was = models.DateField(null=True)
    now = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_date_moves_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.milestone or self.action}: {self.was} to {self.now}"

    @property
    def days(self) -> int:
        """How far the date moved; later is more."""
        return (self.now - self.was).days if self.was else 0


class ProgressNote(models.Model):
    """What was said of an action's progress, and the step it took, if any. Rows are only added.

    `for_whom` is the owner in whose place a deputy spoke.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="progress")
    text = models.TextField(blank=True)
    step = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=Action.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    for_whom = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(text="") | ~Q(step=""), name="a_note_says_something")]

    def __str__(self) -> str:
        return f"{self.action}: {self.step or self.text}"
