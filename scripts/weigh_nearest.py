"""Makes the weights by which `tallystick.claims` tells which two figures a word compares, from the passages with known answers.

    python scripts/weigh_nearest.py            writes src/tallystick/claims/relate/nearest/weights.toml, in a minute or two
    python scripts/weigh_nearest.py --folds    also prints what is found on each part when it is left out of the learning

Two logistic models, of comparisons and of changes: of all pairs of figures near a word, which does the passage say are compared?
Deterministic: no chance is in it, and the weights are written to two places.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from weigh_ties import FIGURES, SPARE, benchmark, fitted, plain, written

from tallystick.claims import find, relate, stream, tokens, vocabulary
from tallystick.claims.relate import looks, nearest, said
from tallystick.claims.relate.nearest import candidates, features
from tallystick.claims.relate.nearest.candidates import Facing, Surroundings

KINDS = {False: "comparison", True: "from_to_direction"}
FAMILIES = {"compared": False, "moved": True}
STEPS, FOLDS = 450, 6


class Case(NamedTuple):
    """A word with two figures: of which part and which word, its features, and whether the passage says it; None if not known.

    `told` is whether patterns tell of it already: these are learnt from too, and not counted.
    """

    part: str
    word: tuple[str, int]
    moves: bool
    names: list[str]
    meant: bool | None
    holds: bool
    told: bool


def cases(corpus: ModuleType) -> list[Case]:
    """Every two figures of the corpus that a word near them may be said of."""
    return [each for part in corpus.LEARNT for passage in corpus.passages(part) for each in _of_passage(part, passage)]


def _of_passage(part: str, passage: Mapping[str, Any]) -> Iterator[Case]:
    text, words = str(passage["text"]), vocabulary.load()
    cut = tokens.cut(text)
    read = stream.build(text, cut, find.found(text, cut, words), words)
    told = relate.told(read)
    around = Surroundings.of(read, said.figures(told.changes), [*told.relations, *relate.tied(told, frozenset())])
    rows = [tuple(row) for row in passage.get("expect", [])]
    left = {facings[0].word.at for facings in candidates.of_words(around) if facings}
    for facings in candidates.of_words(replace(around, compared=set())):
        for each in facings:
            names = sorted(looks.names(features.of(each, around)))
            yield Case(
                part,
                (text, each.word.at),
                each.word.moves,
                names,
                _is_meant(read, each, rows),
                each.holds,
                each.word.at not in left,
            )


def _is_meant(read: stream.Stream, facing: Facing, rows: list[tuple[str, ...]]) -> bool | None:
    """Does a row name both figures, of a kind that fits, in the order that is right, or wrong? One that names one of them, or none, leaves it open."""
    own = {_digits(read.number(facing.subject).text), _digits(read.number(facing.other).text)}
    known: bool | None = False
    for figures, kinds, verdicts in rows:
        if KINDS[facing.word.moves] not in kinds.split("|"):
            continue
        named = {_digits(each) for each in figures.split("|") if any(letter.isdigit() for letter in each)}
        if own <= named and facing.holds != (verdicts == "inconsistent"):
            return True
        if len(named) < 2 and (not named or own & named):
            known = None
    return known


def _digits(written: str) -> str:
    found = FIGURES.search(written.replace(",", ""))
    return written.lower() if found is None else plain(found.group())


def learnt(known: list[Case]) -> dict[str, dict[str, float]]:
    """The weights of both models."""
    return {
        name: fitted(
            [(each.names, bool(each.meant)) for each in known if each.moves is moves and each.meant is not None],
            STEPS,
            SPARE,
        )
        for name, moves in FAMILIES.items()
    }


def print_folds(known: list[Case]) -> None:
    """How many that no pattern tells are found, by weights learnt from other parts, and how many of them a passage names."""
    parts = list(dict.fromkeys(each.part for each in known))
    best: dict[tuple[str, int], tuple[float, Case]] = {}
    for group in (parts[place::FOLDS] for place in range(FOLDS)):
        by = learnt([each for each in known if each.part not in group])
        for each in known:
            if each.part in group and not each.told:
                row = by["moved" if each.moves else "compared"]
                odds = row["always"] + sum(row.get(name, 0.0) for name in each.names)
                if each.word not in best or best[each.word][0] < odds:
                    best[each.word] = odds, each
    for name, moves in FAMILIES.items():
        for least in (-1.5, -1.0, -0.7, -0.5, 0.0, 0.5):
            over = [each for odds, each in best.values() if odds > least and each.moves is moves and each.holds]
            named, open_ones = (sum(each.meant is meant for each in over) for meant in (True, None))
            print(f"  {name:<9} over {least:4}: {len(over)} told, {named} named by the passage, {open_ones} left open")


def main() -> None:
    """Learn and write."""
    known = cases(benchmark())
    print(f"{len(known)} pairs of figures, {sum(each.meant is True for each in known)} of them named by the passages")
    if "--folds" in sys.argv:
        print_folds(known)
    nearest.WEIGHTS.write_text(written(learnt(known), Path(__file__).name), encoding="utf-8")


if __name__ == "__main__":
    main()
