"""Places in an order: that there is such a place, and, where all the figures are given, that it is the right one."""

from tallystick.claims.check.outcome import BAD, OK, Outcome, figure
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Number, Relation, Sort

ORDINAL = {1: "st", 2: "nd", 3: "rd"}


def place(relation: Relation, around: Surroundings) -> Outcome | None:
    """A place among so many."""
    rank, of = relation.stated, relation.inputs[0]
    if rank.value <= of.value:
        return Outcome(OK, figure(rank), f"There are {figure(of)} places, and {rank.text} is one of them.")
    return Outcome(BAD, f"at most {figure(of)}", f"There is no place {figure(rank)} among {figure(of)}.")


def ranked(relation: Relation, around: Surroundings) -> Outcome | None:
    """The place of the first of the inputs among all of them; figures that are equal share their places."""
    stated, (own, *others) = relation.stated, relation.inputs
    said = int(stated.value) if stated.sort is Sort.RANK else 1
    ways = (relation.direction,) if relation.direction else (1, -1)
    places = [_places(own, others, way) for way in ways]
    words = (
        relation.words
        if said == 1 and stated.sort is not Sort.RANK
        else f"{stated.text.strip()} {relation.words}".strip()
    )
    among = f"of the {len(others) + 1} figures given"
    if any(first <= said <= last for first, last in places):
        return Outcome(OK, _ordinal(said), f"{figure(own)} is the {words} {among}, as stated.", None, words)
    if len(places) > 1:
        return None
    really = _ordinal(places[0][0])
    return Outcome(
        BAD, really, f"{figure(own)} is the {really} {among}, counted from the {_end(relation)}, not the {words}."
    )


def _places(own: Number, others: list[Number], way: int) -> tuple[int, int]:
    before = sum((other.value - own.value) * way > 0 for other in others)
    return before + 1, before + 1 + sum(other.value == own.value for other in others)


def _end(relation: Relation) -> str:
    return "highest" if relation.direction > 0 else "lowest"


def _ordinal(place: int) -> str:
    ending = "th" if 10 <= place % 100 <= 20 else ORDINAL.get(place % 10, "th")
    return f"{place}{ending}"
