"""How well the figures of prose are held against a council's own measures: wrongly called different, and what is missed.

    python benchmarks/held.py

The passages and the measures of two imaginary councils are in `tests/tallystick/claims/corpus/held`; `docs/methods/claims.md` says how each part
was used.
"""

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tallystick import claims, periods
from tallystick.claims import Finding, Verdict, against
from tallystick.claims.against import HeldMeasure
from tallystick.cli.gathering import table_of
from tallystick.cli.held import measures_of

CORPUS = Path(__file__).parent.parent / "tests" / "tallystick" / "claims" / "corpus" / "held"
# For each part of the passages the council that they speak of.
PARTS = {
    "learnt": "Westmere",
    "seen": "Westmere",
    "seen_later": "Harlow Vale",
    "seen_last": "Wrenshire",
    "seen_since": "Marlstone",
    "latest": "Thornbridge",
}
SPOKEN = ("agrees", "agrees_earlier", "differs", "not_held")


@dataclass
class Score:
    """What was said of the figures of one part, beside what a careful reader says."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of all that is called different, how much is."""
        return self.counts["rightly different"] / max(self.counts["called different"], 1)

    @property
    def recall(self) -> float:
        """Of all that agrees or differs, how much is said to."""
        return self.counts["said"] / max(self.counts["expected"], 1)


def measures(council: str) -> list[HeldMeasure]:
    """The measures of an imaginary council."""
    return measures_of(table_of(str(CORPUS / f"{council.lower().replace(' ', '_')}.csv")))


def score(part: str) -> Score:
    """The score of one part."""
    result, held = Score(), measures(PARTS[part])
    for passage in tomllib.loads((CORPUS / f"{part}.toml").read_text(encoding="utf-8"))["passage"]:
        text = str(passage["text"])
        found = against.hold(
            text, claims.find.numbers(text), held, on=periods.parse(passage["period"]), home=PARTS[part]
        )
        for expected in passage["expected"]:
            _count(result, text, expected, [one for one in found if _is_about(one, expected["text"])])
        stray = [one for one in found if not any(_is_about(one, expected["text"]) for expected in passage["expected"])]
        for one in stray:
            if one.verdict is Verdict.DIFFERS and not any("differs" in each["verdict"] for each in passage["expected"]):
                result.counts["called different"] += 1
                result.misses.append(f"FALSE ALARM {one.text}: {one.working}  [{text}]")
    return result


def _is_about(finding: Finding, words: str) -> bool:
    return words.casefold() in finding.text.casefold() or finding.text.casefold() in words.casefold()


def _count(result: Score, text: str, expected: dict[str, Any], found: list[Finding]) -> None:
    wanted = expected["verdict"].split("|")
    said = {one.verdict.value for one in found} or {"none"}
    name = " ".join(wanted)
    for one in found:
        if one.verdict is Verdict.DIFFERS:
            result.counts["called different"] += 1
            if "differs" in wanted:
                result.counts["rightly different"] += 1
            else:
                result.misses.append(f"FALSE ALARM {one.text}: {one.working}  [{text}]")
            break
    if "none" not in wanted:
        result.counts["expected"] += 1
        result.counts[name] += 1
        if said & set(wanted):
            result.counts["said"] += 1
            result.counts[f"{name} found"] += 1
        else:
            result.misses.append(
                f"{expected['text']} ({expected['measure']}) should be {name}, was {', '.join(sorted(said))}  [{text}]"
            )


def main() -> int:
    for part in sys.argv[1:] or PARTS:
        result = score(part)
        right, called = result.counts["rightly different"], result.counts["called different"]
        said, expected = result.counts["said"], result.counts["expected"]
        print(
            f"{part}: precision of differs {result.precision:.1%} ({right} of {called}), recall {result.recall:.1%} ({said} of {expected})"
        )
        for name in SPOKEN:
            print(f"  {name}: {result.counts[f'{name} found']} of {result.counts[name]}")
        print("\n".join(f"    {miss}" for miss in result.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
