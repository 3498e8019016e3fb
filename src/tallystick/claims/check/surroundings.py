"""What stands around a figure: the text, the figures in it, and the words."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.claims.model import Number
from tallystick.claims.vocabulary import Vocabulary

NEAR = 600


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text, its claims in order, and the words, for looking around a figure."""

    text: str
    claims: tuple[Number, ...]
    starts: tuple[int, ...]
    words: Vocabulary

    @classmethod
    def of(cls, text: str, numbers: Iterable[Number], words: Vocabulary) -> "Surroundings":
        """Of a text with its numbers."""
        claims = tuple(number for number in numbers if number.is_claim)
        return cls(text, claims, tuple(number.start for number in claims), words)

    def near(self, number: Number) -> tuple[Number, ...]:
        """The other claims within some sentences of one, forty at most."""
        first = bisect_left(self.starts, number.start - NEAR)
        last = bisect_left(self.starts, number.end + NEAR)
        at = bisect_left(self.starts, number.start)
        around = self.claims[max(first, at - 20) : min(last, at + 20)]
        return tuple(each for each in around if each.start != number.start)

    def before(self, number: Number, many: int) -> tuple[Number, ...]:
        """So many claims before one."""
        at = bisect_left(self.starts, number.start)
        return self.claims[max(0, at - many) : at]

    def beside(self, number: Number, many: int) -> tuple[Number, ...]:
        """So many claims before one, and as many after it."""
        at = bisect_left(self.starts, number.start)
        return self.before(number, many) + self.claims[at + 1 : at + 1 + many]
