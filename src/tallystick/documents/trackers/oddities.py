"""What looks wrong in a narrative: a clipped beginning, a paragraph told twice, letters misread by a scanner.

Nothing is corrected. Each oddity becomes a question for a person, with the words and where they begin.
"""

import re
from collections import Counter
from collections.abc import Iterator

from tallystick.documents.trackers import words
from tallystick.documents.trackers.narratives import Narrative
from tallystick.documents.trackers.ratings import Query

ENUMERATED = re.compile(r"(?:[ivx]{1,4}|[a-z])[).]\s")
WORDS_COMPARED = 6
COMMON = words.listed(
    "quarter quarters quarterly quite quality question questions quick quickly quantity qualification queue"
)
CLIPPED = "the beginning of this narrative seems to be missing"


def of(narrative: Narrative, vocabulary: Counter[str]) -> Iterator[Query]:
    """Everything that looks wrong in a narrative. `vocabulary` counts the words of the whole document."""
    yield from clipped(narrative.text, vocabulary)
    yield from repeated(narrative)
    yield from misread(narrative.text, vocabulary)


def clipped(text: str, vocabulary: Counter[str]) -> Iterator[Query]:
    """A narrative that begins in the middle of a sentence, as where the edge of a page was cut off."""
    beginning = words.shortened(text)
    torn = _torn_word(beginning, vocabulary)
    because = f"; '{torn[0]}' looks like the end of '{torn[1]}'" if torn else ""
    if text[:1].islower() and not ENUMERATED.match(text):
        yield Query(0, beginning, f"{CLIPPED}: it starts with a small letter{because}")
    elif torn and text[:1].isdigit():
        yield Query(0, beginning, f"{CLIPPED}{because}")


def _torn_word(text: str, vocabulary: Counter[str]) -> tuple[str, str] | None:
    """A word used nowhere else that is the end of a word that is: `rogress`."""
    lone = [word for word in words.WORD.findall(text) if word.islower() and len(word) > 3 and vocabulary[word] <= 1]
    for word in lone:
        whole = next((known for known in vocabulary if known.endswith(word) and 0 < len(known) - len(word) <= 3), None)
        if whole:
            return word, whole
    return None


def repeated(narrative: Narrative) -> Iterator[Query]:
    """A paragraph much of which another one of the same narrative has said already."""
    first_said: dict[tuple[str, ...], int] = {}
    for number, paragraph in enumerate(narrative.paragraphs):
        spoken = [word.lower() for word in paragraph.split()]
        runs = {tuple(spoken[at : at + WORDS_COMPARED]) for at in range(len(spoken) - WORDS_COMPARED + 1)}
        earlier = Counter(first_said[run] for run in runs if run in first_said)
        if earlier and len(runs) >= 4 and earlier.most_common(1)[0][1] * 10 >= len(runs) * 3:
            place = narrative.places[earlier.most_common(1)[0][0]]
            why = f"this paragraph says again, perhaps in other words, what {place} said"
            yield Query(narrative.starts[number], words.shortened(paragraph), why)
        for run in runs:
            first_said.setdefault(run, number)


def misread(text: str, vocabulary: Counter[str]) -> Iterator[Query]:
    """Words that a scanner seems to have misread: g for q, m for rn, where the right word is known."""
    for found in words.WORD.finditer(text):
        word = found.group().lower()
        for wrong, right in (("gu", "qu"), ("m", "rn")):
            meant = word.replace(wrong, right, 1)
            if meant != word and vocabulary[word] <= 1 and (meant in COMMON or vocabulary[meant] > 1):
                yield Query(
                    found.start(), found.group(), f"this may be a misreading of '{meant}'; it was kept as it stands"
                )
