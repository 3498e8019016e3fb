"""What of a priority's evidence worries: the signs by which a council's home puts the most worrying first.

Plain values and few, because a home holds five hundred of them and keeps them between visits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from tallystick import judgement
from tallystick.judgement import Actions, Grade, Rating, Risks, Suggestion
from tallystick_web.measures.reading import findings
from tallystick_web.measures.reading.findings import Drawn, Finding

GREENER, YEAR_END, BEHIND = "greener", "year_end", "behind"
WORRIES = {
    GREENER: "Judged greener than the evidence",
    YEAR_END: "Off track at the year’s end",
    BEHIND: "Worse than others and worsening",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What the evidence of a priority suggests, in a word and a sentence, and the sentences of what worries.

    `drawn` is the line of the measure that worries first, or of the first that decides the suggestion.
    """

    suggested: str = ""
    said: str = ""
    year_end: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    made_up: bool = False
    drawn: Drawn | None = None

    def greener(self, judged: str) -> int:
        """By how many steps a judgement is greener than the evidence; nought where it is not, or either is missing."""
        if not judged or not self.suggested:
            return 0
        return max(Rating(self.suggested).rank - Rating(judged).rank, 0)

    def worries(self, judged: str) -> tuple[str, ...]:
        """Which of the three worries there are beside a judgement."""
        found = {GREENER: bool(self.greener(judged)), YEAR_END: bool(self.year_end), BEHIND: bool(self.behind)}
        return tuple(name for name, there in found.items() if there)

    def sentences(self, judged: str) -> list[str]:
        """Each worry in a sentence; of several measures the first, and how many more there are."""
        lead = f"Judged {Rating(judged).words}. " if judged else ""
        found = [lead + self.said] if self.greener(judged) else []
        return [*found, *_first(self.year_end), *_first(self.behind)]


NONE = Signs()


def _first(said: tuple[str, ...]) -> list[str]:
    if len(said) < 2:
        return list(said)
    rest = len(said) - 1
    return [f"{said[0]} So {'is one more measure' if rest == 1 else f'are {rest} more measures'}."]


def signs(
    found: Iterable[Finding],
    grades: Sequence[Grade],
    *,
    five: bool,
    actions: Actions | None = None,
    risks: Risks | None = None,
) -> Signs:
    """The signs of a priority from what its measures say, what others graded, and its actions and risks."""
    held = list(found)
    suggestion = findings.suggest(held, grades, five=five, actions=actions, risks=risks)
    return Signs(
        suggestion.rating or "", judgement.sentence(suggestion), tuple(one.year_end for one in held if one.year_end),
        tuple(one.behind for one in held if one.behind), any(one.made_up for one in held), _drawn(held, suggestion),
    )  # fmt: skip


def _drawn(held: Iterable[Finding], suggestion: Suggestion) -> Drawn | None:
    drawn = {one.evidence.reference: one.drawn for one in held}
    worrying = (one.drawn for one in held if one.year_end or one.behind)
    deciding = (drawn.get(reason.reference) for reason in suggestion.deciding if reason.reference)
    return next(chain(worrying, deciding), None)
