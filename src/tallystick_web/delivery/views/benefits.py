"""Did the benefits of closed projects come, in measures and in money?"""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tallystick_web.common import exports, lists
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.delivery import tables
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.forms.projects import RealisedForm
from tallystick_web.delivery.queries import benefits, money
from tallystick_web.delivery.rules import projects as rules


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The benefits of projects that have closed, and what partners would be paid for savings."""
    found = benefits.followed(request.council)
    bargains = money.bargained(request.council)
    shown = [*(one.benefit.project for one in found), *(one.clause.project for one in bargains)]
    context = {
        "benefits": lists.ordered(found, benefits.SORTS, request.GET.get("sort", "")), "money": money.money(one.benefit for one in found), "bargains": bargains,
        "made_up": any(one.illustrative for one in shown),
        "may_follow": request.may_open("delivery:realised"),
    }  # fmt: skip
    return render(request, "delivery/benefits.html", context)


def export(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The benefits of every project as a file: what is not closed yet leaves with the council too."""
    if form not in exports.FORMS:
        raise Http404("There is no such export.")
    return exports.response(tables.benefits(benefits.every(request.council)), form, f"{council}-benefits")


def realised(request: CouncilRequest, council: str, benefit: int) -> HttpResponse:
    """Say what a benefit has brought in money; this goes on after its project has closed."""
    found, today = benefits.benefit_at(request.council, benefit), timezone.localdate()
    if found is None:
        raise Http404(f"{request.council} has no such benefit.")
    refuse_if(rules.why_not_follow(found.project, request.user))
    back = reverse("delivery:project", args=[council, found.project.reference])
    form = RealisedForm(request.POST or None, initial={"as_at": today})
    if form.is_valid():
        try:
            doing.record_realised(benefit=found, today=today, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("as_at", str(refused))
        else:
            messages.success(request, "Noted. What was said before stays on the record.")
            return redirect(back)
    context = {
        "form": form, "heading": f"What has “{found.title}” brought?", "button": "Save", "record": found.project, "back": back,
        "list": "delivery:projects", "list_name": "Projects",
    }  # fmt: skip
    return render(request, "delivery/ask.html", context)
