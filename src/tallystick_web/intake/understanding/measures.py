"""A table of measures as drafts: first the areas and measures that are not held yet, then the values and targets.

A measure is the one whose reference the row gives; without a reference the only one of exactly the row's title. A title that is
merely near is proposed for a person to confirm, since two indicators may differ by one word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches

from django.utils.text import slugify

from tallystick.documents.measures import MeasureRow, MeasureTable, names
from tallystick.periods import Period
from tallystick.series import Marker
from tallystick.status import Polarity
from tallystick_web.councils.models import Area
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import Held, same
from tallystick_web.intake.records.desk import Payload, digits
from tallystick_web.intake.records.measures import stated
from tallystick_web.intake.understanding import belonging
from tallystick_web.intake.understanding.drafts import Draft
from tallystick_web.intake.understanding.sources import Source
from tallystick_web.measures import figuring
from tallystick_web.measures.models import Measure

NEAR = 0.85
UNLIKE = 0.5
CHANGES = re.compile(
    r"%|£|€|\$|\d|\b(?:per|thousands?|millions?|billions?|k|bn)\b", re.IGNORECASE
)  # what a unit makes of a figure
NATIONS = {"england", "wales", "scotland", "northern ireland", "great britain", "united kingdom", "uk", "national"}
REGIONS = {
    "north east", "north west", "yorkshire and the humber", "yorkshire and humber", "yorkshire & the humber", "east midlands",
    "west midlands", "east of england", "london", "south east", "south west",
}  # fmt: skip
GROUP_WORDS = {
    "cities",
    "neighbours",
    "average",
    "family",
    "group",
    "authorities",
    "councils",
    "boroughs",
    "districts",
    "counties",
}


@dataclass(slots=True)
class Named:
    """A measure as the table speaks of it: the key its values need, and what is stated of it."""

    key: str
    reference: str
    title: str
    held: Measure | None
    why: str = ""
    place: str = ""
    words: str = ""
    unit: str = ""
    polarity: str = ""
    source: str = ""
    baseline: tuple[str, str] = ("", "")
    illustrative: bool = False
    largest: Decimal = Decimal(0)
    frequencies: set[str] = field(default_factory=set)
    frequencies_elsewhere: set[str] = field(default_factory=set)
    belongs: belonging.Said = field(default_factory=belonging.Said)


def drafts(table: MeasureTable, source: Source, held: Held, told: belonging.Told) -> Iterator[Draft]:
    """Areas and measures that a person has to agree to, then every value and target of the table. `told` takes names that name nobody."""
    named: dict[tuple[str, str], Named] = {}
    areas: dict[str, Draft] = {}
    for row in table.rows:
        note_measure(row, named, source, held)
        note_areas(row, areas, source, held)
    yield from areas.values()
    by_key: dict[str, Named] = {}
    for one in named.values():
        by_key.setdefault(one.key, one)
    for one in by_key.values():
        if draft := measure_draft(one, belonging.stated(one.belongs, one.held, one.reference or one.title, held, told)):
            yield draft
    seen: dict[str, Draft] = {}
    for row in table.rows:
        one = named[row.reference, row.title]
        yield from value_drafts(row, one, source)
        if row.target is not None:
            yield from target_draft(row, one, source, seen)


def note_measure(row: MeasureRow, named: dict[tuple[str, str], Named], source: Source, held: Held) -> None:
    """Find the measure of a row once, and gather what its rows state of it."""
    one = named.get((row.reference, row.title))
    if one is None:
        one = named[row.reference, row.title] = identify(row.reference, row.title, held)
        one.place, one.words = str(row.place), source.row(row.place)
    one.belongs.note(row)
    one.unit = one.unit or row.unit
    one.largest = max(one.largest, abs(row.value)) if row.value is not None else one.largest
    one.source = one.source or row.source
    one.polarity = one.polarity or (row.polarity.value if row.polarity else "")
    one.illustrative = one.illustrative or row.illustrative
    frequency = row.frequency or (row.period.frequency if row.period else None)
    if frequency:
        (one.frequencies_elsewhere if row.area and not row.frequency else one.frequencies).add(frequency.value)
    if row.baseline is not None and not any(one.baseline):
        one.baseline = digits(row.baseline), str(row.baseline_period or "")


def identify(reference: str, title: str, held: Held) -> Named:
    """Which measure a row speaks of, and why that is not certain."""
    if reference:
        measure = held.measures.get(same(reference))
        return Named(
            measure.reference if measure else reference, reference, title, measure, unlike(measure, title, held)
        )
    titled = held.measures_by_title.get(same(title), [])
    if len(titled) == 1:
        return Named(titled[0].reference, titled[0].reference, title, titled[0])
    if len(titled) > 1:
        references = ", ".join(measure.reference for measure in titled)
        return Named(f"title: {same(title)}"[:400], "", title, None, f"Several measures have this title: {references}.")
    near = get_close_matches(same(title), held.measures_by_title, n=1, cutoff=NEAR)
    if near:
        measure = held.measures_by_title[near[0]][0]
        why = (
            f"The title “{title}” is near to that of {measure.reference}, “{measure.title}”. Check that it is the same."
        )
        return Named(measure.reference, measure.reference, title, measure, why)
    return Named(f"title: {same(title)}"[:400], "", title, None)


def unlike(measure: Measure | None, title: str, held: Held) -> str:
    """A reference that is held under quite another title, or a title held under another reference."""
    if measure is None:
        others = held.measures_by_title.get(same(title), []) if title else []
        return f"A measure of this title is held as {others[0].reference}." if others else ""
    if not title or SequenceMatcher(None, same(title), same(measure.title)).ratio() >= UNLIKE:
        return ""
    return f"{measure.reference} is held as “{measure.title}”, and the file calls it “{title}”."


def measure_draft(one: Named, belongs: Payload) -> Draft | None:
    """A measure that is new, or of which the table states more than is held."""
    payload: Payload = {"reference": one.reference}
    said = {"unit": one.unit, "polarity": one.polarity, **belongs}
    said |= dict(zip(("baseline_value", "baseline_period"), one.baseline, strict=True))
    if one.held is not None:
        payload |= {name: text for name, text in said.items() if text and text != stated(one.held, name)}
        replaced = [name for name in payload if name != "reference" and has(one.held, name)]
        draft = Draft(Record.MEASURE, one.key, payload, one.place, one.words)
        if replaced:
            draft.doubt(
                f"It would replace what is held as {' and '.join(name.replace('_', ' ') for name in replaced)}."
            )
        return draft if len(payload) > 1 else None
    frequencies = one.frequencies or one.frequencies_elsewhere
    frequency = next(iter(frequencies)) if len(frequencies) == 1 else ""
    payload |= {"title": one.title, "frequency": frequency, "source": one.source[:300]}
    payload |= {name: text for name, text in said.items() if text}
    if one.illustrative:
        payload["illustrative"] = "yes"
    draft = Draft(Record.MEASURE, one.key, {name: text for name, text in payload.items() if text or name == "reference"}, one.place, one.words)  # fmt: skip
    for why in (one.why, "" if one.title else "The table gives no title for this measure. Type one.",
                "" if frequency else "The table does not settle how often this measure is reported. Choose it."):  # fmt: skip
        if why:
            draft.doubt(why)
    return draft


def has(measure: Measure, name: str) -> bool:
    return stated(measure, name) not in ("", Polarity.NONE.value)


def note_areas(row: MeasureRow, areas: dict[str, Draft], source: Source, held: Held) -> None:
    """Propose each area that is not held, once."""
    names = [(row.area, "")] if row.area else []
    names += [(comparator.name, Area.Kind.PEER) for comparator in row.comparators]
    for name, otherwise in names:
        key = same(name)
        if key in areas or key in held.areas:
            continue
        kind, known = area_kind(key, otherwise or Area.Kind.LOCALITY)
        payload = {"code": slugify(name)[:40] or "area", "name": name[:150], "kind": kind}
        draft = areas[key] = Draft(Record.AREA, key, payload, str(row.place), source.row(row.place))
        if not known:
            draft.doubt(f"{name} is not held as an area. Check what kind of area it is.")


def area_kind(name: str, otherwise: str) -> tuple[str, bool]:
    """What kind of area a name is, and whether that is known rather than supposed."""
    if name in NATIONS:
        return Area.Kind.NATION, True
    if name in REGIONS or name.removesuffix(" region") in REGIONS:
        return Area.Kind.REGION, True
    return (Area.Kind.GROUP if GROUP_WORDS & set(name.split()) else otherwise), False


def value_drafts(row: MeasureRow, one: Named, source: Source) -> Iterator[Draft]:
    """The value of a row, and those of the areas it is compared with."""
    words = source.row(row.place)
    value = made_of_parts(row, one) if row.value is None and row.missing is None else row.value
    if value is not None or row.missing is not None:
        payload = value_payload(row, one.key, row.area, row.period)
        payload |= (
            {"value": digits(value)} if value is not None else {"missing": row.missing.value if row.missing else ""}
        )
        for name, number in (("numerator", row.numerator), ("denominator", row.denominator)):
            if number is not None:
                payload[name] = digits(number)
        if row.vintage is not None:
            payload["vintage"] = row.vintage.value
        if row.markers:
            payload["markers"] = markers(row.markers)
        yield value_draft(payload, row, one, words)
    for comparator in row.comparators:
        payload = value_payload(row, one.key, comparator.name, comparator.period or row.period)
        yield value_draft(payload | {"value": digits(comparator.value)}, row, one, words)


def made_of_parts(row: MeasureRow, one: Named) -> Decimal | None:
    """The value of a row that gives only its numerator and denominator, in the unit of the measure."""
    if one.held is None or row.numerator is None or not row.denominator:
        return None
    return figuring.computed(row.numerator, row.denominator, one.held.unit)


def value_payload(row: MeasureRow, key: str, area: str, period: Period | None) -> Payload:
    """Only what is stated: a file of 100,000 values is kept as 100,000 of these."""
    payload: Payload = {
        "measure": key,
        "period": str(period or ""),
        "frequency": period.frequency.value if period else "",
    }
    if area:
        payload["area"] = area
    if row.source:
        payload["source"] = row.source[:300]
    if row.note:
        payload["note"] = row.note
    if row.illustrative:
        payload["illustrative"] = True
    return payload


def value_draft(payload: Payload, row: MeasureRow, one: Named, words: str) -> Draft:
    key = " · ".join(filter(None, [one.key, payload.get("area"), payload["period"], payload.get("vintage")]))
    draft = Draft(Record.OBSERVATION, key[:400], payload, str(row.place), words)
    for why in (
        one.why,
        other_unit(row.unit, one),
        "" if payload["period"] else "The table gives no period for this value. Type it.",
    ):
        if why:
            draft.doubt(why)
    if is_share(row, one):
        draft.doubt(
            f"{one.reference} is kept in %, and no value of it in the file passes 1. If 0.123 stands for 12.3%, write 12.3."
        )
    return draft


def other_unit(unit: str, one: Named) -> str:
    """A value in another unit than its measure is kept in, where that would change what the figure means."""
    held = one.held.unit if one.held else ""
    if not unit or not held or same(unit) == same(held) or not any(map(CHANGES.search, (unit, held))):
        return ""
    return f"The file gives this in {unit}, and {one.reference} is kept in {held}. Check the figure."


def is_share(row: MeasureRow, one: Named) -> bool:
    """A value of a measure kept in %, where the file gives no unit and only shares of one. Where the file says per cent, it was asked."""
    kept = one.held is not None and one.held.unit == "%" and not row.unit and not names.says_per_cent(row.title)
    return kept and row.value is not None and 0 < one.largest <= 1


def markers(letters: tuple[Marker, ...]) -> str:
    """As observations hold them: letters without brackets."""
    return "".join(letter.value for letter in letters)


def target_draft(row: MeasureRow, one: Named, source: Source, seen: dict[str, Draft]) -> Iterator[Draft]:
    """The target of a row, once for a name and period; another value for the same is for a person to settle."""
    name = (row.target_name or "Target")[:150]
    period = str(row.period or "")
    key = f"{one.key} · {name} · {period}"[:400]
    payload = {"measure": one.key, "name": name, "period": period, "value": digits(row.target)}
    payload["frequency"] = row.period.frequency.value if row.period else ""
    draft = Draft(Record.TARGET, key, payload, str(row.place), source.row(row.place))
    if key in seen:
        if seen[key].payload["value"] == payload["value"]:
            return
        draft.key = f"{key} · {row.place}"[:400]
        draft.doubt(f"The file gives another value for this target: {seen[key].payload['value']} at {seen[key].place}.")
    for why in (one.why, other_unit(row.unit, one)):
        if why:
            draft.doubt(why)
    if not period:
        draft.doubt("The table gives no period for this target. Type it.")
    seen.setdefault(key, draft)
    yield draft
