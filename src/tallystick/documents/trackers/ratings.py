"""Finds in a narrative the rating that it gives itself, and the grades that other bodies gave.

A colour is a rating only where the sentence says so of the priority: `has been rated as amber`, `this priority remains amber`.
`Green spaces`, `red tape` and `would be red if` are none. What speaks of a rating without giving one is reported as a doubt,
because a rating that nobody gave is the worst thing this software could write.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.documents.trackers import references, words
from tallystick.documents.trackers.model import ExternalGrade, StatedRating
from tallystick.judgement import Rating

SIMPLE = r"(?:green|amber|red)"
COLOUR = rf"(?P<colour>\b{SIMPLE}\b(?:\s?[/–-]\s?{SIMPLE}\b)?)"
QUOTE = r"['‘’\"“”*(]{0,3}"
# After its colour a rating ends, or a word follows that cannot be what is green or red.
STOP = (
    r"(?=['‘’\"“”*)]{0,3}\s{0,3}(?:$|[.,;:!?()–-]|\b(?:as|because|due|and|but|for|since|with|has|is|at|on|in|this|these|to"
    r"|while|whilst|although|however|overall|given|rating|status|owing|reflecting|pending|until|if|unless|by|when|which|from"
    r"|last|again|we|the|rather|following|after|under|against|despite|so|or|throughout|based|not)\b))"
)
NOUN = r"(?:rating|status|judge?ment|assessment|grade|grading|score|position|RAG)"
VERB = (
    r"(?:rated|judged|assessed|marked|graded|scored|classed|classified|reported|shown|set|recorded|designated|scoring|rate"
    r"|assess|judge|flagged|highlighted)"
)
SUBJECT = r"(?:priority|objective|outcome|progress|this|position|it|action|commitment|overall|performance|status|delivery|project|work)"
FILLER = r"(?:\s{1,3}(?:been|as|at|to|be|a|an|overall|currently|provisionally|therefore|still|now|also|again|being|is|was|the)){0,4}"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{COLOUR}['’\"”]?\s{{1,3}}(?:RAG\s{{1,3}})?(?:rating|status|judge?ment|grading|grade)\b",
        rf"\b{NOUN}(?:\s{{1,3}}(?:rating|status))?\s{{0,3}}[:=–-]\s{{0,3}}{QUOTE}{COLOUR}{STOP}",
        rf"\b{NOUN}(?:\s{{1,3}}(?:rating|status|for\s{{1,3}}this\s{{1,3}}\w{{1,20}}))?"
        rf"(?:\s{{1,3}}(?:of|is|as|at|remains|was|has|been|stays|continues|to|be|set|therefore|still|now|overall|given)){{1,5}}"
        rf"\s{{1,3}}{QUOTE}{COLOUR}{STOP}",
        rf"\bRAG(?:\s{{1,3}}(?:rating|status))?\s{{1,3}}{QUOTE}{COLOUR}{STOP}",
        rf"\b(?:RAG[- ])?{VERB}{FILLER}\s{{1,3}}{QUOTE}{COLOUR}{STOP}",
        rf"\b{SUBJECT}(?:\s{{1,3}}(?:has|therefore|still|currently|now|also|overall|is|was|been|remains?|stays?|continues|to|be|at|as"
        rf"|not|yet|would|will|could|should|might|no|longer|never|isn['’]t)){{1,6}}\s{{1,3}}{QUOTE}{COLOUR}{STOP}",
        rf"\b(?:move[sd]?|improve[sd]?|change[sd]?|gone|went|risen|fallen|fell|dropped|slipped|upgraded|downgraded|turned|raised"
        rf"|lowered|returned|deteriorated|worsened)(?:\s{{1,3}}\w{{1,12}}){{0,3}}?(?:\s{{1,3}}from\s{{1,3}}{QUOTE}{SIMPLE}['’\"”]?)?"
        rf"\s{{1,3}}(?:in)?to\s{{1,3}}{QUOTE}{COLOUR}{STOP}",
    )
)
FLAG = re.compile(
    r"\b(?P<colour>(?:red|green|amber)\s{1,3}flags?)\b(?!\s{1,3}(?:award|park|status|beach|site))", re.IGNORECASE
)
VERDICT = re.compile(
    rf"\b{VERB}{FILLER}\s{{1,3}}{QUOTE}(?P<colour>outstanding|good|requires\s{{1,3}}improvement|requiring\s{{1,3}}improvement|inadequate"
    r"|adequate|excellent|performing\s{1,3}well|performing\s{1,3}adequately)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?P<body>Government\s{1,3}Office|Comprehensive\s{1,3}Area\s{1,3}Assessment|CAA|Ofsted|Care\s{1,3}Quality\s{1,3}Commission|CQC"
    r"|CSCI|Audit\s{1,3}Commission|[Ee]xternal\s{1,3}[Aa]udit(?:ors?)?|[Ii]nternal\s{1,3}[Aa]udit(?:ors?)?|Estyn|HMICFRS|HMIC|HMIP"
    r"|Care\s{1,3}Inspectorate|Care\s{1,3}Inspectorate\s{1,3}Wales|Environment\s{1,3}Agency|Homes\s{1,3}England|Regulator\s{1,3}of"
    r"\s{1,3}Social\s{1,3}Housing|Housing\s{1,3}Ombudsman|Information\s{1,3}Commissioner|Local\s{1,3}Government\s{1,3}Association|LGA"
    r"|Department\s{1,3}for\s{1,3}(?:Education|Transport)|DfE|DfT|DCSF|MHCLG|DLUHC|[Ii]nspectors|[Ii]nspectorate|[Pp]eer\s{1,3}"
    r"(?:team|review|challenge)|Best\s{1,3}Value\s{1,3}[Ii]nspectors?|[Cc]ommissioners)\b"
)
OWN = re.compile(
    r"\b(?:we|officers|director|council)(?:\s{1,3}(?:have|has|therefore|now|still|also)){0,2}\s{1,3}"
    r"(?:rated|rate|judged|judge|assessed|assess|marked|mark)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:because|since|following|due|reflecting|given|after|in light of|as a result)\b|[,;]", re.IGNORECASE
)
NOT_SO = re.compile(
    r"\b(?:not|never|no longer|nor|neither|cannot|would|could|might|should|will|aims?|aiming|hopes?|hoped|expect(?:s|ed)?|likely"
    r"|forecast|predicted|anticipated|potential(?:ly)?|risk of|rather than|instead of|previously|formerly|had been|(?:last|previous)\s{1,3}(?:quarter|year|month))\b|n['’]t\b",
    re.IGNORECASE,
)
ONLY_IF = re.compile(r"\b(?:if|unless|were it|should the|until)\b", re.IGNORECASE)
NOT_NOW = re.compile(
    r"\A['’\"”]?\s{0,3}(?:if|unless|until|by|when|(?:at|in|for|during)\s{1,3}(?:the\s{1,3})?(?:last|previous|next|end)|last|next|in\s{1,3}(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
PARTS = re.compile(
    r"\b(?:measures?|indicators?|milestones?|PIs?|KPIs?|actions|projects|targets?|risks?|tasks?|workstreams?|schemes?|NI\s?\d{1,3})"
    r"(?:\s{1,3}\w{1,20}){0,2}\s{1,3}(?:is|are|was|were|remains?|have|has|rated|marked|judged|assessed|shown|reported|at|as)\b",
    re.IGNORECASE,
)
ABOUT_ITSELF = re.compile(r"(?:this|priority|it|overall|progress|performance)\b", re.IGNORECASE)
TENTATIVE = re.compile(
    r"\b(?:provisional|likely|subject to|draft|appeal|challenge to|moderation|unconfirmed)\b", re.IGNORECASE
)
LABEL = re.compile(
    rf"\A\s*(?:(?:overall|current|q[1-4])\s{{1,3}})?(?:RAG|status|rating|judge?ment|assessment)(?:\s{{1,3}}(?:rating|status))?"
    rf"\s{{0,3}}[:=–-]?\s{{0,3}}{QUOTE}{COLOUR}['’\"”*).]{{0,3}}\s*\Z",
    re.IGNORECASE,
)
ALONE = re.compile(rf"\A\s*{COLOUR}\s*[.]?\s*\Z", re.IGNORECASE)
LETTERS = {
    "g": Rating.GREEN, "a": Rating.AMBER, "r": Rating.RED, "ag": Rating.AMBER_GREEN, "ga": Rating.AMBER_GREEN,
    "ar": Rating.AMBER_RED, "ra": Rating.AMBER_RED,
}  # fmt: skip
LONGEST_SENTENCE = 1500


@dataclass(frozen=True, slots=True)
class Query:
    """Words of a narrative that a person should look at, and where in it they begin."""

    start: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a narrative says of ratings."""

    rating: StatedRating | None = None
    grades: tuple[ExternalGrade, ...] = ()
    queries: tuple[Query, ...] = ()


def rating_of(colour: str) -> Rating | None:
    """The rating that a colour names: `Amber`, `Amber/Red`, `red-amber`. None for `green/red`, which is no rating."""
    parts = sorted(re.findall(SIMPLE, colour.lower()))
    return {
        ("green",): Rating.GREEN, ("amber",): Rating.AMBER, ("red",): Rating.RED,
        ("amber", "green"): Rating.AMBER_GREEN, ("amber", "red"): Rating.AMBER_RED,
        ("green", "green"): Rating.GREEN, ("amber", "amber"): Rating.AMBER, ("red", "red"): Rating.RED,
    }.get(tuple(parts))  # fmt: skip


def labelled(line: str) -> Rating | None:
    """The rating of a line that says nothing else: `RAG: Green`, `Status – Red`."""
    found = LABEL.match(line) if len(line) < 80 else None
    return rating_of(found["colour"]) if found else None


def alone(line: str) -> Rating | None:
    """The rating that a line of one colour seems to give."""
    found = ALONE.match(line) if len(line) < 40 else None
    return rating_of(found["colour"]) if found else None


def of_cell(text: str) -> Rating | None:
    """The rating in a cell of a column of ratings: a colour, its initial, or a label with a colour."""
    letters = re.sub(r"[^a-z]", "", text.lower()) if len(text) < 40 else ""
    if letters in LETTERS:
        return LETTERS[letters]
    colours = re.findall(rf"\b{SIMPLE}\b", text.lower()) if len(text) < 80 else []
    return rating_of("/".join(colours)) if colours and not NOT_SO.search(text) else None


def read(narrative: str, own: tuple[str, ...] = ()) -> Reading:
    """What `narrative` says of the rating of the priorities it is about, whose references are `own`."""
    stated: list[StatedRating] = []
    grades: list[ExternalGrade] = []
    queries: list[Query] = []
    before = ""
    for start, sentence in _clauses(narrative):
        if len(sentence) <= LONGEST_SENTENCE:
            for found in _read_sentence(sentence, before, own):
                if isinstance(found, StatedRating):
                    stated.append(found)
                elif isinstance(found, ExternalGrade):
                    grades.append(found)
                else:
                    queries.append(Query(start + found.start, found.words, found.why))
        elif re.search(rf"\b{SIMPLE}\b", sentence, re.IGNORECASE):
            queries.append(Query(start, words.shortened(sentence), "this sentence is too long to look for a rating in"))
        before = sentence
    return _agreed(stated, grades, [query for query in queries if not _same_flag(query, grades)])


def _clauses(narrative: str) -> Iterator[tuple[int, str]]:
    """Sentences, and what a semicolon or a new paragraph parts, with where each begins."""
    for start, end in words.sentences(narrative):
        at = start
        for piece in re.split(r"(?<=;)|\n\n", narrative[start:end]):
            found = narrative.find(piece, at)
            at = found + len(piece)
            if piece.strip():
                yield found + len(piece) - len(piece.lstrip()), piece.strip()


def _same_flag(query: Query, grades: list[ExternalGrade]) -> bool:
    """Whether a query about a flag is about one whose giver an earlier sentence named."""
    return query.why.startswith("'") and any(grade.value.lower() in query.words.lower() for grade in grades)


def _agreed(stated: list[StatedRating], grades: list[ExternalGrade], queries: list[Query]) -> Reading:
    """One rating if all that are stated agree, else none and a query for each."""
    once = {(grade.value.lower(), grade.by.lower()): grade for grade in reversed(grades)}
    kept = tuple(grade for grade in grades if once.get((grade.value.lower(), grade.by.lower())) is grade)
    if len({rating.value for rating in stated}) > 1:
        queries += [Query(0, rating.words, "more than one rating is stated; none was taken") for rating in stated]
        return Reading(None, kept, tuple(queries))
    return Reading(stated[0] if stated else None, kept, tuple(queries))


def _read_sentence(sentence: str, before: str, own: tuple[str, ...]) -> Iterator[StatedRating | ExternalGrade | Query]:
    if flag := FLAG.search(sentence):
        yield from _flag(sentence, before, flag)
        return
    if (verdict := VERDICT.search(sentence)) and (body := _body_before(sentence, verdict.start())):
        yield from _graded(sentence, verdict["colour"], body)
        return
    by_place: dict[int, re.Match[str]] = {}
    for pattern in PATTERNS:
        for match in pattern.finditer(sentence):
            by_place.setdefault(match.start("colour"), match)
    for _, found in sorted(by_place.items()):
        yield from _stated(sentence, found, own)


def _stated(
    sentence: str, found: re.Match[str], own: tuple[str, ...]
) -> Iterator[StatedRating | ExternalGrade | Query]:
    body = _body_before(sentence, found.start("colour")) or _body_after(sentence, found.end("colour"))
    if body and ABOUT_ITSELF.match(found.group()):
        yield Query(0, sentence, f"whether this rating is the council's own or that of {body} is not clear")
        return
    if body:
        yield from _graded(sentence, found["colour"], body)
        return
    value = rating_of(found["colour"])
    why = _why_not(sentence, found, own) if value else "these colours together are no rating"
    if why or value is None:
        yield Query(0, sentence, why)
    else:
        yield StatedRating(value, sentence)


def _graded(sentence: str, value: str, body: str) -> Iterator[ExternalGrade | Query]:
    yield ExternalGrade(" ".join(value.split()), " ".join(body.split()), sentence)
    if TENTATIVE.search(sentence):
        yield Query(0, sentence, "the grade given by another body is not final")


def _flag(sentence: str, before: str, flag: re.Match[str]) -> Iterator[ExternalGrade | Query]:
    """A flag is another body's mark; the body is often named only in the sentence before."""
    here = BODY.search(sentence)
    if here:
        yield from _graded(sentence, flag["colour"], here["body"])
    elif earlier := BODY.search(before[-LONGEST_SENTENCE:]):
        yield from _graded(f"{before} {sentence}", flag["colour"], earlier["body"])
    else:
        yield Query(0, sentence, f"'{flag['colour']}' seems to be another body's mark, but whose is not said")


def _why_not(sentence: str, found: re.Match[str], own: tuple[str, ...]) -> str:
    """Why a colour in the form of a rating is none, or an empty text."""
    before = sentence[: found.start("colour")]
    clause = before[max(before.rfind(","), before.rfind(":"), 0) :]
    close = " ".join(clause.split()[-6:])
    after = sentence[found.end("colour") :]
    if ONLY_IF.search(before) or NOT_SO.search(close) or NOT_NOW.match(after):
        return "this speaks of a rating but does not say that it is given now"
    if PARTS.search(" ".join(before.split()[-8:])):
        return "this seems to rate a part and not the priority"
    named = {code.text for code in references.codes(sentence)}
    if named and not named & set(own) and any("-" in name or "." in name for name in named):
        return "this seems to rate another priority"
    return ""


def _body_before(sentence: str, end: int) -> str | None:
    """The body named before the colour, unless the council rates itself or the body is only a reason."""
    if OWN.search(sentence[:end]):
        return None
    bodies = list(BODY.finditer(sentence[:end]))
    if not bodies:
        return None
    between = sentence[bodies[-1].end() : end]
    return None if "," in between and REASON.search(sentence[: bodies[-1].start()]) else bodies[-1]["body"]


def _body_after(sentence: str, start: int) -> str | None:
    found = re.match(r"['’\"”]?(?:\s{1,3}\w{1,15}){0,2}\s{1,3}by\s{1,3}(?:the\s{1,3})?", sentence[start : start + 80])
    if not found:
        return None
    body = BODY.match(sentence, start + found.end())
    return body["body"] if body else None
