"""A file that was brought in, what was read in it, and what a person decided about each part.

Nothing here is a record of the council: a proposal may be wrong in every line and no figure, rating or plan changes by it. The file
itself is kept once by its digest, so that any reading can be checked against the very bytes it came from.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from tallystick.periods import Frequency, Period
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import choices


class Kind(models.TextChoices):
    """The forms of document that are recognised."""

    ACTION_TRACKER = "action_tracker", "Action tracker"
    PEER_CHALLENGE = "peer_challenge", "Peer challenge report"
    MEASURE_TABLE = "measure_table", "Table of measures"
    REGISTER = "register", "Tallystick export"
    UNKNOWN = "unknown", "Not recognised"


class Record(models.TextChoices):
    """What an item would become, in the order in which they need each other."""

    PERSON = "person", "Person"
    UNIT = "unit", "Directorate or service"
    AREA = "area", "Area"
    MEASURE = "measure", "Measure"
    PLAN = "plan", "Plan"
    THEME = "theme", "Theme"
    PRIORITY = "priority", "Priority"
    CHALLENGE = "challenge", "Challenge"
    ASSESSMENT = "assessment", "Assessment"
    TARGET = "target", "Target"
    POINT = "point", "Point"
    RESPONSE = "response", "Answer"
    PROJECT = "project", "Project"
    BENEFIT = "benefit", "Benefit"
    ACTION = "action", "Action"
    MILESTONE = "milestone", "Milestone"
    RISK = "risk", "Risk"
    OBSERVATION = "observation", "Value"


class Change(models.TextChoices):
    """How an item stands against what the council holds. Doubtful: it cannot be compared until a person has put it right."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "Unchanged"
    DOUBTFUL = "doubtful", "Doubtful"


class State(models.TextChoices):
    """What a person decided. Held: there was nothing to decide. Superseded: the council came to hold it by another way."""

    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    SUPERSEDED = "superseded", "No longer needed"
    HELD = "held", "Held already"


CHANGED_SINCE = (
    "The council’s record has changed since this was proposed. Compare the two again, then accept or refuse."
)
"""Why an item waits that a person has to look at once more, whatever else is put right."""


class Upload(models.Model):
    """The bytes of a file, kept once in a council however often they are brought in."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="uploads")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "sha256"], name="one_upload_a_digest")]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """One reading of a file: what it was taken for, its doubts, and how many of its items wait, were accepted or refused.

    The counts are kept by the actions, so that a list of proposals with 100,000 items each stays quick.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="proposals")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="proposals")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=300, blank=True)
    frequency = models.CharField(max_length=20, choices=choices(Frequency), blank=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    period_words = models.CharField(max_length=200, blank=True)
    outline = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    waiting = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused_before = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency="", start=None, end=None)
                | (~Q(frequency="") & Q(start__isnull=False, end__isnull=False)),
                name="a_proposal_has_a_whole_period_or_none",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period | None:
        if not self.frequency or self.start is None or self.end is None:
            return None
        return Period(Frequency(self.frequency), self.start, self.end)

    @property
    def form(self) -> str:
        """What the file was read as, in words."""
        records = self.outline.get("records")
        return f"Table of {records}" if records else str(Kind(self.kind).label)

    @property
    def has_nothing_new(self) -> bool:
        """Whether everything in the file was held, or refused, already."""
        return not (self.waiting or self.accepted or self.refused) and self.kind != Kind.UNKNOWN


class Item(models.Model):
    """One record as it was understood: the words it came from, what is held now, and what a person decided.

    `payload` is what would be written, `original` what was read before a person corrected it. `key` names the item within its
    proposal, so that a priority can say which theme it needs before either exists.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    record = models.CharField(max_length=20, choices=Record)
    key = models.TextField()
    payload = models.JSONField(default=dict)
    original = models.JSONField(null=True)
    held = models.JSONField(null=True)
    change = models.CharField(max_length=10, choices=Change)
    certain = models.BooleanField()
    why = models.TextField(blank=True)
    place = models.TextField(blank=True)
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["certain", "position"]
        indexes = [models.Index(fields=["proposal", "state", "certain", "position"])]
        constraints = [models.UniqueConstraint(fields=["proposal", "position"], name="one_item_a_position")]

    def __str__(self) -> str:
        title = self.payload.get("title") if self.record in (Record.PLAN, Record.THEME, Record.CHALLENGE) else ""
        name = self.payload.get("name") if self.record in (Record.PERSON, Record.UNIT, Record.AREA) else title
        return f"{self.get_record_display()} {f'“{name}”' if name else self._unnamed()}"

    def _unnamed(self) -> str:
        """What an item without a name is called: its reference, but never a key that was made up for it."""
        return "without a name" if self.key.startswith("unnamed-") else self.key.removeprefix("title: ")

    @property
    def council(self) -> Council:
        return self.proposal.council

    @property
    def identity(self) -> tuple[str, str]:
        return self.record, self.key

    @property
    def read(self) -> dict[str, Any]:
        """What was read in the file, whether or not it was corrected since."""
        read: dict[str, Any] = self.payload if self.original is None else self.original
        return read
