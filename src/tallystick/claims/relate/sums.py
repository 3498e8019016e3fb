"""Parts that should add up: to a total, or to a hundred per cent.

A sum that the text announces ("a total of", "comprising", "=") is firm when its parts are one plain list. Without such a
word an exact sum of neighbouring figures can confirm, and nothing else follows.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from tallystick.claims.model import Kind, Number, Relation
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued

LINK = r"[^CMPQKR|^#fkcABXVOWIrhud]"
FROM = LINK.replace("f", "")  # "made up of £3m from fees and £2m from grants"
LIST = rf"[CM](?>{LINK}{{0,9}}?\(?P?\)?{LINK}{{0,6}}?[,;a:+-]{LINK}{{0,7}}?[CM]){{1,14}}"

# In each the `total` and its `parts`; of those with the total first also the `link` between them.
TOTAL_FIRST = (
    cued(rf"T[ob]?[wi]{{0,2}}(?P<total>[CM])(?P<link>{LINK}{{0,8}}?[:(S-]){LINK}{{0,5}}?(?P<parts>{LIST})", "T"),
    cued(
        rf"T[ob]?[wi]{{0,2}}(?P<total>[CM])(?P<link>{LINK}{{0,8}}?,){LINK}{{0,5}}?(?P<parts>{LIST})(?=[^{NUMBERS}|^#;,a]{{0,6}}[|^])",
        "T",
    ),
    cued(
        rf"(?P<total>[CM]){LINK}{{0,6}}?T?(?P<link>{LINK}{{0,4}}?S){FROM}{{0,4}}?(?P<parts>[CM](?>{FROM}{{0,9}}?\(?P?\)?{FROM}{{0,6}}?[,;a:+-]{FROM}{{0,7}}?[CM]){{1,14}})",
        "S",
    ),
    cued(rf"(?P<total>[CM]){LINK}{{0,6}}?(?P<link>[(:-])(?:y{{0,2}},?)[w!]{{0,3}}(?P<parts>{LIST})", "(:-"),
    cued(
        rf"(?P<total>[CM]){LINK}{{0,6}}?(?P<link>:)(?P<parts>[CM](?>fw{{1,4}}[,;a]{{1,2}}[CM]){{1,9}})(?=fw{{1,4}}[|^])",
        ": f",
    ),
    cued(rf"(?P<total>[CM])(?P<link>e)(?P<parts>{LIST})", "e"),
    cued(
        rf"(?:(?<=[|^;:,(#a])|^)w?[oO]w{{0,2}}(?P<total>[CM]){LINK}{{0,6}}?(?P<link>,){LINK}{{0,4}}?(?P<parts>{LIST})",
        "oO CM",
    ),
)
SHARES_OF_SHARE = (
    cued(rf"(?P<total>P){LINK}{{0,6}}?S{LINK}{{0,4}}?(?P<parts>P(?>{LINK}{{0,9}}?[,;a+]{LINK}{{0,7}}?P){{1,8}})", "S"),
    cued(
        rf"(?P<parts>P(?>{LINK}{{0,9}}?[,;a+]{LINK}{{0,7}}?P){{1,8}}){LINK}{{0,8}}?[,;(]?w?[Te]?T[ob]?[wi]{{0,2}}(?P<total>P)",
        "T",
    ),
)
TOLD = (
    cued(
        rf"(?P<total>P)(?P<told>{LINK}{{0,6}}?[(:]w{{0,2}})(?P<parts>P(?>[wyi]{{0,6}}[,;a+]{{1,2}}[wyi]{{0,4}}P){{1,5}})[wyi]{{0,5}}(?=[)|^]|$)",
        "(:",
    ),
    cued(r"(?P<parts>P(?>[wyi]{0,6}[,;a+]{1,2}[wyi]{0,4}P){1,5})(?P<told>[wyi]{0,6}e[wo]{0,2})(?P<total>P)", "e P"),
    cued(r"(?P<parts>P(?>[wyi]{0,6}[,;a+]{1,2}[wyi]{0,4}P){1,5})(?P<told>[wyi]{0,6}[,:-]w?)(?P<total>P)w?T", "T"),
)
TOTAL_LAST = (
    cued(rf"(?P<parts>{LIST}){LINK}{{0,8}}?[,;(|-]?{SOFT}{{0,2}}T[obt]?[wi]{{0,3}}o?(?P<total>[CM])", "T", across=True),
    cued(rf"(?P<parts>{LIST}){LINK}{{0,8}}?,?e[wo]{{0,2}}T?o?(?P<total>[CM])T", "T"),
    cued(rf"(?P<parts>{LIST}){LINK}{{0,8}}?[,:;-](?:e|w)?(?P<total>[CM])[wa]{{0,4}}T", "T"),
    cued(r"(?P<parts>[CM](?>[a]w{0,2}[CM]){1,12})[wo]{0,5}e(?P<total>[CM])", "e"),
)
# "so 154 households in temporary accommodation altogether"; "which gives 2,500 valid votes".
GIVEN = (
    cued(
        rf"(?P<parts>{LIST}){LINK}{{0,9}}?[,;(-](?:qe|[ew]{{1,2}})(?P<total>[CM])(?P<said>[wni]{{1,7}}T)(?=[|^,;)]|$)",
        "T",
    ),
    cued(rf"(?P<parts>{LIST}){LINK}{{0,9}}?[,;(-]qe(?P<total>[CM])(?P<said>)(?![wn]{{0,3}}[pGLNlm])", "q e"),
)
FOR_EACH = re.compile("p[ow]{0,3}$")  # "one for each of the 12 flats"
OF_ANOTHER_TIME = re.compile(r"\(y{1,2}:$")  # "6.9% (2022/23: 7.4), made up of": a figure set beside the total


def relations(stream: Stream) -> Iterator[Relation]:
    """Sums and hundreds."""
    yield from _announced(stream)
    yield from _given(stream)
    yield from _of_shares(stream)
    yield from _told_shares(stream)
    yield from _silent(stream)
    yield from _hundreds(stream)
    yield from _rest_of_hundred(stream)
    yield from _over_a_hundred(stream)


def _announced(stream: Stream) -> Iterator[Relation]:
    for match in stream.matches(*TOTAL_FIRST, *TOTAL_LAST):
        total = match.start("total")
        if OF_ANOTHER_TIME.search(stream.letters, max(0, total - 4), total):
            continue
        parts = [index for index in range(match.start("parts"), match.end("parts")) if stream.letters[index] in "CM"]
        link = match.groupdict().get("link")
        sign = link[-1:] if link else ""
        whole_set = _is_whole_set(stream, parts, match.end("parts"))
        told = link is None or sign in "Se" or (_says_total(match) and sign != ",")
        if not told and (sign != "," or _says_total(match)):
            told = _is_full(stream, total, parts, sign, whole_set)
        _, end = stream.bounds(stream.sentence(match.end() - 1))
        plain = _is_plain(stream, max(0, min(total, parts[0]) - 4), min(end, match.end() + 8))
        firm = told and plain and _firm_list(stream, parts, match.end("parts"))
        firm = firm and not _is_one_of_several(stream, sign, total, parts[0])
        firm = firm and not any(stream.letters[part + 1 : part + 2] in {"m", "l"} for part in parts)
        firm = firm and not any(FOR_EACH.search(stream.letters, max(0, part - 4), part) for part in parts)
        firm = firm and not (len(parts) == 2 and _is_of_other(stream, parts[-1], total))
        firm = firm or (whole_set and _exceed(stream, parts, stream.number(total).value))
        yield from _sum(stream, total, parts, firm, bound=sign == "S")
        yield from _offset(stream, total, parts)


def _offset(stream: Stream, total: int, parts: list[int]) -> Iterator[Relation]:
    """ "£2.7m: £1.9m on placements and £1.1m on learning disability, offset by £0.3m of vacancies": the last of all is taken away."""
    *added, taken = parts
    if len(added) < 2 or stream.words.relating.offsetting.isdisjoint(stream.said(added[-1], taken)):
        return
    if stream.claims(taken + 1, stream.bounds(stream.sentence(taken))[1]):
        return
    whole, numbers = stream.number(total), tuple(map(stream.number, parts))
    left = sum(stream.values[index] for index in added) - stream.values[taken]
    if all(alike(whole, number) for number in numbers):
        firm = total < added[0] and 0.75 <= left / max(stream.values[total], 1e-9) <= 1.34
        yield Relation(Kind.SUM_OF_PARTS, "signed", whole, numbers, 0, firm, words="+" * len(added) + "-")


def _is_one_of_several(stream: Stream, sign: str, total: int, first: int) -> bool:
    """ "Every five or six years, but the two weeks"; "grants (£41.8bn), tax (£19.2bn …)", "33,870, followed by Hale (19,455), Mill Lane
    (12,060)": a choice, and a list of which it is one."""
    if sign == "e":
        return not stream.words.others.either.isdisjoint(stream.said(total + 1, first))
    return sign == "(" and (")" in stream.between(total, first) or stream.letters[first + 1 : first + 2] == ")")


def _given(stream: Stream) -> Iterator[Relation]:
    """ "58 in bed and breakfast and 96 in our own hostels, so 154 households altogether"."""
    for match in stream.matches(*GIVEN):
        parts = [index for index in range(match.start("parts"), match.end("parts")) if stream.letters[index] in "CM"]
        total, end = match.start("total"), match.end("parts")
        follows = "q" in stream.letters[end:total] or "e" in stream.letters[total - 1 : total]
        follows = follows or not set(stream.said(total - 2, total)).isdisjoint(stream.words.together)
        reached = sum(stream.values[index] for index in parts) / max(stream.values[total], 1e-9)
        after = stream.said(total + 1, min(total + 5, len(stream.letters)))
        plain = _is_plain(stream, max(0, parts[0] - 4), total) and _firm_list(stream, parts, end)
        plain = plain and stream.words.relating.for_each.isdisjoint(after)  # "which makes 80 homes a year"
        firm = follows and plain and 0.75 <= reached <= 1.34 and (len(parts) > 2 or bool(match.group("said")))
        yield from _sum(stream, total, parts, firm, False)


OWN_SUBJECT = re.compile(r"[^|^]{0,9}[|^]w{1,2}T")


def _is_of_other(stream: Stream, last: int, total: int) -> bool:
    """ "She watched 14 lessons, and behaviour is graded 2. Suspensions came to 18": a total in another sentence of something else."""
    own = OWN_SUBJECT.match(stream.letters, last + 1, max(total, last + 1))
    if own is None:
        return False
    said = set(stream.said(own.end() - 3, own.end() - 1))
    return said.isdisjoint(stream.words.pointing | stream.words.results | stream.words.together)


def _is_plain(stream: Stream, first: int, last: int) -> bool:
    """No word says that the parts are taken from one another; "between April and March" is a time, and "divided between" no gap."""
    said = set(stream.said(first, last)) & stream.words.no_plain_sum
    return not said or (
        said <= stream.words.relating.shared and re.search("S|w[y]w{0,2}ay", stream.letters[first:last]) is not None
    )


def _of_shares(stream: Stream) -> Iterator[Relation]:
    """ "74%, made up of 26% very satisfied and 48% fairly satisfied"."""
    for match in stream.matches(*SHARES_OF_SHARE):
        span = range(match.start("parts"), match.end("parts"))
        parts = tuple(stream.number(index) for index in span if stream.letters[index] == "P")
        total = stream.number(match.start("total"))
        if total.value != 100:
            yield Relation(Kind.SUM_OF_PARTS, "parts", total, parts, 0, total.value > max(part.value for part in parts))


def _told_shares(stream: Stream) -> Iterator[Relation]:
    """ "83% are satisfied (39% very and 44% fairly)"; "39% very and 44% fairly satisfied make 83%"."""
    for match in stream.matches(*TOLD):
        span = range(match.start("parts"), match.end("parts"))
        parts = tuple(stream.number(index) for index in span if stream.letters[index] == "P")
        total, reached = stream.number(match.start("total")), sum((part.value for part in parts), Decimal(0))
        if total.value != 100 and total.value > max(part.value for part in parts):
            yield Relation(Kind.SUM_OF_PARTS, "parts", total, parts, 0, abs(reached - total.value) <= 6)


def _is_full(stream: Stream, total: int, parts: list[int], sign: str, whole_set: bool) -> bool:
    """Three parts or more after a colon or in brackets, all but adding up: a list meant to be complete."""
    sort = stream.number(total).sort
    reached = sum(float(stream.number(index).value) for index in parts if stream.number(index).sort is sort)
    most = {":": 0.25, "(": 0.2, "-": 0.2, ",": 0.05 if "a" in stream.letters[parts[-2] : parts[-1]] else 0.0}.get(
        sign, 0.0
    )
    return (len(parts) > 2 or whole_set) and abs(reached / max(float(stream.number(total).value), 1e-9) - 1) <= most


def _says_total(match: "re.Match[str]") -> bool:
    return match.group(0)[:1] == "T"


def _firm_list(stream: Stream, parts: list[int], end: int) -> bool:
    """One plain list, not followed by more of it."""
    after = stream.letters[end : end + 6].split("|")[0]
    return (
        not set(stream.letters[parts[0] : end + 2]) & set("Iv")
        and "W" not in after
        and not re.match(r"[wyLN]{0,4}[a,]w{0,3}r", after)
    )


def _exceed(stream: Stream, parts: list[int], whole: Decimal) -> bool:
    """Parts may leave out those not known; they cannot come to more than the whole."""
    return sum((stream.number(index).value for index in parts), Decimal(0)) > whole


def _is_whole_set(stream: Stream, parts: list[int], end: int) -> bool:
    """Do the labels name everything there is: green, amber and red; women and men?"""
    said = set(stream.said(max(0, parts[0] - 3), min(end + 4, len(stream.letters))))
    return any(labels <= said and len(labels) == len(parts) for labels in stream.words.whole_sets)


def _sum(stream: Stream, total: int, parts: list[int], firm: bool, bound: bool) -> Iterator[Relation]:
    whole = stream.number(total)
    numbers = tuple(stream.number(index) for index in parts)
    reached = sum(stream.values[index] for index in parts) / max(stream.values[total], 1e-9)
    firm = firm and 0.5 <= reached <= 2
    if len(numbers) > 1 and all(alike(whole, number) for number in numbers):
        yield Relation(Kind.SUM_OF_PARTS, "parts", whole, numbers, 0, firm, bound=bound and firm)


def _silent(stream: Stream) -> Iterator[Relation]:
    """A number of some size that is exactly the sum of those listed right before or after it."""
    order = [index for index in stream.order if stream.letters[index] in "CM"]
    for place, index in enumerate(order):
        if stream.number(index).value >= 100:
            yield from _run(stream, index, order[place + 1 : place + 9])
            yield from _run(stream, index, order[max(0, place - 8) : place][::-1])


def _run(stream: Stream, index: int, others: list[int]) -> Iterator[Relation]:
    whole, reached = stream.number(index), Decimal(0)
    parts: list[int] = []
    for other in others:
        number = stream.number(other)
        if number.value <= 2 and stream.numbers[other].worded:
            continue  # "option two: 324,000 and 287,000"
        if not alike(whole, number) or number.value <= 2 or not _listed(stream, index, parts, other):
            return
        parts.append(other)
        reached += number.value
        if reached >= whole.value:
            break
    if reached == whole.value and len(parts) > 1:
        yield Relation(
            Kind.SUM_OF_PARTS, "parts", whole, tuple(stream.number(part) for part in sorted(parts)), 0, False
        )


def _listed(stream: Stream, index: int, parts: list[int], other: int) -> bool:
    """Do the parts stand in one sentence, the total in it or next to it, with no word of change or comparison between?"""
    near = parts[-1] if parts else index
    between = stream.letters[min(near, other) : max(near, other) + 2]
    if set(between) & set("fcABudhvDe#") or abs(other - near) > 30:
        return False
    if not parts:
        return abs(stream.sentence(other) - stream.sentence(index)) <= 1
    return stream.sentence(other) == stream.sentence(near)


SHARES = cued(rf"P(?:\([CM]\))?(?>{SOFT}{{0,12}}?[,;a(:-]{SOFT}{{0,10}}?P){{1,9}}", "P")


def _hundreds(stream: Stream) -> Iterator[Relation]:
    """Shares of one whole in one sentence, where the words say that they are all of it."""
    for match in stream.matches(SHARES):
        places = [index for index in range(match.start(), match.end()) if stream.letters[index] == "P"]
        if (
            stream.number(places[-1]).value == 100
            and "T" in stream.letters[places[-2] : places[-1]]
            and len(places) > 2
        ):
            yield _of_hundred(stream, places[:-1], True)
            continue
        exact = _exact_run(stream, places)
        whole = exact or places
        if _not_shares(stream, whole[0], whole[-1]) or any(stream.number(index).value < 0 for index in whole):
            continue
        if exact:
            yield _of_hundred(stream, exact, False)
        else:
            yield from _inexact(stream, places)


REST = cued(r"r[wo]{0,3}(?P<rest>P)|r[wo]{0,2},(?P<rest2>P)", "r")


def _rest_of_hundred(stream: Stream) -> Iterator[Relation]:
    """ "46% ..., 21%, 18% and 12%. The remaining 3%": what a hundred leaves, also over a full stop."""
    for match in stream.matches(REST):
        rest = match.start("rest") if match.group("rest") else match.start("rest2")
        first, _ = stream.bounds(stream.sentence(rest))
        own = [index for index in stream.claims(max(first, rest - 90), rest) if stream.letters[index] == "P"]
        places = own or [index for index in stream.before(first) if stream.letters[index] == "P"]
        if not places or len(places) > 9:
            continue
        reached = sum((stream.number(index).value for index in (*places, rest)), Decimal(0))
        plain = len(places) > 1 and not _not_shares(stream, places[0], places[-1])
        if reached == 100 or (plain and not own and abs(reached - 100) <= 15):
            yield _of_hundred(stream, [*places, rest], plain and not own)


# Three shares or more that pass a hundred by more than rounding, and by no more than this, are of one whole; where each could give
# several answers they come to much more. No two of them stand further apart than so many letters.
OVER, APART, MOST_SHARES = 112, 14, 8


def _over_a_hundred(stream: Stream) -> Iterator[Relation]:
    """ "54% used them weekly, 27% monthly and 29% hardly ever": the shares of a sentence, in one list, that come to a little too much."""
    for sentence in sorted({stream.sentence(index) for index in stream.order if stream.letters[index] == "P"}):
        shares = [index for index in stream.claims(*stream.bounds(sentence)) if stream.letters[index] == "P"]
        if not 2 < len(shares) <= MOST_SHARES or "a" not in stream.between(shares[-2], shares[-1]):
            continue
        worded = any(stream.numbers[index].worded for index in shares)
        if worded or _not_shares(stream, shares[0], shares[-1]):
            continue
        reached = sum(stream.values[index] for index in shares)
        close = all(other - one <= APART for one, other in pairwise(shares))
        if close and 100 + len(shares) / 2 < reached <= OVER:
            yield _of_hundred(stream, shares, True)


def _exact_run(stream: Stream, places: list[int]) -> list[int]:
    """The longest run of neighbours that makes a hundred."""
    for first in range(len(places)):
        reached = Decimal(0)
        for last in range(first, len(places)):
            reached += stream.number(places[last]).value
            if reached == 100 and last > first:
                return places[first : last + 1]
    return []


OF_THE_REST = re.compile("[oO]w?r")  # "among the rest, 61% did": another whole


def _inexact(stream: Stream, places: list[int]) -> Iterator[Relation]:
    first, end = stream.bounds(stream.sentence(places[0]))
    shares = [stream.number(index) for index in places]
    between = stream.between(places[-2], places[-1])
    rest = ("r" in between and not OF_THE_REST.search(between)) or _has_residue(stream, places, shares)
    said_whole = rest or (_is_labelled(stream, places) and _exceed(stream, places, Decimal(100)))
    split = set(stream.letters[first : places[-1] + 3]) & set("SW")
    whole = sum((share.value for share in shares), Decimal(0))
    if len(shares) > 2 and "S" in stream.letters[max(first, places[0] - 6) : places[0]] and abs(whole - 100) <= 15:
        said_whole = True  # "The split is 41% rent, 34% own and 25% other"
    if len(shares) > 2 and abs(whole - 100) <= 15 and _are_all(stream, places):
        said_whole = True
    if said_whole or (split and len(shares) > 2) or _close(shares):
        yield _of_hundred(stream, places, said_whole and end - first < 90)


def _are_all(stream: Stream, places: list[int]) -> bool:
    """ "In one of four ways: 52%, 31%, 14% and 3%": as many as there are said to be, in the sentence or at the end of the one before."""
    first, _ = stream.bounds(stream.sentence(places[0]))
    before = [*stream.before(first)[-1:], *stream.claims(first, places[0])][-2:]
    return any(
        stream.values[index] == len(places) and not stream.words.partings.isdisjoint(stream.said(index + 1, index + 3))
        for index in before
    )


def _has_residue(stream: Stream, places: list[int], shares: list[Number]) -> bool:
    """Three shares or more that come near a hundred, the last of them of those who chose none of the others."""
    said = " ".join(stream.said(places[-2] + 1, places[-1] + 8))
    near = len(shares) > 2 and abs(sum((share.value for share in shares), Decimal(0)) - 100) <= 25
    if near and any(phrase in said for phrase in stream.words.all_else):
        return True
    near = near and _exceed(stream, places, Decimal(100))
    return near and any(phrase in said for phrase in stream.words.residues)


def _is_labelled(stream: Stream, places: list[int]) -> bool:
    """ "62% agreed and 38% disagreed"; but "63% of girls and 48% of boys" are shares of two wholes."""
    labels = []
    for index in places:
        if stream.letters[index + 1 : index + 2] == "o":
            return False
        labels.append(set(stream.said(index + 1, index + 5)))
    return any(
        len(whole) == len(places) and all(whole & said for said in labels) and whole <= set().union(*labels)
        for whole in stream.words.whole_sets
    )


def _of_hundred(stream: Stream, places: list[int], firm: bool) -> Relation:
    shares = tuple(stream.number(index) for index in places)
    return Relation(Kind.PERCENTAGES_SUM, "hundred", shares[-1], shares, 0, firm)


def _not_shares(stream: Stream, first: int, last: int) -> bool:
    """Changes, comparisons and targets are no parts of one whole."""
    inside = (
        re.split("[,;:]", stream.letters[max(0, first - 3) : first])[-1]
        + stream.letters[first : last + 4].partition("|")[0]
    )
    return bool(set(inside) & set("fcABkudhGts"))


def _close(shares: list[Number]) -> bool:
    """Three or more that miss a hundred by no more than rounding does."""
    return len(shares) > 2 and abs(sum((share.value for share in shares), Decimal(0)) - 100) <= 1
