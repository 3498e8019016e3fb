"""What rests on each measure: assessments, publications, actions, risks and answers to recommendations.

An assessment rests on a measure when the measure is among the evidence of a priority that its narrative speaks of, when a claim of the
narrative agrees with a value of the measure, or when somebody linked a claim to it. The last four rounds count: a year.

Holding narratives against all measures takes a while. What was found of each version of a text is kept in the cache; a visit reads so many
new texts at most, the command `refresh` all of them, and the page says how many are not read yet.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from django.core.cache import cache

from tallystick.claims.model import Verdict
from tallystick_web.challenges.models import Evidence as ChallengeEvidence
from tallystick_web.challenges.models import Expectation
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Risk
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Evidence
from tallystick_web.publishing.models import Publication
from tallystick_web.reviews import checking
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Assessment, ClaimDecision, Coverage, Round

ROUNDS: Final = 4
TEXTS_A_VISIT: Final = 8
AGREES: Final = frozenset({Verdict.AGREES, Verdict.AGREES_EARLIER})


@dataclass(frozen=True, slots=True)
class Cited:
    """What rests on one measure, by number."""

    assessments: int = 0
    claims: int = 0
    publications: int = 0
    decisions: int = 0

    @property
    def total(self) -> int:
        return self.assessments + self.publications + self.decisions


@dataclass
class Citations:
    """By the measure's id. `unread` narratives have not been held against the measures yet."""

    assessments: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    claims: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    publications: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    decisions: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    rounds: list[Round] = field(default_factory=list)
    unread: int = 0

    def of(self, measure: int) -> Cited:
        return Cited(
            len(self.assessments.get(measure, ())), self.claims.get(measure, 0),
            len(self.publications.get(measure, ())), self.decisions.get(measure, 0),
        )  # fmt: skip


def citations(council: Council, references: Mapping[str, int], texts: int = TEXTS_A_VISIT) -> Citations:
    """What rests on the measures of a council, whose ids are given by their references. The number of queries does not grow."""
    found = Citations(rounds=reviews.rounds(council)[:ROUNDS])
    _by_evidence(found)
    _by_claims(council, found, references, texts)
    _published(council, found, references)
    for model in (Action, Risk):
        through = model.measures.through
        for measure in through.objects.filter(measure__council=council).values_list("measure_id", flat=True):
            found.decisions[measure] += 1
    for rows in (
        Expectation.objects.filter(measure__council=council, dropped_on=None),
        ChallengeEvidence.objects.filter(measure__council=council),
    ):
        for measure in rows.order_by().values_list("measure_id", flat=True):
            found.decisions[measure] += 1
    return found


def _by_evidence(found: Citations) -> None:
    spoken: dict[int, set[int]] = defaultdict(set)
    said = Coverage.objects.filter(round__in=found.rounds).exclude(assessment__narrative="").order_by()
    for priority, assessment in said.values_list("priority_id", "assessment_id"):
        spoken[priority].add(assessment)
    for priority, measure in Evidence.objects.filter(priority__in=spoken).values_list("priority_id", "measure_id"):
        found.assessments[measure] |= spoken[priority]


def _by_claims(council: Council, found: Citations, references: Mapping[str, int], texts: int) -> None:
    linked = ClaimDecision.objects.filter(assessment__round__in=found.rounds, choice=ClaimDecision.Choice.LINKED)
    for decided in linked.order_by():
        if decided.measure_id is not None:
            found.assessments[decided.measure_id].add(decided.assessment_id)
            found.claims[decided.measure_id] += 1
    narrated = Assessment.objects.filter(round__in=found.rounds).exclude(narrative="").order_by("-round__end", "id")
    versions = list(narrated.values_list("id", "version"))
    kept = _kept(council, versions, texts)
    found.unread = sum((id, version) not in kept for id, version in versions)
    for (assessment, _), named in kept.items():
        for reference in named:
            if measure := references.get(reference):
                found.assessments[measure].add(assessment)
                found.claims[measure] += 1


Version = tuple[int, int]


def _kept(council: Council, versions: list[Version], texts: int) -> dict[Version, tuple[str, ...]]:
    """The references that each version of a text agrees with, as far as it was read; some more are read now."""
    key = f"cited:{council.pk}"
    held: dict[Version, tuple[str, ...]] = cache.get(key, {})
    known = {one: held[one] for one in versions if one in held}
    new = [one for one in versions if one not in known][:texts]
    if new:
        known |= _read(council, dict(new))
        cache.set(key, known, None)
    return known


def refreshed(slugs: Iterable[str]) -> Iterator[str]:
    """Read every narrative of the last rounds of councils; a line for each. Of all councils where none is named."""
    for council in councils.councils(slugs):
        references = dict(Measure.objects.filter(council=council).values_list("reference", "pk"))
        found = citations(council, references, sys.maxsize)
        for round in found.rounds[:1]:
            reviews.checked_round(round)  # kept for the page of its claims
        narratives = sum(len(ids) for ids in found.assessments.values())
        yield f"{council}: the narratives of {len(found.rounds)} rounds held against the measures, {narratives} citations"


def _read(council: Council, versions: Mapping[int, int]) -> dict[Version, tuple[str, ...]]:
    """Two queries, and two for each round that they are of."""
    rows = Assessment.objects.filter(pk__in=versions).select_related("round").order_by("round_id")
    names, found = reviews.catalogue(council), {}
    for round, of_round in groupby(rows, key=lambda one: one.round):
        texts = list(of_round)
        named = {one.pk: names.named(one.narrative) for one in texts}
        values = reviews.values_held(names, frozenset[int]().union(*named.values()), round.end)
        for one in texts:
            held = reviews.of_those(names, values, named[one.pk])
            findings = (claim.finding for claim in checking.claims_of(one.narrative, round.period, held, {}))
            agreed = " ".join(finding.working for finding in findings if finding.verdict in AGREES)
            found[one.pk, one.version] = tuple(
                sorted({measure.reference for measure in held.measures if measure.reference and measure.name in agreed})
            )
    return found


def _published(council: Council, found: Citations, references: Mapping[str, int]) -> None:
    """A publication is frozen: what its bundle names is read out of it once."""
    rows = Publication.objects.filter(council=council, round__in=found.rounds, withdrawal=None).order_by()
    keys = {f"published:{key}": key for key in rows.values_list("pk", flat=True)}
    known: dict[str, frozenset[str]] = cache.get_many(keys)
    new = [keys[name] for name in keys if name not in known]
    for key, bundle in Publication.objects.filter(pk__in=new).values_list("pk", "bundle").order_by() if new else ():
        known[f"published:{key}"] = frozenset(_named(bundle))
        cache.set(f"published:{key}", known[f"published:{key}"], None)
    for name, references_named in known.items():
        for reference in references_named:
            if measure := references.get(reference):
                found.publications[measure].add(keys[name])


def _named(bundle: Mapping[str, Any]) -> Iterable[str]:
    for plan in bundle.get("plans", []):
        for theme in plan["themes"]:
            for entry in theme["entries"]:
                yield from (one["reference"] for one in entry["evidence"])
