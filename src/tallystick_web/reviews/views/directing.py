"""The director's page: everything that waits, agreed one by one, several together, or asked about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick_web.common import keys, words
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused
from tallystick_web.reviews import actions, queries, rules
from tallystick_web.reviews.queries import directing
from tallystick_web.reviews.queries.directing import Waiting


def agreeing(request: CouncilRequest, council: str) -> HttpResponse:
    """What waits for this person, or for those they stand in for."""
    if request.method == "POST":
        _agree_several(request)
        return redirect("reviews:agreeing", council)
    mine = councils.stands_for(person=request.user, council=request.council, on=timezone.localdate())
    found = directing.waiting(request.council, request.roles, mine)
    wrote = queries.written_by(request.user, [one.assessment for one in found])
    why_not = {one.assessment.pk: _why_not(request, one, mine, one.assessment.pk in wrote) for one in found}
    ready = [one for one in found if not why_not[one.assessment.pk]]
    context = {
        "ready": ready, "asked": [one for one in found if one.unanswered],
        "others": [(one, why_not[one.assessment.pk]) for one in found if why_not[one.assessment.pk] and not one.unanswered],
        "apart": sum(one.greener_by > 0 for one in ready), "for_whom": _for_whom(request, found, mine),
        "round": next((one.assessment.round for one in found), None), "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "reviews/agreeing.html", context)


def _why_not(request: CouncilRequest, one: Waiting, mine: frozenset[int], wrote: bool) -> str | None:
    who = rules.parties(one.assessment, one.people, by=request.user, roles=request.roles, mine=mine, wrote=wrote)
    return rules.why_not_agree_as(one.assessment, who, one.unanswered)


def _for_whom(request: CouncilRequest, found: list[Waiting], mine: frozenset[int]) -> list[str]:
    """The directors in whose place the person would agree."""
    directors = {
        one.accountable_director for each in found for one in each.priorities
        if request.user.pk not in each.people.directors and one.accountable_director_id in mine
    }  # fmt: skip
    return sorted(str(one) for one in directors if one)


def _agree_several(request: CouncilRequest) -> None:
    """Each in a transaction of its own: one that cannot be agreed holds up none of the others, and is named with its reason."""
    chosen = keys.keys(request.POST.getlist("chosen"))
    agreed, refused = [], []
    for key in chosen:
        found = queries.assessment_at(request.council, key)
        if found is None:
            continue
        try:
            actions.agree(assessment=found, by=request.user)
            agreed.append(found.references)
        except Refused as why:
            refused.append(f"{found.references}: {why}")
    if agreed:
        messages.success(request, f"You agreed {words.count(len(agreed), 'assessment')}: {', '.join(agreed)}.")
    if refused:
        messages.error(
            request,
            f"{words.count(len(refused), 'assessment was', 'assessments were')} not agreed. {' '.join(refused)}",
        )
    if not chosen:
        messages.error(request, "Choose the assessments that you agree.")
