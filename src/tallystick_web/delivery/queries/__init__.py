"""Reading what delivery holds. What the apps above use most is here by name; the rest is in its noun's file."""

from tallystick_web.delivery.queries.risks import my_risks, risks_for_priorities
from tallystick_web.delivery.queries.work import (
    actions,
    actions_for_measures,
    actions_for_priorities,
    mine,
    next_reference,
    overdue,
)

__all__ = [
    "actions",
    "actions_for_measures",
    "actions_for_priorities",
    "mine",
    "my_risks",
    "next_reference",
    "overdue",
    "risks_for_priorities",
]
