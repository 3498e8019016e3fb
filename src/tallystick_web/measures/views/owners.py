"""Who looks after which measure; those of nobody first. The performance team gives measures to somebody else, many at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tallystick_web.common import words
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures import actions, queries, rules
from tallystick_web.measures.forms.collecting import OwnerForm


def owners(request: CouncilRequest, council: str) -> HttpResponse:
    """Every owner with their measures; measures of nobody, and of people who have left, before all others."""
    groups = queries.by_owner(request.council)
    orphaned = sum(len(group.measures) for group in groups if group.orphaned)
    context = {
        "groups": groups, "orphaned": orphaned, "total": sum(len(group.measures) for group in groups),
        "may_manage": rules.why_not_define(request.council, request.user) is None,
    }  # fmt: skip
    return render(request, "measures/owners.html", context)


@require_POST
def reassign(request: CouncilRequest, council: str) -> HttpResponse:
    """Give the chosen measures to somebody: first look at what would change hands, then do it."""
    refuse_if(rules.why_not_define(request.council, request.user))
    chosen = list(queries.measures(request.council).filter(reference__in=request.POST.getlist("chosen")))
    if not chosen:
        messages.warning(request, "Choose at least one measure first: tick the boxes before them.")
        return redirect("measures:owners", council)
    form = OwnerForm(
        request.POST if "owner" in request.POST else None, people=councils.members(request.council),
        offered=councils.can_be_given_work(request.council),
    )  # fmt: skip
    preview = []
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        preview = [(one, rules.why_not_reassign(one, owner, request.user), one.owner_id == owner.pk) for one in chosen]
        if request.POST.get("do") == "change" and not any(refused for _, refused, _ in preview):
            count = actions.reassign(measures=chosen, owner=owner, by=request.user)
            messages.success(
                request, f"{words.count(count, 'measure')} given to {owner}. What is due of them stands on their list."
            )
            return redirect("measures:owners", council)
    willing = sum(not refused and not same for _, refused, same in preview)
    return render(
        request, "measures/reassign.html", {"form": form, "chosen": chosen, "preview": preview, "willing": willing}
    )
