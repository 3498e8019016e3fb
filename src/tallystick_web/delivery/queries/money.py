"""What benefits bring in money, and what that means for savings at risk. After a project has closed, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Benefit, SavingsClause


@dataclass(frozen=True, slots=True)
class Money:
    """What benefits are planned to bring in all, and what they have brought."""

    planned: Decimal = Decimal(0)
    realised: Decimal = Decimal(0)

    @property
    def any(self) -> bool:
        return bool(self.planned or self.realised)


def money(benefits: Iterable[Benefit]) -> Money:
    """The sums of some benefits; of each the latest that was said of it. No query where that is at hand."""
    found = list(benefits)
    latest = [one.realised.all()[0].amount for one in found if one.realised.all()]
    return Money(sum((one.planned or Decimal(0) for one in found), Decimal(0)), sum(latest, Decimal(0)))


@dataclass(frozen=True, slots=True)
class Bargained:
    """Savings at risk beside what the benefits of the project have brought: what would be payable at that, and at the forecast."""

    clause: SavingsClause
    money: Money

    @property
    def payable_now(self) -> Decimal:
        return self.clause.bargain.payable(self.money.realised)

    @property
    def short_now(self) -> Decimal:
        return self.clause.bargain.short_by(self.money.realised)

    @property
    def payable(self) -> Decimal:
        return self.clause.bargain.payable(self.clause.forecast)

    @property
    def short(self) -> Decimal:
        return self.clause.bargain.short_by(self.clause.forecast)


def bargained(council: Council) -> list[Bargained]:
    """Every bargain of the council beside what the benefits of its project have brought. Three queries."""
    clauses = SavingsClause.objects.filter(project__council=council).select_related("project")
    found: dict[int, list[Benefit]] = {}
    for one in Benefit.objects.filter(project__savings_clauses__in=clauses).distinct().prefetch_related("realised"):
        found.setdefault(one.project_id, []).append(one)
    return [Bargained(one, money(found.get(one.project_id, ()))) for one in clauses]
