"""How long a search takes among 50,000 records, and how that grows: the whole query, counted and with its first page.

python benchmarks/search.py                                                    on SQLite
TALLYSTICK_DATABASE_URL=postgres://… python benchmarks/search.py               on PostgreSQL (a database of its own)
"""

import os
import random
import tempfile
import time

SIZES = (5_000, 50_000)
QUERIES = ("xylophone", "library", "library opening hours", "the", "recyc", "A-4711")
WORDS = [
    "library",
    "opening",
    "hours",
    "recycling",
    "waste",
    "street",
    "litter",
    "children",
    "school",
    "places",
    "housing",
    "repairs",
    "council",
    "tax",
    "recovery",
    "plan",
    "target",
    "quarter",
    "partners",
    "review",
    "service",
    "customer",
    "digital",
    "consultation",
    "residents",
    "planning",
    "applications",
    "budget",
    "savings",
    "risk",
    "delay",
    "staff",
]
COMMON = ["the", "of", "and", "in", "to", "for", "a", "by", "on", "with"]


def set_up() -> None:
    """An empty database, in memory's folder where nothing else is said."""
    os.environ.setdefault("TALLYSTICK_DEBUG", "1")
    os.environ["TALLYSTICK_HOME"] = tempfile.mkdtemp()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick_web.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(council: object, start: int, stop: int) -> None:
    """Actions with titles and texts of about fifty words, a thousandth of which speak of a xylophone."""
    from tallystick_web.delivery.models import Action

    chance = random.Random(start)

    def words(count: int) -> str:
        return " ".join(chance.choice(COMMON if chance.random() < 0.35 else WORDS) for _ in range(count))

    Action.objects.bulk_create(
        (
            Action(council=council, reference=f"A-{n}", title=words(8), purpose=words(50) + (" xylophone" if n % 1000 == 0 else ""))
            for n in range(start, stop)
        ),
        batch_size=2_000,
    )  # fmt: skip


def main() -> None:
    set_up()
    from django.db import connection

    from tallystick_web.councils import actions as councils
    from tallystick_web.councils.models import CouncilType
    from tallystick_web.record.found import KINDS
    from tallystick_web.record.queries import search

    council = councils.add_council(
        slug=f"b{time.time_ns()}",
        name=f"B{time.time_ns()}",
        gss_code=f"E{str(time.time_ns())[-8:]}",
        type=CouncilType.UNITARY,
    )
    held = 0
    print(f"{connection.vendor}: milliseconds, best of seven")
    for size in SIZES:
        fill(council, held, size)
        held = size
        for query in QUERIES:
            times = []
            for _ in range(7):
                before = time.perf_counter()
                found = search.search(council, query, list(KINDS))
                times.append((time.perf_counter() - before) * 1000)
            print(f"{size:>7} records  {query!r:<24} {found.total:>6} found  {min(times):7.1f} ms")


if __name__ == "__main__":
    main()
