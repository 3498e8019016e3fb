"""A publication is frozen: it holds a copy of everything it shows, and the database refuses to change a row (see the migrations).

What happened to it afterwards stands in rows of its own: a withdrawal, or a later publication that names it as the one before.
"""

from django.conf import settings
from django.db import models

from tallystick_web.challenges.models import Challenge
from tallystick_web.councils.models import Council
from tallystick_web.reviews.models import Round


class Publication(models.Model):
    """What a council published of a round, or of its answers to a challenge, on a day; numbered within the council."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="publications")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="publications")
    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, related_name="publications")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    published_at = models.DateTimeField()
    # The person cannot be deleted: setting the field to nothing would change what is frozen.
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    bundle = models.JSONField()
    manifest = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="one_publication_a_number"),
            models.CheckConstraint(
                condition=models.Q(round__isnull=False, challenge=None) | models.Q(round=None, challenge__isnull=False),
                name="a_publication_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (publication {self.number})"


class PublishedFile(models.Model):
    """A file of a publication, in the database so that it is saved and backed up with what speaks of it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["publication", "name"], name="one_file_a_name")]

    def __str__(self) -> str:
        return f"{self.name} of {self.publication}"


class Withdrawal(models.Model):
    """A publication that was taken back, and why. Its page says so and shows nothing else."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.publication} withdrawn: {self.reason}"
