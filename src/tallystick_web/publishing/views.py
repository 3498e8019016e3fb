"""Where a visitor begins, the public pages of what was published, and the two pages on which the performance team publishes and withdraws."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.challenges import queries as challenges
from tallystick_web.challenges.models import Challenge
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.models import OFFICERS, Role
from tallystick_web.measures.reading import sentences
from tallystick_web.publishing import actions, drafts, forms, positions, queries, rules
from tallystick_web.publishing.models import Publication
from tallystick_web.reports import pdf
from tallystick_web.reports import queries as reports

GONE = 410
ARCHIVE = "everything.zip"


def start(request: HttpRequest) -> HttpResponse:
    """The councils that published. An officer of one council goes straight to their work there, anybody else of it to its home."""
    mine = list(councils.councils_of(request.user))
    if len(mine) == 1:
        works = councils.roles(person=request.user, council=mine[0]) & OFFICERS
        return redirect("record:my_work" if works else "record:home", council=mine[0].slug)
    return render(request, "publishing/start.html", {
        "mine": mine, "publishers": queries.publishers(), "empty": not councils.councils().exists(),
    })  # fmt: skip


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The council's home for the public: how it stands by what was published last, and everything that was published."""
    front = queries.front(request.council)
    context = {"front": front, "publications": queries.listed(request.council), "may_publish": _publisher(request)}
    if front and front.round_id:
        context |= _round_in_front(front)
    return render(request, "publishing/index.html", context)


def _round_in_front(front: Publication) -> dict[str, Any]:
    """What the home says of a round: the worrying first, and which months it was."""
    report, of = front.bundle, periods.parse(front.bundle["round"])
    return {
        "report": report, "period": sentences.round_words(of), "months": sentences.spelled(of),
        "worst": queries.rated(report, Rating.RED, Rating.AMBER_RED), "well": queries.rated(report, Rating.GREEN),
        "at": reverse("publishing:publication", args=[report["council_slug"], front.number]),
    }  # fmt: skip


def publication(request: CouncilRequest, council: str, number: int) -> HttpResponse:
    """One publication as it was frozen."""
    found = _found(request, number)
    if queries.withdrawal(found):
        return _withdrawn(request, found)
    page = "publishing/position.html" if found.challenge_id else "publishing/publication.html"
    return render(request, page, {
        "publication": found, "report": found.bundle, "files": found.manifest["files"],
        "correction": queries.correction(found), "may_publish": _publisher(request),
    })  # fmt: skip


def file(request: CouncilRequest, council: str, number: int, name: str) -> HttpResponse:
    """One file of a publication, byte for byte as its manifest says; or all of them in one."""
    found = _found(request, number)
    if queries.withdrawal(found):
        return _withdrawn(request, found)
    saved_as = queries.archive_name(found)
    if name == ARCHIVE:
        headers = {"Content-Disposition": f'attachment; filename="{saved_as}.zip"'}
        return HttpResponse(queries.archive(found), content_type="application/zip", headers=headers)
    kept = queries.file(found, name)
    if kept is None:
        raise Http404
    shown = "inline" if name.endswith((".pdf", ".json")) else "attachment"
    headers = {
        "Content-Disposition": f'{shown}; filename="{saved_as}-{name}"',
        "Cache-Control": "public, max-age=300",
        "ETag": f'"{kept.sha256}"',
    }
    return HttpResponse(bytes(kept.content), content_type=kept.media_type, headers=headers)


def publish(request: CouncilRequest, council: str, round: str) -> HttpResponse:
    """Show what would be public; publish it when that is what was confirmed."""
    found = reports.round_of(request.council, round)
    if found is None:
        raise Http404
    form = forms.PublishForm(request.POST or None)
    confirmed = form.is_valid()
    judged_only = form.cleaned_data["judged_only"] if confirmed else request.GET.get("only") == "judged"
    draft = drafts.draft(found, on=timezone.localdate(), judged_only=judged_only)
    refused = rules.why_not_publish(draft, request.user)
    if confirmed and not refused:
        if form.cleaned_data["seen"] == draft.substance:
            return _publish(request, draft)
        messages.error(request, "The summaries have changed since you opened this page. Look at them again.")
    return render(request, "publishing/publish.html", {
        "draft": draft, "report": draft.report, "refused": refused, "latest": queries.latest(found),
        "judged_only": judged_only,
    })  # fmt: skip


def publish_position(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Show what would be public of the answers to a challenge; publish it when that is what was confirmed."""
    challenge = challenges.challenge_at(request.council, reference)
    if challenge is None:
        raise Http404
    form = forms.PublishForm(request.POST or None)
    draft = positions.draft(challenge, on=timezone.localdate())
    refused = rules.why_not_publish(draft, request.user)
    if form.is_valid() and not refused:
        if form.cleaned_data["seen"] == draft.substance:
            return _publish(request, draft)
        messages.error(request, "The answers have changed since you opened this page. Look at them again.")
    return render(request, "publishing/publish_position.html", {
        "draft": draft, "told": draft.report, "refused": refused, "latest": queries.latest(challenge), "challenge": challenge,
    })  # fmt: skip


def _publish(request: CouncilRequest, draft: drafts.Draft) -> HttpResponse:
    try:
        made = positions.files(draft) if isinstance(draft.subject, Challenge) else drafts.files(draft)
    except pdf.Unprintable as error:
        messages.error(request, str(error))
        return redirect(request.get_full_path())
    published = actions.publish(draft=draft, files=made, by=request.user)
    messages.success(request, f"Published as number {published.number}. Anybody can read it here.")
    return redirect("publishing:publication", council=published.council.slug, number=published.number)


def withdraw(request: CouncilRequest, council: str, number: int) -> HttpResponse:
    """Take a publication back, with a reason that readers see."""
    found = _found(request, number)
    form = forms.WithdrawForm(request.POST or None)
    refused = rules.why_not_withdraw(found, request.user)
    if not refused and form.is_valid():
        actions.withdraw(publication=found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("publishing:publication", council=council, number=number)
    context = {"publication": found, "form": form, "refused": refused}
    return render(request, "publishing/withdraw.html", context)


def _withdrawn(request: CouncilRequest, found: Publication) -> HttpResponse:
    context = {"publication": found, "withdrawal": queries.withdrawal(found), "correction": queries.correction(found)}
    return render(request, "publishing/withdrawn.html", context, status=GONE)


def _found(request: CouncilRequest, number: int) -> Publication:
    found = queries.publication(request.council, number)
    if found is None:
        raise Http404
    return found


def _publisher(request: CouncilRequest) -> bool:
    return Role.PERFORMANCE_TEAM in request.roles
