"""What is due when: the calendar, the plans drawn along it, and the feed that a person's own calendar reads."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from tallystick import charts
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.models import OFFICERS, Council
from tallystick_web.delivery.actions import feeds as doing
from tallystick_web.delivery.forms.projects import ProjectFilters
from tallystick_web.delivery.queries import calendar, projects

MONTHS_SHOWN = 3
A_PAGE = 100
BARS = 25  # in one chart: more are neither quick nor of use to anybody


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """What is due in a quarter of a year from a month on, of everybody or one's own."""
    today = timezone.localdate()
    first = _month(request.GET.get("from", ""), today)
    last = _later(first, MONTHS_SHOWN) - timedelta(days=1)
    mine = request.GET.get("show", "mine" if request.roles & OFFICERS else "all") != "all"  # councillors have no dates
    found = calendar.entries(request.council, first, last, request.user if mine else None)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    months = [_later(first, n) for n in range(MONTHS_SHOWN)]
    totals = Counter(one.day.replace(day=1) for one in found)
    context = {
        "page": page, "months": [(month, totals[month], _of(page, month)) for month in months], "count": len(found), "mine": mine,
        "late": sum(one.is_late(today) for one in found), "late_keys": {one.key for one in page if one.is_late(today)},
        "today": today, "before": _later(first, -MONTHS_SHOWN), "after": _later(first, MONTHS_SHOWN), "first": first,
    }  # fmt: skip
    return render(request, "delivery/calendar.html", context)


def _month(typed: str, today: date) -> date:
    found = re.fullmatch(r"(20\d\d|19\d\d)-(0[1-9]|1[0-2])", typed)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def _later(first: date, months: int) -> date:
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def _of(page: Iterable[calendar.Entry], month: date) -> list[calendar.Entry]:
    return [one for one in page if one.day.replace(day=1) == month]


def gantt(request: CouncilRequest, council: str) -> HttpResponse:
    """The projects along the calendar, narrowed as their list is."""
    today = timezone.localdate()
    every = projects.lines(request.council, today)
    live = [one for one in every if one.project.state in projects.LIVE]
    found = projects.narrowed(
        request.council, live, ProjectFilters.wanted(request.GET), request.GET.get("sort", "") or "due"
    )
    page = Paginator(found, BARS).get_page(request.GET.get("page"))
    bars = calendar.project_bars(list(page), today)
    chart = charts.GanttChart("Projects", [one.row for one in bars], today)
    return render(request, "delivery/gantt.html", {"bars": bars, "chart": chart, "page": page})


def feed_page(request: CouncilRequest, council: str) -> HttpResponse:
    """Make or renew the address of one's own dates. It is shown once, because only a digest of it is held."""
    shown, held = "", calendar.feed_of(request.council, request.user)
    if request.method == "POST" and request.POST.get("do") == "close":
        if held is not None:
            doing.close_feed(feed=held, by=request.user)
        messages.success(request, "The address is closed. Calendars that read it get nothing any more.")
        return redirect("delivery:feed", council)
    if request.method == "POST":
        token = doing.renew_feed(council=request.council, by=request.user)
        shown = request.build_absolute_uri(reverse("delivery:feed_file", args=[council, token]))
        held = calendar.feed_of(request.council, request.user)
    answer = render(request, "delivery/feed.html", {"shown": shown, "held": held})
    answer["Cache-Control"] = "no-store"
    return answer


def feed_file(request: HttpRequest, council: str, token: str) -> HttpResponse:
    """One person's own dates for their calendar. The token in the address is the only key, and this all that it opens."""
    of: Council = request.council  # type: ignore[attr-defined]
    feed = calendar.feed_at(of, token)
    if feed is None:
        raise Http404("There is no such calendar.")
    answer = HttpResponse(
        _ical(request, of, calendar.feed_entries(feed, timezone.localdate())),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'inline; filename="tallystick.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _ical(request: HttpRequest, council: Council, entries: list[calendar.Entry]) -> bytes:
    book = Calendar()
    book.add("prodid", "-//Tallystick//delivery//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", f"My dates, {council}")
    for one in entries:
        event = Event()
        event.add("uid", f"{one.key}@{council.slug}.{request.get_host()}")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", f"{one.kind}: {one.words}")
        event.add("url", request.build_absolute_uri(reverse(one.name, args=[council.slug, one.reference])))
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    return bytes(book.to_ical())
