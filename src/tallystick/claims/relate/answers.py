"""Answers to one question below one another, each with its share: all of them make a hundred, and those of a kind what is said of it.

As in "Strongly agree 43%, Agree 27%, Neither 14%, Disagree 9%, Strongly disagree 7%", a line each, and "70% agreed to some extent".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.claims.model import Kind, Relation
from tallystick.claims.stream import NUMBERS, Stream, cued

LINES = re.compile(rf"(?<=\^)(?:[^{NUMBERS}|^#]{{1,12}}P(?:\^|$)){{3,14}}")
# In one sentence each with its name after it: "38% were very satisfied; 29% fairly satisfied; 14% neither; 19% dissatisfied".
NAMED = cued(rf"P[^{NUMBERS}|^#,;acudft]{{1,6}}(?>[,;a]{{1,2}}P[^{NUMBERS}|^#,;acudft]{{1,5}}){{2,9}}", "P")
ASKED, AFTER, SHORTEST = 320, 60, 4
# So far from a hundred they may be and yet be meant to make it.
FARTHEST, ROUNDED = 20, 2


def relations(stream: Stream) -> Iterator[Relation]:
    """The hundred, and what is said of several answers together."""
    for match in LINES.finditer(stream.letters):
        places = [index for index in range(match.start(), match.end()) if stream.letters[index] == "P"]
        yield from _hundred(stream, places)
        yield from _of_a_kind(stream, places, [_label(stream, index) for index in places])
    for match in stream.matches(NAMED):
        places = [index for index in range(match.start(), match.end()) if stream.letters[index] == "P"]
        if abs(sum(stream.values[index] for index in places) - 100) <= ROUNDED:
            yield from _of_a_kind(stream, places, [_name(stream, index) for index in places])


def _hundred(stream: Stream, places: list[int]) -> Iterator[Relation]:
    shares = tuple(stream.number(index) for index in places)
    start = shares[0].start
    if shares[-1].value == 100:
        return
    reached = sum(stream.values[index] for index in places)
    asked = " ".join(stream.text[max(0, start - ASKED) : start].lower().split())
    one_each = any(phrase in asked for phrase in stream.words.single_choice)
    several = any(phrase in asked for phrase in stream.words.several_choices)
    firm = (
        not several
        and abs(reached - 100) <= FARTHEST
        and (one_each or (reached > 100 and _is_scale(stream, [_label(stream, index) for index in places])))
    )
    if firm or abs(reached - 100) < 1:
        yield Relation(Kind.PERCENTAGES_SUM, "hundred", shares[-1], shares, 0, firm)


def _is_scale(stream: Stream, said: list[frozenset[str]]) -> bool:
    """Do two of the answers name the ends of a scale, as "strongly agree" and "strongly disagree" do?"""
    for degree in stream.words.degrees:
        ends = [label - {degree} for label in said if degree in label]
        if len(ends) == 2 and any(_opposed(stream, one, other) for one in ends[0] for other in ends[1]):
            return True
    return False


def _opposed(stream: Stream, one: str, other: str) -> bool:
    """ "Safe" and "unsafe", "agree" and "disagree", "good" and "poor"."""
    low, high = sorted((one, other), key=len)
    turned = len(low) >= SHORTEST and high.removesuffix(low) in stream.words.relating.negations
    return turned or frozenset((one, other)) in stream.words.opposites


def _label(stream: Stream, index: int) -> frozenset[str]:
    """The words of the line before a share."""
    first = index
    while first > 0 and stream.letters[first - 1] not in "^|" and index - first < 12:
        first -= 1
    return frozenset(stream.said(first, index))


def _name(stream: Stream, index: int) -> frozenset[str]:
    """The words after a share, to the next comma or figure."""
    end = index + 1
    while (
        end < min(index + 7, len(stream.letters)) and stream.letters[end] not in ",;|^(#" and end not in stream.numbers
    ):
        end += 1
    return frozenset(stream.said(index + 1, end))


def _of_a_kind(stream: Stream, places: list[int], labels: list[frozenset[str]]) -> Iterator[Relation]:
    """ "16% who disagreed": the answers whose names have the word that follows it."""
    scale = _is_scale(stream, labels)
    after = bisect_left(stream.order, places[-1] + 1)
    for told in stream.order[after : after + 4]:
        if stream.letters[told] != "P" or told - places[-1] > AFTER:
            continue
        end = told + 1
        while (
            end < min(told + 7, len(stream.letters))
            and stream.letters[end] not in ",;:|^("
            and end not in stream.numbers
        ):
            end += 1
        said = [low for low in stream.said(told + 1, end) if len(low) >= SHORTEST]
        alike = [
            index
            for index, label in zip(places, labels, strict=True)
            if stream.words.relating.undecided.isdisjoint(label)
            and any(_same(low, each) for low in said for each in label)
        ]
        if 1 < len(alike) < len(places) and stream.values[told] >= max(stream.values[index] for index in alike):
            reached = sum(stream.values[index] for index in alike) / max(stream.values[told], 1e-9)
            parts = tuple(stream.number(index) for index in alike)
            firm = scale and 0.6 <= reached <= 1.6
            yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(told), parts, 0, firm, bound=firm)


def _same(said: str, label: str) -> bool:
    """ "Agreed" and "agree", "satisfied" and "satisfied"; but no "disagreed"."""
    return len(label) >= SHORTEST and said.startswith(label.removesuffix("e")) and len(said) - len(label) <= 2
