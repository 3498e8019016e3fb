"""A challenge and the lists it left. The lists stay distinct: a quick win is not a recommendation, nor is a signpost."""

from django.db import models

from tallystick_web.councils.models import Council


class Challenge(models.Model):
    """A peer challenge, inspection, audit or scrutiny review."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="challenges")
    reference = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    follow_up = models.CharField(max_length=300, blank=True)
    next_challenge = models.CharField(max_length=300, blank=True)
    team = models.JSONField(default=list, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    scope = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-last_day", "title"]
        constraints = [models.UniqueConstraint(fields=["council", "reference"], name="one_challenge_a_reference")]

    def __str__(self) -> str:
        return self.title


class Point(models.Model):
    """One item of one of a challenge's lists, in the challenge's own words."""

    class List(models.TextChoices):
        RECOMMENDATION = "recommendation", "Key recommendations"
        QUICK_WIN = "quick_win", "Quick wins"
        NOTABLE_PRACTICE = "notable_practice", "Notable practice"
        SIGNPOSTING = "signposting", "Signposting"
        FINDING = "finding", "Findings"

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="points")
    list = models.CharField(max_length=20, choices=List)
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["list", "number"]
        constraints = [models.UniqueConstraint(fields=["challenge", "list", "number"], name="one_point_a_number")]

    def __str__(self) -> str:
        return f"{self.get_list_display()} {self.number}: {self.title or self.text}"[:200]

    @property
    def council(self) -> Council:
        return self.challenge.council
