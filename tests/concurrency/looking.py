"""Compare what people were told is saved with what is held. Run as a program within the installation; prints what is wrong, and counts."""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402

from tallystick_web.audit.models import Event  # noqa: E402
from tallystick_web.measures.models import Due, Observation  # noqa: E402
from tallystick_web.reviews.models import Assessment, Draft, Version  # noqa: E402

Told = list[dict[str, Any]]
SUBMITTED = {"submit": "assessment.submitted", "withdraw": "assessment.withdrawn"}


def tokens(text: str) -> list[str]:
    return re.findall(r"token-\d+-\d+-", text)


def versions(told: Told) -> Iterator[str]:
    """Every acknowledged save is a version of its own, one more than that from which its form was made."""
    held = {token: one for one in Version.objects.filter(verb="judged") for token in tokens(one.narrative)}
    for save in (one for one in told if one["kind"] == "judge"):
        version = held.get(save["token"])
        if version is None:
            yield f"an acknowledged save is lost: {save}"
        elif version.number != save["version"] + 1 or version.by_id != save["who"]:
            yield f"a save made from version {save['version']} became {version.number}: an update was lost"
    numbers = defaultdict(list)
    for key, number in Version.objects.filter(verb="judged").order_by("id").values_list("assessment", "number"):
        numbers[key].append(number)
    for key, found in numbers.items():
        if any(after - before != 1 for before, after in pairwise(found)):
            yield f"the versions of assessment {key} do not follow one another: {found}"
    for one in Assessment.objects.all():
        last = Version.objects.filter(assessment=one).order_by("id").last()
        if last and (last.number, last.narrative, last.state) != (one.version, one.narrative, one.state):
            yield f"assessment {one.pk} is not as its last version says"


def drafts(told: Told) -> Iterator[str]:
    """What somebody typed last and did not save is their draft."""
    held = {(one.assessment_id, one.person_id): one.fields.get("narrative", "") for one in Draft.objects.all()}
    last: dict[tuple[int, int], dict[str, Any]] = {}
    for one in told:
        if one["kind"] in ("draft", "judge"):
            last[one["assessment"], one["who"]] = one
    for key, one in last.items():
        kept = int((tokens(held.get(key, "")) or ["token-0-0-"])[0].split("-")[2])
        if one["kind"] == "draft" and kept < int(one["token"].split("-")[2]) and not _saved_since(one):
            yield f"a draft is lost: {one} (held: {held.get(key, '')[:60]!r})"


def _saved_since(one: dict[str, Any]) -> bool:
    """Whether the person saved later without hearing of it, because the server was gone: that ends a draft."""
    later = Version.objects.filter(assessment=one["assessment"], by=one["who"], verb="judged")
    number = int(one["token"].split("-")[2])
    return any(int(token.split("-")[2]) > number for row in later for token in tokens(row.narrative))


def values(told: Told) -> Iterator[str]:
    """Every acknowledged value is held, and no value twice."""
    held = defaultdict(set)
    for measure, end, value in Observation.objects.values_list("measure", "end", "value"):
        held[measure, end].add(value)
    due = {one.pk: (one.measure_id, one.end) for one in Due.objects.all()}
    for one in told:
        if one["kind"] == "value" and one["sure"] and Decimal(one["value"]) not in held[due[one["due"]]]:
            yield f"an acknowledged value is lost: {one}"
        if one["kind"] == "value" and not held[due[one["due"]]]:
            yield f"nothing is held though a value was acknowledged: {one}"
    twice = Observation.objects.order_by().values("measure", "frequency", "end").annotate(n=Count("pk")).filter(n__gt=1)
    yield from (f"a value was taken twice: {one}" for one in twice)
    again = Due.objects.order_by().values("measure", "frequency", "end").annotate(n=Count("pk")).filter(n__gt=1)
    yield from (f"a value is asked for twice: {one}" for one in again)


def log(told: Told) -> Iterator[str]:
    """Every write has its event and no event is without its write."""
    events = Counter(Event.objects.values_list("verb", "target_id"))
    for verb, event in (
        ("judged", "assessment.judged"),
        ("submit", SUBMITTED["submit"]),
        ("withdraw", SUBMITTED["withdraw"]),
    ):
        for key, count in Counter(Version.objects.filter(verb=verb).values_list("assessment", flat=True)).items():
            if events[event, key] != count:
                yield f"assessment {key}: {count} versions by {verb}, {events[event, key]} events"
    noted = sum(one.detail["count"] for one in Event.objects.filter(verb="observations.recorded"))
    if noted != Observation.objects.count():
        yield f"the log has {noted} values, {Observation.objects.count()} are held"
    for verb, event in SUBMITTED.items():
        steps = Counter(one["assessment"] for one in told if one["kind"] == verb)
        yield from (f"{verb} of {key} was acknowledged {n} times, the log has {events[event, key]}" for key, n in steps.items() if events[event, key] < n)  # fmt: skip


def once() -> Iterator[str]:
    """What is there once has its event once."""
    for verb in ("assessment.added", "round.opened", "person.added"):
        for key, count in Counter(Event.objects.filter(verb=verb).values_list("target_id", flat=True)).items():
            if count != 1:
                yield f"{verb} {key}: {count} events"
    added, begun = Event.objects.filter(verb="assessment.added").count(), Assessment.objects.count()
    if added != begun:
        yield f"{begun} assessments, {added} events of their beginning"


def main() -> None:
    told = sorted(json.loads(Path(sys.argv[1]).read_text()), key=lambda one: one["at"])
    wrong = [*(line for look in (versions, drafts, values, log) for line in look(told)), *once()]
    print(json.dumps({
        "wrong": wrong, "versions": Version.objects.count(), "observations": Observation.objects.count(),
        "drafts": Draft.objects.count(), "events": Event.objects.count(),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
