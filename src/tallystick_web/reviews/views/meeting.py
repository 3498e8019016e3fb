"""The challenge meeting of a round, projected on a wall: one exception at a time, and what is said of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.common import exports as files
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused
from tallystick_web.reviews import actions, exports, forms, rules
from tallystick_web.reviews.models import Assessment, MeetingNote, Round
from tallystick_web.reviews.queries import meetings
from tallystick_web.reviews.views.found import the_assessment, the_round


def agenda(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """What the meeting will look at, in order."""
    found = the_round(request, round)
    context = {
        "round": found, "exceptions": meetings.exceptions(found, timezone.localdate()), "minutes": meetings.minutes(found),
    }  # fmt: skip
    return render(request, "reviews/meeting_agenda.html", context)


def exception(request: CouncilRequest, council: str, round: str, assessment: int) -> HttpResponse:
    """One exception; its address stays the same however the order changes."""
    return _wall(request, the_round(request, round), the_assessment(request, assessment))


def _wall(request: CouncilRequest, round: Round, found: Assessment, form: forms.NoteForm | None = None) -> HttpResponse:
    every = meetings.exceptions(round, timezone.localdate())
    places = [one.assessment.pk for one in every]
    if found.round_id != round.pk or found.pk not in places:
        raise Http404(f"{found} is no exception of {round}.")
    at = places.index(found.pk)
    may_note = rules.why_not_begin(round, request.user) is None
    context = {
        "round": round, "one": every[at], "assessment": every[at].assessment, "number": at + 1, "total": len(every),
        "previous": places[at - 1] if at else None, "next": places[at + 1] if at + 1 < len(places) else None,
        "minutes": [note for note in meetings.minutes(round) if note.assessment_id == found.pk],
        "form": form or (forms.NoteForm(council=request.council) if may_note else None),
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
            return redirect("reviews:meeting_exception", council, of.slug, found.pk)
    return _wall(request, of, found, form)


def minutes(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """What was noted, decided, asked and given to somebody to do."""
    found = the_round(request, round)
    return render(request, "reviews/minutes.html", {"round": found, "minutes": meetings.minutes(found)})


def minutes_file(request: CouncilRequest, council: str, round: str, format: str) -> HttpResponseBase:
    """The same as a file."""
    found = the_round(request, round)
    return files.response(exports.of_minutes(meetings.minutes(found)), format, f"{council}-{found.slug}-minutes")
