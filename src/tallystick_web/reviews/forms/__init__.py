"""Parsing what is typed about rounds, assessments, claims and promises."""

from tallystick_web.reviews.forms.claims import ClaimFilters, KeepingForm, PromiseFilters, asked, narrative, typed
from tallystick_web.reviews.forms.editing import AssessmentForm, drafted, from_draft
from tallystick_web.reviews.forms.meetings import NoteForm
from tallystick_web.reviews.forms.running import ClosingForm, ReopeningForm, RoundForm
from tallystick_web.reviews.forms.thread import QuestionForm, ReasonForm

__all__ = [
    "AssessmentForm", "ClaimFilters", "ClosingForm", "KeepingForm", "NoteForm", "PromiseFilters", "QuestionForm", "ReasonForm", "ReopeningForm", "RoundForm", "asked",
    "drafted", "from_draft", "narrative", "typed",
]  # fmt: skip
