"""Rounds, assessments with all their versions, and what their narratives claim and promise."""

from tallystick_web.reviews.models.assessments import (
    RATINGS,
    Assessment,
    Coverage,
    Departure,
    Draft,
    ExternalGrade,
    Question,
    State,
    Version,
)
from tallystick_web.reviews.models.claims import KINDS, VERDICTS, ClaimDecision, OpenContradiction, Promise
from tallystick_web.reviews.models.meetings import MeetingNote
from tallystick_web.reviews.models.rounds import Carried, Reported, Round

__all__ = [
    "KINDS",
    "RATINGS",
    "VERDICTS",
    "Assessment",
    "Carried",
    "ClaimDecision",
    "Coverage",
    "Departure",
    "Draft",
    "ExternalGrade",
    "MeetingNote",
    "OpenContradiction",
    "Promise",
    "Question",
    "Reported",
    "Round",
    "State",
    "Version",
]
