"""What charts along the calendar share: where a day falls, where months begin, the line of today."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tallystick.charts import canvas
from tallystick.periods.period import written

STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two labels
DIAMOND: Final = "M0-6.4 6.4 0 0 6.4-6.4 0z"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days from left to right; the last day's evening is the right edge. What lies beyond an edge stands at it."""

    first: date
    last: date
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def x(self, day: date, evening: bool = False) -> float:
        """Where a day begins, or ends."""
        if not self.first <= day <= self.last:
            return self.left if day < self.first else self.right
        return self.left + (self.right - self.left) * ((day - self.first).days + evening) / self.days

    def noon(self, day: date) -> float:
        """The middle of a day, for what happens on it."""
        return (self.x(day) + self.x(day, evening=True)) / 2


def axis(scale: Calendar, top: float, bottom: float) -> Iterator[str]:
    """A line down at the beginning of months, as many as there is room to name; of days where there is no month's beginning."""
    for day, label in _labels(scale):
        x = scale.x(day)
        yield f'<path d="M{x:.1f} {top:.1f}V{bottom + 5:.1f}" stroke="{canvas.RULE}"/>'
        yield canvas.text(max(x, canvas.CHARACTER * len(label) / 2), bottom + 20, label, canvas.SOFT, "middle", 12)


def today_line(scale: Calendar, today: date | None, top: float, bottom: float) -> str:
    """Today, where it is on the canvas: dashed, and named above."""
    if today is None or not scale.first <= today <= scale.last:
        return ""
    x, words = scale.noon(today), f"Today, {written(today)}"
    half = canvas.CHARACTER * len(words) / 2
    at = min(max(x, scale.left + half), scale.right - half)
    line = (
        f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{canvas.INK}" stroke-width="1.6" stroke-dasharray="5 4"/>'
    )
    return line + canvas.text(at, top - 6, words, canvas.INK, "middle", 12)


def _labels(scale: Calendar) -> list[tuple[date, str]]:
    """The beginnings of months, quarters, years: the closest that can be named without touching."""
    room = max(1, int((scale.right - scale.left) / (9 * canvas.CHARACTER)))
    begins = [day for day in _months(scale) if day >= scale.first]
    if len(begins) < 2:
        every = max(1, math.ceil(scale.days / room))
        return [
            (day, f"{day.day} {day:%b}")
            for n in range(0, scale.days, every)
            if (day := scale.first + timedelta(days=n))
        ]
    step = next((step for step in STEPS if len(begins) / step <= room), STEPS[-1])
    kept = [day for day in begins if (day.year * 12 + day.month - 4) % step == 0] or begins[:1]  # years begin in April
    return [(day, f"{day:%b %Y}") for day in kept]


def _months(scale: Calendar) -> Iterator[date]:
    month = scale.first.year * 12 + scale.first.month - 1
    while (day := date(month // 12, month % 12 + 1, 1)) <= scale.last:
        yield day
        month += 1
