"""The records of delivery, a noun a file."""

from tallystick_web.delivery.models.projects import (
    Approval,
    Benefit,
    Dependency,
    HighlightReport,
    Option,
    Programme,
    Project,
    ProjectNote,
    SavingsClause,
)
from tallystick_web.delivery.models.risks import Risk, RiskAppetite, RiskReview
from tallystick_web.delivery.models.work import Action, Milestone, ProgressNote, Redating

__all__ = [
    "Action",
    "Approval",
    "Benefit",
    "Dependency",
    "HighlightReport",
    "Milestone",
    "Option",
    "Programme",
    "ProgressNote",
    "Project",
    "ProjectNote",
    "Redating",
    "Risk",
    "RiskAppetite",
    "RiskReview",
    "SavingsClause",
]
