"""The letter that reminds one person of their work in one council: plain text first, the same as HTML, with one link.

The link leads through sign-in to the very field of the first thing; the others are listed. A digest is made of values, so that whoever
knows of work, in whichever app, can have it sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from tallystick import deadlines
from tallystick.deadlines import DueState
from tallystick_web.accounts import post
from tallystick_web.accounts.models import Reminder, User
from tallystick_web.common import words
from tallystick_web.councils.models import Council

MOST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: what, where (an address within the site, with its anchor), by when, how long it usually takes.

    `url` names it from one letter to the next, too. `for_whom` is the person stood in for; `whose` it is, where the reader heads their
    service: then the link leads to `about`, a page that they may read.
    """

    words: str
    url: str
    due_on: date | None = None
    minutes: int | None = None
    for_whom: str = ""
    whose: str = ""
    about: str = ""
    rung: str = Reminder.CHASED

    def as_kept(self) -> dict[str, str]:
        """As the row of the letter keeps it."""
        due = self.due_on.isoformat() if self.due_on else ""
        return {
            "key": self.url,
            "rung": self.rung,
            "due_on": due,
            "words": post.one_line(f"{self.whose}: {self.words}" if self.whose else self.words),
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """What one letter says. `late` are things of others in the reader's service; `more` is how much else waits on their page."""

    council: Council
    person: User
    day: date
    lines: tuple[Line, ...]
    late: tuple[Line, ...] = ()
    more: int = 0
    chased_by: str = ""

    @property
    def rung(self) -> str:
        """The highest rung among the lines."""
        keys = [rung.key for rung in deadlines.LADDER]
        mine = {one.rung for one in (*self.lines, *self.late)}
        return next((key for key in reversed(keys) if key in mine), Reminder.CHASED)

    @property
    def subject(self) -> str:
        """`3 things to do for Leeds City Council, the first by 14 October 2009`."""
        if not self.lines:
            return f"{words.count(len(self.late), 'thing')} late in your service at {self.council}"
        days = [one.due_on for one in self.lines if one.due_on]
        late = sum(day < self.day for day in days)
        if late == len(self.lines):
            return f"{words.count(late, 'thing')} late for {self.council}"
        told = f", {late} late" if late else f", the first by {words.day(min(days))}" if days else ""
        return f"{words.count(len(self.lines), 'thing')} to do for {self.council}{told}"

    @property
    def minutes(self) -> int:
        """How long the things usually take together, of those of which it is known."""
        return sum(one.minutes or 0 for one in self.lines)


def letter(digest: Digest, reminder: Reminder, reply_to: Sequence[str] = ()) -> EmailMultiAlternatives:
    """The letter of a digest."""
    context = {
        "digest": digest,
        "person": post.one_line(digest.person.name) or "colleague",
        "council": post.one_line(digest.council.name),
        "chased_by": post.one_line(digest.chased_by),
        "link": through_sign_in(digest.lines[0].url if digest.lines else digest.late[0].about),
        "first": _first(digest),
        "lines": [_shown(one, digest.day) for one in digest.lines[:MOST_LINES]],
        "late": [_shown(one, digest.day) for one in digest.late[:MOST_LINES]],
        "not_listed": max(0, len(digest.lines) - MOST_LINES),
        "late_not_listed": max(0, len(digest.late) - MOST_LINES),
    }
    return post.letter(
        to=digest.person.email,
        subject=digest.subject,
        text=render_to_string("councils/mail/digest.txt", context),
        html=render_to_string("councils/mail/digest.html", context),
        list_name=f"reminders.{digest.council.slug}",
        message_id=f"reminder-{reminder.pk}-{reminder.day:%Y%m%d}",
        reply_to=reply_to,
    )


def through_sign_in(url: str) -> str:
    """The full address that leads to a place within the site through sign-in, its anchor kept; who is signed in passes at once."""
    return f"{settings.SITE}{reverse('account_login')}?{urlencode({'next': url})}"


def why_not_link() -> str | None:
    """Letters need the address under which people find the pages."""
    site = urlsplit(settings.SITE)
    if site.scheme in ("http", "https") and site.hostname and "*" not in site.hostname and site.hostname[0] != ".":
        return None
    return "Set TALLYSTICK_URL to the address of the pages, such as https://tally.example.gov.uk: letters link to it."


def _first(digest: Digest) -> str:
    if not digest.lines:
        return "See the first of them"
    return "Do it now" if len(digest.lines) == 1 else "Do the first of them now"


def _shown(line: Line, day: date) -> dict[str, str]:
    return {
        "words": post.one_line(line.words),
        "when": standing(line.due_on, day),
        "whom": post.one_line(line.for_whom),
        "whose": post.one_line(line.whose),
    }


def standing(due: date | None, day: date) -> str:
    """How a due date stands, in a sentence: `It was due on 14 October 2009, 3 working days ago.`"""
    if due is None:
        return ""
    if due == day:
        return f"It is due today, {words.day(due)}."
    now = deadlines.standing(due, day, opens=min(due, day))
    away = words.count(now.working_days, "working day")
    if now.state is DueState.OVERDUE:
        return f"It was due on {words.day(due)}, {away} ago."
    if due < day:
        return f"It was due on {words.day(due)}."
    return f"It is due on {words.day(due)}, in {away}."
