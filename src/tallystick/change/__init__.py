"""Change: how far a figure has moved, whether that is more than chance, and which way is better.

A fall on the last quarter beside a rise on the same quarter last year is one fact, not two successes; and a survey that moves by two
points may not have moved at all. So every comparison that is fair is made at once, its size, significance and direction are kept
apart, and what cannot be told is said to be so. docs/methods/change.md gives the rules.

    change.summary(series, Polarity.LOWER_IS_BETTER, terms=change.Terms(unit="%"))
    change.between(series, earlier, later, Polarity.HIGHER_IS_BETTER)
"""

from tallystick.change.batch import DIRECTIONS, SIGNIFICANCES, Table, charted_changes, interval_changes
from tallystick.change.comparing import between
from tallystick.change.model import (
    Agreement,
    Change,
    ChangeError,
    Changes,
    Comparison,
    Evidence,
    Figure,
    Kind,
    NotCompared,
    Significance,
    Terms,
)
from tallystick.change.summary import summary
from tallystick.change.words import explained, moved, sentence

__all__ = [
    "DIRECTIONS",
    "SIGNIFICANCES",
    "Agreement",
    "Change",
    "ChangeError",
    "Changes",
    "Comparison",
    "Evidence",
    "Figure",
    "Kind",
    "NotCompared",
    "Significance",
    "Table",
    "Terms",
    "between",
    "charted_changes",
    "explained",
    "interval_changes",
    "moved",
    "sentence",
    "summary",
]
