"""The command `tallystick import`: the same reading, proposal and acceptance as in the pages, for files that a machine delivers."""

from pathlib import Path

import click

from tallystick_web.common import installation


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--council", "slug", required=True, help="The council as it stands in addresses, such as leeds.")
@click.option("--round", "round_words", default="", help="The period that a tracker reports, such as “Q2 2009/10”.")
@click.option("--accept-certain", is_flag=True, help="Accept everything that is certain. Needs --by.")
@click.option("--by", "email", default="", help="The e-mail address of the person who brings it in and accepts.")
@installation.needed
def import_file(file: Path, slug: str, round_words: str, accept_certain: bool, email: str) -> None:
    """Bring in a document or a spreadsheet: what it says is proposed, and changes nothing until a person accepts it."""
    from tallystick.documents.model import Unreadable
    from tallystick.periods import PeriodError
    from tallystick_web.councils.rules import Refused
    from tallystick_web.intake import importing

    if accept_certain and not email:
        raise click.UsageError("A named person accepts: add --by with the e-mail address of that person.")
    try:
        for line in importing.bring_in(file, slug, round_words, accept_certain, email):
            click.echo(line)
    except (Unreadable, Refused, PeriodError) as error:
        message = str(error)
        raise click.ClickException(message[:1].upper() + message[1:]) from error
