"""One event of the log. It must outlive what it speaks of, so it refers to nothing: it holds identifiers and words."""

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
