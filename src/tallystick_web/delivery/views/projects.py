"""Projects and programmes: the list, one project with its case and gates, highlight reports, benefits."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick import charts
from tallystick_web.common import exports, workflow
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.delivery import tables
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.actions.load import keep_assignment
from tallystick_web.delivery.forms import projects as forms
from tallystick_web.delivery.forms.load import AssignmentForm
from tallystick_web.delivery.models import Programme, Project
from tallystick_web.delivery.queries import benefits, calendar, headings, highlights, money, projects, risks
from tallystick_web.delivery.queries.work import line as action_line
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import projects as rules
from tallystick_web.delivery.views.keeping import keeping_page
from tallystick_web.delivery.views.steps import step_page
from tallystick_web.delivery.workflows import APPROVAL, PROJECT

A_PAGE = 50


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """The projects of a council, the late first, and the gates that wait for an answer."""
    every = projects.lines(request.council, timezone.localdate())
    wanted = forms.ProjectFilters.wanted(request.GET)
    found = projects.narrowed(request.council, every, wanted, request.GET.get("sort", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "found": len(found), "total": len(every), "filters": _filters(request, every),
        "filtered": any(wanted.values()), "late": sum(one.standing.timing.is_late for one in every),
        "waiting": projects.waiting(request.council), "query": request.GET.urlencode(),
        "made_up": any(one.project.illustrative for one in page),
        "may_add": common.why_not_keep(request.council, request.user) is None,
        "may_change": request.may_open("delivery:bulk_projects"),
    }  # fmt: skip
    return render(request, "delivery/projects.html", context)


def _filters(request: CouncilRequest, lines: list[projects.Line]) -> forms.ProjectFilters:
    def offered(name: str) -> list[tuple[Any, str]]:
        held = {(one.pk, str(one)) for line in lines if (one := getattr(line.project, name)) is not None}
        return sorted(held, key=lambda pair: pair[1])

    return forms.ProjectFilters(
        request.GET, choices={name: offered(name) for name in ("programme", "service", "manager")}
    )


def export(request: CouncilRequest, council: str, form: str) -> HttpResponseBase:
    """The list as a file, narrowed as the page was."""
    if form not in exports.FORMS:
        raise Http404("There is no such export.")
    every = projects.lines(request.council, timezone.localdate())
    found = projects.narrowed(
        request.council, every, forms.ProjectFilters.wanted(request.GET), request.GET.get("sort", "")
    )
    return exports.response(tables.projects(found), form, f"{council}-projects")


def project(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """One project: how it stands, its case, gates, actions, risks, money and history."""
    found, today = _project(request, reference), timezone.localdate()
    line, gates = projects.line(found, today), projects.gates(found)
    gated = {one.gate.before for one in gates if not one.passed}
    buttons = workflow.allowed(PROJECT, state=found.state, who=rules.who(found, request.user))
    lines, brought = [action_line(one, today) for one in found.actions.all()], money.money(found.benefits.all())
    bars = calendar.action_bars(lines, today)
    context = {
        "project": found, "line": line, "heading": headings.of_project(line), "notes": projects.notes(found),
        "gates": [(one, rules.why_not_ask(found, one.gate.name, request.user)) for one in gates],
        "buttons": [one for one in buttons if one.verb not in gated and (found.size or one.verb != "approve")],
        "actions": lines, "bars": bars, "chart": charts.GanttChart(found.title, [one.row for one in bars], today),
        "risks": [risks.line(one, today) for one in found.risks.all()],
        "benefits": benefits.standings(found.benefits.all()), "money": brought, "late_dependencies": projects.late_dependencies(found),
        "bargains": [money.Bargained(one, brought) for one in found.savings_clauses.all()],
        "may_change": rules.why_not_change(found, request.user) is None,
        "may_follow": rules.why_not_follow(found, request.user) is None, "may_decide": request.may_open("delivery:decide_gate"),
        "may_see_load": request.may_open("delivery:load"),
    }  # fmt: skip
    return render(request, "delivery/project.html", context)


def add(request: CouncilRequest, council: str) -> HttpResponse:
    """Add a project."""
    refuse_if(common.why_not_keep(request.council, request.user))
    start = {"reference": projects.next_reference(request.council)}
    return _kept(request, forms.ProjectForm(request.POST or None, council=request.council, initial=start), None)


def change(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Change a project."""
    found = _project(request, reference)
    refuse_if(rules.why_not_change(found, request.user))
    return _kept(request, forms.ProjectForm(request.POST or None, council=request.council, project=found), found)


def _kept(request: CouncilRequest, form: forms.ProjectForm, found: Project | None) -> HttpResponse:
    return keeping_page(request, form, found, kind="project", keep=doing.keep_project, at=_at)


def step(request: CouncilRequest, council: str, reference: str, verb: str) -> HttpResponse:
    """Take a project to another state."""
    found, today = _project(request, reference), timezone.localdate()
    return step_page(
        request, flow=PROJECT, verb=verb, record=found, back=_at(found),
        take=lambda reason: doing.take_step(project=found, verb=verb, by=request.user, on=today, reason=reason),
    )  # fmt: skip


@require_POST
def ask(request: CouncilRequest, council: str, reference: str, gate: str) -> HttpResponse:
    """Ask to pass a gate."""
    found = _project(request, reference)
    approval = doing.ask_gate(project=found, gate=gate, by=request.user)
    messages.success(request, f"Asked to pass “{approval.words}”. A director other than you decides.")
    return redirect(_at(found))


def decide(request: CouncilRequest, council: str, approval: int) -> HttpResponse:
    """Let a project pass a gate, or send it back."""
    found = projects.approval_at(request.council, approval)
    if found is None:
        raise Http404("There is no such request.")
    back, verb = _at(found.project), request.POST.get("verb", "")
    problem = rules.why_not_decide(found, "approve", request.user) if found.state == "asked" else None
    if request.method == "POST" and verb in {one.verb for one in APPROVAL.transitions}:
        try:
            doing.decide_gate(
                approval=found,
                verb=verb,
                by=request.user,
                on=timezone.localdate(),
                reason=request.POST.get("reason", ""),
            )
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, "Decided.")
            return redirect(back)
    context = {"approval": found, "problem": problem, "back": back, "reason": request.POST.get("reason", "")}
    return render(request, "delivery/gate.html", context)


PartForm = Callable[..., django_forms.Form]
FORMS: dict[str, tuple[PartForm, str, tuple[str, ...]]] = {
    "option": (forms.OptionForm, "an option", ("title",)),
    "benefit": (forms.BenefitForm, "a benefit", ("title",)),
    "dependency": (forms.DependencyForm, "what it waits for", ("on",)),
    "savings": (forms.SavingsForm, "savings at risk", ("partner",)),
    "assignment": (AssignmentForm, "somebody who works on it", ("person", "role")),
}


def part(request: CouncilRequest, council: str, reference: str, kind: str, part: int | None = None) -> HttpResponse:
    """Add a part to the case of a project, or change one."""
    found = _project(request, reference)
    if kind not in FORMS:
        raise Http404("A case has no such part.")
    made_by, words, keys = FORMS[kind]
    held = projects.part_at(found, kind, part) if part is not None else None
    if part is not None and held is None:
        raise Http404("The case has no such part.")
    refuse_if((rules.why_not_follow if kind in ("benefit", "savings") else rules.why_not_change)(found, request.user))
    council_too = {"council": request.council} if kind in ("benefit", "dependency", "assignment") else {}
    form = made_by(request.POST or None, initial=forms.held_part(held) if held else {}, **council_too)
    for key in keys if held is not None else ():
        form.fields[key].disabled = True
    if form.is_valid():
        try:
            _keep_part(kind, found, form.cleaned_data, request)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect(_at(found))
    heading = f"Change {held!s}" if held else f"Add {words}"
    return _asked(request, form, heading, "Save", found)


def _keep_part(kind: str, found: Project, typed: dict[str, Any], request: CouncilRequest) -> None:
    keep: Any = {
        "option": doing.keep_option, "benefit": doing.keep_benefit, "dependency": doing.keep_dependency,
        "savings": doing.keep_savings, "assignment": keep_assignment,
    }[kind]  # fmt: skip
    keep(project=found, by=request.user, **typed)


@require_POST
def remove_part(request: CouncilRequest, council: str, reference: str, kind: str, part: int) -> HttpResponse:
    """Take a part of a case away."""
    found = _project(request, reference)
    held = projects.part_at(found, kind, part)
    if held is None:
        raise Http404("The case has no such part.")
    words = str(held)
    doing.remove_part(part=held, by=request.user)
    messages.success(request, f"Taken away: {words}.")
    return redirect(_at(found))


def report(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Say how a project comes along, and what it has spent."""
    found = _project(request, reference)
    refuse_if(rules.why_not_change(found, request.user))
    form = forms.ReportForm(request.POST or None, project=found)
    if form.is_valid():
        doing.report_progress(project=found, by=request.user, **form.cleaned_data)
        messages.success(request, f"Noted for {found}.")
        return redirect(_at(found))
    return _asked(request, form, "How does it come along?", "Save", found)


def highlights_page(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """What there is to say of a project today; its people keep it as a report."""
    found, today = _project(request, reference), timezone.localdate()
    may_keep = rules.why_not_follow(found, request.user) is None
    form = forms.WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        doing.keep_highlight_report(project=found, on=today, words=form.cleaned_data["words"], by=request.user)
        messages.success(request, "The report is kept as it stands today.")
        return redirect("delivery:highlights", council, reference)
    context = {
        "project": found, "content": highlights.highlights(found, today), "form": form, "may_keep": may_keep,
        "reports": highlights.reports(found),
    }  # fmt: skip
    return render(request, "delivery/highlights.html", context)


def kept_highlights(request: CouncilRequest, council: str, reference: str, report: int) -> HttpResponse:
    """A highlight report as it was kept."""
    found = _project(request, reference)
    kept = next((one for one in highlights.reports(found) if one.pk == report), None)
    if kept is None:
        raise Http404("The project has no such report.")
    return render(request, "delivery/highlights.html", {"project": found, "content": kept.content, "kept": kept})


def programmes(request: CouncilRequest, council: str) -> HttpResponse:
    """The programmes with their projects."""
    of: dict[int | None, list[projects.Line]] = {}
    for line in projects.lines(request.council, timezone.localdate()):
        of.setdefault(line.project.programme_id, []).append(line)
    rows = [(one, of.get(one.pk, [])) for one in projects.programmes(request.council)]
    may_add = common.why_not_keep(request.council, request.user) is None
    return render(
        request,
        "delivery/programmes.html",
        {"programmes": rows, "heading": headings.of_programmes(rows), "may_add": may_add},
    )


def add_programme(request: CouncilRequest, council: str) -> HttpResponse:
    """Add a programme."""
    refuse_if(common.why_not_keep(request.council, request.user))
    start = {"reference": projects.next_programme_reference(request.council)}
    return _kept_programme(
        request, forms.ProgrammeForm(request.POST or None, council=request.council, initial=start), None
    )


def change_programme(request: CouncilRequest, council: str, reference: str) -> HttpResponse:
    """Change a programme."""
    refuse_if(common.why_not_keep(request.council, request.user))
    found = projects.programmes(request.council).filter(reference=reference).first()
    if found is None:
        raise Http404(f"{request.council} has no programme {reference}.")
    return _kept_programme(
        request, forms.ProgrammeForm(request.POST or None, council=request.council, programme=found), found
    )


def _kept_programme(request: CouncilRequest, form: forms.ProgrammeForm, found: Programme | None) -> HttpResponse:
    if form.is_valid():
        kept = doing.keep_programme(council=request.council, by=request.user, **form.cleaned_data)
        messages.success(request, f"Saved: {kept}.")
        return redirect("delivery:programmes", request.council.slug)
    heading = f"Change {found.reference}" if found else "Add a programme"
    context = {
        "form": form, "heading": heading, "button": "Save", "record": found or "A programme holds projects that belong together",
        "back": reverse("delivery:programmes", args=[request.council.slug]), "list": "delivery:projects", "list_name": "Projects",
    }  # fmt: skip
    return render(request, "delivery/ask.html", context)


def _asked(request: CouncilRequest, form: Any, heading: str, button: str, found: Project) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "button": button, "record": found, "back": _at(found), "list": "delivery:projects",
        "list_name": "Projects",
    }  # fmt: skip
    return render(request, "delivery/ask.html", context)


def _project(request: CouncilRequest, reference: str) -> Project:
    found = projects.project_at(request.council, reference)
    if found is None:
        raise Http404(f"{request.council} has no project {reference}.")
    return found


def _at(found: Project) -> str:
    return reverse("delivery:project", args=[found.council.slug, found.reference])
