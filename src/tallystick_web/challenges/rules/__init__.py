"""Who may keep, answer, prove and close, and if not why not."""

from tallystick_web.challenges.rules.answers import (
    may_see_confidential,
    who,
    why_not_answer,
    why_not_bring_evidence,
    why_not_close,
    why_not_date,
    why_not_decide,
    why_not_expect,
    why_not_link,
    why_not_respond,
    why_not_serve,
    why_not_step,
    why_not_withdraw,
)
from tallystick_web.challenges.rules.bulk import BulkChange, bulk_plan
from tallystick_web.challenges.rules.keeping import why_not_keep, why_not_reword

__all__ = [
    "BulkChange",
    "bulk_plan",
    "may_see_confidential",
    "who",
    "why_not_answer",
    "why_not_bring_evidence",
    "why_not_close",
    "why_not_date",
    "why_not_decide",
    "why_not_expect",
    "why_not_keep",
    "why_not_link",
    "why_not_respond",
    "why_not_reword",
    "why_not_serve",
    "why_not_step",
    "why_not_withdraw",
]
