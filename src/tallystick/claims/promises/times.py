"""Times in prose: where they stand, and which period each names as seen from a round.

A time is looked for after the word that places it ("by", "in", "before"), since a bare "2010" or "May" is as often something else.
A text without its year ("Quarter 4", "next month", "in September") is resolved from the round; without a round it names no period.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from tallystick import periods
from tallystick.claims.promises import vocabulary
from tallystick.claims.promises.vocabulary import either, first_words, matches
from tallystick.claims.tokens import Token, cut
from tallystick.periods import Frequency, Period, PeriodError

S = r"\s{1,4}"
YEAR = r"(?:19|20)\d\d(?![\d%]|[,.]\d)"
YEARS = r"(?:19|20)\d\d\s?[-–/]\s?(?:20)?\d\d(?![\d%])"
# With which "later this year" and "next month" begin.
ALONE = ("later", "the", "next", "this", "coming", "current", "following", "forthcoming")
EDGE = (
    rf"(?:(?:very{S})?(?:early|mid|late)(?:-|{S})(?:in{S})?|(?:the{S})?(?:very{S})?"
    rf"(?:end|beginning|start|middle|close|turn){S}of{S}(?:the{S})?|later{S}in{S}(?:the{S})?)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A time where it stands. `start` is that of the word which places it (`placed`, in small letters; empty where none does)."""

    start: int
    end: int
    placed: str
    at: int
    form: str
    words: str


@cache
def forms() -> dict[str, str]:
    """The pattern of each form of a time, in the order in which they are tried."""
    known = vocabulary.words()
    month, season, quarter = either(known.months), either((*known.seasons, *known.feasts)), either(known.quarters)
    in_order, kind = either(known.ordinals), either(known["years"])
    number, unit = either(known.numbers), r"(?:day|week|fortnight|month|quarter|year)"
    ordinal = r"(?:st|nd|rd|th)?"
    return {
        "vague": rf"(?:the{S})?{either(known['vague'])}",
        "date": rf"\d{{1,2}}{ordinal}{S}(?:of{S})?{month}(?:,?{S}{YEAR})?(?!\w)|{month}{S}\d{{1,2}}{ordinal}(?:,?{S}{YEAR})?(?![\w.%,/–-]|{S}{month})"
        rf"|\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d(?![\d.])|(?:19|20)\d\d-\d\d-\d\d(?!\d)",
        "quarter": rf"{EDGE}?(?:(?:quarter|qtr){S}?{quarter}|q\s?[1-4]|{in_order}{S}quarter)(?!\w)"
        rf"(?:,?{S}\(?(?:of{S}|in{S})?(?:the{S})?(?:{YEARS}|{YEAR}|(?:(?:next|this|current|coming){S})?(?:{kind}{S})?year\b))?",
        "half": rf"(?:the{S})?(?:first|second){S}half{S}of{S}(?:the{S})?(?:{YEARS}|{YEAR}|(?:(?:next|this|current|coming){S})?(?:{kind}{S})?year\b)",
        "months": rf"{EDGE}?{month}(?:\s?(?:/|-|–|and|or|to)\s?{month})?(?!\w)(?:,?{S}(?:of{S})?(?:{YEARS}|{YEAR}))?",
        "season": rf"{EDGE}?{season}(?!\w)(?:{S}(?:of{S})?(?:{YEARS}|{YEAR}))?",
        "end": rf"(?:the{S})?end{S}of{S}(?:(?:the|this|next|current|coming){S}){{0,2}}(?:{kind}{S})?(?:year|quarter|month|week)\b"
        rf"|(?:the{S})?(?:{kind}{S})?year(?:-|{S})end\b",
        "later": rf"later{S}(?:in{S})?(?:this{S}|the{S})(?:current{S})?(?:{kind}{S})?(?:year|quarter|month|week)\b",
        "report": rf"(?:the{S})?(?:next|forthcoming){S}(?:(?!(?:week|month|year)\b)[a-z-]{{2,20}}{S}){{0,3}}{either(known['reports'])}\b",
        "next": rf"(?:the{S})?(?:next|this|coming|current|following|forthcoming){S}(?:{kind}{S})?"
        rf"(?:week|fortnight|month|quarter|year|{season}|{month})(?!\w)",
        "within": rf"(?:the{S})?(?:(?:next|coming|following){S})?(?:{number}|\d{{1,2}}){S}{unit}s?(?!\w)(?:['’]?{S}time)?",
        "years": rf"{EDGE}?(?:{kind}{S}year{S})?{YEARS}(?:{S}{kind}{S}year)?",
        "year": rf"{EDGE}?{YEAR}",
    }


class Looked(NamedTuple):
    """A pattern, and the words with which what it finds begins: at others it is not tried."""

    openings: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _patterns() -> tuple[Looked, ...]:
    """Times after the word that places them, those that need none, those of a report, and those at once after "due"."""
    known, found = vocabulary.words(), forms()
    placing = (*known["prepositions"], *known["before"])
    named = "|".join(f"(?P<{name}>{pattern})" for name, pattern in found.items())
    alone = "|".join(f"(?P<{name}>{found[name]})" for name in ("later", "next"))
    gathered = rf"(?={S}(?:[a-z-]{{2,20}}{S}){{0,3}}{either(known['gatherings'])}\b)"
    around, which, of_report = (either(known[name]) for name in ("around", "determiners", "determiners_of_report"))
    determiner = rf"(?:{which}{S})?(?:[a-z]{{2,20}}['’]s{S})?"
    looked = (
        (
            placing,
            rf"(?<!\w)(?P<placed>{either(placing)}){S}(?:{around}{S})?{determiner}(?:{named})",
        ),
        (ALONE, rf"(?<!\w)(?:{alone})"),
        (known["determiners_of_report"], rf"(?<!\w){of_report}{S}(?:{named}){gathered}"),
        (
            known["scheduled"],
            rf"(?<!\w){either(known['scheduled'])}(?:{S}{either(known['date'])})?:?{S}(?:{named})",
        ),
    )
    return tuple(Looked(first_words(openings), re.compile(pattern, re.I)) for openings, pattern in looked)


def mentions(text: str, tokens: Sequence[Token] | None = None) -> list[Mention]:
    """Every time of the text, in order, none inside another. `tokens` are the text's own, where they are known."""
    found: dict[int, Mention] = {}
    reached = -1
    for mention in sorted(_all(text, cut(text) if tokens is None else tokens), key=lambda one: (one.start, -one.end)):
        if mention.at >= reached:
            found[mention.start] = mention
            reached = mention.end
    return list(found.values())


def _all(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    looked = _patterns()
    openings = frozenset[str]().union(*(each.openings for each in looked))
    places = [(token.low, token.start) for token in tokens if token.low in openings]
    for each in looked:
        for match in matches(each.pattern, text, (start for word, start in places if word in each.openings)):
            groups = match.groupdict()
            word = " ".join((groups.pop("placed", None) or "").casefold().split())
            form = next(name for name, words in groups.items() if words is not None)
            start = match.start() if word or each is not looked[-1] else match.start(form)
            yield Mention(start, match.end(), word, match.start(form), form, match[form])


def resolved(mention: Mention, on: Period | date | None) -> Period | None:
    """The period that a time names, as seen from a round or a day; None where it names none that can be told."""
    text = (
        re.sub(r"\s+", " ", mention.words.casefold().replace("–", "-").replace("’", "'")).removeprefix("the ").strip()
    )
    try:
        period = RESOLVERS[mention.form](text, on)
        if (
            period
            and mention.placed in vocabulary.words()["before"]
            and not (mention.form == "report" or "end" in text.split())
        ):
            return _until_before(period)
    except (PeriodError, ValueError, OverflowError):
        return None
    return period


def _until_before(period: Period) -> Period:
    """What comes before a period: the one before it, so that its end is the last day allowed."""
    if period.frequency is Frequency.WAVE:
        return periods.wave(period.start - timedelta(days=1))
    return period.step(-1)


def _base(on: Period | date | None) -> date | None:
    return on.end if isinstance(on, Period) else on


def _parsed(text: str, frequency: Frequency | None = None) -> Period | None:
    try:
        return periods.parse(text, frequency)
    except PeriodError:
        return None


def _date(text: str, on: Period | date | None) -> Period | None:
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof ", "", text).replace(",", "")
    if match := re.fullmatch(r"([a-z]+) (\d{1,2})((?: \d{4})?)", text):
        text = f"{match[2]} {match[1]}{match[3]}"
    if found := _parsed(text, Frequency.WAVE):
        return found
    base = _base(on)
    if base is None:
        return None
    this_year = _parsed(f"{text} {base.year}", Frequency.WAVE)
    return this_year if this_year and this_year.end > base else _parsed(f"{text} {base.year + 1}", Frequency.WAVE)


def _year_of(text: str) -> tuple[str, int | None, bool]:
    """The text without its year, the year's first number, and whether it is a year such as 2009/10."""
    if match := re.search(r"((?:19|20)\d\d)\s?[-/]\s?(?:20)?\d\d$", text):
        return text[: match.start()].strip(" ,"), int(match[1]), True
    if match := re.search(r"((?:19|20)\d\d)$", text):
        return text[: match.start()].strip(" ,"), int(match[1]), False
    return text, None, False


def _edge(text: str) -> tuple[str, str]:
    """The part of the time that is meant ("early", "end of"), and the rest."""
    match = re.match(
        r"(?:the )?(?:very )?(early|mid|late|beginning of|start of|middle of|end of|close of|turn of|later in)[ -](?:in )?(?:the )?",
        text,
    )
    if not match:
        return "", text
    part = {"close of": "end of", "turn of": "end of"}.get(match[1], match[1])
    return part, text[match.end() :]


def _spring(first: int, last: int, year: int) -> Period:
    """From the first of one month to the end of another, which lies in the year after where it comes before the first."""
    return periods.wave(periods.month(year, first).start, periods.month(year + (last < first), last).end)


def _months(text: str, on: Period | date | None) -> Period | None:
    months = vocabulary.words().months
    text, year, financial = _year_of(_edge(text)[1])
    names = [months[name] for name in re.findall(r"[a-z]+", text) if name in months]
    if not names:
        return None
    first, last = names[0], names[-1]
    if financial and year is not None:
        year += first < 4
    if year is None:
        base = _base(on)
        if base is None:
            return None
        year = base.year if (last > base.month or last < first) else base.year + 1
    elif last < first:
        year -= not financial
    return periods.month(year, first) if first == last else _spring(first, last, year)


def _season(text: str, on: Period | date | None) -> Period | None:
    text, year, financial = _year_of(_edge(text)[1])
    word = text.removesuffix(" of").strip()
    if word in vocabulary.words().feasts:
        return _feast(word, year, _base(on))
    if word not in vocabulary.words().seasons:
        return None
    first, last = vocabulary.words().seasons[word]
    if year is not None:
        return _spring(first, last, year + 1 if financial and first < 4 else year)
    base = _base(on)
    if base is None:
        return None
    this_year = _spring(first, last, base.year)
    return this_year if this_year.end > base else _spring(first, last, base.year + 1)


def _feast(word: str, year: int | None, base: date | None) -> Period | None:
    month, day = vocabulary.words().feasts[word]
    if year is None and base is None:
        return None
    found = date(year or (base or date.min).year, month, day)
    return periods.wave(found if year or base is None or found > base else found.replace(year=found.year + 1))


def _financial(on: Period | date | None) -> int | None:
    base = _base(on)
    return None if base is None else base.year - (base.month < 4)


def _year_in(text: str, on: Period | date | None) -> int | None:
    """The financial year that "of the year", "next year" or nothing at all says."""
    year = _financial(on)
    return None if year is None else year + bool(re.search(r"\b(?:next|coming)\b", text))


def _quarter(text: str, on: Period | date | None) -> Period | None:
    text, year, financial = _year_of(_edge(text)[1])
    if year is not None and not financial:
        return None
    numbers = {**vocabulary.words().quarters, **vocabulary.words().ordinals}
    number = next(
        (numbers[word.removeprefix("q")] for word in re.findall(r"\w+", text) if word.removeprefix("q") in numbers),
        None,
    )
    if number is None:
        return None
    if year is not None:
        return periods.quarter(year, number)
    year, base = _year_in(text, on), _base(on)
    if year is None or base is None:
        return None
    found = periods.quarter(year, number)
    return found if found.end > base or "year" in text else found.year_after()


def _half(text: str, on: Period | date | None) -> Period | None:
    text, year, financial = _year_of(text)
    number = 1 if text.startswith("first") else 2
    if year is not None and not financial:
        return _spring(1, 6, year) if number == 1 else _spring(7, 12, year)
    year = year if year is not None else _year_in(text, on)
    return None if year is None else periods.half_year(year, number)


UNITS = {"quarter": Frequency.QUARTER, "month": Frequency.MONTH}


def _of_kind(text: str) -> Frequency:
    known = vocabulary.words()
    if any(name in text for name in known["calendar_years"]):
        return Frequency.CALENDAR_YEAR
    academic = any(name in text for name in known["academic_years"])
    return Frequency.ACADEMIC_YEAR if academic else Frequency.FINANCIAL_YEAR


def _end(text: str, on: Period | date | None) -> Period | None:
    """The year, quarter, month or week that the round ends with, or the next one."""
    base = _base(on)
    if base is None:
        return None
    following = bool(re.search(r"\b(?:next|coming)\b", text))
    if isinstance(on, Period) and not following and text.endswith(("week", "month")):
        return None  # a report on a quarter is written some weeks after it: whose month this is cannot be told
    if text.endswith("week"):
        return _week(base, following)
    unit = next((frequency for name, frequency in UNITS.items() if text.endswith(name)), _of_kind(text))
    return periods.containing(base, unit).step(1 if following else 0)


def _later(text: str, on: Period | date | None) -> Period | None:
    return _end(text.removeprefix("later ").strip(), on)


def _week(base: date, following: bool) -> Period:
    monday = base - timedelta(days=base.weekday() - (7 if following else 0))
    return periods.wave(monday, monday + timedelta(days=6))


def _report(text: str, on: Period | date | None) -> Period | None:
    """A report comes once a round: the next one is that of the next round."""
    return on.step(1) if isinstance(on, Period) and on.frequency is not Frequency.WAVE else None


def _next(text: str, on: Period | date | None) -> Period | None:
    base = _base(on)
    if base is None:
        return None
    known = vocabulary.words()
    word, following = text.split()[-1], not re.match(r"this|current", text)
    if isinstance(on, Period) and not following and word in ("week", "month", "fortnight"):
        return None
    if text.endswith((*known.seasons, *known.feasts)):
        return _season(re.sub(r"^\w+ ", "", text), on)
    if word in known.months:
        return _months(word, on)
    if word == "fortnight":
        return periods.wave(base, base + timedelta(days=14))
    if word == "week":
        return _week(base, following)
    return periods.containing(base, UNITS.get(word, _of_kind(text))).step(1 if following else 0)


def _within(text: str, on: Period | date | None) -> Period | None:
    base = _base(on)
    match = re.search(r"(\d{1,2}|[a-z]+) (day|week|fortnight|month|quarter|year)s?", text)
    if base is None or match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else vocabulary.words().numbers[match[1]]
    days = {"day": 1, "week": 7, "fortnight": 14}
    if match[2] in days:
        return periods.wave(base + timedelta(days=1), base + timedelta(days=days[match[2]] * number))
    length = {"month": 1, "quarter": 3, "year": 12}[match[2]] * number
    ending = periods.containing(base, Frequency.MONTH).step(length)
    last = min(base.day, ending.end.day) if base != periods.containing(base, Frequency.MONTH).end else ending.end.day
    return periods.wave(base + timedelta(days=1), ending.end.replace(day=last))


def _years(text: str, on: Period | date | None) -> Period | None:
    frequency = _of_kind(text)
    pair = re.search(r"((?:19|20)\d\d)\s?[-/]\s?(?:20)?(\d\d)", text)
    if pair is None or (int(pair[1]) + 1) % 100 != int(pair[2]):
        return None
    return _parsed(f"{pair[1]}/{pair[2]}", frequency)


def _year(text: str, on: Period | date | None) -> Period | None:
    part, rest = _edge(text)
    year = int(rest[:4])
    if part and part not in ("end of", "later in"):
        return _spring(*vocabulary.words().parts[part], year)
    return periods.calendar_year(year)


RESOLVERS: dict[str, Callable[[str, Period | date | None], Period | None]] = {
    "vague": lambda text, on: None,
    "date": _date,
    "quarter": _quarter,
    "half": _half,
    "months": _months,
    "season": _season,
    "end": _end,
    "later": _later,
    "report": _report,
    "next": _next,
    "within": _within,
    "years": _years,
    "year": _year,
}
