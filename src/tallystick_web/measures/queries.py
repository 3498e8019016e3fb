"""Reading measures: definitions, current values, histories. The current value of a period is the newest that was not withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tallystick.forecast import Makeup, is_of_a_year
from tallystick.periods import Frequency, Period
from tallystick.series import Missing
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import asking
from tallystick_web.measures.models import Collection, Due, Measure, Observation, Target, Withdrawal

Content = tuple[object, ...]
PLACES = Decimal("0.00000001")
LARGEST = Decimal("9999999999999")
ADD_UP = (Makeup.TOTAL, Makeup.CUMULATIVE)


def held_figure(value: Decimal | None) -> Decimal | None:
    """A figure as it is held: to eight decimal places, which is finer than any official statistic is published."""
    if value is None or value == value.to_integral_value():
        return value
    return value.quantize(PLACES) if abs(value) <= LARGEST else value


def measures(council: Council) -> QuerySet[Measure]:
    """All measures of a council with their owners and services."""
    return Measure.objects.filter(council=council).select_related("owner", "service")


def measure_at(council: Council, reference: str) -> Measure | None:
    """The measure that an address names."""
    return measures(council).filter(reference=reference).first()


def definition_seen(measure: Measure) -> int:
    """The number of the newest event about a measure's definition: a form made from an older one is stale."""
    verbs = ("measure.added", "measure.changed", "measure.reassigned", "measure.retired", "measure.taken_up_again")
    events = Event.objects.filter(
        council=measure.council.slug, target_kind="measure", target_id=measure.pk, verb__in=verbs
    )
    return events.order_by("-id").values_list("id", flat=True).first() or 0


def standing_observations(measures: Iterable[Measure], as_at: date | None = None) -> QuerySet[Observation]:
    """Every observation of some measures that was not withdrawn, or had not been by the end of a day, in the order of periods, then of recording."""
    rows = standing(Observation.objects.filter(measure__in=list(measures)), as_at)
    return rows.select_related("area").order_by("end", "id")


def standing(rows: QuerySet[Observation], as_at: date | None = None) -> QuerySet[Observation]:
    """What was not withdrawn; `as_at` leaves what had been recorded by the end of a day and not been withdrawn yet."""
    if as_at is None:
        return rows.filter(withdrawal__isnull=True)
    end = ends(as_at)
    return rows.filter(Q(withdrawal__isnull=True) | Q(withdrawal__at__gte=end), recorded_at__lt=end)


@dataclass(frozen=True, slots=True)
class AreaSeries:
    """The current observations of one measure for one area, in the order of periods."""

    area: Area
    observations: tuple[Observation, ...]

    @property
    def latest(self) -> Observation | None:
        """The newest observation that has a value."""
        return next((one for one in reversed(self.observations) if one.value is not None), None)


def current_series(measures: Iterable[Measure], as_at: date | None = None) -> dict[int, list[AreaSeries]]:
    """For each measure's id, its series by area, the council's own first. One query, however many measures."""
    newest: dict[tuple[int, int], dict[tuple[str, object], Observation]] = {}
    for observation in standing_observations(measures, as_at):
        periods = newest.setdefault((observation.measure_id, observation.area_id), {})
        periods[observation.frequency, observation.end] = observation
    series: dict[int, list[AreaSeries]] = {}
    for (measure_id, _), periods in newest.items():
        observations = tuple(sorted(periods.values(), key=lambda one: (one.end, one.start)))
        series.setdefault(measure_id, []).append(AreaSeries(observations[0].area, observations))
    for areas in series.values():
        areas.sort(key=lambda one: (one.area.kind != Area.Kind.OWN, one.area.name))
    return series


def targets(measures: Iterable[Measure]) -> dict[int, list[Target]]:
    """For each measure's id, its targets in the order of periods. One query."""
    found: dict[int, list[Target]] = {}
    for target in Target.objects.filter(measure__in=list(measures)).order_by("end", "name"):
        found.setdefault(target.measure_id, []).append(target)
    return found


def target_at(measure: Measure, key: int) -> Target | None:
    """The target of a measure with this number."""
    return Target.objects.filter(measure=measure, pk=key).first()


def target_of(measure: Measure, name: str, period: Period) -> Target | None:
    """The target of this name for a period, however its name is written."""
    return Target.objects.filter(measure=measure, name__iexact=name, frequency=period.frequency, end=period.end).first()


def target_for(
    measure: Measure, period: Period, targets: Iterable[Target], value: Decimal | None = None
) -> list[Target]:
    """Of each name, the target that applies to a period: its own, else the one whose span holds the period.

    Where the periods add up to the year, a part of it is not held against the target of the whole; nor, where nobody has said whether they
    do, if the target is of the size of a year of such a `value`.
    """
    chosen: dict[str, Target] = {}
    for target in targets:
        exact = target.frequency == period.frequency and target.end == period.end
        around = target.start <= period.start and period.end <= target.end
        if around and period.days < target.period.days - 1:
            around = not _adds_up(measure, period, target, value)
        if exact or (around and target.name not in chosen):
            chosen[target.name] = target
    return list(chosen.values())


def _adds_up(measure: Measure, period: Period, target: Target, value: Decimal | None) -> bool:
    if measure.year_is or measure.frequency == Frequency.YEAR_TO_DATE:
        return measure.year_is in ADD_UP or measure.frequency == Frequency.YEAR_TO_DATE
    if value is None or measure.unit == "%":
        return False
    return is_of_a_year(float(target.value), float(value), period.frequency)


def content(
    *,
    measure_id: int,
    area_id: int,
    period: Period,
    vintage: str,
    value: Decimal | None,
    missing: str,
    numerator: Decimal | None,
    denominator: Decimal | None,
    markers: str,
) -> Content:
    """What makes two observations the same: recording the same content again changes nothing."""
    return (
        measure_id, area_id, str(period.frequency), period.start, period.end,
        str(vintage), held_figure(value), str(missing), held_figure(numerator), held_figure(denominator), markers,
    )  # fmt: skip


def held_contents(council: Council, measure_ids: Iterable[int]) -> set[Content]:
    """The contents of all standing observations of some measures. One query, plain tuples: it serves 100,000 rows."""
    rows = Observation.objects.filter(measure__council=council, withdrawal__isnull=True).values_list(
        "measure_id", "area_id", "frequency", "start", "end",
        "vintage", "value", "missing", "numerator", "denominator", "markers",
    )  # fmt: skip
    ids = list(measure_ids)
    if len(ids) <= 500:
        rows = rows.filter(measure_id__in=ids)
    return set(rows.iterator(chunk_size=10_000))


NO_ANSWER = (Missing.LATE, Missing.NOT_DUE)
NOT_AN_ANSWER = ("", *NO_ANSWER)


def hold(measure_ids: Iterable[int]) -> None:
    """Hold the rows of measures until the transaction ends, so that of two at once who add to them one sees what the other added.

    SQLite needs no holding: there a transaction that may write waits for the one before it.
    """
    if connection.features.has_select_for_update:
        rows = Measure.objects.select_for_update(no_key=True).filter(pk__in=set(measure_ids))
        list(rows.order_by("pk").values_list("pk"))


def renew(measures: Iterable[Measure]) -> list[Measure]:
    """Hold measures until the transaction ends, and bring copies that a page was made from up to date. Two queries."""
    every = list(measures)
    hold({measure.pk for measure in every})
    newest = Measure.objects.select_related("owner").in_bulk([measure.pk for measure in every])
    for measure in every:
        for name in ("owner", "frequency", "retired_on", "retired_reason"):
            setattr(measure, name, getattr(newest[measure.pk], name))
    return every


def retired(measure_ids: Iterable[int]) -> set[int]:
    """Those of some measures that are no longer asked for."""
    ids = set(measure_ids)
    rows = Measure.objects.exclude(retired_on=None).values_list("pk", flat=True)
    return ids.intersection(rows.filter(pk__in=ids) if len(ids) <= 500 else rows)


def in_use(council: Council) -> QuerySet[Measure]:
    """The measures that are asked for: all but the retired."""
    return Measure.objects.filter(council=council, retired_on=None)


def targets_lapsed(council: Council, year: Period) -> QuerySet[Measure]:
    """The measures in use that have a target for the year before one, and none for the year itself."""
    own, before = Target.objects.filter(measure=OuterRef("pk")), year.step(-1)
    had = own.filter(end__gte=before.start, end__lte=before.end)
    has = own.filter(end__gte=year.start, start__lte=year.end)
    return in_use(council).filter(Exists(had), ~Exists(has))


def collection_at(council: Council, slug: str) -> Collection | None:
    """The collection that an address names by its period: `q2-2009-10`."""
    found = Collection.objects.filter(council=council).select_related("council")
    return next((one for one in found if one.slug == slug), None)


def takes_more(collection: Collection) -> bool:
    """Whether more values can still be asked for in a collection: it is the newest of its frequency, and not closed."""
    same = Collection.objects.filter(council=collection.council, frequency=collection.frequency)
    return not collection.closed and not same.filter(end__gt=collection.end).exists()


def collection_before(collection: Collection) -> Collection | None:
    """The last collection of the same frequency before one."""
    earlier = Collection.objects.filter(council=collection.council, frequency=collection.frequency)
    return earlier.filter(end__lt=collection.end).order_by("-end").first()


def to_ask(collection: Collection) -> dict[Measure, list[Period]]:
    """Which periods of the measures in use a collection asks for, whether they were asked for or not."""
    before = collection_before(collection)
    after, until = before.known_by if before else collection.start - timedelta(days=1), collection.known_by
    found = {
        measure: asking.asked(Frequency(measure.frequency), measure.lag_days, after=after, until=until)
        for measure in in_use(collection.council)
    }
    return found | _first_of(collection, [measure for measure, wanted in found.items() if not wanted])


def _first_of(collection: Collection, some: list[Measure]) -> dict[Measure, list[Period]]:
    """Of those measures that no collection before asked for, the last figure that can be known, where it is not held. Two queries."""
    before = Due.objects.filter(measure__council=collection.council).exclude(collection=collection)
    never = set(some).difference(Measure.objects.filter(dues__in=before))
    last = {
        one: asking.last_available(Frequency(one.frequency), one.lag_days, until=collection.known_by) for one in never
    }
    own = Observation.objects.filter(measure__in=never, area__kind=Area.Kind.OWN).exclude(missing__in=NO_ANSWER)
    held = set(standing(own).order_by().values_list("measure", "frequency", "end"))
    return {
        one: [period]
        for one, period in last.items()
        if period and (one.pk, period.frequency.value, period.end) not in held
    }


def unasked(collection: Collection) -> dict[Measure, list[Period]]:
    """Those of them that were never asked for: of measures that came, or were taken up again, after the round had opened."""
    wanted = to_ask(collection)
    held = asked_already(measure.pk for measure in wanted)
    left = {
        measure: [one for one in found if (measure.pk, one.frequency.value, one.end) not in held]
        for measure, found in wanted.items()
    }
    return {measure: found for measure, found in left.items() if found}


def asked_already(measure_ids: Iterable[int]) -> set[tuple[int, str, date]]:
    """Which periods of some measures were asked for: measure, frequency and end."""
    rows = Due.objects.order_by().values_list("measure_id", "frequency", "end")
    ids = set(measure_ids)
    found = rows.filter(measure__in=ids) if len(ids) <= 500 else rows
    return {row for row in found.iterator(chunk_size=10_000) if row[0] in ids}


def answers() -> QuerySet[Observation]:
    """The observations of the council's own area, withdrawn or not, that answer a `Due` of an outer query.

    A missing value answers when it says that there will be none; one that is late or not due yet does not. The area is named by its
    number: so the index finds the one observation, where the area's kind would make it look at every period of the measure.
    """
    own = Area.objects.filter(council=OuterRef(OuterRef("measure__council")), kind=Area.Kind.OWN).order_by()
    return Observation.objects.filter(
        Q(value__isnull=False) | ~Q(missing__in=NOT_AN_ANSWER),
        measure=OuterRef("measure"), area=Subquery(own.values("pk")[:1]), frequency=OuterRef("frequency"), end=OuterRef("end"),
    )  # fmt: skip


def answer_of() -> QuerySet[Observation]:
    """Those of them that stand."""
    return standing(answers())


def with_answers(dues: QuerySet[Due]) -> QuerySet[Due]:
    """Dues with `answered` beside each. No query more."""
    return dues.annotate(answered=Exists(answer_of()))


def unanswered(dues: QuerySet[Due]) -> QuerySet[Due]:
    """The dues to which no value was given."""
    return dues.filter(~Exists(answer_of()))


def to_give(council: Council, owners: Iterable[int], on: date) -> QuerySet[Due]:
    """The values of some people's measures that can be known by a day and were not given, the longest due first. One query."""
    return _askable(council, on).filter(measure__owner__in=list(owners))


def given_by_nobody(council: Council, people: Iterable[int], on: date) -> QuerySet[Due]:
    """The same of measures that none of some people looks after. One query."""
    return _askable(council, on).filter(Q(measure__owner=None) | ~Q(measure__owner__in=list(people)))


def _askable(council: Council, on: date) -> QuerySet[Due]:
    asked = Due.objects.filter(measure__council=council, available_on__lte=on)
    return unanswered(asked).select_related("measure__owner", "measure__service", "collection")


def dues_at(council: Council, keys: Iterable[int]) -> QuerySet[Due]:
    """Values that were asked for by their ids, whoever's and whether or not they were given."""
    found = Due.objects.filter(measure__council=council, pk__in=list(keys))
    return with_answers(found).select_related("measure__owner", "measure__service", "collection")


def still_open(dues: Iterable[Due]) -> set[int]:
    """Which of some dues have no answer, their rows held until the transaction ends, so that of two answers at once one is refused."""
    held = Due.objects.select_for_update(of=("self",)).filter(pk__in=[due.pk for due in dues]).order_by("pk")
    return {due.pk for due in unanswered(held)}


def member_ids(council: Council) -> frozenset[int]:
    """Who still holds a role: whoever owns a measure and is not among them has left."""
    return councils.member_ids(council)


def orphans(council: Council) -> QuerySet[Measure]:
    """The measures in use that nobody looks after: without an owner, or owned by somebody who has left."""
    found = in_use(council).filter(Q(owner=None) | ~Q(owner__in=councils.member_ids(council)))
    return found.select_related("owner", "service")


def own_values(measure: Measure) -> list[Observation]:
    """The standing value of each period for the council's own area, the newest period first. One query."""
    rows = (
        standing_observations([measure])
        .filter(area__kind=Area.Kind.OWN)
        .select_related("measure__council", "area", "recorded_by")
    )
    newest = {(one.frequency, one.end): one for one in rows}
    return sorted(newest.values(), key=lambda one: (one.end, one.start), reverse=True)


def stands(observation: Observation) -> bool:
    """Whether an observation is the one that counts for its measure, area and period."""
    same = Observation.objects.filter(
        measure=observation.measure_id, area=observation.area_id, frequency=observation.frequency, end=observation.end,
        withdrawal__isnull=True,
    ).order_by("-id").values_list("pk", flat=True)  # fmt: skip
    return same.first() == observation.pk


def is_withdrawn(observation: Observation) -> bool:
    return Withdrawal.objects.filter(observation=observation.pk).exists()


@dataclass(frozen=True, slots=True)
class Owned:
    """The measures of one owner. `orphaned` says that nobody looks after them: without an owner, or theirs has left."""

    key: str
    name: str
    orphaned: bool
    measures: list[Measure]


def by_owner(council: Council) -> list[Owned]:
    """The measures in use by owner, those that nobody looks after first. Two queries."""
    members, groups = councils.member_ids(council), dict[int | None, Owned]()
    for one in in_use(council).select_related("owner", "service").order_by("reference"):
        name = str(one.owner) if one.owner else "Nobody"
        fresh = Owned(str(one.owner_id or "nobody"), name, one.owner_id not in members, [])
        groups.setdefault(one.owner_id, fresh).measures.append(one)
    return sorted(groups.values(), key=lambda group: (not group.orphaned, group.key != "nobody", group.name))
