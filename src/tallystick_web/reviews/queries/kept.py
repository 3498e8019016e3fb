"""The claims of a round's narratives, worked out once and kept until the text, a decision or a figure that it rests on changes.

To read five hundred narratives and hold them against thousands of measures takes seconds. What was found is kept in Django's cache, one
entry a round, and each text beside what it rests on: its words, what was decided about its claims, the measures that it may name and
all that was written down for them. So a visit reads only what somebody has changed, and without the cache all is worked out again.
"""

import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as cache_in_process
from hashlib import sha256
from pathlib import Path

from django.core.cache import cache

from tallystick import claims as library
from tallystick_web.councils.models import Area
from tallystick_web.reviews import checking
from tallystick_web.reviews.models import Assessment, ClaimDecision, Round
from tallystick_web.reviews.queries import held
from tallystick_web.reviews.queries.held import Catalogue

Decisions = Mapping[str, ClaimDecision]


@dataclass(frozen=True, slots=True)
class Kept:
    """The claims of one text. `named` are the measures that it may name, looked for in the catalogue `names`.

    `signs` are what lists count and choose by, a word for each claim; the claims themselves are `packed`, because a list shows few of
    the thousands of a round.
    """

    text: str
    names: str
    named: frozenset[int]
    rests_on: str = ""
    signs: tuple[str, ...] = ()
    packed: bytes = b""

    @property
    def claims(self) -> tuple[checking.Claim, ...]:
        """Unpacked at every call."""
        found: tuple[checking.Claim, ...] = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - our own cache
        return found


def claims(round: Round, assessments: Sequence[Assessment], decisions: Mapping[int, Decisions]) -> dict[int, Kept]:
    """For each assessment's id the claims of its narrative. Three queries, and one more where something has changed."""
    key = f"tallystick.reviews.claims.{_rules()}.{round.pk}"
    before: dict[int, Kept] = cache.get(key, {})
    names = held.catalogue(round.council)
    areas = list(Area.objects.filter(council=round.council).order_by("pk").values_list("pk", "name", "kind"))
    found = {one.pk: _named(one, names, before.get(one.pk)) for one in assessments}
    rests = {id: one.named | linked(decisions.get(id, {})) for id, one in found.items()}
    stamps = held.stamps(frozenset[int]().union(*rests.values()))
    for id, one in found.items():
        found[id] = replace(one, rests_on=_rests_on(one, rests[id], decisions.get(id, {}), names, stamps, areas, round))
    changed = [one for one in assessments if one.pk not in before or before[one.pk].rests_on != found[one.pk].rests_on]
    if changed:
        values = held.values_held(names, frozenset[int]().union(*(rests[one.pk] for one in changed)), round.end)
        for each in changed:
            some = held.of_those(names, values, rests[each.pk])
            made = checking.claims_of(each.narrative, round.period, some, decisions.get(each.pk, {}))
            signs, packed = tuple(one.signs for one in made), zlib.compress(pickle.dumps(made), 1)
            found[each.pk] = replace(found[each.pk], signs=signs, packed=packed)
    if found != before:
        cache.set(key, found, None)
    return found


@cache_in_process
def _rules() -> str:
    """A name of the rules by which claims are found, and of this module: others may find something else in the same text."""
    files = sorted(one for one in Path(library.__file__).parent.rglob("*") if one.suffix in (".py", ".toml"))
    read = (one.read_bytes() for one in (*files, Path(checking.__file__), Path(__file__)))
    return sha256(b"".join(read)).hexdigest()[:16]


def linked(decisions: Decisions) -> frozenset[int]:
    """The measures to which somebody linked a claim: they are held against it, whatever the text calls them."""
    return frozenset(one.measure_id for one in decisions.values() if one.measure_id is not None)


def _named(assessment: Assessment, names: Catalogue, was: Kept | None) -> Kept:
    text = held.digest(assessment.narrative)
    if was and (was.text, was.names) == (text, names.digest):
        return was
    named = names.named(assessment.narrative)
    return replace(was, text=text, names=names.digest, named=named) if was else Kept(text, names.digest, named)


def _rests_on(
    kept: Kept,
    measures: frozenset[int],
    decisions: Decisions,
    names: Catalogue,
    stamps: Mapping[int, tuple[int, ...]],
    areas: Sequence[tuple[int, str, str]],
    round: Round,
) -> str:
    """A name of all that the claims of a text follow from."""
    chosen = sorted((one.key, str(one.choice), one.measure_id or 0) for one in decisions.values())
    figures = [(names.rows[id], stamps.get(id)) for id in sorted(measures)]
    return held.digest(kept.text, kept.names, str(round.period), chosen, figures, areas if figures else ())
