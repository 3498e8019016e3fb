"""The frame of every page, and the pages for when something went wrong."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages.storage.base import Message
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path

from tallystick import charts
from tallystick_web import common
from tallystick_web.common import context, views

LEEDS = SimpleNamespace(name="Leeds City Council", slug="leeds")
FOLDER = Path(common.__file__).parent


class Alice:
    is_authenticated = True

    def __str__(self) -> str:
        return "Alice Adeyemi"


def request(address: str = "/leeds/", **known: Any) -> HttpRequest:
    found = RequestFactory().get(address)
    found.resolver_match = None
    for name, value in known.items():
        setattr(found, name, value)
    return found


def page(source: str = "common/base.html", asked: HttpRequest | None = None, **rest: Any) -> str:
    return render_to_string(source, rest, request=asked or request())


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only plans and publications have addresses yet."""
    known = {"record:plans": "/leeds/plans/", "publishing:index": "/leeds/published/", "account_login": "/in/"}
    known |= {"account_logout": "/out/", "start": "/"}
    monkeypatch.setattr(context, "address", lambda name, **_: known.get(name, ""))


@pytest.mark.usefixtures("addresses")
def test_the_navigation_shows_only_what_exists() -> None:
    html = page(asked=request(council=LEEDS, user=Alice()))
    assert re.findall(r'__link" href="([^"]+)"', html) == ["/leeds/plans/"]
    assert "/leeds/published/" in html.split("<footer")[1]


@pytest.mark.usefixtures("addresses")
def test_a_visitor_sees_only_what_is_public() -> None:
    html = page(asked=request(council=LEEDS))
    assert "/leeds/plans/" not in html
    assert "/leeds/published/" in html
    assert "Sign in" in html
    assert "Sign out" not in html


@pytest.mark.usefixtures("addresses")
def test_the_gate_of_the_application_decides_where_it_says() -> None:
    html = page(asked=request(council=LEEDS, user=Alice(), may_open=lambda name: name == "record:plans"))
    assert "/leeds/plans/" in html
    assert "/leeds/published/" not in html


@pytest.mark.usefixtures("addresses")
def test_the_place_where_one_is_is_marked() -> None:
    assert 'href="/leeds/plans/" aria-current="page"' in page(
        asked=request("/leeds/plans/", council=LEEDS, user=Alice())
    )
    below = request("/leeds/plans/x/", council=LEEDS, user=Alice())
    below.resolver_match = SimpleNamespace(namespaces=["record"], view_name="record:priority")  # type: ignore[assignment]
    assert 'href="/leeds/plans/" aria-current="true"' in page(asked=below)


@pytest.mark.usefixtures("addresses")
def test_signing_out_is_a_form_that_cannot_be_forged() -> None:
    html = page(asked=request(user=Alice()))
    assert re.search(
        r'<form method="post" action="/out/" data-signs-out><input type="hidden" name="csrfmiddlewaretoken"', html
    )
    assert "Alice Adeyemi" in html


def test_every_page_can_be_entered_by_keyboard_and_has_a_title() -> None:
    html = page(asked=request(council=LEEDS))
    assert html.index('href="#main-content"') < html.index("<header")
    assert 'id="main-content"' in html
    assert "<title>Home – Leeds City Council – Tallystick</title>" in html
    assert '<html lang="en-GB"' in html


def test_the_title_says_when_a_form_was_refused() -> None:
    assert "<title>Error: " in page(form=SimpleNamespace(errors={"x": ["y"]}))


def test_messages_are_banners() -> None:
    html = page(messages=[Message(25, "Saved & sent"), Message(40, "Not saved")])
    assert "govuk-notification-banner--success" in html
    assert "Saved &amp; sent" in html
    assert "govuk-error-summary" in html


def test_a_public_page_has_no_navigation_of_officers_and_states_its_licence() -> None:
    html = page("common/public.html", request(council=LEEDS, user=Alice()))
    assert "Open Government Licence" in html
    assert "govuk-service-navigation" not in html


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.permission_denied, 403), (views.page_not_found, 404)],
)
def test_error_pages_say_what_to_do(view: Any, status: int) -> None:
    answer = view(request(), Exception())
    assert answer.status_code == status
    assert b"<h1" in answer.content
    assert b'href="' in answer.content


def test_a_refusal_gives_its_reason_and_escapes_it() -> None:
    answer = views.permission_denied(request(), PermissionDenied("Only the <director> may agree this."))
    assert "Only the &lt;director&gt; may agree this." in answer.content.decode()


def test_the_page_for_our_own_mistakes_needs_nothing() -> None:
    answer = views.server_error(request())
    assert answer.status_code == 500
    assert "fault is ours" in answer.content.decode()


urlpatterns = [path("styleguide/", views.styleguide, name="styleguide")]


@override_settings(ROOT_URLCONF=__name__)
def test_the_styleguide_shows_every_component_without_inline_style_or_script() -> None:
    html = views.styleguide(RequestFactory().get("/styleguide/?check=1")).content.decode()
    assert " style=" not in html
    assert "<script>" not in html
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert not re.search(r"\son\w+=", html)
    for part in ("rating-bar", "status--off-track", "direction--worsening", "marker", "chart", "sparkline", "filters"):
        assert f'class="{part}' in html or f" {part}" in html


def test_templates_carry_no_inline_style_and_no_inline_script() -> None:
    found = [
        template.name
        for folder in (FOLDER, FOLDER.parent / "accounts")
        for template in folder.rglob("*.html")
        if re.search(
            r"\sstyle=|<style|<script(?![^>]* src=)|\son(click|load|change)=", template.read_text(encoding="utf-8")
        )
    ]
    assert found == []


def test_what_belongs_to_the_government_is_not_carried() -> None:
    vendored = list((FOLDER / "static/common/vendor").glob("govuk-frontend-*/*.min.*"))
    assert {file.suffix for file in vendored} == {".css", ".js"}
    for file in vendored:
        held = file.read_text(encoding="utf-8").lower()
        for word in ("gds transport", "/assets/", "@font-face", "crest", "crown", "sourcemappingurl"):
            assert word not in held, f"{file.name} holds {word}"
        assert (file.parent / "LICENCE.txt").is_file()


def test_pages_load_the_vendored_version_that_is_there() -> None:
    folders = [folder.name for folder in (FOLDER / "static/common/vendor").iterdir()]
    for template in ("common/_head.html", "500.html"):
        named = re.findall(r"govuk-frontend-[\d.]+(?=/)", (FOLDER / "templates" / template).read_text(encoding="utf-8"))
        assert set(named) == set(folders)


CRUMBS = re.compile(r"{% block breadcrumbs %}.*?{% endblock %}", re.DOTALL)


@pytest.mark.parametrize("template", sorted(FOLDER.parent.rglob("templates/**/*.html")), ids=lambda one: one.name)
def test_no_link_uses_an_address_that_only_the_breadcrumbs_know(template: Path) -> None:
    """What one block of a template names, another does not know: the link would lead to nothing."""
    text = template.read_text()
    crumbs = "".join(CRUMBS.findall(text))
    rest = CRUMBS.sub("", text)
    lost = set(re.findall(r" as (\w+) %}", crumbs)) - set(re.findall(r" as (\w+) %}", rest))
    assert [name for name in sorted(lost) if re.search(rf"{{{{ *{name}[ |}}]|{{% empty [^%]* {name} ", rest)] == []


TABLES = {
    one: found
    for one in sorted(FOLDER.parent.rglob("templates/**/*.html"))
    if (found := re.findall(r"<table.*?</table>", one.read_text(encoding="utf-8"), re.DOTALL))
    and "allauth" not in one.parts
}


@pytest.mark.parametrize("template", TABLES, ids=lambda one: one.name)
def test_every_table_names_its_columns_and_its_rows(template: Path) -> None:
    for table in TABLES[template]:
        assert 'scope="row"' in table, "a row has no header cell"
        assert not re.search(r"<th(?![^>]* scope=)[ >]", table), "a header cell does not say what it heads"


@pytest.mark.parametrize("template", TABLES, ids=lambda one: one.name)
def test_figures_stand_to_the_right_in_columns_whose_headers_do(template: Path) -> None:
    for table in TABLES[template]:
        head, _, body = table.partition("</thead>")
        heads = "__header--numeric" in head or "numeric=True" in head
        assert heads == ("__cell--numeric" in body), "a header and its figures stand on different sides"


def test_every_line_of_the_table_beneath_a_chart_names_its_unit() -> None:
    lines = [charts.Line(name, [1.0, 2.0]) for name in ("Leeds", "Core cities")]
    chart = charts.SeriesChart("Litter", ["Q1", "Q2"], lines[0], unit="%", comparators=lines[1:])
    html = Template("{% load tallystick %}{% chart_table chart %}").render(Context({"chart": chart}))
    assert "Leeds (%)</th>" in html and "Core cities (%)</th>" in html
