"""The records of delivery, a noun a file."""

from tallystick_web.delivery.models.feeds import CalendarFeed
from tallystick_web.delivery.models.load import (
    Assignment,
    Capacity,
    Criterion,
    PortfolioProposal,
    ProjectScore,
    ProposedChange,
)
from tallystick_web.delivery.models.plans import PlanEntry, PlanQuestion, ServicePlan
from tallystick_web.delivery.models.projects import (
    Approval,
    Benefit,
    Dependency,
    HighlightReport,
    Option,
    Programme,
    Project,
    ProjectNote,
    ProjectRedating,
    RealisedMoney,
    SavingsClause,
)
from tallystick_web.delivery.models.risks import Risk, RiskAppetite, RiskReview
from tallystick_web.delivery.models.work import Action, Milestone, ProgressNote, Redating

__all__ = [
    "Action",
    "Approval",
    "Assignment",
    "Benefit",
    "CalendarFeed",
    "Capacity",
    "Criterion",
    "Dependency",
    "HighlightReport",
    "Milestone",
    "Option",
    "PlanEntry",
    "PlanQuestion",
    "PortfolioProposal",
    "Programme",
    "ProgressNote",
    "Project",
    "ProjectNote",
    "ProjectRedating",
    "ProjectScore",
    "ProposedChange",
    "RealisedMoney",
    "Redating",
    "Risk",
    "RiskAppetite",
    "RiskReview",
    "SavingsClause",
    "ServicePlan",
]
