"""A council is the tenant: every other record belongs to one."""

from django.conf import settings
from django.db import models


class CouncilType(models.TextChoices):
    DISTRICT = "district", "District"
    COUNTY = "county", "County"
    UNITARY = "unitary", "Unitary"
    METROPOLITAN = "metropolitan", "Metropolitan district"
    LONDON = "london", "London borough"
    COMBINED = "combined", "Combined authority"


class Role(models.TextChoices):
    """What a person may hold in a council; several at once are common."""

    PERFORMANCE_TEAM = "performance_team", "Performance team"
    CONTRIBUTOR = "contributor", "Contributor"
    ACCOUNTABLE_OFFICER = "accountable_officer", "Accountable officer"
    DIRECTOR = "director", "Director"
    COUNCILLOR = "councillor", "Councillor"
    AUDITOR = "auditor", "Auditor"


OFFICERS = frozenset(Role) - {Role.COUNCILLOR, Role.AUDITOR}
"""The roles that come with work to do; councillors and auditors read."""


class Council(models.Model):
    slug = models.SlugField(unique=True, max_length=40)
    name = models.CharField(max_length=150)
    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    type = models.CharField(max_length=20, choices=CouncilType)
    uses_five_ratings = models.BooleanField(default=False)
    predecessors: "models.ManyToManyField[Council, Succession]" = models.ManyToManyField(
        "self", through="Succession", symmetrical=False, related_name="successors"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One council takes over from another on a date."""

    predecessor = models.ForeignKey(Council, models.PROTECT, related_name="+")
    successor = models.ForeignKey(Council, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_a_pair"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="nobody_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.successor} from {self.on}"


class Unit(models.Model):
    """A directorate or a service: the council's tree. One that is closed stays, because what was done in it refers to it."""

    class Kind(models.TextChoices):
        DIRECTORATE = "directorate", "Directorate"
        SERVICE = "service", "Service"

    council = models.ForeignKey(Council, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=150)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="units_headed"
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_unit_a_name")]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A place or group of places that a value can be for: the council's own area, a ward, a region, the core cities."""

    class Kind(models.TextChoices):
        OWN = "own", "The council’s area"
        LOCALITY = "locality", "Part of the area"
        PEER = "peer", "Another council"
        GROUP = "group", "Group of councils"
        REGION = "region", "Region"
        NATION = "nation", "Nation"

    council = models.ForeignKey(Council, models.PROTECT, related_name="areas")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="one_area_a_code"),
            models.UniqueConstraint(fields=["council", "name"], name="one_area_a_name"),
            models.UniqueConstraint(fields=["council"], condition=models.Q(kind="own"), name="one_own_area_a_council"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person in one council."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "person", "role"], name="one_membership_a_role")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.council}"


class Deputy(models.Model):
    """Somebody who stands in for another person of the council from one day to another, both included.

    A deputy does what the person could do about the records that are theirs, and it shows; a role is not passed on. `ended_on` is the
    day on which it was taken back before its time: the row stays, because what was done meanwhile refers to it.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="deputies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    start = models.DateField()
    end = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-start", "id"]
        verbose_name_plural = "deputies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="a_deputy_stands_in_for_some_days"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("deputy")), name="nobody_stands_in_for_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.person}"
