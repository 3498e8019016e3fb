"""How long the pages of a large council take: 500 priorities, 2,000 measures, 100,000 observations.

Builds the council in a temporary SQLite database, then asks for each page twenty times with Django's test client, which runs every
middleware and template but no network. Prints queries, the median and the slowest in milliseconds, and the size. Run it with
`python benchmarks/pages.py`.
"""

import os
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

REQUESTS = 20
PRIORITIES, MEASURES, PERIODS = 500, 2_000, 50
ASSESSED = 480


def set_up(home: str) -> None:
    """Django on an empty database of its own."""
    os.environ |= {"TALLYSTICK_DEBUG": "1", "TALLYSTICK_HOME": home, "TALLYSTICK_WITHOUT_TLS": "1"}
    os.environ.pop("TALLYSTICK_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tallystick_web.config.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
    call_command("migrate", verbosity=0)


def council() -> tuple[Any, Any]:
    """A council, and a councillor of it."""
    from tallystick_web.accounts import actions as accounts
    from tallystick_web.councils import actions as councils
    from tallystick_web.councils.models import CouncilType, Role, Unit

    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    dana = accounts.add_person(email="dana@leeds.example", name="Dana", password="a tally of two halves", by=None)
    councils.give_role(council=leeds, person=dana, role=Role.COUNCILLOR, by=None)
    Unit.objects.bulk_create(Unit(council=leeds, kind="service", name=f"Service {n}") for n in range(20))
    return leeds, dana


def build(leeds: Any, dana: Any) -> None:
    """Plans, measures, eight rounds of assessments and the observations, in bulk."""
    from tallystick_web.councils.models import Unit
    from tallystick_web.measures.models import Measure
    from tallystick_web.plans.models import Evidence, Plan, Priority, Theme

    chance = random.Random(20_091_112)
    units = list(Unit.objects.filter(council=leeds))
    plans = Plan.objects.bulk_create(
        Plan(council=leeds, reference=f"plan-{n}", title=f"Plan {n}", order=n) for n in range(4)
    )
    themes = Theme.objects.bulk_create(
        Theme(plan=plan, title=f"Theme {n} of {plan}", order=n) for plan in plans for n in range(10)
    )
    priorities = Priority.objects.bulk_create(
        Priority(
            council=leeds, theme=themes[n * len(themes) // PRIORITIES], reference=f"P-{n}", order=n, service=chance.choice(units),
            title=f"Improve outcome number {n} for the people who live and work in the city", accountable_officer=dana,
        )
        for n in range(PRIORITIES)
    )  # fmt: skip
    measures = Measure.objects.bulk_create(
        Measure(
            council=leeds, reference=f"M {n}", title=f"Measure number {n}", unit="%", decimals=1, owner=dana, frequency="quarter",
            polarity=chance.choice(["higher_is_better", "lower_is_better"]), service=chance.choice(units),
        )
        for n in range(MEASURES)
    )  # fmt: skip
    Evidence.objects.bulk_create(
        Evidence(priority=priority, measure=measures[4 * at + n], order=n)
        for at, priority in enumerate(priorities)
        for n in range(4)
    )
    assess(leeds, priorities, dana, chance)
    observe(leeds, measures, dana, chance)


def assess(leeds: Any, priorities: list[Any], dana: Any, chance: random.Random) -> None:
    """Eight rounds, nearly every priority judged, with narratives of some two hundred words."""
    from tallystick import periods
    from tallystick_web.reviews.models import Assessment, Coverage, ExternalGrade, Round

    words = (
        "the",
        "number",
        "of",
        "households",
        "fell",
        "by",
        "**4.2%**",
        "over",
        "the",
        "quarter",
        "and",
        "work",
        "goes",
        "on",
    )
    for back in range(7, -1, -1):
        period = periods.quarter(2009, 2).step(-back)
        round = Round.objects.create(council=leeds, frequency=period.frequency, start=period.start, end=period.end)
        rows = Assessment.objects.bulk_create(
            Assessment(
                council=leeds, round=round, narrative=" ".join(chance.choice(words) for _ in range(200)) + ".",
                rating=chance.choice(["green", "amber", "amber", "red", ""]), rating_reason="Progress is made.",
                rated_by=dana, rated_at=datetime(2009, 11, 9, tzinfo=UTC),
            )
            for _ in range(ASSESSED)
        )  # fmt: skip
        pairs = zip(rows, priorities, strict=False)
        Coverage.objects.bulk_create(Coverage(assessment=a, priority=p, round=round) for a, p in pairs)
        ExternalGrade.objects.bulk_create(
            ExternalGrade(assessment=one, value="Amber/Red", by="An inspector") for one in rows[::20]
        )


def observe(leeds: Any, measures: list[Any], dana: Any, chance: random.Random) -> None:
    """Fifty quarters of every measure, and a target for each."""
    from tallystick import periods
    from tallystick_web.councils.queries import own_area
    from tallystick_web.measures.models import Observation, Target

    area, now = own_area(leeds), datetime(2009, 11, 9, tzinfo=UTC)
    quarters = [periods.quarter(2009, 2).step(-n) for n in range(PERIODS - 1, -1, -1)]
    year = periods.financial_year(2009)
    Observation.objects.bulk_create(
        (
            Observation(
                measure=measure, area=area, frequency=period.frequency, start=period.start, end=period.end, vintage="validated",
                value=Decimal(chance.randint(0, 1000)) / 10, recorded_by=dana, recorded_at=now,
            )
            for measure in measures
            for period in quarters
        ),
        batch_size=5_000,
    )  # fmt: skip
    Target.objects.bulk_create(
        Target(measure=one, frequency=year.frequency, start=year.start, end=year.end, value=Decimal(50))
        for one in measures
    )


PAGES = {
    "home": "/leeds/",
    "home, worrying": "/leeds/?sort=worrying",
    "home, filtered": "/leeds/?rating=red",
    "plans": "/leeds/plans/",
    "priority": "/leeds/priorities/P-7/",
    "measure": "/leeds/measures/M%207/",
    "measures": "/leeds/measures/",
    "measures, by status": "/leeds/measures/?sort=status",
    "rounds": "/leeds/rounds/",
    "round": "/leeds/rounds/q2-2009-10/",
    "round, exceptions": "/leeds/rounds/q2-2009-10/?exceptions=1",
    "search": "/leeds/search/?q=households",
}


def ask(client: Any, address: str) -> tuple[int, list[float], int]:
    """Queries, milliseconds of each request, and bytes. The first request is not counted: it loads the templates."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    number = len(queries)  # counted at once: the next request empties the log
    assert response.status_code == 200, (address, response.status_code)
    times = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    return number, times, len(response.content)


def evidence(leeds: Any, dana: Any, client: Any) -> None:
    """How long the evidence takes that the home keeps: from nothing, after one new value, after another event, all forecasts."""
    from tallystick import periods
    from tallystick_web.audit import actions as audit
    from tallystick_web.councils.queries import own_area
    from tallystick_web.measures.models import Measure, Observation
    from tallystick_web.record.queries import challenge
    from tallystick_web.reviews import queries as reviews

    def timed(what: str, work: Any) -> None:
        start = time.perf_counter()
        work()
        print(f"{what:48}{(time.perf_counter() - start) * 1000:9.0f} ms")

    def value() -> None:
        measure, period = Measure.objects.filter(council=leeds)[0], periods.quarter(2009, 2)
        Observation.objects.create(
            measure=measure, area=own_area(leeds), frequency=period.frequency, start=period.start, end=period.end,
            vintage="revised", value=Decimal("12.5"), recorded_by=dana, recorded_at=datetime(2009, 12, 1, tzinfo=UTC),
        )  # fmt: skip
        audit.record(by=dana, verb="observations.recorded", target=leeds)

    client.get("/leeds/plans/")  # loads the application
    timed("home with nothing kept", lambda: client.get("/leeds/"))
    audit.record(by=dana, verb="assessment.changed", target=leeds)
    timed("home after an event", lambda: client.get("/leeds/"))
    value()
    timed("home after a new value", lambda: client.get("/leeds/"))
    timed("every forecast (tallystick refresh)", lambda: challenge.fill(leeds, reviews.rounds(leeds)[0], MEASURES))
    audit.record(by=dana, verb="assessment.changed", target=leeds)
    timed("home after an event, all forecasts there", lambda: client.get("/leeds/"))
    print()


def main() -> None:
    """Build, ask, print."""
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        from django.test import Client

        start = time.perf_counter()
        leeds, dana = council()
        build(leeds, dana)
        print(f"{PRIORITIES} priorities, {MEASURES:,} measures, {MEASURES * PERIODS:,} observations: "
              f"built in {time.perf_counter() - start:.0f} s\n")  # fmt: skip
        client = Client()
        client.force_login(dana, backend="allauth.account.auth_backends.AuthenticationBackend")
        evidence(leeds, dana, client)
        print(f"{'page':20}{'queries':>8}{'median ms':>11}{'slowest ms':>12}{'kB':>8}")
        for name, address in PAGES.items():
            queries, times, size = ask(client, address)
            print(f"{name:20}{queries:8}{statistics.median(times):11.1f}{max(times):12.1f}{size / 1024:8.0f}")


if __name__ == "__main__":
    main()
