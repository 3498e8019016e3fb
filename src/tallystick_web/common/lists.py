"""What every list needs: headers that sort, pages, and addresses that keep the filters a person has set."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tallystick_web.common.shapes import SHAPES

GAP = "gap"
Row = TypeVar("Row")


def address_with(request: HttpRequest | None, **changes: str | int | None) -> str:
    """The query string of this page with some parameters changed; None takes one away."""
    query = request.GET.copy() if request else None
    if query is None:
        return "?" + "&".join(f"{key}={value}" for key, value in changes.items() if value is not None)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else request.path if request else ""


def kept(rows: Iterable[Row], checks: Mapping[str, Callable[[Row, str], bool]], wanted: Mapping[str, str]) -> list[Row]:
    """The rows that every filter which is set lets through; what is no filter is passed over."""
    asked = [(check, wanted[name]) for name, check in checks.items() if wanted.get(name)]
    return [row for row in rows if all(check(row, value) for check, value in asked)]


def ordered(
    rows: Iterable[Row], orders: Mapping[str, Callable[[Row], Any]], sort: str, otherwise: str = ""
) -> list[Row]:
    """Rows in the order that `?sort=` asks for, `-` for the other way round.

    Where it asks for none that there is: in the order named by `otherwise`, or as they come.
    """
    if sort.removeprefix("-") not in orders:
        sort = otherwise
    key = orders.get(sort.removeprefix("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key else list(rows)


def sort_header(request: HttpRequest | None, text: str, key: str, numeric: bool = False) -> SafeString:
    """A column header that sorts by `?sort=key`, and the other way round (`?sort=-key`) when it is sorted already."""
    current = request.GET.get("sort", "") if request else ""
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    shape = {"ascending": "sorted_up", "descending": "sorted_down", "none": "sortable"}[state]
    return format_html(
        '<th scope="col" class="govuk-table__header{}" aria-sort="{}"><a class="sort" href="{}">{}{}</a></th>',
        " govuk-table__header--numeric" if numeric else "",
        state,
        address_with(request, sort=f"-{key}" if state == "ascending" else key, page=None),
        text,
        SHAPES[shape],
    )


def crumbs(*pairs: str) -> SafeString:
    """Where a page stands: words and address in turn; the last may have no address."""
    steps = [(pairs[at], pairs[at + 1] if at + 1 < len(pairs) else "") for at in range(0, len(pairs), 2)]
    items = (_crumb(text, url) for text, url in steps if text)
    return format_html(
        '<nav class="govuk-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list">{}</ol></nav>',
        format_html_join("", "{}", ((item,) for item in items)),
    )


def _crumb(text: str, url: str) -> SafeString:
    if not url:
        return format_html('<li class="govuk-breadcrumbs__list-item" aria-current="page">{}</li>', text)
    link = '<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{}">{}</a></li>'
    return format_html(link, url, text)


def page_numbers(current: int, last: int) -> Iterator[int | str]:
    """First, last, the current page and its neighbours, with gaps between: 1 … 4 5 6 … 20."""
    shown = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    before = 0
    for number in shown:
        if number - before > 1:
            yield GAP
        yield number
        before = number


def pagination(request: HttpRequest | None, page: "Page[Any]") -> SafeString:
    """Links to the pages of a list, nothing for a list of one page."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    items = (_page_item(request, number, page.number) for number in page_numbers(page.number, page.paginator.num_pages))
    return format_html(
        '<nav class="govuk-pagination" aria-label="Pages of the list">{}<ul class="govuk-pagination__list">{}</ul>{}</nav>',
        _neighbour(request, page.previous_page_number(), "prev", "Previous") if page.has_previous() else "",
        format_html_join("", "{}", ((item,) for item in items)),
        _neighbour(request, page.next_page_number(), "next", "Next") if page.has_next() else "",
    )


def _page_item(request: HttpRequest | None, number: int | str, current: int) -> SafeString:
    if number == GAP:
        return SafeString('<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&ctdot;</li>')
    here = number == current
    return format_html(
        '<li class="govuk-pagination__item{}"><a class="govuk-link govuk-pagination__link" href="{}" '
        'aria-label="Page {}"{}>{}</a></li>',
        " govuk-pagination__item--current" if here else "",
        address_with(request, page=number),
        number,
        SafeString(' aria-current="page"') if here else "",
        number,
    )


def _neighbour(request: HttpRequest | None, number: int, side: str, text: str) -> SafeString:
    return format_html(
        '<div class="govuk-pagination__{0}"><a class="govuk-link govuk-pagination__link" href="{1}" rel="{0}">'
        '<span class="govuk-pagination__link-title">{2}<span class="govuk-visually-hidden"> page</span></span></a></div>',
        side,
        address_with(request, page=number),
        text,
    )


def options(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """The choices of a field that completes what is typed: value and words. There may be thousands, for which a loop of a template is slow."""
    return format_html_join("", '<option value="{}">{}</option>', pairs)
