"""A text as a string of one character per word, so that relations can be looked for with short, bounded patterns.

Every number becomes a letter that says what it is, every word that matters for relations becomes its cue's letter (see
`vocabulary.Cue`), every other word `w`. Patterns over that string see structure ("from N ... to N, up P") and not
wordings, and their gaps are bounded, so the time is linear.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from tallystick.claims.find import Found
from tallystick.claims.model import Interval, Number, Sort
from tallystick.claims.tokens import DASHES, Token, glued, low, matched
from tallystick.claims.vocabulary import Vocabulary

LETTERS = {
    Sort.COUNT: "C",
    Sort.PERCENTAGE: "P",
    Sort.POINTS: "Q",
    Sort.MONEY: "M",
    Sort.RATE: "C",
    Sort.RANK: "K",
    Sort.MULTIPLE: "x",
}
NO_CLAIM = "y"
WORD = "w"
SENTENCE, PARAGRAPH, CELL = "|", "^", "#"
NUMBERS = "CPQMKR"
# In a pattern: any letter but a figure and the end of a sentence, a paragraph or a cell.
SOFT = rf"[^{NUMBERS}|^#]"
PUNCTUATION = {"(": "(", "[": "(", ")": ")", "]": ")", ",": ",", ";": ";", ":": ":", "\t": CELL, "=": "e"}
QUOTES = frozenset("\"'“”‘’*_`")
ENDS = frozenset(".?!")
CLOSING = frozenset(";,.:)(") | {"\n", ""}
MOST_SPOKEN_OF = 4


class Cued(NamedTuple):
    """A pattern over letters, and cues without which it is not found: one letter of each of them. May it go `across` a sentence's end?"""

    pattern: re.Pattern[str]
    cues: tuple[str, ...]
    across: bool


def cued(pattern: str, cues: str, *, across: bool = False) -> Cued:
    """A pattern with its cues, parted by spaces: "ud H" for one that reads "up on" and "down on"."""
    return Cued(re.compile(pattern), tuple(cues.split()), across)


@dataclass(frozen=True, slots=True)
class Stream:
    """The letters of a text; `numbers[i]` is the number at letter i, `places[i]` the token there.

    `order` lists the letters that hold claims, `starts` those where a sentence begins; `values` are the claims as floats, for
    looking: nothing is judged by them. `where` gives for each word the letters at which it stands, `lows` each token in lower case.
    What sentences hold is kept in `holding` and `stretches` once it has been asked for.
    """

    text: str
    tokens: list[Token]
    letters: str
    places: list[int]
    numbers: dict[int, Found]
    order: list[int]
    starts: list[int]
    words: Vocabulary
    values: dict[int, float]
    where: dict[str, list[int]]
    lows: list[str]
    stretches: dict[tuple[tuple[str, ...], bool], list[tuple[int, int]]] = field(default_factory=dict)
    holding: dict[str, set[int]] = field(default_factory=dict)

    def of_words(self, words: frozenset[str]) -> list[int]:
        """The letters at which any of these words stands, in order."""
        return sorted(chain.from_iterable(self.where[word] for word in words & self.where.keys()))

    def number(self, index: int) -> Number:
        """The number at a letter."""
        return self.numbers[index].number

    def spoken(self, index: int, value: int, sort: Sort = Sort.COUNT, text: str = "") -> Number:
        """The word at a letter as the whole number that it stands for, shown as another `text` where one is given."""
        token, exact = self.tokens[self.places[index]], Fraction(value)
        return Number(token.start, token.end, text or token.low, sort, Decimal(value), Interval(exact, exact))

    def sentence(self, index: int) -> int:
        """Which sentence a letter is in."""
        return bisect_right(self.starts, index)

    def bounds(self, sentence: int) -> tuple[int, int]:
        """The first letter of a sentence and the one after its last."""
        end = self.starts[sentence] if sentence < len(self.starts) else len(self.letters)
        return self.starts[sentence - 1], end

    def matches(self, *patterns: Cued) -> Iterator[re.Match[str]]:
        """Where each of these is found. Only sentences with its cues are read: most letters stand in few sentences."""
        for pattern, cues, across in patterns:
            stretches = self.stretches.get((cues, across))
            if stretches is None:
                stretches = self.stretches[cues, across] = self._stretches(cues, across)
            for first, end in stretches:
                yield from pattern.finditer(self.letters, first, end)

    def _stretches(self, cues: tuple[str, ...], across: bool) -> list[tuple[int, int]]:
        """Where sentences begin and end that hold one letter of each, or stand beside one that does; neighbours together."""
        held = [self._holding(letters) for letters in cues]
        if not all(held):
            return []
        if across:
            held = [found.union([place - 1 for place in found], [place + 1 for place in found]) for found in held]
        starts, ends = self.starts, [*self.starts[1:], len(self.letters)]
        together: list[tuple[int, int]] = []
        last = -1
        for sentence in sorted(set.intersection(*held) if len(held) > 1 else held[0]):
            if not 0 < sentence <= len(starts):
                continue
            first = together.pop()[0] if sentence == last + 1 else starts[sentence - 1]
            together.append((first, ends[sentence - 1]))
            last = sentence
        return together

    def _holding(self, letters: str) -> set[int]:
        """The sentences that hold any of these letters."""
        if letters not in self.holding:
            found: set[int] = set()
            for letter in letters:
                at = self.letters.find(letter)
                while at >= 0:
                    found.add(sentence := self.sentence(at))
                    at = self.letters.find(letter, self.starts[sentence]) if sentence < len(self.starts) else -1
            self.holding[letters] = found
        return self.holding[letters]

    def claims(self, first: int, last: int, most: int = 40) -> list[int]:
        """The letters with claims from one place up to another, the first so many."""
        at = bisect_left(self.order, first)
        return [index for index in self.order[at : at + most] if index < last]

    def before(self, first: int) -> list[int]:
        """The claims of the sentence before one that begins at a letter; a line's end between them is none."""
        at = bisect_left(self.order, first)
        last = self.order[at - 1] if at else first
        return self.claims(self.bounds(self.sentence(last))[0], first) if first - last <= 40 else []

    def between(self, first: int, last: int) -> str:
        """The letters between two, neither included."""
        return self.letters[first + 1 : last]

    def around(self, index: int, most: int = 60) -> tuple[int, int]:
        """The sentence of a letter, or so much of it on either side as one thought takes: a sentence may be as long as the text."""
        first, end = self.bounds(self.sentence(index))
        return max(first, index - most), min(end, index + most)

    def said(self, first: int, last: int) -> list[str]:
        """The words from one letter up to another, in lower case."""
        end = self.places[last] if last < len(self.places) else len(self.lows)
        return self.lows[self.places[first] : end] if first < len(self.places) else []


def build(text: str, tokens: list[Token], numbers: list[Found], words: Vocabulary) -> Stream:
    """The stream of a text whose tokens and numbers are known."""
    letters: list[str] = []
    places: list[int] = []
    found: dict[int, Found] = {}
    starting = {each.first: each for each in numbers}
    telling, plain = words.cues.keys() | words.months, words.plain_cues
    index = 0
    while index < len(tokens):
        each = starting.get(index)
        if each is None and (word := tokens[index].low) in plain:
            letter, last = plain[word], index
        elif each is None and word not in telling and word[0].isalpha():
            letter, last = WORD, index
        elif each is not None and (phrase := _phrase(tokens, index, words)) is not None:
            letter, last = phrase
        elif each is not None:
            letter, last = WORD if _is_determiner(each, tokens, words) else _letter(each, words), each.last
            found[len(letters)] = each
        else:
            letter, last = _read(tokens, index, words, starting)
        if letter:
            letters.append(letter)
            places.append(index)
        index = last + 1
    return _finished(text, tokens, "".join(letters), places, found, words)


def _phrase(tokens: list[Token], index: int, words: Vocabulary) -> tuple[str, int] | None:
    """ "Twelve months before": a number with which a cue of several words begins."""
    for pieces, letter in words.cues.get(tokens[index].low, ()):
        if len(pieces) > 1 and matched(tokens, index, pieces):
            return letter, index + len(pieces) - 1
    return None


def _finished(
    text: str, tokens: list[Token], letters: str, places: list[int], found: dict[int, Found], words: Vocabulary
) -> Stream:
    order = [index for index in found if letters[index] in NUMBERS]
    starts = [0] + [index + 1 for index, letter in enumerate(letters) if letter in "|^"]
    values = {index: float(found[index].number.value) for index in order}
    lows = [token.low for token in tokens]
    where: defaultdict[str, list[int]] = defaultdict(list)
    for at, place in enumerate(places):
        where[lows[place]].append(at)
    return Stream(text, tokens, letters, places, found, order, starts, words, values, dict(where), lows)


def _is_determiner(each: Found, tokens: list[Token], words: Vocabulary) -> bool:
    """ "Between the two surveys", "the three groups rose": how many things are spoken of, and no figure of theirs."""
    if not each.worded or each.number.sort is not Sort.COUNT or each.number.value > MOST_SPOKEN_OF:
        return False
    pointed = low(tokens, each.first - 1) in words.pointing
    if not pointed or low(tokens, each.first - 2) in words.lines.leading:
        return False
    named, after = low(tokens, each.last + 1), low(tokens, each.last + 2)
    if _is_plural(named, words):
        return True
    return named.isalpha() and named not in words.cues and _is_plural(after, words)  # "the three area teams"


def _is_plural(word: str, words: Vocabulary) -> bool:
    return len(word) > 3 and word.endswith(words.figures.plural)


def _letter(each: Found, words: Vocabulary) -> str:
    number = each.number
    if number.sort is Sort.RATE and number.per is not None and number.value <= 10 and number.text[-1:] not in "%":
        return "R" if any(f" {word} " in number.text for word in words.lines.in_so_many) else "C"
    return LETTERS.get(number.sort, NO_CLAIM)


def _read(tokens: list[Token], index: int, words: Vocabulary, starting: dict[int, Found]) -> tuple[str, int]:
    """The letter of the word or sign here, and the last token that it takes."""
    word = tokens[index].low
    if word in words.seldom_cues and _is_no_cue(tokens, index, words):
        return WORD, index
    for pieces, letter in words.cues.get(word, ()):
        if len(pieces) == 1 or (
            matched(tokens, index, pieces) and not any(index + step in starting for step in range(1, len(pieces)))
        ):
            return letter, index + len(pieces) - 1
    if word[0].isalpha():
        return (NO_CLAIM if word in words.months and tokens[index].text[0].isupper() else WORD), index
    return _sign(tokens, index, words), index


def _is_no_cue(tokens: list[Token], index: int, words: Vocabulary) -> bool:
    """ "13 voted for and 5 against;", "the runner-up", "days lost: 9.4"."""
    word, lines = tokens[index].low, words.lines
    after = low(tokens, index + 1)
    return (
        (word in lines.voted and (after in CLOSING or after in lines.after_vote))
        or (word in lines.up_or_down and low(tokens, index - 1) in DASHES and glued(tokens, index))
        or (word in lines.up_or_down and low(tokens, index - 1) in lines.set_down)
        or (word in lines.wasted and low(tokens, index - 1) in words.time)
        or (word in lines.risen and low(tokens, index - 1) in lines.giving)
    )


def _sign(tokens: list[Token], index: int, words: Vocabulary) -> str:
    word = tokens[index].text
    if word in PUNCTUATION:
        return PUNCTUATION[word]
    if word == "\n":
        return _line_end(tokens, index, words)
    if word in ENDS:
        return SENTENCE if _ends_sentence(tokens, index) else ""
    if word == "|":
        return CELL
    if word == "/":
        return "O" if low(tokens, index - 1).isdigit() and low(tokens, index + 1).isdigit() else ""
    if word in DASHES:
        return "-" if not (glued(tokens, index) and glued(tokens, index + 1)) else ""
    return "" if word in QUOTES else WORD


def _ends_sentence(tokens: list[Token], index: int) -> bool:
    """A full stop ends a sentence unless a small letter follows or an initial stands before it."""
    after = tokens[index + 1].text if index + 1 < len(tokens) else "\n"
    before = tokens[index - 1].text if index else ""
    return (
        not after[0].islower() and not (len(before) == 1 and before.isupper()) and not glued(tokens, index + 1)
    ) or after == "\n"


def _line_end(tokens: list[Token], index: int, words: Vocabulary) -> str:
    """A line that runs on into the next is no boundary; a list after a colon hangs together with what leads it."""
    before = low(tokens, index - 1)
    after = tokens[index + 1].text if index + 1 < len(tokens) else "\n"
    if before in {"\n", ""}:
        return ""
    if after[0].islower() or after[0] in "(%":
        return "" if before not in ENDS else SENTENCE
    if before in {":", ";", ","} and after != "\n":
        return ";"
    if before in words.lines.runs_on and after != "\n":
        return ""
    return PARAGRAPH
