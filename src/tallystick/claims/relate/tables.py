"""Small tables set in text, with tabs or upright strokes between their cells.

A row called "Total" must be the sum of the rows above it; a column of per cents or of changes is held against the columns
that most of its rows follow, so that what a heading leaves unsaid is learnt from the table itself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise

from tallystick.claims.model import Interval, Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream
from tallystick.claims.words import Rows

SIGNS = "\t|"
MOST_COLUMNS = 12
BRACKETS = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a row's cells in lower case, and the number of each cell that is one."""

    cells: tuple[str, ...]
    numbers: tuple[Number | None, ...]

    @property
    def label(self) -> str:
        """What the row is called."""
        return self.cells[0]


def relations(stream: Stream) -> Iterator[Relation]:
    """Every sum, share and change that the tables in a text state."""
    words = stream.words.rows
    for rows in _tables(stream):
        heads, body = _parted(rows, words)
        yield from _totals(heads, body, words)
        yield from _shares(heads, body, words)
        yield from _changes(heads, body, words)
        yield from _rows(heads, body, words)
        yield from _down(heads, body, words)
        yield from _for_one(heads, body, words)
        yield from _carried(body, words)
        yield from _summed_after(stream, body)


AFTER = 6


def _summed_after(stream: Stream, body: list[Row]) -> Iterator[Relation]:
    """ "Taken together the groups rose from 4,220 to 4,276": the sums of columns, told below the table."""
    last = max((number.start for row in body for number in row.numbers if number is not None), default=-1)
    place = bisect_left(stream.order, last, key=lambda index: stream.number(index).start) + 1
    told = [stream.number(index) for index in stream.order[place : place + AFTER]]
    for column in range(1, max((len(row.cells) for row in body), default=1)) if told and len(body) > 1 else ():
        parts = tuple(number for row in body if (number := row.numbers[column]) is not None)
        if (
            len(parts) == len(body)
            and all(alike(parts[0], part) for part in parts)
            and parts[0].sort is not Sort.PERCENTAGE
        ):
            total = sum(part.value for part in parts)
            for one in told:
                if one.value == total and alike(one, parts[0]):
                    yield Relation(Kind.SUM_OF_PARTS, "parts", one, parts, 0, False)


def _rows(heads: tuple[str, ...], body: list[Row], words: Rows) -> Iterator[Relation]:
    """A column headed "Total": of the columns before it, in each row."""
    for column, head in enumerate(heads):
        if head.strip("* ") not in words.totals or column < 3:
            continue
        if any(word in each for each in heads[1:column] for word in words.no_sum):
            continue
        for row in body:
            parts = tuple(number for number in row.numbers[1:column] if number is not None)
            total = row.numbers[column]
            if total is not None and len(parts) == column - 1 and all(alike(total, part) for part in parts):
                yield Relation(Kind.SUM_OF_PARTS, "parts", total, parts, 0, total.sort is not Sort.PERCENTAGE)


def _down(heads: tuple[str, ...], body: list[Row], words: Rows) -> Iterator[Relation]:
    """A column headed "change": from the row above, where most rows bear that out."""
    for column, head in enumerate(heads):
        if column < 2 or not any(word in head for word in words.changes):
            continue
        for level in range(1, column):
            pairs = [(above.numbers[level], row.numbers[level], row.numbers[column]) for above, row in pairwise(body)]
            found = [_changed_from(*each) for each in pairs]
            yield from _most([[relation for relation in found if relation is not None]])


def _changed_from(old: Number | None, new: Number | None, stated: Number | None) -> Relation | None:
    if old is None or new is None or stated is None or not alike(old, new) or old.value <= 0:
        return None
    if stated.sort is Sort.PERCENTAGE and old.sort is not Sort.PERCENTAGE:
        return Relation(Kind.PERCENT_CHANGE, "pair", stated, (old, new))
    return Relation(Kind.ABSOLUTE_CHANGE, "pair", stated, (old, new)) if alike(stated, old) else None


def _for_one(heads: tuple[str, ...], body: list[Row], words: Rows) -> Iterator[Relation]:
    """A column headed "rate per 1,000" or "cost per visit": one column over another, where most rows bear that out."""
    columns = range(1, max((len(row.cells) for row in body), default=1))
    rate = _made(rf"\b{_any(words.per)} ([0-9][0-9,]{{0,9}})\b")
    for column, head in enumerate(heads):
        base = rate.search(head)
        if column and (base or any(word in head for word in words.for_one)) and column in columns:
            per = Decimal(base.group(1).replace(",", "")) if base else None
            others = [each for each in columns if each != column]
            yield from _most(
                [_over(body, column, top, bottom, per) for top in others for bottom in others if top != bottom]
            )


def _over(body: list[Row], column: int, top: int, bottom: int, per: Decimal | None) -> list[Relation]:
    found = []
    for row in body:
        stated, first, second = row.numbers[column], row.numbers[top], row.numbers[bottom]
        if stated is None or first is None or second is None or second.value <= 0 or second.sort is not Sort.COUNT:
            continue
        if per is not None and first.sort is Sort.COUNT:
            found.append(Relation(Kind.RATIO, "rate", replace(stated, sort=Sort.RATE, per=per), (first, second)))
        elif per is None and first.sort is stated.sort and Sort.PERCENTAGE is not first.sort:
            found.append(Relation(Kind.AVERAGE, "each", stated, (first, second)))
    return found


def _tables(stream: Stream) -> Iterator[list[Row]]:
    rows: list[Row] = []
    start = 0
    starts = [stream.number(index).start for index in stream.order]
    for line in stream.text.splitlines(keepends=True):
        parted = "\t" in line or "|" in line
        row = _row(stream, line if parted else _tabbed(line), start, starts) if parted or "   " in line else None
        start += len(line)
        if row is None:
            yield from ([rows] if len(rows) > 2 else [])
            rows = []
        elif set("".join(row.cells)) - set("-: "):
            rows.append(row)
    yield from ([rows] if len(rows) > 2 else [])


GAP = re.compile(r" {3,}| {2}(?=[-+−–(£]?[0-9])")


def _tabbed(line: str) -> str:
    """A row whose columns are set with spaces, of the same length with a tab at the end of each gap."""
    return GAP.sub(lambda gap: gap.group()[1:] + "\t", line)


def _row(stream: Stream, line: str, start: int, starts: list[int]) -> Row | None:
    stroke = "|" if "|" in line else "\t"
    bare = line.rstrip("\n\r")
    if stroke == "|":
        inner = bare.strip().strip("|") if bare.lstrip().startswith("|") else bare
        offset = start + (bare.find(inner) if inner else 0)
        bare = inner
    else:
        offset = start
    cells = bare.split(stroke)
    if len(cells) < 2 or len(cells) > MOST_COLUMNS:
        return None
    numbers: list[Number | None] = []
    for cell in cells:
        numbers.append(_number(stream, cell, offset, starts))
        offset += len(cell) + 1
    return Row(tuple(cell.strip().lower() for cell in cells), tuple(numbers))


def _number(stream: Stream, cell: str, offset: int, starts: list[int]) -> Number | None:
    """The number that fills a cell, not one in its words."""
    place = bisect_left(starts, offset)
    if place == len(starts) or starts[place] >= offset + len(cell):
        return None
    number = stream.number(stream.order[place])
    if len(cell.strip()) - len(number.text) > 2:
        return None
    return _turned(number) if BRACKETS.match(cell.strip()) and number.sort is not Sort.PERCENTAGE else number


def _turned(number: Number) -> Number:
    """The same figure below nought, as "(470)" stands for -470, or above it."""
    return replace(number, value=-number.value, span=Interval(-number.span.high, -number.span.low))


def _parted(rows: list[Row], words: Rows) -> tuple[tuple[str, ...], list[Row]]:
    """The headings, and the rows of the same breadth that hold numbers."""
    heads = rows[0].cells if not any(rows[0].numbers) else ()
    breadth = max(len(row.cells) for row in rows)
    shares = {column for column, head in enumerate(heads) if any(word in head for word in words.per_cents)}
    body = [row for row in rows if any(row.numbers) and len(row.cells) == breadth]
    return heads, [_with_unit(row, shares) for row in body] if shares else body


def _with_unit(row: Row, shares: set[int]) -> Row:
    """A figure beneath a heading of per cent is one."""
    numbers = tuple(
        _as_percentage(number) if number is not None and column in shares else number
        for column, number in enumerate(row.numbers)
    )
    return replace(row, numbers=numbers)


def _as_percentage(number: Number) -> Number:
    if number.sort not in {Sort.COUNT, Sort.RATE}:
        return number
    half = Fraction(1, 2 * 10 ** len(number.text.partition(".")[2]))
    span = Interval(Fraction(number.value) - half, Fraction(number.value) + half)
    return replace(number, sort=Sort.PERCENTAGE, span=span)


def _head(heads: tuple[str, ...], column: int) -> str:
    return heads[column] if column < len(heads) else ""


def _is_total(row: Row, words: Rows) -> bool:
    label = row.label.strip("* ")
    return label in words.all or label.startswith(words.totals_first) or label.endswith(words.totals_last)


def _totals(heads: tuple[str, ...], body: list[Row], words: Rows) -> Iterator[Relation]:
    at = next((place for place, row in enumerate(body) if _is_total(row, words)), None)
    if at is None or at < 2 or any(row.label.startswith(words.partial) for row in body[:at]):
        return
    filled = list(_filled(body, at))
    proven = any(total.value == sum(part.value for part in parts) for _, total, parts in filled)
    for column, total, parts in filled:
        if total.sort is Sort.PERCENTAGE:
            if 98 <= total.value <= 102:
                yield Relation(Kind.PERCENTAGES_SUM, "hundred", total, parts)
        elif not any(word in _head(heads, column) for word in words.no_sum):
            least, most = min(part.value for part in parts), max(part.value for part in parts)
            mixed = proven and least < 0 < most and any(word in _head(heads, column) for word in words.changes)
            yield _summed(total, parts, mixed or not least <= total.value <= most, proven)


def _filled(body: list[Row], at: int) -> Iterator[tuple[int, Number, tuple[Number, ...]]]:
    """The columns in which the total row and every row above it have a figure of one unit."""
    for column in range(1, len(body[at].cells)):
        total = body[at].numbers[column]
        parts = tuple(part for row in body[:at] if (part := row.numbers[column]) is not None)
        if total is not None and len(parts) == at and all(alike(total, part) for part in parts):
            yield column, total, parts


def _summed(total: Number, parts: tuple[Number, ...], firm: bool, bound: bool = False) -> Relation:
    """The sum of a column: figures below nought are taken away."""
    bound = bound and firm
    if all(part.value >= 0 for part in parts):
        return Relation(Kind.SUM_OF_PARTS, "parts", total, parts, 0, firm, bound=bound)
    signs = "".join("+-"[part.value < 0] for part in parts)
    sizes = tuple(_turned(part) if part.value < 0 else part for part in parts)
    return Relation(Kind.SUM_OF_PARTS, "signed", total, sizes, 0, firm, words=signs, bound=bound)


def _carried(body: list[Row], words: Rows) -> Iterator[Relation]:
    """ "Balance at 1 April 31.2, contributions 2.4, drawn (6.9), balance at 31 March 26.7": from the opening row to the closing."""
    if not 3 <= len(body) <= 12 or not _is_dated(body[0].label, words.opening, words.first_days, words):
        return
    if not _is_dated(body[-1].label, words.closing, words.last_days, words):
        return
    if any(row.label.startswith(words.partial) for row in body):
        return
    for _, closing, parts in _filled(body, len(body) - 1):
        signed = any(part.value < 0 for part in parts)
        ways = [_way(row.label, words) for row in body[1:-1]]
        turned = [_turned(part) if way < 0 and not signed else part for way, part in zip(ways, parts[1:], strict=True)]
        firm = signed or 0 not in ways
        yield _summed(closing, (parts[0], *turned), firm, firm)


def _way(label: str, words: Rows) -> int:
    """Whether a row of that name adds or takes away; 0 where its name does not say."""
    gone = _made(rf"\b{_any(words.gone)}\b").search(label) is not None
    come = _made(rf"\b{_any(words.come)}\b|\b{_any(words.come_last)}$").search(label) is not None
    return 0 if gone == come else -1 if gone else 1


def _is_dated(label: str, said: frozenset[str], days: frozenset[str], words: Rows) -> bool:
    """Does it speak of an end of a time, or of its first or last day: "at 1 April"?"""
    dated = rf"{_any(words.dated)} {_any(days)} [a-z]+"
    return _made(rf"\b(?:{_any(said)}|{dated})\b").search(label) is not None


@cache
def _any(words: frozenset[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words))})" if words else "(?!)"


@cache
def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _shares(heads: tuple[str, ...], body: list[Row], words: Rows) -> Iterator[Relation]:
    """A column of per cents: of the total row, or one column of another, whichever most rows follow."""
    columns = range(1, max((len(row.cells) for row in body), default=1))
    total = next((row for row in body if _is_total(row, words)), None)
    for share in columns:
        tried = [_of_total(body, total, share, part) for part in columns if total is not None and part != share]
        tried += [_of_column(body, share, part, whole) for part in columns for whole in columns if part != whole]
        yield from _most(tried)


def _of_total(body: list[Row], total: Row, share: int, part: int) -> list[Relation]:
    whole = total.numbers[part]
    return [
        _part(row.numbers[share], row.numbers[part], whole)
        for row in body
        if row is not total and _fit(row, share, part, whole)
    ]


def _of_column(body: list[Row], share: int, part: int, whole: int) -> list[Relation]:
    return [
        _part(row.numbers[share], row.numbers[part], row.numbers[whole])
        for row in body
        if _fit(row, share, part, row.numbers[whole])
    ]


def _fit(row: Row, share: int, part: int, whole: Number | None) -> bool:
    a_share, a_part = row.numbers[share], row.numbers[part]
    if a_share is None or a_part is None or whole is None or a_share.sort is not Sort.PERCENTAGE:
        return False
    return alike(a_part, whole) and a_part.sort is not Sort.PERCENTAGE and 0 <= a_part.value <= whole.value > 0


def _part(share: Number | None, part: Number | None, whole: Number | None) -> Relation:
    if share is None or part is None or whole is None:
        raise ValueError("A share in a table needs its part and its whole.")
    return Relation(Kind.PERCENT_OF_TOTAL, "part", share, (part, whole))


def _most(tried: list[list[Relation]]) -> Iterator[Relation]:
    """The reading that more than half of the rows bear out, two at least."""
    for rows in tried:
        good = sum(_holds(relation) for relation in rows)
        if good >= 2 and good * 2 > len(rows):
            yield from (replace(relation, bound=True) for relation in rows)
            return


def _holds(relation: Relation) -> bool:
    first, second = (number.value for number in relation.inputs)
    if relation.kind is Kind.PERCENT_OF_TOTAL:
        value = first * 100 / second
    elif relation.form in {"rate", "each"}:
        value = first * (relation.stated.per or 1) / second
    elif relation.kind is Kind.ABSOLUTE_CHANGE:
        value = abs(second - first)
    else:
        value = abs(second - first) * 100 / first
    stated = relation.stated.span
    low, high = sorted((abs(stated.low), abs(stated.high)))
    return float(low) - 1e-9 <= float(value) <= float(high) + 1e-9


def _changes(heads: tuple[str, ...], body: list[Row], words: Rows) -> Iterator[Relation]:
    """A column headed "change" or "variance", from whichever two columns before it."""
    for column, head in enumerate(heads):
        if column < 3 or not any(word in head for word in words.changes):
            continue
        tried = [_changed(body, column, old, new) for old, new in combinations(range(1, column), 2)]
        tried += [_changed(body, column, new, old) for old, new in combinations(range(1, column), 2)]
        apart = any(word in head for word in words.apart)
        for relation in _most([rows for rows in tried if rows]):
            if apart and relation.kind is Kind.ABSOLUTE_CHANGE:
                yield replace(relation, kind=Kind.DIFFERENCE, form="gap")
            else:
                yield relation


def _changed(body: list[Row], column: int, old: int, new: int) -> list[Relation]:
    found = []
    for row in body:
        stated, first, second = row.numbers[column], row.numbers[old], row.numbers[new]
        if stated is None or first is None or second is None or not alike(first, second) or first.value <= 0:
            continue
        if stated.sort is Sort.PERCENTAGE and first.sort is not Sort.PERCENTAGE:
            found.append(Relation(Kind.PERCENT_CHANGE, "either", stated, (first, second)))
        elif alike(stated, first):
            found.append(Relation(Kind.ABSOLUTE_CHANGE, "either", stated, (first, second)))
    return found
