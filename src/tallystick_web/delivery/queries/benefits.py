"""How the benefits of projects come along, in measures and in money."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Benefit, Project, RealisedMoney
from tallystick_web.measures import queries as measures


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a benefit has come: the newest value, its movement from the baseline, and the share of what was expected."""

    benefit: Benefit
    now: Decimal | None
    period: str
    moved: Decimal | None
    share: Decimal | None
    money: RealisedMoney | None = None

    @property
    def words(self) -> str:
        """`60% of what was expected`; nothing for a benefit that is shown by money alone."""
        if self.share is None:
            return "no value to compare yet" if self.benefit.measure_id or self.benefit.planned is None else ""
        if self.share <= 0:
            return "no movement in the expected direction"
        return f"{self.share * 100:.0f}% of what was expected"


def standings(benefits: Iterable[Benefit]) -> list[Standing]:
    """How benefits have come: by the newest value of each one's measure for the council's own area, and in money.

    One query where what they have realised is at hand.
    """
    listed = list(benefits)
    series = measures.current_series([one.measure for one in listed if one.measure])
    rows = []
    for one in listed:
        areas = series.get(one.measure_id or 0, [])
        latest = areas[0].latest if areas else None
        now = latest.value if latest else None
        moved = now - one.baseline if now is not None and one.baseline is not None else None
        share = moved / one.expected if moved is not None and one.expected else None
        money = next(iter(one.realised.all()), None)
        rows.append(Standing(one, now, str(latest.period) if latest else "", moved, share, money))
    return rows


SORTS: dict[str, Callable[[Standing], Any]] = {
    "benefit": lambda one: one.benefit.title.casefold(),
    "project": lambda one: one.benefit.project.reference,
    "share": lambda one: -1 if one.share is None else one.share,
    "planned": lambda one: one.benefit.planned or 0,
    "realised": lambda one: one.money.amount if one.money else 0,
}


def followed(council: Council) -> list[Standing]:
    """The benefits of closed projects, which are followed on. Three queries."""
    return standings(_rows(council).filter(project__state=Project.State.CLOSED))


def every(council: Council) -> list[Standing]:
    """The benefits of all projects, those of one project together. Three queries."""
    return standings(_rows(council).order_by("project__reference", "id"))


def _rows(council: Council) -> QuerySet[Benefit]:
    rows = Benefit.objects.filter(project__council=council)
    return rows.select_related("measure", "project").prefetch_related("realised")


def unsaid(council: Council, on: date) -> QuerySet[Benefit]:
    """The benefits planned in money whose day has come, of which nobody has said what they had brought by then. One query.

    Those of projects that have begun, or closed. What a measure is to show needs nobody's word: its values are asked for.
    """
    said = RealisedMoney.objects.filter(benefit=OuterRef("pk"), as_at__gte=OuterRef("by"))
    begun = (Project.State.IN_DELIVERY, Project.State.CLOSED)
    found = Benefit.objects.filter(~Exists(said), project__council=council, project__state__in=begun)
    found = found.filter(planned__isnull=False, by__lte=on).order_by("by", "id")
    return found.select_related("project__manager", "project__sponsor")


def benefit_at(council: Council, key: int) -> Benefit | None:
    """A benefit of one of the council's projects."""
    return Benefit.objects.filter(project__council=council, pk=key).select_related("project__council").first()
