"""`tallystick report`: the overall summaries as a file, without a browser."""

from pathlib import Path
from typing import Any

import click

from tallystick_web.common import installation

STYLES = ("common/vendor/govuk-frontend-6.6.0/govuk-frontend.min.css", "common/tallystick.css", "reports/reports.css")


@click.command()
@click.option("--council", required=True, help="The council’s name in addresses, such as leeds.")
@click.option("--round", "wanted", required=True, help='The round, such as "Q2 2009/10".')
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="FILE.pdf or FILE.html.")
@click.option("--exceptions", is_flag=True, help="Amber and red only.")
@installation.needed
def report(council: str, wanted: str, output: Path | None, exceptions: bool) -> None:
    """Write the overall summaries of a round: `tallystick report --council leeds --round "Q2 2009/10"`."""
    round = _round(council, wanted)
    path = output or Path(f"{council}-{round.slug}-overall-summaries.pdf")
    if path.suffix.lower() not in (".pdf", ".html"):
        raise click.UsageError(f"{path} should end in .pdf or .html.")
    made = _made(round, exceptions, path.suffix.lower())
    try:
        path.write_bytes(made)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {path} ({len(made):,} bytes).")


def _round(council: str, wanted: str) -> Any:
    """The round as a person names it: any way of writing its period, or its name in addresses."""
    from tallystick import periods
    from tallystick_web.councils import queries as councils
    from tallystick_web.councils import rules
    from tallystick_web.reviews import queries as reviews

    found = councils.council_at(council)
    if found is None:
        raise click.ClickException(str(rules.why_no_council(council)))
    rounds = reviews.rounds(found)
    try:
        name = str(periods.parse(wanted))
    except periods.PeriodError:
        name = wanted
    round = next((one for one in rounds if name in (str(one), one.slug)), None)
    if round is None:
        if not rounds:
            raise click.ClickException(f"{found} has no round yet. Open one in the browser, under Rounds.")
        raise click.ClickException(f"{found} has no round {wanted!r}. Its rounds: {', '.join(map(str, rounds))}.")
    return round


def _made(round: Any, exceptions: bool, suffix: str) -> bytes:
    from django.utils import timezone

    from tallystick_web.reports import pdf, queries, values

    found = queries.summaries(round, on=timezone.localdate())
    data = values.as_data(values.by_exception(found) if exceptions else found)
    try:
        return pdf.summaries(data) if suffix == ".pdf" else _page(data)
    except pdf.Unprintable as error:
        raise click.ClickException(str(error)) from error


def _page(data: dict[str, Any]) -> bytes:
    """One file that needs no other: the styles are within it."""
    from django.contrib.staticfiles import finders
    from django.template.loader import render_to_string
    from django.utils.safestring import mark_safe

    style = "".join(Path(str(finders.find(name))).read_text() for name in STYLES)
    # The stylesheets are our own files; no user's text is in them.
    return render_to_string("reports/standalone.html", {"report": data, "style": mark_safe(style)}).encode()  # noqa: S308
