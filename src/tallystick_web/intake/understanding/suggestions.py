"""Sentences of the findings that read like a suggestion: peers recommend a few things in a list, and much between the lines.

Every one is for a person to look at: whether "could consider" asks for something or only describes is not for a pattern to say. The
number of a suggestion is its place among those found, so that the same report gives the same numbers when it comes again.
"""

import re
from collections.abc import Iterator
from typing import Final

from tallystick.documents.challenges import PeerChallenge
from tallystick.documents.challenges.model import Findings

WHY: Final = (
    "It reads like a suggestion. Accept it if the council is to answer it, or refuse it: it stays among the findings."
)
SENTENCES: Final = re.compile(r"(?<=[.?!])\s+(?=[A-Z“‘\"'])")
ASKS: Final = re.compile(
    r"\b(?:encourag(?:e|es|ed) (?:HDC|the|it|them|members|officers|[A-Z]{2,})"
    r"|suggests? that|recommends? that|(?:may|might) wish to|may find value in"
    r"|could (?:also |further )?(?:consider|explore|expand|include)"
    r"|would benefit from|would like to see"
    r"|(?:council|[A-Z]{3,}|teams?|officers|members|It) (?:should|could|will need to|needs? to)\b)"
)


def suggestions(report: PeerChallenge) -> Iterator[tuple[Findings, str]]:
    """Each sentence that asks for something, with the theme that it stands in."""
    for theme in report.themes:
        for paragraph in theme.paragraphs:
            yield from ((theme, one.strip()) for one in SENTENCES.split(paragraph) if ASKS.search(one))
