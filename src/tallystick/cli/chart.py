"""`tallystick chart`: a measure of a table as an SVG file; which chart follows from the data."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tallystick.cli import refusal, say
from tallystick.cli.measure import MAKEUPS, POLARITIES, options_of, picked_from

if TYPE_CHECKING:
    from tallystick.cli.answers import Answers

KINDS = ("spc", "seasonal", "trend", "year-end")


@click.command()
@click.argument("file", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(), help="Where to write the chart; - prints it.")
@click.option(
    "--measure", "wanted", multiple=True, metavar="NAME", help="Only this one: its reference, or words of its title."
)
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area.")
@click.option("--kind", type=click.Choice(KINDS), help="Which chart; by default it follows from the data.")
@click.option(
    "--polarity", type=click.Choice(list(POLARITIES)), help="Which way is better, where the table does not say."
)
@click.option("--year-end", type=click.Choice(MAKEUPS), help="How the year’s figure comes of its periods.")
def chart(
    file: str, output: str, wanted: tuple[str, ...], areas: tuple[str, ...], kind: str | None, polarity: str | None,
    year_end: str | None,
) -> None:  # fmt: skip
    """Draw the measures in FILE as SVG: a control chart where there are points enough, else the trend.

    Of several measures each gets a file of its own, with its reference after the name that was given.
    """
    from tallystick.cli import answers, drawing

    *_, picked = picked_from(file, wanted, areas)
    if output == "-" and len(picked) > 1:
        raise refusal(
            file, ValueError(f"There are {len(picked)} measures to draw: choose one with --measure, or a file with -o.")
        )
    options = options_of(polarity, year_end, "0", kind == "year-end")
    names = drawing.file_names(Path(output), [one.reference or one.title for one in picked])
    refused = [
        why
        for name, one in zip(names, picked, strict=True)
        if (why := _drawn(name, answers.answers(one, options), kind))
    ]
    if len(refused) == len(picked):
        raise refusal(file, ValueError(refused[0] if len(picked) == 1 else f"{refused[0]} Nor can any other be drawn."))
    for why in refused:
        click.echo(f"Not drawn: {why}", err=True)


def _drawn(name: Path, found: "Answers", kind: str | None) -> str:
    """Draw a measure, or say why that cannot be done."""
    from tallystick.cli import drawing
    from tallystick.documents.output import printable

    try:
        made = drawing.drawn(found, kind or drawing.kind_of(found))
    except drawing.NotDrawn as error:
        return printable(f"{found.measure.name}: {error}")
    if str(name) == "-":
        say(made.svg)
        return ""
    try:
        name.write_text(made.svg, encoding="utf-8")
    except OSError as error:
        shown = click.format_filename(str(name))
        raise click.ClickException(
            f"{shown} cannot be written: {(error.strerror or 'unknown error').lower()}."
        ) from None
    say(printable(f"{name}: {found.measure.name}, {made.kind}. {made.words}".rstrip()))
    return ""
