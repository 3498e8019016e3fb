"""Parsing what is typed about rounds, assessments, claims and promises."""

from tallystick_web.reviews.forms.claims import ClaimFilters, KeepingForm, PromiseFilters, asked, narrative, typed
from tallystick_web.reviews.forms.editing import AssessmentForm, drafted, from_draft
from tallystick_web.reviews.forms.meetings import NoteForm
from tallystick_web.reviews.forms.reporting import ReportForm, ReportingFilters
from tallystick_web.reviews.forms.running import (
    ChangeForm,
    ClosingForm,
    ProgressFilters,
    ReopeningForm,
    RoundForm,
    TimetableForm,
    begin,
)
from tallystick_web.reviews.forms.thread import QuestionForm, ReasonForm

__all__ = [
    "AssessmentForm",
    "ChangeForm",
    "ClaimFilters",
    "ClosingForm",
    "KeepingForm",
    "NoteForm",
    "ProgressFilters",
    "PromiseFilters",
    "QuestionForm",
    "ReasonForm",
    "ReopeningForm",
    "ReportForm",
    "ReportingFilters",
    "RoundForm",
    "TimetableForm",
    "asked",
    "begin",
    "drafted",
    "from_draft",
    "narrative",
    "typed",
]  # fmt: skip
