"""What the base template needs of a request: whose pages these are, where a person may go, who is signed in.

The apps above put what they know on the request (`council`, `roles`, `may_open`); this module knows none of them, only the
names of their addresses. An item whose address does not exist, or that the person may not open, is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation: words, the name of its address, whether anyone may open it, and the pages beneath it.

    `beneath` holds names of addresses, or names of apps of which every page belongs here.
    """

    text: str
    name: str
    public: bool = False
    beneath: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """A place as it is shown on one page. `current` is the value of `aria-current`, empty elsewhere."""

    text: str
    url: str
    current: str = ""


HOME: Final = Place("Home", "record:home")
NAVIGATION: Final = (
    HOME,
    Place("My work", "record:my_work", beneath=frozenset({"record:collect"})),
    Place("Plans", "record:plans", beneath=frozenset({"record:priority", "record:plan", "record:theme", "plans"})),
    Place("Measures", "record:measures", beneath=frozenset({"record:measure", "measures"})),
    Place("Delivery", "delivery:actions", beneath=frozenset({"delivery"})),
    Place("Rounds", "record:rounds", beneath=frozenset({"record:round", "reviews", "reports"})),
    Place("Challenges", "challenges:index", beneath=frozenset({"challenges"})),
    Place(
        "Learning",
        "record:learning",
        beneath=frozenset(
            {
                "record:burden",
                "record:decide_burden",
                "record:mine",
                "record:correct",
                "record:judgement",
                "record:audit",
            }
        ),
    ),
    Place("Documents", "intake:index", beneath=frozenset({"intake"})),
)
# Where people go now and then: at the foot of each page, so that the navigation keeps to one line. Visitors have only these.
ASIDE: Final = (
    Place("Published", "publishing:index", public=True, beneath=frozenset({"publishing"})),
    Place(
        "People and roles", "councils:people", beneath=frozenset({"councils", "record:structure", "record:close_unit"})
    ),
)
ACCOUNT: Final = ("accounts:me", "account_change_password")


def address(name: str, **kwargs: str) -> str:
    """The address of a name, or nothing where no app has it."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


class Shell:
    """Header, navigation and footer of one request, worked out only when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def council(self) -> Any:
        """The council of this address, or None on pages that belong to none."""
        return getattr(self._request, "council", None)

    @cached_property
    def home(self) -> str:
        """Where the mark in the header leads: the council's home, else the start; the start too for who holds no role in the council."""
        closed = self.person and not self._may_open(HOME)
        return (not closed and self._address(HOME.name)) or address("start") or "/"

    @cached_property
    def navigation(self) -> list[Item]:
        """The places this person may go to in this council."""
        return self._items(NAVIGATION if self.person else ASIDE)

    @cached_property
    def aside(self) -> list[Item]:
        """The places at the foot of the page, for whoever has others in the navigation."""
        return self._items(ASIDE) if self.person else []

    @cached_property
    def search(self) -> str:
        """Where everything is found by its words, for whoever may."""
        may_open: Callable[[str], bool] | None = getattr(self._request, "may_open", None)
        return self._address("record:search") if may_open is not None and may_open("record:search") else ""

    def _items(self, places: tuple[Place, ...]) -> list[Item]:
        if self.council is None:
            return []
        found = ((place, self._address(place.name)) for place in places if self._may_open(place))
        return [Item(place.text, url, self._current(place, url)) for place, url in found if url]

    @cached_property
    def person(self) -> str:
        """The name of the person signed in, empty for a visitor."""
        user = getattr(self._request, "user", None)
        return str(user) if user is not None and user.is_authenticated else ""

    @cached_property
    def account(self) -> str:
        """The person's own page."""
        return next((url for name in ACCOUNT if (url := address(name))), "")

    @cached_property
    def sign_in(self) -> str:
        """Where a visitor signs in; nothing on that page itself."""
        url = address("account_login")
        return "" if url == self._request.path else url

    @cached_property
    def sign_in_here(self) -> str:
        """Where somebody signs in to come back to this page."""
        return f"{address('account_login')}?{urlencode({'next': self._request.get_full_path()})}"

    @cached_property
    def sign_out(self) -> str:
        """Where the form of the button leads that signs out."""
        return address("account_logout")

    @cached_property
    def accessibility(self) -> str:
        """The accessibility statement."""
        return self._address("publishing:accessibility") or address("accessibility")

    def _address(self, name: str) -> str:
        return address(name, council=self.council.slug) if self.council else ""

    def _may_open(self, place: Place) -> bool:
        """The gate of the application decides, where it says; else visitors see the public places and colleagues all."""
        may_open: Callable[[str], bool] | None = getattr(self._request, "may_open", None)
        if may_open is not None:
            return may_open(place.name)
        return place.public or bool(self.person)

    def _current(self, place: Place, url: str) -> str:
        match = self._request.resolver_match
        if url == self._request.path:
            return "page"
        return "true" if match and place.beneath & {match.view_name, *match.namespaces} else ""


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` in every template that is rendered with a request."""
    return {"shell": Shell(request)}
