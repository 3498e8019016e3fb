"""Risks of a proposal. A score changes for a reason, and a state by the step that leads there, in a file as on the page."""

from collections.abc import Iterator
from typing import Final

from tallystick_web.delivery.actions import risks
from tallystick_web.delivery.models import Risk
from tallystick_web.delivery.queries import risks as queries
from tallystick_web.delivery.rules import risks as rules
from tallystick_web.delivery.workflows import RISK as FLOW
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records import fields
from tallystick_web.intake.records.desk import Desk, Kind, Payload, Standing, found, named, why_not_closed, words

FIELDS: Final = (
    "title", "cause", "event", "effect", "category", *risks.SCORES, "controls", "owner", "service", "review_due", "priorities",
    "measures", "actions", "illustrative",
)  # fmt: skip
COMPARED: Final = (*FIELDS, "state")
SEVERAL: Final = "Several risks have this title. Write the reference of the one that is meant."


def risk_of(payload: Payload, desk: Desk) -> Risk | None:
    """The risk that a row means."""
    return named(desk.held.risks, desk.held.risks_by_title, payload["reference"], payload["title"])


def standing(payload: Payload, desk: Desk) -> Standing:
    risk = risk_of(payload, desk)
    return fields.standing(payload, risk, COMPARED, desk, _why_not(payload, risk, desk))


def _why_not(payload: Payload, risk: Risk | None, desk: Desk) -> Iterator[str]:
    unread = list(fields.problems(payload, desk))
    yield from fields.why_not_theirs(risk, "risk", desk)
    yield from filter(None, [why_not_closed(payload, risk, desk)])
    yield from unread
    if not payload["title"]:
        yield "A risk needs a title. Write what may happen, in a few words."
    if not payload["reference"] and len(desk.held.risks_by_title.get(same(payload["title"]), [])) > 1:
        yield SEVERAL
    if risk is None and (absent := [words(name) for name in risks.SCORES if name not in payload]):
        yield f"A new risk needs {', '.join(absent)}: add the column, with whole numbers from 1 to 5."
    was = risk.state if risk else ""
    will = payload.get("state") or was or Risk.State.OPEN
    wrong = fields.why_no_state(FLOW, was or will, will, fields.reason(payload))
    if wrong:
        yield wrong
    if unread or wrong:
        return
    yield from _why_not_scores(payload, desk)
    if risk and risk.state == Risk.State.CLOSED:
        yield from () if will != risk.state else fields.with_remedy(rules.why_not_change(risk, None))
    elif risk and any(
        getattr(risk, name) != value for name, value in fields.those(risks.SCORES, payload, desk).items()
    ):
        yield from fields.with_remedy(rules.why_not_review(risk, fields.reason(payload), None))


def _why_not_scores(payload: Payload, desk: Desk) -> Iterator[str]:
    scores = fields.those(risks.SCORES, payload, desk)
    for name in ("likelihood", "impact"):
        if scores.get(f"{name}_after", 0) > scores.get(name, 5):
            yield f"{words(f'{name}_after')} is higher than {words(name)}: controls never make a score worse. Correct one of them."


def write(payload: Payload, desk: Desk) -> None:
    held, council = risk_of(payload, desk), desk.held.council
    fields.refuse_first(_why_not(payload, held, desk))
    given = fields.those(FIELDS, payload, desk)
    if held is None:
        reference = payload["reference"] or queries.next_reference(council)
        state = payload.get("state") or Risk.State.OPEN
        kept = risks.keep_risk(council=council, reference=reference, by=desk.by, state=state, **given)
    else:
        closed = held.state == Risk.State.CLOSED
        if closed:
            _take(held, payload, desk)
        kept = risks.keep_risk(
            council=council, reference=held.reference, by=desk.by, reason=fields.reason(payload), **given
        )
        if not closed:
            _take(kept, payload, desk)
    desk.held.risks[same(kept.reference)] = found(queries.risk_at(council, kept.reference), "The risk is gone.")
    desk.held.__dict__.pop("risks_by_title", None)


def _take(risk: Risk, payload: Payload, desk: Desk) -> None:
    will = payload.get("state") or risk.state
    if will == risk.state:
        return
    step = found(fields.step_to(FLOW, risk.state, will), "No step leads there.")
    risks.take_step(risk=risk, verb=step.verb, by=desk.by, reason=fields.reason(payload))


RISK = Kind(standing, lambda payload: [], lambda key, desk: None, write)
