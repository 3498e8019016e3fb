"""Small questions about English text that several readers of trackers ask: where sentences end, which words are like which.

No dictionary is used: evidence comes from the document's own words and from short lists of words that every report uses.
All patterns are linear in the length of the text, because uploaded files may be hostile.
"""

import re
from collections import Counter
from collections.abc import Iterator


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
SENTENCE_END = re.compile(r"[.!?]['’\"”)\]]{0,3}\s+(?=['‘\"“(]?[A-Z0-9])")
ABBREVIATED = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|No|St|Cllr|Mr|Mrs|Ms|Dr|approx|vs|Ref|pp?|Fig)\.\Z")

# A title does not end on one of these: what follows with a capital is then a name.
LINKING = listed(
    "a an the of in on at to for from by with and or as into onto per via between within across under over against "
    "our your their its his her this that these those is are be all each every both no not than near around"
)
FINITE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|cannot|could|should|may|might|must|remains?|continues?|continued"
    r"|shows?|showed|increased|decreased|improved|fell|rose|began|started|completed|met)\b"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence; together they cover the text except for the spaces between them."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        if ABBREVIATED.search(text[max(0, end.start() - 10) : end.start() + 1]):
            continue
        yield start, end.start() + len(end.group().rstrip())
        start = end.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def ends_a_sentence(text: str) -> bool:
    return text.rstrip().rstrip("'’\"”)]").endswith((".", "!", "?"))


def joined(before: str, after: str) -> bool:
    """Whether a sentence runs on from one paragraph into the next, as at the foot of a page."""
    if ends_a_sentence(before) or before.rstrip().endswith((":", ";")):
        return False
    last = before.rsplit(None, 1)[-1].lower() if before.strip() else ""
    return (
        last in LINKING
        or last in {"since", "until", "when", "which", "who", "but", "because"}
        or (before.rstrip().endswith(",") or after.lstrip()[:1].islower())
    )


def counted(texts: Iterator[str]) -> Counter[str]:
    """How often each word, in lower case, is used."""
    return Counter(word.lower() for text in texts for word in WORD.findall(text))


def shortened(text: str, length: int = 120) -> str:
    """The beginning of a text, whole words only, for a doubt."""
    text = text.strip()
    if len(text) <= length:
        return text
    cut = text[:length].rsplit(None, 1)
    return cut[0]
