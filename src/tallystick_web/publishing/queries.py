"""Reading publications. Nothing here looks at a live record of measures, plans or reviews: a publication shows its bundle only."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from tallystick import publication as bundles
from tallystick.judgement import Rating
from tallystick_web.audit.queries import ends
from tallystick_web.challenges.models import Challenge
from tallystick_web.councils.models import Council
from tallystick_web.publishing.models import Publication, PublishedFile, Withdrawal
from tallystick_web.reviews.models import Round

# What changes with the day alone does not make a publication another one.
OF_THE_DAY = ("made_on", "made_on_words")


@dataclass(frozen=True, slots=True)
class Listed:
    """A publication in a list: without its bundle, which may be large."""

    number: int
    title: str
    published_at: Any
    corrects: int | None
    corrected_by: int | None
    withdrawn: bool


def listed(council: Council) -> list[Listed]:
    """The council's publications, newest first, each with the next of the same round or challenge that stands. One query."""
    rows = Publication.objects.filter(council=council).select_related("previous", "withdrawal")
    stands: dict[tuple[int | None, int | None], int] = {}
    found = []
    for one in rows.defer("bundle", "manifest", "previous__bundle", "previous__manifest"):
        subject, replaced = (one.round_id, one.challenge_id), one.previous.number if one.previous else None
        withdrawn = withdrawal(one) is not None
        found.append(Listed(one.number, one.title, one.published_at, replaced, stands.get(subject), withdrawn))
        if not withdrawn:
            stands[subject] = one.number
    return found


def front(council: Council) -> Publication | None:
    """What the public sees of a council first: of its newest round, the newest publication that stands; before any, of a challenge."""
    stands = Publication.objects.filter(council=council, withdrawal=None)
    return stands.order_by(F("round__end").desc(nulls_last=True), "-number").first()


def publishers() -> QuerySet[Council]:
    """The councils of which anything stands published, each with the title and the day of the newest."""
    stands = Publication.objects.filter(council=OuterRef("pk"), withdrawal=None).order_by("-number")
    newest = {
        "newest": Subquery(stands.values("title")[:1]),
        "published_at": Subquery(stands.values("published_at")[:1]),
    }
    return Council.objects.filter(Exists(stands)).annotate(**newest)


def rated(report: dict[str, Any], *ratings: Rating) -> list[dict[str, Any]]:
    """What a frozen report of a round says of the priorities with one of these ratings, in its order."""
    return [entry for _, _, entry in entries(report) if entry["rating"] in ratings]


def entries(report: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What a report of a round says of its priorities, under the titles of their plan and theme, in its order."""
    for plan in report["plans"]:
        for theme in plan["themes"]:
            for entry in theme["entries"]:
                yield plan["title"], theme["title"], entry


def publication(council: Council, number: int) -> Publication | None:
    """The publication of a number, with what came before and whether it was withdrawn."""
    found = Publication.objects.filter(council=council, number=number)
    with_it = found.select_related("previous__withdrawal", "council", "withdrawal")
    return with_it.defer("previous__bundle", "previous__manifest").first()


def rounds_told(council: Council, on: date | None = None) -> frozenset[int]:
    """The ids of the rounds of which a publication stands, or stood at the end of a day. One query."""
    found = Publication.objects.filter(council=council, round__isnull=False)
    if on is None:
        found = found.filter(withdrawal=None)
    else:
        stood = Q(withdrawal=None) | Q(withdrawal__at__gte=ends(on))
        found = found.filter(stood, published_at__lt=ends(on))
    return frozenset(found.order_by().values_list("round", flat=True))


def withdrawal(publication: Publication) -> Withdrawal | None:
    """Why it was taken back, if it was."""
    return getattr(publication, "withdrawal", None)


def correction(publication: Publication) -> int | None:
    """The number of the next publication of the same round or challenge that stands."""
    same = {"round": publication.round_id, "challenge": publication.challenge_id}
    later = Publication.objects.filter(**same, number__gt=publication.number, withdrawal__isnull=True)
    return later.order_by("number").values_list("number", flat=True).first()


def latest(subject: Round | Challenge) -> Publication | None:
    """The newest publication of a round or a challenge, withdrawn or not: the one that the next refers to."""
    return Publication.objects.filter(**of(subject)).select_related("withdrawal").order_by("-number").first()


def of(subject: Round | Challenge) -> dict[str, Any]:
    """What a publication is of, as its fields hold it."""
    return {kind(subject): subject}


def kind(subject: Round | Challenge) -> str:
    """What a publication is of, in a word."""
    return "round" if isinstance(subject, Round) else "challenge"


def file(publication: Publication, name: str) -> PublishedFile | None:
    """One file of a publication."""
    return PublishedFile.objects.filter(publication=publication, name=name).first()


def files(publication: Publication) -> QuerySet[PublishedFile]:
    """The names, kinds and digests of a publication's files, without their content."""
    return PublishedFile.objects.filter(publication=publication).defer("content")


def archive(publication: Publication) -> bytes:
    """All files of a publication in one, under their own names, in a folder that `tallystick verify` takes as it is."""
    written, folder = io.BytesIO(), archive_name(publication)
    with zipfile.ZipFile(written, "w") as packed:
        for one in PublishedFile.objects.filter(publication=publication):
            named = zipfile.ZipInfo(f"{folder}/{one.name}", publication.published_at.timetuple()[:6])
            named.external_attr = 0o644 << 16  # without it nobody may read what is unpacked
            packed.writestr(named, bytes(one.content), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def archive_name(publication: Publication) -> str:
    """What a publication is called where it is saved: `leeds-publication-3`."""
    return f"{publication.council.slug}-publication-{publication.number}"


def next_number(council: Council) -> int:
    """The number of the council's next publication."""
    last = Publication.objects.filter(council=council).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def substance(report: dict[str, Any]) -> str:
    """The digest of what a report says, whichever day it is made on."""
    return bundles.digest(
        bundles.canonical_json({name: value for name, value in report.items() if name not in OF_THE_DAY})
    )
