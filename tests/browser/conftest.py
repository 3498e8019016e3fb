"""A real browser: Debian's Chromium, driven by Playwright, with axe on every page that a journey opens."""

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

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
# What axe does not ask: that a thing is known by its name when it stands alone in a list of tables, links or fields, as screen readers
# give them; that headings go down one step at a time; that what scrolls can be reached.
UNNAMED = (Path(__file__).parent / "unnamed.js").read_text()
# Readers who set letters and lines apart (WCAG 1.4.12), and those who make the text twice as large (1.4.4).
APART = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
LARGE = "html.govuk-template { font-size: 200% !important }"
SIDEWAYS = """css => {
    const sheet = new CSSStyleSheet(), root = document.documentElement;  // one that the Content Security Policy lets in
    sheet.replaceSync(css); document.adoptedStyleSheets = [sheet];
    const wide = root.scrollWidth - root.clientWidth; document.adoptedStyleSheets = [];
    return wide; }"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".table-scroll, .chart-scroll"))
    .slice(0, 5).map(one => `${one.tagName} ${one.getAttribute("class")} ${one.textContent.trim().slice(0, 60)}`)"""
BROKEN_DATES = """() => [...document.querySelectorAll("table:not(.table-stack) tbody :is(td, th)")].flatMap(cell => [...cell.childNodes])
    .filter(one => one.nodeType === Node.TEXT_NODE && /^\\s*\\d{1,2} [A-Z][a-z]+ \\d{4}\\s*$/.test(one.data)).filter(one => {
        const words = document.createRange(); words.selectNodeContents(one);
        return new Set([...words.getClientRects()].map(line => Math.round(line.top))).size > 1; }).map(one => one.data)"""
EMPTIES = """form => { form.noValidate = true;
    for (const one of form.elements) if (["text", "date", "textarea"].includes(one.type)) one.value = ""; }"""
AT_SUMMARY = "() => document.activeElement.matches('.govuk-error-summary')"
LEADS_NOWHERE = """() => [...document.querySelectorAll(".govuk-error-summary a")].map(link => link.hash)
    .filter(hash => !document.querySelector(hash)?.matches("input, select, textarea"))"""
HERE = "(element) => document.activeElement === element"
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
        """The page is accessible, does not scroll sideways, breaks no date in a table, and broke no script."""
        self.page.wait_for_load_state()  # a click leads here before the stylesheet has come
        if PICTURES:
            picture = Path(PICTURES) / f"{name}-{self.page.viewport_size['width']}.png"  # type: ignore[index]
            self.page.screenshot(path=picture, full_page=True)
        self.page.evaluate(AXE)
        violations = self.page.evaluate(VIOLATIONS, TAGS)
        assert violations == [], f"{name}: {violations}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} scrolls sideways by {wide} px: {self.page.evaluate(TOO_WIDE)}"
        assert self.page.evaluate(BROKEN_DATES) == [], name
        unnamed = self.page.evaluate(UNNAMED)
        assert unnamed == [], f"{name}: {unnamed}"
        for css in (APART, LARGE) if self.page.evaluate("innerWidth > 640") else (APART,):
            wide = self.page.evaluate(SIDEWAYS, css)
            assert wide <= 0, f"{name} scrolls sideways by {wide} px with {css}"
        assert self.errors == [], f"{name}: {self.errors}"

    def sends_empty(self, address: str) -> None:
        """The form of a page is accessible, and so is the same page once it was sent with nothing in it and says what to give."""
        self.goes_to(address)
        form = self.page.locator("main form[method=post]").first
        form.evaluate(EMPTIES)
        with self.page.expect_navigation():
            form.locator("button").first.evaluate("button => button.click()")  # it may be in a part that is folded
        assert self.page.get_by_role("heading", name="There is a problem").is_visible(), address
        assert self.page.title().startswith("Error: "), f"{address}: {self.page.title()}"
        self.page.wait_for_function(AT_SUMMARY, timeout=10_000)
        assert self.page.evaluate(LEADS_NOWHERE) == [], address
        self.looks(f"{address.strip('/').replace('/', '-')}-empty")

    def signs_in(self, email: str, password: str) -> None:
        self.page.goto("/accounts/login/")
        self.signs_in_here(email, password)

    def signs_in_here(self, email: str, password: str) -> None:
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign in").click()


class Keys:
    """What a person does who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, wanted: Locator) -> None:
        """Tab until it has the focus, as often as a page could need."""
        for _ in range(250):
            self.page.keyboard.press("Tab")
            if wanted.evaluate(HERE):
                return
        raise AssertionError(f"{wanted} cannot be reached with the Tab key")

    def presses(self, wanted: Locator) -> None:
        """Go to a link or a button and press Enter."""
        self.goes_to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def presses_in_place(self, wanted: Locator) -> None:
        """Go to a button that changes a part of the page and press Enter."""
        self.goes_to(wanted)
        self.page.keyboard.press("Enter")

    def link(self, name: str) -> None:
        self.presses(self.page.locator("main").get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        self.presses(self.page.locator("main").get_by_role("button", name=name, exact=True))

    def types(self, label: str, text: str) -> None:
        self.goes_to(self.page.get_by_label(label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def chooses(self, label: str) -> None:
        """A radio button or box: to the first of the group with Tab, then down to the one that is meant."""
        wanted = self.page.get_by_label(label, exact=True)
        group = self.page.locator(f"input[name={wanted.get_attribute('name')}]")
        checked = self.page.locator(f"input[name={wanted.get_attribute('name')}]:checked")
        self.goes_to(checked.first if checked.count() else group.first)
        for _ in range(group.count()):
            if wanted.evaluate(HERE):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert wanted.is_checked()

    def picks(self, label: str, text: str) -> None:
        """An option of a list, by its first letters."""
        self.goes_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)


def photograph() -> bytes:
    """A small JPEG as a telephone makes one, with the place where it was taken."""
    picture, exif, file = Image.linear_gradient("L").resize((40, 20)), Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.fixture
def visitor(context: BrowserContext) -> Visitor:
    return Visitor(context.new_page())
