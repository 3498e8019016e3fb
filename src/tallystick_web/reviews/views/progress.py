"""The performance team's page of a round: who is late, what is missing, and what is done about it, several at a time."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.accounts.models import User
from tallystick_web.accounts.post import OUT_OF_REACH
from tallystick_web.common import exports as files
from tallystick_web.common import keys, words
from tallystick_web.common.context import address
from tallystick_web.councils import actions as councils
from tallystick_web.councils import looking_back
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.digests import Line as Thing
from tallystick_web.councils.queries import can_be_given_work, members
from tallystick_web.councils.rules import Refused
from tallystick_web.reviews import actions, exports, forms, rules
from tallystick_web.reviews.models import Assessment, Round
from tallystick_web.reviews.queries import burndown, progress, reporting
from tallystick_web.reviews.queries.as_at import progress as as_at
from tallystick_web.reviews.queries.as_at import reporting as reporting_then
from tallystick_web.reviews.queries.progress import Line
from tallystick_web.reviews.views.found import the_round, the_round_then

PAGE = 50
FILTERS = ("show", "person")


@looking_back.allowed
def progress_page(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """How far a round has come, or had come at the end of a day."""
    found, day = the_round_then(request, round), request.days.day
    if found is None:
        return looking_back.not_opened_yet(request)
    on, told = day or timezone.localdate(), as_at if day else progress
    every = told.lines(found, on)
    shown = Paginator(_narrowed(request, every), PAGE).get_page(request.GET.get("page"))
    turns = sorted({(progress.key(who), str(who)) for one in every for who in one.turn}, key=lambda pair: pair[1])
    context = {
        "round": found, "total": len(every), "page": shown,
        "settled": sum(one.settled for one in every), "late": sum(bool(one.days_late) for one in every),
        "unowned": sum(one.unowned for one in every),
        "contradicted": sum(bool(one.contradictions) for one in every), "data_late": sum(bool(one.late) for one in every),
        "untold": sum(one.untold for one in every), "values": told.values(found, on), "burndown": burndown.burndown(found, on),
        "values_page": address("measures:progress", council=council, round=round), "filtered": any(request.GET.get(name) for name in FILTERS),
        "filters": forms.ProgressFilters(request.GET, choices={"show": told.SHOWS.items(), "person": turns}), "days": request.days,
        "query": request.GET.urlencode(),
        "actions": reporting_then.progress(found, on)[0] if day else reporting.progress(found, on),
        "form": _change_form(request) if found.state == Round.State.OPEN and not day else None,
    }  # fmt: skip
    return render(request, "reviews/progress.html", context)


def _change_form(request: CouncilRequest, *typed: Any) -> forms.ChangeForm:
    return forms.ChangeForm(*typed, people=members(request.council), offered=can_be_given_work(request.council))


def _narrowed(request: CouncilRequest, every: list[Line]) -> list[Line]:
    show, person, sort = (request.GET.get(name, "") for name in (*FILTERS, "sort"))
    return progress.narrowed(every, show, person, sort)


@looking_back.allowed
def progress_file(request: CouncilRequest, council: str, round: str, format: str) -> HttpResponseBase:
    """The same list of priorities as a file."""
    found, day = the_round_then(request, round), request.days.day
    if found is None:
        return looking_back.not_opened_yet(request)
    every = (as_at if day else progress).lines(found, day or timezone.localdate())
    return files.response(exports.of_progress(_narrowed(request, every)), format, f"{council}-{found.slug}-progress")


@require_POST
def change(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """Chase, give more time, give to another, carry as missing: shown first, and done once it is confirmed."""
    found = the_round(request, round)
    named = set(keys.keys(request.POST.getlist("chosen")))
    chosen = [one for one in progress.lines(found, timezone.localdate()) if one.priority.pk in named]
    if not chosen:
        messages.error(request, "Choose the priorities to do something with.")
        return redirect("reviews:progress", council, found.slug)
    form = _change_form(request, request.POST)
    rows: list[tuple[Line, str, str | None]] = []
    if form.is_valid():
        gate = _why_not_any(found, form.cleaned_data, request.user)
        rows = [(one, _will(one, form.cleaned_data), _why_not(one, form.cleaned_data) or gate) for one in chosen]
        if "confirmed" in request.POST:
            _do(request, [one for one, _, why_not in rows if not why_not], form.cleaned_data)
            _name(request, [f"{one.priority.reference}: {why_not}" for one, _, why_not in rows if why_not])
            return redirect("reviews:progress", council, found.slug)
    able = sum(not why_not for _, _, why_not in rows)
    context = {"round": found, "form": form, "rows": rows, "chosen": chosen, "able": able}
    return render(request, "reviews/change.html", context)


def _will(one: Line, typed: dict[str, Any]) -> str:
    """What would happen to one of them."""
    due = words.day(one.due_on) or "no day"
    return {
        "chase": f"{', '.join(map(str, one.turn))} is asked: {one.todo}",
        "extend": f"Wanted by {words.day(typed.get('until'))} instead of {due}",
        "reassign": f"Written by {typed.get('author')} instead of {', '.join(map(str, one.turn)) or 'nobody'}",
        "carry": f"Carried as missing: {typed.get('reason')}",
        "carry_no_more": "Carried as missing no more: it is to be agreed again before the round is closed",
    }[typed["do"]]


def _why_not_any(round: Round, typed: dict[str, Any], by: User) -> str | None:
    """What stands against all of them alike, asked once however many are chosen."""
    if typed["do"] == "chase":
        return None
    author = rules.why_not_author(round.council, typed["author"]) if typed["do"] == "reassign" else None
    return author or rules.why_not_run_rounds(round.council, by)


def _why_not(one: Line, typed: dict[str, Any]) -> str | None:
    said = one.assessment or Assessment(council=one.round.council, round=one.round)
    if typed["do"] == "carry_no_more":
        return None if one.carried else "It is not carried as missing."
    if one.settled:
        return f"It is {one.state}: there is nothing left to do."
    if typed["do"] == "extend":
        return rules.why_no_more_time(said, typed["until"], typed["reason"])
    if typed["do"] == "carry":
        return rules.why_not_missing(one.round, one.priority, typed["reason"])
    return (
        None
        if one.turn or typed["do"] == "reassign"
        else "Nobody is there to be asked. Give it to another author first."
    )


def _do(request: CouncilRequest, chosen: list[Line], typed: dict[str, Any]) -> None:
    if typed["do"] == "chase":
        _chase(request, chosen)
        return
    done, refused = [], []
    for one in chosen:
        try:
            _change(one, typed, request.user)
            done.append(one.priority.reference)
        except Refused as why:
            refused.append(f"{one.priority.reference}: {why}")
    verb = {
        "extend": "More time was given to",
        "reassign": f"{typed.get('author')} writes",
        "carry": "Carried as missing:",
        "carry_no_more": "No longer carried as missing:",
    }[typed["do"]]
    if done:
        messages.success(request, f"{verb} {', '.join(done)}.")
    _name(request, refused)


def _change(one: Line, typed: dict[str, Any], by: User) -> None:
    if typed["do"] == "carry":
        actions.carry(round=one.round, reasons={one.priority: typed["reason"]}, by=by)
        return
    if typed["do"] == "carry_no_more":
        actions.carry_no_more(round=one.round, priority=one.priority, by=by)
        return
    said = one.assessment or actions.keep_assessment(
        round=one.round, priorities=[one.priority], narrative="", rating=None, reason="", grades=[], by=by
    )
    if typed["do"] == "extend":
        actions.extend(assessment=said, until=typed["until"], reason=typed["reason"], by=by)
    else:
        actions.reassign(assessment=said, author=typed["author"], by=by)


def _chase(request: CouncilRequest, chosen: list[Line]) -> None:
    """One letter a person, with everything that is asked of them."""
    asked: dict[User, list[Thing]] = defaultdict(list)
    for one in chosen:
        for person in one.turn:
            asked[person].append(Thing(one.todo, one.url, one.due_on))
    sent, refused = [], []
    for person, things in asked.items():
        try:
            lines = list(dict.fromkeys(things))
            letter = councils.chase(council=request.council, person=person, lines=lines, by=request.user)
        except Refused as why:
            refused.append(str(why))
            continue
        if not letter.failure:
            sent.append(str(person))
            continue
        refused.append(
            f"The reminder to {person} could not be delivered: {letter.failure}. It is tried again by the next run."
        )
        if letter.failure.startswith(OUT_OF_REACH):
            break  # nobody waits for thirty times the mail server's silence
    if sent:
        messages.success(
            request, f"{words.count(len(sent), 'reminder was', 'reminders were')} sent, to {', '.join(sent)}."
        )
    _name(request, refused)


def _name(request: CouncilRequest, refused: list[str]) -> None:
    if refused:
        messages.error(request, f"Not done for {len(refused)}. {' '.join(refused)}")
