"""Every address and every form that people come to from their first page, sent what nobody should: no page of error.

The values are drawn, the draw is the same each time. What a form did is undone before the next, so that nothing is gone when
its page is come to; within it, each answer stands on what was sent before.
"""

import random
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tallystick_web.accounts.models import User

pytestmark = pytest.mark.usefixtures("loaded")

ODD = (
    "", "  ", "0", "-1", "1/0", "½", "٣٤", "１２", "1e400", "NaN", "-Infinity", "0x10", "1_000", "1,234.5.6", "12%", "£1,000,000",
    "9" * 24, "2147483648", "9223372036854775808", "0001-01-01", "9999-12-31", "30 February 2026", "31/12/9999", "Q5 2009/10",
    "2009/10", "March 2099", "x" * 300, "y" * 70_000, "<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "../../etc/passwd",
    "%s%n", "=1+1", "😀" * 50, "\u202eabc", "\ud800".encode("utf-8", "replace").decode(), "on", "true", "None",
)  # fmt: skip
FILES = (
    b"", b"a,b\n1,2\n", b"PK\x03\x04 no workbook", b"%PDF-1.4 no document", b"\xff\xfe\x00", "Reference,Title\n\0,😀\n".encode(),
)  # fmt: skip
NAMES = ("a.csv", "b.xlsx", "c.pdf", "d.txt", "e.docx", "f" * 200 + ".csv", "g")
LEFT_ALONE = ("account_", "mfa_", "two_factor", "logout")  # signing in and out is the library's, with limits of its own
TIMES = 3


class Walk:
    """One person's way through the pages; what was answered with an error stands in `failed`."""

    def __init__(self, person: User, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - odd values are no secrets
        self.client = Client(raise_request_exception=False)
        self.client.force_login(person)
        self.failed: list[str] = []
        self.sent = 0

    def through(self, start: str) -> None:
        """A page of each address, in the order in which links lead to them."""
        waiting, seen = deque([start]), set[str]()
        while waiting:
            address = waiting.popleft()
            name = resolve(urlsplit(address).path).view_name
            if name in seen or name.startswith(LEFT_ALONE):
                continue
            seen.add(name)
            self._odd_addresses(address)
            page = self.client.get(address)
            self._note(page, f"GET {address}")
            if page.status_code in (301, 302):
                waiting.append(urljoin(address, page["Location"]))
            elif page.status_code == 200 and "html" in page["Content-Type"]:
                document = lxml.html.document_fromstring(page.content)
                links = (urljoin(address, link) for link in document.xpath("//a/@href"))
                waiting.extend(link.partition("#")[0] for link in links if link.startswith(start))
                for form in document.forms:
                    self._send_all(address, form)

    def _send_all(self, address: str, form: Any) -> None:
        action = urljoin(address, form.get("action") or address)
        if resolve(urlsplit(action).path).view_name.startswith(LEFT_ALONE):
            return
        with transaction.atomic():
            for _ in range(TIMES):
                self._send(action, form)
            self._note(self.client.get(address), f"GET {address} after its form")
            transaction.set_rollback(True)

    def _odd_addresses(self, address: str) -> None:
        path, _, query = address.partition("?")
        odd = [re.sub(r"/\d+(?=/|$)", f"/{'9' * 30}", path)]
        if query:
            odd.append(re.sub(r"=[^&]*$", "=" + quote(self.draw.choice(ODD)[:2_000]), address))
        for one in odd:
            if one != address:
                self._note(self.client.get(one), f"GET {one[:200]}")

    def _send(self, action: str, form: Any) -> None:
        data: dict[str, Any] = {}
        fields = [field for field in form.inputs if field.get("name")]
        chosen = (
            self.draw.choice(fields) if fields and self.draw.random() < 0.6 else None
        )  # one alone is odd, or half of them
        for field in fields:
            odd = field is chosen or (chosen is None and self.draw.random() < 0.5)
            data.setdefault(field.get("name"), []).extend(self._filled(field, odd))
        asking = form.get("method", "get").lower() == "get"
        if asking:  # no server takes an address of any length
            data = {name: [value[:2_000] for value in values] for name, values in data.items()}
        answer = self.client.get(action, data) if asking else self.client.post(action, data)
        self.sent += 1
        told = {name: [str(value)[:60] for value in values] for name, values in data.items()}
        self._note(answer, f"{form.get('method')} {action} {told}")

    def _filled(self, field: Any, odd: bool) -> Iterator[Any]:
        kind = field.get("type", "")
        if kind in ("submit", "button"):
            return
        if kind == "file":
            yield SimpleUploadedFile(self.draw.choice(NAMES), self.draw.choice(FILES))
        elif odd:
            yield self.draw.choice(ODD)
        elif field.tag == "select":
            yield from field.value_options[:1] if field.get("multiple") else [self.draw.choice(field.value_options)]
        elif kind in ("checkbox", "radio"):
            if field.get("checked") is not None or self.draw.random() < 0.3:
                yield field.get("value", "on")
        else:
            yield (field.value if field.tag == "textarea" else field.get("value")) or ""

    def _note(self, answer: Any, what: str) -> None:
        if answer.status_code >= 500:
            self.failed.append(f"{what}: {answer.exc_info[1]!r}" if getattr(answer, "exc_info", None) else what)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "council"), [("alice@leeds.example", "leeds"), ("charlie@harborough.example", "harborough")]
)
def test_whatever_is_sent_no_page_is_one_of_error(email: str, council: str) -> None:
    walk = Walk(User.objects.get(email=email), seed=2)
    walk.through(f"/{council}/")
    assert walk.sent > 200 and not walk.failed, "\n".join(walk.failed)
