"""The outer gate: no view runs before the access table has said yes, and an address the table does not know is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from tallystick_web.common.views import permission_denied
from tallystick_web.config.access import PUBLIC, SIGNED_IN, TABLE
from tallystick_web.councils import queries
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused


class Access:
    """Finds the council of the address and the person's roles in it, then asks the table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        rule = TABLE.get(match.view_name) if match else None
        if rule is None:
            raise PermissionDenied("Nobody has been given access to this address.")
        council = get_object_or_404(Council, slug=kwargs["council"]) if "council" in kwargs else None
        roles = queries.roles(person=request.user, council=council)
        request.council, request.roles = council, roles  # type: ignore[attr-defined]
        if rule is PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if rule is SIGNED_IN or roles & rule:  # type: ignore[operator]
            return None
        raise PermissionDenied("Your roles in this council do not include this page.")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An action that was refused is answered with its reason."""
        if isinstance(exception, Refused):
            return permission_denied(request, exception)
        return None


access = Access
