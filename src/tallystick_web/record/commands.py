"""The command `tallystick refresh`: every forecast of a council at once, after its figures came in, so that no reader waits for them."""

import os

import click


@click.command()
@click.argument("slugs", nargs=-1, metavar="[COUNCIL]...")
def refresh(slugs: tuple[str, ...]) -> None:
    """Work out the evidence and the year-end forecasts of councils, all of them by default, and keep them for the pages."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick_web.config.settings")
    django.setup()
    from django.core.cache import caches
    from django.core.cache.backends.locmem import LocMemCache

    from tallystick_web.record.queries import challenge

    if isinstance(caches["default"], LocMemCache):
        raise click.ClickException(
            "Nothing can be kept: the cache of this installation lives in each process. Set one that is shared."
        )
    for line in challenge.refreshed(slugs):
        click.echo(line)
