"""How the values of a round come in, for everybody; more time and values asked for by hand, for the performance team."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.audit.queries import ends
from tallystick_web.common import exports, keys, words
from tallystick_web.councils import looking_back
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.measures import actions, as_at, asking, queries, rules
from tallystick_web.measures import progress as following
from tallystick_web.measures.forms.collecting import AskForm, ExtendForm, ProgressFilters
from tallystick_web.measures.models import Collection

A_PAGE = 50
FILTERS = ("state", "owner", "service")


@looking_back.allowed
def progress(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """What is given, due, overdue and not due in a round, or was at the end of a day."""
    collection, day = _collection(request, round), request.days.day
    if day and collection.opened_at >= ends(day):
        return looking_back.not_opened_yet(request)
    every = _lines(collection, day)
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    found, held = following.narrowed(every, wanted, request.GET.get("sort", "")), following.counts(every)
    asked = sum(line.due is not None for line in every)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    may_manage = not day and rules.why_not_define(request.council, request.user) is None
    forgotten = sum(len(line.forgotten) for line in every) if may_manage else 0
    context = {
        "collection": collection, "slug": round, "heading": following.heading(collection, held, asked), "counts": held, "unasked": len(every) - asked, "awaited": held["not_due"] - (len(every) - asked),
        "page": page,
        "filters": ProgressFilters(request.GET, every), "filtered": any(wanted.values()), "query": request.GET.urlencode(),
        "forgotten": forgotten if forgotten and rules.why_not_ask_again(collection, request.user) is None else 0,
        "orphans": sum(line.leaver for line in every),
        "may_manage": may_manage, "days": request.days,
        "choosable": may_manage and any(line.due and line.state != "given" for line in page),
        "retired": as_at.retired_since(request.council, day) if day else [],
    }  # fmt: skip
    return render(request, "measures/progress.html", context)


def _lines(collection: Collection, day: date | None) -> list[following.Line]:
    return following.lines_then(collection, day) if day else following.lines(collection, timezone.localdate())


@looking_back.allowed
def export(request: CouncilRequest, council: str, round: str, form: str) -> HttpResponseBase:
    """The same list as a file."""
    every = _lines(_collection(request, round), request.days.day)
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    found = following.narrowed(every, wanted, request.GET.get("sort", ""))
    return exports.response(following.table(found), form, f"{council}-values-{round}")


@require_POST
def extend(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """Give more time for the chosen values: to which day, and why."""
    collection = _collection(request, round)
    refuse_if(rules.why_not_define(request.council, request.user))
    named = keys.keys(request.POST.getlist("chosen"))
    chosen = [due for due in queries.dues_at(request.council, named) if due.collection_id == collection.pk]
    if not chosen:
        messages.warning(request, "Choose at least one value first: tick the boxes before the measures.")
        return redirect("measures:progress", council, round)
    form = ExtendForm(request.POST if "until" in request.POST else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                for due in chosen:
                    actions.extend(due=due, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("until", str(refused))
        else:
            until = words.day(form.cleaned_data["until"])
            messages.success(
                request,
                f"{words.count(len(chosen), 'value')} may be given until {until}. The reason stands beside each.",
            )
            return redirect("measures:progress", council, round)
    return render(request, "measures/extend.html", {"form": form, "chosen": chosen, "slug": round})


def ask(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """Ask for one value by hand, such as the wave of a survey; or for all of measures that came after the round had opened."""
    collection = _collection(request, round)
    refuse_if(rules.why_not_define(request.council, request.user))
    if "forgotten" in request.POST:
        return _ask_for_forgotten(request, collection, round)
    form = AskForm(request.POST or None, measures=queries.in_use(request.council))
    if form.is_valid():
        measure, period = form.cleaned_data["measure"], form.cleaned_data["period"]
        actions.ask_for(collection=collection, measure=measure, period=period, by=request.user)
        known = asking.available_on(period, measure.lag_days)
        later = f" from {words.day(known)}, when it can be known" if known > timezone.localdate() else ""
        messages.success(request, f"{measure.reference} is asked for {period}. It stands on its owner’s list{later}.")
        if period.end > collection.end:
            told = f"{period} ends after {collection.period}. The report of that round shows values up to {words.day(collection.end)} only."
            messages.warning(request, told)
        return redirect("measures:progress", council, round)
    return render(request, "measures/ask.html", {"form": form, "collection": collection, "slug": round})


def _ask_for_forgotten(request: CouncilRequest, collection: Collection, round: str) -> HttpResponse:
    refuse_if(rules.why_not_ask_again(collection, request.user))
    count = sum(len(found) for found in queries.unasked(collection).values())
    actions.ask(council=request.council, period=collection.period, deadline=collection.deadline, by=request.user)
    messages.success(
        request,
        f"{words.count(count, 'more value is', 'more values are')} asked for. They stand on their owners’ lists.",
    )
    return redirect("measures:progress", request.council.slug, round)


def _collection(request: CouncilRequest, slug: str) -> Collection:
    found = queries.collection_at(request.council, slug)
    if found is None:
        raise Http404("No values were asked for in this round.")
    return found
