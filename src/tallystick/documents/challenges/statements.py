"""Single facts that a report states in sentences: the council, the visit, the team, what was done, what comes next."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tallystick.documents.challenges import paragraphs
from tallystick.documents.challenges.model import Evidence, Expected, Figure, Peer, Visit
from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Block
from tallystick.documents.trackers import words

WORD = r"[A-Z][A-Za-z'’-]{1,30}"
NAME = rf"{WORD}(?:(?:\s{{1,3}}(?:and|of|upon|on|the|with|in|&))?\s{{1,3}}{WORD}){{0,6}}"
COUNCIL = re.compile(
    rf"(?:{WORD}\s{{1,3}})?(?:London\s{{1,3}}Borough|Royal\s{{1,3}}Borough|Borough)\s{{1,3}}of\s{{1,3}}{NAME}"
    rf"|{NAME}\s{{1,3}}(?:Council|Combined\s{{1,3}}Authority|Fire\s{{1,3}}Authority|National\s{{1,3}}Park\s{{1,3}}Authority)\b"
)
TYPE = re.compile(
    r"\b(?:(?:Corporate|Finance|Financial|Planning|Housing|Communications|Scrutiny|Governance)\s{1,3})?Peer\s{1,3}(?:Challenge|Review)\b",
    re.IGNORECASE,
)
MONTHS = {
    month: number
    for number, month in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1
    )
}  # fmt: skip
MONTH = rf"(?:{'|'.join(MONTHS)})"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATES = re.compile(
    rf"\b(?P<first>{DAY})(?:\s{{1,3}}(?P<first_month>{MONTH}))?(?:,?\s{{1,3}}(?P<first_year>(?:19|20)\d\d))?\s{{0,3}}(?:[–—-]|to|and|until)\s{{0,3}}"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri)day\s{{1,3}})?(?P<last>{DAY})\s{{1,3}}(?P<month>{MONTH}),?\s{{1,3}}(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
TO_TWENTY = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBER_WORDS = {word: number for number, word in enumerate(TO_TWENTY, 1)} | TENS
QUALIFIER = r"(?:around|about|approximately|nearly|almost|over|more\s{1,3}than|at\s{1,3}least|in\s{1,3}excess\s{1,3}of|up\s{1,3}to|some)"
COUNT = rf"(?:(?P<qualifier>{QUALIFIER})\s{{1,3}})?(?P<count>\d{{1,3}}(?:,\d\d\d)?|{'|'.join(NUMBER_WORDS)})"
FIGURES = {
    name: re.compile(rf"\b{COUNT}\s{{1,3}}{noun}\b", re.IGNORECASE)
    for name, noun in {
        "people": r"(?:\w{1,20}\s{1,3}){0,2}people",
        "activities": r"(?:\w{1,20}\s{1,3}){0,1}(?:activities|meetings|sessions|interviews)",
        "hours": r"hours",
        "weeks": r"weeks",
        "days": r"days\s{1,3}(?:on-?\s?site|at|in)",
    }.items()
}
PEER = re.compile(r"(?P<left>[^:\t–]{3,90}?)\s{0,3}(?::|\t|\s[–-]\s)\s{0,6}(?P<right>\S.{2,200})")
ROLE_FIRST = re.compile(r"\b(?:peer|lead|member|officer|manager|shadow|lga)\b", re.IGNORECASE)
TITLED = re.compile(r"(?:Cllr|Councillor|Sir|Dame|Lord|Baroness|Dr|Mr|Mrs|Ms|Professor)\b")
ORGANISATION = re.compile(
    r"\b(?:Council|Authority|Association|Borough|City of|County|Trust|Partnership|Combined|Estate|LGA|NHS|Police|University)\b"
)
WITHIN = re.compile(
    rf"\b(?:within|in|approximately|around|about|after)\s{{1,3}}(?:(?:the\s{{1,3}}next|approximately|about|around)\s{{1,3}})?(?P<count>\d{{1,2}}|{'|'.join(NUMBER_WORDS)})"
    r"[\s-]{1,3}(?P<unit>years?|months?|weeks?)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"\b(?P<how>before|by|in|no\s{{1,3}}later\s{{1,3}}than|during)\s{{1,3}}(?:the\s{{1,3}}end\s{{1,3}}of\s{{1,3}})?(?:(?P<month>{MONTH})\s{{1,3}})?(?P<year>20\d\d)\b",
    re.IGNORECASE,
)


def council(cover: list[Block], everything: Iterable[Block]) -> str:
    """The council's name: the one of the cover that the report names most, or else the one it names most."""
    named = Counter(" ".join(found.group().split()) for block in everything for found in COUNCIL.finditer(block.text))
    on_cover = [" ".join(found.group().split()) for block in cover for found in COUNCIL.finditer(_cover_text(block))]
    return max(on_cover or list(named), key=lambda name: named[name], default="")


def _cover_text(block: Block) -> str:
    """The bold words of a cover line where it has some, else the line without the kind of challenge."""
    bold = " ".join(block.text[start:end] for start, end in block.strong)
    return bold if COUNCIL.search(bold) else TYPE.sub(" . ", block.text)


def kind(cover: list[Block], everything: Iterable[Block]) -> str:
    """The kind of challenge as it is first named in full, on the cover if it is."""
    for block in [*cover, *everything]:
        if found := TYPE.search(block.text):
            return " ".join(found.group().split())
    return ""


def visit(blocks: Iterable[Block]) -> Visit | None:
    """The first range of days that the report states."""
    for block in blocks:
        if found := DATES.search(block.text):
            return Visit(" ".join(found.group().split()), *_days(found))
    return None


def _days(found: re.Match[str]) -> tuple[date | None, date | None]:
    month, year = MONTHS[found["month"].lower()], int(found["year"])
    first_month = MONTHS[(found["first_month"] or found["month"]).lower()]
    first_year = int(found["first_year"] or (year if first_month <= month else year - 1))
    return _day(first_year, first_month, found["first"]), _day(year, month, found["last"])


def _day(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int(day.rstrip("stndrh")))
    except ValueError:
        return None


def evidence(blocks: Iterable[Block]) -> Evidence:
    """What the peers did, each figure as it is first stated."""
    found: dict[str, Figure] = {}
    for block in blocks:
        for name, pattern in FIGURES.items():
            if name not in found and (match := pattern.search(block.text)):
                found[name] = _figure(match)
    return Evidence(**{name: found.get(name) for name in FIGURES})


def _figure(match: re.Match[str]) -> Figure:
    count = match["count"].lower().replace(",", "")
    value = NUMBER_WORDS.get(count) or int(count)
    return Figure(value, " ".join((match["qualifier"] or "").lower().split()), " ".join(match.group().split()))


def team(blocks: list[Block], doubts: list[Doubt]) -> tuple[list[Peer], list[Block]]:
    """The peers, and the blocks that name none."""
    found: list[Peer] = []
    left: list[Block] = []
    for block in blocks:
        peer = None if words.ends_a_sentence(block.text) and len(block.text) > 120 else _peer(block)
        if peer is None:
            left.append(block)
            continue
        found.append(peer)
        if not peer.organisation:
            doubts.append(Doubt(block.place, block.text, "the organisation of this peer is not set apart"))
    return found, left


def _peer(block: Block) -> Peer | None:
    """`Name: role, organisation`, `Lead peer – name, role, organisation` or `Name, role, organisation`."""
    text = block.text.strip().rstrip(".")
    cut = PEER.fullmatch(text)
    if cut and not cut["left"].lower().startswith("the peer"):
        left, right = cut["left"].strip(), cut["right"].strip()
        if ROLE_FIRST.search(left) and not TITLED.match(left) and "," in right:
            name, right = (part.strip() for part in right.split(",", 1))
            return _with_organisation(name, right, block)
        return _with_organisation(left, right, block)
    parts = [part.strip() for part in text.split(",")]
    if 2 <= len(parts) <= 5 and 1 < len(parts[0].split()) <= 5 and len(text) < 200:
        return _with_organisation(parts[0], ", ".join(parts[1:]), block)
    return None


def _with_organisation(name: str, rest: str, block: Block) -> Peer | None:
    if not name[:1].isupper() or len(name.split()) > 6:
        return None
    role, comma, organisation = rest.rpartition(",")
    if comma:
        return Peer(name, role.strip(), organisation.strip(), block.place)
    for link in (" of ", " at ", " from "):
        role, found, organisation = rest.partition(link)
        if found and ORGANISATION.search(organisation):
            return Peer(name, role.strip(), organisation.strip(), block.place)
    return Peer(name, rest, "", block.place)


def expected(blocks: Iterable[Block]) -> Expected | None:
    """The first statement of when something is expected: `within the next 2 years`, `before 2023`."""
    for block, sentence in _sentences(blocks):
        if found := WITHIN.search(sentence):
            count = found["count"].lower()
            number = NUMBER_WORDS.get(count) or int(count)
            months = number * 12 if found["unit"].lower().startswith("y") else number
            weeks = found["unit"].lower().startswith("w")
            return Expected(found.group(), sentence, None if weeks else months, None, block.place)
        if found := BEFORE.search(sentence):
            return Expected(found.group(), sentence, None, _before(found), block.place)
    return None


def _sentences(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    for block in blocks:
        text = paragraphs.text_of(block)
        for start, end in words.sentences(text):
            yield block, text[start:end]


def _before(found: re.Match[str]) -> date:
    """The day before which it is to happen: the first of what is named for `before`, the first after it for `by` and `in`."""
    year, month = int(found["year"]), MONTHS.get((found["month"] or "").lower())
    if found["how"].lower() == "before":
        return date(year, month or 1, 1)
    if month is None or month == 12:
        return date(year + 1, 1, 1)
    return date(year, month + 1, 1)
