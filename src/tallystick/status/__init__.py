"""What arithmetic says of a value beside its target. Never a judgement: that is given by people and stands beside it.

Against one target or several, now and at the year's end as expected; on the way there; over the years; and whether there is a value to
speak of at all. See `docs/methods/status.md`.
"""

from tallystick.status.advance import Advance, Growth, Progress, progress, progress_sentence, without_target
from tallystick.status.dates import (
    Due,
    Outstanding,
    Reported,
    due,
    due_date,
    due_sentence,
    outstanding,
    reported,
)
from tallystick.status.standings import Aim, Standing, standing_sentence, standings
from tallystick.status.targets import PercentOfZero, Target, TargetError, against
from tallystick.status.trajectories import Trajectory, given, shaped, straight_line
from tallystick.status.vocabulary import Direction, Polarity, Status
from tallystick.status.words import COUNTED, readable, sentence, shown

__all__ = [
    "COUNTED",
    "Advance",
    "Aim",
    "Direction",
    "Due",
    "Growth",
    "Outstanding",
    "PercentOfZero",
    "Polarity",
    "Progress",
    "Reported",
    "Standing",
    "Status",
    "Target",
    "TargetError",
    "Trajectory",
    "against",
    "due",
    "due_date",
    "due_sentence",
    "given",
    "outstanding",
    "progress",
    "progress_sentence",
    "readable",
    "reported",
    "sentence",
    "shaped",
    "shown",
    "standing_sentence",
    "standings",
    "straight_line",
    "without_target",
]
