"""What was sent and not saved because of who is signed in: nobody any more, somebody who signed in again meanwhile, or somebody else.

The answer says so, and carries what was sent so that it can be sent again. It is shown only where the browser says that it came from
a page of ours: another site could otherwise put its words on our pages. A form whose fields are worth keeping says who opened it:

    {% include "common/_typed.html" %}           in the form; `typed.js` then keeps what is typed in the browser until it is saved
    messages.success(…, extra_tags=request.get_full_path())     when it is saved, with the address that the form was sent to
"""

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.utils.http import url_has_allowed_host_and_scheme

from tallystick_web.common import timing, uploads

PERSON: Final = "typed_by"
TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105
NOT_TYPED: Final = {PERSON, "version", "due", "next", timing.OPENED, timing.ACTIVE}
NAMED: Final = "named"
OF_ROWS: Final = {NAMED, "vintage"}  # how final a value is comes chosen with the form
OWN_ACCOUNT: Final = ("account_", "mfa_")  # passwords and codes are never shown again

SIGNED_OUT: Final = (
    "Nobody is signed in to Tallystick in this browser any more. That happens twelve hours after signing in, when the browser is closed, "
    "and when you sign out in another tab."
)
SIGNED_IN_AGAIN: Final = "The page was opened before you signed in last, in this tab or in another one."
NOT_FROM_HERE: Final = "Your browser does not say that a page of Tallystick sent it. Open the page from Tallystick itself, and send it from there."
NO_COOKIE: Final = (
    "Your browser sent no cookie with it: cookies were deleted meanwhile, or are not let in for this site. Nobody can be signed in "
    "without them."
)
SOMEBODY_ELSES: Final = "Somebody else was signed in when the page was opened. What was typed there is theirs: they can sign in and open the page again."


def of_somebody_else(request: HttpRequest) -> bool:
    """Whether another person than the one who is signed in opened the form that was sent."""
    return request.POST.get(PERSON) not in (None, str(request.user.pk))


def from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this."""
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS


def why_not_matched(request: HttpRequest, reason: str) -> str:
    """Why a form does not belong to the session of the browser, in words; `reason` is Django's."""
    if not from_here(request):
        return NOT_FROM_HERE
    if request.user.is_authenticated and of_somebody_else(request):
        return SOMEBODY_ELSES
    if reason == REASON_NO_CSRF_COOKIE:
        return NO_COOKIE
    return SIGNED_IN_AGAIN if request.user.is_authenticated else SIGNED_OUT


def came_from(request: HttpRequest) -> str:
    """The page on which the form stood, where the browser says so; else where it was sent to."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(page)
    return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field with its value, to be sent again; none where a file or a password would be missing."""
    match = request.resolver_match
    if not from_here(request) or (match and match.view_name.startswith(OWN_ACCOUNT)):
        return []
    if request.FILES or uploads.too_large(request):
        return []
    return [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values]


def typed(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What of it a person may have typed, each with the name of its field in words.

    Where a form has a row for each of many things, a hidden field `<prefix>-named` says what its row is: its number says nothing.
    """
    rows = {name.removesuffix(f"-{NAMED}"): value for name, value in fields if name.endswith(f"-{NAMED}")}
    split = [(name, *name.rpartition("-")[::2], value) for name, value in fields]
    return [
        (f"{rows[row]}: {part}" if row in rows else name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, row, part, value in split
        if name not in NOT_TYPED and part not in OF_ROWS and value.strip()
    ]


def context(request: HttpRequest, reason: str) -> dict[str, Any]:
    """What the page needs. What somebody else typed is theirs."""
    fields = sent(request) if reason != SOMEBODY_ELSES else []
    return {"reason": reason, "fields": fields, "typed": typed(fields), "came_from": came_from(request)}
