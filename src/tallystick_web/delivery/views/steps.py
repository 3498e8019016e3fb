"""One page for every step of every workflow: it asks for the reason where the table says so, and says why a step is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.common import workflow
from tallystick_web.common.workflow import Workflow
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused

ReasonedAction = Callable[[str], Any]


def step_page(
    request: CouncilRequest,
    *,
    flow: Workflow,
    verb: str,
    record: Any,
    take: ReasonedAction,
    back: str,
    extra: Any = None,
) -> HttpResponse:
    """Ask before a step is taken, take it, and go back to the record. `extra` is a form of whatever else the step asks for."""
    if verb not in {one.verb for one in flow.transitions}:
        raise Http404("There is no such step.")
    step = workflow.find(flow, verb, record.state)
    problem, reason = "", request.POST.get("reason", "").strip()
    if request.method == "POST" and (extra is None or extra.is_valid()):
        try:
            take(reason)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, f"{step.button if step else verb}: {record}.")
            return redirect(back)
    if step is None:
        problem = problem or workflow.why_not(flow, verb, state=record.state, who=None) or ""
    context = {
        "record": record, "flow": flow, "step": step, "problem": problem, "reason": reason, "back": back, "extra": extra,
        "target": flow.words(step.target) if step else "",
    }  # fmt: skip
    return render(request, "delivery/step.html", context)
