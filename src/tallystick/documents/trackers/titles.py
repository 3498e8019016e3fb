"""Where a title ends and its narrative begins, when both stand in one line.

Trackers lose their table borders on the way to text: `… with a focus on deprived areas In spite of considerable effort …`. The
split is chosen by evidence: bold type, a full stop, or a word that opens sentences after a word that cannot go before a name.
Only bold type is certain; every other split is reported as a doubt by whoever asks.
"""

import re
from dataclasses import dataclass

from tallystick.documents.trackers import words

# Words that open the first sentence of a narrative and hardly ever stand with a capital inside a title.
OPENERS = words.listed(
    "In The A An Through This These There We Our It Its Whilst While Although Though Despite Since Following Work Progress "
    "Overall Generally As At During By With Given Good Some All Both Significant Considerable Recent Currently Performance "
    "They He She Many Most Several Two Three Four Five After Before Because However To On From For If Under No Not Another "
    "An Activity Delivery Development Discussions Figures Results Provisional Latest Current Steady Strong Limited Further "
    "Phase Stage RAG Status Rating Update Quarter During Plans Staff Members Officers Council"
)
# These open a sentence even after a linking word: no name begins with them.
ALWAYS_OPEN = frozenset(
    ["In", "A", "An", "This", "These", "There", "We", "It", "Whilst", "While", "Although", "Despite"]
)
NOT_AN_ARTICLE = frozenset(["level", "levels", "road", "roads", "grade", "grades"])
# Words that open the title of a priority.
IMPERATIVES = words.listed(
    "Use Improve Increase Ensure Develop Reduce Enable Address Deliver Provide Support Manage Embed Empower Build Implement "
    "Enhance Explore Promote Create Facilitate Maintain Strengthen Protect Raise Tackle Encourage Make Secure Achieve Help "
    "Improving Increasing Ensuring Developing Reducing Enabling Delivering Providing Supporting Creating Building Raising "
    "Work Keep Extend Complete Establish Review Modernise Transform Expand Attract Prevent Prepare Open Plant Set"
)
LOWER_THEN_CAPITAL = re.compile(
    r"(?<![\w'’-])(?P<before>[a-z][a-z'’-]*[%\d]?)\s+(?P<first>[A-Z][A-Za-z'’]*)(?=\s+(?P<second>\S+))"
)
LONGEST_TITLE = 300
A_LONG_TITLE = 170


@dataclass(frozen=True, slots=True)
class Split:
    """A text cut in two. `why` is empty where the cut is certain or there is none."""

    first: str
    rest: str
    why: str = ""


def split(text: str, bold_until: int = 0) -> Split:
    """The title at the beginning of `text`, and the narrative after it."""
    if 0 < bold_until < len(text.rstrip()):
        return Split(text[:bold_until].strip(), text[bold_until:].strip())
    at = _boundary(text)
    if at is None:
        why = "no end of the title was found" if len(text) > LONGEST_TITLE else ""
        return Split(text.strip(), "", why)
    return Split(text[:at].strip(), text[at:].strip(), "where the title ends and the narrative begins is not marked")


def _boundary(text: str) -> int | None:
    head = text[: LONGEST_TITLE + 100]
    sentence = _after_first_sentence(head)
    strong = next((at for at, first in _cuts(head) if first in OPENERS), None)
    certain = [at for at in (sentence, strong) if at is not None]
    if certain:
        at = min(certain)
        return None if _is_more_title(text[at:]) else at
    if len(text) > A_LONG_TITLE:
        return next((at for at, _ in _cuts(head)), None)
    return None


def _after_first_sentence(text: str) -> int | None:
    spans = words.sentences(text)
    first = next(spans, None)
    second = next(spans, None)
    return second[0] if first and second else None


def _is_more_title(rest: str) -> bool:
    """A few words without a verb, such as `BIG IDEA` after a full stop, belong to the title still."""
    is_sentence = words.ends_a_sentence(rest) and len(rest.split()) > 4
    return len(rest) < 60 and not is_sentence and not words.FINITE_VERB.search(rest) and ":" not in rest


def _cuts(text: str) -> list[tuple[int, str]]:
    """Every place where a word in lower case meets one with a capital that it cannot introduce."""
    return [(cut.start("first"), cut["first"]) for cut in LOWER_THEN_CAPITAL.finditer(text) if _may_cut(cut)]


def _may_cut(cut: re.Match[str]) -> bool:
    if cut["first"] == "A" and cut["second"].rstrip(".,;") in NOT_AN_ARTICLE:
        return False
    if cut["first"] in ALWAYS_OPEN:
        return True
    return cut["before"] not in words.LINKING and (cut["second"][0].islower() or cut["first"] in OPENERS)


def split_last(text: str) -> Split:
    """A heading, and after it a title that ends the text: `… better outcomes Use our information …`."""
    chosen = [at for at, first in _cuts(text) if first in IMPERATIVES]
    if not chosen:
        return Split("", text.strip())
    at = chosen[-1]
    return Split(text[:at].strip(), text[at:].strip(), "where one title ends and the next begins is not marked")


def unfinished_end(text: str) -> int:
    """Where the last words begin that no full stop ends: a heading or a title after a narrative. The length where there are none."""
    if words.ends_a_sentence(text):
        return len(text)
    start = 0
    for start, _ in words.sentences(text):  # noqa: B007
        pass
    return start
