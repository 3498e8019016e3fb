"""The position statement for the bodies that come back, and what came of a challenge for councillors."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from tallystick_web.challenges import exports, forms
from tallystick_web.challenges.queries import statement, telling
from tallystick_web.challenges.views import asked
from tallystick_web.common import exports as files
from tallystick_web.common.context import address
from tallystick_web.councils.access import CouncilRequest


def position(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Every recommendation, quick win and suggestion as it stood on a day."""
    found, on = asked.challenge(request, reference), forms.OnForm(request.GET).day
    told = statement.statement(found, on, confidential=asked.sees(request))
    return render(request, "challenges/position.html", {
        "challenge": found, "told": telling.as_data(told), "on": on, "filters": forms.OnForm(request.GET),
        "pdf": address("reports:position_pdf", council=council, reference=reference),
        "publish": address("publishing:publish_position", council=council, reference=reference)
        if request.may_open("publishing:publish_position") else "",
    })  # fmt: skip


def position_file(request: CouncilRequest, council: str, reference: str, format: str) -> HttpResponseBase:
    """The same as a table."""
    found, on = asked.challenge(request, reference), forms.OnForm(request.GET).day
    told = statement.statement(found, on, confidential=asked.sees(request))
    return files.response(exports.of_statement(told), format, f"{council}-{reference}-position-{on.isoformat()}")


def what_came(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """What did they say, what did we promise, what is done, what helped."""
    found, on = asked.challenge(request, reference), forms.OnForm(request.GET).day
    told = telling.as_data(statement.statement(found, on))
    filters = forms.OnForm(request.GET)
    return render(request, "challenges/outcome.html", {"challenge": found, "told": told, "on": on, "form": filters})
