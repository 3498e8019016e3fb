"""What is run every night: `tallystick refresh` works out every forecast, `tallystick remind` sends the reminders of a day."""

import sys
from datetime import date

import click

from tallystick_web.common import installation


@click.command()
@click.argument("slugs", nargs=-1, metavar="[COUNCIL]...")
@installation.needed
def refresh(slugs: tuple[str, ...]) -> None:
    """Work out the evidence and the year-end forecasts of councils, all of them by default, and keep them for the pages.

    Promises in narratives that were kept before their council had a register of promises are read into it first.
    """
    from django.core.cache import caches
    from django.core.cache.backends.locmem import LocMemCache
    from django.utils import timezone

    from tallystick_web.councils import queries as councils
    from tallystick_web.councils import rules
    from tallystick_web.record import refreshing
    from tallystick_web.reviews import actions as reviews

    for why_not in filter(None, map(rules.why_no_council, slugs)):
        raise click.ClickException(why_not)
    for council in councils.councils(slugs):
        click.echo(
            f"{council}: {reviews.read_promises(council=council, by=None)} promises were not in the register yet"
        )
    if isinstance(caches["default"], LocMemCache):
        raise click.ClickException(
            "Nothing can be kept: the cache of this installation lives in each process. Set one that is shared."
        )
    for line in refreshing.refreshed(slugs, timezone.localdate()):
        click.echo(line)


def _day(context: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """The day of an option."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"“{text}” is no day. Write it as 2009-10-14.") from None


@click.command()
@click.option("--council", "slug", help="Only this council, by its place in addresses. All of them by default.")
@click.option("--on", metavar="DATE", callback=_day, help="As on this day: 2009-10-14. Today by default.")
@click.option("--dry-run", is_flag=True, help="Say who would be reminded of what, and send nothing.")
@installation.needed
def remind(slug: str | None, on: date | None, dry_run: bool) -> None:
    """Send the reminders of a day by e-mail: one letter a person and council. Running it again sends nothing twice.

    Exit status 1 says that a letter could not be delivered: the next run tries it again. It also says that a record has a day to which no
    working days can be counted; which, and what to mend, is on standard error, and everybody else is reminded all the same.
    """
    from django.utils import timezone

    from tallystick.deadlines import DeadlineError
    from tallystick_web.councils import digests, rules
    from tallystick_web.councils import queries as councils
    from tallystick_web.record import reminders

    day = on or timezone.localdate()
    chosen = list(councils.councils([slug] if slug else ()))
    if slug and (why_not := rules.why_no_council(slug)):
        raise click.ClickException(why_not)
    if why_not := reminders.why_not_on(day):
        click.echo(why_not)
        return
    if why_not := digests.why_not_link():
        raise click.ClickException(why_not)
    run = reminders.rehearse if dry_run else reminders.send
    failed = False
    for council in chosen:
        try:
            for outcome in run(council, day):
                click.echo(f"{council.slug}: {outcome}", err=outcome.digest is None)
                failed = failed or bool(outcome.failure)
        except DeadlineError as error:
            click.echo(f"{council.slug}: nobody else is reminded here: {error}. Correct that day.", err=True)
            failed = True
    sys.exit(int(failed))
