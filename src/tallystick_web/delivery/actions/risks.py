"""Writing risks, the council's appetite for them, and every score they were given."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.common import workflow
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery.actions.rows import _changed, _check, _differs, _keep, _set_links
from tallystick_web.delivery.models import Action, Risk, RiskAppetite, RiskReview
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import risks as rules
from tallystick_web.delivery.workflows import OWNER, RISK
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

SCORES = ("likelihood", "impact", "likelihood_after", "impact_after")


@transaction.atomic
def keep_appetite(*, council: Council, category: str, by: Any, **fields: Any) -> RiskAppetite:
    """Say how much risk of a category the council is content with; the same again writes nothing."""
    refuse_if(rules.why_not_set_appetite(council, by))
    appetite = RiskAppetite.objects.filter(council=council, category=category).first()
    appetite = appetite or RiskAppetite(council=council, category=category)
    verb, changed = _keep(appetite, fields)
    if verb:
        audit.record(by=by, verb=f"risk_appetite.{verb}", target=appetite, changed=changed)
    return appetite


@transaction.atomic
def keep_risk(
    *,
    council: Council,
    reference: str,
    by: Any,
    actions: Sequence[Action] | None = None,
    priorities: Sequence[Priority] | None = None,
    measures: Sequence[Measure] | None = None,
    reason: str = "",
    version: int | None = None,
    **fields: Any,
) -> Risk:
    """Add a risk, or change the named fields of the one with this reference; the same again writes nothing.

    Other scores than those held need a `reason`, and are kept beside the earlier ones as a review is.
    """
    refuse_if(common.why_not_keep(council, by))
    risk = Risk.objects.select_for_update(no_key=True).filter(council=council, reference=reference).first()
    risk = risk or Risk(council=council, reference=reference)
    links = {"actions": actions, "priorities": priorities, "measures": measures}
    _refuse_change(risk, fields, links, reason, version, by)
    scored = bool(_changed(risk, {name: fields[name] for name in SCORES if name in fields}))
    verb, changed = _keep(risk, fields)
    linked = _set_links(risk, links)
    if scored:
        _remember(risk, reason or "First assessed.", "", by)
    if verb or linked:
        audit.record(by=by, verb=f"risk.{verb or 'changed'}", target=risk, changed={**changed, **linked})
    return risk


def _refuse_change(
    risk: Risk, fields: dict[str, Any], links: dict[str, Any], reason: str, version: int | None, by: Any
) -> None:
    if not _differs(risk, fields, links, version, by, begins=Risk.State.OPEN):
        return
    refuse_if(rules.why_not_change(risk, by))
    refuse_if("The state of a risk moves by a step." if fields.get("state", risk.state) != risk.state else None)
    if _changed(risk, {name: fields[name] for name in SCORES if name in fields}):
        refuse_if(rules.why_not_review(risk, reason, by))


def _remember(risk: Risk, text: str, step: str, by: Any, *, theirs: bool = True) -> None:
    """Write down what was given or done. A deputy does what is the owner's to do in the owner's place."""
    scores = {name: getattr(risk, name) for name in SCORES}
    whose = common.stood_in_for(risk.council, by, risk.owner_id) if theirs else None
    RiskReview.objects.create(risk=risk, text=text.strip(), step=step, by=by, for_whom=whose, **scores)


@transaction.atomic
def review_risk(
    *,
    risk: Risk,
    likelihood: int,
    impact: int,
    likelihood_after: int,
    impact_after: int,
    text: str,
    next_review: date | None,
    by: Any,
) -> Risk:
    """Look at a risk again: give its scores, say why, and when to look next. The scores before stay on the record."""
    current = Risk.objects.select_for_update(no_key=True).get(pk=risk.pk)
    refuse_if(rules.why_not_review(current, text, by))
    given = {
        "likelihood": likelihood,
        "impact": impact,
        "likelihood_after": likelihood_after,
        "impact_after": impact_after,
    }
    changed = _changed(current, given)
    for name, value in given.items():
        setattr(current, name, value)
    current.review_due = next_review
    current.version += 1
    _check(current)
    current.save()
    _remember(current, text, "", by)
    audit.record(
        by=by, verb="risk.reviewed", target=current, changed=changed, text=text.strip(), next=str(next_review or "")
    )
    return current


@transaction.atomic
def take_step(*, risk: Risk, verb: str, by: Any, reason: str = "") -> Risk:
    """Take a risk to another state."""
    current = Risk.objects.select_for_update(no_key=True).get(pk=risk.pk)
    refuse_if(rules.why_not_step(current, verb, by, reason))
    step = workflow.find(RISK, verb, current.state)
    current.state = workflow.target(RISK, verb, current.state)
    current.version += 1
    current.save(update_fields=["state", "version"])
    _remember(current, reason, step.button if step else verb, by, theirs=step is None or OWNER in step.by)
    audit.record(by=by, verb=f"risk.{verb}", target=current, reason=reason.strip())
    return current
