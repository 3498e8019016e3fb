"""The clocks of peer challenges: those of the challenge's own time, and what today's would say. Dates and rules come from the library."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from tallystick import deadlines
from tallystick.charts import TimelineChart, timeline_of
from tallystick.deadlines import ClockState, Pack, Reading, Row
from tallystick_web.challenges.models import Challenge
from tallystick_web.councils.models import Council

WITHIN: Final = 60  # days in which a clock that will run out is a reminder
PEERS: Final = (Challenge.Kind.PEER_CORPORATE, Challenge.Kind.PEER_FINANCE, Challenge.Kind.PEER_SERVICE)


@dataclass(frozen=True, slots=True)
class Clocks:
    """A challenge under the rules of its own time, and beside it under those of today. `rows` hold a reading of each pack."""

    challenge: Challenge
    on: date
    own: Pack
    today: Pack
    readings: tuple[Reading, ...]
    rows: tuple[Row, ...]

    @property
    def missed(self) -> tuple[Reading, ...]:
        """What ran out under the challenge's own rules."""
        return tuple(one for one in self.readings if one.state is ClockState.MISSED)

    @property
    def untold(self) -> bool:
        """Whether the day of the next challenge has passed without anybody saying when it took place."""
        return any(one.state is ClockState.NO_DAY for one in self.readings)

    @property
    def late(self) -> tuple[Reading, ...]:
        """What was done, and too late."""
        return tuple(one for one in self.readings if one.state is ClockState.MET_LATE)

    @property
    def charts(self) -> list[TimelineChart]:
        """A timeline of its own clocks, and one of what today's rules would ask."""
        made = [timeline_of(self.readings, f"Clocks: {self.own.title}", self.on)]
        if self.own != self.today:
            found = [row.readings[-1] for row in self.rows if row.readings[-1]]
            made.append(timeline_of(found, f"Today: {self.today.title}", self.on))
        return [one for one in made if one]


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that has run out or soon will."""

    challenge: Challenge
    reading: Reading


def done(challenge: Challenge, following: date | None = None) -> dict[str, date]:
    """When each thing happened, by the key of its clock. The follow-up visit and the check-in were what the progress review is now.

    The next challenge took place when somebody said so, else on the day of the one on the record that is `following`.
    """
    review = challenge.progress_review
    days = {
        "report": challenge.report_published, "action_plan": challenge.action_plan_published, "progress_review": review,
        "follow_up": review, "check_in": review, "progress_review_report": challenge.progress_report_published,
        "next_challenge": challenge.next_done or following,
    }  # fmt: skip
    return {key: day for key, day in days.items() if day}


def clocks(challenge: Challenge, on: date, others: Iterable[Challenge] | None = None) -> Clocks | None:
    """The clocks of a challenge on a day; None where no rule speaks of its kind, or no day is known to count from.

    One query, unless the council's `others` are at hand.
    """
    start = challenge.counted_from
    if challenge.kind not in PEERS or start is None:
        return None
    own, today = deadlines.pack_for(start), deadlines.pack_for(on)
    packs = (own,) if own == today else (own, today)
    known = of_peers(challenge.council) if others is None else others
    happened = done(challenge, following(challenge, known, on))
    return Clocks(
        challenge, on, own, today, deadlines.clocks(own, start, on, happened),
        deadlines.side_by_side(packs, start, on, happened),
    )  # fmt: skip


def clocks_due(council: Council, on: date) -> list[Due]:
    """The clocks of a council that have run out or will within sixty days, the longest overdue first. One query.

    Once the next challenge has taken place those of the one before are history: nothing can be done about them any more.
    """
    rows = list(of_peers(council))
    found = [
        Due(challenge, reading)
        for challenge in rows
        if not following(challenge, rows, on) and (told := clocks(challenge, on, rows))
        for reading in told.readings
        if _reminds(reading)
    ]
    return sorted(found, key=lambda one: (one.reading.due, one.challenge.title))


def _reminds(reading: Reading) -> bool:
    passed = reading.state in (ClockState.MISSED, ClockState.NO_DAY)
    return passed or (reading.state is ClockState.DUE and reading.days <= WITHIN)


def of_peers(council: Council) -> QuerySet[Challenge]:
    """The council's peer challenges. One query."""
    return Challenge.objects.filter(council=council, kind__in=PEERS).select_related("council")


def following(challenge: Challenge, others: Iterable[Challenge], on: date) -> date | None:
    """When the next challenge took place, by a day: as somebody said, or by a later one of the whole council on the record.

    One of a service may be followed by one of another service, which says nothing of the first.
    """
    whole = challenge.kind == Challenge.Kind.PEER_CORPORATE
    later = [one.last_day for one in others if whole and one.kind == challenge.kind and one.pk != challenge.pk]
    start = challenge.counted_from
    found = (day for day in (challenge.next_done, *later) if start and day and start < day <= on)
    return min(found, default=None)
