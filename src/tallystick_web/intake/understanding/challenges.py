"""A peer-challenge report as drafts: the challenge, then every point of each of its lists, which stay apart.

What the lists hold is certain; a suggestion found in the findings is for a person to look at.
"""

from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from tallystick.documents import output
from tallystick.documents.challenges import PeerChallenge
from tallystick.documents.challenges.model import Expected, Findings, Item
from tallystick.documents.model import Place
from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.councils.models import Council
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.understanding import suggestions
from tallystick_web.intake.understanding.drafts import Draft
from tallystick_web.intake.understanding.sources import Source, around

Text = tuple[int, str, str, str, Place]
BODIES = ("Local Government Association",)


def drafts(report: PeerChallenge, source: Source, council: Council) -> Iterator[Draft]:
    """The challenge and its points."""
    challenge = challenge_draft(report, source, council)
    yield challenge
    for kind, points in lists(report).items():
        for number, theme, title, text, place in points:
            payload = {
                "challenge": challenge.key,
                "list": kind,
                "number": number,
                "theme": theme,
                "title": title,
                "text": text,
                "place": str(place),
            }
            key = f"{challenge.key}/{kind}/{number}"
            words = around(source.at(place), [title[:60], text[:60]], after=1_500) or "\n\n".join(
                filter(None, [title, text])
            )
            draft = Draft(Record.POINT, key, payload, str(place), words)
            if kind == Point.List.SUGGESTION:
                draft.doubt(suggestions.WHY)
            yield draft


def challenge_draft(report: PeerChallenge, source: Source, council: Council) -> Draft:
    visit = report.visit
    title = " ".join(filter(None, [report.type or "Peer challenge", visit.words if visit else ""]))[:300]
    reference = slugify(title)[:80].strip("-")
    payload = {
        "reference": reference,
        "title": title,
        "kind": kind_of(report.type),
        "body": next((body for body in BODIES if any(body in block.text for block in source.texts)), ""),
        "first_day": visit.start.isoformat() if visit and visit.start else "",
        "last_day": visit.end.isoformat() if visit and visit.end else "",
        "follow_up": expected(report.follow_up),
        "next_challenge": expected(report.next_challenge),
        "team": [{"name": peer.name, "role": peer.role, "organisation": peer.organisation} for peer in report.team],
        "evidence": {name: figure for name, figure in output.plain(report.evidence).items() if figure},
        "scope": [{"number": one.number, "title": one.title, "text": one.text} for one in report.scope],
    }
    draft = Draft(Record.CHALLENGE, reference, payload, "the document", "\n\n".join(report.executive_summary))
    if report.council and not is_of(council, report.council):
        draft.doubt(f"The report is on {report.council}, and you are bringing it in for {council}.")
    elif not report.council:
        draft.doubt("The report does not name the council that it is on.")
    return draft


def kind_of(type: str) -> str:
    """Which kind of challenge a report says that it is of."""
    words = same(type)
    if "finance" in words:
        return Challenge.Kind.PEER_FINANCE.value
    return (Challenge.Kind.PEER_CORPORATE if "corporate" in words or not words else Challenge.Kind.PEER_SERVICE).value


def is_of(council: Council, name: str) -> bool:
    """Whether a name in a document is the council's: the long name, or the short one inside it."""
    return same(name) in same(council.name) or same(council.name) in same(name)


def expected(when: Expected | None) -> str:
    return (when.sentence or when.words)[:300] if when else ""


def lists(report: PeerChallenge) -> dict[str, list[Text]]:
    """Each list's points as number, theme, title, text and place. Only recommendations have numbers of their own."""
    found: dict[str, list[Text]] = {
        Point.List.RECOMMENDATION: [
            (one.number, "", one.title[:300], one.text, one.place) for one in report.recommendations
        ],
        Point.List.QUICK_WIN: points(report.quick_wins),
        Point.List.NOTABLE_PRACTICE: points(report.notable_practice),
        Point.List.SIGNPOSTING: points(report.signposting),
    }
    findings = [(theme, text) for theme in report.themes for text in theme.paragraphs]
    found[Point.List.SUGGESTION] = [
        (number, theme_of(theme), "", text, theme.place)
        for number, (theme, text) in enumerate(suggestions.suggestions(report), start=1)
    ]
    found[Point.List.FINDING] = [
        (number, theme_of(theme), "", text, theme.place) for number, (theme, text) in enumerate(findings, start=1)
    ]
    return found


def theme_of(theme: Findings) -> str:
    """A theme under the number and the name that the report gives it."""
    return f"{theme.number} {theme.title}".strip()[:300]


def points(items: Iterable[Item]) -> list[Text]:
    return [
        (number, "", "", "\n".join([item.text, *(f"- {under}" for under in item.items)]), item.place)
        for number, item in enumerate(items, start=1)
    ]
