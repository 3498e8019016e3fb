"""The words in which trackers give ratings: colours, the verbs and nouns that make a colour a rating, and who else gives grades.

A colour alone means nothing (`green spaces`, `red tape`), so each pattern holds the colour together with what makes it a rating, and
what may follow it. Every repetition is bounded: uploaded text may be hostile.
"""

import re

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
        rf"(?:\s{{1,3}}(?:of|is|as|at|remains|was|has|been|stays|continues|to|be|set|therefore|still|now|overall|given|should|would|will|could|might|not|yet|never)){{1,5}}"
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
    rf"\b{VERB}(?:\s{{1,3}}[a-z]{{1,15}}){{0,6}}\s{{1,3}}{QUOTE}(?P<colour>outstanding|good|requires\s{{1,3}}improvement|requiring\s{{1,3}}improvement|inadequate"
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
    r"\A['’\"”]?\s{0,3}(?:if|unless|until|when|by\s{1,3}(?:the\s{1,3}(?:end|spring|summer|autumn|winter)|next|spring|summer|autumn|winter|q[1-4]|quarter|year|january|february|march"
    r"|april|may|june|july|august|september|october|november|december|christmas|(?:19|20)\d\d)|(?:at|in|for|during)\s{1,3}(?:the\s{1,3})?(?:last|previous|next|end\s{1,3}of)|last|next|in\s{1,3}(?:19|20)\d\d)\b",
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
LABEL_WORDS = (
    r"(?:(?:overall|current|q[1-4])\s{1,3})?(?:RAG|status|rating|judge?ment|assessment)(?:\s{1,3}(?:rating|status))?"
)
LABEL = re.compile(
    rf"\A\s*{LABEL_WORDS}\s{{0,3}}[:=–-]?\s{{0,3}}{QUOTE}{COLOUR}['’\"”*).]{{0,3}}\s*\Z",
    re.IGNORECASE,
)
LABEL_AND_INITIAL = re.compile(r"\A\s*RAG(?:\s{1,3}(?:rating|status))?\s{0,3}[:=–-]\s{0,3}(?P<initial>[RAG]{1,2})\s*\Z")
AFTER_TITLE = re.compile(
    rf"[\s,;(\[–-]{{0,4}}\b(?P<words>(?:RAG|status|rating)(?:\s{{1,3}}(?:rating|status))?\s{{0,3}}[:=–-]\s{{0,3}}{COLOUR})[)\].]?(?=\s|\Z)",
    re.IGNORECASE,
)
ALONE = re.compile(rf"\A\s*{COLOUR}\s*[.]?\s*\Z", re.IGNORECASE)
# A column of ratings that lost its table: `Improve bus stops Amber Work goes on`, or a title that ends on a colour.
IN_A_ROW = re.compile(
    r"(?<=[\w.)])\s{1,3}(?P<colour>(?:Green|Amber|Red)(?:\s?[/–-]\s?(?:Green|Amber|Red))?)(?=\s{1,3}[A-Z]|\s*\Z)"
)
LETTERS = {
    "g": Rating.GREEN, "a": Rating.AMBER, "r": Rating.RED, "ag": Rating.AMBER_GREEN, "ga": Rating.AMBER_GREEN,
    "ar": Rating.AMBER_RED, "ra": Rating.AMBER_RED,
}  # fmt: skip


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
    if len(line) > 80:
        return None
    if initial := LABEL_AND_INITIAL.match(line):
        return LETTERS.get(initial["initial"].lower())
    found = LABEL.match(line)
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
