"""What the page of a measure shows: its series, targets and company, and every vintage of every value."""

from dataclasses import dataclass

from tallystick.periods import Period
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Observation, Target, Withdrawal
from tallystick_web.plans.models import Priority
from tallystick_web.record import readings
from tallystick_web.record.queries import values
from tallystick_web.record.queries.values import Areas
from tallystick_web.record.readings import Reading, Value, anchor


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
            withdrawal = getattr(one, "withdrawal", None)
            found.append(
                Entry(one, withdrawal, one.period in counted, "" if one.period in named else anchor(one.period))
            )
            named.add(one.period)
            if withdrawal is None:
                counted.add(one.period)
        return found

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


def page(council: Council, reference: str, area: str) -> MeasurePage | None:
    """The page of a measure with the history of one area (by its code; the council's own by default); None where there is none."""
    measure = measures.measures(council).filter(reference=reference).first()
    rows = list(Area.objects.filter(council=council))
    shown = next((one for one in rows if (one.code == area if area else one.kind == Area.Kind.OWN)), None)
    if measure is None or shown is None:
        return None
    areas = {one.pk: (one.name, str(one.kind)) for one in rows}
    held = values.current([measure.pk]).get(measure.pk, [])
    targets = measures.targets([measure]).get(measure.pk, [])
    return MeasurePage(
        reading=readings.read(measure, held, targets, areas), values=held, areas=areas, codes={one.pk: one.code for one in rows}, targets=targets,
        priorities=list(Priority.objects.filter(evidence__measure=measure).values_list("reference", "title")),
        area=shown, history=_history(measure, shown),
    )  # fmt: skip


def _history(measure: Measure, area: Area) -> list[Observation]:
    rows = Observation.objects.filter(measure=measure, area=area).select_related("recorded_by", "withdrawal__by")
    return list(rows.order_by("-end", "-start", "-id"))
