"""The pages of bringing in: the list with the upload, one proposal with its items, one item to be corrected."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from tallystick.periods import Period
from tallystick_web.common import keys, uploads, words
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.rules import Refused
from tallystick_web.intake import actions, asking, presentation, queries, readiness, reading, rules
from tallystick_web.intake.forms import TOO_LARGE, FilesForm, FilterForm, ItemForm, PeriodForm, UploadForm
from tallystick_web.intake.models import Item, Kind, Proposal, State
from tallystick_web.intake.queries import alike as same_names

ON_A_PAGE = 50
LISTED = 30


def index(request: CouncilRequest, council: str) -> HttpResponse:
    """What was brought in, and the form to bring in more."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST":
        if uploads.too_large(request):
            form.errors.pop("file", None)
            form.add_error("file", TOO_LARGE)
        elif form.is_valid():
            read = reading.each(form.cleaned_data["file"])
            refusals = [rules.why_not_bring_in_kind(request.council, one.result, request.user) for one in read]
            if all(refusals):
                form.add_error("file", str(refusals[0]))
            else:
                mine = [one for one, why_not in zip(read, refusals, strict=True) if why_not is None]
                return bring_in(request, mine, form.cleaned_data["period"])
    found = queries.proposals(request.council, request.user)
    text, show, sort = (request.GET.get(name, "").strip() for name in ("q", "show", "sort"))
    page = Paginator(queries.narrowed(found, text, show, sort), LISTED).get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    context = {
        "form": form, "page": page, "filters": FilesForm(request.GET), "total": found.count(),
        "undecided": found.filter(waiting__gt=0).count(),
    }  # fmt: skip
    return render(request, "intake/index.html", context, status=status)


def bring_in(request: CouncilRequest, read: list[reading.Reading], period: Period | None) -> HttpResponse:
    """Propose each form that was read, and go to the first proposal."""
    proposal, *others = [
        actions.propose(council=request.council, reading=each, period=period, by=request.user) for each in read
    ]
    if proposal.has_nothing_new and not others:
        messages.info(request, f"Nothing new in this file: {proposal.name}.")
    return redirect("intake:proposal", council=request.council.slug, proposal=proposal.pk)


def opened(request: CouncilRequest, number: int) -> Proposal:
    """The proposal of an address, for a person who may open it."""
    found = queries.proposal(request.council, number)
    if found is None:
        raise Http404
    if why_not := rules.why_not_open(found, request.user):
        raise PermissionDenied(why_not)
    return found


@require_GET
def proposal(request: CouncilRequest, council: str, proposal: int) -> HttpResponse:
    """What was understood in one file, beside the words it came from."""
    return review(request, opened(request, proposal), PeriodForm())


def review(request: CouncilRequest, found: Proposal, period_form: PeriodForm, status: int = 200) -> HttpResponse:
    records = queries.records(found)
    filters = FilterForm(request.GET or None, records)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    if found.waiting and not set(request.GET) - {"after"}:
        chosen = {"state": State.WAITING}
        filters = FilterForm(chosen, records)
    rows = queries.items(found, **{name: chosen.get(name, "") for name in ("record", "state", "change")})
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    titles = queries.titles(found)
    certain = queries.certain(found)
    asked = asking.beside(found, [item for item in page if item.state == State.WAITING])
    items = [presentation.shown(item, titles, asked.get(item.position, ())) for item in page]
    following = readiness.waiting_for_another(found) if certain else 0
    context = {
        "proposal": found, "filters": filters, "page": page, "period_form": period_form, "records": records,
        "items": items, "certain": certain - following,
        "following": following, "go_on": go_on(request, found, items),
        "others": queries.others_of_the_file(found, request.user),
        "doubtful": found.waiting - certain, "is_tracker": found.kind == Kind.ACTION_TRACKER,
    }  # fmt: skip
    return render(request, "intake/proposal.html", context, status=status)


def go_on(request: CouncilRequest, found: Proposal, items: Iterable[presentation.Shown]) -> presentation.Shown | None:
    """Where a person goes on who has just decided one item: the first from there on that waits."""
    position = keys.key(request.GET.get("after", ""))
    decided = queries.item(found, position) if position is not None else None
    if decided is None:
        return None
    here = (decided.certain, decided.position)
    return next((one for one in items if one.is_waiting and (one.item.certain, one.item.position) >= here), None)


@require_POST
def period(request: CouncilRequest, council: str, proposal: int) -> HttpResponse:
    """Say which period a tracker reports."""
    found = opened(request, proposal)
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return review(request, found, form, status=422)
    actions.choose_period(proposal=found, period=form.cleaned_data["period"], by=request.user)
    messages.success(request, f"The tracker is read as that of {form.cleaned_data['period']}.")
    return redirect("intake:proposal", council=council, proposal=found.pk)


@require_POST
def decide(request: CouncilRequest, council: str, proposal: int) -> HttpResponse:
    """Accept all that are certain, accept those that are ticked, or refuse all that wait."""
    found = opened(request, proposal)
    one = request.POST.get("accept", "")
    match "accept-chosen" if one else request.POST.get("decision"):
        case "accept-certain":
            noted(request, found)
            tell(request, actions.accept_certain(proposal=found, by=request.user))
        case "accept-chosen":
            positions = keys.keys([one] if one else request.POST.getlist("chosen"))
            if noted(request, found) and not positions:
                messages.success(request, "Your notes are kept. Tick the items that you want to accept.")
            elif positions:
                tell(request, actions.accept_chosen(proposal=found, positions=positions, by=request.user))
            else:
                messages.error(request, "Tick the items that you want to accept.")
        case "refuse-all":
            count = actions.refuse_all(proposal=found, by=request.user)
            messages.success(request, f"Refused {words.count(count, 'item')}. You can take back each of them.")
    return redirect(back(request, found, after=keys.key(one)))


def noted(request: CouncilRequest, found: Proposal) -> bool:
    """Keep the words that were typed beside values; whether there were any."""
    typed = {name.removeprefix("note-"): text for name, text in request.POST.items() if name.startswith("note-")}
    notes = {
        named: str(text) for key, text in typed.items() if str(text).strip() and (named := keys.key(key)) is not None
    }
    actions.add_notes(proposal=found, notes=notes, by=request.user)
    return bool(notes)


def item(request: CouncilRequest, council: str, proposal: int, position: int) -> HttpResponse:
    """One item: accept or refuse it, take a refusal back, or put right what was understood."""
    found = opened(request, proposal)
    one = queries.item(found, position)
    if one is None:
        raise Http404
    themes = queries.theme_choices(found)
    others = same_names.others(one)
    form = ItemForm(one, themes, others, request.POST if "save" in request.POST else None)
    if request.method == "POST":
        if "save" not in request.POST:
            return settled(request, one)
        if form.is_valid():
            return corrected(request, one, form)
    context = {"proposal": found, "shown": presentation.shown(one, queries.titles(found)), "form": form}
    return render(request, "intake/item.html", context, status=422 if form.errors else 200)


def settled(request: CouncilRequest, one: Item) -> HttpResponse:
    """Accept, refuse or take back one item; what cannot be done is said on the page of the proposal."""
    try:
        match request.POST.get("decision"):
            case "accept":
                tell(request, actions.accept(item=one, by=request.user))
            case "refuse":
                actions.refuse(item=one, by=request.user)
                messages.success(request, f"Refused: {one}.")
            case "reconsider":
                actions.reconsider(item=one, by=request.user)
                messages.success(request, f"{one} waits again.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back(request, one.proposal, after=one.position))


def corrected(request: CouncilRequest, one: Item, form: ItemForm) -> HttpResponse:
    """Keep the correction, and accept it at once where that was asked for."""
    try:
        also = actions.correct(
            item=one, payload=form.payload(), by=request.user, alike=form.cleaned_data.get("alike", ())
        )
        if also:
            messages.success(request, f"The same was put right in {words.count(also, 'other item')}.")
        if request.POST["save"] == "accept":
            tell(request, actions.accept(item=one, by=request.user))
        else:
            messages.success(request, f"Corrected: {one}. It is not accepted yet.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back(request, one.proposal, after=one.position))


def tell(request: CouncilRequest, outcome: actions.Outcome) -> None:
    """What an acceptance did, and the first reasons why something still waits."""
    if outcome.accepted:
        messages.success(request, f"Accepted {words.count(len(outcome.accepted), 'item')}.")
    if outcome.superseded:
        held = words.count(len(outcome.superseded), "item")
        messages.info(request, f"The council held {held} by now, so nothing was written for it.")
    if outcome.set_aside:
        rest = len(outcome.set_aside) + outcome.others_set_aside - 1
        more = f" {words.count(rest, 'other item')} could not be accepted for such a reason." if rest else ""
        messages.warning(request, f"{outcome.set_aside[0]}{more}")
    if not (outcome.accepted or outcome.superseded or outcome.set_aside):
        messages.info(request, "There was nothing left to accept.")


def back(request: CouncilRequest, found: Proposal, after: int | None) -> str:
    """The page of the proposal as the person had it, with its filters, and with the item that they were at."""
    address = reverse("intake:proposal", kwargs={"council": found.council.slug, "proposal": found.pk})
    wanted: Any = request.POST.get("next", "")
    if wanted.startswith(address) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        address = str(wanted)
    if after is None:
        return address
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    query["after"] = str(after)
    return f"{parts.path}?{query.urlencode()}"


@require_GET
def original(request: CouncilRequest, council: str, proposal: int) -> FileResponse:
    """The file as it was brought in: always saved, never opened in the page."""
    found = opened(request, proposal)
    file = default_storage.open(found.upload.path)
    return FileResponse(file, as_attachment=True, filename=found.name, content_type="application/octet-stream")
