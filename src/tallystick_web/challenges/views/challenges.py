"""Reading what challenges said, keeping what is known of them, and their clocks."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick_web.challenges import actions, forms, queries, rules, themes
from tallystick_web.challenges.queries import clocks as clock_queries
from tallystick_web.challenges.views import asked
from tallystick_web.councils.access import CouncilRequest


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The challenges of a council, newest first, with what is still to be answered and the clocks that run out."""
    today = timezone.localdate()
    return render(request, "challenges/index.html", {
        "may_bring": request.may_open("intake:index"),
        "challenges": queries.summaries(request.council), "due": clock_queries.clocks_due(request.council, today),
    })  # fmt: skip


def challenge(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """One challenge with its lists, each apart."""
    found = asked.challenge(request, reference)
    by_theme, lists = request.GET.get("themes") == "today", queries.lists(found)
    return render(request, "challenges/challenge.html", {
        "challenge": found, "headline": queries.headline(found, timezone.localdate()), "lists": lists, "met": queries.met(found, confidential=asked.sees(request)),
        "clocks": clock_queries.clocks(found, timezone.localdate()), "by_theme": by_theme,
        "findings": queries.findings_by_today(found) if by_theme else [], "earlier": themes.earlier(),
        "may_keep": not rules.why_not_keep(request.council, request.user),
        "made_up": any(one.thread and one.thread.illustrative for each in lists for one in each.points),
    })  # fmt: skip


def edit(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """What is known of a challenge beside its words: kind, body, days, and whom the team met."""
    found = asked.challenge(request, reference)
    form = forms.ChallengeForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        content, met = form.content(), form.met_rows()
        actions.keep_challenge(council=request.council, reference=reference, by=request.user, **content)
        actions.set_met(challenge=found, met=met, by=request.user)
        messages.success(request, "What is known of the challenge was kept.")
        return redirect("challenges:challenge", council, reference)
    return render(request, "challenges/edit.html", {"challenge": asked.challenge(request, reference), "form": form})


def finding(request: CouncilRequest, council: str, reference: str, number: int) -> HttpResponse:
    """How the council reads a finding: a strength, a concern, or neither."""
    found = queries.finding_at(asked.challenge(request, reference), number)
    if found is None:
        raise Http404(f"{reference} has no finding {number}.")
    form = forms.FindingForm(request.POST if request.method == "POST" else None, point=found)
    if request.method == "POST" and form.is_valid():
        actions.read_finding(point=found, nature=form.cleaned_data["nature"], by=request.user)
        messages.success(request, f"Finding {number} is read as {form.chosen}.")
        return redirect("challenges:challenge", council, reference)
    return render(request, "challenges/finding.html", {"point": found, "challenge": found.challenge, "form": form})


def clocks(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """The clocks of a challenge: those of its own time beside those of today."""
    found, on = asked.challenge(request, reference), forms.OnForm(request.GET).day
    told = clock_queries.clocks(found, on)
    return render(request, "challenges/clocks.html", {
        "challenge": found, "clocks": told, "on": on, "filters": forms.OnForm(request.GET),
        "may_keep": not rules.why_not_keep(request.council, request.user),
    })  # fmt: skip
