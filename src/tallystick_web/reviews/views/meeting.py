"""The challenge meeting of a round, projected on a wall: one exception at a time, and what is said of it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.common import exports as files
from tallystick_web.councils import looking_back
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.forms import DayForm
from tallystick_web.councils.rules import Refused
from tallystick_web.reviews import actions, exports, forms, rules
from tallystick_web.reviews.models import Assessment, MeetingNote, Round
from tallystick_web.reviews.queries import meetings
from tallystick_web.reviews.queries.as_at import meetings as as_at
from tallystick_web.reviews.queries.meetings import Exceptional
from tallystick_web.reviews.views.found import the_assessment, the_round, the_round_then


@looking_back.allowed
def agenda(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """What the meeting will look at, in order."""
    found = the_round_then(request, round)
    if found is None:
        return looking_back.not_opened_yet(request)
    exceptions, noted = _told(found, request.days.day)
    context = {"round": found, "exceptions": exceptions, "minutes": noted, "days": request.days}
    return render(request, "reviews/meeting_agenda.html", context)


def _told(round: Round, day: date | None, *, texts: bool = False) -> tuple[list[Exceptional], list[MeetingNote]]:
    """The exceptions and the minutes, of now or of a day."""
    if day:
        return as_at.exceptions(round, day, texts=texts), as_at.minutes(round, day)
    return meetings.exceptions(round, timezone.localdate()), meetings.minutes(round)


@looking_back.allowed
def exception(request: CouncilRequest, council: str, round: str, assessment: int) -> HttpResponse:
    """One exception; its address stays the same however the order changes."""
    of = the_round_then(request, round)
    if of is None:
        return looking_back.not_opened_yet(request)
    return _wall(request, of, the_assessment(request, assessment), days=request.days)


def _wall(
    request: CouncilRequest,
    round: Round,
    found: Assessment,
    form: forms.NoteForm | None = None,
    days: DayForm | None = None,
) -> HttpResponse:
    day = days.day if days else None
    every, noted = _told(round, day, texts=True)
    places = [one.assessment.pk for one in every]
    if found.round_id != round.pk or found.pk not in places:
        raise Http404(f"{found} is no exception of {round}.")
    at = places.index(found.pk)
    may_note = not day and rules.why_not_begin(round, request.user) is None
    here = [note for note in noted if note.assessment_id == found.pk]
    taken_up = next((note for note in here if str(note.pk) == request.GET.get("from")), None)
    context = {
        "round": round, "one": every[at], "assessment": every[at].assessment, "number": at + 1, "total": len(every),
        "previous": places[at - 1] if at else None, "next": places[at + 1] if at + 1 < len(places) else None,
        "minutes": here, "days": days, "taken_up": taken_up,
        "form": form or (forms.NoteForm(council=request.council, taken_up=taken_up) if may_note else None),
    }  # fmt: skip
    return render(request, "reviews/meeting.html", context)


@require_POST
def note(request: CouncilRequest, council: str, round: str, assessment: int) -> HttpResponse:
    """Keep what was said."""
    of, found = the_round(request, round), the_assessment(request, assessment)
    form = forms.NoteForm(request.POST, council=request.council)
    if form.is_valid():
        try:
            said = actions.note_meeting(
                round=of, assessment=found, kind=MeetingNote.Kind(form.cleaned_data["kind"]), text=form.cleaned_data["text"],
                owner=form.cleaned_data["owner"], due=form.cleaned_data["due"], by=request.user,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("kind", str(refused))
        else:
            messages.success(request, f"Kept. {said}")
            return redirect(f"{reverse('reviews:meeting_exception', args=[council, of.slug, found.pk])}#take")
    return _wall(request, of, found, form)


@looking_back.allowed
def minutes(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """What was noted, decided, asked and given to somebody to do."""
    found, day = the_round_then(request, round), request.days.day
    if found is None:
        return looking_back.not_opened_yet(request)
    noted = as_at.minutes(found, day) if day else meetings.minutes(found)
    return render(request, "reviews/minutes.html", {"round": found, "minutes": noted, "days": request.days})


def minutes_file(request: CouncilRequest, council: str, round: str, format: str) -> HttpResponseBase:
    """The same as a file."""
    found = the_round(request, round)
    return files.response(exports.of_minutes(meetings.minutes(found)), format, f"{council}-{found.slug}-minutes")
