"""Judgement: what accountable people say of a priority, and what the evidence by itself would suggest.

A rating is somebody's judgement. What is suggested here stands beside it, with its reasons, so that a difference can be seen and talked
about; it is worked out from a table of rules that can be read (docs/methods/judgement.md), never from a score. This package needs no
arithmetic but counting, and nothing is imported that is slow to load: readers of documents use its vocabulary.
"""

from tallystick.judgement.evidence import Actions, Evidence, Figures, Grade, Quality, Risks, rating_of_grade
from tallystick.judgement.ratings import Rating
from tallystick.judgement.rules import VERSION, About
from tallystick.judgement.suggestion import Reason, Suggestion, suggest
from tallystick.judgement.words import difference, greener_by, sentence

__all__ = [
    "VERSION",
    "About",
    "Actions",
    "Evidence",
    "Figures",
    "Grade",
    "Quality",
    "Rating",
    "Reason",
    "Risks",
    "Suggestion",
    "difference",
    "greener_by",
    "rating_of_grade",
    "sentence",
    "suggest",
]
