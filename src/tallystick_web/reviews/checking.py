"""A narrative held against itself and the council's measures, joined with what people decided about its claims.

The library finds and recomputes; here a finding gets a name that survives an edit elsewhere in the text, and a place among the
decisions. Nothing is read from the database: texts, measures and decisions come in as values, so that the editor, the page of a
round and the record of what was open cannot come to different answers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, Protocol

from tallystick import claims
from tallystick.claims import against
from tallystick.claims.against import HeldMeasure, comparing
from tallystick.claims.model import Examination, Finding, Kind, Number, Verdict
from tallystick.periods import Period

CONTRADICTIONS: Final = frozenset({Verdict.INCONSISTENT, Verdict.DIFFERS})
UNCONFIRMED: Final = frozenset({Verdict.CANNOT_BE_REPRODUCED, Verdict.NOT_HELD})
LINKABLE: Final = UNCONFIRMED | {Verdict.DIFFERS}
DIGIT: Final = re.compile(r"\d")
FIGURE: Final = re.compile(
    r"[-−+]?£?\d[\d,]*(?:\.\d+)?(?:%|[kmb]n?| (?:percentage )?points?| per cent| (?:thousand|million|billion))?"
)
SENTENCE_ENDS: Final = re.compile(r"[.!?][\"'”’)]?\s|\n")
LONGEST_SENTENCE: Final = 600


@dataclass(frozen=True, slots=True)
class Held:
    """Some measures of a council, how common each word is in the names of all of them, and what the council is called."""

    measures: tuple[HeldMeasure, ...] = ()
    common: Mapping[str, int] | None = None
    council: str = ""


class Decided(Protocol):
    """What is needed of a decision: which claim it speaks of and what was chosen."""

    choice: str
    measure: Any


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
    def signs(self) -> str:
        """By what lists choose, a letter each: `o`pen, `u`nlinked, decided on (`d`), `h`olds."""
        holds = self.finding.verdict not in CONTRADICTIONS | UNCONFIRMED
        signs = (("o", self.is_open), ("u", self.is_unlinked), ("d", bool(self.choice)), ("h", holds))
        return "".join(letter for letter, has in signs if has)

    @property
    def proposed(self) -> str:
        """The figure that could stand in place of a contradicted one, where what was recomputed is a plain figure."""
        figure = self.finding.recomputed.strip()
        return figure if self.is_contradiction and FIGURE.fullmatch(figure) and figure != self.finding.text else ""


@lru_cache(maxsize=256)
def examined(text: str, on: Period | None) -> Examination:
    """What the text says of itself. Kept, because the page of a round asks for the same narratives again and again."""
    return claims.examine(text, on=on)


def claims_of(text: str, on: Period, held: Held, decisions: Mapping[str, Decided]) -> tuple[Claim, ...]:
    """The claims of a narrative, held against itself and against what the council holds; those of no kind are told as well."""
    own = examined(text, on)
    found = against.answered(
        own.findings, against.hold(text, own.numbers, held.measures, on=on, home=held.council, common=held.common)
    )
    found += _unconfirmed(own.numbers, found)
    choices = {key: one.choice for key, one in decisions.items()}
    by_reference = {one.reference: one for one in reversed(held.measures) if not one.area}
    return tuple(
        _linked(one, own.numbers, by_reference, decisions.get(one.key), on) for one in keyed(text, found, choices)
    )


def _unconfirmed(numbers: Sequence[Number], findings: Sequence[Finding]) -> list[Finding]:
    """The figures of which neither the text nor a measure says anything: somebody may know the measure that they are of."""
    spoken = [one for one in findings if one.kind is not Kind.COMPARISON]  # which marks more than its figures
    taken = sorted({(one.start, one.end) for one in spoken} | {place for one in findings for place in one.inputs})
    found, at = [], 0
    for number in sorted(numbers, key=lambda one: one.start):
        while at < len(taken) and taken[at][1] <= number.start:
            at += 1
        if not (at < len(taken) and taken[at][0] < number.end) and number.is_claim and DIGIT.search(number.text):
            found.append(
                _as_finding(
                    number,
                    Verdict.NOT_HELD,
                    "",
                    f"No other figure of the text and no measure that it names confirms {number.text}.",
                )
            )
    return found


def _as_finding(number: Number, verdict: Verdict, recomputed: str, working: str) -> Finding:
    return Finding(number.start, number.end, number.text, Kind.RESTATED, number.text, recomputed, verdict, working)


def _linked(
    claim: Claim, numbers: Sequence[Number], held: Mapping[str, HeldMeasure], decision: Decided | None, on: Period
) -> Claim:
    """A claim that somebody linked to a measure, with what that measure says to it. What the text contradicts stays contradicted."""
    measure = held.get(decision.measure.reference) if decision and decision.measure else None
    number = next((one for one in numbers if one.start == claim.finding.start and one.is_claim), None)
    if measure is None or number is None or claim.finding.verdict not in LINKABLE:
        return claim
    return replace(claim, finding=against_measure(number, measure, on))


def against_measure(number: Number, measure: HeldMeasure, on: Period) -> Finding:
    """A figure beside the measure that a person says it is of: that of the round's period first, then any it may be."""
    current = measure.current
    known = sorted(current, key=lambda period: (period != on, -period.end.toordinal()))
    for period in known:
        value = current[period]
        if value.observation.value is not None and comparing.is_same(number, value.observation.value, measure.unit):
            return _as_finding(
                number, Verdict.AGREES, "", f"{measure.name} was {comparing.dated(measure, value)} for {period}."
            )
    for period in known:
        for value in measure.earlier(period):
            if value.observation.value is not None and comparing.is_same(number, value.observation.value, measure.unit):
                working = f"{measure.name} was {comparing.dated(measure, value)} for {period}; it is now {comparing.dated(measure, current[period])}."
                return _as_finding(number, Verdict.AGREES_EARLIER, "", working)
    if not known:
        return _as_finding(number, Verdict.NOT_HELD, "", f"{measure.name} has no figure.")
    value = current[known[0]]
    figure = comparing.figure(measure, value.observation.value or Decimal(0))
    return _as_finding(
        number,
        Verdict.DIFFERS,
        figure,
        f"{measure.name} was {comparing.dated(measure, value)} for {known[0]}, not {number.text}.",
    )


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
