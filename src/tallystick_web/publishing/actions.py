"""Publishing and withdrawing. A publication is never changed: a correction is a new one that refers to the one before."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick import publication as bundles
from tallystick_web.audit import actions as audit
from tallystick_web.councils import queries as councils
from tallystick_web.councils.rules import refuse_if
from tallystick_web.publishing import drafts, queries, rules
from tallystick_web.publishing.drafts import Draft
from tallystick_web.publishing.models import Publication, PublishedFile, Withdrawal


@transaction.atomic
def publish(*, draft: Draft, files: Mapping[str, bytes], by: Any) -> Publication:
    """Freeze a draft with its files (`drafts.files(draft)`, `positions.files(draft)`) as the council's next publication."""
    councils.hold(draft.subject.council)
    refuse_if(rules.why_not_publish(draft, by))
    council, previous, now = draft.subject.council, queries.latest(draft.subject), timezone.now()
    number = queries.next_number(council)
    manifest = bundles.manifest(files, {
        "council": council.name, "gss_code": council.gss_code, "number": number, "title": draft.title,
        queries.kind(draft.subject): str(draft.subject), "published_at": now.isoformat(timespec="seconds"),
        "previous": {"number": previous.number, "digest": previous.digest} if previous else None,
    })  # fmt: skip
    publication = Publication.objects.create(
        council=council, **queries.of(draft.subject), number=number, title=draft.title, published_at=now, published_by=by,
        previous=previous, bundle=draft.report, manifest=manifest, digest=bundles.manifest_digest(manifest),
    )  # fmt: skip
    kept = {**files, drafts.MANIFEST: bundles.canonical_json(manifest)}
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=publication, name=name, media_type=drafts.media_type(name),
            sha256=bundles.digest(content), content=content,
        )
        for name, content in kept.items()
    )  # fmt: skip
    audit.record(by=by, verb="publication.published", target=publication, digest=publication.digest)
    return publication


@transaction.atomic
def withdraw(*, publication: Publication, reason: str, by: Any) -> Withdrawal:
    """Take a publication back. Its page then says so with the reason, which is public, and shows nothing else."""
    councils.hold(publication.council)
    refuse_if(rules.why_not_withdraw(publication, by))
    refuse_if(None if reason.strip() else "Say why the publication is withdrawn: readers will see the reason.")
    withdrawal = Withdrawal.objects.create(publication=publication, by=by, reason=reason.strip())
    audit.record(by=by, verb="publication.withdrawn", target=publication, reason=reason.strip())
    return withdrawal
