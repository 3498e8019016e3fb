"""A portfolio of projects: who carries how much, what a change would do, what comes first, and the best set within limits.

Values in, values out. See `docs/methods/portfolio.md`.
"""

from tallystick.portfolio.changes import (
    Change,
    Comparison,
    Delay,
    Figures,
    Merge,
    Stop,
    change_words,
    compare,
    missing_needs,
    what_if,
)
from tallystick.portfolio.choosing import BestSet, Candidate, Goal, Limits, NoSetFits, Obstacle, best_set
from tallystick.portfolio.criteria import Criterion, Place, Sensitivity, Spread, Turn, ranking, sensitivity
from tallystick.portfolio.loading import Load, Spell, by_service, load, load_by_quarter, spells
from tallystick.portfolio.model import (
    HOURS_A_DAY,
    Assignment,
    Capacity,
    Portfolio,
    PortfolioError,
    Project,
    hours_from_days,
)

__all__ = [
    "HOURS_A_DAY",
    "Assignment",
    "BestSet",
    "Candidate",
    "Capacity",
    "Change",
    "Comparison",
    "Criterion",
    "Delay",
    "Figures",
    "Goal",
    "Limits",
    "Load",
    "Merge",
    "NoSetFits",
    "Obstacle",
    "Place",
    "Portfolio",
    "PortfolioError",
    "Project",
    "Sensitivity",
    "Spell",
    "Spread",
    "Stop",
    "Turn",
    "best_set",
    "by_service",
    "change_words",
    "compare",
    "hours_from_days",
    "load",
    "load_by_quarter",
    "missing_needs",
    "ranking",
    "sensitivity",
    "spells",
    "what_if",
]
