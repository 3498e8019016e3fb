"""Why a figure that does not follow from what the words seem to tie it to is yet no contradiction: something else is more likely meant.

Most excuses ask what other figures near by make (`figures`, and `sums` of what has parts): a text has few, and they seldom fit by
chance, so that an excuse costs little where a figure is wrong and holds however the words are put. Others ask what is said between
the figures (`wording`).
What the words leave no choice about (`bound`) is excused only where it would be far off, or of another part altogether.
"""

from collections.abc import Callable, Mapping

from tallystick.claims.check.excuses import figures, orders, sums, wording
from tallystick.claims.check.outcome import Outcome
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Relation, Verdict

__all__ = ["excused"]

Excuse = Callable[[Relation, Surroundings], bool]

GAPS: tuple[Excuse, ...] = (
    wording.is_of_other_clause,
    wording.is_measured,
    figures.is_itself,
    figures.is_like_them,
    wording.is_distance,
    wording.is_margin,
    wording.is_of_next_clause,
)
CHANGES: tuple[Excuse, ...] = (
    figures.is_between_unlike,
    figures.is_of_speed,
    wording.is_so_much_a_year,
    wording.is_wanted,
    wording.is_aimed_at,
    wording.is_of_subject_before,
    figures.is_part_and_whole,
    wording.is_supposed,
    wording.is_distance,
    wording.is_net,
    orders.is_of_other_way,
    wording.is_of_own_subject,
    wording.is_of_level_beside,
    figures.is_of_one_of_many,
)
OF_FORM: Mapping[str, tuple[Excuse, ...]] = {
    "way": (orders.is_of_other_order,),
    "than": (orders.is_of_other_order,),
    "parts": (sums.is_a_part, wording.is_without_ones),
    "times": (wording.is_so_often, wording.is_half_of_them, figures.is_so_many_of_another),
    "each": (wording.is_one_or_other, wording.is_compared_with, wording.is_of_other_mean, figures.is_price_of_another),
    "product": (wording.is_of_words,),
    "units": (wording.is_one_or_other,),
    "part": (
        figures.is_all,
        figures.is_manner_of_speaking,
        figures.is_of_something_else,
        wording.is_of_bracket,
        wording.is_of_a_whole_year,
        figures.is_of_rates,
        wording.is_without,
        wording.is_supposed,
    ),
    "pair": CHANGES,
    "either": CHANGES,
    "gap": GAPS,
    "apart": GAPS,
    "share": (wording.is_half_of_what,),
    "mean": (
        figures.is_of_other_sizes,
        wording.is_of_other_mean,
        figures.is_mean_of_more,
        figures.is_mean_of_one,
        figures.is_after_mean,
    ),
    "hundred": (figures.is_no_hundred,),
    "signed": (
        figures.is_of_tenths,
        wording.is_of_other_clause,
        wording.is_of_longer_list,
        wording.is_of_other_sentence,
        wording.is_who_left,
        figures.is_left_of_another,
    ),
}
ELSEWHERE: tuple[Excuse, ...] = (wording.has_own_subject, wording.is_of_other_clause)
# Only where no slip of the pen explains the figure.
OF_NO_SLIP: Mapping[str, tuple[Excuse, ...]] = {"pair": ELSEWHERE, "either": ELSEWHERE}
OF_BOUND: Mapping[str, tuple[Excuse, ...]] = {
    "part": (
        figures.is_mark,
        wording.is_change_to,
        wording.is_one_of_some,
        wording.is_next_in_list,
        figures.is_of_other_part,
    ),
    "parts": (wording.is_less, sums.is_of_longer_sum, sums.is_said_to_be_rounded, sums.has_not_all),
}


def excused(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """Whether a contradiction is rather a misreading."""
    if outcome.verdict is not Verdict.INCONSISTENT:
        return False
    if any(excuse(relation, around) for excuse in OF_BOUND.get(relation.form, ())):
        return True
    if figures.is_of_another(relation, outcome, around) or figures.is_named_again(relation, outcome, around):
        return True
    if relation.bound:
        return outcome.slip is None and figures.is_far_off_though_bound(relation, outcome)
    if any(excuse(relation, around) for excuse in OF_FORM.get(relation.form, ())):
        return True
    if outcome.slip is None and any(excuse(relation, around) for excuse in OF_NO_SLIP.get(relation.form, ())):
        return True  # "… £2,543.29. Nottingham is next with £2,656.19, an increase of £126.50"
    if relation.form in orders.ORDERS or (outcome.slip is not None and not figures.is_small_slip(relation, outcome)):
        return False
    return (
        figures.is_far_off(relation, outcome)
        or figures.is_made_otherwise(relation, around)
        or figures.is_worked_for_another(relation, outcome, around)
    )
