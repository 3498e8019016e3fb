"""Makes the weights by which `tallystick.claims` tells which two figures a word compares, from the passages with known answers.

    python scripts/weigh_nearest.py            writes src/tallystick/claims/relate/nearest/weights.toml, in a minute or two
    python scripts/weigh_nearest.py --folds    also prints what is found on each part when it is left out of the learning

Two logistic models, of comparisons and of changes: of all pairs of figures near a word, which does the passage say are compared?
Deterministic: no chance is in it, and the weights are written to two places.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from weigh_ties import SPARE, STEPS, benchmark, fitted, written

from tallystick.claims import find, stream, tokens, vocabulary
from tallystick.claims.relate import pairs, said
from tallystick.claims.relate import _told as told_of
from tallystick.claims.relate.nearest import candidates, features, weights

KINDS = {False: "comparison", True: "from_to_direction"}
ALL = "--all" in sys.argv
FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Case(NamedTuple):
    """A word with two figures: of which part and which word, its features, and whether the passage says it; None if not known."""

    part: str
    word: tuple[str, int]
    moves: bool
    names: list[str]
    meant: bool | None
    spoken: bool


def cases(corpus: Any, spoken: bool = True) -> list[Case]:
    found: list[Case] = []
    for part in corpus.LEARNT:
        for passage in corpus.passages(part):
            found.extend(_of_passage(part, passage, spoken))
    return found


def _of_passage(part: str, passage: Mapping[str, Any], spoken: bool) -> Iterator[Case]:
    text, words = str(passage["text"]), vocabulary.load()
    cut = tokens.cut(text)
    read = stream.build(text, cut, find.found(text, cut, words), words)
    changes, held = said.changes(read), pairs.pairs(read)
    changing = {index for change in changes for index in change.own}
    around = candidates.Surroundings.of(read, changing, list(told_of(read, changes, held, changing)))
    taken = set(around.spoken)
    around.spoken.clear()
    rows = [tuple(row) for row in passage.get("expect", [])]
    for facings in candidates.of_words(around):
        inside = read.order
        at = facings[0].at
        first, end = read.around(at)
        before = [i for i in read.claims(max(first, at - 30), at) if read.letters[i] in "CMPQ"][-2:]
        after = [i for i in read.claims(at + 1, min(end, at + 20)) if read.letters[i] in "CMPQ"][:2]
        nn = [read.number(i).start for i in before + after]
        sp = any((i, j) in taken for i in nn for j in nn)
        for each in facings:
            yield Case(part, (text, each.at), each.moves, sorted(features.of(each, around)), _is_meant(read, each, rows), sp)


def _is_meant(read: stream.Stream, facing: candidates.Facing, rows: list[tuple[str, ...]]) -> bool | None:
    own = {_digits(read.number(facing.subject).text), _digits(read.number(facing.other).text)}
    known: bool | None = False
    for figures, kinds, _ in rows:
        if KINDS[facing.moves] not in kinds.split("|"):
            continue
        named = {_digits(each) for each in figures.split("|") if any(letter.isdigit() for letter in each)}
        if own <= named:
            return True
        if len(named) < 2 and (not named or own & named):
            known = None
    return known


def _digits(said: str) -> str:
    found = FIGURES.search(said.replace(",", ""))
    if found is None:
        return said.lower()
    return found.group().rstrip("0").rstrip(".") if "." in found.group() else found.group()


def learnt(known: list[Case]) -> dict[str, dict[str, float]]:
    return {
        name: fitted([(each.names, bool(each.meant)) for each in known if each.moves is moves and each.meant is not None], STEPS * 3, SPARE / 2)
        for name, moves in (("compared", False), ("moved", True))
    }


def print_folds(known: list[Case]) -> None:
    parts = list(dict.fromkeys(each.part for each in known))
    rows: list[tuple[float, Case]] = []
    groups = [parts[place::6] for place in range(6)]
    for group in groups:
        by = learnt([each for each in known if each.part not in group and (ALL or not each.spoken)])
        best: dict[tuple[Any, ...], tuple[float, Case]] = {}
        for each in known:
            if each.part in group and not each.spoken:
                row = by["moved" if each.moves else "compared"]
                odds = row["always"] + sum(row.get(name, 0.0) for name in each.names)
                if each.word not in best or best[each.word][0] < odds:
                    best[each.word] = odds, each
        rows.extend(best.values())
    for moves in (False, True):
        for least in (-2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
            over = [each for odds, each in rows if odds > least and each.moves is moves]
            right, unknown = sum(each.meant is True for each in over), sum(each.meant is None for each in over)
            print(KINDS[moves], least, f"{len(over)} told, {right} right, {unknown} not known, {right / max(1, len(over) - unknown):.0%}")


def main() -> None:
    known = cases(benchmark(), "--all" not in sys.argv)
    print(len(known), "pairs", sum(each.meant is True for each in known), "meant")
    if "--folds" in sys.argv:
        print_folds(known)
    weights.WEIGHTS.write_text(written(learnt([k for k in known if ALL or not k.spoken])), encoding="utf-8")


if __name__ == "__main__":
    main()
