"""A real browser: Debian's Chromium, driven by Playwright, with axe on every page that a journey opens."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
WIDTHS = {"desktop": 1280, "phone": 320}
AXE = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIOLATIONS = """async tags => (await axe.run({runOnly: tags, resultTypes: ["violations"], preload: false})).violations
    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help} – ${node.html.slice(0, 160)}`))"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".table-scroll, .chart-scroll"))
    .slice(0, 5).map(one => `${one.tagName} ${one.getAttribute("class")} ${one.textContent.trim().slice(0, 60)}`)"""
PICTURES = os.environ.get("TALLYSTICK_PICTURES")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if CHROMIUM is None and "browser" in item.nodeid:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return WIDTHS[request.param]


@pytest.fixture
def context(browser: Browser, width: int, live_server: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=live_server.url, accept_downloads=True
    )
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture(autouse=True)
def apart(settings: Any, tmp_path: Path) -> None:
    """Files and what is kept of computations apart for each journey, whose database begins to count anew; quick password hashing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


class Visitor:
    """A page with what every journey does to it: go, look, and let axe look."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)

    def goes_to(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None and answer.ok, f"{address}: {answer and answer.status}"
        self.looks(address.strip("/").replace("/", "-") or "start")

    def looks(self, name: str) -> None:
        """The page is accessible, does not scroll sideways, and broke no script."""
        if PICTURES:
            picture = Path(PICTURES) / f"{name}-{self.page.viewport_size['width']}.png"  # type: ignore[index]
            self.page.screenshot(path=picture, full_page=True)
        self.page.evaluate(AXE)
        violations = self.page.evaluate(VIOLATIONS, TAGS)
        assert violations == [], f"{name}: {violations}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} scrolls sideways by {wide} px: {self.page.evaluate(TOO_WIDE)}"
        assert self.errors == [], f"{name}: {self.errors}"

    def signs_in(self, email: str, password: str) -> None:
        self.page.goto("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def visitor(context: BrowserContext) -> Visitor:
    return Visitor(context.new_page())
