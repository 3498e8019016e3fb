"""Handing letters to the mail server, so that one that cannot be delivered never stops the others.

A letter says that a machine sent it, so that no automatic answer comes back. Its headers are one line each whatever the names in it hold.
"""

import smtplib
import unicodedata
from collections.abc import Sequence
from email.utils import formatdate
from types import TracebackType
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

PATIENCE: Final = 2  # so many times in a row the server may be out of reach before the rest is left for the next run
LONGEST: Final = 300
BY_A_MACHINE: Final = {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",  # Microsoft Exchange heeds this one
}
OUT_OF_REACH: Final = "The mail server cannot be reached"


def one_line(words: str) -> str:
    """Words as one line without control characters: what a header, and a line of a list, can hold."""
    visible = (" " if one.isspace() else one for one in words if one.isspace() or unicodedata.category(one)[0] != "C")
    return " ".join("".join(visible).split())


def letter(
    *, to: str, subject: str, text: str, html: str, list_name: str, message_id: str, reply_to: Sequence[str] = ()
) -> EmailMultiAlternatives:
    """A letter in plain text first, the same as HTML beside it."""
    host = urlsplit(settings.SITE).hostname
    headers = {
        "Message-ID": f"<{message_id}@{host}>",
        "Date": formatdate(),
        "List-Id": f"<{list_name}.{host}>",
        **BY_A_MACHINE,
    }
    mail = EmailMultiAlternatives(one_line(subject), text, to=[to], reply_to=list(reply_to), headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail


class Post:
    """One connection to the mail server for many letters, opened again after a letter that failed."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._open = False
        self._out_of_reach: list[str] = []

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, mail: EmailMultiAlternatives) -> str:
        """Why the letter could not be delivered; blank where it was."""
        if failure := self._reach():
            return failure
        try:
            self._connection.send_messages([mail])
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._close()
            return _told(error)
        return ""

    def _reach(self) -> str:
        if self._open:
            return ""
        if len(self._out_of_reach) >= PATIENCE:
            return self._out_of_reach[-1]
        try:
            self._connection.open()
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            self._out_of_reach.append(f"{OUT_OF_REACH}: {_told(error)}"[:LONGEST])
            return self._out_of_reach[-1]
        self._open, self._out_of_reach = True, []
        return ""

    def _close(self) -> None:
        self._open = False
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            return


def _told(error: Exception) -> str:
    """What the server answered, in one short line: `550 No such user here`."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        words = f"{code} {_text(answer)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        words = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        words = str(error) or type(error).__name__
    return one_line(words)[:LONGEST]


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
