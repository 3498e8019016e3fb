"""`tallystick check`: do the numbers in a report hold? For people, for a pipeline, and as a page with its marks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tallystick.cli import refusal, say

if TYPE_CHECKING:
    from tallystick.claims import Examination, Finding, Promise
    from tallystick.cli.prose import Prose
    from tallystick.periods import Period

WRONG = 1


class Trouble(click.ClickException):
    """The check could not be made. An exit status of 1 says that the text is wrong: this must not look like it."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path())
@click.option("--data", type=click.Path(), metavar="TABLE", help="Measures to hold the text against: CSV or Excel.")
@click.option(
    "--period", metavar="PERIOD", help="What the text reports on, such as “Q2 2009/10”; by default told by its dates."
)
@click.option(
    "--area", default="", metavar="AREA", help="The area of the table that the text speaks of where it names none."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object (docs/check.schema.json).")
@click.option(
    "-o", "--output", type=click.Path(), metavar="PAGE", help="Write the text with its marks as HTML; - prints it."
)
def check(file: str, data: str | None, period: str | None, area: str, as_json: bool, output: str | None) -> None:
    """Say whether the numbers in FILE follow from each other, and what it promises.

    FILE is text, Markdown, Word, PDF or HTML. Exit status: 0, or 1 where a number contradicts the others or the table, or 2 where the
    check could not be made. See docs/guide/checking-numbers.md.
    """
    from tallystick.documents import Unreadable

    try:
        from tallystick.cli import prose

        read = prose.read(file)
    except Unreadable as error:
        trouble(file, error)
    found = examined(read, data, period, area)
    if output:
        write(output, page_of(read, found, Path(file).name))
    if as_json:
        say(json.dumps(as_plain(read, found), indent=2))
    elif output != "-":
        say("\n".join(lines(read, found)))
    if is_wrong(found):
        click.get_current_context().exit(WRONG)


def trouble(file: str, error: Exception) -> NoReturn:
    """Stop with one line, and an exit status of its own."""
    raise Trouble(refusal(file, error).message) from None


def examined(read: "Prose", data: str | None, period: str | None, area: str) -> "Examination":
    """What the text says of itself, what the table says of it, and what it promises."""
    from tallystick import claims
    from tallystick.claims import against, promises

    on = period_of(period) if period else promises.round_of(read.text)
    found = claims.examine(read.text, on=on)
    findings = list(found.findings)
    if data:
        from tallystick.cli import held

        measures = held_in(data)
        home = area or held.home_of(measures, read.text)
        findings = against.answered(findings, against.hold(read.text, found.numbers, measures, on=on, home=home))
    findings.sort(key=lambda one: (one.start, one.end, one.kind, one.verdict))
    return claims.Examination(tuple(findings), found.promises, found.numbers)


def period_of(words: str) -> "Period":
    """The period that was asked for."""
    from tallystick import periods

    try:
        return periods.parse(words)
    except periods.PeriodError as error:
        raise click.BadParameter(f"{error}.", param_hint="--period") from None


def held_in(data: str) -> list[Any]:
    """The measures of the table."""
    from tallystick.cli import gathering, held
    from tallystick.documents import Unreadable

    try:
        return held.measures_of(gathering.table_of(data))
    except Unreadable as error:
        trouble(data, error)


def is_wrong(found: "Examination") -> bool:
    """Whether any figure contradicts the text's own or those held."""
    from tallystick.claims.marked import CONTRADICTIONS

    return any(finding.verdict in CONTRADICTIONS for finding in found.findings)


def page_of(read: "Prose", found: "Examination", name: str) -> str:
    from tallystick.claims import marked

    return marked.page(read.text, found, title=f"The numbers in {name}")


def write(output: str, page: str) -> None:
    """Write the page, or print it."""
    if output == "-":
        say(page)
        return
    try:
        Path(output).write_text(page, encoding="utf-8", errors="replace")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "its name cannot be used"
        trouble(output, ValueError(f"The page cannot be written: {why.lower()}."))


def as_plain(read: "Prose", found: "Examination") -> dict[str, Any]:
    """Findings and promises as plain values; offsets count characters of the text as it was read."""
    return {
        "findings": [_plain_finding(read, finding) for finding in found.findings],
        "promises": [_plain_promise(read, promise) for promise in found.promises],
    }


def _plain_finding(read: "Prose", finding: "Finding") -> dict[str, Any]:
    from tallystick.documents import output

    return {
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "kind": finding.kind.value,
        "stated": finding.stated,
        "recomputed": finding.recomputed or None,
        "verdict": finding.verdict.value,
        "working": finding.working,
        "slip": finding.slip.value if finding.slip else None,
        "inputs": [list(place) for place in finding.inputs],
        "place": output.place(read.place(finding.start)),
    }


def _plain_promise(read: "Prose", promise: "Promise") -> dict[str, Any]:
    from tallystick.documents import output

    return {
        "start": promise.start,
        "end": promise.end,
        "text": promise.text,
        "what": promise.what,
        "when": promise.when,
        "due": str(promise.due) if promise.due else None,
        "due_from": promise.due.start.isoformat() if promise.due else None,
        "due_by": promise.due.end.isoformat() if promise.due else None,
        "who": promise.who or None,
        "place": output.place(read.place(promise.start)),
    }


def lines(read: "Prose", found: "Examination") -> Iterator[str]:
    """What a person reads: the contradictions, then the rest, then the promises, each with its place."""
    from tallystick.claims import marked

    yield marked.summary(found)
    wrong = [finding for finding in found.findings if finding.verdict in marked.CONTRADICTIONS]
    other = [finding for finding in found.findings if finding.verdict not in marked.CONTRADICTIONS]
    for heading, some in (("Contradictions", wrong), ("Checked", other)):
        if some:
            yield from ("", heading)
            for finding in some:
                yield from _finding_lines(read, finding)
    if found.promises:
        yield from ("", "Promises")
        for promise in found.promises:
            yield from _promise_lines(read, promise)


def _finding_lines(read: "Prose", finding: "Finding") -> Iterator[str]:
    from tallystick.claims import marked
    from tallystick.documents.output import printable, short

    verdict = f"{marked.SHAPES[finding.verdict]} {marked.WORDS[finding.verdict]}"
    yield printable(f"  {_where(read, finding.start)}“{short(finding.text)}”  {verdict}")
    yield printable(f"      {finding.working}")


def _promise_lines(read: "Prose", promise: "Promise") -> Iterator[str]:
    from tallystick.documents.output import printable, short
    from tallystick.periods.period import written

    due = f"due by {written(promise.due.end)}" if promise.due else "due at a time that cannot be told"
    yield printable(f"  {_where(read, promise.start)}“{short(promise.text)}”  {due}")


def _where(read: "Prose", offset: int) -> str:
    place = str(read.place(offset))
    return "" if place == "the document" else f"{place}: "
