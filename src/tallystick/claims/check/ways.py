"""What a change or a distance also says: which way it went. "1,322 before, 1,205 now, a reduction of 117" says 117, and that it fell."""

from tallystick.claims.model import Kind, Relation

WENT = frozenset({"pair", "either"})
STANDS = "apart"


def way(relation: Relation) -> Relation | None:
    """The direction of two figures of which the text tells how far they are apart, and which way; it confirms only."""
    if not relation.direction or len(relation.inputs) != 2 or relation.faint:
        return None
    first, second = relation.inputs
    if relation.kind in {Kind.ABSOLUTE_CHANGE, Kind.PERCENT_CHANGE} and relation.form in WENT:
        return Relation(Kind.FROM_TO_DIRECTION, "way", second, (first, second), relation.direction, False, faint=True)
    if relation.kind is Kind.DIFFERENCE and relation.form == STANDS:
        return Relation(Kind.COMPARISON, "than", first, (second,), relation.direction, False, faint=True)
    return None
