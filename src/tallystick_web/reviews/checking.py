"""A narrative held against itself and the council's measures, joined with what people decided about its claims.

The library finds and recomputes; here a finding gets a name that survives an edit elsewhere in the text, and a place among the
decisions. Nothing is read from the database: texts, measures and decisions come in as values, so that the editor, the page of a
round and the record of what was open cannot come to different answers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final, Protocol

from tallystick.claims import promises
from tallystick.claims.model import Examination, Finding, Verdict
from tallystick.periods import Period

CONTRADICTIONS: Final = frozenset({Verdict.INCONSISTENT, Verdict.DIFFERS})
UNCONFIRMED: Final = frozenset({Verdict.CANNOT_BE_REPRODUCED, Verdict.NOT_HELD})
FIGURE: Final = re.compile(
    r"[-−+]?£?\d[\d,]*(?:\.\d+)?(?:%|[kmb]n?| (?:percentage )?points?| per cent| (?:thousand|million|billion))?"
)
SENTENCE_ENDS: Final = re.compile(r"[.!?][\"'”’)]?\s|\n")
LONGEST_SENTENCE: Final = 600


Held = tuple[()]


class Decided(Protocol):
    """What is needed of a decision: which claim it speaks of and what was chosen."""

    choice: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A finding with its name, the sentence it stands in, and what somebody decided about it, if anybody did."""

    key: str
    finding: Finding
    sentence: str
    choice: str = ""

    @property
    def is_contradiction(self) -> bool:
        return self.finding.verdict in CONTRADICTIONS

    @property
    def is_open(self) -> bool:
        """A contradiction stays open when it was only seen: it is closed by a correction, or set aside with a reason."""
        return self.is_contradiction and self.choice != "set_aside"

    @property
    def is_unlinked(self) -> bool:
        """A claim that nothing confirms, and that nobody has linked, seen or set aside."""
        return self.finding.verdict in UNCONFIRMED and not self.choice

    @property
    def proposed(self) -> str:
        """The figure that could stand in place of a contradicted one, where what was recomputed is a plain figure."""
        figure = self.finding.recomputed.strip()
        return figure if self.is_contradiction and FIGURE.fullmatch(figure) and figure != self.finding.text else ""


@lru_cache(maxsize=1024)
def examined(text: str, on: Period | None) -> Examination:
    """What the text says of itself. Kept, because the page of a round asks for the same narratives again and again."""
    return Examination((), promises.find(text, on=on), ())


def claims_of(text: str, on: Period, held: Held, decisions: Mapping[str, Decided]) -> tuple[Claim, ...]:
    """The claims of a narrative, held against itself and against what the council holds."""
    return keyed(text, examined(text, on).findings, {key: one.choice for key, one in decisions.items()})


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around some words, on one line."""
    begins = max(
        (match.end() for match in SENTENCE_ENDS.finditer(text, max(0, start - LONGEST_SENTENCE), start)), default=0
    )
    stop = SENTENCE_ENDS.search(text, end, end + LONGEST_SENTENCE)
    begins = max(begins, start - LONGEST_SENTENCE)
    return " ".join(text[begins : stop.start() + 1 if stop else end + LONGEST_SENTENCE].split())


def keyed(text: str, findings: Sequence[Finding], choices: Mapping[str, str]) -> tuple[Claim, ...]:
    """The findings with their names, in the order of the text."""
    seen: dict[str, int] = {}
    found = []
    for one in sorted(findings, key=lambda finding: (finding.start, finding.end)):
        around = sentence(text, one.start, one.end)
        name = "|".join([one.kind, one.verdict, one.text, one.recomputed, around])
        seen[name] = seen.get(name, 0) + 1
        key = sha256(f"{name}|{seen[name]}".encode()).hexdigest()[:20]
        found.append(Claim(key, one, around, choices.get(key, "")))
    return tuple(found)


def corrected(text: str, claim: Claim) -> str:
    """The text with the recomputed figure in place of the contradicted one."""
    finding = claim.finding
    return text[: finding.start] + claim.proposed + text[finding.end :] if claim.proposed else text
