"""A measure's value from its numerator and denominator, and whether a value that is given beside them is theirs.

The unit says by what the ratio is multiplied: `%` by 100, `per 1,000 people` by 1,000. Values in, values out.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

PER: Final = re.compile(r"\bper (\d[\d,]*|hundred|thousand|million)\b", re.IGNORECASE)
WORDS: Final = {"hundred": Decimal(100), "thousand": Decimal(1_000), "million": Decimal(1_000_000)}
PLACES: Final = Decimal("0.00000001")


def multiplier(unit: str) -> Decimal:
    """What a ratio is multiplied by to be in a unit: 100 for `%`, 1,000 for `per 1,000`, else 1."""
    if unit.strip() == "%":
        return Decimal(100)
    found = PER.search(unit)
    if found is None:
        return Decimal(1)
    number = found[1].lower()
    return WORDS.get(number) or Decimal(number.replace(",", ""))


def computed(numerator: Decimal, denominator: Decimal, unit: str) -> Decimal:
    """The value that a numerator and a denominator make, as exactly as values are held. The denominator is not nought."""
    return (multiplier(unit) * numerator / denominator).quantize(PLACES, ROUND_HALF_UP).normalize()


def agree(value: Decimal, exact: Decimal) -> bool:
    """Whether a value is another one rounded to the places that it is written with."""
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return abs(value - exact) <= step / 2
