"""Slips of the pen: two figures that are the same but for one digit, or for two neighbours that changed places."""


def only(shown: str) -> str:
    """The digits of a figure without its signs, its point and its unit."""
    return "".join(letter for letter in shown if "0" <= letter <= "9")


def differ(one: str, other: str) -> list[int]:
    """Where two of one length differ; nowhere where they are of two lengths, as then nothing is told of a slip."""
    if len(one) != len(other):
        return []
    return [at for at, (first, second) in enumerate(zip(one, other, strict=True)) if first != second]


def is_mistyped(one: str, other: str) -> bool:
    """Is one digit another?"""
    return len(differ(one, other)) == 1


def is_swapped(one: str, other: str) -> bool:
    """Are they the same but for two neighbours that changed places?"""
    apart = differ(one, other)
    return len(apart) == 2 and apart[1] - apart[0] == 1 and sorted(one) == sorted(other)
