"""What the report of a peer challenge holds. Its lists are kept apart, because each asks something different of the council.

Key recommendations are answered one by one; quick wins are done or not; notable practice is to be kept; signposting is to be
followed up. A quick win listed among the recommendations would be answered to the wrong people.
"""

from dataclasses import dataclass
from datetime import date

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Place


@dataclass(frozen=True, slots=True)
class Visit:
    """When the peers were on site: the report's words, and the first and last day where they can be read."""

    words: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Peer:
    """A member of the peer team."""

    name: str
    role: str
    organisation: str
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the words that state it; `qualifier` is `around`, `nearly` and the like, or empty."""

    value: int
    qualifier: str
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the findings rest on."""

    people: Figure | None
    activities: Figure | None
    hours: Figure | None
    weeks: Figure | None
    days: Figure | None


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions that the challenge set out to answer."""

    number: int
    title: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A numbered key recommendation: the short imperative, and its explanation."""

    number: int
    title: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with the items under it."""

    text: str
    items: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Findings:
    """What the peers found on one theme. The number is as printed (`4.1`), or empty."""

    number: str
    title: str
    paragraphs: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the report that is kept as it stands: introductions, the process, next steps."""

    title: str
    paragraphs: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Expected:
    """When something is expected: the words, their sentence, and as far as they can be read a number of months or a day before
    which it is to happen."""

    words: str
    sentence: str
    months: int | None
    before: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class PeerChallenge:
    """A whole report. What it does not state is empty or None."""

    council: str
    type: str
    visit: Visit | None
    team: tuple[Peer, ...]
    evidence: Evidence
    scope: tuple[Question, ...]
    executive_summary: tuple[str, ...]
    recommendations: tuple[Recommendation, ...]
    quick_wins: tuple[Item, ...]
    notable_practice: tuple[Item, ...]
    signposting: tuple[Item, ...]
    themes: tuple[Findings, ...]
    follow_up: Expected | None
    next_challenge: Expected | None
    passages: tuple[Passage, ...]
    doubts: tuple[Doubt, ...]
    kind: str = "peer_challenge"
