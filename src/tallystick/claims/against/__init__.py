"""Claims against the council's own measures: matched by words, then held to what was recorded and when.

    measure = against.HeldMeasure("NI 112", "Teenage conceptions", unit="per 1,000", values=(…))
    against.hold(text, find.numbers(text), [measure], on=periods.quarter(2009, 2))

A figure is matched by what the text says that it is: the measure's title or another name of it, the area, the period, the unit. It is
never matched because some figure held happens to be the same: in a few thousand figures any number can be found. Where the words
leave a doubt there is no finding. docs/methods/promises.md gives the rules.
"""

from collections.abc import Iterable

from tallystick.claims.against.holding import hold
from tallystick.claims.against.model import HeldMeasure, HeldValue
from tallystick.claims.model import Finding, Verdict

__all__ = ["HeldMeasure", "HeldValue", "answered", "hold"]


def answered(own: Iterable[Finding], held: Iterable[Finding]) -> list[Finding]:
    """What the text says of itself and what measures say of it; what a measure tells need not be reproduced from the text."""
    told = list(held)
    places = {one.start for one in told}
    unknown = Verdict.CANNOT_BE_REPRODUCED
    return [one for one in own if one.verdict is not unknown or one.start not in places] + told
