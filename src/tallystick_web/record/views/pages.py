"""Pages that are read. They ask `queries` for everything and compute nothing."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tallystick_web.common import exports
from tallystick_web.common.context import address
from tallystick_web.councils import looking_back, readers
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.measures import rules as measure_rules
from tallystick_web.measures.models import Measure
from tallystick_web.plans import queries as plan_queries
from tallystick_web.record import definition, forms, found
from tallystick_web.record.queries import (
    burden,
    export,
    measure,
    measures,
    priority,
    promised,
    rounds,
    search,
    standing,
    work,
)
from tallystick_web.record.queries import home as homes
from tallystick_web.reviews import queries as reviews_queries
from tallystick_web.reviews import rules as reviews
from tallystick_web.reviews.models import Round
from tallystick_web.reviews.queries import corrections

FILTERS = ("plan", "theme", "rating", "service", "change", "worry")
PLAN_FILTERS = ("q", "officer", "service", "rating")
MEASURE_FILTERS = ("q", "service", "owner", "state")


def shown(request: CouncilRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with the addresses that its many links begin with: reversing each of five hundred would take longer than the page."""
    council = request.council.slug
    home = reverse("record:home", args=[council])
    stays = {name: request.GET[name] for name in ("round", "as_at") if request.GET.get(name)}
    begins = {
        "home": home, "priorities": f"{home}priorities/", "measures": f"{home}measures/",
        "documents": address("intake:index", council=council), "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "this_round": f"?{urlencode(stays)}" if stays else "",
    }  # fmt: skip
    return render(request, template, begins | context)


@looking_back.allowed
def home(request: CouncilRequest, council: str) -> HttpResponse:
    """How the council stands in a round, or stood at the end of a day: the heading answers, the filters narrow.

    A councillor who asks for no round sees the newest that is closed or published, and is told of the one that is being written.
    """
    wanted, by_worry = (
        forms.wanted(request.GET, FILTERS),
        request.GET.get("sort") == "worrying" and not request.days.day,
    )
    slug, day = request.GET.get("round", ""), request.days.day
    stays = None if slug or not readers.is_councillor(request) else homes.unsettled(request.council, day)
    slug = stays[0].slug if stays else slug
    found = homes.home(request.council, slug, wanted, by_worry=by_worry, on=day)
    if day and (found is None or found.round is None):
        return _not_opened_yet(request, slug)
    if found is None:
        raise Http404("The council never had this round.")
    if not found.lines or found.round is None:
        open_round = _if_allowed(request, "reviews:open_round")
        return shown(request, "record/home_empty.html", {"page": found, "open_round": open_round})
    filters = forms.priority_filters(request.GET, found.lines, request.council.uses_five_ratings)
    chooser = forms.RoundChooser(found.rounds, found.round)
    context = {
        "page": found, "plans": found.plans, "counts": found.counts, "chooser": chooser, "filters": filters, "days": request.days,
    }  # fmt: skip
    if stays:
        named = request.GET.copy()
        named["round"] = slug
        kept = {"round": slug} | request.days.kept
        context |= {"later": stays[1], "query": f"?{named.urlencode()}", "this_round": f"?{urlencode(kept)}"}
    if not found.filtered and (stays or found.round == found.rounds[0]) and not day:
        context["promised"] = promised.sentences(request.council, found.round, timezone.localdate())
    return shown(request, "record/home.html", context)


def _not_opened_yet(request: CouncilRequest, slug: str) -> HttpResponse:
    """A round, or any, had not been opened by the day; one that the council never had is not found on any day."""
    if slug and homes.chosen(request.council, slug)[1] is None:
        raise Http404("The council never had this round.")
    return looking_back.not_opened_yet(request)


def _if_allowed(request: CouncilRequest, name: str, **parts: str) -> str:
    """An address, if rounds may be opened and closed by this person."""
    if reviews.why_not_run_rounds(request.council, request.user):
        return ""
    return address(name, council=request.council.slug, **parts)


def my_work(request: CouncilRequest, council: str) -> HttpResponse:
    """What is this person's to do, by date; what they wait for; what they finished."""
    found = work.work_of(request.user, request.council, timezone.localdate())
    values = any(one.kind is work.Kind.VALUE for one in found.items)
    enter = reverse("record:collect", args=[council]) if values else ""
    first = request.may_open("reviews:open_round") and not plan_queries.plans(request.council).exists()
    return shown(request, "record/my_work.html", {"work": found, "collect": enter, "first": first})


@looking_back.allowed
def plans(request: CouncilRequest, council: str) -> HttpResponse:
    """Who answers, or answered at the end of a day, for what: plans, themes, priorities."""
    day = request.days.day
    _, round, before = homes.chosen(request.council, "", day)
    lines = (
        standing.lines_then(request.council, round, before, day, every=True)
        if day
        else standing.lines(request.council, round, before, every=True)
    )
    days = plan_queries.with_days(request.council, day)
    asked = [line for one in standing.with_days(lines, days, round) for line in one.lines]
    wanted, sort = forms.wanted(request.GET, PLAN_FILTERS), request.GET.get("sort", "")
    found = standing.ordered(homes.narrowed(lines, wanted), sort)
    kept = {name: value for name, value in wanted.items() if value}
    context = {
        "plans": standing.with_days(found, days, round), "may_define": not day and request.may_open("plans:plan_days"), "lines": lines, "found": len(found), "round": round, "days": request.days,
        "filters": forms.plan_filters(request.GET, lines, request.council.uses_five_ratings), "filtered": bool(kept),
        "query": f"?{urlencode(kept)}" if kept else "", "sorted": sort.removeprefix("-") in standing.ORDERS,
        "heading": standing.answered_for(asked or lines, then=bool(day)),
    }  # fmt: skip
    return shown(request, "record/plans.html", context)


@looking_back.allowed
def priority_page(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """A priority: its judgement, narrative and evidence in a round, now or as they stood at the end of a day."""
    days = request.days
    page = priority.page(request.council, reference, request.GET.get("round", ""), days.day)
    if page is None and days.day and reviews_queries.priority_at(request.council, reference):
        return looking_back.not_there_yet(request, "The priority had not been added")
    if page is None:
        raise Http404("The council has no such priority, or never had the round.")
    corrected = corrections.of_assessment(page.assessment) if page.assessment and not days.day else []
    context = {
        "page": page, "priority": page.priority, "days": days, "corrections": corrected, "brief": _brief(request, page.priority),
        "may_read_questions": request.may_open("reviews:assessment"),
        "may_answer": not days.day and request.may_open("plans:answers"),
    }  # fmt: skip
    return shown(request, "record/priority.html", context | ({} if days.day else _writing(request, page)))


def _brief(request: CouncilRequest, target: Model) -> bool:
    """Whether the headline and the exceptions stand alone: councillors ask for the detail by `?detail=1`. Either is counted."""
    councillor, asked = readers.is_councillor(request), request.GET.get("detail") == "1"
    readers.count(request, target, detailed=councillor and asked)
    return councillor and not asked


def _writing(request: CouncilRequest, page: priority.PriorityPage) -> dict[str, str]:
    """Where a person goes who may write or begin the assessment, or read its questions and versions."""
    council, found = request.council.slug, page.assessment
    read = {"read": address("reviews:assessment", council=council, assessment=str(found.pk))} if found else {}
    read = read if request.may_open("reviews:assessment") else {}
    if page.round is None or reviews.why_not_begin(page.round, request.user):
        return read
    if found is not None and not reviews.why_not_write(found, request.user):
        return {"assess": address("reviews:assess", council=council, assessment=str(found.pk)), **read}
    if found is not None:
        return read
    parts = {"round": page.round.slug, "reference": page.priority.reference}
    return {"begin": address("reviews:begin", council=council, **parts)}


def measures_page(request: CouncilRequest, council: str) -> HttpResponse:
    """The council's measures."""
    wanted = forms.wanted(request.GET, MEASURE_FILTERS)
    found = measures.listed(request.council, wanted, request.GET.get("sort", ""), request.GET.get("page", "1"))
    filters = forms.MeasureFilters(request.GET, choices={"service": found.services, "owner": found.owners})
    return shown(request, "record/measures.html", {"list": found, "filters": filters, "filtered": any(wanted.values())})


@looking_back.allowed
def measure_page(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """A measure: its sentence, chart, targets, definition and history."""
    day = request.days.day
    page = _measure(request, reference, day)
    if page is None and day and _measure(request, reference, None):
        return looking_back.not_there_yet(request, "The measure had not been defined")
    if page is None:
        raise Http404("The council has no such measure or area.")
    context = {
        "page": page, "measure": page.measure, "brief": _brief(request, page.measure), "facts": definition.facts(page.measure),
        "burden": _burden(request, page.measure), "days": request.days,
        "picture": page.picture if page.trend else None, "fan": page.fan,
        "may_define": request.may_open("measures:define"),
        "may_correct": not day and not measure_rules.why_not_record(request.council, [page.measure], request.user),
    }  # fmt: skip
    return shown(request, "record/measure.html", context)


def _measure(request: CouncilRequest, reference: str, on: date | None) -> measure.MeasurePage | None:
    area, chart, year = (request.GET.get(name, "") for name in ("area", "chart", "year"))
    return measure.page(request.council, reference, area, chart, year, on)


def _burden(request: CouncilRequest, found: Measure) -> definition.Facts:
    """What it costs and who uses it; of a past day only what was said of it, since readings and minutes are counted up to today."""
    counted = [] if request.days.day else burden.facts(request.council, found, timezone.localdate())
    return [*definition.burden(found), *counted]


@looking_back.allowed
def rounds_page(request: CouncilRequest, council: str) -> HttpResponse:
    """Every round and how far it has come, or had come at the end of a day."""
    day = request.days.day
    found = rounds.listed(request.council, day)
    context = {
        "rounds": found, "heading": rounds.heading(found, past=bool(day)) if found else "", "days": request.days,
        "made_up": any(line.round.illustrative for line in found), "open_round": "" if day else _if_allowed(request, "reviews:open_round"),
    }  # fmt: skip
    return shown(request, "record/rounds.html", context)


@looking_back.allowed
def round_page(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """The assessments of a round, or the amber and red only, now or as they stood at the end of a day."""
    days, restrained = request.days, readers.is_councillor(request) and request.GET.get("detail") != "1"
    page = rounds.page(
        request.council, round, exceptions=restrained or request.GET.get("exceptions") == "1", on=days.day,
        sort=request.GET.get("sort", ""),
    )  # fmt: skip
    if page is None and days.day:
        return _not_opened_yet(request, round)
    if page is None:
        raise Http404("The council never had this round.")
    stays = {"round": round} | days.kept
    context = {
        "page": page, "round": page.round, "summaries": address("reports:summaries", council=council, round=round), "days": days,
        "values": address("measures:progress", council=council, round=round) if page.round.collection_id else "",
        "state": _if_allowed(request, "reviews:round_state", round=round), "running": _running(request, page.round),
        "this_round": f"?{urlencode(stays)}", "brief": _brief(request, page.round),
    }  # fmt: skip
    return shown(request, "record/round.html", context)


def _running(request: CouncilRequest, round: Round) -> list[tuple[str, str]]:
    """Where the round is run: for those who may."""
    of, parts = request.council.slug, {"round": round.slug}
    places = {
        "reviews:progress": ("Who is late and what is missing", parts), "reviews:meeting": ("Challenge meeting", parts),
        "reviews:agreeing": ("What waits for me to agree", {}),
    }  # fmt: skip
    if request.days.day:
        del places["reviews:agreeing"]
    return [
        (words, address(name, council=of, **given)) for name, (words, given) in places.items() if request.may_open(name)
    ]


def search_page(request: CouncilRequest, council: str) -> HttpResponse:
    """Everything that a person may open, by its words, in one box."""
    text, only = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    kinds = found.may_find(request.may_open)
    page = search.search(request.council, text, kinds, only, request.GET.get("page", "1")) if text else None
    counts = page.counts if page else {}
    tally = [(kind, found.KINDS[kind].several, number) for kind, number in counts.items()]
    context = {"text": text, "found": page, "only": only if only in counts else "", "tally": tally}
    return shown(request, "record/search.html", context)


def export_file(request: CouncilRequest, council: str, kind: str, form: str) -> HttpResponseBase:
    """A kind of record as a file, narrowed as the list was from which it is taken."""
    table = export.table(request.council, kind, forms.wanted(request.GET, export.FILTERS))
    if table is None or form not in exports.FORMS:
        raise Http404("There is no such export.")
    return exports.response(table, form, f"{council}-{kind}")
