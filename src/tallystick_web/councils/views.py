"""The units and people of a council."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick_web.common import exports
from tallystick_web.common.words import day
from tallystick_web.councils import actions, forms, queries, rules
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.models import Role, Unit
from tallystick_web.councils.rules import Refused, refuse_if

STALE = "Somebody else changed this while you had it open: it is called {} now, stands beneath {} and is headed by {}. If yours is right, save it again."


def people(request: CouncilRequest, council: str) -> HttpResponse:
    """Who holds which role."""
    every = queries.people(request.council)
    context = {
        "people": _narrowed(request, every),
        "total": len(every),
        "filters": forms.PeopleFilters(request.GET),
        "filtered": any(request.GET.get(name) for name in ("q", "role")),
        "query": request.GET.urlencode(),
        "may_manage": rules.why_not_manage(request.council, request.user) is None,
        "works": request.may_open("councils:deputies"),
    }
    return render(request, "councils/people.html", context)


def people_file(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The same list as a file."""
    found = _narrowed(request, queries.people(request.council))
    rows = (
        (str(person), person.email, "; ".join(str(one.get_role_display()) for one in memberships))
        for person, memberships in found
    )
    return exports.response(
        exports.Table("people", ("name", "e-mail address", "roles"), rows), form, f"{council}-people"
    )


def _narrowed(request: CouncilRequest, every: list[queries.Held]) -> list[queries.Held]:
    text, role, sort = (request.GET.get(name, "").strip() for name in ("q", "role", "sort"))
    return queries.narrowed(every, text, role, sort)


def add_person(request: CouncilRequest, council: str) -> HttpResponse:
    """Add a person with roles, or give more roles to one who is known."""
    form = forms.PersonForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        roles = [Role(role) for role in typed["roles"]]
        try:
            person = actions.add_person(
                council=request.council, name=typed["name"], email=typed["email"], roles=roles, by=request.user
            )
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            told = f"{person.name} can sign in as {person.email}, after setting a password under “I have forgotten my password” if they have none yet."
            messages.success(request, told)
            return redirect("councils:people", council)
    return render(request, "councils/add_person.html", {"form": form})


@require_POST
def take_role(request: CouncilRequest, council: str, membership: int) -> HttpResponse:
    """Take a role from a person."""
    found = queries.membership_at(request.council, membership)
    if found is None:
        raise Http404("This role is no longer held.")
    actions.take_role(membership=found, by=request.user)
    messages.success(request, f"{found.person} is no longer {found.get_role_display().lower()}.")
    return redirect("councils:people", council)


def add_unit(request: CouncilRequest, council: str) -> HttpResponse:
    """Add a directorate, or a service beneath one."""
    refuse_if(rules.why_not_manage(request.council, request.user))
    beneath = request.GET.get("beneath")
    start = {"parent": beneath, "kind": Unit.Kind.SERVICE} if beneath else {}
    form = forms.UnitForm(request.POST or None, council=request.council, initial=start)
    if form.is_valid():
        try:
            added = actions.add_unit(council=request.council, by=request.user, **form.described())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{added} is added.")
            return redirect("record:structure", council)
    return render(request, "councils/unit.html", {"form": form, "heading": "Add a directorate or service"})


def change_unit(request: CouncilRequest, council: str, unit: int) -> HttpResponse:
    """Rename a unit, move it, or say who heads it; a form made from an older state of it is shown again first."""
    found = _unit(request, unit)
    refuse_if(rules.why_not_change_unit(found, request.user))
    posted, stale = request.POST.copy(), False
    form = forms.UnitForm(
        posted or None, council=request.council, unit=found, initial={"seen": queries.unit_seen(found)}
    )
    if form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        try:
            actions.change_unit(unit=found, by=request.user, seen=seen, **form.described())
        except actions.Stale:
            stale, posted["seen"] = True, str(queries.unit_seen(found))
            form.add_error(None, STALE.format(found, found.parent or "nothing", found.head or "nobody"))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{found} is saved.")
            return redirect("record:structure", council)
    return render(
        request, "councils/unit.html", {"form": form, "heading": f"Change {found}", "unit": found},
        status=409 if stale else 200,
    )  # fmt: skip


@require_POST
def reopen_unit(request: CouncilRequest, council: str, unit: int) -> HttpResponse:
    """Open a closed unit again."""
    found = _unit(request, unit)
    actions.reopen_unit(unit=found, by=request.user)
    messages.success(request, f"{found} is open again.")
    return redirect("record:structure", council)


def _unit(request: CouncilRequest, key: int) -> Unit:
    found = queries.unit_at(request.council, key)
    if found is None:
        raise Http404("The council has no such directorate or service.")
    return found


def deputies(request: CouncilRequest, council: str) -> HttpResponse:
    """Who stands in for whom, now and later; naming a deputy, one's own or, for the performance team, anybody's."""
    today, manages = timezone.localdate(), rules.why_not_manage(request.council, request.user) is None
    start = {"person": request.user.pk, "start": today}
    form = forms.DeputyForm(
        request.POST or None, council=request.council, by=request.user, for_others=manages, initial=start
    )
    if form.is_valid():
        typed = {"person": request.user, **form.cleaned_data}
        try:
            named = actions.name_deputy(council=request.council, by=request.user, **typed)
        except Refused as refused:
            form.add_error("end" if typed["end"] < typed["start"] else "deputy", str(refused))
        else:
            messages.success(
                request, f"{named.deputy} stands in for {named.person} from {day(named.start)} to {day(named.end)}."
            )
            return redirect("councils:deputies", council)
    found = [
        (one, one.start <= today, rules.why_not_end_deputy(one, request.user) is None)
        for one in queries.deputies(request.council, today)
    ]
    return render(request, "councils/deputies.html", {"form": form, "deputies": found})


@require_POST
def end_deputy(request: CouncilRequest, council: str, deputy: int) -> HttpResponse:
    """Take a standing-in back from today."""
    found = queries.deputy_at(request.council, deputy)
    if found is None:
        raise Http404("There is no such deputy.")
    actions.end_deputy(deputy=found, by=request.user)
    messages.success(request, f"{found.deputy} no longer stands in for {found.person}.")
    return redirect("councils:deputies", council)
