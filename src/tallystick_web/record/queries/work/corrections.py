"""Figures that were corrected beneath what the person signed, agreed or published: told for a month."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db.models import Q

from tallystick_web.common.context import address
from tallystick_web.common.words import day
from tallystick_web.measures.models import Measure
from tallystick_web.publishing.models import Publication
from tallystick_web.record.queries.work.items import Item, Kind, Worker
from tallystick_web.reviews.models import Assessment
from tallystick_web.reviews.queries import corrections
from tallystick_web.reviews.queries.corrections import Correction, Reliance

TOLD_FOR: Final = timedelta(days=30)


def corrected(who: Worker) -> Iterator[Item]:
    """One thing for each assessment and publication of the person's beneath which a figure changed. Six queries at most."""
    theirs = (
        Q(author__in=who.mine) | Q(submitted_by__in=who.mine) | Q(rated_by__in=who.mine) | Q(agreed_by__in=who.mine)
        | Q(coverage__priority__accountable_officer__in=who.mine) | Q(coverage__priority__accountable_director__in=who.mine)
    )  # fmt: skip
    rows = Assessment.objects.filter(theirs, council=who.council).distinct().select_related("round").defer("narrative")
    signed = {one.pk: one for one in rows.prefetch_related("coverage__priority")}
    for key, found in corrections.of_assessments(signed.values()).items():
        if fresh := _fresh(who, found):
            one = signed[key]
            page = address(
                "record:priority", council=who.council.slug, reference=one.coverage.all()[0].priority.reference
            )
            yield Item(
                Kind.CORRECTION,
                f"Look at {one.references} again: {_told(fresh)}",
                f"{page}?round={one.round.slug}",
                str(one.round),
            )
    yield from _published(who)


def _published(who: Worker) -> Iterator[Item]:
    """Publications show the evidence of every priority, so they rest on every measure; the performance team looks after them."""
    if not who.in_the_team:
        return
    rows = Publication.objects.filter(council=who.council, withdrawal__isnull=True, later=None).select_related("round")
    found = {one.pk: one for one in rows.defer("bundle", "manifest")}
    ids = (
        frozenset(Measure.objects.filter(council=who.council, evidence__isnull=False).values_list("pk", flat=True))
        if found
        else frozenset()
    )
    rests = [
        Reliance(one.pk, ids, one.round.end, one.published_at, one.round.start) for one in found.values() if one.round
    ]
    for key, changes in corrections.beneath(rests).items():
        if fresh := _fresh(who, changes):
            one = found[key]
            page = address("publishing:publication", council=who.council.slug, number=str(one.number))
            how = "with another figure" if fresh[0].was else "without a figure that has come since"
            yield Item(Kind.CORRECTION, f"{one.title} was published {how}: {_told(fresh)}", page, str(one.round))


def _fresh(who: Worker, found: list[Correction]) -> list[Correction]:
    return [one for one in found if who.on - TOLD_FOR <= one.at.date() <= who.on]


def _told(found: list[Correction]) -> str:
    one = found[0]
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    if not one.was:
        return f"{one.title} for {one.period} came in: {one.now} ({day(one.at)}){more}"
    return f"{one.title} for {one.period} was {one.was}, now {one.now} (corrected on {day(one.at)}){more}"
