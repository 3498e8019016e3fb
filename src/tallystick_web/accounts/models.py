"""A person who signs in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class User(AbstractBaseUser):
    """A person, known by e-mail address. Holds no rights of its own: there is no administrator beside the roles of a council."""

    email = models.EmailField("e-mail address", unique=True, max_length=254)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Reminder(models.Model):
    """One letter to one person about their work in one council: what it named, and whether it could be delivered.

    It holds labels and identifiers and refers to nothing, because what it names belongs to apps above, and it must outlive that. `items`
    are dicts with `key`, `rung`, `due_on` and `words`; `rung` is the highest among them, or `CHASED` where the performance team sent it.
    """

    class State(models.TextChoices):
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        NOT_DELIVERED = "not_delivered", "Not delivered"

    CHASED = "chased"

    council = models.SlugField(max_length=40)
    person_id = models.BigIntegerField()
    person = models.CharField(max_length=150)
    email = models.CharField(max_length=254)
    day = models.DateField()
    rung = models.CharField(max_length=20)
    items = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.NOT_DELIVERED)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["council", "day"])]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person_id", "day"], condition=~models.Q(rung="chased"),
                name="one_letter_a_person_and_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"the reminder of {self.day:%-d %B %Y} to {self.person}"
