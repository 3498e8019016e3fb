"""What a figure most likely was worked from, where no pattern says so: every hypothesis near it is tried and weighed.

A hypothesis that holds confirms the figure at a low weight, since figures seldom fit by chance. Where none holds, the weightiest of
those that come near contradicts it, if it weighs enough. The weights are data, learnt from passages with known answers: see
`weights.toml`.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tallystick.claims.model import Relation
from tallystick.claims.relate.changes import Change
from tallystick.claims.relate.ties import features, hypotheses, weights
from tallystick.claims.relate.ties.hypotheses import Figure, Tie
from tallystick.claims.stream import Stream

__all__ = ["relations"]

# Logarithms of odds: from which a hypothesis that holds confirms; from which no other is looked for; from which it also stands against
# what a pattern says. From which one that comes near is worth a look; and from which it contradicts.
CONFIRMS, SETTLES, EXCUSES = -6.0, -0.5, -1.0
HOPELESS, CONSIDERED, CONTRADICTS = -4.0, -3.0, 0.6
AS_MUCH = 1.0
# "Against a target of 90%", "the 80% target": what is aimed at follows from nothing.
AIM = re.compile(r"k[wonit]{0,3}$")
# "62% in the south": of others than those before it.
OTHERS = re.compile("w?[nO]")


class Weighed(NamedTuple):
    """A hypothesis with what speaks for it."""

    weight: float
    tie: Tie


def relations(stream: Stream, said: list[Change], compared: Collection[int]) -> Iterator[Relation]:
    """What figures near by confirm and what they contradict; what is only `compared` is not contradicted."""
    changes = {index: change for change in said for index in change.own}
    rough: dict[int, float] = {}
    block = hypotheses.blocks(stream)
    for place, index in enumerate(stream.order):
        if stream.letters[index] in "CMPQR":
            figure = hypotheses.figure(stream, place, changes.get(index), block)
            tried = list(hypotheses.Trial(stream, figure, rough).ties())
            if tried:
                yield from _of_figure(stream, figure, tried, compared)


def _of_figure(stream: Stream, figure: Figure, tried: list[Tie], compared: Collection[int]) -> Iterator[Relation]:
    best = confirming(stream, figure, tried)
    for weight, tie in best.values():
        if weight > CONFIRMS:
            yield _relation(stream, figure, tie, False, weight < EXCUSES)
    if figure.number.start in compared or any(weighed.weight > SETTLES for weighed in best.values()):
        return
    alarm = suspect(stream, figure, tried, max((weighed.weight for weighed in best.values()), default=None))
    if alarm is not None and weights.score("alarm", alarm[1]) > CONTRADICTS:
        yield _relation(stream, figure, alarm[0], True)


def confirming(stream: Stream, figure: Figure, tried: list[Tie]) -> dict[str, Weighed]:
    """The weightiest hypothesis of each family that holds."""
    best: dict[str, Weighed] = {}
    for weighed in weigh(stream, figure, [tie for tie in tried if tie.holds]):
        if weighed.tie.family not in best or weighed.weight > best[weighed.tie.family].weight:
            best[weighed.tie.family] = weighed
    return best


def weigh(stream: Stream, figure: Figure, tried: list[Tie], least: float = -99.0) -> list[Weighed]:
    """Each hypothesis with its weight, but for those of families of which the words by the figure say `least` or less."""
    own = features.of_figure(stream, figure) if tried else []
    base = {family: weights.score(family, own) for family in {tie.family for tie in tried}}
    return [
        Weighed(base[tie.family] + weights.added(tie.family, features.of_tie(stream, figure, tie)), tie)
        for tie in tried
        if base[tie.family] > least
    ]


def suspect(stream: Stream, figure: Figure, tried: list[Tie], faint: float | None) -> tuple[Tie, list[str]] | None:
    """The weightiest of the hypotheses that come near and do not hold, and what speaks for its being meant."""
    letters, index = stream.letters, figure.letter
    if AIM.search(letters, max(0, index - 5), index) or (letters[index] in "PR" and OTHERS.match(letters, index + 1)):
        return None
    near = [tie for tie in tried if not tie.holds]
    weighed = sorted(weigh(stream, figure, near, HOPELESS), key=lambda each: -each.weight)
    if not weighed or weighed[0].weight < CONSIDERED:
        return None
    first = weighed[0]
    rivals = [
        each
        for each in weighed[1:]
        if each.weight > first.weight - AS_MUCH and set(each.tie.inputs) != set(first.tie.inputs)
    ]
    return first.tie, list(features.of_alarm(figure, first.tie, first.weight, faint, len(rivals)))


def _relation(stream: Stream, figure: Figure, tie: Tie, firm: bool, faint: bool = False) -> Relation:
    inputs = tuple(stream.number(each) for each in tie.inputs)
    return Relation(tie.kind, tie.form, figure.number, inputs, tie.direction, firm, tie.words, True, False, faint)
