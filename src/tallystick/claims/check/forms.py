"""Which check each form of relation has."""

from collections.abc import Callable, Mapping

from tallystick.claims.check import averages, changes, ranks, sides, totals
from tallystick.claims.check.outcome import Outcome
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Relation

Check = Callable[[Relation, Surroundings], Outcome | None]

FORMS: Mapping[str, Check] = {
    "part": totals.part,
    "part_of_rest": totals.part_of_rest,
    "parts_of": totals.parts_of,
    "rate": totals.rate,
    "product": averages.product,
    "of_sum": totals.of_sum,
    "return": totals.a_return,
    "pair": changes.pair,
    "pair_of_shares": changes.pair,
    "either": changes.either,
    "either_of_shares": changes.either,
    "level": changes.level,
    "halves": changes.halves,
    "of_level": changes.of_level,
    "unsaid": changes.unsaid,
    "more_than_all": changes.more_than_all,
    "shared_base": changes.shared_base,
    "way": changes.way,
    "parts": totals.parts,
    "hundred": totals.hundred,
    "mean": averages.mean,
    "rolling": averages.rolling,
    "each": averages.each,
    "spread": averages.spread,
    "than": sides.than,
    "beside": sides.beside,
    "apart": sides.apart,
    "gap": sides.apart,
    "times": sides.times,
    "units": sides.units,
    "share": sides.share,
    "rough": sides.rough,
    "majority": sides.majority,
    "again": sides.again,
    "turned": sides.turned,
    "spent": sides.spent,
    "place": ranks.place,
    "ranked": ranks.ranked,
    "signed": totals.signed,
}
CHANGES: Mapping[str, Check] = {
    "pair": changes.change_of,
    "either": changes.change_either,
    "of_level": changes.of_level,
    "unsaid": changes.unsaid,
    "more_than_all": changes.more_than_all,
}
