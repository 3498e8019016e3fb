"""All assessments of a round as they stood at the end of a day, and by when each was wanted."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django.db.models import Max

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends, extended
from tallystick_web.councils import as_at as councils
from tallystick_web.councils.models import Council
from tallystick_web.plans import as_at as plans
from tallystick_web.reviews import queries as today
from tallystick_web.reviews.models import Assessment, Question, Round, Version
from tallystick_web.reviews.queries.as_at import as_of, since


def assessments(round: Round, on: date, *, texts: bool = True) -> list[Assessment]:
    """What the last version of each up to the day says, with the priorities that it covers today. The number of queries is constant.

    Without `texts` the narratives, which are most of it, are left where they are.
    """
    now = {one.pk: one for one in today.assessments(round).prefetch_related("author").defer("narrative")}
    newest = _newest(round, on, texts)
    signed = _signed(round, on)
    found = []
    for id, version in newest.items():
        then = as_of(now[id], version)
        then.rated_at = signed[id][0] if then.rated_at else None
        then.agreed_at = signed[id][1] if then.agreed_at else None
        found.append(then)
    plans.put_back(
        (coverage.priority for one in found for coverage in one.coverage.all()), plans.since(round.council, on)
    )
    return found


def _newest(round: Round, on: date, texts: bool) -> dict[int, Version]:
    held = Version.objects.filter(assessment__round=round, at__lt=ends(on))
    newest = held.order_by().values("assessment").annotate(newest=Max("id")).values("newest")
    rows = (
        Version.objects.filter(pk__in=newest)
        .select_related("rated_by", "agreed_by", "agreed_for")
        .order_by("assessment")
    )
    found = {one.assessment_id: one for one in (rows if texts else rows.defer("narrative"))}
    if not texts:
        for one in found.values():
            one.narrative = ""
    return found


def _signed(round: Round, on: date) -> dict[int, tuple[datetime, datetime]]:
    """For each assessment's id, since when it had the rating and the agreement that it then had. One query."""
    held = Version.objects.filter(assessment__round=round, at__lt=ends(on)).order_by("assessment", "id")
    rows = held.values_list("assessment_id", "at", "rating", "agreed_by_id", named=True)
    return {
        id: (since(some, "rating"), since(some, "agreed_by_id"))
        for id, versions in groupby(rows, key=lambda row: row.assessment_id)
        if (some := list(versions))
    }


def asked(found: Iterable[Assessment], on: date) -> dict[int, int]:
    """For each assessment's id, how many questions waited for an answer. One query."""
    end, waiting = ends(on), dict[int, int]()
    rows = Question.objects.filter(assessment__in=[one.pk for one in found], asked_at__lt=end).order_by()
    for id, answered in rows.values_list("assessment", "answered_at"):
        waiting[id] = waiting.get(id, 0) + (answered is None or answered >= end)
    return waiting


def put_back_extensions(council: Council, found: Iterable[Assessment], on: date) -> None:
    """Give each the day by which it was wanted then. One query."""
    moved = extended(council.slug, "assessment", on)
    for one in found:
        if one.pk in moved:
            day, one.extension_reason = moved[one.pk]
            one.due_on = date.fromisoformat(day) if day else None


def put_back_authors(council: Council, found: Iterable[Assessment], on: date) -> None:
    """Give each the author that it had: the one before whom the first change after the day put another. One query, two where any was."""
    events = Event.objects.filter(council=council.slug, verb="assessment.reassigned", at__gte=ends(on)).order_by("-id")
    was = {id: detail["was"] for id, detail in events.values_list("target_id", "detail")}
    people = councils.named(council, [name for name in was.values() if name]) if was else {}
    for one in found:
        if one.pk in was:
            name = was[one.pk]
            one.author = (people.get(name) or User(name=name)) if name else None
