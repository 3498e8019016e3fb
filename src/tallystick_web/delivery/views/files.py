"""The parts of projects' cases, and the programmes, as files: what the pages show project by project leaves with the council in one table."""

from collections.abc import Callable
from typing import Final

from django.http import HttpResponseBase

from tallystick_web.common import exports
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.councils.models import Council
from tallystick_web.delivery import tables
from tallystick_web.delivery.queries import projects

KINDS: Final[dict[str, Callable[[Council], exports.Table]]] = {
    "options": lambda council: tables.options(projects.every_option(council)),
    "dependencies": lambda council: tables.dependencies(projects.every_dependency(council)),
    "programmes": lambda council: tables.programmes(projects.programmes(council).prefetch_related("projects")),
}


def export(request: CouncilRequest, council: str, kind: str, form: str) -> HttpResponseBase:
    """One kind of them, of every project of the council."""
    return exports.response(KINDS[kind](request.council), form, f"{council}-{kind}")
