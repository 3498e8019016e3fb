"""Tallystick's own exports as drafts: what was exported comes back as it was, so a blank cell means that there is nothing.

A column that the file lacks says nothing of its field. People are named by e-mail address, and several things in one cell stand
one below the other or after a semicolon.
"""

from collections.abc import Callable, Iterator
from typing import Any

from tallystick import periods
from tallystick.documents.registers import Register
from tallystick.forecast import Makeup
from tallystick.judgement import Rating
from tallystick.periods import Frequency, PeriodError
from tallystick.status import Polarity
from tallystick_web.challenges.models import Response
from tallystick_web.common import keys
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import Held, same
from tallystick_web.intake.records import assessments, plans
from tallystick_web.intake.records.desk import Payload
from tallystick_web.intake.understanding import delivery
from tallystick_web.intake.understanding.cells import Cells, check, number, several
from tallystick_web.intake.understanding.drafts import Draft
from tallystick_web.intake.understanding.sources import Source
from tallystick_web.measures.models import Target

PEOPLE = {"accountable officer": "accountable_officer", "accountable director": "accountable_director"}
PLAN_DAYS = {"plan begins": "begins", "plan ends": "ends"}
END = {"last day": "ends", "why it ends": "ends_reason"}
NUMBERS = ("decimals", "lag days", "baseline value", "collection minutes", "not known limit")


def drafts(register: Register, source: Source, held: Held) -> Iterator[Draft]:
    """Every record of the table, those that others need before them."""
    seen: dict[tuple[str, str], Draft] = {}
    for row in register.rows:
        for draft in READERS[register.records](row.cells):
            draft.place, draft.words = str(row.place), source.row(row.place)
            if not register.own:
                doubt_another_of_the_reference(draft, held)
                name_the_head(draft, held)
            earlier = seen.get((draft.record, draft.key))
            if earlier is not None and stands_for_itself(earlier, draft):
                draft.doubt(f"{draft.key} stands twice in the file, at {earlier.place} with other words.")
                draft.key = f"{draft.key} · {row.place}"[:400]
            elif earlier is not None:
                continue
            seen.setdefault((draft.record, draft.key), draft)
            yield draft


def doubt_another_of_the_reference(draft: Draft, held: Held) -> None:
    """Every plan of a council may begin with A1: its own table and what is held can mean different things by one reference."""
    kept: Any = (held.actions if draft.record == Record.ACTION else held.risks).get(same(draft.payload["reference"]))
    if kept is not None and same(kept.title) != same(draft.payload["title"]):
        draft.doubt(f"{kept.reference} is held as “{kept.title}”. Take the reference away if this is another.")


def name_the_head(draft: Draft, held: Held) -> None:
    """A council's own table names owners by their posts: `Head of Housing` is whoever heads the service Housing."""
    owner = draft.payload.get("owner", "")
    if owner and same(owner) not in held.people and (head := held.head_of(owner)):
        draft.payload["owner"] = head.email


def stands_for_itself(earlier: Draft, draft: Draft) -> bool:
    """Whether a second record of one key says something else; a theme repeated on each row does not."""
    return {**earlier.payload, "order": 0} != {**draft.payload, "order": 0}


def priorities(cells: Cells) -> Iterator[Draft]:
    """A row of priorities brings its plan and theme with it."""
    plan = cells.get("plan reference", "") or plans.plan_key(cells["plan"])
    days = {name: cells[column] for column, name in PLAN_DAYS.items() if column in cells}
    plan_draft = Draft(Record.PLAN, plan or "unnamed", {"reference": plan, "title": cells["plan"], **days})
    if not cells["plan"]:
        plan_draft.doubt(plans.NO_PLAN)
    theme = plans.theme_key(plan_draft.key, cells["theme"])
    theme_draft = Draft(Record.THEME, theme, {"plan": plan_draft.key, "title": cells["theme"]})
    if not cells["theme"]:
        theme_draft.doubt("The row names no theme. Type one.")
    payload: Payload = {"reference": cells["reference"], "title": cells["title"], "theme": theme}
    payload |= {name: cells[column] for column, name in (PEOPLE | END).items() if column in cells}
    if "service" in cells:
        payload["service"] = cells["service"]
    if "measures" in cells:
        payload["measures"] = several(cells["measures"])
    draft = Draft(Record.PRIORITY, cells["reference"], payload)
    if not (cells["reference"] and cells["title"]):
        draft.doubt("The row lacks the reference or the title of the priority. Type it.")
    yield from (plan_draft, theme_draft, draft)


def assessment(cells: Cells) -> Iterator[Draft]:
    payload: Payload = {
        "references": several(cells["references"].replace(",", ";")),
        "narrative": cells["narrative"],
        "rating": cells.get("rating", "").casefold().replace("-", "_").replace(" ", "_"),
        "reason": cells.get("rating reason", ""),
        "grades": grades(cells.get("external grades", "")),
    }
    if payload["rating"] == "not_judged_yet":
        payload["rating"] = ""
    when, why = period_and_frequency(cells["round"])
    payload |= when
    draft = Draft(Record.ASSESSMENT, assessments.key(payload["period"], payload["references"]), payload)
    check(draft, "rating", [rating.value for rating in Rating])
    if why:
        draft.doubt(why)
    if not payload["references"]:
        draft.doubt("The row names no priority. Type the references.")
    yield draft


def grades(cell: str) -> list[list[str]]:
    """`Amber/Red | Government Office | the words; …`. Words may hold a semicolon themselves: a grade begins where there is a bar."""
    found: list[str] = []
    for part in cell.split("; "):
        if found and " | " not in part:
            found[-1] = f"{found[-1]}; {part}"
        elif part.strip():
            found.append(part)
    return [[*(piece.strip() for piece in one.split(" | ", 2)), "", ""][:3] for one in found]


def measure(cells: Cells) -> Iterator[Draft]:
    payload = {column.replace(" ", "_"): text for column, text in cells.items()}
    for name in ("polarity", "frequency", "year_is"):
        if name in payload:
            payload[name] = payload[name].casefold().replace(" ", "_")
    if "illustrative" in payload:
        payload["illustrative"] = "yes" if same(payload["illustrative"]) in ("yes", "true", "1", "illustrative") else ""
    if "not_known_measure" in payload:
        payload["not_known"] = payload.pop("not_known_measure")
    draft = Draft(Record.MEASURE, cells["reference"], payload)
    for column in NUMBERS:
        number(draft, column.replace(" ", "_"))
    check(draft, "polarity", [polarity.value for polarity in Polarity])
    check(draft, "frequency", [frequency.value for frequency in Frequency])
    check(draft, "year_is", list(Makeup))
    if not (cells["reference"] and cells["title"]):
        draft.doubt("The row lacks the reference or the title of the measure. Type it.")
    yield draft


def target(cells: Cells) -> Iterator[Draft]:
    payload: Payload = {"measure": cells["measure"], "name": cells.get("name", "") or "Target"}
    when, why = period_and_frequency(cells["period"], cells.get("frequency", ""))
    payload |= when
    for column in ("value", "upper value", "tolerance", "tolerance kind"):
        if column in cells:
            payload[column.replace(" ", "_")] = cells[column]
    if "tolerance_kind" in payload:
        payload["tolerance_kind"] = (
            payload["tolerance_kind"].casefold().replace("per cent", "percent") or Target.ToleranceKind.ABSOLUTE
        )
    draft = Draft(Record.TARGET, f"{payload['measure']} · {payload['name']} · {payload['period']}"[:400], payload)
    for name in ("value", "upper_value", "tolerance"):
        number(draft, name)
    if payload.get("tolerance") == "":
        payload["tolerance"] = "0"
    check(draft, "tolerance_kind", Target.ToleranceKind.values)
    if why:
        draft.doubt(why)
    yield draft


ANSWER_COLUMNS = {
    "response reason": "reason", "interpretation": "interpretation", "what will be different": "different",
    "for whom": "beneficiaries", "accountable officer": "officer", "portfolio holder": "portfolio_holder",
    "review date": "review_date", "title": "title", "text": "text",
}  # fmt: skip


def answer(cells: Cells) -> Iterator[Draft]:
    """An answer to a point of a challenge; whose state it shows is not taken from it."""
    kind, number = cells["list"].casefold().replace(" ", "_"), cells["number"].removesuffix(".0")
    payload: Payload = {
        "challenge": cells["challenge"],
        "list": kind,
        "number": keys.key(number) or 0,
    }
    payload["answer"] = cells["response"].casefold().replace(" ", "_")
    payload |= {name: cells[column] for column, name in ANSWER_COLUMNS.items() if column in cells}
    if "review_date" in payload:
        payload["review_date"] = payload["review_date"].split(" ")[0]
    draft = Draft(Record.RESPONSE, f"{payload['challenge']}/{kind}/{number}", payload)
    check(draft, "answer", Response.Answer.values)
    yield draft


def period_and_frequency(text: str, frequency: str = "") -> tuple[Payload, str]:
    """A period as payloads hold it, or the words as they stand and why they are no period. April to June is a quarter or a year to date."""
    try:
        period = periods.parse(text, periods.frequency(frequency) if frequency else None)
    except PeriodError as error:
        return {"period": text, "frequency": ""}, str(error)
    return {"period": str(period), "frequency": period.frequency.value}, ""


def person(cells: Cells) -> Iterator[Draft]:
    """Who signs in with which address, and holds which roles."""
    address = cells["e-mail address"].lower()
    payload = {"name": tidy(cells["name"]), "email": address, "roles": several(cells["roles"].replace(",", ";"))}
    yield Draft(Record.PERSON, address or f"unnamed-{payload['name']}", payload)


def unit(cells: Cells) -> Iterator[Draft]:
    """A directorate or a service; what hangs on it is worked out, and it is closed on its page."""
    payload: Payload = {"name": tidy(cells["name"]), "kind": same(cells["kind"])}
    payload |= {name: tidy(cells[name]) for name in ("beneath", "head") if name in cells}
    yield Draft(Record.UNIT, same(payload["name"]) or "unnamed-", payload)


def tidy(text: str) -> str:
    return " ".join(text.split())


READERS: dict[str, Callable[[Cells], Iterator[Draft]]] = {
    "priorities": priorities,
    "assessments": assessment,
    "measures": measure,
    "targets": target,
    "recommendations": answer,
    "projects": delivery.project,
    "benefits": delivery.benefit,
    "actions": delivery.action,
    "milestones": delivery.milestone,
    "risks": delivery.risk,
    "people": person,
    "directorates and services": unit,
}
