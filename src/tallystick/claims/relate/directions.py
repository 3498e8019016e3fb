"""Which way it went: "fell from 48.1 to 50.9", "it was £202m, compared with £194m", "this is a decrease on the 1,986 of last year".

The word of direction is held against the sign of the later figure less the earlier. Where the order of the two, or what is good, is open
it only confirms.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.compared import may_face
from tallystick.claims.relate.pairs import Pair, alike
from tallystick.claims.relate.said import WAYS
from tallystick.claims.stream import Stream, cued

NAMED = {"u": "rise", "m": "rise", "d": "fall", "l": "fall", "g": "improvement"}
APPOSED = re.compile(r"\)?[wyZnL]{0,6}[,(:-](?P<lead>w{0,2}x?w?)(?P<way>[udgj])(?![tfb]?[wyZnLN]{0,9}k)")
TOLD_OF = re.compile(r"q[iw]")  # "It was", "this stood at"
AT_ONCE = re.compile(r"[ud]b?[CMPQ](?!\)?[wynml]{0,3}[hHc])")  # "from £1,842 to £1,934, up by 5%"
BESIDE = re.compile(r"[c(]")
TOLD_BEFORE = 60  # letters of the sentence before, which may tell the way
FOR_MOVING = 7  # letters before a pair and after it in which its verb stands
OF_RATES = 12  # letters before a pair in which "growth" or "inflation" makes it one of rates


def of_pair(stream: Stream, pair: Pair) -> Iterator[Relation]:
    """ "fell from 48.1 to 50.9": the word against the sign."""
    word = pair.way or _way_after(stream, pair) or _way_before(stream, pair) or _way_told(stream, pair)
    if not word and pair.from_to and not _denied(stream, pair.first) and _has_moved(stream, pair):
        yield replace(perhaps(stream.number(pair.old), stream.number(pair.new), 1), direction=0)
    if not word or pair.loose or _denied(stream, pair.first):
        return
    old, new = stream.number(pair.old), stream.number(pair.new)
    told_before = not pair.way and not pair.from_to and "y" not in stream.between(pair.first, pair.last)
    if not pair.sure or word in "ml" or told_before:
        yield from _left_open(stream, pair, word)
        return
    way = WAYS[word] or _polarity(stream, word, pair)
    if stream.letters[pair.new + 1 : pair.new + 3] == "uH" and new.value * 2 < old.value:
        return  # "312 up on last October's 9,639" is how far
    if way and not _is_upper_limit(stream, pair):
        first, _ = stream.around(pair.first, OF_RATES)
        is_rate = not stream.words.relating.rates.isdisjoint(stream.said(first, pair.first))
        firm = not is_rate and not _is_of_its_month(stream, pair)  # "growth in real terms from 5.9% to 5.3%"
        said = called(stream, word, _at(stream, word, pair))
        yield Relation(Kind.FROM_TO_DIRECTION, "way", new, (old, new), way, firm, words=said)
    elif not way and pair.from_to:
        yield from _left_open(stream, pair, word)


def _has_moved(stream: Stream, pair: Pair) -> bool:
    """ "The bill goes from £1,790 to £1,878", "the goal was relaxed from 5.5 days to 6.5": a verb that says no way."""
    return not stream.words.relating.moving.isdisjoint(stream.said(*stream.around(pair.first, FOR_MOVING)))


def _left_open(stream: Stream, pair: Pair, word: str) -> Iterator[Relation]:
    """What went the way that is said, where the words leave it open which is the earlier, or what is better: it only confirms."""
    old, new = stream.number(pair.old), stream.number(pair.new)
    way = WAYS[word]
    if not way and new.noun.partition(" ")[0] in stream.words.time:
        way = -1 if word == "g" else 1  # what takes less time is better
    elif not way and new.sort is Sort.PERCENTAGE and not _polarity(stream, word, pair):
        way = 1 if word == "g" else -1  # of most shares more is better
    if way and _is_only_pair(stream, pair):
        yield perhaps(old, new, way, called(stream, word, _at(stream, word, pair)))


def perhaps(old: Number, new: Number, way: int, words: str = "") -> Relation:
    """A rise or a fall that little ties to its two figures: it confirms, and gives way to all else."""
    return Relation(Kind.FROM_TO_DIRECTION, "way", new, (old, new), way, False, words=words, far=True, faint=True)


def called(stream: Stream, letter: str, at: int) -> str:
    """What a word of direction says and the word itself, parted by a stroke: "fall|narrowed"."""
    said = " ".join(word for word in stream.said(at, at + 1) if word[0].isalpha()) if at >= 0 else ""
    return f"{NAMED.get(letter, 'worsening')}|{said}"


def _at(stream: Stream, letter: str, pair: Pair) -> int:
    """Where a pair's word of direction stands: between its figures, or else before or after them; -1 where it is not found."""
    first, end = stream.around(pair.first)
    reaches = (pair.first, pair.last), (max(0, first - TOLD_BEFORE), pair.first)
    found = (stream.letters.rfind(letter, *reach) for reach in reaches)
    return next((at for at in found if at >= 0), stream.letters.find(letter, pair.last, end))


def _is_only_pair(stream: Stream, pair: Pair) -> bool:
    """Are these the only two figures of their unit in the sentence?"""
    first, end = stream.around(pair.first)
    like = [index for index in stream.claims(first, end) if alike(stream.number(index), stream.number(pair.new))]
    return sorted(like) == [pair.first, pair.last]


def _is_upper_limit(stream: Stream, pair: Pair) -> bool:
    """ "Teams of up to 5, compared with 8 last year"; but "visits are up to 4,100" tells of a rise."""
    at = stream.letters.rfind("ut", max(0, pair.new - 5), pair.new)
    if at < 0 or pair.new >= pair.old or stream.letters[at - 1 : at] == "i":
        return False
    return not stream.words.relating.up.isdisjoint(stream.said(at, at + 1))


def _is_of_its_month(stream: Stream, pair: Pair) -> bool:
    """ "It fell to 843 in October, compared with 806 a year before": perhaps from September; a forecast from the last one."""
    then = BESIDE.search(stream.letters, pair.new, pair.old) if pair.new < pair.old else None
    if then is None:
        return False
    timed = not {"y", "N"}.isdisjoint(stream.letters[max(0, pair.new - 4) : then.start()])
    return timed or not stream.words.not_yet.isdisjoint(stream.said(*stream.around(pair.new, 20)))


def _way_after(stream: Stream, pair: Pair) -> str:
    """ "From 6 to 24, a fourfold rise"."""
    match = APPOSED.match(stream.letters, pair.last + 1) if pair.from_to else None
    if match is not None and AT_ONCE.match(stream.letters, match.start("lead")):
        return match.group("way")
    if match is None or stream.words.articles.isdisjoint(stream.said(match.start("lead"), match.start("way"))):
        return ""  # "so the fall" is of something else
    return match.group("way")


def _way_before(stream: Stream, pair: Pair) -> str:
    """ "It fell over the year, standing at 7,340 in 2016 and 7,915 in 2017": the one word of direction, the only two figures."""
    first, end = stream.bounds(stream.sentence(pair.first))
    if (
        pair.from_to
        or not {"y", "c"} & set(stream.between(pair.first, pair.last))
        or stream.claims(first, end) != [pair.first, pair.last]
        or pair.first - first > 30
    ):
        return ""
    if set(stream.letters[first : pair.first]) & set("bk"):  # "to reduce by 40% by 2020"
        return ""
    said = [letter for letter in stream.letters[first:end] if letter in "udgjmlsx"]
    return said[0] if len(said) == 1 and said[0] in stream.letters[first : pair.first] and said[0] in "udgjml" else ""


ON_ANOTHER = cued(r"(?:(?<=[|^])|^)[qe]i?w{0,2}(?P<way>[ud])[Hf]w?L?w{0,2}(?P<old>[CMP])", "ud Hf")


def on_another(stream: Stream, own: frozenset[int]) -> Iterator[Relation]:
    """ "… 2,019,651 visits. This is a slight decrease on the 1,986,344 of last year": of the only figure of the sentence before."""
    for match in stream.matches(ON_ANOTHER):
        old = match.start("old")
        before = [index for index in stream.before(match.start()) if index not in own]
        if len(before) == 1 and old not in own and may_face(stream, before[0], old):
            new, way = stream.number(before[0]), WAYS[match.group("way")]
            yield Relation(
                Kind.FROM_TO_DIRECTION,
                "way",
                new,
                (stream.number(old), new),
                way,
                True,
                words=called(stream, match.group("way"), match.start("way")),
            )


def _way_told(stream: Stream, pair: Pair) -> str:
    """ "Debt decreased slightly in the year. It was £202m, compared with £194m": the only word of the sentence before, which has no figure."""
    first, end = stream.bounds(stream.sentence(pair.first))
    if not first or not TOLD_OF.match(stream.letters, first) or stream.claims(first, end) != [pair.first, pair.last]:
        return ""
    start, _ = stream.bounds(stream.sentence(first - 1))
    before = stream.letters[start:first]
    said = [letter for letter in before + stream.letters[first:end] if letter in "udgjmlsx!k"]
    return (
        said[0] if len(said) == 1 and said[0] in "ud" and said[0] in before and not stream.claims(start, first) else ""
    )


def _denied(stream: Stream, index: int) -> bool:
    return "!" in stream.letters[max(0, index - 8) : index]


def _polarity(stream: Stream, word: str, pair: Pair) -> int:
    """Which way "improved" goes for what the sentence measures; 0 where the words do not tell."""
    first, last = stream.bounds(stream.sentence(pair.first))
    said = frozenset(stream.said(first, last))
    lower, higher = said & stream.words.lower_is_better, said & stream.words.higher_is_better
    if stream.number(pair.new).noun.partition(" ")[0] in stream.words.time:
        higher = frozenset()  # "applications were completed in 19 days"
        lower |= said & stream.words.relating.waited
    if bool(lower) == bool(higher):
        return 0
    good = -1 if lower else 1
    return good if word == "g" else -good
