"""A challenge and the lists it left. The lists stay distinct: a quick win is not a recommendation, nor is a signpost."""

from datetime import date

from django.db import models

from tallystick_web.challenges.models.thread import Thread
from tallystick_web.councils.models import Council


class Challenge(models.Model):
    """A peer challenge, inspection, audit, scrutiny review or self-assessment.

    `anchor` is the day that its clocks are counted from, where that is not the last day on site: guidance leaves it open.
    """

    class Kind(models.TextChoices):
        PEER_CORPORATE = "peer_corporate", "Corporate peer challenge"
        PEER_FINANCE = "peer_finance", "Finance peer challenge"
        PEER_SERVICE = "peer_service", "Service peer challenge"
        INSPECTION = "inspection", "Inspection"
        EXTERNAL_AUDIT = "external_audit", "External audit"
        INTERNAL_AUDIT = "internal_audit", "Internal audit"
        SCRUTINY_REVIEW = "scrutiny_review", "Scrutiny review"
        SELF_ASSESSMENT = "self_assessment", "Self-assessment"

    council = models.ForeignKey(Council, models.PROTECT, related_name="challenges")
    reference = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PEER_CORPORATE)
    body = models.CharField("who made it", max_length=300, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    anchor = models.DateField("clocks are counted from", null=True, blank=True)
    report_published = models.DateField("report was published on", null=True, blank=True)
    action_plan_published = models.DateField("action plan was published on", null=True, blank=True)
    progress_review = models.DateField("progress review took place on", null=True, blank=True)
    progress_report_published = models.DateField(
        "report of the progress review was published on", null=True, blank=True
    )
    next_done = models.DateField("next challenge took place on", null=True, blank=True)
    follow_up = models.CharField(max_length=300, blank=True)
    next_challenge = models.CharField(max_length=300, blank=True)
    team = models.JSONField(default=list, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    scope = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField("its days are made up", default=False)

    class Meta:
        ordering = ["-last_day", "title"]
        constraints = [models.UniqueConstraint(fields=["council", "reference"], name="one_challenge_a_reference")]

    def __str__(self) -> str:
        return self.title

    @property
    def counted_from(self) -> date | None:
        """The day that the clocks are counted from."""
        return self.anchor or self.last_day


class Met(models.Model):
    """Somebody whom the team met. Who asked to stay unnamed is confidential: absent for those who may not see it."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="met")
    name = models.CharField("who", max_length=200)
    role = models.CharField("as what", max_length=300, blank=True)
    confidential = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["challenge", "name", "role"], name="met_once_in_a_role")]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name

    @property
    def council(self) -> Council:
        return self.challenge.council


class Point(models.Model):
    """One item of one of a challenge's lists, in the challenge's own words, which the database refuses to change.

    `nature` is how the council reads a finding; it stands beside the words, as an interpretation does.
    """

    class List(models.TextChoices):
        RECOMMENDATION = "recommendation", "Key recommendations"
        QUICK_WIN = "quick_win", "Quick wins"
        SUGGESTION = "suggestion", "Suggestions in the report"
        NOTABLE_PRACTICE = "notable_practice", "Notable practice"
        SIGNPOSTING = "signposting", "Signposting"
        FINDING = "finding", "Findings"

    class Nature(models.TextChoices):
        STRENGTH = "strength", "Strength"
        CONCERN = "concern", "Concern"

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="points")
    list = models.CharField(max_length=20, choices=List)
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    place = models.CharField("where it stands in the report", max_length=200, blank=True)
    nature = models.CharField(max_length=20, choices=Nature, blank=True)
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, blank=True, related_name="points")

    class Meta:
        ordering = ["list", "number"]
        constraints = [models.UniqueConstraint(fields=["challenge", "list", "number"], name="one_point_a_number")]

    def __str__(self) -> str:
        return f"{self.get_list_display()} {self.number}: {self.title or self.text}"[:200]

    @property
    def council(self) -> Council:
        return self.challenge.council

    @property
    def slug(self) -> str:
        """As it stands in addresses: `quick-win-3`."""
        return f"{self.list.replace('_', '-')}-{self.number}"

    @property
    def name(self) -> str:
        """What it is called in a sentence: `recommendation 3`."""
        return f"{self.list.replace('_', ' ')} {self.number}"

    @property
    def words(self) -> str:
        """Its title, or the beginning of its text where it has none."""
        return self.title or (self.text if len(self.text) <= 160 else f"{self.text[:157]}…")


ANSWERABLE = (Point.List.RECOMMENDATION, Point.List.QUICK_WIN, Point.List.SUGGESTION)
