"""What the council holds, as far as a proposal asks for it: each part is read once, however many items are compared with it.

Rows are found by what identifies them in documents (a reference, a title, a name), without regard to capitals, because officers
write `Vfm-4a` and `VfM-4a` in one paper. What is written while a proposal is accepted is put into the same dictionaries.
"""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick_web.accounts.models import User
from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.councils.models import Area, Council, Membership, Role, Unit
from tallystick_web.delivery.models import Action, Benefit, Milestone, Programme, Project, Risk, RiskAppetite
from tallystick_web.delivery.queries import risks, work
from tallystick_web.measures.models import Measure, Observation, Target
from tallystick_web.measures.queries import Content
from tallystick_web.measures.rules import RECORDERS
from tallystick_web.plans.models import Plan, Priority, Theme
from tallystick_web.reviews.models import Assessment, Round

Standing = tuple[str, Decimal | None, str, Decimal | None, Decimal | None, str]
MANY = 500  # measures in one query

POST = re.compile(
    r"(?:interim |acting )?(head|(?:corporate |strategic |executive )?director)(?: of| for|,| [-–])? (.+)"
)
"""A post that is called after what it heads, as names are compared: `head of housing`, `corporate director, environment`."""

Slot = tuple[int, int, str, Any]


def same(text: str) -> str:
    """A text as names are compared: small letters, single spaces, and one apostrophe, of which Word writes another than Excel."""
    return " ".join(text.casefold().replace("’", "'").split())


def titled(records: Iterable[Any]) -> dict[str, list[Any]]:
    """Records by their titles, of which several may be alike."""
    found: dict[str, list[Any]] = {}
    for record in records:
        found.setdefault(same(record.title), []).append(record)
    return found


class Held:
    """The council's records by what identifies them. Each attribute is one query, made when it is first asked for."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self._assessments: dict[int, list[Assessment]] = {}
        self._read: set[int] = set()
        self.current: dict[Slot, Standing] = {}
        self.contents: set[Content] = set()

    @cached_property
    def own_area(self) -> Area:
        return next(area for area in self.areas.values() if area.kind == Area.Kind.OWN)

    @cached_property
    def areas(self) -> dict[str, Area]:
        """By name, and by code."""
        rows = list(Area.objects.filter(council=self.council))
        return {same(area.code): area for area in rows} | {same(area.name): area for area in rows}

    @cached_property
    def plans(self) -> dict[str, Plan]:
        return {plan.reference: plan for plan in Plan.objects.filter(council=self.council)}

    @cached_property
    def themes(self) -> dict[tuple[str, str], Theme]:
        """By the plan's reference and the title."""
        rows = Theme.objects.filter(plan__council=self.council).select_related("plan")
        return {(theme.plan.reference, same(theme.title)): theme for theme in rows}

    @cached_property
    def priorities(self) -> dict[str, Priority]:
        rows = Priority.objects.filter(council=self.council).select_related(
            "theme__plan", "accountable_officer", "accountable_director", "service"
        )
        return {same(priority.reference): priority for priority in rows.prefetch_related("evidence__measure")}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        rows = Measure.objects.filter(council=self.council).select_related("owner", "service", "council", "not_known")
        return {same(measure.reference): measure for measure in rows}

    @cached_property
    def measures_by_title(self) -> dict[str, list[Measure]]:
        return titled(self.measures.values())

    @cached_property
    def people(self) -> dict[str, User]:
        """The council's people by e-mail address, and by name where no other has it."""
        named = {same(one.name): one for one in self._everybody if same(one.name) not in self.namesakes}
        return named | {same(one.email): one for one in self._everybody}

    @cached_property
    def _everybody(self) -> list[User]:
        return list(User.objects.filter(memberships__council=self.council).distinct())

    @cached_property
    def namesakes(self) -> set[str]:
        """The names that several of the council's people have."""
        names = Counter(same(person.name) for person in self._everybody)
        return {name for name, count in names.items() if count > 1}

    @cached_property
    def people_by_address(self) -> dict[str, User]:
        return {same(person.email): person for person in self._everybody}

    @cached_property
    def memberships(self) -> dict[int, list[Membership]]:
        """The roles of the council's people, by the person's id."""
        rows: dict[int, list[Membership]] = {}
        for one in Membership.objects.filter(council=self.council).select_related("council", "person"):
            rows.setdefault(one.person_id, []).append(one)
        return rows

    def roles_of(self, person: User) -> set[Role]:
        return {Role(one.role) for one in self.memberships.get(person.pk, [])}

    def read_again(self, person: User) -> None:
        """After somebody's roles were written; all that is derived from who is here is read when it is next asked for."""
        mine = Membership.objects.filter(council=self.council, person=person).select_related("council", "person")
        self.memberships[person.pk] = list(mine)
        self.people_by_address[same(person.email)] = person
        for name in ("people", "_everybody", "namesakes", "may_own"):
            self.__dict__.pop(name, None)

    @cached_property
    def may_own(self) -> set[int]:
        """The ids of those who hold a role with which measures are owned."""
        rows = Membership.objects.filter(council=self.council, role__in=RECORDERS)
        return set(rows.values_list("person_id", flat=True))

    @cached_property
    def units(self) -> dict[str, Unit]:
        rows = Unit.objects.filter(council=self.council).select_related("council", "parent", "head")
        return {same(unit.name): unit for unit in rows}

    @cached_property
    def units_by_id(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in self.units.values()}

    def head_of(self, post: str) -> User | None:
        """Who heads what a post is called after; a director heads a directorate. Nobody who has left."""
        told = POST.fullmatch(same(post))
        name = told[2] if told else ""
        spelt = (name, name.replace(" & ", " and "), name.replace(" and ", " & "))
        unit = next((self.units[one] for one in spelt if one in self.units), None)
        if told is None or unit is None or unit.closed_on or unit.head is None:
            return None
        if told[1] != "head" and unit.kind != Unit.Kind.DIRECTORATE:
            return None
        return self.people_by_address.get(same(unit.head.email))

    @cached_property
    def rounds(self) -> dict[Period, Round]:
        return {round.period: round for round in Round.objects.filter(council=self.council).select_related("council")}

    @cached_property
    def targets(self) -> dict[tuple[int, str, str, Any], Target]:
        rows = Target.objects.filter(measure__council=self.council)
        return {(target.measure_id, same(target.name), target.frequency, target.end): target for target in rows}

    @cached_property
    def challenges(self) -> dict[str, Challenge]:
        rows = Challenge.objects.filter(council=self.council).select_related("council")
        return {challenge.reference: challenge for challenge in rows}

    @cached_property
    def points(self) -> dict[tuple[str, str, int], Point]:
        rows = Point.objects.filter(challenge__council=self.council).select_related(
            "challenge__council", "thread__council", "thread__response__officer"
        )
        return {(point.challenge.reference, point.list, point.number): point for point in rows}

    @cached_property
    def actions(self) -> dict[str, Action]:
        rows = work.actions(self.council).prefetch_related("measures")
        return {same(action.reference): action for action in rows}

    @cached_property
    def actions_by_title(self) -> dict[str, list[Action]]:
        return titled(self.actions.values())

    @cached_property
    def milestones(self) -> dict[tuple[int, str], Milestone]:
        """By the action and the title."""
        rows = Milestone.objects.filter(action__council=self.council).select_related("action__council")
        return {(one.action_id, same(one.title)): one for one in rows}

    @cached_property
    def risks(self) -> dict[str, Risk]:
        rows = risks.risks(self.council).prefetch_related("measures", "actions")
        return {same(risk.reference): risk for risk in rows}

    @cached_property
    def risks_by_title(self) -> dict[str, list[Risk]]:
        return titled(self.risks.values())

    @cached_property
    def projects(self) -> dict[str, Project]:
        rows = (
            Project.objects.filter(council=self.council)
            .select_related("council", "programme", "sponsor", "manager", "service")
            .prefetch_related("priorities")
        )
        return {same(project.reference): project for project in rows}

    @cached_property
    def projects_by_title(self) -> dict[str, list[Project]]:
        return titled(self.projects.values())

    @cached_property
    def benefits(self) -> dict[tuple[int, str], Benefit]:
        """By the project and the name."""
        rows = Benefit.objects.filter(project__council=self.council).select_related("measure", "project__council")
        return {(one.project_id, same(one.title)): one for one in rows.prefetch_related("realised")}

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        rows = Programme.objects.filter(council=self.council).select_related("council")
        return {same(programme.reference): programme for programme in rows}

    @cached_property
    def appetites(self) -> dict[str, RiskAppetite]:
        rows = RiskAppetite.objects.filter(council=self.council).select_related("council")
        return {same(appetite.category): appetite for appetite in rows}

    def assessments(self, round: Round) -> list[Assessment]:
        """The assessments of a round with their priorities and grades."""
        if round.pk not in self._assessments:
            rows = Assessment.objects.filter(round=round).order_by("id")
            found = rows.prefetch_related("coverage__priority", "external_grades")
            self._assessments[round.pk] = list(found)
        return self._assessments[round.pk]

    def forget_assessments(self, round: Round) -> None:
        """After an assessment was written it is read again when it is next asked for."""
        self._assessments.pop(round.pk, None)

    def read_observations(self, measure_ids: Iterable[int]) -> None:
        """Read the standing values of measures not read before: all contents, and the newest of each measure, area and period."""
        ids = sorted(set(measure_ids) - self._read)
        self._read |= set(ids)
        for start in range(0, len(ids), MANY):
            rows = Observation.objects.filter(measure_id__in=ids[start : start + MANY], withdrawal__isnull=True)
            columns = rows.order_by("id").values_list(
                "measure_id", "area_id", "frequency", "start", "end",
                "vintage", "value", "missing", "numerator", "denominator", "markers",
            )  # fmt: skip
            for row in columns.iterator(chunk_size=10_000):
                self.contents.add(row)
                self.current[row[0], row[1], row[2], row[4]] = row[5:]


def period_of(text: str, frequency: str = "") -> Period:
    """The period that a payload states. Raises `PeriodError`."""
    return periods.parse(text, Frequency(frequency) if frequency else None)
