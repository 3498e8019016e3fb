"""Bringing evidence, giving its file out, withdrawing it; and saying which measures should move."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from tallystick.documents import guards
from tallystick_web.challenges import actions, forms, queries, rules
from tallystick_web.challenges.models import Evidence, Expectation, Thread
from tallystick_web.challenges.views import asked
from tallystick_web.common import uploads
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.measures import queries as measures

TOO_LARGE = f"The file is larger than {guards.LIMITS.size // guards.MEGABYTE} MB. Choose a smaller one."


def evidence(request: CouncilRequest, council: str, reference: str, point: str) -> HttpResponse:
    """Add evidence."""
    found, thread, standing = asked.point(request, reference, point)
    posted = request.method == "POST"
    form = forms.EvidenceForm(
        request.POST if posted else None, request.FILES if posted else None, people=asked.people(request),
        measures=list(measures.measures(request.council)), by=request.user.pk,
    )  # fmt: skip
    if posted and uploads.too_large(request):
        form.is_valid()
        form.errors.pop("file", None)
        form.add_error("file", TOO_LARGE)
    elif posted and form.is_valid() and asked.done(form, lambda: _add(request, thread, form.cleaned_data)):
        messages.success(request, "The evidence is on the record.")
        return redirect("challenges:point", council, reference, point)
    return render(request, "challenges/evidence.html", {
        "point": found, "challenge": found.challenge, "standing": standing, "form": form,
        "why_not": rules.why_not_bring_evidence(thread, request.user), "sees": asked.sees(request),
    })  # fmt: skip


def _add(request: CouncilRequest, thread: Thread, cleaned: dict[str, Any]) -> None:
    vouched = councils.person_at(request.council, int(cleaned["vouched_by"]))
    content = {name: cleaned[name] for name in ("words", "on", "link", "measure", "decision", "file", "confidential")}
    actions.add_evidence(
        thread=thread, kind=Evidence.Kind(cleaned["kind"]), vouched_by=vouched, by=request.user, **content
    )  # fmt: skip


def _found(request: CouncilRequest, key: int) -> Evidence:
    found = queries.evidence_at(request.council, key, confidential=asked.sees(request))
    if found is None:
        raise Http404("There is no such evidence.")
    return found


@require_GET
def file(request: CouncilRequest, council: str, evidence: int) -> HttpResponseBase:
    """The file of a piece of evidence, to be kept and never shown by the browser as a page of ours."""
    found = _found(request, evidence)
    if not found.path:
        raise Http404("This evidence has no file.")
    return FileResponse(
        default_storage.open(found.path), as_attachment=True, filename=found.file_name,
        content_type="application/octet-stream",
    )  # fmt: skip


def withdraw(request: CouncilRequest, council: str, evidence: int) -> HttpResponse:
    """Withdraw evidence, with the reason."""
    found = _found(request, evidence)
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)
    point = found.thread.points.select_related("challenge").order_by("id")[0]
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if asked.done(form, lambda: actions.withdraw_evidence(evidence=found, reason=reason, by=request.user)):
            messages.success(request, "The evidence was withdrawn. The record keeps it, and why.")
            return redirect("challenges:point", council, point.challenge.reference, point.slug)
    why_not = rules.why_not_withdraw(found, request.user)
    context = {"evidence": found, "point": point, "challenge": point.challenge, "form": form, "why_not": why_not}
    return render(request, "challenges/withdraw.html", context)


def expect(request: CouncilRequest, council: str, reference: str, point: str) -> HttpResponse:
    """Say which measure should move by it."""
    found, thread, standing = asked.point(request, reference, point)
    data = request.POST if request.method == "POST" else None
    form = forms.ExpectForm(data, measures=list(measures.measures(request.council)))
    if data is not None and form.is_valid() and asked.done(form, lambda: _expect(request, thread, form.cleaned_data)):
        messages.success(request, "What is expected is on the record.")
        return redirect("challenges:point", council, reference, point)
    return render(request, "challenges/expect.html", {
        "point": found, "challenge": found.challenge, "standing": standing, "form": form,
        "why_not": rules.why_not_expect(thread, request.user),
    })  # fmt: skip


def _expect(request: CouncilRequest, thread: Thread, cleaned: dict[str, Any]) -> None:
    way = Expectation.Way(cleaned["way"])
    actions.expect(thread=thread, by=request.user, **{**cleaned, "way": way})


def drop(request: CouncilRequest, council: str, expectation: int) -> HttpResponse:
    """Expect it no longer, with the reason."""
    found = queries.expectation_at(request.council, expectation)
    if found is None:
        raise Http404("There is no such expectation.")
    point = found.thread.points.select_related("challenge").order_by("id")[0]
    form = forms.DropForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if asked.done(form, lambda: actions.drop_expectation(expectation=found, reason=reason, by=request.user)):
            messages.success(request, "It is expected no longer. The record keeps that it was, and why it is not.")
            return redirect("challenges:point", council, point.challenge.reference, point.slug)
    why_not = rules.why_not_expect(found.thread, request.user)
    context = {"expectation": found, "point": point, "challenge": point.challenge, "form": form, "why_not": why_not}
    return render(request, "challenges/drop.html", context)
