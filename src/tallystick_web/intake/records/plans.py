"""Plans, themes and priorities of a proposal. A theme names its plan, and a priority its theme, by the key of the item."""

from typing import Any

from django.utils.text import slugify

from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Unit
from tallystick_web.councils.rules import refuse_if
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import (
    Desk,
    Identity,
    Kind,
    Payload,
    Standing,
    compared,
    day_of,
    doubtful,
    found,
    why_no_day,
    why_not_closed,
    words,
)
from tallystick_web.intake.records.measures import find_measure
from tallystick_web.plans import actions, rules
from tallystick_web.plans.models import Plan, Priority, Theme

NO_PLAN = "The document does not name this plan. Type its name."
PEOPLE = ("accountable_officer", "accountable_director")
DAYS = ("begins", "ends")


def plan_key(title: str) -> str:
    """The stable reference of a plan: its title as it stands in an address."""
    return slugify(title)[:80].strip("-")


def theme_key(plan: str, title: str) -> str:
    return f"{plan}/{title}"[:400]


def find_plan(key: str, desk: Desk) -> Plan | None:
    """The plan that an item or the key itself names."""
    payload = desk.others.get((Record.PLAN, key))
    return desk.held.plans.get(payload["reference"] if payload else key)


def plan_standing(payload: Payload, desk: Desk) -> Standing:
    if not payload["title"] or not payload["reference"]:
        return doubtful(NO_PLAN)
    plan = desk.held.plans.get(payload["reference"])
    held = _held_plan(plan, payload) if plan else None
    return compared(payload, held, why_no_day(payload, DAYS))


def _held_plan(plan: Plan, payload: Payload) -> Payload:
    return {"title": plan.title, **{name: str(getattr(plan, name) or "") for name in DAYS if name in payload}}


def write_plan(payload: Payload, desk: Desk) -> None:
    fields: dict[str, Any] = {"title": payload["title"]}
    fields |= {name: day_of(payload[name], words(name)) for name in DAYS if name in payload}
    if payload["reference"] not in desk.held.plans:
        fields["order"] = payload.get("order", len(desk.held.plans))
    plan = actions.keep_plan(council=desk.held.council, reference=payload["reference"], by=desk.by, **fields)
    desk.held.plans[plan.reference] = plan


def find_theme(key: str, desk: Desk) -> Theme | None:
    """The theme that an item or the key itself (`plan/title`) names."""
    payload = desk.others.get((Record.THEME, key))
    plan_part, _, title = key.partition("/")
    plan = find_plan(payload["plan"] if payload else plan_part, desk)
    return desk.held.themes.get((plan.reference, same(payload["title"] if payload else title))) if plan else None


def theme_standing(payload: Payload, desk: Desk) -> Standing:
    plan = find_plan(payload["plan"], desk)
    theme = plan and desk.held.themes.get((plan.reference, same(payload["title"])))
    return compared({}, {"title": theme.title} if theme else None)


def write_theme(payload: Payload, desk: Desk) -> None:
    plan = found(find_plan(payload["plan"], desk), f"The plan of {payload['title']} is not held yet.")
    if (plan.reference, same(payload["title"])) in desk.held.themes:
        return
    order = payload.get("order", len(desk.held.themes))
    theme = actions.keep_theme(plan=plan, title=payload["title"], by=desk.by, order=order)
    desk.held.themes[plan.reference, same(theme.title)] = theme


def find_priority(key: str, desk: Desk) -> Priority | None:
    """The priority of a reference, as an item has corrected it."""
    payload = desk.others.get((Record.PRIORITY, key))
    return desk.held.priorities.get(same(payload["reference"] if payload else key))


def priority_standing(payload: Payload, desk: Desk) -> Standing:
    if not payload["reference"] or not payload["title"]:
        return doubtful("A priority needs a reference and a title. Type what is missing.")
    strangers = [payload[name] for name in PEOPLE if payload.get(name) and same(payload[name]) not in desk.held.people]
    doubt = f"Nobody of {desk.held.council} is known as {' or '.join(strangers)}." if strangers else ""
    if payload.get("service") and same(payload["service"]) not in desk.held.units:
        doubt = f"{doubt} There is no service {payload['service']} yet: accepting adds it.".strip()
    priority = desk.held.priorities.get(same(payload["reference"]))
    doubt = f"{doubt} {why_not_closed(payload, priority, desk)} {_why_not_end(payload, priority)}".strip()
    return compared(payload, held_fields(priority, payload, desk) if priority else None, doubt)


def _why_not_end(payload: Payload, held: Priority | None) -> str:
    if why_not := why_no_day(payload, ("ends",)):
        return why_not
    ends = day_of(payload["ends"], words("ends")) if "ends" in payload else held.ends if held else None
    return rules.why_not_end(ends, payload.get("ends_reason", held.ends_reason if held else "")) or ""


def held_fields(priority: Priority, payload: Payload, desk: Desk) -> Payload:
    """What is held of a priority, in the words of the payload where they mean the same."""
    theme = find_theme(payload["theme"], desk)
    here = payload["theme"] if theme and theme.pk == priority.theme_id else ""
    held: Payload = {"title": priority.title}
    held["theme"] = here or theme_key(priority.theme.plan.reference, priority.theme.title)
    for name in PEOPLE:
        person = getattr(priority, name)
        named = desk.held.people.get(same(payload.get(name) or ""))
        held[name] = payload.get(name, "") if person == named else person.email if person else ""
    service = priority.service.name if priority.service else ""
    spelt = payload.get("service", "")
    held["service"] = spelt if same(spelt) == same(service) else service
    held["ends"], held["ends_reason"] = str(priority.ends or ""), priority.ends_reason
    held["measures"] = [evidence.measure.reference for evidence in priority.evidence.all()]
    return {name: value for name, value in held.items() if name in payload}


def write_priority(payload: Payload, desk: Desk) -> None:
    reference = payload["reference"]
    theme = found(find_theme(payload["theme"], desk), f"The theme of {reference} is not held yet.")
    fields: dict[str, Any] = {"title": payload["title"], "theme": theme, **people(payload, desk)}
    if "service" in payload:
        fields["service"] = service(payload["service"], desk)
    if "ends" in payload:
        fields["ends"] = day_of(payload["ends"], words("ends"))
    if "ends_reason" in payload:
        fields["ends_reason"] = payload["ends_reason"]
    priority = desk.held.priorities.get(same(reference))
    refuse_if(why_not_closed(payload, priority, desk))
    if priority is None:
        fields["order"] = payload.get("order", len(desk.held.priorities))
    name = priority.reference if priority else reference
    kept = actions.keep_priority(council=desk.held.council, reference=name, by=desk.by, **fields)
    if "measures" in payload:
        why_not = "The measure {} is not held yet."
        measures = [found(find_measure(one, desk), why_not.format(one)) for one in payload["measures"]]
        actions.set_evidence(priority=kept, measures=measures, by=desk.by)
    kept.__dict__.pop("_prefetched_objects_cache", None)
    desk.held.priorities[same(kept.reference)] = kept


def people(payload: Payload, desk: Desk) -> dict[str, Any]:
    """The accountable people that a payload names; an empty name means nobody."""
    fields = {}
    for name in PEOPLE:
        if name in payload:
            text = payload[name]
            why_not = f"Nobody of {desk.held.council} is known as {text}. Correct the name or leave it empty."
            fields[name] = found(desk.held.people.get(same(text)), why_not) if text else None
    return fields


def service(name: str, desk: Desk) -> Unit | None:
    """The service of a name, added where there is none yet."""
    if not name:
        return None
    if same(name) not in desk.held.units:
        unit = councils.add_unit(council=desk.held.council, name=name, kind=Unit.Kind.SERVICE, by=desk.by)
        desk.held.units[same(name)] = unit
    return desk.held.units[same(name)]


def priority_needs(payload: Payload) -> list[Identity]:
    measures = [(Record.MEASURE.value, reference) for reference in payload.get("measures", [])]
    return [(Record.THEME.value, payload["theme"]), *measures]


def nothing(payload: Payload) -> list[Identity]:
    return []


PLAN = Kind(plan_standing, nothing, find_plan, write_plan)
THEME = Kind(theme_standing, lambda payload: [(Record.PLAN, payload["plan"])], find_theme, write_theme)
PRIORITY = Kind(priority_standing, priority_needs, find_priority, write_priority)
