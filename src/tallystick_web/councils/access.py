"""What the gate puts on a request, for the types of the views behind it."""

from collections.abc import Callable

from django.http import HttpRequest

from tallystick_web.accounts.models import User
from tallystick_web.councils.forms import DayForm
from tallystick_web.councils.models import Council, Role


class CouncilRequest(HttpRequest):
    """A request to an address of a council, by somebody whom the access table let in; on its public pages a visitor, who holds no role.

    `days` is there on pages that can be looked back at (`councils.looking_back`).
    """

    user: User
    council: Council
    roles: frozenset[Role]
    may_open: Callable[[str], bool]
    days: DayForm
