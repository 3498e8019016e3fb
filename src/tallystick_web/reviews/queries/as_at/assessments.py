"""All assessments of a round as they stood at the end of a day, and by when each was wanted."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django.db.models import Max

from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Council
from tallystick_web.reviews import queries as today
from tallystick_web.reviews.models import Assessment, Question, Round, Version
from tallystick_web.reviews.queries.as_at import as_of, since


def assessments(round: Round, on: date, *, texts: bool = True) -> list[Assessment]:
    """What the last version of each up to the day says, with the priorities and grades of today. The number of queries is constant.

    Without `texts` the narratives, which are most of it, are left where they are.
    """
    now = {one.pk: one for one in today.assessments(round).defer("narrative")}
    newest = _newest(round, on, texts)
    signed = _signed(round, on)
    found = []
    for id, version in newest.items():
        then = as_of(now[id], version)
        then.rated_at = signed[id][0] if then.rated_at else None
        then.agreed_at = signed[id][1] if then.agreed_at else None
        found.append(then)
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
    """Give each the day of the last extension before the day's end, or what the first one after it changed. One query."""
    events = Event.objects.filter(council=council.slug, verb="assessment.extended", target_kind="assessment").order_by(
        "id"
    )
    end, last, undone = ends(on), dict[int | None, tuple[str, str]](), dict[int | None, str]()
    for id, at, detail in events.values_list("target_id", "at", "detail"):
        if at < end:
            last[id] = (detail["until"], detail["reason"])
        else:
            undone.setdefault(id, detail["was"])
    for one in found:
        if one.pk in undone:
            day, one.extension_reason = last.get(one.pk, (undone[one.pk], ""))
            one.due_on = date.fromisoformat(day) if day else None
