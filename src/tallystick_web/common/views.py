"""Pages of no app: what to do when something went wrong, and the styleguide.

The error pages are the last thing to break: they need no database, and the one for our own mistakes not even a context.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import get_template

from tallystick.documents import guards
from tallystick_web.common import samples, unsaved, uploads


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where the rule that refused gave one."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_saved(request: HttpRequest, reason: str) -> HttpResponse:
    """403: what was sent was not saved because of who is signed in, and can be sent again."""
    return render(request, "common/not_saved.html", unsaved.context(request, reason), status=403)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than is read of somebody who is not signed in."""
    most = uploads.MOST_OF_A_VISITOR // guards.MEGABYTE
    return render(request, "common/too_large.html", {"most": most, "came_from": unsaved.came_from(request)}, status=413)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that was made for another session than that of the browser."""
    return not_saved(request, unsaved.why_not_matched(request, reason))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; the exception of a missing route lists our addresses, so it is not shown."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, from a page that needs nothing."""
    return HttpResponse(get_template("500.html").render(), status=500)


def accessibility(request: HttpRequest) -> HttpResponse:
    """What the pages promise to people who use a keyboard, a screen reader, a magnifier or a phone, and where they fall short."""
    return render(request, "common/accessibility.html")


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once. Reachable in debug only."""
    return render(request, "common/styleguide.html", samples.context(request.GET))


def only_from_a_form(request: HttpRequest, refused: HttpResponseBase) -> HttpResponse:
    """What somebody sees who opens an address that is only sent to: by going back, or by its being copied."""
    answer = render(request, "common/only_from_a_form.html", status=405)
    answer["Allow"] = refused.get("Allow", "POST")
    return answer
