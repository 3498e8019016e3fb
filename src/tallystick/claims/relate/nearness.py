"""Whether what figures come to is so near to a stated one that nothing else is likely to be meant."""

from decimal import Decimal

Room = tuple[Decimal, Decimal]
NEAR: Room = Decimal("0.66"), Decimal("1.5")


def is_near(worked: Decimal, stated: Decimal, room: Room = NEAR) -> bool:
    """Is one within so many times the other, whichever way each goes?"""
    return room[0] * abs(stated) <= abs(worked) <= room[1] * abs(stated)
