"""Makes the weights by which `tallystick.claims` tells from what a figure was worked, from the passages with known answers.

    python scripts/weigh_ties.py            writes src/tallystick/claims/relate/ties/weights.toml, in a few minutes
    python scripts/weigh_ties.py --folds    also prints how alarms do on each part when it is left out of the learning

Two logistic models, the second on top of the first. The first weighs hypotheses: of all that a figure may have been worked from,
which does the passage state? The second weighs alarms: does the weightiest hypothesis that comes near, and does not hold, show that
the figure is wrong? It learns from weights that the first gives to parts of the corpus which it did not learn from.
Deterministic: no chance is in it, and the weights are written to two places.
"""

import importlib.util
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tallystick.claims import find, stream, tokens, vocabulary
from tallystick.claims.relate import looks, said, ties
from tallystick.claims.relate.ties import features, hypotheses
from tallystick.claims.relate.ties.reading import Figure, Reading, figure_at
from tallystick.claims.relate.weights import Weights

ROOT = Path(__file__).parent.parent
# Which kinds of the corpus each family of hypotheses may be.
KINDS = {
    "share": {"percent_of_total", "ratio", "restated"},
    "joint": {"percent_of_total", "ratio", "percentages_sum", "sum_of_parts"},
    "of_sum": {"percent_of_total", "ratio"},
    "percent": {"percent_change", "absolute_change", "ratio"},
    "change": {"absolute_change", "difference", "percent_change"},
    "gap": {"absolute_change", "difference", "sum_of_parts", "percent_change"},
    "sum": {"sum_of_parts", "percent_of_total"},
    "mean": {"average"},
    "rest": {"difference", "sum_of_parts", "absolute_change"},
    "hundred": {"percentages_sum", "difference", "sum_of_parts"},
    "each": {"average", "ratio"},
}
FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?")
LEAST_SEEN, LIGHTEST, STEPS = 8, 0.05, 150
SPARE, SHRINK = 5e-4, 1e-3
# Of the second model: fewer rows, more steps.
STEPS_OF_ALARMS, SPARE_OF_ALARMS = 800, 1e-3

Rows = Mapping[str, Mapping[str, float]]


@dataclass
class Case:
    """One figure of a passage with its hypotheses; `meant` says of each whether it is what the passage states, None if not known."""

    part: str
    reading: Reading
    figure: Figure
    tried: list[hypotheses.Tie]
    named: list[list[str]]
    meant: list[bool] | None
    wrong: bool
    is_compared: bool


def benchmark() -> ModuleType:
    """The module that knows the corpus."""
    spec = importlib.util.spec_from_file_location("claims_benchmark", ROOT / "benchmarks" / "claims.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["claims_benchmark"] = module
    spec.loader.exec_module(module)
    return module


def cases(corpus: ModuleType) -> list[Case]:
    """Every figure of the corpus."""
    found: list[Case] = []
    for part in corpus.LEARNT:
        for passage in corpus.passages(part):
            found.extend(_of_passage(corpus, part, passage))
    for text in corpus.right_texts():
        found.extend(_of_passage(corpus, "right", {"text": text}))
    return found


def _of_passage(corpus: ModuleType, part: str, passage: Mapping[str, Any]) -> Iterable[Case]:
    text, words = str(passage["text"]), vocabulary.load()
    cut = tokens.cut(text)
    read = stream.build(text, cut, find.found(text, cut, words), words)
    own = {index: change for change in said.changes(read) for index in change.own}
    reading = Reading(read)
    for place, index in enumerate(read.order):
        if read.letters[index] in "CMPQR":
            figure = figure_at(reading, place, own.get(index))
            yield _case(corpus, part, passage, reading, figure)


def _case(corpus: ModuleType, part: str, passage: Mapping[str, Any], reading: Reading, figure: Figure) -> Case:
    read = reading.stream
    rows = [tuple(row) for row in passage.get("expect", [])]
    own = [place for place, row in enumerate(rows) if _names(corpus, row[0], read, figure)]
    tried = list(hypotheses.Trial(reading, figure).ties(ties.HOPEFUL))
    beside = features.of_figure(reading, figure)
    named = [sorted(looks.names([beside, *features.of_tie(reading, figure, tie)])) for tie in tried]
    meant = [_is_meant(passage, rows, own, read, figure, tie) for tie in tried]
    verdicts = [row[2].split("|") for place, row in enumerate(rows) if place in own]
    wrong = any("inconsistent" in each for each in verdicts)
    compared = any("comparison" in rows[place][1].split("|") for place in own)
    return Case(part, reading, figure, tried, named, meant if any(meant) or not own else None, wrong, compared)


def _names(corpus: ModuleType, figures: str, read: stream.Stream, figure: Figure) -> bool:
    if not any(letter.isdigit() for letter in figures):
        return figures.split("|")[0].lower() in figure.number.text.lower()
    return bool(corpus.names(figures, figure.number, read.text))


def _is_meant(
    passage: Mapping[str, Any],
    rows: list[tuple[str, ...]],
    own: list[int],
    read: stream.Stream,
    figure: Figure,
    tie: hypotheses.Tie,
) -> bool:
    """Does the passage state it: of a kind that is expected, worked from the figures that the passage's working names?"""
    worked = [_figures(line) for line in passage.get("working", [])]
    holds = tie.holds
    for place in own:
        kinds, verdicts = rows[place][1].split("|"), rows[place][2].split("|")
        if not KINDS[tie.family] & set(kinds):
            continue
        lines = [worked[place]] if len(worked) == len(rows) else worked
        inputs = {plain(found) for each in tie.inputs for found in FIGURES.findall(_digits(read, each))[:1]}
        by_working = any(inputs <= line for line in lines)
        if "inconsistent" in verdicts and not holds and by_working and worked:
            return True
        if {"consistent", "rounding"} & set(verdicts) and holds and (by_working or not worked):
            return True
    return False


def _digits(read: stream.Stream, letter: int) -> str:
    return read.number(letter).text.replace(",", "")


def _figures(line: str) -> set[str]:
    """The figures that a line of working starts from: "pct(54,66) = 81.8 v 59.4"."""
    return {plain(each) for each in FIGURES.findall(re.split(r" = | v | \[", line)[0])}


def plain(digits: str) -> str:
    """A figure without noughts that say nothing."""
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def fitted(rows: list[tuple[list[str], bool]], steps: int, spare: float) -> dict[str, float]:
    """A logistic model, most of whose weights are nought (accelerated proximal gradient)."""
    seen = Counter(name for names, _ in rows for name in names)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    columns = {name: place for place, name in enumerate(names, 1)}
    there = np.zeros((len(rows), len(names) + 1))
    there[:, 0] = 1
    for place, (found, _) in enumerate(rows):
        there[place, [columns[name] for name in found if name in columns]] = 1
    answer = np.array([float(meant) for _, meant in rows])
    if answer.sum() < 3:
        return {"always": -9.0}
    weight = _descend(there, answer, steps, spare)
    kept = {name: round(float(weight[columns[name]]), 2) for name in names if abs(weight[columns[name]]) >= LIGHTEST}
    return {"always": round(float(weight[0]), 2), **kept}


def _descend(there: NDArray[Any], answer: NDArray[Any], steps: int, spare: float) -> NDArray[Any]:
    count = len(answer)
    steepest = 0.25 * float(np.linalg.norm(there.T @ there / count, 2)) + SHRINK
    weight = ahead = np.zeros(there.shape[1])
    pace = 1.0
    for _ in range(steps):
        slope = there.T @ (1 / (1 + np.exp(-there @ ahead)) - answer) / count + SHRINK * ahead
        after = ahead - slope / steepest
        after[1:] = np.sign(after[1:]) * np.maximum(np.abs(after[1:]) - spare / steepest, 0)
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead, weight, pace = after + (pace - 1) / faster * (after - weight), after, faster
    return weight


def of_ties(known: list[Case]) -> dict[str, dict[str, float]]:
    """The first model: a row of weights for each family."""
    rows: dict[str, list[tuple[list[str], bool]]] = {family: [] for family in KINDS}
    for case in known:
        if case.meant is not None:
            for tie, names, meant in zip(case.tried, case.named, case.meant, strict=True):
                rows[tie.family].append((names, meant))
    return {family: fitted(found, STEPS, SPARE) for family, found in rows.items()}


def suspected(known: list[Case], by: Rows) -> list[tuple[Case, list[str], bool | None]]:
    """What the first model suspects, with the features of the second; and whether it is wrong, None if wrong as something else."""
    use(by)
    found: list[tuple[Case, list[str], bool | None]] = []
    for case in known:
        own = ties.beside(case.reading, case.figure)
        best = ties.confirming(case.reading, case.figure, own, [tie for tie in case.tried if tie.holds])
        faint = max((each.weight for each in best.values()), default=None)
        if case.is_compared or (faint is not None and faint > ties.SETTLES):
            continue
        near = [tie for tie in case.tried if not tie.holds]
        alarm = ties.suspect(case.reading, case.figure, own, near, faint)
        if alarm is not None and not ties.is_other(case.reading, case.figure):
            other = case.wrong and not (case.meant is not None and case.meant[case.tried.index(alarm[0])])
            found.append((case, alarm[1], None if other else case.wrong))
    return found


def of_alarms(found: list[tuple[Case, list[str], bool | None]]) -> dict[str, float]:
    """The second model."""
    return fitted([(names, wrong) for _, names, wrong in found if wrong is not None], STEPS_OF_ALARMS, SPARE_OF_ALARMS)


def use(by: Rows) -> None:
    """Lets the library weigh by these."""
    known = Weights(by)
    ties.weights = lambda: known  # type: ignore[assignment]


def print_folds(found: list[tuple[Case, list[str], bool | None]]) -> None:
    """For each part: alarms and how many of them are right, by weights learnt from the others."""
    for part in dict.fromkeys(case.part for case, _, _ in found):
        use({"alarm": of_alarms([each for each in found if each[0].part != part])})
        own = [(ties.weights().score("alarm", names), case) for case, names, _ in found if case.part == part]
        told = ", ".join(
            f"over {step}: {sum(case.wrong for odds, case in own if odds > step)} of {sum(odds > step for odds, _ in own)}"
            for step in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5)
        )
        print(f"  {part:<12} {told}")
        for odds, case in own:
            if odds > 0 and not case.wrong:
                print(f"      {odds:.1f} {case.figure.number.text} in {case.reading.stream.text.strip()[:200]!r}")


def written(by: Rows, script: str) -> str:
    """The weights as a file that people can read."""
    lines = [
        "# How much each feature speaks for a hypothesis, or against it (logarithms of odds; what is not here is nought). Made by",
        f"# scripts/{script}: do not edit, make it again. docs/methods/claims.md says what the features are.",
    ]
    for family, row in by.items():
        lines.append(f"\n[{family}]")
        lines += [f"{name if name.isidentifier() else chr(34) + name + chr(34)} = {row[name]}" for name in row]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Learn and write."""
    known = cases(benchmark())
    parts = list(dict.fromkeys(case.part for case in known))
    found: list[tuple[Case, list[str], bool | None]] = []
    for part in parts:
        by = of_ties([case for case in known if case.part != part])
        found.extend(suspected([case for case in known if case.part == part], by))
    print(f"{len(known)} figures, {sum(len(case.tried) for case in known)} hypotheses, {len(found)} suspected")
    if "--folds" in sys.argv:
        print_folds(found)
    ties.WEIGHTS.write_text(
        written({**of_ties(known), "alarm": of_alarms(found)}, Path(__file__).name), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
