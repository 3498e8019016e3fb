"""What the page of a measure shows: its series, targets and company, and every vintage of every value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tallystick import charts, series
from tallystick.change import Change
from tallystick.charts import YearEndChart
from tallystick.periods import Period
from tallystick.series import Recorded
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import as_at
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Observation, Target, Withdrawal
from tallystick_web.measures.reading import company as companies
from tallystick_web.measures.reading import control, outlook, pictures, readings, sentences, values
from tallystick_web.measures.reading.company import Company
from tallystick_web.measures.reading.control import Control
from tallystick_web.measures.reading.outlook import Outlook
from tallystick_web.measures.reading.pictures import Picture
from tallystick_web.measures.reading.readings import Reading, Value
from tallystick_web.measures.reading.values import Areas
from tallystick_web.plans import as_at as plans
from tallystick_web.plans.models import Priority


@dataclass(frozen=True, slots=True)
class Entry:
    """One observation in the history. Only the first of a period carries the anchor that figures link to."""

    observation: Observation
    withdrawal: Withdrawal | None
    superseded: bool
    anchor: str

    @property
    def marks(self) -> list[str]:
        one = self.observation
        return readings.marks(one.value, one.vintage, one.markers)


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure. `history` holds every observation of `area`, the withdrawn among them, newest period first."""

    reading: Reading
    values: list[Value]
    areas: Areas
    codes: dict[int, str]
    targets: list[Target]
    priorities: list[tuple[str, str]]
    area: Area
    history: list[Observation]
    control: Control
    outlook: Outlook
    company: Company | None
    wanted: str = ""
    on: date | None = None

    @property
    def trend(self) -> bool:
        """Whether the trend is shown rather than the control chart: as wanted, else as the data have it."""
        if self.control.shown is None:
            return True
        return self.wanted == "trend" or (self.wanted != "control" and not self.control.enough)

    @property
    def picture(self) -> Picture:
        """The trend with targets and comparators."""
        return pictures.picture(self.reading, self.values, self.areas, self.targets)

    @property
    def fan(self) -> YearEndChart | None:
        """The year so far and what is to come; None where nothing is, or none can be told."""
        found, makeup, measure = self.outlook.outturn, self.outlook.makeup, self.measure
        if found is None or makeup is None or not found.fan or found.likely is None:
            return None
        aim = next((one.target for one in self.outlook.chances if one.target.upper_value is None), None)
        drawn = charts.year_end_of(
            self.reading.series, found, makeup, title=f"{measure.title}: {found.year}",
            unit=measure.unit if measure.unit in ("%", "£") else "",
            target=aim.value.normalize() if aim else None, target_name=aim.name if aim else "Target",
        )  # fmt: skip
        return pictures.in_places(drawn, measure.decimals) if drawn else None

    @property
    def first_figures(self) -> str:
        """How far the first figures of this area were usually put right later."""
        found = series.reliability(series.revisions(_recorded(self.history, self.on)))
        return sentences.revised(found, self.measure.unit, self.measure.decimals)

    @property
    def history_made_up(self) -> bool:
        """Whether the history holds a value that was generated."""
        return any(one.illustrative for one in self.history)

    @property
    def fan_places(self) -> int:
        """The decimals in which what is expected is shown: those of the measure, else as many as the chart shows."""
        fan, places = self.fan, self.measure.decimals
        return places if places is not None else fan.places if fan else 1

    @property
    def so_far(self) -> str:
        """The year to date beside last year's."""
        changes = self.reading.changes
        return sentences.so_far(changes, self.measure.decimals) if changes else ""

    @property
    def explained(self) -> list[str]:
        """What each comparison rests on."""
        changes = self.reading.changes
        pair = (changes.previous, changes.like_period) if changes else ()
        return [sentences.explained(one) for one in pair if isinstance(one, Change)]

    @property
    def measure(self) -> Measure:
        return self.reading.measure

    @property
    def entries(self) -> list[Entry]:
        """The history with what became of each value: the newest of a period that was not withdrawn counts."""
        counted: set[Period] = set()
        named: set[Period] = set()
        found = []
        for one in self.history:
            withdrawal = _withdrawal(one, self.on)
            found.append(Entry(one, withdrawal, one.period in counted, "" if one.period in named else one.period.slug))
            named.add(one.period)
            if withdrawal is None:
                counted.add(one.period)
        return found

    @property
    def every_target(self) -> list[tuple[Target, Outlook | None]]:
        """Every target, with what its year came to where that is over."""
        return [(one, outlook.came_to(self.reading, one)) for one in self.targets]

    @property
    def other_areas(self) -> list[tuple[str, str]]:
        """Code and name of the other areas that have values of this measure."""
        held = {one.area_id for one in self.values}
        return [(code, self.areas[id][0]) for id, code in self.codes.items() if id in held and id != self.area.pk]

    @property
    def made_up(self) -> bool:
        """Whether anything on the page was generated."""
        generated = any(one.illustrative for one in self.values) or any(one.illustrative for one in self.targets)
        return self.measure.illustrative or generated


def page(
    council: Council, reference: str, area: str = "", chart: str = "", year: str = "", on: date | None = None
) -> MeasurePage | None:
    """The page of a measure with the history of one area (by its code; the council's own by default); None where there is none.

    `chart` asks for the control chart or the trend, and `year` for how its periods make up its year; `on` for what was known at the end of
    a day.
    """
    measure = measures.measures(council).select_related("not_known").filter(reference=reference).first()
    if on and measure:
        measure = next(iter(as_at.put_back(council, [measure], on)), None)
    rows = list(Area.objects.filter(council=council))
    shown = next((one for one in rows if (one.code == area if area else one.kind == Area.Kind.OWN)), None)
    if measure is None or shown is None:
        return None
    areas = {one.pk: (one.name, str(one.kind)) for one in rows}
    held = values.current([measure.pk], as_at=on).get(measure.pk, [])
    targets = (as_at.targets(council, [measure], on) if on else measures.targets([measure])).get(measure.pk, [])
    reading = readings.read(measure, held, targets, areas)
    return MeasurePage(
        reading=reading, values=held, areas=areas, codes={one.pk: one.code for one in rows}, targets=targets,
        priorities=_priorities(measure, on), area=shown, history=_history(measure, shown, on), on=on, control=control.control(reading),
        outlook=outlook.look(reading, targets, year), company=companies.company(reading, held, areas), wanted=chart,
    )  # fmt: skip


def _priorities(measure: Measure, on: date | None) -> list[tuple[str, str]]:
    """The priorities of which it speaks, or spoke at the end of a day: reference and title."""
    rows = Priority.objects.filter(council=measure.council_id)
    if on:
        chosen = plans.measures_of_priorities(measure.council, on)
        rows = rows.filter(pk__in=[id for id, some in chosen.items() if measure in some])
    else:
        rows = rows.filter(evidence__measure=measure)
    return list(rows.values_list("reference", "title"))


def _withdrawal(one: Observation, on: date | None) -> Withdrawal | None:
    """Its withdrawal, if that had been made by the end of the day."""
    found: Withdrawal | None = getattr(one, "withdrawal", None)
    return None if found and on and found.at >= ends(on) else found


def _recorded(history: Iterable[Observation], on: date | None) -> list[Recorded]:
    """The history as the library reads it: what was written down when, and when it was taken back."""
    found = []
    for one in history:
        withdrawal = _withdrawal(one, on)
        [observation] = readings.series_of([readings.value_of(one)])
        found.append(
            Recorded(observation, one.recorded_at.date(), one.pk, withdrawal.at.date() if withdrawal else None)
        )
    return found


def _history(measure: Measure, area: Area, on: date | None) -> list[Observation]:
    rows = Observation.objects.filter(measure=measure, area=area).select_related("recorded_by", "withdrawal__by")
    rows = rows.filter(recorded_at__lt=ends(on)) if on else rows
    return list(rows.order_by("-end", "-start", "-id"))
