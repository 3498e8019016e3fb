"""What a figure must be before a rate is made of it. Each check is a mask over the batch and the error of one entry."""

from collections.abc import Callable, Sequence

import numpy as np

from tallystick.rates.model import (
    AboveDenominator,
    ConfidenceError,
    DifferentShapes,
    Flags,
    Floats,
    MultiplierError,
    NegativeCount,
    NoDenominator,
    NotANumber,
    Numbers,
    RateError,
    Refusal,
)

Check = tuple[Flags, Callable[[int], RateError]]


def level(confidence: float) -> float:
    """A confidence level as a share: 0.95 and 95 are both 95%."""
    try:
        share = float(confidence) / 100 if 50 <= confidence < 100 else float(confidence)
    except TypeError:
        share = -1.0
    if not 0 < share < 1:
        raise ConfidenceError(f"{confidence!r} is no confidence level: give one such as 0.95 or 95")
    return share


def per(multiplier: float) -> float:
    """What a rate is stated per, above 0."""
    if not 0 < multiplier < float("inf"):
        raise MultiplierError(f"a rate cannot be stated per {multiplier}: give 1, 100, 1,000 or 100,000")
    return float(multiplier)


def floats(numbers: Numbers, name: str, dimensions: int = 1) -> Floats:
    """An array of floats; a missing entry (None) is NaN. Raises `NotANumber` for text and `DifferentShapes` for a wrong form."""
    try:
        found = np.array(numbers)
        if found.dtype.kind in "SUMmc":
            raise TypeError(f"of the kind {found.dtype}")
        found = found.astype(np.float64)
    except (TypeError, ValueError) as reason:
        raise NotANumber(f"{name} hold something that is no number ({reason}): give numbers only") from None
    if found.ndim not in (0, dimensions):
        raise DifferentShapes(f"{name} come as {found.ndim} dimensions: give {dimensions}")
    return found


def together(**named: Numbers) -> tuple[Floats, ...]:
    """Lists of one length as arrays; a single number stands for a list of it."""
    found = {name: floats(numbers, name.replace("_", " ")) for name, numbers in named.items()}
    sizes = {name: array.size for name, array in found.items() if array.ndim}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{size} {name.replace('_', ' ')}" for name, size in sizes.items())
        raise DifferentShapes(f"there are {told}: give one of each for every figure")
    size = max(sizes.values(), default=1)
    return tuple(np.broadcast_to(array, size) for array in found.values())


def finite(numbers: Floats, name: str) -> Check:
    """A number, neither missing nor infinite."""
    return ~np.isfinite(numbers), lambda index: NotANumber(
        f"the {name} is {'missing' if np.isnan(numbers[index]) else 'infinite'}: give a number"
    )


def not_negative(numbers: Floats, name: str) -> Check:
    """Nought or more."""
    return numbers < 0, lambda index: NegativeCount(
        f"the {name} is {numbers[index]:,.12g}, below nought: give 0 or more"
    )


def above_nought(numbers: Floats, name: str) -> Check:
    """More than nought."""
    return numbers <= 0, lambda index: NoDenominator(
        f"the {name} is {numbers[index]:,.12g}: give one above 0, or leave the figure out"
    )


def within(parts: Floats, whole: Floats) -> Check:
    """A part no larger than its whole."""
    return parts > whole, lambda index: AboveDenominator(
        f"the numerator {parts[index]:,.12g} is above the denominator {whole[index]:,.12g}: "
        "exchange them, or use a rate where that can happen"
    )


def fraction(numerators: Floats, denominators: Floats) -> list[Check]:
    """The four checks that every fraction of counts must pass."""
    return [
        finite(numerators, "numerator"),
        finite(denominators, "denominator"),
        not_negative(numerators, "numerator"),
        above_nought(denominators, "denominator"),
    ]


def refusals(checks: Sequence[Check]) -> tuple[Refusal, ...]:
    """The first reason of every entry that fails a check, in the order of the entries."""
    found: dict[int, RateError] = {}
    for mask, error in checks:
        for index in np.flatnonzero(mask).tolist():
            if index not in found:
                found[index] = error(index)
    return tuple(Refusal(index, found[index]) for index in sorted(found))
