"""Who may define measures and record values, and if not why not."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tallystick import forecast
from tallystick.forecast import Makeup
from tallystick.periods import Frequency
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.measures import queries
from tallystick_web.measures.models import BurdenDecision, Collection, Due, Measure, Observation, Target

RECORDERS = (Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER, Role.DIRECTOR)


def why_not_define(council: Council, by: Any) -> str | None:
    """Definitions and targets are kept by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_take_away(target: Target) -> str | None:
    """A target is taken away once, however many press at the same moment."""
    return None if queries.target_at(target.measure, target.pk) else f"Somebody else has taken away {target} meanwhile."


def why_not_rest_on(measure: Measure, not_known: Measure | None) -> str | None:
    """The not-known rate is another measure of the same council."""
    if not_known is not None and not_known.pk == measure.pk:
        return f"{measure.reference} cannot be its own not-known rate. Choose the measure that counts the cases that are not known."
    if not_known is not None and not_known.council_id != measure.council_id:
        return f"{not_known.reference} is not a measure of {measure.council}."
    return None


def why_not_rely(limit: Decimal | None) -> str | None:
    """The limit of a not-known rate is a percentage."""
    if limit is not None and not 0 <= limit <= 100:
        return f"A not-known rate is between 0% and 100%, and {limit} is not."
    return None


def why_not_make_up(year_is: str, frequency: str) -> str | None:
    """What overlaps cannot be added up, and a figure of a year is the year's already. Nothing said is for the figures to tell."""
    possible = forecast.possible(Frequency(frequency))
    if not year_is or year_is in possible:
        return None
    if year_is not in list(Makeup):
        return f"“{year_is}” does not say how periods make up a year. Write {', '.join(Makeup)}, or leave it blank."
    said = " or ".join(f"“{one.words}”" for one in possible)
    return f"The periods of this measure are each {Frequency(frequency).one}, so that “{Makeup(year_is).words}” cannot hold. Choose {said}, or leave it blank."


def why_not_record(council: Council, measures: Iterable[Measure], by: Any) -> str | None:
    """Values are recorded by the performance team, or by an owner or their deputy for the measures that are theirs."""
    elsewhere = next((measure for measure in measures if measure.council_id != council.pk), None)
    if elsewhere is not None:
        return f"{elsewhere.reference} is not a measure of {council}."
    if by is None or why_not_define(council, by) is None:
        return None
    if why_not := why_not_with(RECORDERS, council=council, by=by):
        return why_not
    mine = councils.stands_for(person=by, council=council, on=timezone.localdate())
    other = next((measure for measure in measures if measure.owner_id not in mine), None)
    return (
        f"{other.reference} belongs to somebody else. Ask its owner or the performance team to record it."
        if other
        else None
    )


def why_not_correct(held: Observation, note: str, by: Any) -> str | None:
    """A figure that still counts is put right by whoever may record it, with the reason."""
    if not note.strip():
        return "Say why the figure changes. Whoever relied on the earlier one will read it."
    if not queries.stands(held):
        return f"Somebody else changed {held.measure.reference} for {held.period} meanwhile. Look at the figure that is held now first."
    return why_not_record(held.measure.council, [held.measure], by)


def why_not_withdraw(observation: Observation, reason: str, by: Any) -> str | None:
    """A value is taken back once, with the reason, by whoever may record it."""
    if not reason.strip():
        return "Say why the value is withdrawn."
    if queries.is_withdrawn(observation):
        return f"{observation} is withdrawn already."
    return why_not_record(observation.measure.council, [observation.measure], by)


def why_not_hold(figure: Decimal | None) -> str | None:
    """A figure beyond ten million million is a slip of the keyboard or a wrong unit, and would lose digits in SQLite."""
    if figure is None or abs(figure) <= queries.LARGEST:
        return None
    return f"{figure} is too large to be a measure’s figure. Check it, or give the measure a larger unit (£k, £m)."


def why_not_ask_again(collection: Collection, by: Any) -> str | None:
    """The performance team asks for what came after a round had opened, as long as it is the newest and open."""
    if not queries.takes_more(collection):
        return f"The round of {collection.period} is closed, or a newer one asks for values. Open the round again, or ask for one value by hand."
    return why_not_define(collection.council, by)


def why_not_extend(due: Due, until: date, reason: str, by: Any) -> str | None:
    """The performance team gives more time, to a later day and with a reason."""
    if until <= due.due_on:
        return f"{due} is due on {due.due_on:%-d %B %Y} already. Enter a later day."
    if not reason.strip():
        return "Say why more time is given: one sentence is enough. It stays on the record."
    return why_not_define(due.council, by)


def why_not_own(measure: Measure, owner: Any) -> str | None:
    """The owner of a measure is somebody who may record its values."""
    why_not = why_not_with(RECORDERS, council=measure.council, by=owner)
    return f"{owner} cannot own {measure.reference}. {why_not}" if why_not else None


def why_not_reassign(measure: Measure, owner: Any, by: Any) -> str | None:
    """The performance team gives a measure to somebody who can own it."""
    return why_not_own(measure, owner) or why_not_define(measure.council, by)


def why_not_retire(measure: Measure, reason: str, by: Any) -> str | None:
    """The performance team retires a measure, once and with a reason."""
    if measure.retired_on:
        return f"{measure.reference} was retired on {measure.retired_on:%-d %B %Y}."
    if not reason.strip():
        return "Say why the measure is retired. It stays on its page."
    return why_not_define(measure.council, by)


def why_not_decide_burden(
    measure: Measure, choice: str, reason: str, frequency: str, look_again_on: date | None, by: Any
) -> str | None:
    """The performance team decides about a measure in use, with a reason; what stays is looked at again on a day to come."""
    if measure.retired_on:
        return f"{measure.reference} was retired on {measure.retired_on:%-d %B %Y}. Take it up again first."
    if not reason.strip():
        return "Say why: one sentence is enough. It stays on the record."
    if choice == BurdenDecision.Choice.LESS_OFTEN and frequency not in less_often(measure.frequency):
        return "Choose how often it is asked for instead: less often than now."
    if choice in STAYS and (look_again_on is None or look_again_on <= timezone.localdate()):
        return "Enter the day to come on which this is looked at again."
    return why_not_define(measure.council, by)


STAYS = (BurdenDecision.Choice.KEEP, BurdenDecision.Choice.AUTOMATE)
SELDOM = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR, Frequency.FINANCIAL_YEAR)


def less_often(frequency: str) -> list[str]:
    """The frequencies at which a measure can be asked for less often; none for years, waves and rolling years."""
    held = [str(one) for one in SELDOM]
    return held[held.index(frequency) + 1 :] if frequency in held else []
