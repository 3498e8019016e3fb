"""The records of delivery, a noun a file."""

from tallystick_web.delivery.models.risks import Risk, RiskAppetite, RiskReview
from tallystick_web.delivery.models.work import Action, Milestone, ProgressNote, Redating

__all__ = ["Action", "Milestone", "ProgressNote", "Redating", "Risk", "RiskAppetite", "RiskReview"]
