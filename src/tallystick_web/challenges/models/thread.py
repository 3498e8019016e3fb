"""What a council answers once: usually one point of one challenge, at times several that ask for the same thing.

Everything that a position statement tells of a day is a row that is only added: which thread a point belonged to, what the answer
was, which state it was in. The current ones are held beside for the lists; the rows are the record, and the database refuses to
change them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tallystick_web.councils.models import Council


class Thread(models.Model):
    """The answer to one or several points, from what was received to what came of it. `version` counts the answers."""

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        RESPONDED = "responded", "Responded"
        IN_DELIVERY = "in_delivery", "In delivery"
        DELIVERED = "delivered", "Delivered"
        IMPACT_EVIDENCED = "impact_evidenced", "Impact evidenced"
        NOT_EVIDENCED = "not_evidenced", "Impact not evidenced"
        BUSINESS_AS_USUAL = "business_as_usual", "Business as usual"
        SUPERSEDED = "superseded", "Superseded"
        REOPENED = "reopened", "Reopened"

    council = models.ForeignKey(Council, models.PROTECT, related_name="threads")
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    response = models.ForeignKey("Response", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["council", "state"])]

    def __str__(self) -> str:
        return f"the answer to {', '.join(point.name for point in self.points.all()) or 'nothing any more'}"

    @property
    def declined(self) -> bool:
        """Whether the answer is that it will not be done."""
        answer = self.response.answer if self.response else ""
        return self.state == self.State.RESPONDED and answer == Response.Answer.DECLINED

    @property
    def is_quick(self) -> bool:
        """Whether it answers quick wins only. No query where its points are at hand."""
        lists = {point.list for point in self.points.all()}
        return lists == {"quick_win"}

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.declined or self.state in (
            self.State.IMPACT_EVIDENCED, self.State.BUSINESS_AS_USUAL, self.State.SUPERSEDED,
        )  # fmt: skip

    @property
    def words(self) -> str:
        """The state as people say it: an answer that declines is not one that waits for delivery."""
        return str(Response.Answer.DECLINED.label if self.declined else self.State(self.state).label)


class Placement(models.Model):
    """From a day on, a point is answered in a thread."""

    point = models.ForeignKey("Point", models.PROTECT, related_name="placements")
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="placements")
    on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.point} in {self.thread} from {self.on}"


class Response(models.Model):
    """One version of an answer: what the council says, who answers for it, what will be different and for whom.

    `interpretation` stands beside the words of the challenge and never in their place.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "accepted_in_part", "Accepted in part"
        DECLINED = "declined", "Declined"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="responses")
    on = models.DateField()
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    reason = models.TextField(blank=True)
    interpretation = models.TextField("how the council reads it", blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="accountable officer"
    )  # fmt: skip
    portfolio_holder = models.CharField(max_length=200, blank=True)
    different = models.TextField("what will be different", blank=True)
    beneficiaries = models.CharField("for whom", max_length=300, blank=True)
    review_date = models.DateField("to be looked at again on", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer__in=["declined", "accepted_in_part"]) | ~Q(reason=""),
                name="what_is_not_wholly_accepted_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display() or 'Not answered yet'} on {self.on}"


class StateChange(models.Model):
    """A state, from a day on. `reason` says what led to it: what was done, what follows, why it was reopened."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=30)
    state = models.CharField(max_length=20, choices=Thread.State)
    on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} from {self.on}"
