"""Parsing what is typed about challenges, answers, evidence and closings, a noun a file."""

from tallystick_web.challenges.forms.answering import (
    BulkForm,
    ClosingForm,
    DecisionForm,
    LinkForm,
    RespondForm,
    StepForm,
    UnlinkForm,
)
from tallystick_web.challenges.forms.proving import DropForm, EvidenceForm, ExpectForm, ServingForm, WithdrawForm
from tallystick_web.challenges.forms.reading import ChallengeForm, FindingForm, OnForm, PointFilters

__all__ = [
    "BulkForm",
    "ChallengeForm",
    "ClosingForm",
    "DecisionForm",
    "DropForm",
    "EvidenceForm",
    "ExpectForm",
    "FindingForm",
    "LinkForm",
    "OnForm",
    "PointFilters",
    "RespondForm",
    "ServingForm",
    "StepForm",
    "UnlinkForm",
    "WithdrawForm",
]
