"""Lists whose total stands before them, in another sentence or after: points below one another, what meets a cost, what takes away.

As in "The overspend is £2.4m. It is made up of:" with a line for each service, of which some are under, "the £8.8m cost is to be met by a grant
of £5.2m, …" and "Insurance, £3.2m; Rates, £5.5m; Transformation, £7.1m. Reserves thus total £15.8m".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream, cued

POINT = r"[ \t]*(?:[-•*–·]|\(?[0-9a-z]{1,2}[.)])[ \t]++[^\n]++"
POINTS = re.compile(rf":[ \t]*\n(?:[ \t]*\n)?(?P<items>{POINT}(?:\n{POINT}){{1,13}})")
MOST_BACK = 60
# "Funded by a grant of £5.2m, contributions of £1.7m and borrowing of £1.5m".
MET = re.compile("w[bf]")
# Between two figures stands one gap that no figure can be part of, so that there is one way to read a run; what is in it is asked after.
RUN = re.compile(r"[^CMPQKR|^#cudS]{0,9}(?P<parts>M(?:[^CMPQKR|^#cudS]{1,18}M){1,7})[^CMPQKR|^#]{0,14}(?:[|^]|$)")
# "Insurance, £3.2m; Rates, £5.5m; and Transformation, £7.1m. Earmarked reserves thus totalled £15.8m".
TOTALLED = cued(
    r"(?P<parts>[CM](?:[^CMPQKR|^#cudfkABXV]{1,17}[CM]){1,9})[^CMPQKR|^#cudfkABXV]{0,6}[|^]"
    r"(?P<said>[^CMPQKR|^#cudfkABXV]{1,5}?)T[ob]?[wi]{0,2}(?P<total>[CM])(?!T)",
    "T",
    across=True,
)
# "Education: 1,420", "Highways: 918", a line each, and "All purposes: 2,338" below them.
LINES = re.compile(
    r"(?<=\^)(?P<parts>[wna]{1,6}:?[CM](?>\^[wna]{1,6}:?[CM]){2,13})\^(?P<all>[wT])[wna]{0,4}:?(?P<total>[CM])(?=[|^]|$)"
)
# "402,000 in the first half and 391,000 in the second, 793,000 for the year"; "over the year there were 793,000, 402,000 in the first half …".
TIMES = r"(?P<parts>[CM]w{0,2}n[wyN]{1,4}(?:[,;a]{1,2}[CM]w{0,2}n[wyN]{1,4}){1,11})"
SPANNED = cued(
    rf"{TIMES}[,;(:-]{{1,2}}[qwe]{{0,3}}(?P<total>[CM])w{{0,2}}?(?P<span>[wn][wyLNC]{{1,3}})(?=[|^,;)]|$)", "n"
)
SPAN_FIRST = cued(rf"(?P<total>[CM])(?P<span>[wyLNn]{{0,6}}?)[,;(:-]{{1,2}}{TIMES}(?=[|^,;)]|$)", "n")
LONGEST = 5
NEAR = (0.9, 1.1)
PARTED = re.compile(r"[,;a]")


def relations(stream: Stream) -> Iterator[Relation]:
    """Every list with its total."""
    yield from _points(stream)
    yield from _met(stream)
    yield from _totalled(stream)
    yield from _all_lines(stream)
    yield from _spanned(stream)


def _points(stream: Stream) -> Iterator[Relation]:
    """Lines below one another, each of them a part of what the line before them gives."""
    for match in POINTS.finditer(stream.text):
        items = _first_of_lines(stream, match)
        if len(items) < 2 or not all(alike(stream.number(items[0]), stream.number(each)) for each in items[1:]):
            continue
        lead = _at(stream, match.start())
        at = bisect_left(stream.order, lead)
        before = [each for each in stream.order[max(0, at - 6) : at] if items[0] - each <= MOST_BACK]
        before = [each for each in before if alike(stream.number(each), stream.number(items[0]))]
        told = "S" in stream.letters[max(0, lead - 8) : lead + 1]
        signs = [_way(stream, each) for each in items]
        for place, total in enumerate(reversed(before)):
            yield _sum(stream, total, items, signs, told and not place)


def _first_of_lines(stream: Stream, match: "re.Match[str]") -> list[int]:
    """The first figure of each line; none if a line has no figure that may be a part."""
    found, start = [], match.start("items")
    for line in match.group("items").split("\n"):
        at = bisect_left(stream.order, start, key=lambda index: stream.number(index).start)
        own = [each for each in stream.order[at : at + 3] if stream.number(each).start < start + len(line)]
        sizes = [each for each in own if stream.letters[each] in "CM"]
        if not sizes:
            return []
        found.append(sizes[0])
        start += len(line) + 1
    return found


def _at(stream: Stream, offset: int) -> int:
    """The letter at an offset of the text."""
    token = bisect_left(stream.tokens, offset, key=lambda each: each.start)
    return bisect_left(stream.places, token)


def _way(stream: Stream, index: int) -> int:
    """Whether the words after a figure say that it is over (1) or under (-1)."""
    if stream.number(index).value < 0:
        return -1
    words = stream.words
    for low in stream.said(index + 1, min(index + 4, len(stream.letters))):
        if low in words.under or low in words.over:
            return -1 if low in words.under else 1
        if low in {",", ";", "\n", "."}:
            break
    for low in stream.said(max(0, index - 2), index):
        if low in words.under or low in words.over:
            return -1 if low in words.under else 1
    return 0


def _sum(stream: Stream, total: int, parts: list[int], signs: list[int], told: bool) -> Relation:
    whole = stream.number(total)
    numbers = tuple(stream.number(each) for each in parts)
    if 1 in signs and -1 in signs:
        way = _way(stream, total) or 1
        marks = "".join("-" if (sign or 1) != way else "+" for sign in signs)
        left = abs(sum((sign or 1) * abs(stream.values[each]) for sign, each in zip(signs, parts, strict=True)))
        firm = told and 0 not in signs and 0.5 <= left / max(abs(stream.values[total]), 1e-9) <= 2
        return Relation(Kind.SUM_OF_PARTS, "signed", whole, numbers, 0, firm, words=marks, bound=firm)
    reached = sum(stream.values[each] for each in parts) / max(stream.values[total], 1e-9)
    firm = told and 0.5 <= reached <= 2
    return Relation(Kind.SUM_OF_PARTS, "parts", whole, numbers, 0, firm, bound=firm)


def _met(stream: Stream) -> Iterator[Relation]:
    """A cost and all that it is met by."""
    for match in MET.finditer(stream.letters):
        at, start = stream.places[match.start()], match.end()
        if stream.tokens[at].low not in stream.words.meeting:
            continue
        partly = at > 0 and stream.tokens[at - 1].low in stream.words.partly
        run = RUN.match(stream.letters, start)
        if run is None or not _is_parted(run.group("parts")):
            continue
        first, _ = stream.bounds(stream.sentence(max(0, start - 1)))
        before = [each for each in stream.claims(first, start) if stream.letters[each] == "M"]
        if len(before) != 1:
            continue
        parts = [each for each in range(run.start("parts"), run.end("parts")) if stream.letters[each] == "M"]
        reached = sum(stream.values[each] for each in parts) / max(stream.values[before[0]], 1e-9)
        _, end = stream.bounds(stream.sentence(parts[-1]))
        left = set(stream.letters[parts[-1] : min(end, parts[-1] + 14)]) & set("rUDv")
        ended = "a" in stream.letters[parts[-2] : parts[-1]] and not left and not partly
        near = 0.75 <= reached <= 1.34 if len(parts) > 2 else 0.9 <= reached <= 1.12
        numbers = tuple(stream.number(each) for each in parts)
        yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(before[0]), numbers, 0, ended and near)


def _is_parted(run: str) -> bool:
    """Has each gap between two figures a comma, a semicolon or an "and"?"""
    return all(PARTED.search(gap) for gap in re.split("[CM]", run)[1:-1])


def _totalled(stream: Stream) -> Iterator[Relation]:
    """What the list of the sentence before comes to, where a word says that it follows, or how many there are."""
    for match in stream.matches(TOTALLED):
        if not _is_parted(match.group("parts")):
            continue
        total = match.start("total")
        parts = [each for each in range(match.start("parts"), match.end("parts")) if stream.letters[each] in "CM"]
        while len(parts) > 2 and not alike(stream.number(parts[0]), stream.number(total)):
            parts = parts[1:]  # "three reserves only: £3.2m, …"
        if not all(alike(stream.number(each), stream.number(total)) for each in parts):
            continue
        first, _ = stream.bounds(stream.sentence(parts[0]))
        many = [stream.values[each] for each in stream.claims(max(first, parts[0] - 12), parts[0])]
        follows = not stream.words.results.isdisjoint(stream.said(match.start("said"), total - 1))
        reached = sum(stream.values[each] for each in parts) / max(stream.values[total], 1e-9)
        firm = (follows or many == [len(parts)]) and len(parts) > 2 and 0.75 <= reached <= 1.34
        yield Relation(
            Kind.SUM_OF_PARTS, "parts", stream.number(total), tuple(stream.number(each) for each in parts), 0, firm
        )


def _all_lines(stream: Stream) -> Iterator[Relation]:
    """Lines of a name and a figure each, the last of them for all."""
    for match in LINES.finditer(stream.letters + "^"):
        total = match.start("total")
        said = next(iter(stream.said(match.start("all"), total)), "")
        parts = [each for each in range(match.start("parts"), match.end("parts")) if stream.letters[each] in "CM"]
        if said not in stream.words.relating.list_totals or not all(
            alike(stream.number(each), stream.number(total)) for each in parts
        ):
            continue
        reached = sum(stream.values[each] for each in parts) / max(stream.values[total], 1e-9)
        firm = 0.75 <= reached <= 1.34
        numbers = tuple(stream.number(each) for each in parts)
        yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(total), numbers, 0, firm)


def _spanned(stream: Stream) -> Iterator[Relation]:
    """Figures of parts of a time, and what they come to for the whole of it."""
    for match in stream.matches(SPANNED):
        said = stream.said(*match.span("span"))
        yield from _of_times(stream, match, [said] if said[-1] in stream.words.filling else [])
    for match in stream.matches(SPAN_FIRST):
        first, _ = stream.bounds(stream.sentence(match.start("total")))
        yield from _of_times(stream, match, list(_spans(stream, stream.said(first, match.end("span")))))


def _spans(stream: Stream, said: list[str]) -> Iterator[list[str]]:
    """What is said from "in" or "over" to the next time: "in the first six months"."""
    for first, word in enumerate(said):
        until = next((at for at, each in enumerate(said) if at > first and each in stream.words.filling), None)
        if word in stream.words.spanning and until is not None and until - first < LONGEST:
            yield said[first : until + 1]


def _of_times(stream: Stream, match: "re.Match[str]", spans: list[list[str]]) -> Iterator[Relation]:
    """The parts of a match with their total, firm where one of the times that are told has just so many parts."""
    total = stream.number(match.start("total"))
    parts = [each for each in range(*match.span("parts")) if stream.letters[each] in "CM"]
    numbers = tuple(stream.number(each) for each in parts)
    if all(alike(each, total) for each in numbers):
        reached = sum(stream.values[each] for each in parts) / max(stream.values[match.start("total")], 1e-9)
        named = {"month" if word in stream.words.months else word for word in stream.said(parts[0], match.end("parts"))}
        firm = NEAR[0] <= reached <= NEAR[1] and any(_fill(stream, len(parts), named, span) for span in spans)
        yield Relation(Kind.SUM_OF_PARTS, "parts", total, numbers, 0, firm)


def _fill(stream: Stream, many: int, named: set[str], said: list[str]) -> bool:
    """Has such a time so many parts: four quarters of "the year", two of "the six months", or as many as are said: "the three years"?"""
    words, unit = stream.words, "half" if "half" in said else said[-1]
    if said[0] not in words.spanning:
        return False
    told = {words.numbers[word] for word in said if word in words.numbers}
    if many in (told or {words.filling[unit][part] for part in named & words.filling[unit].keys()}):
        return True
    a_year, parts = words.in_a_year.get(unit.rstrip("s"), (0,))[0], named & words.in_a_year.keys()
    return any(many * a_year == each * words.in_a_year[part][0] for each in told for part in parts)
