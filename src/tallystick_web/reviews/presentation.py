"""Claims as a page shows them: the text cut where its claims stand, the words and the shape of each verdict, what may be done.

No HTML is made here but the shapes: every word of a narrative goes through the template, which escapes it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Final

from django.http import QueryDict
from django.utils.safestring import SafeString

from tallystick.claims.model import Kind, Verdict
from tallystick_web.common import lists, words
from tallystick_web.common.shapes import SHAPES
from tallystick_web.reviews import forms, queries
from tallystick_web.reviews.checking import Claim
from tallystick_web.reviews.models import Assessment, ClaimDecision, Promise
from tallystick_web.reviews.queries import Checked

# For each verdict: the words, the shape, and whether it is good, bad or not known.
VERDICTS: Final = {
    Verdict.CONSISTENT: ("follows from the text", "on_track", "good"),
    Verdict.ROUNDING: ("differs by rounding only", "within_tolerance", "good"),
    Verdict.INCONSISTENT: ("contradicts the text", "off_track", "bad"),
    Verdict.CANNOT_BE_REPRODUCED: ("cannot be reproduced", "unknown", "unsure"),
    Verdict.AGREES: ("agrees with the measure", "on_track", "good"),
    Verdict.AGREES_EARLIER: ("agrees with an earlier figure", "within_tolerance", "good"),
    Verdict.DIFFERS: ("differs from the measure", "off_track", "bad"),
    Verdict.NOT_HELD: ("no such figure held", "unknown", "unsure"),
}
WEIGHT: Final = {"bad": 0, "unsure": 1, "good": 2}


class Group(IntEnum):
    """The parts of the list beside a text, in their order: what needs a person first, the last two folded away."""

    CONTRADICTED = 1
    LOOKED_AT = 2
    NOT_HELD = 3
    HOLDS = 4

    @property
    def fold(self) -> str:
        """The name of the fold that hides this part, if one does."""
        return {Group.NOT_HELD: "not-held", Group.HOLDS: "holds"}.get(self, "")


@dataclass(frozen=True, slots=True)
class Drafts:
    """What a person has typed into the controls of a claim and not sent yet, and what was wrong with it."""

    reason: str = ""
    measure: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim with everything a page says of it."""

    claim: Claim
    decision: ClaimDecision | None
    drafts: Drafts = Drafts()

    @property
    def key(self) -> str:
        return self.claim.key

    @property
    def words(self) -> str:
        return VERDICTS[self.claim.finding.verdict][0]

    @property
    def shape(self) -> SafeString:
        return SHAPES[VERDICTS[self.claim.finding.verdict][1]]

    @property
    def tone(self) -> str:
        """`good`, `bad` or `unsure`; what was set aside or confirmed by a link is neither any more."""
        return "aside" if self.claim.choice == ClaimDecision.Choice.SET_ASIDE else self.look

    @property
    def look(self) -> str:
        return VERDICTS[self.claim.finding.verdict][2]

    @property
    def needs_a_person(self) -> bool:
        """Claims that hold need nothing from anybody."""
        return self.look != "good"

    @property
    def group(self) -> Group:
        """Where the list has it. What somebody has begun to decide on stays in view."""
        if self.claim.is_open:
            return Group.CONTRADICTED
        if self.claim.choice or self.drafts != Drafts():
            return Group.LOOKED_AT
        if self.look == "good":
            return Group.HOLDS
        return Group.NOT_HELD if self.claim.finding.verdict is Verdict.NOT_HELD else Group.LOOKED_AT


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: plain, or the words of a claim."""

    text: str
    mark: Mark | None = None


def marks(checked: Checked, drafts: Mapping[str, Drafts] | None = None) -> list[Mark]:
    """The claims of a narrative in the order of its text."""
    drafts = drafts or {}
    return [Mark(one, checked.decisions.get(one.key), drafts.get(one.key, Drafts())) for one in checked.claims]


def drafts(query: QueryDict | None, problems: Mapping[str, str]) -> dict[str, Drafts]:
    """What stands in the controls of each claim, so that checking the text again takes nothing away that was typed there."""
    if query is None:
        return {}
    reasons, measures = forms.typed(query, "reason"), forms.typed(query, "measure")
    return {
        key: Drafts(reasons.get(key, ""), measures.get(key, ""), problems.get(key, ""))
        for key in {*reasons, *measures, *problems}
    }


@dataclass(frozen=True, slots=True)
class Prompt:
    """A promise with its state, and what a person has typed to keep it."""

    promise: Promise
    state: str
    words: str = ""
    problem: str = ""

    @property
    def said(self) -> str:
        return queries.PROMISE_STATES[self.state]

    @property
    def shape(self) -> SafeString:
        return SHAPES[{"open": "not_due", "overdue": "late", "kept": "on_track", "dropped": "unknown"}[self.state]]


def prompts(
    promises: Iterable[Promise], assessment: Assessment, query: QueryDict | None, problems: Mapping[str, str]
) -> list[Prompt]:
    """What earlier rounds promised, as it stands at the end of the round that is being written about."""
    typed = forms.typed(query, "words") if query is not None else {}
    return [
        Prompt(
            one,
            queries.promise_state(one, assessment.round.end),
            typed.get(str(one.pk), ""),
            problems.get(str(one.pk), ""),
        )
        for one in promises
    ]


PROMISED: Final[dict[str, Callable[[Prompt], Any]]] = {
    "promise": lambda one: one.promise.words.casefold(),
    "made": lambda one: (one.promise.assessment.round.end, one.promise.assessment.references),
    "due": lambda one: one.promise.due_end or date.max,
    "state": lambda one: list(queries.PROMISE_STATES).index(one.state),
}


def register(promises: Iterable[Promise], on: date | None, sort: str = "") -> list[Prompt]:
    """The register as at a day, in the order asked for."""
    return lists.ordered([Prompt(one, queries.promise_state(one, on)) for one in promises], PROMISED, sort)


def _precedence(mark: Mark) -> tuple[int, bool, int]:
    finding = mark.claim.finding
    return WEIGHT.get(mark.look, 3), finding.kind is Kind.COMPARISON, finding.start


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text cut at its claims. Where claims share words, the worst is marked; the list beside it has them all.

    Of two that are as bad, a figure goes before a comparison that runs over it.
    """
    chosen: list[Mark] = []
    for mark in sorted(marks, key=_precedence):
        start, end = mark.claim.finding.start, mark.claim.finding.end
        if 0 <= start < end <= len(text) and all(
            end <= other.claim.finding.start or other.claim.finding.end <= start for other in chosen
        ):
            chosen.append(mark)
    found: list[Piece] = []
    at = 0
    for mark in sorted(chosen, key=lambda one: one.claim.finding.start):
        found.append(Piece(text[at : mark.claim.finding.start]))
        found.append(Piece(text[mark.claim.finding.start : mark.claim.finding.end], mark))
        at = mark.claim.finding.end
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def tally(marks: list[Mark]) -> str:
    """What checking found, in one sentence that can be read aloud."""
    if not marks:
        return "No figure here can be checked against another."
    bad = sum(one.claim.is_open for one in marks)
    unsure = sum(one.claim.is_unlinked for one in marks)
    held = f"{words.count(len(marks), 'claim')} checked"
    if not bad and not unsure:
        return f"{held}: nothing contradicts the text or the measures."
    parts = [
        f"{words.count(bad, 'contradiction is', 'contradictions are')} open" if bad else "",
        f"{words.count(unsure, 'claim is', 'claims are')} not confirmed by anything here" if unsure else "",
    ]
    return f"{held}: {', '.join(part for part in parts if part)}."


SHOWS: Final = {
    "": "What needs a person",
    "contradictions": "Open contradictions",
    "unlinked": "Not confirmed",
    "aside": "Decided on",
    "holds": "Claims that hold",
    "all": "Every claim",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A claim in the list of a round, by its place among those of its narrative: which priorities it speaks of, where it can be put right."""

    checked: Checked
    place: int
    signs: str
    references: str
    theme: str

    @property
    def mark(self) -> Mark:
        claim = self.checked.claims[self.place]
        return Mark(claim, self.checked.decisions.get(claim.key))


def lines(round: Iterable[Checked]) -> list[Line]:
    """Every claim of a round, contradictions first, then in the order of plans and texts."""
    found: list[Line] = []
    for one in round:
        theme = one.priorities[0].theme.title if one.priorities else ""
        references = ", ".join(priority.reference for priority in one.priorities)
        found.extend(Line(one, place, signs, references, theme) for place, signs in enumerate(one.signs))
    return sorted(found, key=lambda line: "o" not in line.signs)


def narrowed(lines: list[Line], show: str, theme: str, sort: str = "") -> list[Line]:
    """The lines that the filters leave, in the order asked for; an unknown filter is passed over."""
    signs = SIGNS.get(show, SIGNS[""])
    left = [
        line for line in lines
        if (signs is None or not signs.isdisjoint(line.signs)) and theme in ("", line.theme)
    ]  # fmt: skip
    return lists.ordered(left, ORDERS, sort)


ORDERS: Final[dict[str, Callable[[Line], Any]]] = {
    "verdict": lambda line: min(("ouhd".index(sign) for sign in line.signs if sign in "ouhd"), default=4),
    "priority": lambda line: line.references.casefold(),
}
# For each filter the signs of which a claim has one; None asks for none.
SIGNS: Final = {
    "": frozenset("ou"), "contradictions": frozenset("o"), "unlinked": frozenset("u"), "aside": frozenset("d"),
    "holds": frozenset("h"), "all": None,
}  # fmt: skip
