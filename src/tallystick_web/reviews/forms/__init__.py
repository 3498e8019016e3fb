"""Parsing what is typed about rounds, assessments, claims and promises."""

from tallystick_web.reviews.forms.claims import ClaimFilters, KeepingForm, PromiseFilters, asked, narrative, typed
from tallystick_web.reviews.forms.editing import AssessmentForm
from tallystick_web.reviews.forms.running import ClosingForm, ReopeningForm, RoundForm

__all__ = [
    "AssessmentForm", "ClaimFilters", "ClosingForm", "KeepingForm", "PromiseFilters", "ReopeningForm", "RoundForm", "asked",
    "narrative", "typed",
]  # fmt: skip
