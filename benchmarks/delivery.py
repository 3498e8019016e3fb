"""How long the pages of delivery take: 200 projects, 300 people with a thousand pieces of work, 2,000 actions, 500 risks.

Builds the council in a temporary SQLite database, then asks for each page twenty times with Django's test client, which runs every
middleware and template but no network. Prints queries, the median and the slowest in milliseconds, the median of the
processor's own time (which other work on the machine does not lengthen), and the size. Run it with
`python benchmarks/delivery.py`.
"""

import os
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

REQUESTS = 20
PROJECTS, PEOPLE, ASSIGNMENTS, ACTIONS, RISKS = 200, 300, 1_000, 2_000, 500


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
    """A council, and its performance officer."""
    from tallystick_web.accounts import actions as accounts
    from tallystick_web.accounts.models import User
    from tallystick_web.councils import actions as councils
    from tallystick_web.councils.models import CouncilType, Membership, Role, Unit

    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    alice = accounts.add_person(email="alice@leeds.example", name="Alice", password="a tally of two halves", by=None)
    councils.give_role(council=leeds, person=alice, role=Role.PERFORMANCE_TEAM, by=None)
    people = User.objects.bulk_create(User(email=f"p{n}@leeds.example", name=f"Person {n}") for n in range(PEOPLE))
    Membership.objects.bulk_create(Membership(council=leeds, person=one, role=Role.CONTRIBUTOR) for one in people)
    Unit.objects.bulk_create(Unit(council=leeds, kind="service", name=f"Service {n}") for n in range(20))
    return leeds, alice


def build(leeds: Any, today: date) -> None:
    """Projects, work, actions and risks, in bulk."""
    from tallystick_web.accounts.models import User
    from tallystick_web.councils.models import Unit
    from tallystick_web.delivery.models import (
        Action,
        Assignment,
        Capacity,
        Criterion,
        Milestone,
        Project,
        ProjectScore,
        Risk,
        RiskAppetite,
    )

    chance = random.Random(2026)
    people, units = list(User.objects.filter(name__startswith="Person")), list(Unit.objects.all())
    projects = Project.objects.bulk_create(
        Project(
            council=leeds, reference=f"P-{n:03}", title=f"Project {n}", manager=chance.choice(people), service=chance.choice(units),
            start=(start := today + timedelta(days=chance.randrange(-200, 400))), due=start + timedelta(days=chance.randrange(60, 500)),
            cost=Decimal(chance.randrange(5_000, 900_000)), effort=Decimal(chance.randrange(10, 900)), state="in_delivery",
        )
        for n in range(PROJECTS)
    )  # fmt: skip
    criteria = Criterion.objects.bulk_create(
        Criterion(council=leeds, title=f"Criterion {n}", weight=n + 1) for n in range(8)
    )
    ProjectScore.objects.bulk_create(
        ProjectScore(project=project, criterion=one, value=chance.randrange(11))
        for project in projects
        for one in criteria
    )
    Capacity.objects.bulk_create(
        Capacity(council=leeds, person=one, hours=chance.choice([15, 22, 37]), service=chance.choice(units))
        for one in people
    )
    Assignment.objects.bulk_create(
        Assignment(
            project=(project := chance.choice(projects)), person=chance.choice(people), role=f"Role {n}", hours=chance.randrange(4, 25),
            first=project.start, last=project.due,
        )
        for n in range(ASSIGNMENTS)
    )  # fmt: skip
    actions = Action.objects.bulk_create(
        Action(
            council=leeds, reference=f"A-{n:04}", title=f"Action {n}", owner=chance.choice(people), service=chance.choice(units),
            project=chance.choice(projects), state="in_progress", due=today + timedelta(days=chance.randrange(-50, 500)),
        )
        for n in range(ACTIONS)
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(action=one, title=f"Milestone {n}", due=one.due - timedelta(days=30 * n))
        for one in actions
        for n in range(3)
    )
    appetite = RiskAppetite.objects.create(council=leeds, category="Financial", limit=8)
    Risk.objects.bulk_create(
        Risk(
            council=leeds, reference=f"R-{n:03}", title=f"Risk {n}", category=appetite, owner=chance.choice(people),
            likelihood=5, impact=5, likelihood_after=chance.randrange(1, 6), impact_after=chance.randrange(1, 6),
        )
        for n in range(RISKS)
    )  # fmt: skip


PAGES = (
    "actions/", "actions/A-0001/", "milestones/", "risks/", "heat-map/", "projects/", "projects/P-001/", "projects/P-001/highlights/", "benefits/",
    "load/", "load/?span=week", "load/?by=service", "load/try/?stop=P-001&delay=P-002&weeks=6", "load/order/",
    "load/best/?money=5000000&days=9000", "plans/", "calendar/", "calendar/?show=all", "gantt/",
)  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext
        from django.utils import timezone

        leeds, alice = council()
        build(leeds, timezone.localdate())
        client = Client()
        client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
        print(f"{'page':<48}{'queries':>8}{'median ms':>11}{'slowest':>9}{'processor':>11}{'kB':>6}")
        for page in PAGES:
            address = f"/leeds/delivery/{page}"
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            number = len(queries)  # counted at once: the next request empties the log
            times, busy = [], []
            for _ in range(REQUESTS):
                begin, work = time.perf_counter(), time.process_time()
                client.get(address)
                times.append((time.perf_counter() - begin) * 1000)
                busy.append((time.process_time() - work) * 1000)
            print(
                f"{page:<48}{number:>8}{statistics.median(times):>11.0f}{max(times):>9.0f}{statistics.median(busy):>11.0f}{len(answer.content) / 1000:>6.0f}"
            )


if __name__ == "__main__":
    main()
