"""Savings at risk: a share of a partner's costs is payable only when savings exceed a threshold. Values in, values out."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Bargain:
    """The partner's costs, the share of them at risk (parts of so many), and what savings have to exceed."""

    cost: Decimal
    parts: int
    of: int
    threshold: Decimal

    @property
    def at_risk(self) -> Decimal:
        """What is not payable unless savings exceed the threshold, to the penny."""
        return (self.cost * self.parts / self.of).quantize(PENNY, ROUND_HALF_UP)

    def payable(self, saved: Decimal) -> Decimal:
        """What has to be paid at these savings. Savings equal to the threshold do not exceed it."""
        return self.cost if saved > self.threshold else self.cost - self.at_risk

    def short_by(self, saved: Decimal) -> Decimal:
        """How much more has to be saved before the threshold is reached; nothing when it is exceeded."""
        return max(self.threshold - saved, Decimal(0))

    def net(self, saved: Decimal) -> Decimal:
        """What the council keeps of these savings after paying the partner."""
        return saved - self.payable(saved)
