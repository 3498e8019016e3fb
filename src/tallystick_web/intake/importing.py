"""What the command `tallystick import` does and says, once Django is loaded."""

from collections.abc import Iterator
from pathlib import Path

from django.urls import reverse

from tallystick import periods
from tallystick.documents import guards
from tallystick.documents.model import Unreadable
from tallystick.periods import Period
from tallystick_web.accounts.models import User
from tallystick_web.common import words
from tallystick_web.councils import queries as councils
from tallystick_web.councils import rules
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.intake import actions, queries, reading
from tallystick_web.intake.models import Kind, Proposal, Record

SEVERAL: dict[str, str] = {
    Record.PRIORITY: "priorities",
    Record.PERSON: "people",
    Record.UNIT: "directorates and services",
}


def bring_in(file: Path, slug: str, round_words: str, accept_certain: bool, email: str) -> Iterator[str]:
    """Propose what a file says, and accept what is certain where a named person asks for it. Yields lines to print."""
    council = councils.council_at(slug)
    if council is None:
        raise Refused(str(rules.why_no_council(slug)))
    by = person(council, email)
    period = periods.parse(round_words) if round_words else None
    for each in reading.each(reading.read(data_of(file), file.name)):
        yield from bring_in_form(each, council, period, accept_certain, by)


def bring_in_form(
    each: reading.Reading, council: Council, period: Period | None, accept_certain: bool, by: User | None
) -> Iterator[str]:
    """The same of one form of the file."""
    proposal = actions.propose(council=council, reading=each, period=period, by=by)
    yield from summary(proposal)
    if accept_certain and proposal.waiting:
        outcome = actions.accept_certain(proposal=proposal, by=by)
        proposal.refresh_from_db()
        yield f"Accepted {words.count(len(outcome.accepted), 'item')} for {by}. {words.count(proposal.waiting, 'item')} wait{'s' if proposal.waiting == 1 else ''}."
        yield from (f"  {why}" for why in outcome.set_aside)
    if not proposal.has_nothing_new:
        address = reverse("intake:proposal", kwargs={"council": council.slug, "proposal": proposal.pk})
        yield f"See it at {address}"


def data_of(file: Path) -> bytes:
    """The bytes of a file that is not too large. Raises `Unreadable`."""
    try:
        guards.check_size(file.stat().st_size, reading.LIMITS)
        return file.read_bytes()
    except IsADirectoryError:
        raise Unreadable("That is a folder. Name the file in it that should be brought in.") from None
    except FileNotFoundError:
        raise Unreadable(f"There is no file {file}. Check the name and the folder.") from None
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {(error.strerror or 'unknown error').lower()}.") from None


def person(council: Council, email: str) -> User | None:
    """The person of an e-mail address; nobody named is the installation itself, which may propose."""
    if not email:
        return None
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Refused(f"Nobody signs in as {email}. Add the person with tallystick add-person.")
    return found


def summary(proposal: Proposal) -> Iterator[str]:
    """What was read, and how much of it is new."""
    yield f"{proposal.name}: {proposal.form.lower()}{f', {proposal.period}' if proposal.period else ''}"
    if proposal.kind == Kind.UNKNOWN:
        yield "The file was read, but its form is not known. Nothing was taken from it."
        return
    if proposal.has_nothing_new:
        yield "Nothing new in this file."
        return
    for record, count in queries.records(proposal):
        yield f"  {words.count(count, Record(record).label.lower(), SEVERAL.get(record, ''))}"
    certain = queries.certain(proposal)
    yield f"{proposal.waiting:,} wait for a decision: {certain:,} certain, {proposal.waiting - certain:,} doubtful. {proposal.unchanged:,} are held already."
