"""A real mail server for tests, on this machine, which does what a test asks of it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class MailServer:
    """Keeps what it is given; refuses the recipients in `refused`, hangs up on those in `dropped`, says nothing to those in `silent`."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.given: list[tuple[str, list[str]]] = []
        self.refused: dict[str, str] = {}
        self.dropped: set[str] = set()
        self.silent: set[str] = set()
        self.sessions: set[int] = set()

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        self.sessions.add(id(session))
        if address in self.refused:
            return self.refused[address]
        if address in self.dropped:
            server.transport.abort()  # type: ignore[union-attr]
        if address in self.silent:
            import asyncio

            await asyncio.sleep(30)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)
        self.given.append((str(envelope.mail_from), list(envelope.rcpt_tos)))
        return "250 Message accepted for delivery"

    @property
    def receivers(self) -> list[str]:
        return [receiver for _, receivers in self.given for receiver in receivers]

    def text(self, number: int = -1) -> str:
        body = self.letters[number].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def html(self, number: int = -1) -> str:
        body = self.letters[number].get_body(("html",))
        assert body is not None
        return str(body.get_content())


@contextmanager
def served(settings: Any) -> Iterator[MailServer]:
    """The server, and the settings that lead to it."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 1
    settings.SITE = "https://tally.example.gov.uk"
    try:
        yield server
    finally:
        controller.stop()
