"""Writing measures: what they are, what was observed, what is asked for."""

from tallystick_web.measures.actions.burden import decide_burden
from tallystick_web.measures.actions.collecting import (
    ask,
    ask_again,
    ask_for,
    extend,
    give,
    reassign,
    retire,
    stop_asking,
    take_up_again,
)
from tallystick_web.measures.actions.keeping import (
    NewObservation,
    correct,
    keep_measure,
    record_observations,
    set_target,
    take_target_away,
    withdraw_observation,
)

__all__ = [
    "NewObservation",
    "ask",
    "ask_again",
    "ask_for",
    "correct",
    "decide_burden",
    "extend",
    "give",
    "keep_measure",
    "reassign",
    "record_observations",
    "retire",
    "set_target",
    "stop_asking",
    "take_target_away",
    "take_up_again",
    "withdraw_observation",
]
