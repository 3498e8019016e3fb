"""The overall summaries as a page and as a PDF; the position statement of a challenge as a PDF (its page is of `challenges`)."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tallystick_web.challenges import queries as challenges
from tallystick_web.challenges.forms import OnForm
from tallystick_web.challenges.queries import statement, telling
from tallystick_web.challenges.rules import may_see_confidential
from tallystick_web.common.context import address
from tallystick_web.councils import looking_back, readers
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.models import Role
from tallystick_web.reports import pdf, queries, values
from tallystick_web.reviews.queries import as_at


@looking_back.allowed
def summaries(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """The report of a round as a page, now or as it was at the end of a day; `?exceptions=1` cuts its body to amber and red."""
    exceptions, days = _exceptions(request), request.days
    report = _report(request, round, exceptions)
    if report is None:
        return looking_back.not_opened_yet(request)
    stays = ({"exceptions": "1"} if exceptions else {}) | days.kept
    return render(request, "reports/summaries.html", {
        "report": report, "exceptions": exceptions, "publish": "" if days.day else _publish(request, council, round), "days": days,
        "pdf": reverse("reports:summaries_pdf", args=[council, round]) + (f"?{urlencode(stays)}" if stays else ""),
    })  # fmt: skip


@looking_back.allowed
def summaries_pdf(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """The same as a tagged PDF."""
    exceptions = _exceptions(request)
    report = _report(request, round, exceptions)
    if report is None:
        return looking_back.not_opened_yet(request)
    name = f"{council}-{round}-overall-summaries{'-by-exception' if exceptions else ''}.pdf"
    page = reverse("reports:summaries", args=[council, round])
    return _printed(request, lambda: pdf.summaries(values.as_data(report)), name, page)


def position_pdf(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """The position statement of a challenge as it stood on a day, as a tagged PDF."""
    challenge = challenges.challenge_at(request.council, reference)
    if challenge is None:
        raise Http404
    on, sees = OnForm(request.GET).day, may_see_confidential(request.council, request.user)
    told = telling.as_data(statement.statement(challenge, on, confidential=sees))
    name = f"{council}-{reference}-position-{on.isoformat()}.pdf"
    return _printed(
        request, lambda: pdf.position(told), name, reverse("challenges:position", args=[council, reference])
    )


def _printed(request: CouncilRequest, make: Callable[[], bytes], name: str, page: str) -> HttpResponse:
    """A PDF under its name; where it cannot be made, why, and the page that says the same."""
    try:
        made = make()
    except pdf.Unprintable as error:
        return render(request, "reports/unprintable.html", {"reason": error, "page": page}, status=503)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _exceptions(request: CouncilRequest) -> bool:
    return request.GET.get("exceptions") == "1"


def _report(request: CouncilRequest, slug: str, exceptions: bool) -> values.Summaries | None:
    """None where the round had not been opened by the day that is looked back at."""
    day, round = request.days.day, queries.round_of(request.council, slug)
    if round is None:
        raise Http404
    if day and as_at.round_then(round, day) is None:
        return None
    readers.count(request, round, kind="report")
    report = queries.summaries(round, on=day or timezone.localdate(), looking_back=day is not None)
    return values.by_exception(report) if exceptions else report


def _publish(request: CouncilRequest, council: str, round: str) -> str:
    """Where the report is published from, for those who may; publishing lies above, so it is known by name only."""
    return address("publishing:publish", council=council, round=round) if Role.PERFORMANCE_TEAM in request.roles else ""
