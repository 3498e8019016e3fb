"""The command `tallystick`: a group whose commands are found by entry points.

The library brings the commands that need nothing but the library; the application adds its own under the same group of entry points,
so that `tallystick` never imports `tallystick_web`. A command is loaded when it is asked for and not before: reading a file must not
wait for Django, and one that cannot be loaded must not take the others with it.
"""

import json
import sys
from importlib.metadata import EntryPoint, entry_points

import click

GROUP = "tallystick.commands"
NEEDS_WEB = "needs tallystick[web]"


class Commands(click.Group):
    """A group of the commands that installed packages offer."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({point.name for point in entry_points(group=GROUP)})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        point = next(iter(entry_points(group=GROUP, name=name)), None)
        return None if point is None else loaded(point)


def loaded(point: EntryPoint) -> click.Command:
    """The command of an entry point, or one that says what it needs."""
    try:
        command = point.load()
    except (ImportError, AttributeError):
        return unavailable(point.name)
    return command if isinstance(command, click.Command) else unavailable(point.name)


def unavailable(name: str) -> click.Command:
    """Stands in for a command whose extra is not installed."""

    @click.command(name, short_help=f"({NEEDS_WEB})", add_help_option=False)
    @click.argument("ignored", nargs=-1, type=click.UNPROCESSED)
    def command(ignored: tuple[str, ...]) -> None:
        raise click.ClickException(f"“{name}” {NEEDS_WEB}: run pip install 'tallystick[web]'.")

    command.context_settings["ignore_unknown_options"] = True
    return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tallystick")
def main() -> None:
    """Council performance and improvement management."""


@click.command()
@click.argument("file", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object (docs/read.schema.json).")
def read(file: str, as_json: bool) -> None:
    """Read FILE and say what was understood of it.

    Reads text, CSV, PDF, Word (.docx) and Excel (.xlsx): action trackers, peer-challenge reports, tables of
    measures, action plans and risk registers.
    """
    from tallystick import documents
    from tallystick.documents import output

    try:
        document = documents.read(file)
        result = output.of_all(document, documents.recognise_all(document))
    except documents.Unreadable as error:
        raise refusal(file, error) from None
    say(json.dumps(result, indent=2) if as_json else output.summary(result))


def refusal(file: str, error: Exception) -> click.ClickException:
    """A file that cannot be used, in one line."""
    from tallystick.documents import output

    name = output.printable(click.format_filename(file, shorten=True))
    return click.ClickException(f"{name}: {error}")


def say(words: str) -> None:
    """Print words, whatever the letters of the terminal: some still have few."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(words.encode(encoding, "replace").decode(encoding))
