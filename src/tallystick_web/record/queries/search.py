"""Finding priorities, measures and narratives by what they say."""

from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, When

from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading import sentences
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment

MOST = 30


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative in which the words stand: what is before, at and after the first place."""

    assessment: Assessment
    references: list[str]
    before: str
    at: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the first thirty of each kind, and how many there are."""

    priorities: list[tuple[str, str]]
    measures: list[tuple[str, str]]
    narratives: list[Narrative]
    totals: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return any(number > MOST for number in self.totals.values())


def search(council: Council, text: str) -> Found:
    """Where a text stands in references, titles, definitions and narratives; an exact reference comes first."""
    priorities = Priority.objects.filter(council=council).filter(_named(text))
    definition = Q(definition__icontains=text)
    measures = Measure.objects.filter(council=council).filter(_named(text) | definition)
    narratives = Assessment.objects.filter(council=council, narrative__icontains=text)
    return Found(
        priorities=_pairs(priorities, text), measures=_pairs(measures, text), narratives=_narratives(narratives, text),
        totals={"priorities": priorities.count(), "measures": measures.count(), "narratives": narratives.count()},
    )  # fmt: skip


def _named(text: str) -> Q:
    return Q(reference__icontains=text) | Q(title__icontains=text)


def _pairs(rows: "QuerySet[Priority] | QuerySet[Measure]", text: str) -> list[tuple[str, str]]:
    """Reference and title, one with exactly this reference first."""
    exact = Case(When(reference__iexact=text, then=0), default=1)
    return list(rows.order_by(exact, "reference").values_list("reference", "title")[:MOST])


def _narratives(rows: QuerySet[Assessment], text: str) -> list[Narrative]:
    newest = rows.select_related("round").prefetch_related("coverage__priority").order_by("-round__end", "id")
    found = []
    for one in newest[:MOST]:
        references = [coverage.priority.reference for coverage in one.coverage.all()]
        found.append(Narrative(one, references, *sentences.around(one.narrative, text)))
    return found
