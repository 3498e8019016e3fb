"""Features of a hypothesis, and looks at them.

A feature is a name; it is there or not. None of them knows wordings: a word counts by its cue (see `words.Cue`). Features that go by
the same few letters and numbers are one *look*: a function with all that it goes by. The same looks come again and again, in a text and
from one text to the next, so that what each is worth is worked out once (see `weights`).
"""

from collections.abc import Callable, Iterable
from itertools import chain

Look = tuple[object, ...]

CUES = {
    "udgjs": "change",
    "ml": "more",
    "b": "by",
    "oO": "of",
    "e": "equals",
    "TS": "total",
    "rU": "rest",
    "G": "average",
    "p": "each",
    "Dv": "gap",
    "hc": "than",
    "ABXV": "above",
    "W": "of_these",
    "(": "bracket",
    "i": "is",
    "f": "from",
    "t": "to",
    "k": "target",
    "ZL": "other",
    "N": "now",
    "q": "this",
    "a": "and",
    "n": "in",
    ",;:-": "stop",
    "F": "except",
    "I": "including",
    "H": "on",
    "y": "period",
}
NAME = {letter: name for letters, name in CUES.items() for letter in letters}


def names(looks: Iterable[Look]) -> list[str]:
    """All features that these looks find."""
    return list(chain.from_iterable(told(look) for look in looks))


def told(look: Look) -> Iterable[str]:
    """The features of one look."""
    tells: Callable[..., Iterable[str]] = look[0]  # type: ignore[assignment]
    return tells(*look[1:])


def cues(where: str, letters: Iterable[str]) -> list[str]:
    """The cues among some letters, each once."""
    return [f"{where}.{name}" for name in sorted({NAME[each] for each in letters if each in NAME})]
