"""A text with its marks as one page of HTML: the figures that were checked, what was found of each, and what was promised.

The page stands alone: no script, no address outside it, so that it can be filed with a report and read in ten years. Colour is never the
only sign: every mark has a shape and a number that leads to its working, and the way back. The text comes from anybody and everything of
it is escaped; the page's own policy forbids scripts besides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tallystick.claims.model import Examination, Finding, Promise, Verdict
from tallystick.periods.period import written

SHAPES = {
    Verdict.INCONSISTENT: "✗",
    Verdict.DIFFERS: "✗",
    Verdict.CANNOT_BE_REPRODUCED: "?",
    Verdict.NOT_HELD: "?",
    Verdict.AGREES_EARLIER: "↺",
    Verdict.ROUNDING: "≈",
    Verdict.CONSISTENT: "✓",
    Verdict.AGREES: "✓",
}
WORDS = {
    Verdict.INCONSISTENT: "inconsistent",
    Verdict.DIFFERS: "differs from the figure held",
    Verdict.CANNOT_BE_REPRODUCED: "cannot be reproduced from the numbers given",
    Verdict.NOT_HELD: "no such figure is held",
    Verdict.AGREES_EARLIER: "agrees with an earlier vintage",
    Verdict.ROUNDING: "differs by rounding",
    Verdict.CONSISTENT: "consistent",
    Verdict.AGREES: "agrees with the figure held",
}
# How many of each there are, in the summary.
COUNTED = WORDS | {
    Verdict.DIFFERS: "different from the figure held",
    Verdict.CANNOT_BE_REPRODUCED: "not to be reproduced from the numbers given",
    Verdict.NOT_HELD: "of which no such figure is held",
    Verdict.AGREES_EARLIER: "in agreement with an earlier vintage",
    Verdict.ROUNDING: "different by rounding",
    Verdict.AGREES: "in agreement with the figure held",
}
# The first of these that a stretch of text has decides how it looks.
ORDER = tuple(SHAPES)
CONTRADICTIONS = (Verdict.INCONSISTENT, Verdict.DIFFERS)
PROMISED = "promise"
STYLE = """
:root { color-scheme: light; }
body { font: 1.05rem/1.6 system-ui, sans-serif; color: #1d2327; background: #fff; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.25; } h2 { font-size: 1.3rem; margin-top: 2.5rem; }
a { color: #0b4f8a; } a:focus { outline: 3px solid #1d2327; outline-offset: 2px; background: #ffdd00; }
.text p { margin: 0 0 .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; background: #eef1f3; border-bottom: 2px solid #5c6970; padding: 0 .1em; }
mark.inconsistent, mark.differs { background: #fbe3e1; border-bottom: 3px double #a3170b; }
mark.cannot_be_reproduced, mark.not_held { background: #fdf1d6; border-bottom: 2px dashed #7a5200; }
mark.rounding, mark.agrees_earlier { background: #e9eefb; border-bottom: 2px dotted #2d4c9a; }
mark.consistent, mark.agrees { background: #e4f3e7; border-bottom: 2px solid #1f6b32; }
mark.promise { background: #f1e9f7; border-bottom: 2px dotted #5b2d86; }
sup { line-height: 0; font-size: .75em; } sup a { padding: 0 .15em; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #b9c2c7; padding: .4rem .6rem .4rem 0; overflow-wrap: break-word; }
th { white-space: nowrap; } .scroll:focus { outline: 3px solid #1d2327; }
@media print { body { max-width: none; margin: 0; } }
""".strip()
HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text with a number, how it looks and what it is called."""

    start: int
    end: int
    key: str
    number: int
    look: str
    shape: str
    words: str

    @property
    def rank(self) -> int:
        """What counts for more is the look of a stretch that two marks share."""
        return ORDER.index(Verdict(self.look)) if self.look != PROMISED else len(ORDER)


def page(text: str, examination: Examination, *, title: str) -> str:
    """The whole page, ready to be written as UTF-8."""
    findings, promised = examination.findings, examination.promises
    marks = [*_of_findings(findings), *_of_promises(promised)]
    parts = [
        HEAD.format(title=_safe(title), style=STYLE),
        f"<p>{_safe(summary(examination))}</p>\n",
        *_table_of_findings("Contradictions", findings, CONTRADICTIONS),
        '<h2 id="text">The text</h2>\n<div class="text">\n',
        *_paragraphs(text, marks),
        "</div>\n",
        *_table_of_findings(
            "Everything else that was checked", findings, [one for one in ORDER if one not in CONTRADICTIONS]
        ),
        *_table_of_promises(promised),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def summary(examination: Examination) -> str:
    """How much of everything there is, in one sentence."""
    counts = Counter(finding.verdict for finding in examination.findings)
    found = [f"{counts[verdict]:,} {COUNTED[verdict]}" for verdict in ORDER if counts[verdict]]
    checked = counted(len(examination.findings), "statement")
    return f"{checked} checked{': ' + ', '.join(found) if found else ''}. {counted(len(examination.promises), 'promise')} found."


def counted(count: int, one: str) -> str:
    """`1 promise`, `2 promises`."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _safe(text: str) -> str:
    """Text for a page: escaped, and without the characters that HTML forbids."""
    return escape("".join(letter if is_allowed(letter) else "\ufffd" for letter in text), quote=True)


def is_allowed(letter: str) -> bool:
    """Whether HTML allows a character: no controls but tab and line ends, no halves of characters."""
    code = ord(letter)
    return (
        code in (9, 10, 13)
        or (32 <= code < 0x7F)
        or (0xA0 <= code < 0xD800)
        or (code >= 0xE000 and code & 0xFFFE != 0xFFFE)
    )


def _of_findings(findings: Sequence[Finding]) -> Iterator[Mark]:
    for number, one in enumerate(findings, 1):
        yield Mark(one.start, one.end, "finding", number, one.verdict.value, SHAPES[one.verdict], WORDS[one.verdict])


def _of_promises(promised: Sequence[Promise]) -> Iterator[Mark]:
    for number, one in enumerate(promised, 1):
        yield Mark(one.start, one.end, PROMISED, number, PROMISED, "⚑", PROMISED)


def _paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[str]:
    """The text line by line, each stretch in the look of the weightiest mark upon it, and a note where a mark ends."""
    within = sorted(
        (mark for mark in marks if 0 <= mark.start < mark.end <= len(text)), key=lambda mark: (mark.start, mark.end)
    )
    starts, position, active = iter(within), 0, list[Mark]()
    upcoming = next(starts, None)
    line: list[str] = []
    cuts = sorted({0, len(text), *_line_ends(text), *(mark.start for mark in within), *(mark.end for mark in within)})
    for cut in cuts:
        line.append(_piece(text[position:cut].strip("\r\n"), active))
        line.extend(_note(mark) for mark in active if mark.end == cut)
        active = [mark for mark in active if mark.end > cut]
        while upcoming is not None and upcoming.start == cut:
            active.append(upcoming)
            upcoming = next(starts, None)
        if cut == len(text) or text[cut] == "\n":
            yield from _paragraph("".join(line))
            line = []
        position = cut


def _line_ends(text: str) -> Iterator[int]:
    place = text.find("\n")
    while place >= 0:
        yield place
        place = text.find("\n", place + 1)


def _paragraph(inner: str) -> Iterator[str]:
    if inner.strip():
        yield f"<p>{inner}</p>\n"


def _piece(text: str, active: Sequence[Mark]) -> str:
    if not text or not active:
        return _safe(text)
    look = min(active, key=lambda mark: mark.rank).look
    return f'<mark class="{look}">{_safe(text)}</mark>'


def _note(mark: Mark) -> str:
    label = f"{mark.key} {mark.number}: {mark.words}"
    anchor = f"{mark.key}-{mark.number}"
    return f'<sup><a id="at-{anchor}" href="#{anchor}" aria-label="{_safe(label)}">{mark.shape}{mark.number}</a></sup>'


def _table_of_findings(heading: str, findings: Sequence[Finding], wanted: Sequence[Verdict]) -> Iterator[str]:
    rows = [(number, one) for number, one in enumerate(findings, 1) if one.verdict in wanted]
    yield f"<h2>{_safe(heading)}</h2>\n"
    if not rows:
        yield "<p>None.</p>\n"
        return
    yield f'<div class="scroll" role="region" aria-label="{_safe(heading)}" tabindex="0"><table>\n'
    yield '<thead><tr><th scope="col">No.</th><th scope="col">In the text</th>'
    yield '<th scope="col">Verdict</th><th scope="col">Working</th></tr></thead>\n<tbody>\n'
    for number, one in sorted(rows, key=lambda row: (ORDER.index(row[1].verdict), row[0])):
        back = f'<a href="#at-finding-{number}">{number}</a>'
        yield f'<tr id="finding-{number}"><td>{back}</td><td>{_safe(one.text)}</td>'
        yield f"<td>{SHAPES[one.verdict]} {_safe(WORDS[one.verdict])}</td><td>{_safe(one.working)}</td></tr>\n"
    yield "</tbody>\n</table></div>\n"


def _table_of_promises(promised: Sequence[Promise]) -> Iterator[str]:
    yield "<h2>Promises</h2>\n"
    if not promised:
        yield "<p>None.</p>\n"
        return
    yield '<div class="scroll" role="region" aria-label="Promises" tabindex="0"><table>\n'
    yield '<thead><tr><th scope="col">No.</th><th scope="col">What</th><th scope="col">When</th>'
    yield '<th scope="col">Due by</th><th scope="col">Who</th></tr></thead>\n<tbody>\n'
    for number, one in enumerate(promised, 1):
        due = written(one.due.end) if one.due else "cannot be told"
        back = f'<a href="#at-promise-{number}">{number}</a>'
        cells = "".join(f"<td>{_safe(words)}</td>" for words in (one.what, one.when, due, one.who or "not named"))
        yield f'<tr id="promise-{number}"><td>{back}</td>{cells}</tr>\n'
    yield "</tbody>\n</table></div>\n"
