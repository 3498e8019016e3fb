"""What was done, what it cost and who read it. All must outlive what they speak of: they hold identifiers and words, and refer to nothing."""

from django.db import models


class Event(models.Model):
    """Something that was done. The database refuses to change or delete a row (see the migrations)."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    council = models.SlugField(blank=True)
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=60)
    target_id = models.BigIntegerField(null=True)
    target = models.CharField(max_length=300)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["council", "target_kind", "target_id"]),
            models.Index(fields=["council", "by_id", "by"], name="audit_event_by_person"),
            models.Index(fields=["council", "verb"], name="audit_event_by_verb"),
            models.Index(fields=["council", "id"], name="audit_event_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.verb} {self.target}"


class Spent(models.Model):
    """Time that a person spent on one record. Their own to correct; shown to others only in sums.

    `counted` are the seconds before the first correction. They stand here and not in the log, which others read.
    """

    class How(models.TextChoices):
        MEASURED = "measured", "Measured"
        ESTIMATED = "estimated", "Estimated"
        CORRECTED = "corrected", "Corrected by the person"

    at = models.DateTimeField(auto_now_add=True)
    council = models.SlugField()
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    record = models.CharField(max_length=300)
    person_id = models.BigIntegerField()
    seconds = models.PositiveIntegerField()
    counted = models.PositiveIntegerField(null=True, blank=True)
    how = models.CharField(max_length=20, choices=How)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "spent"
        indexes = [
            models.Index(fields=["council", "kind", "at"], name="audit_spent_by_kind"),
            models.Index(fields=["council", "person_id", "id"], name="audit_spent_by_person"),
        ]

    def __str__(self) -> str:
        return f"time spent on {self.record}"

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)

    @property
    def counted_minutes(self) -> int:
        return round((self.counted or 0) / 60)


class Reading(models.Model):
    """How often a page was opened on a day, by people of a role. Never by whom (docs/adr/)."""

    council = models.SlugField()
    day = models.DateField()
    role = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    record = models.CharField(max_length=300)
    opened = models.PositiveIntegerField(default=0)
    detailed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "kind", "record_id", "day", "role"], name="one_count_a_record_day_and_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}, {self.day}"
