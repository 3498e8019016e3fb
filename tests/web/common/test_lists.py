"""Lists keep the filters a person has set, whatever else they press."""

import re

from django.core.paginator import Paginator
from django.test import RequestFactory

from tallystick_web.common import lists

rf = RequestFactory()


def test_a_header_sorts_one_way_and_then_the_other() -> None:
    first = lists.sort_header(rf.get("/x/?theme=env&page=3"), "Now", "value", numeric=True)
    assert 'href="?theme=env&amp;sort=value"' in first
    assert 'aria-sort="none"' in first
    assert "govuk-table__header--numeric" in first
    again = lists.sort_header(rf.get("/x/?sort=value"), "Now", "value")
    assert 'href="?sort=-value"' in again
    assert 'aria-sort="ascending"' in again
    back = lists.sort_header(rf.get("/x/?sort=-value"), "Now", "value")
    assert 'href="?sort=value"' in back
    assert 'aria-sort="descending"' in back


def test_a_hostile_address_stays_an_address() -> None:
    html = lists.sort_header(rf.get("/x/", {"theme": '"><script>'}), "Now", "value")
    assert "<script>" not in html


def test_pages_near_the_current_one_are_shown_with_gaps() -> None:
    assert list(lists.page_numbers(6, 20)) == [1, lists.GAP, 5, 6, 7, lists.GAP, 20]
    assert list(lists.page_numbers(1, 3)) == [1, 2, 3]
    assert list(lists.page_numbers(2, 2)) == [1, 2]


def test_pages_keep_the_filters() -> None:
    page = Paginator(range(100), 10).get_page(2)
    html = lists.pagination(rf.get("/x/?rating=red&page=2"), page)
    assert 'href="?rating=red&amp;page=3"' in html
    assert re.search(r'aria-label="Page 2" aria-current="page"', html)
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


def test_a_list_of_one_page_has_no_pages() -> None:
    assert lists.pagination(rf.get("/x/"), Paginator(range(3), 10).get_page(1)) == ""


def test_breadcrumbs_end_where_the_reader_is() -> None:
    html = lists.crumbs("Plan", "/plan/", "Theme <1>")
    assert '<a class="govuk-breadcrumbs__link" href="/plan/">Plan</a>' in html
    assert 'aria-current="page">Theme &lt;1&gt;</li>' in html


def test_a_list_holds_what_every_filter_lets_through_and_passes_over_what_is_no_filter() -> None:
    checks = {"longer": lambda row, value: len(row) > int(value), "q": lambda row, value: value in row}
    rows = ["one", "three", "seventeen"]
    assert lists.kept(rows, checks, {"longer": "3", "q": "t", "page": "2"}) == ["three", "seventeen"]
    assert lists.kept(rows, checks, {"q": ""}) == rows


def test_an_order_that_there_is_not_gives_way_to_the_usual_one() -> None:
    rows, orders = ["three", "one"], {"length": len, "name": str}
    assert lists.ordered(rows, orders, "-length") == ["three", "one"]
    assert lists.ordered(rows, orders, "", otherwise="length") == ["one", "three"]
    assert lists.ordered(rows, orders, "-colour", otherwise="length") == ["one", "three"]
    assert lists.ordered(rows, orders, "-colour") == rows
