"""The outer gate: no view runs before the access table has said yes, and an address the table does not know is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse

from tallystick_web.common import unsaved, uploads
from tallystick_web.common.views import not_saved, only_from_a_form, permission_denied, too_large
from tallystick_web.config.access import FOR_VISITORS, TABLE, Anyone
from tallystick_web.councils import queries
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused

ASKING = ("GET", "HEAD", "OPTIONS")  # lose nothing by being sent to sign in first


def may_open(name: str, person: Any, roles: frozenset[Role]) -> bool:
    """Whether the table lets a person with these roles open the address of this name."""
    rule = TABLE.get(name)
    if rule is None or rule is Anyone.PUBLIC:
        return rule is Anyone.PUBLIC
    if not person.is_authenticated:
        return False
    return rule is Anyone.SIGNED_IN or bool(roles & rule)


def _why_refused(council: Council | None, roles: frozenset[Role]) -> str:
    if council and not roles:
        return f"You hold no role in {council}: its pages are open to people who work for it or serve on it."
    return "Your roles in this council do not include this page."


def _holds_nul(request: HttpRequest) -> bool:
    """Whether the address or the form holds the character that no text has, and at which PostgreSQL fails."""
    sent = (item for data in (request.GET, request.POST) for name, values in data.lists() for item in (name, *values))
    return "\0" in request.path or any("\0" in item for item in sent)


def _for_visitors(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> HttpResponse:
    """The page of another address, served here: to whoever looks at where they are, it is that page."""
    request.resolver_match = match = resolve(reverse(name, kwargs=kwargs))
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


class Access:
    """Finds the council of the address and the person's roles in it, then asks the table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        return (
            only_from_a_form(request, response) if response.status_code == 405 and request.method == "GET" else response
        )

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        council = get_object_or_404(Council, slug=kwargs["council"]) if "council" in kwargs else None
        roles = queries.roles(person=request.user, council=council)
        request.council, request.roles = council, roles  # type: ignore[attr-defined]
        request.may_open = lambda name: may_open(name, request.user, roles)  # type: ignore[attr-defined]
        if not request.user.is_authenticated and uploads.too_large_for_a_visitor(request):
            return too_large(request)
        if name not in TABLE:
            raise PermissionDenied("Nobody has been given access to this address.")
        if may_open(name, request.user, roles):
            if _holds_nul(request):
                raise BadRequest("A character that no text has.")
            others = request.user.is_authenticated and unsaved.of_somebody_else(request)
            return not_saved(request, unsaved.SOMEBODY_ELSES) if others else None
        if not request.user.is_authenticated:
            asking = request.method in ASKING
            if asking and may_open(FOR_VISITORS.get(name, ""), request.user, roles):
                return _for_visitors(request, FOR_VISITORS[name], kwargs)
            return redirect_to_login(request.get_full_path()) if asking else not_saved(request, unsaved.SIGNED_OUT)
        raise PermissionDenied(_why_refused(council, roles))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An action that was refused is answered with its reason."""
        if isinstance(exception, Refused):
            return permission_denied(request, exception)
        return None


access = Access
