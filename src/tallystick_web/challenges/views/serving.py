"""Planning an action for an answer, or saying that one which exists serves it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tallystick_web.challenges import actions, forms, queries, rules
from tallystick_web.challenges.models import Thread
from tallystick_web.challenges.views import asked
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.delivery.queries import work


def serve(request: CouncilRequest, council: str, reference: str, point: str) -> HttpResponse:
    """Add an action for an answer, new or existing."""
    found, thread, standing = asked.point(request, reference, point)
    form = forms.ServingForm(
        request.POST if request.method == "POST" else None, people=asked.workers(request),
        actions=queries.may_serve(request.council, thread), officer=standing.response.officer_id if standing.response else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and asked.done(form, lambda: _serve(request, thread, form)):
        messages.success(request, "The action serves this answer.")
        return redirect("challenges:point", council, reference, point)
    return render(request, "challenges/serve.html", {
        "point": found, "challenge": found.challenge, "standing": standing, "form": form,
        "why_not": rules.why_not_serve(thread, request.user),
    })  # fmt: skip


def _serve(request: CouncilRequest, thread: Thread, form: forms.ServingForm) -> None:
    cleaned = form.cleaned_data
    if cleaned["action"]:
        actions.serve(thread=thread, action=cleaned["action"], by=request.user)
        return
    owner = councils.person_at(request.council, int(cleaned["owner"])) if cleaned["owner"] else None
    fields: dict[str, Any] = {name: cleaned[name] for name in ("title", "start", "due")}
    actions.plan_action(
        thread=thread, council=request.council, reference=work.next_reference(request.council), by=request.user,
        owner=owner, purpose=thread.response.different if thread.response else "", **fields,
    )  # fmt: skip


@require_POST
def stop_serving(request: CouncilRequest, council: str, serving: int) -> HttpResponse:
    """Take an action away from an answer; the action stays."""
    found = queries.serving_at(request.council, serving)
    if found is None:
        raise Http404("There is no such link.")
    actions.stop_serving(serving=found, by=request.user)
    point = found.thread.points.select_related("challenge").order_by("id")[0]
    messages.success(request, f"{found.action} serves this answer no longer. The action itself stays as it is.")
    return redirect("challenges:point", council, point.challenge.reference, point.slug)
