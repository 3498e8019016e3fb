"""What the clocks of a pack say of one challenge on a day: when each thing is due, whether it was done, and by how much too late."""

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tallystick.deadlines.rule_packs import Anchor, Clock, Pack, Word
from tallystick.periods.period import written


class ClockState(StrEnum):
    """How a clock stands."""

    MET = "met"
    MET_LATE = "met_late"
    MISSED = "missed"
    NO_DAY = "no_day"
    DUE = "due"
    NOT_NEEDED = "not_needed"

    @property
    def words(self) -> str:
        """As a person reads it: `met late`."""
        return "no day entered" if self is ClockState.NO_DAY else self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Reading:
    """One clock of one challenge on a day. `days` are of the calendar: late, missed by, or still to go; 0 where none of these."""

    clock: Clock
    anchor: Anchor
    counted_from: date
    due: date
    earliest: date | None
    state: ClockState
    days: int
    done: date | None = None

    @property
    def words(self) -> str:
        """How it stands: `met on 1 June 2018`, `met late by 3 days`, `missed by 12 days`, `no day entered, 12 days past`, `due in 40 days`, `not needed`."""
        counted = f"{self.days:,} day{'' if self.days == 1 else 's'}"
        if self.state is ClockState.MET:
            return f"met on {written(self.done)}" if self.done else "met"
        if self.state is ClockState.DUE:
            return f"due in {counted}" if self.days else "due now"
        if self.state is ClockState.NO_DAY:
            return f"{self.state.words}, {counted} past"
        return self.state.words if self.state is ClockState.NOT_NEEDED else f"{self.state.words} by {counted}"

    @property
    def latest(self) -> date:
        """The last day on which it is not missed: `about` leaves some days after the one that it names."""
        return self.due + timedelta(self.clock.grace_days)

    @property
    def rule(self) -> str:
        """What the rule asks: `no later than 16 June 2018, 3 months after the last day on site`."""
        after = f"{_months(self.clock)} after {self.anchor.words}"
        if self.earliest and self.clock.word is Word.EXPECTED:
            return f"expected between {written(self.earliest)} and {written(self.due)}, {after}"
        return f"{self.clock.word.words} {written(self.due)}, {after}"

    @property
    def sentence(self) -> str:
        """In one sentence: `Follow-up visit: expected by 16 March 2020, 24 months after the last day on site; missed by 12 days.`"""
        return f"{self.clock.name}: {self.rule}; {self.words}."


@dataclass(frozen=True, slots=True)
class Row:
    """One thing under several packs: a reading for each, None where a pack does not ask for it."""

    key: str
    name: str
    readings: tuple[Reading | None, ...]


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last where it has no such day.

    31 January and one month is 28 February, 29 in a leap year.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def clocks(
    pack: Pack,
    counted_from: date,
    today: date,
    done: Mapping[str, date] | None = None,
    not_needed: Collection[str] = (),
    anchor: Anchor | None = None,
) -> tuple[Reading, ...]:
    """Every clock of a pack as it stands on a day, in the pack's order.

    `counted_from` is the day of the anchor, `anchor` which day that is (by default the pack's own). `done` holds when each thing
    happened, by the key of its clock; what happened after `today` has not happened yet, so that any past day can be asked for.
    """
    happened = {key: day for key, day in (done or {}).items() if day <= today}
    whose = anchor or pack.anchor
    return tuple(_reading(clock, counted_from, today, happened, not_needed, whose) for clock in pack.clocks)


def side_by_side(
    packs: Sequence[Pack],
    counted_from: date,
    today: date,
    done: Mapping[str, date] | None = None,
    not_needed: Collection[str] = (),
    anchor: Anchor | None = None,
) -> tuple[Row, ...]:
    """The clocks of several packs for one challenge, a row for each thing that any of them asks for, by when it first falls due."""
    columns = [
        {one.clock.key: one for one in clocks(pack, counted_from, today, done, not_needed, anchor)} for pack in packs
    ]
    every = sorted((one for column in columns for one in column.values()), key=lambda one: one.due)
    names = {one.clock.key: one.clock.name for one in reversed(every)}
    order = dict.fromkeys(one.clock.key for one in every)
    return tuple(Row(key, names[key], tuple(column.get(key) for column in columns)) for key in order)


def _reading(
    clock: Clock, start: date, today: date, done: Mapping[str, date], not_needed: Collection[str], anchor: Anchor
) -> Reading:
    due = add_months(start, clock.months)
    earliest = None if clock.earliest_months is None else add_months(start, clock.earliest_months)
    day = done.get(clock.key)
    if clock.key in not_needed or _came_with(clock, done):
        state, days = ClockState.NOT_NEEDED, 0
    else:
        state, days = _state(due, day, today, clock)
    return Reading(clock, anchor, start, due, earliest, state, days, day)


def _came_with(clock: Clock, done: Mapping[str, date]) -> bool:
    """Whether it happened no later than the thing with which it is not needed by itself."""
    day, other = done.get(clock.key), done.get(clock.unless_with)
    return day is not None and other is not None and day <= other


def _state(due: date, done: date | None, today: date, clock: Clock) -> tuple[ClockState, int]:
    late = ((done or today) - due).days
    if done is not None:
        return (ClockState.MET_LATE, late) if late > clock.grace_days else (ClockState.MET, 0)
    passed = ClockState.NO_DAY if clock.arranged else ClockState.MISSED
    return (passed, late) if late > clock.grace_days else (ClockState.DUE, max(0, -late))


def _months(clock: Clock) -> str:
    """A year or more in years where it comes out even."""
    ends = [number for number in (clock.earliest_months, clock.months) if number is not None]
    unit, by = ("year", 12) if all(number % 12 == 0 for number in ends) else ("month", 1)
    said = " to ".join(str(number // by) for number in ends)
    return f"{said} {unit}{'' if said == '1' else 's'}"
