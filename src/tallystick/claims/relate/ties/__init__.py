"""What a figure most likely was worked from, where no pattern says so: every hypothesis near it is tried and weighed.

A hypothesis that holds confirms the figure at a low weight, since figures seldom fit by chance. Where none holds, the weightiest of
those that come near contradicts it, if it weighs enough. The weights are data, learnt from passages with known answers: see
`weights.toml`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tallystick.claims import digits
from tallystick.claims.model import Relation
from tallystick.claims.relate.lone import is_aside
from tallystick.claims.relate.said import Change
from tallystick.claims.relate.ties import features, hypotheses
from tallystick.claims.relate.ties.hypotheses import Tie
from tallystick.claims.relate.ties.reading import ONE_SIDED, Figure, Reading, figure_at
from tallystick.claims.relate.weights import Weights
from tallystick.claims.stream import Stream

__all__ = ["relations"]

WEIGHTS = Path(__file__).with_name("weights.toml")

# Logarithms of odds: from which a hypothesis that holds confirms; from which no other is looked for; from which it also stands against
# what a pattern says. From which one that comes near is worth a look; and from which it contradicts.
CONFIRMS, SETTLES, EXCUSES = -6.0, -0.5, -1.0
CONSIDERED, CONTRADICTS = -1.0, 0.9
# And that contradicts where two digits are in each other's place: of three, only between two figures, and of more.
FEWEST_DIGITS, SWAPPED_FEW, SWAPPED = 3, -2.5, -3.6
OF_TWO = frozenset({"share", "gap", "change"})
AS_MUCH = 1.0
# What the words by a figure must weigh alone for a family to be tried for what comes near it: none that contradicts a figure of the
# corpus weighs so little, and most do. Look at them again when the weights are made anew.
HOPEFUL = {
    "share": -3.0,
    "percent": -2.0,
    "sum": -1.5,
    "gap": -0.5,
    "each": -2.5,
    "change": -3.5,
    "hundred": -2.2,
    "mean": -1.5,
    "rest": 0.5,
}
# "Against a target of 90%", "the 80% target": what is aimed at follows from nothing.
AIM = re.compile(r"k[wonit]{0,3}$")
# "62% in the south": of others than those before it.
OTHERS = re.compile("w?[nO]")
# "The average for the region was 50.3%": a mean of many, and no share of what stands near.
OF_ANOTHER_TIME = re.compile(r"[XV]w{0,2}[kw]o?yb$")  # "we beat the target of 2019 by 12"
SINCE = re.compile(r"w?[udmlgj]?w?[Hh]n?w{0,2}y|wy{1,2}[|^,]")
MEAN = re.compile(r"G[^CMPQKR|^#,;]{0,8}$")
# In a table of more figures than these too many fit by chance.
CELL, MOST_CELLS = re.compile("#[CMPQR][#^]"), 60


class Weighed(NamedTuple):
    """A hypothesis with what speaks for it."""

    weight: float
    tie: Tie


@cache
def weights() -> Weights:
    """How much each feature speaks for each family of hypotheses, and for an alarm."""
    return Weights.read(WEIGHTS)


def relations(
    stream: Stream, said: list[Change], compared: Collection[int], settled: Collection[int]
) -> Iterator[Relation]:
    """What figures near by confirm and what they contradict; what is only `compared` is not contradicted.

    Of what is `settled` nothing is weighed, but for shares: one that is a part of its whole may also make a hundred with others.
    """
    changes = {index: change for change in said for index in change.own}
    reading = Reading(stream)
    cells = {index for index in stream.order if CELL.fullmatch(stream.letters, max(0, index - 1), index + 2)}
    crowded = Counter(reading.block[index] for index in cells)
    for place, index in enumerate(stream.order):
        if index in cells and crowded[reading.block[index]] > MOST_CELLS:
            continue
        is_settled = stream.number(index).start in settled
        if stream.letters[index] not in ("P" if is_settled else "CMPQR") or _is_vague(stream, index):
            continue
        figure = figure_at(reading, place, changes.get(index))
        trial = hypotheses.Trial(reading, figure)
        if is_settled:
            holding = [tie for tie in trial.hundreds() if tie.holds]
            yield from _confirmed(reading, figure, confirming(reading, figure, beside(reading, figure), holding))
        else:
            yield from _of_figure(reading, figure, trial, compared)


def _is_since_unsaid(stream: Stream, change: Change | None) -> bool:
    """ "65 per cent more than in 2010."; but "than a year ago, when it was 3.9%" gives the figure."""
    if change is None or SINCE.match(stream.letters, change.last + 1) is None:
        return False
    return not stream.claims(change.last + 1, stream.around(change.last)[1], 1)


def _is_vague(stream: Stream, index: int) -> bool:
    """ "Less than half": so much is less than half that what holds says nothing."""
    found = stream.numbers[index]
    return found.worded and stream.letters[index] == "P" and found.number.closeness in ONE_SIDED


def _confirmed(reading: Reading, figure: Figure, best: Mapping[str, Weighed]) -> Iterator[Relation]:
    for weight, tie in best.values():
        if weight > CONFIRMS:
            yield _relation(reading.stream, figure, tie, False, weight < EXCUSES)


def _of_figure(
    reading: Reading, figure: Figure, trial: hypotheses.Trial, compared: Collection[int]
) -> Iterator[Relation]:
    own = beside(reading, figure)
    best = confirming(reading, figure, own, list(trial.holding()))
    yield from _confirmed(reading, figure, best)
    if figure.number.start in compared or any(weighed.weight > SETTLES for weighed in best.values()):
        return
    if is_other(reading, figure) or _is_since_unsaid(reading.stream, figure.change):
        return
    faint = max((weighed.weight for weighed in best.values()), default=None)
    alarm = suspect(reading, figure, own, list(trial.nearing(hopeful(own))), faint)
    if (
        alarm is not None
        and figure.change is not None
        and (
            not figure.change.own.isdisjoint(alarm[0].inputs)
            or any(is_aside(reading.stream, index) for index in alarm[0].inputs)
        )
    ):
        return  # "rose by £17.1m or 5.5%" is no change from or to £17.1m
    if alarm is not None and weights().score("alarm", alarm[1]) > CONTRADICTS:
        yield _relation(reading.stream, figure, alarm[0], True)
    elif not best:
        swapped = _swapped(reading, figure, own, trial)
        if swapped is not None:
            yield _relation(reading.stream, figure, swapped, True)


def _swapped(reading: Reading, figure: Figure, own: Mapping[str, float], trial: hypotheses.Trial) -> Tie | None:
    """The only hypothesis that two digits in each other's place explain, which many digits do not by chance."""
    many = len(digits.only(figure.number.text.partition(" ")[0]))
    if many < FEWEST_DIGITS:
        return None
    few = many == FEWEST_DIGITS
    families = OF_TWO if few else HOPEFUL.keys()
    found = [tie for tie in trial.nearing(families) if features.slipped(figure, tie) == "swapped"]
    if len({tie.inputs for tie in found}) != 1:
        return None
    inputs = found[0].inputs
    together = len({reading.sentence[each] for each in (*inputs, figure.letter)}) == 1
    if not together and (len(inputs) > 2 or found[0].family == "change"):
        return None  # a list stands in one sentence, and so does a change: another may be of something else
    if "^" in reading.stream.letters[min(*inputs, figure.letter) : max(*inputs, figure.letter)]:
        return None
    first = max(weigh(reading, figure, own, found))
    return first.tie if first.weight > (SWAPPED_FEW if few else SWAPPED) else None


def beside(reading: Reading, figure: Figure) -> Mapping[str, float]:
    """What every family weighs by the words beside a figure alone."""
    return weights().worths(features.of_figure(reading, figure))


def confirming(reading: Reading, figure: Figure, own: Mapping[str, float], holding: list[Tie]) -> dict[str, Weighed]:
    """The weightiest hypothesis of each family that holds."""
    best: dict[str, Weighed] = {}
    for weighed in weigh(reading, figure, own, holding):
        if weighed.tie.family not in best or weighed.weight > best[weighed.tie.family].weight:
            best[weighed.tie.family] = weighed
    return best


def hopeful(own: Mapping[str, float]) -> frozenset[str]:
    """The families that the words by a figure allow to contradict it."""
    return frozenset(family for family, least in HOPEFUL.items() if own[family] > least)


def weigh(reading: Reading, figure: Figure, own: Mapping[str, float], tried: list[Tie]) -> list[Weighed]:
    """Each hypothesis with its weight."""
    total = weights().total
    return [Weighed(total(tie.family, own[tie.family], features.of_tie(reading, figure, tie)), tie) for tie in tried]


def is_other(reading: Reading, figure: Figure) -> bool:
    """Is the figure what is aimed at, or said of others?"""
    letters, index = reading.stream.letters, figure.letter
    if AIM.search(letters, max(0, index - 5), index) or OF_ANOTHER_TIME.search(letters, max(0, index - 8), index):
        return True
    if letters[index] not in "PR":
        return False
    return OTHERS.match(letters, index + 1) is not None or MEAN.search(letters, max(0, index - 9), index) is not None


def suspect(
    reading: Reading, figure: Figure, own: Mapping[str, float], near: list[Tie], faint: float | None
) -> tuple[Tie, list[str]] | None:
    """The weightiest of the hypotheses that come near and do not hold, and what speaks for its being meant."""
    weighed = sorted(weigh(reading, figure, own, near), key=lambda each: -each.weight)
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
    return Relation(
        tie.kind, tie.form, figure.number, inputs, tie.direction, firm, words=tie.words, far=True, faint=faint
    )
