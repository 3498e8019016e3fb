"""Claims against the council's own measures: matched by words, then held to what was recorded and when.

    measure = against.HeldMeasure("NI 112", "Teenage conceptions", unit="per 1,000", values=(…))
    against.hold(text, find.numbers(text), [measure], on=periods.quarter(2009, 2))

A figure is matched by what the text says that it is: the measure's title or another name of it, the area, the period, the unit. It is
never matched because some figure held happens to be the same: in a few thousand figures any number can be found. Where the words
leave a doubt there is no finding. docs/methods/promises.md gives the rules.
"""

from tallystick.claims.against.holding import hold
from tallystick.claims.against.model import HeldMeasure, HeldValue

__all__ = ["HeldMeasure", "HeldValue", "hold"]
