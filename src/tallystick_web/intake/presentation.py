"""An item as a page shows it: its words with what was taken from them marked, and each field beside what is held and was read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tallystick_web.intake.models import Change, Item, Record, State
from tallystick_web.measures.asking_why import Reason

LABELS = {
    "reference": "Reference", "title": "Title", "other_names": "Other names", "name": "Name", "code": "Code", "kind": "Kind", "plan": "Plan",
    "theme": "Theme", "references": "Priorities", "period": "Period", "narrative": "Narrative", "rating": "Rating",
    "reason": "Reason", "grades": "Other bodies", "measure": "Measure", "area": "Area", "value": "Value",
    "missing": "No value because", "numerator": "Numerator", "denominator": "Denominator", "vintage": "Vintage",
    "markers": "Markers", "unit": "Unit", "polarity": "Better is", "frequency": "How often", "year_is": "Year is", "source": "Source",
    "note": "Note", "upper_value": "Upper end", "tolerance": "Tolerance", "tolerance_kind": "Tolerance is",
    "first_day": "First day", "last_day": "Last day", "follow_up": "Follow-up", "next_challenge": "Next challenge",
    "team": "Peer team", "evidence": "Evidence", "scope": "Scope", "list": "List", "number": "Number", "text": "Text",
    "definition": "Definition", "decimals": "Decimals", "lag_days": "Days until it is due", "owner": "Owner",
    "service": "Service", "baseline_period": "Baseline period", "baseline_value": "Baseline", "use": "Who uses it",
    "collection_minutes": "Minutes to collect", "illustrative": "Illustrative",
    "not_known": "Measure of its not-known rate", "not_known_limit": "Relied on up to", "measures": "Measures",
    "accountable_officer": "Accountable officer", "accountable_director": "Accountable director", "challenge": "Challenge",
    "answer": "Answer", "interpretation": "How the council reads it", "different": "What will be different",
    "beneficiaries": "For whom", "officer": "Accountable officer", "portfolio_holder": "Portfolio holder",
    "purpose": "What it is to achieve", "project": "Project", "start": "Start", "due": "Due", "done_on": "Done on",
    "state": "State", "priorities": "Priorities", "action": "Action", "cause": "Because of", "event": "It may happen that",
    "effect": "With the effect that", "category": "Category", "controls": "Controls", "actions": "Actions",
    "likelihood": "Likelihood", "impact": "Impact", "likelihood_after": "Likelihood after controls",
    "impact_after": "Impact after controls", "review_due": "Look again on", "reason_for_change": "Reason for the change",
    "email": "E-mail address", "roles": "Roles", "beneath": "Stands beneath", "head": "Head",
    "begins": "First day", "ends": "Last day", "ends_reason": "Why it ends", "review_date": "To be looked at again", "body": "Who made it", "place": "Place in the report",
}  # fmt: skip
HIDDEN = {"order", "code"}
HIDDEN_BY_RECORD = {
    Record.PLAN: {"reference"},
    Record.ASSESSMENT: {"frequency"},
    Record.OBSERVATION: {"frequency"},
    Record.TARGET: {"frequency"},
    Record.CHALLENGE: {"reference"},
    Record.POINT: {"challenge", "number", "place"},
    Record.RESPONSE: {"list", "number"},
}
NAMED_BY_KEY = ("plan", "theme", "measure", "challenge")
PROSE = ("narrative", "text")
LONG = 900


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item. `held` and `read` are given only where they differ from what is proposed."""

    name: str
    label: str
    value: str
    held: str = ""
    read: str = ""
    is_rating: bool = False
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An item ready for the page."""

    item: Item
    title: str
    fields: list[Field]
    words: list[tuple[str, bool]]
    is_waiting: bool
    is_long: bool
    asks: tuple[str, ...] = ()


def shown(item: Item, titles: dict[str, str], asks: Iterable[Reason] = ()) -> Shown:
    """An item with its fields and its words."""
    return Shown(
        item, title_of(item, titles), list(fields(item, titles)), marked(item.words, phrases(item)),
        item.state == State.WAITING, len(item.words) > LONG, tuple(one.words for one in asks),
    )  # fmt: skip


def title_of(item: Item, titles: dict[str, str]) -> str:
    """What an item is called in its heading."""
    payload = item.payload
    match item.record:
        case Record.PRIORITY | Record.MEASURE:
            return str(payload.get("reference") or payload.get("title") or "without a reference")
        case Record.PLAN | Record.THEME | Record.CHALLENGE:
            return str(payload.get("title") or "without a name")
        case Record.PERSON | Record.UNIT | Record.AREA:
            return str(payload["name"] or "without a name")
        case Record.ASSESSMENT:
            return f"of {', '.join(payload['references'])}"
        case Record.PROJECT | Record.ACTION | Record.RISK:
            return str(payload["reference"] or f"“{payload['title']}”")
        case Record.BENEFIT:
            return f"“{payload['title']}” of {payload['project']}"
        case Record.MILESTONE:
            return f"“{payload['title']}” of {payload['action']}"
        case Record.RESPONSE:
            return f"to {payload['list'].replace('_', ' ')} {payload['number']} of {payload['challenge']}"
        case Record.POINT:
            return f"{payload['list'].replace('_', ' ')} {payload['number']}"
    return item.key.replace("title: ", "")


def fields(item: Item, titles: dict[str, str]) -> Iterator[Field]:
    """The fields that say something, in the order of the payload."""
    hidden = HIDDEN | HIDDEN_BY_RECORD.get(Record(item.record), set())
    held, original = item.held or {}, item.original or item.payload
    for name, value in item.payload.items():
        if name in hidden or (value in ("", [], {}, None) and not held.get(name) and not original.get(name)):
            continue
        here = written(name, value, titles)
        before = written(name, held[name], titles) if name in held and item.change == Change.CHANGED else here
        first = written(name, original.get(name), titles)
        yield Field(
            name, LABELS.get(name, name.replace("_", " ").capitalize()), here or "nothing",
            held=before or "nothing" if before != here else "", read=first or "nothing" if first != here else "",
            is_rating=name == "rating", is_prose=name in PROSE,
        )  # fmt: skip


def written(name: str, value: Any, titles: dict[str, str]) -> str:
    """A value of a payload as people read it."""
    if name == "grades":
        return "; ".join(" · ".join(filter(None, grade)) for grade in value or [])
    if name == "team":
        return "; ".join(
            ", ".join(filter(None, [one["name"], one["role"], one["organisation"]])) for one in value or []
        )
    if name == "scope":
        return "; ".join(one["title"] for one in value or [])
    if name == "evidence":
        return "; ".join(
            f"{figure.get('value', '')} {label}" for label, figure in (value or {}).items() if isinstance(figure, dict)
        )
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in NAMED_BY_KEY and value in titles and name != "measure":
        return titles[value] or "without a name"
    if name in ("polarity", "frequency", "missing", "vintage", "kind", "list", "tolerance_kind", "state"):
        return str(value or "").replace("_", " ")
    return "" if value is None else str(value).removeprefix("title: ")


def phrases(item: Item) -> list[str]:
    """The words of a document that an item rests on, besides the whole narrative."""
    payload = item.read
    found = [payload.get("reference", ""), payload.get("reason", ""), *payload.get("references", [])]
    if item.record in (Record.PLAN, Record.THEME, Record.PRIORITY):
        found.append(payload.get("title", ""))
    found += [words for _, _, words in payload.get("grades", [])]
    found += [payload.get(name, "") for name in ("value", "period") if isinstance(payload.get(name), str)]
    return [phrase for phrase in found if len(phrase) > 1]


def marked(words: str, phrases: list[str]) -> list[tuple[str, bool]]:
    """A text in parts, with those that are among the phrases marked."""
    if not phrases or not words:
        return [(words, False)] if words else []
    patterns = (re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
    parts = re.split(f"({'|'.join(patterns)})", words, flags=re.IGNORECASE)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]
