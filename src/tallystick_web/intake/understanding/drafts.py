"""What a document seems to say, one record each, before it is compared with what the council holds."""

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Draft:
    """`why` says, where it is not certain, what a person has to look at."""

    record: str
    key: str
    payload: dict[str, Any]
    place: str = ""
    words: str = ""
    certain: bool = True
    why: str = ""

    def doubt(self, why: str) -> None:
        """Mark for a person to look at; reasons add up."""
        self.certain = False
        if why not in self.why:
            self.why = f"{self.why} {sentence(why)}".strip()


def sentence(words: str) -> str:
    """Words as a sentence."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".") if words else ""
