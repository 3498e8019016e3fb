"""Figures set beside each other with no order claimed: "7.1 points compared to 4.8 nationally", "12 days, against a standard of 15".

Such a comparison confirms and does not contradict.
"""

from collections.abc import Iterator

from tallystick.claims.model import Kind, Relation, Sort
from tallystick.claims.relate.compared import NAMED, may_face
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued

LEVEL = rf"[^{NUMBERS}|^#udl;:k]"
NEUTRAL = cued(
    rf"(?P<subject>[CPQ]){LEVEL}{{0,8}}?c{LEVEL}{{0,8}}?(?P<other>[CPQ])(?:{LEVEL}{{0,10}}?a{LEVEL}{{0,3}}?(?P<more>[CPQ]))?",
    "c",
)
CONTRAST = cued(
    rf"(?P<subject>P)[^{NUMBERS}|^#udl;:k]{{0,12}}?,(?P<word>w)[^{NUMBERS}|^#udl;:]{{0,9}}?(?P<other>P)", ", P"
)
AGAINST = cued(
    rf"(?P<subject>[CMPQ]){SOFT}{{0,8}}?c(?P<words>[^{NUMBERS}|^#udl;:]{{0,8}}?)(?P<other>[CMPQ])(?:[^{NUMBERS}|^#udl;:]{{0,10}}?a(?P<words2>[^{NUMBERS}|^#udl;:]{{0,8}}?)(?P<more>[CMPQ]))?",
    "c",
)


def relations(stream: Stream) -> Iterator[Relation]:
    """Every figure beside what others have, what is asked for, or what was before."""
    yield from _against(stream)
    yield from _neutral(stream)
    yield from _contrasted(stream)


def _against(stream: Stream) -> Iterator[Relation]:
    """ "12 days, against a standard of 15": beside what is asked for or what others have, with no order claimed."""
    for match in stream.matches(AGAINST):
        for name, said in (("other", "words"), ("more", "words2")):
            if match.group(name) and NAMED & set(match.group(said)):
                subject, other = match.start("subject"), match.start(name)
                if may_face(stream, subject, other):
                    inputs = (stream.number(other),)
                    yield Relation(Kind.COMPARISON, "beside", stream.number(subject), inputs, 0, False)


def _neutral(stream: Stream) -> Iterator[Relation]:
    """ "7.1 points compared to 4.8 nationally and 7.8 for maintained schools": set side by side, no order claimed."""
    for match in stream.matches(NEUTRAL):
        subject = stream.number(match.start("subject"))
        if subject.sort is Sort.COUNT:
            continue
        for name in ("other", "more"):
            if match.group(name) and alike(subject, stream.number(match.start(name))):
                yield Relation(Kind.COMPARISON, "beside", subject, (stream.number(match.start(name)),), 0, False)


def _contrasted(stream: Stream) -> Iterator[Relation]:
    """ "17.3% were finished in time, whereas 45.9% were nationally": set side by side, no order claimed."""
    for match in stream.matches(CONTRAST):
        word, subject, other = match.start("word"), match.start("subject"), match.start("other")
        if not stream.words.relating.contrasting.isdisjoint(stream.said(word, word + 1)):
            inputs = (stream.number(other),)
            yield Relation(Kind.COMPARISON, "beside", stream.number(subject), inputs, 0, False)
