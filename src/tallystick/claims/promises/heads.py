"""The words that bind ("will", "due to", "agreed to", "be it resolved"), and whether they promise anything where they stand.

Every rule here leans towards finding nothing. A false promise in a register is a reproach to somebody who promised nothing.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from tallystick.claims.promises import naming, vocabulary
from tallystick.claims.promises.vocabulary import either, first_words, matches
from tallystick.claims.tokens import Token

# How far back or on a word is looked for that changes what the binding word means.
FARTHEST = 260
S = r"\s{1,4}"


@dataclass(frozen=True, slots=True)
class Head:
    """A word that binds: where it stands, its sort (`will`, `would`, `foreseen`, `pledge`, `to_be`, `decision`, `action`,
    `timetable`), and the words themselves in small letters."""

    start: int
    end: int
    sort: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What is looked for, made once of the vocabulary."""

    heads: re.Pattern[str]
    conditions: re.Pattern[str]
    past: re.Pattern[str]
    wanted: re.Pattern[str]
    told: re.Pattern[str]
    decided: re.Pattern[str]
    forecast: re.Pattern[str]
    states: re.Pattern[str]
    movement: re.Pattern[str]
    doing: re.Pattern[str]
    amount: re.Pattern[str]
    noun: re.Pattern[str]
    named: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns of the words in the file."""
    known = vocabulary.words()
    filler = rf"(?:(?:{either(known['fillers'])}|{vocabulary.adverb()}){S})"
    before = rf"{S}(?:(?:{vocabulary.adverb()}|{either(known['fillers_of_past'])}){S}){{0,2}}$"
    be = either(known["be"])
    return Patterns(
        heads=_heads(),
        conditions=_word(either(known["conditions"])),
        past=re.compile(rf"(?<!\w){either(known['past'])}{before}", re.I),
        wanted=re.compile(rf"(?<!\w){either(known['wanted'])}{before}", re.I),
        told=_word(either(known["reporting"])),
        decided=_word(either(known["deciding"])),
        forecast=re.compile(
            rf"{S}{filler}{{0,3}}(?:{either(known['passive'])}{S}{filler}{{0,2}}{either(known['states'])}|{either(known['forecast'])}|{_impact()})(?!\w)",
            re.I,
        ),
        states=re.compile(rf"{S}{filler}{{0,2}}(?:{either(known['states'])}(?!\w)|[£\d])", re.I),
        movement=re.compile(rf"{S}{filler}{{0,2}}{either(known['movements'])}(?!\w)", re.I),
        doing=re.compile(rf"{S}{filler}{{0,2}}{either((*known['doing'], *_gerunds()))}(?!\w)", re.I),
        amount=re.compile(rf"{S}{filler}{{0,2}}{be}{S}{filler}{{0,2}}[£\d]", re.I),
        noun=re.compile(rf"(?:\b{either(known['before_noun'])}|{either(known['possessives'])})\s{{1,4}}$", re.I),
        named=re.compile(_named()),
    )


def _gerunds() -> list[str]:
    known = vocabulary.words()
    letters = "".join(known["gives_way"])
    stems = [stem for verb in known["doing"] for stem in (verb, verb[:-1] if verb[-1] in letters else verb)]
    return [stem + ending for stem in stems for ending in known["gerund_endings"]]


def _impact() -> str:
    """ "Have a great impact"."""
    have, articles, impacts = (either(vocabulary.words()[name]) for name in ("have", "articles_of_impact", "impacts"))
    return rf"{have}{S}{articles}{S}(?:[a-z]{{2,20}}{S}){{0,2}}{impacts}\b"


def _named() -> str:
    """ "ACTION: the Head of Finance"."""
    known = vocabulary.words()
    labels = either(form for label in known["action_labels"] for form in (label, label.capitalize(), label.upper()))
    the, joins = either(known["the"]), either(known["in_names"])
    return rf"{labels}?[\s:–—-]*(?:{the}{S})?(?:(?:[A-Z][\w&'’-]{{0,25}}|{joins}){S}){{0,7}}"


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.I)


def _heads() -> re.Pattern[str]:
    known = vocabulary.words()
    no_modal = "".join(rf"(?<!{modal}\s)" for modal in known["before_be"])
    to, be, adverb = either(known["to"]), either(known["be"]), vocabulary.adverb()
    plain, short = (either(word for word in known["will"] if word[0].isalpha() is whole) for whole in (True, False))
    sorts = {
        "pledge": rf"(?<!\w){either(known['pledges'])}{S}{to}(?!\w)",
        "foreseen": rf"(?<!\w){either(known['foreseen'])}(?!\w)(?:{S}(?:{adverb}{S})?{to}(?:{S}{be})?(?!\w))?",
        "to_be": rf"(?<!\w){to}{S}{be}{S}(?:{adverb}{S})?{either(known['done'])}(?!\w)",
        "timetable": rf"(?<!\w){either(known['timetable'])}(?!\w)",
        "would": rf"(?<!\w){either(known['would'])}(?!\w)",
        "will": rf"(?<!\w){plain}(?!\w)|{short}(?!\w)|(?<!\w){either(known['refused'])}(?!\w)",
        "decision": rf"(?<!\w){no_modal}{be}{S}(?:{adverb}{S})?{either(known['done'])}(?!\w)",
        "action": rf"(?<!\w){to}(?={S}{either(known['doing'])}(?!\w))",
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in sorts.items()), re.I)


@cache
def _openings() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words with which one that binds may begin, and what may stand for it at the end of another ("we'll")."""
    known = vocabulary.words()
    names = ("pledges", "foreseen", "timetable", "will", "to", "be", "would", "refused")
    found = [phrase for name in names for phrase in known[name]]
    words = first_words(each for each in found if each[0].isalpha())
    endings = [each for each in found if not each[0].isalpha()]
    return frozenset(map(_curly, words)) | words, (*endings, *map(_curly, endings))


def _curly(word: str) -> str:
    """As it is set with the other apostrophe."""
    return word.replace("'", "’")


def places(tokens: Iterable[Token]) -> list[int]:
    """Where a word that binds may begin, in order."""
    openings, endings = _openings()
    found: list[int] = []
    for token in tokens:
        word = token.low
        if word in openings:
            found.append(token.start)
        elif word.endswith(endings):
            found.append(token.end - next(len(ending) for ending in endings if word.endswith(ending)))
    return found


def heads(text: str, begin: Iterable[int], start: int, end: int) -> list[Head]:
    """The words of a sentence that may bind, in order of the places where they may `begin`. Those that mean so only in minutes are
    left out elsewhere."""
    found = [
        Head(match.start(), match.end(), match.lastgroup or "", tuple(match[0].casefold().replace("’", "'").split()))
        for match in matches(patterns().heads, text, begin, end)
    ]
    return [head for head in found if head.sort not in IN_MINUTES or IN_MINUTES[head.sort](text, start, head)]


def _decided(text: str, start: int, head: Head) -> bool:
    return bool(patterns().decided.search(text, max(start, head.start - FARTHEST), head.start))


def _addressed(text: str, start: int, head: Head) -> bool:
    """Whether a sentence begins with the one who is to do it: "Head of Finance to report back in May"."""
    words = text[start : head.start]
    return len(words) <= naming.LONGEST_NAME and bool(patterns().named.fullmatch(words)) and naming.is_actor(words)


IN_MINUTES: dict[str, Callable[[str, int, Head], bool]] = {"decision": _decided, "action": _addressed}


def binds(text: str, clause: int, sentence: int, head: Head) -> bool:
    """Whether the word promises anything here: not in the past, on no condition, and no forecast of figures."""
    known = patterns()
    before = text[max(clause, head.start - FARTHEST) : head.start]
    if known.conditions.search(before) or _forecasts(text, head, before):
        return False
    if head.sort in ("foreseen", "to_be", "pledge") and known.past.search(before[-60:]):
        return False
    rule = RULES.get(head.sort)
    return rule is None or rule(text, max(sentence, head.start - FARTHEST), head, before)


def _forecasts(text: str, head: Head, before: str) -> bool:
    """Whether what follows happens to figures by itself. Movements are done by somebody where somebody is named."""
    known = patterns()
    follows = known.states if head.words[-1] in vocabulary.words()["be"] else known.forecast
    if follows.match(text, head.end):
        return True
    if head.sort == "will" and known.amount.match(text, head.end):
        return True
    moves = known.movement.match(text, head.end)
    return bool(moves) and not (naming.who_of(before, "") or head.words[0] in vocabulary.words()["bound"])


def _foresees(text: str, start: int, head: Head, before: str) -> bool:
    """ "Due to", "set to" and "committed to" mean something else before a noun."""
    known = vocabulary.words()
    if not is_to(head) or head.words[-1] in known["be"] or head.words[0] not in known["deeds_only"]:
        return True
    return bool(patterns().doing.match(text, head.end))


def is_to(head: Head) -> bool:
    """Whether what is to be done follows it: "expected to"."""
    return not set(vocabulary.words()["to"]).isdisjoint(head.words)


def _pledges(text: str, start: int, head: Head, before: str) -> bool:
    """A plan of somebody's is no pledge, and "agreed to" one only where something is to be done."""
    if patterns().noun.search(before[-40:]):
        return False
    certain = head.words[0].endswith(vocabulary.words()["certain_endings"])
    return not certain or bool(patterns().doing.match(text, head.end))


def _is_to_be(text: str, start: int, head: Head, before: str) -> bool:
    return not patterns().wanted.search(before[-60:])


def _was_told(text: str, start: int, head: Head, before: str) -> bool:
    """Minutes promise in reported speech: "officers advised that a report would come"."""
    return bool(patterns().told.search(text, start, head.start))


RULES: dict[str, Callable[[str, int, Head, str], bool]] = {
    "foreseen": _foresees,
    "pledge": _pledges,
    "to_be": _is_to_be,
    "would": _was_told,
}
