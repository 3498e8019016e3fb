"""The tables of an export: every imported kind, in the columns in which it comes back in (`docs/guide/spreadsheets.md`).

Rows are read as they are written. People are known by e-mail address, lists are joined by "; ", and the words of a vocabulary stand
as officers write them (`lower is better`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from django.db.models import QuerySet

from tallystick.judgement import Rating
from tallystick.periods import Frequency, Period
from tallystick.series import parse_markers, print_markers
from tallystick_web.common.exports import Cell, Table
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure, Observation, Target
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries import home, measures
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Assessment, Round

AND = "; "
CHUNK = 2_000
Row = tuple[Cell, ...]
Wanted = Mapping[str, str]


def words(value: str) -> str:
    """A word of a vocabulary as people write it."""
    return value.replace("_", " ")


def yes(value: bool) -> str:
    return "yes" if value else "no"


def priorities(council: Council, wanted: Wanted) -> Iterator[Row]:
    """Priorities in the order of the plans, with the references of their measures."""
    rows = Priority.objects.filter(council=council).select_related(
        "theme__plan", "accountable_officer", "accountable_director", "service"
    )
    for one in _shown(council, rows, wanted).prefetch_related("evidence__measure").iterator(CHUNK):
        officer, director, plan = one.accountable_officer, one.accountable_director, one.theme.plan
        references = AND.join(evidence.measure.reference for evidence in one.evidence.all())
        yield (
            plan.title, one.theme.title, one.reference, one.title, officer.email if officer else "",
            director.email if director else "", one.service.name if one.service else "", references, plan.reference,
            str(plan.begins or ""), str(plan.ends or ""), str(one.ends or ""), one.ends_reason,
        )  # fmt: skip


def _shown(council: Council, rows: QuerySet[Priority], wanted: Wanted) -> QuerySet[Priority]:
    """The priorities that the filters of the home leave; all of them where none is set."""
    filters = {name: value for name, value in wanted.items() if value and name in home.TESTS}
    if not filters:
        return rows
    rounds, round, before = home.chosen(council, wanted.get("round", ""))
    lines = home.narrowed(home.lines(council, rounds, round, before)[0], filters)
    return rows.filter(pk__in=[line.id for line in lines])


def assessments(council: Council, wanted: Wanted) -> Iterator[Row]:
    """Assessments, the newest round first, each once with all the references that it covers."""
    rounds = _rounds(council, wanted)
    rows = Assessment.objects.filter(council=council, round__in=rounds).select_related("round")
    if wanted.get("exceptions") == "1":
        rows = rows.filter(rating__in=[Rating.AMBER, Rating.AMBER_RED, Rating.RED])
    rows = rows.prefetch_related("coverage__priority", "external_grades").order_by("-round__end", "id")
    for one in rows.iterator(CHUNK):
        rating = Rating(one.rating).words if one.rating else ""
        grades = AND.join(_grade(grade.value, grade.by, grade.words) for grade in one.external_grades.all())
        references = AND.join(coverage.priority.reference for coverage in one.coverage.all())
        yield str(one.round.period), references, one.narrative, rating, one.rating_reason, grades


def _rounds(council: Council, wanted: Wanted) -> list[Round]:
    rounds = reviews.rounds(council)
    slug = wanted.get("round", "")
    return [one for one in rounds if one.slug == slug] if slug else rounds


def _grade(value: str, by: str, said: str) -> str:
    return " | ".join((value, by, said)).rstrip(" |")


def all_measures(council: Council, wanted: Wanted) -> Iterator[Row]:
    """Definitions of measures by reference."""
    for one in measures.found(council, wanted).select_related("not_known").order_by("reference").iterator(CHUNK):
        yield (
            one.reference, one.title, one.other_names, one.definition, one.unit, words(one.polarity), words(one.frequency), one.decimals,
            one.numerator, one.denominator, words(one.year_is), one.source, one.lag_days, one.owner.email if one.owner else "",
            one.service.name if one.service else "", one.baseline_period, one.baseline_value, one.use,
            one.collection_minutes, one.not_known.reference if one.not_known else "", one.not_known_limit, yes(one.illustrative),
        )  # fmt: skip


def targets(council: Council, wanted: Wanted) -> Iterator[Row]:
    """Every target of the measures that the filters leave."""
    rows = Target.objects.filter(measure__in=_measures(council, wanted)).order_by("measure__reference", "end", "name")
    for one in rows.select_related("measure").iterator(CHUNK):
        yield (
            one.measure.reference, one.name, words(one.frequency), str(one.period), one.value, one.upper_value, one.tolerance,
            one.tolerance_kind,
        )  # fmt: skip


def observations(council: Council, wanted: Wanted) -> Iterator[Row]:
    """Every standing observation in every vintage, in the order of recording within a measure, so that the newest comes last."""
    rows = Observation.objects.filter(measure__in=_measures(council, wanted), withdrawal__isnull=True)
    columns = rows.order_by("measure__reference", "id").values_list(
        "measure__reference", "measure__title", "area__name", "frequency", "start", "end", "value", "missing",
        "numerator", "denominator", "vintage", "markers", "source", "note", "illustrative",
    )  # fmt: skip
    periods: dict[tuple[object, ...], str] = {}
    for row in columns.iterator(chunk_size=10_000):
        frequency, *days = key = row[3:6]
        if key not in periods:
            periods[key] = str(Period(Frequency(frequency), *days))
        yield *row[:3], words(frequency), periods[key], *_observed(*row[6:])


def _observed(
    value: Decimal | None, missing: str, numerator: Decimal | None, denominator: Decimal | None, vintage: str,
    markers: str, source: str, note: str, illustrative: bool,
) -> Row:  # fmt: skip
    marked = print_markers(parse_markers(" ".join(filter(str.isalpha, markers)))) if markers else ""
    return value, words(missing), numerator, denominator, vintage, marked, source, note, yes(illustrative)


def _measures(council: Council, wanted: Wanted) -> QuerySet[Measure]:
    """The measures that the filters leave, or the one that is named."""
    return measures.found(council, wanted).order_by()


Read = Callable[[Council, Wanted], Iterable[Row]]
KINDS: dict[str, tuple[tuple[str, ...], Read]] = {
    "priorities": (
        ("plan", "theme", "reference", "title", "accountable officer", "accountable director", "service", "measures",
         "plan reference", "plan begins", "plan ends", "last day", "why it ends"),
        priorities,
    ),
    "assessments": (
        ("round", "references", "narrative", "rating", "rating reason", "external grades"),
        assessments,
    ),
    "measures": (
        ("reference", "title", "other names", "definition", "unit", "polarity", "frequency", "decimals", "numerator", "denominator",
         "year is", "source", "lag days", "owner", "service", "baseline period", "baseline value", "use", "collection minutes",
         "not known measure", "not known limit", "illustrative"),
        all_measures,
    ),
    "targets": (
        ("measure", "name", "frequency", "period", "value", "upper value", "tolerance", "tolerance kind"),
        targets,
    ),
    "observations": (
        ("measure", "title", "area", "frequency", "period", "value", "missing", "numerator", "denominator", "vintage",
         "markers", "source", "note", "illustrative"),
        observations,
    ),
}  # fmt: skip
FILTERS = (
    "state",
    "round",
    "exceptions",
    "plan",
    "theme",
    "rating",
    "service",
    "officer",
    "change",
    "worry",
    "q",
    "owner",
    "measure",
    "priority",
)


def table(council: Council, kind: str, wanted: Wanted) -> Table | None:
    """The table of a kind, its rows not read yet; None for a kind that is not exported."""
    if kind not in KINDS:
        return None
    columns, read = KINDS[kind]
    return Table(kind, columns, read(council, wanted))
