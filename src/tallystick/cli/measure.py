"""`tallystick measure`: every answer about the measures of a table, as text, as a table or as JSON."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from tallystick.cli import refusal, say

if TYPE_CHECKING:
    from tallystick.change import Change, NotCompared
    from tallystick.cli.answers import Answers, Options
    from tallystick.cli.gathering import Measure
    from tallystick.documents.measures import MeasureTable

POLARITIES = {"higher": "higher_is_better", "lower": "lower_is_better", "none": "none"}
MAKEUPS = ("total", "mean", "cumulative", "last", "rate")
MOST_DOUBTS, MOST_NAMED = 5, 8
WIDTH, INDENT = 100, 13


@click.command()
@click.argument("file", type=click.Path())
@click.option(
    "--measure", "wanted", multiple=True, metavar="NAME", help="Only this one: its reference, or words of its title."
)
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area.")
@click.option(
    "--polarity", type=click.Choice(list(POLARITIES)), help="Which way is better, where the table does not say."
)
@click.option("--year-end", type=click.Choice(MAKEUPS), help="How the year’s figure comes of its periods.")
@click.option("--tolerance", default="0", metavar="NUMBER", help="How far off target is tolerable: 0.5, or 5%.")
@click.option("--no-forecast", is_flag=True, help="Leave the year’s end out, which takes longest.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table, one row a measure.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def measure(
    file: str, wanted: tuple[str, ...], areas: tuple[str, ...], polarity: str | None, year_end: str | None,
    tolerance: str, no_forecast: bool, as_csv: bool, as_json: bool,
) -> None:  # fmt: skip
    """Say what the measures in FILE tell: change, variation, target, year’s end, comparison.

    FILE is a table of measures: CSV, Excel, or a table in Word or PDF. See docs/guide/command-line.md.
    """
    from tallystick.cli import answers, gathering

    options = options_of(polarity, year_end, tolerance, not no_forecast)
    table, everything, picked = picked_from(file, wanted, areas)
    together = gathering.by_key(everything)
    found = [answers.answers(one, options, together[one.key]) for one in picked]
    if as_csv:
        print_table(found)
    elif as_json:
        say(
            json.dumps(
                {"measures": [as_plain(one) for one in found], "doubts": [_doubt(one) for one in table.doubts]},
                indent=2,
            )
        )
    else:
        say("\n".join([*text(found), *doubts(table)]))


def options_of(polarity: str | None, year_end: str | None, tolerance: str, with_forecast: bool) -> "Options":
    """What was asked, as the answers want it."""
    from tallystick.cli.answers import Options
    from tallystick.forecast import Makeup
    from tallystick.status import Polarity

    percent = tolerance.strip().endswith("%")
    try:
        room = Decimal(tolerance.strip().removesuffix("%").strip())
    except ArithmeticError:
        room = Decimal(-1)
    if not room.is_finite() or room < 0:
        raise click.BadParameter(
            f"“{tolerance}” is no tolerance: give a number from 0, or per cent such as 5%.", param_hint="--tolerance"
        )
    return Options(
        Polarity(POLARITIES[polarity]) if polarity else None, Makeup(year_end) if year_end else None, room, percent, with_forecast
    )  # fmt: skip


def picked_from(
    file: str, wanted: Sequence[str], areas: Sequence[str]
) -> tuple["MeasureTable", "list[Measure]", "list[Measure]"]:
    """The table of a file, its measures, and those that were asked for."""
    from tallystick.cli import gathering
    from tallystick.documents import Unreadable

    try:
        table = gathering.table_of(file)
    except Unreadable as error:
        raise refusal(file, error) from None
    everything = gathering.measures_of(table)
    picked = gathering.chosen(everything, wanted, areas)
    if not picked:
        raise refusal(file, ValueError(_none_of(table, everything, areas)))
    return table, everything, picked


def _none_of(table: "MeasureTable", everything: "Sequence[Measure]", areas: Sequence[str]) -> str:
    """Why nothing is left to answer, with what there is."""
    from tallystick.documents.output import printable

    if not everything and table.doubts:
        first, others = table.doubts[0], len(table.doubts) - 1
        more = f" ({others:,} more: tallystick read lists all)" if others else ""
        return printable(f"No value of the table could be read. {first.place}: {first.why}{more}.")
    if not everything:
        return "The table has no measure with a value and a period. Give a column for the period and one for the value."
    there = {one.area.casefold() for one in everything}
    if areas and not there & {area.casefold() for area in areas}:
        return f"No area is called so. There are: {_listed(one.area or 'no areas' for one in everything)}."
    return f"No measure is called so. There are: {_listed('  '.join((one.reference, one.title)).strip() for one in everything)}."


def _listed(names: Iterable[str]) -> str:
    """A few of the names, each once, and how many more there are."""
    found = list(dict.fromkeys(names))
    return "; ".join(found[:MOST_NAMED]) + (f" and {len(found) - MOST_NAMED:,} more" if len(found) > MOST_NAMED else "")


def text(found: "list[Answers]") -> Iterator[str]:
    """A heading for each measure, and its sentences beneath."""
    from tallystick.cli.words import sentences
    from tallystick.documents.output import printable

    for one in found:
        yield printable(one.measure.name)
        for label, words in (*sentences(one), *_notes(one)):
            yield from textwrap.wrap(
                printable(f"  {label:<{INDENT - 2}}{words}"),
                WIDTH,
                subsequent_indent=" " * INDENT,
                break_long_words=False,
            )
        yield ""


def _notes(one: "Answers") -> list[tuple[str, str]]:
    return [("Note", note) for note in one.measure.notes]


def doubts(table: "MeasureTable") -> Iterator[str]:
    """What a person should look at in the table."""
    from tallystick.documents.output import counted, printable

    if table.doubts:
        yield f"{counted(len(table.doubts), 'doubt')} to look at (tallystick read lists all)"
        yield from (printable(f"  {doubt.place}: {doubt.why}") for doubt in table.doubts[:MOST_DOUBTS])


def _doubt(doubt: Any) -> dict[str, str]:
    return {"place": str(doubt.place), "words": doubt.words, "why": doubt.why}


def print_table(found: "list[Answers]") -> None:
    """One row a measure, ready for a spreadsheet."""
    from tallystick import publication

    rows = [as_row(one) for one in found]
    numbers = {name for row in rows for name, cell in row.items() if isinstance(cell, int | float)}
    click.echo(publication.table(list(rows[0]), rows, numbers), nl=False)


def as_plain(one: "Answers") -> dict[str, Any]:
    """The row as JSON, with the sentences and what could not be told."""
    from tallystick.cli.words import sentences

    return {
        **as_row(one),
        "sentences": [{"about": label, "words": words} for label, words in sentences(one)],
        "notes": list(one.measure.notes),
    }


def as_row(one: "Answers") -> dict[str, Any]:
    """The answers as one row of plain values, always of the same columns; None for what is not known."""
    from tallystick.documents.output import number
    from tallystick.series import print_markers

    latest = one.latest
    return {
        "reference": one.measure.reference,
        "title": one.measure.title,
        "area": one.measure.area,
        "unit": one.measure.stated_in,
        "polarity": one.polarity.value,
        "period": str(latest.period) if latest else None,
        "value": number(latest.value) if latest and latest.value is not None else None,
        "vintage": latest.vintage.value if latest else None,
        "markers": print_markers(latest.markers) if latest else "",
        "lower": one.interval.lower if one.interval else None,
        "upper": one.interval.upper if one.interval else None,
        **_of_change("previous", one.changes.previous if one.changes else None),
        **_of_change("like", one.changes.like_period if one.changes else None),
        "direction": one.changes.direction.value if one.changes else None,
        **_of_chart(one),
        **_of_target(one),
        **_of_year_end(one),
        **_of_others(one),
    }


def _of_change(name: str, found: "Change | NotCompared | None") -> dict[str, Any]:
    from tallystick.change import Change

    told = found if isinstance(found, Change) else None
    return {
        f"{name}_period": told.earlier.name if told else None,
        f"{name}_change": told.absolute if told else None,
        f"{name}_per_cent": told.per_cent if told else None,
        f"{name}_significance": told.significance.value if told else None,
    }


def _of_chart(one: "Answers") -> dict[str, Any]:
    chart = one.chart
    point = chart.latest if chart else None
    return {
        "variation": chart.variation.value if chart and chart.variation else None,
        "signal": point.signal.value if point and point.signal else None,
        "assurance": chart.assurance.value if chart and chart.assurance else None,
        "mean": point.mean if point else None,
        "usual_low": point.lower if point else None,
        "usual_high": point.upper if point else None,
        "limits_provisional": chart.short if chart and not chart.cannot_tell else None,
    }


def _of_target(one: "Answers") -> dict[str, Any]:
    from tallystick.documents.output import number

    first = one.standings[0] if one.standings else None
    return {
        "target_name": first.aim.name if first else None,
        "target": number(first.aim.target.value) if first else None,
        "status": first.now.value if first and first.now else None,
        "other_targets": "; ".join(
            f"{each.aim.name or 'target'} {each.aim.target.value}: {each.now.words if each.now else 'not coloured'}"
            for each in one.standings[1:]
        ),
    }


def _of_year_end(one: "Answers") -> dict[str, Any]:
    from tallystick.documents.output import number

    end = one.year_end
    outturn = end.outturn if end else None
    ends = {
        f"{name}_{side}": getattr(getattr(outturn, name), side) if outturn and getattr(outturn, name) else None
        for name in ("likely", "wide")
        for side in ("low", "high")
    }
    return {
        "year": str(outturn.year) if outturn and outturn.year else None,
        "year_end_of": end.makeup.value if end else None,
        "expected": outturn.expected if outturn else None,
        **ends,
        "method": outturn.method.value if outturn and outturn.method else None,
        "no_forecast": outturn.cannot.words if outturn and outturn.cannot else None,
        "year_end_target": number(end.aim.target.value) if end and end.aim else None,
        "chance": end.chance if end else None,
        "year_end_status": end.status.value if end and end.status else None,
    }


def _of_others(one: "Answers") -> dict[str, Any]:
    first = one.beside[0] if one.beside else None
    return {
        "comparator": first.name if first else None,
        "comparator_value": first.value if first else None,
        "gap": first.gap.amount if first else None,
        "side": first.gap.side.value if first else None,
        "gap_trend": first.narrowing.trend.value if first and first.narrowing else None,
        "standing": first.standing.value if first else None,
        "rank": one.place.rank if one.place else None,
        "areas": one.place.of if one.place else None,
        "quarter": one.place.quarter if one.place else None,
    }
