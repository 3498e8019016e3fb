"""How well and how fast prose is checked: precision, recall, misses, speed, and whether anything breaks it.

    python benchmarks/claims.py                 all of it, a minute or two
    python benchmarks/claims.py --quality       precision and recall only
    python benchmarks/claims.py --totals        the same without the misses, so that who changes the reading does not read unread passages

The passages are in `tests/tallystick/claims/corpus`; `docs/methods/claims.md` says how each part was used.
"""

import argparse
import random
import re
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tallystick import claims
from tallystick.claims import Finding, Verdict, find

LEARNT = (
    "tuning",
    "held_out",
    "seen",
    "measured",
    "seen_later",
    "unseen",
    "seen_last",
    "another_hand",
    "fifth_hand",
    "sixth_hand",
    "seventh_hand",
    "ninth_hand",
    "tenth_hand",
    "eleventh_hand",
    "thirteenth_hand",
    "fourteenth_hand",
    "fifteenth_hand",
    "sixteenth_hand",
    "eighteenth_hand",
    "twenty_second_hand",
    "twenty_sixth_hand",
    "twenty_seventh_hand",
    "thirty_first_hand",
    "thirty_third_hand",
    "thirty_fifth_hand",
    "retold_first",
    "retold_second",
    "retold_third",
    "retold_fourth",
    "retold_fifth",
    "retold_sixth",
    "retold_eighth",
    "retold_ninth",
    "retold_tenth",
)
UNREAD = (
    "watched",
    "unread",
    "eighth_hand",
    "twelfth_hand",
    "seventeenth_hand",
    "nineteenth_hand",
    "twentieth_hand",
    "twenty_first_hand",
    "twenty_third_hand",
    "twenty_fourth_hand",
    "twenty_fifth_hand",
    "twenty_eighth_hand",
    "twenty_ninth_hand",
    "thirtieth_hand",
    "thirty_second_hand",
    "thirty_fourth_hand",
    "retold_seventh",
    "retold_eleventh",
)
PARTS = (*LEARNT, *UNREAD)
TRACKER = Path(__file__).parents[2] / "shared" / "seeds" / "001_25b1ed432e18ed16.txt"
CORPUS = Path(__file__).parent.parent / "tests" / "tallystick" / "claims" / "corpus"
MUTATIONS = 10_000
REACH = 600
SHORT = 25
DIGIT = re.compile(r"\d")
SENTENCE_ENDS = re.compile(r"[.!?]\s|\n\n")
LETTERS = " \n\t%£.,;:()-–/|0123456789abfromtoupdownof½²٣\u200b\x00"


@dataclass
class Score:
    """What was found of what the passages state."""

    stated: int = 0
    found: int = 0
    judged: int = 0
    contradictions: int = 0
    true_contradictions: int = 0
    wrong: int = 0
    wrong_found: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of all that is called inconsistent, how much is."""
        return self.true_contradictions / self.contradictions if self.contradictions else 1.0

    @property
    def recall(self) -> float:
        """Of all relations that the passages state, how many are found."""
        return self.found / self.stated if self.stated else 1.0


def passages(part: str) -> list[dict[str, Any]]:
    """The passages of one part of the corpus."""
    return list(tomllib.loads((CORPUS / f"{part}.toml").read_text(encoding="utf-8"))["passage"])


def score(part: str) -> Score:
    """The score of one part."""
    result = Score()
    for passage in passages(part):
        text, title = str(passage["text"]), str(passage["title"])
        findings = claims.examine(text).findings
        expected = [tuple(row) for row in passage.get("expect", [])]
        _count_stated(result, title, text, expected, findings)
        _count_contradictions(result, title, text, expected, findings)
    return result


def names(figures: str, finding: Finding, text: str) -> bool:
    """Is it one of these figures, parted by strokes, that the finding speaks of? A word ("fell") may stand anywhere in its sentence."""
    around = text[max(0, finding.start - REACH) : finding.end + REACH]
    before = SENTENCE_ENDS.split(around[: min(finding.start, REACH)])[-1]
    sentence = before + SENTENCE_ENDS.split(around[len(around[: min(finding.start, REACH)]) :])[0]
    return any(
        (figure in finding.text or finding.text in figure)
        if DIGIT.search(figure)
        else figure.lower() in sentence.lower()
        for figure in figures.split("|")
    )


def _count_stated(
    result: Score, title: str, text: str, expected: list[tuple[str, ...]], findings: tuple[Finding, ...]
) -> None:
    for figures, kinds, verdicts in expected:
        result.stated += 1
        wrong = Verdict.INCONSISTENT in verdicts.split("|")
        result.wrong += wrong
        match = [each for each in findings if each.kind in kinds.split("|") and names(figures, each, text)]
        result.found += bool(match)
        right = any(each.verdict in verdicts.split("|") for each in match)
        result.judged += right
        result.wrong_found += right and wrong
        if not right:
            had = ", ".join(each.verdict for each in match) or "nothing"
            result.misses.append(f"{title}: {figures} {kinds} should be {verdicts}, was {had}")


def _count_contradictions(
    result: Score, title: str, text: str, expected: list[tuple[str, ...]], findings: tuple[Finding, ...]
) -> None:
    wrong = [figures for figures, _, verdicts in expected if Verdict.INCONSISTENT in verdicts.split("|")]
    for each in findings:
        if each.verdict is not Verdict.INCONSISTENT:
            continue
        result.contradictions += 1
        true = any(names(figures, each, text) for figures in wrong)
        result.true_contradictions += true
        if not true:
            result.misses.append(f"{title}: FALSE ALARM {each.text} {each.kind}: {each.working}")


def print_quality(listing: bool) -> None:
    """Precision and recall of every part, and the list of misses."""
    for part in PARTS:
        result = score(part)
        quiet = sum(not passage.get("expect") for passage in passages(part))
        print(f"{part}: {len(passages(part))} passages, {quiet} without a claim")
        print(
            f"  precision of inconsistent {result.precision:.1%} ({result.true_contradictions} of {result.contradictions})"
        )
        print(f"  recall of stated relations {result.recall:.1%} ({result.found} of {result.stated})")
        print(
            f"  same verdict {result.judged} of {result.stated}; contradictions found {result.wrong_found} of {result.wrong}"
        )
        for miss in result.misses if listing else ():
            print(f"    {miss}")


def right_texts() -> list[str]:
    """The passages in which nothing is wrong, though much looks so."""
    return list(tomllib.loads((CORPUS / "right.toml").read_text(encoding="utf-8"))["right"])


def false_alarms() -> list[str]:
    """What is called inconsistent in passages where nothing is wrong."""
    found = [(text, each) for text in right_texts() for each in claims.examine(text).findings]
    return [f"{text}: {each.working}" for text, each in found if each.verdict is Verdict.INCONSISTENT]


def print_false_alarms() -> None:
    """The passages that look wrong and are not."""
    texts = right_texts()
    alarms = false_alarms()
    print(f"right: {len(texts)} passages in which nothing is wrong, {len(alarms)} false alarms")
    for alarm in alarms:
        print(f"    {alarm}")


def seconds(text: str) -> float:
    """Of the processor, the best of three: others on the machine do not count."""
    times = []
    for _ in range(3):
        start = time.process_time()
        claims.examine(text)
        times.append(time.process_time() - start)
    return min(times)


def report(words: int) -> str:
    """A text of so many words made of the passages, in the order of the corpus, again and again."""
    texts = [str(passage["text"]) for part in PARTS for passage in passages(part)]
    lines: list[str] = []
    count = place = 0
    while count < words:
        lines.append(texts[place % len(texts)])
        count += len(lines[-1].split())
        place += 1
    return "\n\n".join(lines)


def tracker(words: int) -> str:
    """A text of so many words made of a city's tracker, again and again."""
    said = TRACKER.read_text(encoding="utf-8").split(" ")
    return " ".join((said * (words // len(said) + 1))[:words])


def by_density() -> list[tuple[float, str]]:
    """The passages in which nothing is wrong, each with how many of its words are figures that claim something, the sparsest first."""
    found = ((sum(each.is_claim for each in find.numbers(text)) / len(text.split()), text) for text in right_texts())
    return sorted((share, text) for share, text in found if len(text.split()) > SHORT)


def print_density() -> None:
    """Time by density: of 2,000 words in which every fiftieth is a figure, up to every fifth."""
    known = by_density()
    print("passages as published pages have them, by how many words there are to a figure")
    for least in (0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.125, 0.2):
        chosen, words, figures = list[str](), 0, 0.0
        for share, text in known:
            if share >= least and words < 2_000:
                chosen.append(text)
                words += len(text.split())
                figures += share * len(text.split())
        taken = seconds("\n\n".join(chosen)) * 2_000 / words
        print(f"  one in {words / figures:4.1f} {taken * 1000:8.1f} ms for 2,000 words")


def print_speed() -> None:
    """Time by length: linear, a narrative in milliseconds, a long report in seconds."""
    claims.examine("Warm up 1 of 2 (50%).")
    kinds = [("the passages end to end", report)]
    if TRACKER.exists():
        kinds.append(("a city's action tracker", tracker))
    for name, make in kinds:
        numbers = len(claims.examine(make(2_000)).numbers)
        print(f"{name}: {numbers} numbers in 2,000 words")
        for words in (2_000, 20_000, 40_000, 80_000, 150_000):
            taken = seconds(make(words))
            print(f"  {words:>7,} words {taken * 1000:8.1f} ms  {taken / words * 1e6:5.1f} µs a word")


ADVERSARIAL = {
    "digits": "9" * 100_000,
    "commas": "1,111" * 20_000,
    "dots": "1." * 50_000,
    "brackets": "(" * 100_000,
    "from": "from 1 to " * 20_000,
    "of": "1 of the " * 20_000,
    "per cents": "1% and " * 20_000,
    "counts and per cents": "5 (5%) " * 20_000,
    "up": "up " * 50_000,
    "strokes": "|1" * 50_000,
    "tables": "a\t1\t2\t3\n" * 20_000,
    "lines": "\n" * 100_000,
    "words": "twenty " * 50_000,
    "hyphens": "1-" * 50_000,
    "totals": "a total of 3: 1, 2, " * 10_000,
    "mixed": "from 10% of 5, up 3 (6%) more than 2; " * 10_000,
    "no spaces": "fromupof" * 20_000,
    "superlatives": "largest " * 20_000,
    "places": "the largest 5 " * 5_000,
    "compared": "higher than 5 and 6 " * 5_000,
}


def print_adversarial() -> None:
    """Texts made to be slow: microseconds of the processor for each character."""
    for name, text in ADVERSARIAL.items():
        start = time.process_time()
        claims.examine(text)
        taken = time.process_time() - start
        print(f"  {name:<22}{len(text):>9,} characters {taken:6.2f} s  {taken / len(text) * 1e6:5.1f} µs each")


def mutated(text: str, chance: random.Random) -> str:
    """A text with some letters deleted, doubled, swapped or replaced."""
    letters = list(text)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(letters)) if letters else 0
        letters[place : place + chance.randint(0, 3)] = chance.choices(LETTERS, k=chance.randint(0, 4))
    return "".join(letters)


def break_it(times: int) -> int:
    """Random mutations of the passages: how many were read without an error and with offsets that hold."""
    chance = random.Random(2009)
    texts = [str(passage["text"]) for part in PARTS for passage in passages(part)]
    for _ in range(times):
        text = mutated(chance.choice(texts), chance)
        for each in claims.examine(text).findings:
            if text[each.start : each.end] != each.text:
                raise AssertionError(f"The offsets of {each} do not hold in {text!r}.")
    return times


def main() -> None:
    """What the arguments ask for."""
    parser = argparse.ArgumentParser(description="How well and how fast prose is checked.")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--quality", action="store_true", help="precision and recall only")
    only.add_argument("--totals", action="store_true", help="the same without the list of misses")
    asked = parser.parse_args()
    print_quality(listing=not asked.totals)
    print_false_alarms()
    if not (asked.quality or asked.totals):
        print_speed()
        print_density()
        print_adversarial()
        print(f"  {break_it(MUTATIONS):,} random mutations read without an error")


if __name__ == "__main__":
    main()
