"""The command `tallystick demo`: two councils with data, served on this machine."""

import time

import click

from tallystick_web.demo import installation, server


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where to serve.")
@click.option("--no-serve", is_flag=True, help="Load the data and stop.")
@click.option(
    "--reset",
    is_flag=True,
    help="Throw the demonstration’s data away, with all that was tried in it, and load it anew.",
)
def demo(port: int, no_serve: bool, reset: bool) -> None:
    """Try Tallystick on two councils, Leeds and Harborough. Not for real records: everybody knows the password."""
    if not no_serve:
        server.refuse_a_taken_port(port)
    installation.set_up()
    load(reset=reset)
    if no_serve:
        welcome(port)
    else:
        server.serve(port, ready=lambda: welcome(port))


def load(*, reset: bool) -> None:
    """Bring the database up to date and load the councils, once."""
    from tallystick_web.councils.rules import Refused
    from tallystick_web.demo import data, loading

    try:
        if reset:
            installation.throw_away()
        installation.migrate()
        if loading.version_held() is None:
            _load_for_the_first_time()
        elif loading.version_held() != data.VERSION:
            click.echo("These are older demonstration data. To have the newer ones: tallystick demo --reset")
    except Refused as error:
        raise click.ClickException(str(error)) from error


def _load_for_the_first_time() -> None:
    from django.utils import timezone

    from tallystick_web.demo import loading
    from tallystick_web.record import refreshing

    click.echo("Loading two councils, once …")
    begun = time.monotonic()
    loading.load(say=click.echo)
    list(
        refreshing.refreshed((), timezone.localdate())
    )  # so that no page says that something is still to be worked out
    click.echo(f"  loaded in {time.monotonic() - begun:.0f} seconds")


def welcome(port: int) -> None:
    """Say where it is and who may sign in."""
    from tallystick_web.demo import people

    address = f"http://{server.ADDRESS}:{port}"
    click.echo(f"\nTallystick, the demonstration: for trying out, not for real records.\n\n  Open {address}/leeds/")
    click.echo("  What it has published needs no sign-in; who signs in finds their own work.\n")
    for council, persons in people.sign_ins():
        click.echo(f"{council.name}  {address}/{council.slug}/")
        for person, roles in persons:
            click.echo(f"  {person.email:<28} {person.name}, {roles}")
    click.echo(f"\nEverybody’s password: {people.PASSWORD}")
    click.echo("What is marked illustrative is made up; figures without the mark have a source. Ctrl+C stops.")
