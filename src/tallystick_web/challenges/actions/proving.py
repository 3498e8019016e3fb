"""Evidence and expectations: what shows that something was done, and which measure should move by it."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tallystick.periods import Period
from tallystick_web.audit import actions as audit
from tallystick_web.challenges import rules
from tallystick_web.challenges.files import NewFile
from tallystick_web.challenges.models import Evidence, Expectation, Thread
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures.models import Measure


@transaction.atomic
def add_evidence(
    *,
    thread: Thread,
    kind: Evidence.Kind,
    words: str,
    vouched_by: Any,
    by: Any,
    on: date | None = None,
    link: str = "",
    measure: Measure | None = None,
    decision: str = "",
    file: NewFile | None = None,
    confidential: bool = False,
    kept_on: date | None = None,
) -> Evidence:
    """Put evidence on the record: dated, vouched for by a named person, from the day `kept_on` (today) a part of the answer."""
    refuse_if(rules.why_not_bring_evidence(thread, by))
    refuse_if(
        "The measure belongs to another council." if measure and measure.council_id != thread.council_id else None
    )
    today = timezone.localdate()
    refuse_if("Evidence cannot be dated ahead." if (on or today) > today or (kept_on or today) > today else None)
    evidence = Evidence(
        thread=thread, kind=kind, words=words.strip(), on=on or today, link=link, measure=measure, decision=decision.strip(),
        vouched_by=vouched_by, confidential=confidential, by=by, at=timezone.now(), kept_on=kept_on or today,
    )  # fmt: skip
    if file:
        _store(evidence, file)
    evidence.full_clean()
    evidence.save()
    audit.record(by=by, verb="evidence.added", target=evidence, kind=kind)
    return evidence


def _store(evidence: Evidence, file: NewFile) -> None:
    """The bytes once by their digest, under the council."""
    digest = hashlib.sha256(file.data).hexdigest()
    path = f"evidence/{evidence.thread.council.slug}/{digest[:2]}/{digest}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(file.data))
    evidence.file_name, evidence.path, evidence.sha256, evidence.size = file.name[-255:], path, digest, len(file.data)


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, by: Any) -> None:
    """Take evidence out of the answer from today; the record keeps it, and why."""
    refuse_if(rules.why_not_withdraw(evidence, by))
    refuse_if(None if reason.strip() else "Say why the evidence is withdrawn.")
    evidence.withdrawn_on, evidence.withdrawn_why = timezone.localdate(), reason.strip()
    evidence.save(update_fields=["withdrawn_on", "withdrawn_why"])
    audit.record(by=by, verb="evidence.withdrawn", target=evidence, reason=reason.strip())


@transaction.atomic
def expect(
    *,
    thread: Thread,
    measure: Measure,
    way: Expectation.Way,
    amount: Decimal | None,
    period: Period,
    base: Period,
    by: Any,
    on: date | None = None,
) -> Expectation:
    """Say which measure is expected to move, which way, by how much at least and by when, counted from the value of `base`."""
    refuse_if(rules.why_not_expect(thread, by))
    refuse_if("The measure belongs to another council." if measure.council_id != thread.council_id else None)
    refuse_if(_why_not_periods(measure, period, base))
    expectation = Expectation(
        thread=thread, measure=measure, way=way, amount=amount, frequency=period.frequency, start=period.start,
        end=period.end, base_start=base.start, base_end=base.end, on=on or timezone.localdate(), by=by, at=timezone.now(),
    )  # fmt: skip
    expectation.full_clean()
    expectation.save()
    audit.record(by=by, verb="answer.expectation_added", target=expectation)
    return expectation


def _why_not_periods(measure: Measure, period: Period, base: Period) -> str | None:
    if period.frequency != measure.frequency or base.frequency != measure.frequency:
        kind = measure.get_frequency_display().lower()
        return f"{measure.reference} has a value for every {kind}: name a {kind}."
    if period.end <= base.end:
        return f"{period} is not after {base}. Name a later period."
    return None


@transaction.atomic
def drop_expectation(*, expectation: Expectation, reason: str, by: Any) -> None:
    """Expect it no longer, with the reason. The record keeps that it was expected."""
    refuse_if(rules.why_not_expect(expectation.thread, by))
    refuse_if(None if reason.strip() else "Say why it is no longer expected.")
    expectation.dropped_on, expectation.dropped_why = timezone.localdate(), reason.strip()
    expectation.save(update_fields=["dropped_on", "dropped_why"])
    audit.record(by=by, verb="answer.expectation_dropped", target=expectation, reason=reason.strip())
