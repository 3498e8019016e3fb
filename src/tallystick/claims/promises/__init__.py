"""Promises in prose: what will be reported or done by a time, by whom, and in which words.

    promises.find("Results will be published in February 2010.")
    promises.find("Key points will follow in the Quarter 4 update.", on=periods.quarter(2009, 2))

A report that says "the figures will be in the next tracker" has made a promise to its readers, and nobody remembers it but they. A
statement of intent without a time is none: nobody could ever say that it was broken. Forecasts ("is expected to rise by 2012") are
none either. docs/methods/promises.md gives the rules; the words themselves are data in `vocabulary.toml`.
"""

from tallystick.claims.promises.finding import find
from tallystick.claims.promises.rounds import round_of

__all__ = ["find", "round_of"]
