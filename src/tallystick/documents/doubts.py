"""A doubt: words that a reader could not be sure of, for a person to look at."""

from dataclasses import dataclass

from tallystick.documents.model import Place


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where it stands, the words themselves, and why they are doubtful."""

    place: Place
    words: str
    why: str
