"""Definitions, observations and targets.

Observations are append-only: a value is never overwritten, a newer vintage stands in front of it. That is what lets "what did
members see on that day" be a query, and it is why there is no way to change an observation but to add another.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tallystick.forecast import Makeup
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.councils.models import Area, Council, Unit


def choices(vocabulary: type[Frequency | Polarity | Vintage | Missing]) -> list[tuple[str, str]]:
    """A vocabulary of the library as the choices of a field."""
    return [(word.value, word.value.replace("_", " ").capitalize()) for word in vocabulary]


OFTEN = {
    Frequency.YEAR_TO_DATE.value: "the year to date",
    Frequency.ROLLING_YEAR.value: "twelve months at a time",
    Frequency.WAVE.value: "by waves of a survey",
}


def synonyms(other_names: str) -> tuple[str, ...]:
    """Names parted by semicolons."""
    return tuple(name.strip() for name in other_names.split(";") if name.strip())


class Measure(models.Model):
    """A performance indicator: its definition, who owns it, what it costs and who uses it."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="measures")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    other_names = models.CharField(max_length=600, blank=True)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    polarity = models.CharField(max_length=20, choices=choices(Polarity), default=Polarity.NONE)
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    numerator = models.CharField("numerator is", max_length=300, blank=True)
    denominator = models.CharField("denominator is", max_length=300, blank=True)
    year_is = models.CharField(
        "how its periods make up a year",
        max_length=20,
        choices=[(one.value, one.words.capitalize()) for one in Makeup],
        blank=True,
    )
    source = models.CharField(max_length=300, blank=True)
    lag_days = models.PositiveSmallIntegerField(default=0)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="measures")
    service = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="measures")
    baseline_period = models.CharField(max_length=60, blank=True)
    baseline_value = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    use = models.TextField("who uses it, for what", blank=True)
    collection_minutes = models.PositiveIntegerField(null=True, blank=True)
    not_known = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the measure of its not-known rate",
    )
    not_known_limit = models.DecimalField(
        "not-known rate up to which it is relied on", max_digits=5, decimal_places=2, null=True, blank=True
    )
    illustrative = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_measure_a_reference"),
            models.CheckConstraint(
                condition=Q(retired_on=None) | ~Q(retired_reason=""), name="a_retired_measure_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def how_often(self) -> str:
        """How often a figure comes: `every quarter`; of periods that run into one another, and of waves, which figures there are."""
        return OFTEN.get(self.frequency) or f"every {self.frequency.replace('_', ' ')}"

    @property
    def synonyms(self) -> tuple[str, ...]:
        """The other names that texts call it by."""
        return synonyms(self.other_names)


class Observation(models.Model):
    """One value of a measure for one area and one period, in one vintage."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="observations")
    area = models.ForeignKey(Area, models.PROTECT, related_name="observations")
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    start = models.DateField()
    end = models.DateField()
    vintage = models.CharField(max_length=20, choices=choices(Vintage))
    value = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    missing = models.CharField(max_length=20, choices=choices(Missing), blank=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    markers = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["end", "id"]
        indexes = [models.Index(fields=["measure", "area", "frequency", "end"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | (Q(value__isnull=True) & ~Q(missing="")),
                name="a_missing_value_says_why",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="a_period_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.reference}, {self.area}, {self.period}"

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)


class Withdrawal(models.Model):
    """An observation that was taken back. It stays in the history and is no longer the current value."""

    observation = models.OneToOneField(Observation, models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.observation} withdrawn: {self.reason}"


class Target(models.Model):
    """What somebody set a measure to reach in a period; a measure may have several (a partnership's and the council's)."""

    class ToleranceKind(models.TextChoices):
        ABSOLUTE = "absolute", "In the measure’s unit"
        PERCENT = "percent", "Per cent of the target"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="targets")
    name = models.CharField("whose target", max_length=150, default="Target")
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    start = models.DateField()
    end = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=8)
    upper_value = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    tolerance = models.DecimalField(max_digits=24, decimal_places=8, default=Decimal(0))
    tolerance_kind = models.CharField(max_length=10, choices=ToleranceKind, default=ToleranceKind.ABSOLUTE)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["end", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "name", "frequency", "end"], name="one_target_a_name_and_period"
            ),
            models.CheckConstraint(
                condition=~Q(tolerance_kind="percent") | ~Q(value=0) | Q(tolerance=0),
                name="no_percent_tolerance_of_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.measure.reference} for {self.period}"

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)


TARGET_FIELDS = ("frequency", "start", "end", "value", "upper_value", "tolerance", "tolerance_kind", "illustrative")
"""What a target is, beside whose it is and of which measure."""


class BurdenDecision(models.Model):
    """What was decided of a measure that costs time: kept, asked less often, automated or retired, and when it is looked at again."""

    class Choice(models.TextChoices):
        KEEP = "keep", "Keep asking as now"
        LESS_OFTEN = "less_often", "Ask less often"
        AUTOMATE = "automate", "Take it from a system instead of from people"
        RETIRE = "retire", "Retire it"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="burden_decisions")
    choice = models.CharField(max_length=20, choices=Choice)
    reason = models.TextField()
    was_frequency = models.CharField(max_length=20, choices=choices(Frequency))
    look_again_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_decision_about_burden_says_why")]

    def __str__(self) -> str:
        return f"{self.measure.reference}: {self.get_choice_display().lower()}"

    @property
    def council(self) -> Council:
        return self.measure.council


class Collection(models.Model):
    """The values that a council asks for at one time, by one deadline: those of a round.

    `known_by` is the day by which a figure must be knowable to be asked for; the next collection begins after it. `closed` says
    that its round is, so that no more is asked for.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="collections")
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    start = models.DateField()
    end = models.DateField()
    deadline = models.DateField()
    known_by = models.DateField()
    opened_at = models.DateTimeField(auto_now_add=True)
    closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-end"]
        constraints = [models.UniqueConstraint(fields=["council", "frequency", "end"], name="one_collection_a_period")]

    def __str__(self) -> str:
        return f"the values for {self.period}"

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)

    @property
    def slug(self) -> str:
        """As it stands in addresses, and as that of its round: `q2-2009-10`."""
        return self.period.slug


class Due(models.Model):
    """A value that is asked for: one period of one measure, once. Whether it was given is told by the observations.

    `available_on` is the day on which the figure can be known (the period's end and the measure's lag); `due_on` the day by which it
    is wanted, which an extension moves, with its reason.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="dues")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="dues")
    frequency = models.CharField(max_length=20, choices=choices(Frequency))
    start = models.DateField()
    end = models.DateField()
    available_on = models.DateField()
    due_on = models.DateField()
    extension_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "measure__reference", "end"]
        verbose_name_plural = "dues"
        constraints = [
            models.UniqueConstraint(fields=["measure", "frequency", "end"], name="a_value_is_asked_for_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.reference} for {self.period}"

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.start, self.end)

    @property
    def council(self) -> Council:
        return self.measure.council
