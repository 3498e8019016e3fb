"""Changes as the text says them: how much, in one unit or in two, and which way ("down 6.9% (204 fewer)")."""

import re
from dataclasses import dataclass, replace

from tallystick.claims.stream import Stream


def _either(*patterns: str) -> "re.Pattern[str]":
    return re.compile("|".join(patterns))


# What may stand before a figure, so that it is a change, and after it. Each row is an alternative; its groups hold the word of the way.
LATER = (
    r"(?P<way2>[udgj])[wyqnLNml,]{0,5}b$",  # "fell in May by 5"
    r"(?P<way3>[udgj])n[wyZnLN]{0,6}o$",  # "a fall in crime of 5"
)
BEFORE = {
    "any": _either(
        r"(?P<way>[udgj])(?:[bo:-]w?|[wyLN]|,w,[bo]|)$",  # "down 5%", "rose by some 5%", "a fall of 5%", "down, then, by 5%"
        *LATER,
        r"(?P<way4>[ud])i[wo]?o?$",  # "the reduction is one of 5%"
    ),
    "amount": _either(
        r"(?P<way>[udgj])(?:[bo:-]w?|,w,[bo])?$",  # the same of an amount, but for "fell last year 5"
        r"(?P<way5>[ml])b?$",  # "more by 5"
        r"w(?P<way4>[ud])iw?$",  # "the rise is about 5"
        *LATER,
    ),
}
AFTER = {
    "any": _either(
        r"(?P<way>[ml])(?!h?[kZ])",  # "5% more"; but "5% more than the target" is how far it lies from it
        r",(?P<way3>[ml])(?!h)",  # "5%, less than the group's" is what is compared
        r"(?P<way2>[wyZLN]{0,3}[udgj])(?![tfb])",  # "a 5% rise", "5% last year up"; but "5% up to 7" is a level
    ),
    "amount": _either(
        # "5 calls fewer", "5 more", "5 each week more", "5 days longer than last year"
        r"(?P<way>w{0,2}[l]|[ml]|pw?[ml]|wwm(?=[,;|^)afn])|wm(?=h[nyL]))",
        r"w?eo?P(?P<way4>[ml])",  # "467 tonnes or 8% more"
        r",eo?P,(?P<way5>[ml])",  # "467, or 8%, more"
        r"(?P<way2>[ud])(?![tfb])",  # "5 up"
        r"\(P\)(?P<way3>[mlud])(?![tfb])",  # "5 (8%) fewer"
    ),
}
WAYS = {"u": 1, "m": 1, "d": -1, "l": -1, "g": 0, "j": 0}
# Between two levels and what is said of both: "… in September, an increase of 7".
SAID_OF_BOTH = re.compile(r"[wnyL]{0,5},(?:w|w?wn)?[udgj]n?o?w?")
SECOND = re.compile(
    r"[^|^;#ft]{0,9}\(w{0,2}$|[ml],w[ud]o$|(?:[ml][wnyop]{0,6},|[ml]?,?[ea]?)e[wi]?o?$|w{0,2},?e[wit]{0,3}[ob]?$|,w?e?$|-$|,?u?d?[bo]?$"
)
LEVEL_THEN = re.compile(r"[HcyL][wyL]{0,2}\($")  # "5% up on quarter 2 (1,800)"
WINDOW = 9
COMPARING = frozenset("ABXV<>")
AS_THAT = re.compile(r"[,e-]w?b$")  # "from 41% to 37%, that is by four points"
# "a drop on the 1,410 of the year before of 12%"
DISTANT = re.compile(r"(?P<way>[udgj])H[wyLN]{0,3}[CMP][wyonLN]{0,8}[ob]w?$")


@dataclass(frozen=True, slots=True)
class Change:
    """A change as said: letters of its per cent, amount and points, its direction, and where it stands."""

    first: int
    last: int
    direction: int
    percent: int | None = None
    amount: int | None = None
    points: int | None = None
    told: bool = True

    @property
    def own(self) -> frozenset[int]:
        """The letters of its own numbers."""
        return frozenset(each for each in (self.percent, self.amount, self.points) if each is not None)

    def is_of_speed(self, stream: Stream) -> bool:
        """Whether it is said as a speed, of which no way is told: "12% slower" may be a fall or a rise."""
        return not stream.words.speeds.isdisjoint(stream.said(self.last, min(self.last + 3, len(stream.letters))))


def changes(stream: Stream) -> list[Change]:
    """Every change that the text states, a per cent and its amount together."""
    found: list[Change] = []
    for index in stream.order:
        if stream.letters[index] not in "CMPQ":
            continue
        if found and _in_figures(stream, found[-1], index):
            found[-1] = replace(found[-1], percent=index, last=index)
            continue
        if found and _second(stream, found[-1], index):
            found[-1] = _joined(found[-1], index, stream)
            continue
        way = _way(stream, index)
        if way is not None:
            found.append(single(index, way, stream))
        elif found and _goes_on(stream, found[-1], index):
            found.append(single(index, found[-1].direction, stream, told=False))
    return found


def figures(changes: list[Change]) -> set[int]:
    """The letters of all that these say."""
    return {index for change in changes for index in change.own}


def _in_figures(stream: Stream, change: Change, index: int) -> bool:
    """ "Growth of one sixth (16.7%)": the same per cent in words and in figures."""
    return change.percent == index - 2 and stream.letters[index - 1] == "(" and stream.numbers[change.percent].worded


GOES_ON = re.compile(r"\)?[,a;]{1,2}[wyZ]{1,6}b")


def _goes_on(stream: Stream, change: Change, index: int) -> bool:
    """ "Burglary fell by 293 (11.8%), vehicle crime by 299 (12.1%)": the verb is that of the change before."""
    between = stream.between(change.last, index) if index - change.last <= 12 else ""
    return GOES_ON.fullmatch(between) is not None


def single(index: int, way: int, stream: Stream, told: bool = True) -> Change:
    """The change of one number; `way` is its direction."""
    return _joined(Change(index, index, way, told=told), index, stream)


def _joined(change: Change, index: int, stream: Stream) -> Change:
    letter = stream.letters[index]
    percent = index if letter == "P" else change.percent
    points = index if letter == "Q" else change.points
    amount = index if letter in "CM" else change.amount
    direction = change.direction or (_way(stream, index) or 0)
    return Change(change.first, index, direction, percent, amount, points, change.told)


def _way(stream: Stream, index: int) -> int | None:
    """The direction that the words before or after a number give it as a change; None if it is none."""
    letters, number = stream.letters, stream.numbers[index]
    form = "any" if letters[index] in "PQ" else "amount"
    before = BEFORE[form].search(letters[max(0, index - WINDOW) : index]) or DISTANT.search(
        letters, max(0, index - 2 * WINDOW), index
    )
    if before is not None:
        return WAYS[next(each for each in before.groups() if each)]
    if letters[index] == "Q" and AS_THAT.search(letters, max(0, index - 3), index):
        return 0
    after = AFTER[form].match(letters, index + 1, index + 1 + WINDOW)
    if after is not None and letters[index - 1 : index] != "f":
        return WAYS[next(each for each in after.groups() if each)[-1]]
    if number.signed and letters[index - 1 : index] in {"(", ",", ""}:
        return 1 if number.number.value > 0 else -1
    return None


def _second(stream: Stream, change: Change, index: int) -> bool:
    """Is this number the same change in another unit: "down 6.9% (204 fewer)"?"""
    letter = stream.letters[index]
    taken = {"P": change.percent, "Q": change.points}.get(letter, change.amount)
    if taken is not None or index - change.last > 12 or (letter in "CM" and change.points is not None):
        return False
    between = stream.between(change.last, index)
    if re.match("[wf]{0,2}p", stream.letters[index + 1 : index + 5]):
        return False  # "2.4% more, or 11 for each"
    if letter == "P" and change.points is not None and set(between) & set("Hcy"):
        return False  # "up 3.9 points on 2008 (48.2%)" is where it rose from
    if not SECOND.fullmatch(between) or not COMPARING.isdisjoint(between):
        return False  # "up 2.6 points, above the neighbours' average (45.1%)"
    way = _way(stream, index)
    level = change.last + 1 + between.rfind(letter)
    if way is None and letter in between and stream.values[index] * 2 > stream.values[level]:
        return False  # "6.3% higher at 950 (894 the year before)", but "up 6.3% on 894 (56)"
    if way is not None and way * change.direction < 0:
        return False
    if way is None and LEVEL_THEN.search(between):
        return False
    closed = between == "," and letter == "P" and stream.letters[index + 1 : index + 2] in {",", ";", "|", "^", ")"}
    plain = closed or between[-1:] in "(e" or between[-2:] in {"(w", ",e", "eo"}
    return way is not None or plain
