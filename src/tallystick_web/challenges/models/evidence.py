"""What proves an answer: the actions that serve it, evidence, the measures expected to move, and the closing that a second person agrees to.

Delivered and helped are two facts. Evidence says what was done and what came of it in somebody's name; an expectation is checked
by arithmetic when its time comes.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tallystick.periods import Frequency, Period
from tallystick_web.challenges.models.thread import Thread
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action
from tallystick_web.measures.models import Measure, choices


class Expectation(models.Model):
    """A measure that is expected to move, which way, by how much at least, and by when.

    It is counted from the value of a period that was known when it was set down (`base`), so that the promise cannot be kept by
    choosing a kinder beginning later.
    """

    class Way(models.TextChoices):
        UP = "up", "Up"
        DOWN = "down", "Down"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="expectations")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    way = models.CharField("which way", max_length=10, choices=Way)
    amount = models.DecimalField("by how much at least", max_digits=24, decimal_places=8, null=True, blank=True)
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    start = models.DateField()
    end = models.DateField()
    base_start = models.DateField()
    base_end = models.DateField()
    on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["end", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="an_expected_movement_is_above_nought"
            ),
            models.CheckConstraint(condition=Q(dropped_on=None) | ~Q(dropped_why=""), name="what_is_dropped_says_why"),
            models.CheckConstraint(condition=Q(end__gt=models.F("base_end")), name="an_expectation_looks_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.reference} {self.get_way_display().lower()} by {self.period}"

    @property
    def council(self) -> Council:
        return self.thread.council

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)

    @property
    def base(self) -> Period:
        return Period(Frequency(self.frequency), self.base_start, self.base_end)


class Serving(models.Model):
    """An action of delivery that serves an answer, from a day on; `ended_on` when it serves it no longer."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="serving")
    action = models.ForeignKey(Action, models.PROTECT, related_name="serving")
    on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "action"], condition=Q(ended_on=None), name="an_action_serves_an_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} for {self.thread}"

    @property
    def council(self) -> Council:
        return self.thread.council


class Evidence(models.Model):
    """Something that shows what was done or what came of it, on a date, vouched for by a person.

    A file lies in the store under its digest. Confidential evidence is absent, not hidden, for those who may not see it.
    """

    class Kind(models.TextChoices):
        FILE = "file", "File"
        LINK = "link", "Link"
        MEASURE = "measure", "Measure"
        DECISION = "decision", "Decision"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField("what it shows")
    on = models.DateField("dated")
    link = models.URLField(max_length=500, blank=True)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField("which decision", max_length=300, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    vouched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confidential = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    kept_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="file") & ~Q(sha256=""))
                | (Q(kind="link") & ~Q(link=""))
                | Q(kind="measure", measure__isnull=False)
                | (Q(kind="decision") & ~Q(decision="")),
                name="evidence_is_there",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_why=""), name="withdrawn_evidence_says_why"
            ),
        ]

    def __str__(self) -> str:
        """As the log holds it, which more people read than may see what is confidential."""
        return "Confidential evidence" if self.confidential else f"{self.get_kind_display()}: {self.words}"[:200]

    @property
    def council(self) -> Council:
        return self.thread.council


class Closing(models.Model):
    """A proposal that a state be reached which needs evidence and a second person: what difference was made, in words."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        AGREED = "agreed", "Agreed"
        SENT_BACK = "sent_back", "Sent back"
        TAKEN_BACK = "taken_back", "Taken back"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="closings")
    verb = models.CharField(max_length=30)
    words = models.TextField("what difference it made")
    review_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["thread"], condition=Q(state="waiting"), name="one_closing_waits_a_thread")
        ]

    def __str__(self) -> str:
        return f"the closing of {self.thread}"

    @property
    def council(self) -> Council:
        return self.thread.council
