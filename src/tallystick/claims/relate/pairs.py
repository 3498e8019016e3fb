"""Pairs: an earlier and a later figure that the text sets against each other ("from 2,972 to 2,768", "2,768 (2,972 in 2008)").

Which is the earlier one follows from the words, or from the periods beside the figures; where neither tells, the pair is not
`sure` and both orders are tried. A pair that is only chained ("3,935 in 2008 and rose to 4,199") is `loose` when another
subject may have come between.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tallystick.claims import vocabulary
from tallystick.claims.model import Number, Sort
from tallystick.claims.stream import NUMBERS, SOFT, Cued, Stream, cued

WAYLESS = rf"[^{NUMBERS}|^#udgj]"
NEXT = rf"[^{NUMBERS}|^#),;LW]"
ONCE = rf"[^{NUMBERS}|^#f]"  # "from April it goes from 18.4% to 19.6%": the nearest "from"

# In each: `old`, `new`, perhaps `way` (the word of direction), `y1` and `y2` (the periods of the first and second figure). Above each
# stands what it reads, after it the cues without which it reads nothing.
SURE = {
    # "rose to 4,199 from 3,935"
    r"(?P<way>[udgj])~{0,3}?(?:[CMPQ]~{0,3}?)?t~{0,4}?(?P<new>[CMP])~{0,8}?f~{0,8}?(?P<old>[CMP])": "f t",
    # "to 4,199 from 3,935"
    r"t~{0,4}?(?P<new>[CMP])~{0,8}?f~{0,8}?(?P<old>[CMP])": "f t",
    # "4,199, up from 3,935"; "4,199, more than the 3,935"
    r"(?P<new>[CMPQ])~{0,8}?(?P<way>(?<![ml<>])[udgj]|[ml])&{0,6}?[fh]%{0,4}?L?%{0,5}?(?P<old>[CMPQ])": "udgjml fh",
    # "4,199, up on last year's 3,935"
    r"(?P<new>[CMP])~{0,8}?(?P<way>[ud])w?Hw?L?%{0,8}?(?P<old>[CMP])": "ud H",
    # "4,199 … , which is down from 3,935"
    r"(?P<new>[CMP])~{6,20}?,w{0,2}(?P<way>[ud])w?[fH]w?L?%{0,4}?(?P<old>[CMP])": "ud fH",
    # "4,199 (3,935 last year)"; "4,199 (2008: 3,935)"
    r"(?:(?P<way>[ud])t[wyn]{0,3}?)?(?P<new>[CMP])~{0,5}?\((?:(?P<old>[CMP])~{0,4}?[Ly]|[Ly]:?(?P<old2>[CMP]))": "( Ly",
    # "4,199, a rise of 264 on 3,935"
    r"(?P<new>[CMP])~{0,8}?(?P<way>[udgj])~{0,3}?[CMPQ](?:(?:(?!a)~){0,3}[CPQ]\)?)?%{0,4}?[fHc]w?L?%{0,8}?(?P<old>[CMP])": "udgj fHc",
    # "4,199, 264 more than the 3,935"
    r"(?P<new>[CMP])[,;]?~{0,4}?[CMPQ](?:\(?e?[CPQ]\)?)?~{0,2}?(?:(?P<way>[ml])h|[ud][Hhf])%{0,8}?(?P<old>[CMP])": "mlud hHf",
    # "3,935 last year and 4,199 this year"
    r"(?P<old>[CMP])~{0,3}?L~{0,5}?[a,;]~{0,4}?(?P<new>[CMP])~{0,3}?N": "L N",
    # "from 3,935, up by 264 to 4,199"
    r"f~{0,8}?(?P<old>[CMP])~{0,5}?,?~{0,5}?(?P<way>[ud])b[CMPQ](?:~{0,3}[CPQ])?~{0,4}?t~{0,4}?(?P<new>[CMP])": "f ud t",
}
FROM_TO = {
    r"(?:(?<!!)(?<!!w)(?P<way>[udgj])[^|^#CMPQ;udgj]{0,12}?(?:[CMPQ]\(?&{0,4}?[CPQ]?\)?&{0,12}?)?)?"
    r"f`{0,8}?(?P<old>[CMP])\)?~{0,9}?t~{0,6}?(?P<new>[CMP])": "f t",
}
CHAINED = {
    # "3,935, and rose by 264 to 4,199"
    r"(?P<old>[CMP])~{0,7}?[,;(]?a?q?(?P<way>[udgj])(?:b[CMPQ](?:(?!a)~){0,4}?(?:[CPQ]~{0,2})?)?w?t~{0,4}?(?P<new>[CMP])": "udgj t",
    # "3,935, and in 2021/22 rose to 4,199"
    r"(?P<old>[CMP]),a?ny(?P<way>[ud])w{0,3}t(?P<new>[CMP])": "ud t y",
    # "3,935, and in 2021/22 a rise took it to 4,199"
    r"(?P<old>[CMP]),a?nyw{1,2}(?P<way>[ud])w{0,3}t(?P<new>[CMP])": "ud t y",
    # "3,935. It rose to 4,199"
    r"(?P<old>[CMP])~{0,9}?[|]~{0,2}?q~{0,3}?(?P<way>[udgj])(?:b[CMPQ]~{0,4}?)?w?t~{0,4}?(?P<new>[CMP])": "q udgj t",
    # "last year 3,935; now 4,199"
    r"L~{0,6}?(?P<old>[CMP])~{0,8}?[;,a|]~{0,3}?N~{0,6}?(?P<new>[CMP])": "L N",
}
OPEN = {
    # "4,199 in 2009 and 3,935 in 2008"
    r"(?P<new>[CMP])~{0,5}?(?P<y1>y)~{0,2}?[a,;(]~{0,5}?(?P<old>[CMP])~{0,4}?(?P<y2>y)": "y",
    # "2009: 4,199; 2008: 3,935"
    r"(?P<y1>y)~{0,5}?(?P<new>[CMP])~{0,8}?[a,;|]~{0,3}?(?P<y2>y)~{0,5}?(?P<old>[CMP])": "y",
    # "last year 3,935, then 4,199"
    r"L~{0,6}?(?P<old>[CMP])~{0,8}?[;,a|]~{0,3}?~{0,6}?(?P<new>[CMP])": "L",
    # "4,199; in 2008 there were 3,935"
    r"(?P<new>[CMP])~{0,6}?[,;]~{0,3}?y~{0,5}?(?P<old>[CMP])": "y ,;",
    # "compared with 3,935, there were 4,199"
    r"c~{0,5}?(?P<old>[CMP])~{0,6}?,~{0,5}?(?P<new>[CMP])": "c",
    # "4,199, compared with 3,935"
    r"(?:(?P<way>[ud])t[wyn]{0,3}?)?(?P<new>[CMP])~{0,12}?(?<![kA])c~{0,12}?(?P<old>[CMP])": "c",
}


def _compiled(form: str, patterns: dict[str, str], across: bool = False) -> Iterator[tuple[Cued, str]]:
    for pattern, cues in patterns.items():
        said = pattern.replace("~", SOFT).replace("%", NEXT).replace("&", WAYLESS).replace("`", ONCE)
        yield cued(said, cues, across=across), form


PATTERNS = (
    *_compiled("from_to", FROM_TO),
    *_compiled("sure", SURE),
    *_compiled("chained", CHAINED, across=True),
    *_compiled("open", OPEN, across=True),
)


PLAIN = frozenset({Sort.COUNT, Sort.RATE})


@dataclass(frozen=True, slots=True)
class Pair:
    """Letters of an earlier and a later figure; `way` is the direction word that governs them."""

    old: int
    new: int
    way: str = ""
    sure: bool = True
    loose: bool = False
    from_to: bool = False

    @property
    def first(self) -> int:
        """Where it begins."""
        return min(self.old, self.new)

    @property
    def last(self) -> int:
        """Where it ends."""
        return max(self.old, self.new)


def pairs(stream: Stream) -> list[Pair]:
    """Every earlier and later figure that the text sets against each other, in order."""
    found: dict[tuple[int, int], Pair] = {}
    for pair in _all(stream):
        known = found.get((pair.first, pair.last))
        if known is None or (pair.way and not known.way and known.sure == pair.sure):
            found[(pair.first, pair.last)] = pair
    come = {pair.old for pair in found.values() if _is_to_from(stream, pair)}
    found = {
        key: pair
        for key, pair in found.items()
        if not (pair.from_to and pair.old in come and "," in stream.between(pair.old, pair.new))
    }
    begun = {pair.old for pair in found.values() if pair.from_to}
    ended = {pair.new for pair in found.values() if pair.from_to}
    kept = [pair for pair in found.values() if pair.from_to or not _torn(pair, begun, ended)]
    return sorted(kept, key=lambda pair: (pair.first, pair.last))


def _is_to_from(stream: Stream, pair: Pair) -> bool:
    """ "Rose to 92 from 90, and income to 55": where it came from is told, so that no other figure is what it came to."""
    told = pair.sure and not pair.from_to and pair.new < pair.old
    return told and "t" in stream.letters[max(0, pair.new - 4) : pair.new] and "f" in stream.between(pair.new, pair.old)


def _torn(pair: Pair, begun: set[int], ended: set[int]) -> bool:
    """Does it join the outer figure of one "from ... to ..." with what stands outside it?"""
    return (pair.new < pair.old and pair.old in begun) or (pair.old < pair.new and pair.new in ended)


def _all(stream: Stream) -> Iterator[Pair]:
    for pattern, form in PATTERNS:
        for match in stream.matches(pattern):
            pair = _read(stream, match, form)
            if (
                alike(stream.number(pair.old), stream.number(pair.new))
                and not _is_delta(stream, match, pair.new)
                and BASE.search(stream.letters, max(0, pair.new - 6), pair.new) is None
            ):
                yield pair


def _read(stream: Stream, match: "re.Match[str]", form: str) -> Pair:
    """The pair of a match, in the order of its periods where they have one."""
    groups = match.groupdict()
    old, new = match.start("old") if match.start("old") >= 0 else match.start("old2"), match.start("new")
    if groups.get("y1"):
        first, second = _when(stream, match.start("y1")), _when(stream, match.start("y2"))
        if first and second and first != second and len(first) == len(second):
            old, new = (new, old) if first < second else (old, new)
            return Pair(old, new)
        if not first and not second and 0 <= _month(stream, match.start("y1")) < _month(stream, match.start("y2")):
            return Pair(new, old)  # "78 in March and 69 in September": told as they came
    loose = _other_subject(stream, old, new) if form == "chained" else "Z" in stream.between(new, old)
    loose = loose or (form == "sure" and old < new and not same_things(stream.number(old), stream.number(new)))
    sure = form != "open" or _compared_with_earlier(stream, old, new)
    return Pair(old, new, groups.get("way") or "", sure, loose, form == "from_to")


def _compared_with_earlier(stream: Stream, old: int, new: int) -> bool:
    """ "£4.1m, against £3.7m in March": only the second has a time, or its time is said to be earlier."""
    at = stream.letters.find("c", new, old)
    if at < 0:
        return False
    first, end = stream.bounds(stream.sentence(new))
    before, after = stream.letters[max(first, new - 10) : at], stream.letters[at : min(old + 7, end)]
    later = set(before) & set("Ly")
    timed = "L" in after and later == {"y"}  # "743 in October, compared with 806 a year before"
    return bool(set(after) & set("Ly")) and not set(before + after) & set("k") and (timed or not later)


def _other_subject(stream: Stream, old: int, new: int) -> bool:
    """ "94% in primary and fell to 91% in secondary": the level of another change, or too many words between."""
    before = stream.letters[max(0, old - 3) : old]
    return "t" in before or "b" in before or stream.between(old, new).count("w") > 3


BASE = re.compile(
    "[udml][Hh][wLy]{0,3}$"
)  # "40 up on last year's 510 and 12 down on the 562": the earlier of its own change
TIME_AFTER = re.compile("[in]{0,2}(?P<time>y)")  # "61% in 2008/09"


def is_turned(stream: Stream, old: int, new: int) -> bool:
    """Do the periods right after two figures say that the one taken for the earlier is the later?"""
    times = [TIME_AFTER.match(stream.letters, index + 1) for index in (old, new)]
    first, second = (_when(stream, match.start("time")) if match else "" for match in times)
    return bool(first and second) and len(first) == len(second) and first > second


def _month(stream: Stream, index: int) -> int:
    """Which month of the year a name alone is; -1 if it is none."""
    said = stream.tokens[stream.places[index]].low[:3]
    months = stream.words.months_in_order
    dated = index in stream.numbers or stream.letters[index + 1 : index + 2] == "y"
    return months.index(said) if said in months and not dated else -1


def _when(stream: Stream, index: int) -> str:
    """A period as something that can be put in order: its year, its year and month, or the number of its quarter."""
    month = stream.tokens[stream.places[index]].low[:3] if index not in stream.numbers else ""
    months = stream.words.months_in_order
    if month in months and index + 1 in stream.numbers and stream.letters[index + 1] == "y":
        year = re.search(r"(?:19|20)[0-9]{2}", stream.number(index + 1).text)
        return f"{year.group()}{months.index(month):02d}" if year else ""
    if index not in stream.numbers:
        return ""
    found = re.search(r"(?:19|20)[0-9]{2}|^[1-4]$", stream.number(index).text)
    return found.group() if found else ""


def _is_delta(stream: Stream, match: "re.Match[str]", new: int) -> bool:
    """ "260 fewer than the 5,200": the first figure is how many fewer, and not how many."""
    if stream.letters[new + 1 : new + 3] in {"mh", "lh"}:
        return True
    way = match.start("way") if match.groupdict().get("way") else -1
    if way == new + 1 and stream.letters[way] in "ud" and stream.letters[way + 1 : way + 2] in {"H", "h"}:
        return _follows_level(stream, new)
    if match.groupdict().get("way") not in {"m", "l"} or way < new:
        return False
    between = stream.between(new, match.start("way"))
    return not set(between) & set(",i(-;") and not set(NUMBERS) & set(between)


def _follows_level(stream: Stream, index: int) -> bool:
    """ "£1.38m, £0.18m up on the £1.20m": another figure of the sentence stands before it."""
    first, _ = stream.bounds(stream.sentence(index))
    return any(alike(stream.number(each), stream.number(index)) for each in stream.claims(first, index))


def alike(first: Number, second: Number) -> bool:
    """May one be set against the other: are they in one unit?"""
    if first.sort in PLAIN and second.sort in PLAIN:
        one, other = first.noun, second.noun
        same = first.per == second.per or first.per is None or second.per is None
        return same and (not one or not other or _same_time(one, other))
    return first.sort is second.sort


def same_things(one: Number, other: Number) -> bool:
    """Complaints are no compliments: two figures with two names measure two things."""
    first, second = (number.noun.partition(" ")[0].rstrip("s") for number in (one, other))
    return not first or not second or first == second


@lru_cache(maxsize=4096)  # the same things are counted again and again
def _same_time(first: str, second: str) -> bool:
    """Days are not set against cases, nor millimetres against homes; a count with no noun takes the other's."""
    one, other = first.split(), second.split()
    measured = vocabulary.load().measured - vocabulary.load().time
    if (one[0] in measured) is not (other[0] in measured):
        return False
    if not {word.rstrip("s") for word in one}.isdisjoint(word.rstrip("s") for word in other):
        return True
    return vocabulary.load().time.isdisjoint((one[0], other[0]))
